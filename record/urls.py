"""The public addresses: pages, feeds, exports and the API."""

from django.urls import include, path, re_path, register_converter

from .api import google
from .delivery.addresses import API, EXPORTS, GOOGLE
from .exports import exports
from .site import embed, feeds, ledger, pages, sitemap

register_converter(ledger.KindConverter, "record_kind")
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
    path("ledger/checkpoint", ledger.checkpoint, name="ledger-checkpoint"),
    path("ledger/cosigned", ledger.checkpoint, {"read": ledger.cosigned}, name="ledger-cosigned"),
    re_path(f"^ledger/tile/{ledger.TILE}$", ledger.tile, name="ledger-tile"),
    path("ledger/<record_kind:kind>/<uuid:public_id>", ledger.proof, name="ledger-proof"),
    path(f"{GOOGLE}claims:search", google.search, name="google"),
    path("oembed", embed.oembed, name="oembed"),
    path("robots.txt", sitemap.robots, name="robots"),
    path("sitemap.xml", sitemap.index, name="sitemaps"),
    path("sitemaps/<str:kind>-<int:number>.xml", sitemap.sitemap, name="sitemap"),
]

# In every language: config.urls puts it before their paths.
pages_for_people = [path("", include("record.site.urls"))]
