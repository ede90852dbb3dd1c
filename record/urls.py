"""The public addresses: pages, feeds, exports and the API."""

from django.conf import settings
from django.urls import include, path, re_path, register_converter

from .admin import lost_password
from .api import google
from .delivery.addresses import API, DESK, EXPORTS, FEEDS, GOOGLE
from .exports import exports
from .site import embed, feeds, files, ledger, pages, sitemap

register_converter(ledger.KindConverter, "record_kind")
urlpatterns = [
    path(f"{API}v1/", include("record.api.urls")),  # first, as most requests are for it
    path(f"{FEEDS}verdicts.atom", feeds.verdicts, name="feed"),
    path(f"{FEEDS}corrections.atom", feeds.corrections, name="corrections-feed"),
    *(
        path(
            f"{FEEDS}{kind}s/<public_id:public_id>.atom",
            feeds.verdicts_of,
            {"kind": kind},
            name=f"feed-{kind}",
        )
        for kind in feeds.OF
    ),
    path(f"{EXPORTS}package.zip", files.export_package, name="export-package"),
    path(f"{EXPORTS}record.sqlite", files.export_sqlite, name="export-sqlite"),
    path(f"{EXPORTS}editions.json", files.list_editions, name="editions"),
    path(f"{EXPORTS}<day:day>/", files.edition, name="edition"),
    path(f"{EXPORTS}<day:day>/CITATION.cff", files.citation, name="edition-citation"),
    path(f"{EXPORTS}<day:day>/package.zip", files.export_edition, name="edition-package"),
    *(
        path(
            f"{EXPORTS}{table.name}{suffix}",
            files.export,
            {"table": table, "make": make, "media_type": media_type},
            name=f"export-{table.name}-{name}",
        )
        for table, name, make, suffix, media_type in exports()
    ),
    *(
        path(
            f"{EXPORTS}<day:day>/{table.name}{suffix}",
            files.export_edition,
            {"table": table, "make": make, "media_type": media_type},
            name=f"edition-{table.name}-{name}",
        )
        for table, name, make, suffix, media_type in exports()
    ),
    path("ledger/checkpoint", ledger.checkpoint, name="ledger-checkpoint"),
    path("ledger/cosigned", ledger.checkpoint, {"read": ledger.cosigned}, name="ledger-cosigned"),
    re_path(f"^ledger/tile/{ledger.TILE}$", ledger.tile, name="ledger-tile"),
    path("ledger/<record_kind:kind>/<uuid:public_id>", ledger.proof, name="ledger-proof"),
    path(f"{GOOGLE}claims:search", google.search, name="google"),
    path("oembed", embed.oembed, name="oembed"),
    path("favicon.ico", pages.icon, name="icon"),
    path("robots.txt", sitemap.robots, name="robots"),
    path("sitemap.xml", sitemap.index, name="sitemaps"),
    path("sitemaps/<str:kind>-<int:number>.xml", sitemap.sitemap, name="sitemap"),
    *([path(DESK[1:], include(lost_password))] if settings.MAIL else []),
]

# In every language: config.urls puts it before their paths.
pages_for_people = [path("", include("record.site.urls"))]
