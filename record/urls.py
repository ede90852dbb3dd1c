"""What the world may open: pages, feeds, exports and the API."""

from django.urls import include, path

from .api import google
from .exports import exports
from .site import feeds, pages

urlpatterns = [
    path("api/v1/", include("record.api.urls")),  # first, as most requests are for it
    path("", pages.front, name="front"),
    path("claims/<uuid:public_id>/", pages.claim, name="claim"),
    path("feeds/verdicts.atom", feeds.verdicts, name="feed"),
    path("feeds/corrections.atom", feeds.corrections, name="corrections"),
    path("exports/package.zip", pages.everything, name="export-package"),
    *(
        path(
            f"exports/{table.name}{suffix}",
            pages.export,
            {"table": table, "make": make, "media_type": media_type},
            name=f"export-{table.name}-{name}",
        )
        for table, name, make, suffix, media_type in exports()
    ),
    path("v1alpha1/claims:search", google.search, name="google"),
]
