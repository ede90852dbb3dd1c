"""The pages of a speaker, a topic and a publisher: all that the record has on each."""

from django.conf import settings
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext

from .pages import address_of, fixed_view, path_of, show
from .plot import csv_response, plot
from .reading import CLAIMS, QUOTES, SHOWN, claims_of, found_by, named, quotes_of, read
from .tally import tallied

# Who was merged into a speaker is found by the id or slug it had.
FORMER = "OR names @> ARRAY[left(%(first)s::text, 8)] OR names @> ARRAY[%(first)s::text]"
TOPICS = """
SELECT t.public_id AS id, t.name, count(*) AS claims
FROM (SELECT unnest(c.topics) AS topic FROM record_claim c
    WHERE c.speakers @> ARRAY[%(id)s::uuid] ORDER BY c.verified_at DESC LIMIT 1000) u
JOIN record_topic t ON t.public_id = u.topic
GROUP BY 1, 2 ORDER BY 3 DESC, 2 LIMIT 20
"""
ARTICLES = f"""
SELECT a.document FROM record_article a WHERE a.publisher = %(id)s::uuid
ORDER BY COALESCE(a.published_at, '0001-01-01 00:00:00+00') DESC, a.public_id DESC LIMIT {SHOWN + 1}
"""


@fixed_view
def speaker(request, public_id):
    """Show a speaker's roles, claims, quotes and verdicts; no number that would sum a person up."""
    parts = read_thing("speaker", public_id, topics=TOPICS, quotes=QUOTES.format("speaker"))
    return show_thing(request, "speaker", parts)


@fixed_view
def topic(request, public_id):
    return show_thing(request, "topic", read_thing("topic", public_id))


@fixed_view
def publisher(request, public_id):
    parts = read_thing("publisher", public_id, articles=ARTICLES, quotes=QUOTES.format("publisher"))
    return show_thing(request, "publisher", parts)


@fixed_view
def verdicts(request, kind, public_id):
    """Answer with the numbers of the plot of a speaker, topic or publisher, as CSV."""
    thing = read_name(kind, public_id)
    return csv_response(read({"id": thing["id"]}, tallied=tallied(kind))["tallied"])


def feed_of(kind, thing):
    return {
        "title": f"{settings.PUBLIC_NAME}{gettext(':')} {thing['name']}",
        "path": reverse(f"feed-{kind}", args=[thing["slug"]]),
    }


def read_name(kind, public_id):
    """Return {"id", "document"} of what a path names; Http404 if nothing public has that name."""
    found = found_by(f"record_{kind}", FORMER if kind == "speaker" else "")
    things = read(named(public_id), found, thing="SELECT public_id AS id, document FROM found")
    if not things["thing"]:
        raise Http404
    return things["thing"][0]


def read_thing(kind, public_id, **parts):
    """
    Return the parts of the page; Http404 if nothing public has this id or slug.

    They are read by the id in a statement of their own: so PostgreSQL knows how often it is there,
    and reads the newest claims of a topic that many have, instead of all to sort them.
    """
    thing = read_name(kind, public_id)
    claims = CLAIMS.format(f"{kind}s")
    parts = read({"id": thing["id"]}, claims=claims, tallied=tallied(kind), **parts)
    return parts | {"thing": thing["document"]}


def show_thing(request, kind, parts):
    thing = parts["thing"]
    context = {
        "kind": kind,
        "thing": thing,
        "share": {
            "title": thing["name"],
            "picture": address_of(f"{kind}-picture", thing["slug"]),
        },
        "claims": claims_of(parts["claims"]),
        "more_claims": len(parts["claims"]) > SHOWN,
        "quotes": quotes_of(parts.get("quotes", [])),
        "more_quotes": len(parts.get("quotes", [])) > SHOWN,
        "articles": [row["document"] for row in parts.get("articles", [])[:SHOWN]],
        "more_articles": len(parts.get("articles", [])) > SHOWN,
        "topics": parts.get("topics", []),
        "plot": plot(parts["tallied"]),
        "feed": feed_of(kind, thing),
        "csv": reverse(f"{kind}-verdicts", args=[thing["slug"]]),
    }
    return show(request, kind, path_of(kind, thing["slug"]), **context)
