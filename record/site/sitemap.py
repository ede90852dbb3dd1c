"""Where search engines find the pages: robots.txt, and the sitemaps that it names."""

from math import ceil

from django.conf import settings
from django.http import Http404, HttpResponse

from .pages import fixed_view, path_of
from .reading import read
from .tally import ROWS, by_key

# The protocol allows 50,000; fewer keep an answer quick and short. Ids are random, so equal ranges
# of them hold about as many.
PER_SITEMAP = 1_000
IDS = 2**128
EXAMPLE = "0" * 12  # a slug
SLUG, ID = "document ->> 'slug'", "public_id::text"
KINDS = {"claim": SLUG, "speaker": SLUG, "topic": SLUG, "publisher": SLUG, "article": ID}
PLACES = """
SELECT {} AS place, to_char(since AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS since FROM record_{}
WHERE public_id BETWEEN %(first)s AND %(last)s ORDER BY public_id
"""
PAGES = (
    *("front", "speakers", "topics", "publishers", "articles", "quotes"),
    *("corrections", "statistics", "method", "data"),
)
# One filter at a time: together they have more pages than a search engine ever comes to read.
ROBOTS = """User-agent: *
Disallow: /admin/
Disallow: /*?*cursor=
Disallow: /*?*&
Sitemap: {}/sitemap.xml
"""


@fixed_view
def robots(request):
    text = ROBOTS.format(settings.PUBLIC_URL)
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@fixed_view
def index(request):
    """Return the sitemap index: the pages that there always are, and as many more as kinds need."""
    names = ["pages-1"]
    for kind, parts in parts_of_kinds().items():
        names += [f"{kind}-{number + 1}" for number in range(parts)]
    return xml("sitemapindex", "sitemap", [(f"/sitemaps/{name}.xml", "") for name in names])


@fixed_view
def sitemap(request, kind, number):
    """Return one sitemap; its number is from 1."""
    if kind == "pages" and number == 1:
        return xml("urlset", "url", [(path_of(name), "") for name in PAGES])
    parts = parts_of_kinds().get(kind, 0)
    if not 1 <= number <= parts:
        raise Http404
    first, last = IDS * (number - 1) // parts, IDS * number // parts - 1
    ids = {"first": f"{first:032x}", "last": f"{last:032x}"}
    rows = read(ids, rows=PLACES.format(KINDS[kind], kind))["rows"]
    before, after = path_of(kind, EXAMPLE).split(EXAMPLE)
    places = [(f"{before}{row['place']}{after}", row["since"]) for row in rows]
    return xml("urlset", "url", places)


def parts_of_kinds():
    """Return {kind: number of its sitemaps}."""
    rows = by_key(read(None, rows=ROWS)["rows"])
    return {kind: ceil(rows.get(kind, 0) / PER_SITEMAP) for kind in KINDS}


def xml(root, entry, places):
    """Return the answer; `places` are (path, day of the last change or "")."""
    entries = "".join(
        f"<{entry}><loc>{settings.PUBLIC_URL}{path}</loc>"
        + (f"<lastmod>{day}</lastmod>" if day else "")
        + f"</{entry}>\n"
        for path, day in places
    )
    schema = "http://www.sitemaps.org/schemas/sitemap/0.9"
    text = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{schema}">\n{entries}</{root}>\n'
    )
    return HttpResponse(text, content_type="application/xml")
