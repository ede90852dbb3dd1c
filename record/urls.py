"""The public addresses: pages, feeds, exports and the API."""

from django.conf import settings
from django.urls import include, path

from .admin import lost_password
from .api import google
from .delivery.addresses import API, DESK, EXPORTS, GOOGLE
from .exports import exports
from .site import feeds, pages

urlpatterns = [
    path(f"{API}v1/", include("record.api.urls")),  # first, as most requests are for it
    path("", pages.front, name="front"),
    path("claims/<uuid:public_id>/", pages.claim, name="claim"),
    path("feeds/verdicts.atom", feeds.verdicts, name="feed"),
    path("feeds/corrections.atom", feeds.corrections, name="corrections"),
    path(f"{EXPORTS}package.zip", pages.export_package, name="export-package"),
    *(
        path(
            f"{EXPORTS}{table.name}{suffix}",
            pages.export,
            {"table": table, "make": make, "media_type": media_type},
            name=f"export-{table.name}-{name}",
        )
        for table, name, make, suffix, media_type in exports()
    ),
    path(f"{GOOGLE}claims:search", google.search, name="google"),
    *([path(DESK[1:], include(lost_password))] if settings.MAIL else []),
]
