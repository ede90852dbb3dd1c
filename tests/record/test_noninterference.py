"""
What is not public changes nothing that the world can see, not a byte of any answer.

REQUESTS=5000 asks more than the suite has time for.
"""

import os
import random
from urllib.parse import urlencode

from django.db import transaction

from record.models import KINDS
from record.query import filters
from record.query.parameters import keys_called
from record.site.lists import LISTED
from tests.test_visibility import THINGS, VALUES, all_canaries, hide, public  # noqa: F401

REQUESTS = int(os.environ.get("REQUESTS", 200))
OTHERS = {
    "count": ["true"],
    "facets": ["verdict,speaker,publisher,topic,year", "year"],
    "page_size": ["1", "2", "200", "0"],
    "ordering": ["relevance", "-verified_at", "claimed_on", "name", "-said_on", "note"],
    "fields": ["id", "id,statement", "note"],
    "omit": ["quotes", "document"],
    "expand": ["speaker", "article", "speaker,article"],
    "snippet": ["true"],
    "as_of": ["2999-01-01", "2020-01-01"],
    "cursor": ["x"],
}
OWN = ["1", "9", "trees", "person", "direct", "published", "draft", "submitted", "Ana Ilić", "no"]


def requests(draw, words, ids):
    """Endless addresses: every list and detail, with any parameters and values, good or bad."""
    while True:
        kind = draw.choice(KINDS)
        base = f"/api/v1/{kind._meta.model_name}s"
        if draw.random() < 0.3:
            yield page(draw, words, ids)
        elif draw.random() < 0.2:
            yield f"{base}/{draw.choice(ids)}/"
        elif draw.random() < 0.1:
            yield f"/api/v1/claims/match?{urlencode({'text': draw.choice(words)})}"
        elif draw.random() < 0.1:
            yield f"/v1alpha1/claims:search?{urlencode({'query': draw.choice(words)})}"
        else:
            end = draw.choice(["/", "/", "/", ".json", ".jsonld"])
            yield f"{base}{end}?{urlencode(dict(parameters(draw, kind, words, ids)))}"


def page(draw, words, ids):
    """The address of a page that people read, of anything and with any search."""
    if draw.random() < 0.5:
        end = draw.choice(["", "", "card/", "card.png"])
        return f"{draw.choice(['', '/pl'])}/{draw.choice([*THINGS])}/{draw.choice(ids)}/{end}"
    if draw.random() < 0.2:
        return draw.choice(["/sitemap.xml", "/sitemaps/claim-1.xml", "/exports/", "/method/"])
    name = draw.choice(["", "corrections/", "statistics/", *(f"{name}/" for name in LISTED)])
    query = {"q": draw.choice([*words, *OWN])} if draw.random() < 0.5 else {}
    return f"/{name}?{urlencode(query)}"


def parameters(draw, kind, words, ids):
    known = [*getattr(filters, f"{kind.__name__}Filter").base_filters]
    for name in draw.sample(known, min(len(known), draw.randrange(4))):
        yield name, draw.choice([*VALUES, *OWN, draw.choice(words), draw.choice(ids)])
    for name in draw.sample(list(OTHERS), draw.randrange(3)):
        yield name, draw.choice(OTHERS[name])


def answers(client, addresses):
    return [answer(client.get(address)) for address in addresses]


def answer(response):
    own = ("ratelimit", "x-request-id")
    headers = {n: v for n, v in response.headers.items() if not n.lower().startswith(own)}
    return response.status_code, headers, response.content


def ids_of_everything():
    from claims import models as claims
    from sources import models as sources

    kinds = (claims.Claim, claims.Verification, claims.Topic, sources.Quote, sources.Speaker)
    return [
        str(found)
        for kind in (*kinds, sources.Article, sources.Snapshot, sources.Publisher)
        for found in kind.objects.values_list("public_id", flat=True)
    ]


def test_what_is_not_public_changes_no_answer(client, public, settings, monkeypatch):  # noqa: F811
    settings.RESPONSE_CACHE_MB = 0
    monkeypatch.setattr("record.query.parameters.keys_called", keys_called.__wrapped__)
    before = transaction.savepoint()
    hide(public, ("draft", "submitted"))  # what is withdrawn was public once, and changes say so
    addresses = requests(random.Random(7), sorted(all_canaries()), ids_of_everything())
    addresses = [next(addresses) for _ in range(REQUESTS)]
    with_drafts = answers(client, addresses)
    transaction.savepoint_rollback(before)
    without = answers(client, addresses)
    assert len({status for status, _, _ in without}) >= 3
    for address, one, other in zip(addresses, with_drafts, without, strict=True):
        assert one == other, address
