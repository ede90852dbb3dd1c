"""The public addresses: pages, feeds, exports and the API."""

from django.conf import settings
from django.urls import include, path

from .admin import lost_password
from .api import google
from .delivery.addresses import API, DESK, EXPORTS, GOOGLE
from .exports import exports
from .site import embed, feeds, pages, sitemap

urlpatterns = [
    path(f"{API}v1/", include("record.api.urls")),  # first, as most requests are for it
    path("feeds/verdicts.atom", feeds.verdicts, name="feed"),
    path("feeds/corrections.atom", feeds.corrections, name="corrections-feed"),
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
    path("oembed", embed.oembed, name="oembed"),
    path("robots.txt", sitemap.robots, name="robots"),
    path("sitemap.xml", sitemap.index, name="sitemaps"),
    path("sitemaps/<str:kind>-<int:number>.xml", sitemap.sitemap, name="sitemap"),
    *([path(DESK[1:], include(lost_password))] if settings.MAIL else []),
]

# In every language: config.urls puts it before their paths.
pages_for_people = [path("", include("record.site.urls"))]
