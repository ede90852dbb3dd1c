"""Nothing but the public record leaves: canaries in all the rest, and a walk through every exit."""

import re
from uuid import uuid4

import pytest
from django.apps import apps
from django.core.management import call_command
from django.urls import Resolver404, get_resolver, resolve
from django.utils import timezone

from claims.models import Claim, Topic
from record.models import KINDS, Delivery
from record.query import filters
from record.query.facets import FACETS
from record.site.feeds import OF
from record.site.lists import LISTED
from record.site.urls import urlpatterns as pages
from record.urls import urlpatterns
from record.webhooks import body, fill
from sources.models import Article, Publisher, Speaker
from tests.factories import (
    a_claim,
    a_publisher,
    a_quote,
    a_review,
    a_snapshot,
    a_speaker,
    a_user,
    a_verification,
    a_webhook,
    an_accepted_quote,
    an_appearance,
)


def canary(where):
    return f"canary{where}{uuid4().hex[:8]}"


@pytest.fixture
def public():
    """One public claim, its notes and names of users not public."""
    author = a_user("annotator", username=canary("user"), first_name=canary("first"))
    reviewer = a_user("reviewer", username=canary("reviewer"), last_name=canary("last"))
    words = "“We will plant ten thousand trees,”"
    text = f"{canary('text')} {words} {canary('more')} {canary('rest')}"
    article = {"headline": "The trees", "publisher": a_publisher(name="The Paper")}
    snapshot = a_snapshot(text, **article)
    speaker = a_speaker(name="Ana Ilić")
    said = an_accepted_quote(speaker, words=words, snapshot=snapshot, reason=canary("reason"))
    claim = a_claim(claimant=speaker, note=canary("note"), created_by=author)
    an_appearance(claim, said)
    claim.topics.create(name="Trees")
    verification = a_verification("submitted", claim=claim, author=author)
    verification.publish(by=reviewer)
    return claim


@pytest.fixture
def world(public):
    """The public claim, and beside it every kind of text that is not public."""
    call_command("keep_edition", verbosity=0)
    hide(public)
    call_command("rebuild_record", verbosity=0)  # what the views show is walked, not what was kept
    return public


def hide(claim, stages=("draft", "submitted", "withdrawn")):
    """Drafts, suggestions, rejections, withdrawals, and what only they name."""
    author, snapshot = claim.created_by, claim.appearances.get().quote.snapshot
    text = snapshot.text
    suggestion = {"speaker": canary("suggested"), "cue": canary("cue")}
    more, rest = (word for word in text.split() if word.startswith(("canarymore", "canaryrest")))
    a_quote(more, snapshot, suggestion=suggestion)
    rejected = {"status": "rejected", "reason": canary("rejection"), "speaker": hidden_speaker()}
    an_appearance(claim, a_quote(rest, snapshot, **rejected))
    paper = a_publisher(name=canary("publisher"))
    unread = a_snapshot(
        canary("unread"), headline=canary("headline"), byline=canary("byline"), publisher=paper
    )
    a_quote(unread.text, unread)
    others = {"publisher": canary("publisher"), "statement": canary("review"), "claim": claim}
    a_review(**others, linked_by=author, url=f"https://{canary('address')}.example/")
    a_verification("draft", claim=claim, summary=canary("draft"), rationale=canary("rationale"))
    words = {"summary": canary("returned"), "correction": canary("correction")}
    returned = a_verification("submitted", claim=claim, **words)
    returned.send_back(canary("sentback"))
    for stage in stages:
        hidden = a_claim(
            statement=canary(stage), note=canary("hiddennote"), claimant=hidden_speaker()
        )
        hidden.topics.add(Topic.objects.create(name=canary("topic")))
        a_verification(stage, claim=hidden, summary=canary("summary"), author=author)
        # what is withdrawn has a public reason; why a draft came back is the desk's
        a_verification("submitted", claim=hidden).send_back(canary("sentback"))


def hidden_speaker():
    speaker = a_speaker(name=canary("speaker"), aliases=[canary("alias")])
    speaker.roles.create(title=canary("title"), organisation=canary("organisation"))
    return speaker


def exits(client, claim):
    """Every public address, with every filter, ordering and error."""
    yield from (f"/{p.pattern}" for p in (*urlpatterns, *pages) if not p.pattern.converters)
    yield from shown()
    for every in Claim.objects.all():  # public, withdrawn and never public
        yield f"/ledger/claim/{every.public_id}"
        yield from (f"/api/v1/claims/{every.public_id}{end}" for end in ("/", ".jsonld"))
        yield f"/api/v1/claims/{every.public_id}/?as_of=2999-01-01"
    yield "/nothing/"
    yield "/ledger/tile/entries/000.p/1"
    yield from ("/api/v1/", "/api/v1/schema/", "/api/v1/docs/")
    yield f"/api/v1/claims/{claim.public_id}/verifications/"
    yield from ("/v1alpha1/claims:search?query=trees", "/v1alpha1/claims:search?nothing=1")
    yield from ("/api/v1/claims/match?text=trees", "/api/v1/claims/match")
    yield from ("/api/v1/changes/", "/api/v1/changes/?since=1")
    yield from ("/api/v1/changes/?since=2020-01-01", "/api/v1/changes/?kind=claim")
    for name in FACETS:
        yield f"/api/v1/claims/?facets={name}&facet_size=200"
        yield f"/api/v1/statistics/?by={name},verdict"
        yield f"/exports/claims.csv?as_of=2999-01-01&q=trees&{name}=1"
    yield from ("/exports/claims.jsonl?as_of=2999-01-01", "/exports/package.zip?as_of=2999-01-01")
    yield from ("/exports/record.sqlite", "/exports/record.sqlite?as_of=2999-01-01")
    day = timezone.now().date()
    yield f"/exports/{day}/"
    for found in urlpatterns:
        if (getattr(found, "name", None) or "").startswith("edition-"):
            yield f"/exports/{day}/{str(found.pattern).rpartition('/')[2]}"
    for name in OF:
        kind = apps.get_model("record", name)
        for row in (*kind.objects.values_list("public_id", flat=True), uuid4()):
            yield f"/feeds/{name}s/{row}.atom"
            yield from (f"/feeds/{feed}.atom?{name}={row}" for feed in ("verdicts", "corrections"))
    for kind in KINDS:
        base = f"/api/v1/{kind._meta.model_name}s/"
        yield from (base, f"{base}?count=true&page_size=1", f"{base}?nothing=1", f"{base}7/")
        yield from (f"{base}?{more}" for more in MORE)
        yield from (f"{base[:-1]}.json", f"{base[:-1]}.jsonld")
        if following := client.get(base, {"page_size": 1}).json()["next"]:
            yield following.removeprefix("http://testserver")
        for document in client.get(base).json()["results"]:
            yield f"{base}{document.get('id') or document['slug']}/"
        for field in getattr(filters, f"{kind.__name__}Filter").base_filters:
            yield from (f"{base}?{field}={value}" for value in VALUES)
        for ordering in kind.orderings:
            yield from (f"{base}?ordering={minus}{ordering}&page_size=1" for minus in ("", "-"))


THINGS = {
    "claims": Claim,
    "speakers": Speaker,
    "topics": Topic,
    "publishers": Publisher,
    "articles": Article,
}


def shown():
    """The page of everything there is at the desk, public or not, and every search and list."""
    for name, model in THINGS.items():
        for key in model.objects.values_list("public_id", flat=True):
            yield from (f"/{name}/{key}/", f"/uk/{name}/{key}/", f"/{name}/{key}/verdicts.csv")
            yield f"/{name}/{key}/card.png"
        yield f"/sitemaps/{name.removesuffix('s')}-1.xml"
    for key in Claim.objects.values_list("public_id", flat=True):
        yield f"/claims/{key}/card/"
        yield f"/oembed?url=http://localhost:8000/claims/{key}/"
    for name in ("", *(f"{name}/" for name in LISTED), "corrections/"):
        yield from (f"/{name}?q=trees", f"/{name}?nothing=1", f"/{name}?cursor=x")
    for field in filters.ClaimFilter.base_filters:
        yield from (f"/?{field}={value}" for value in VALUES)


MORE = (
    "as_of=2999-01-01&count=true",
    "q=trees&ordering=relevance&snippet=true",
    f"facets={','.join(FACETS)}&count=true",
    "expand=speaker,article",
    "expand=article",
    "cursor=x",
)
VALUES = ("tree", "2026-01-01", "2999-01-01", "false", "person", "direct", "en", uuid4(), "%00")


def test_no_canary_leaves_by_any_exit(client, world):
    assert len(set(all_canaries())) > 30
    for path in exits(client, world):
        response = client.get(path)
        content = b"".join(response) if response.streaming else response.content
        assert "canary" not in content.decode("utf-8", "replace") + str(response.headers), path


def test_words_of_drafts_find_nothing(client, world):
    for kind in KINDS:
        for words in all_canaries():
            path = f"/api/v1/{kind._meta.model_name}s/"
            answer = client.get(path, {"q": words, "count": "true"}).json()
            assert (answer["results"], answer["count"]["value"]) == ([], 0)
    for words in all_canaries():
        assert client.get("/api/v1/claims/match", {"text": words}).json() == {"results": []}


def all_canaries():
    """Every canary in the database, whatever table it is in."""
    for model in apps.get_models():
        if model._meta.app_label in ("sources", "claims", "auth"):
            for row in model.objects.values_list():
                yield from re.findall(r"canary[a-z]+[0-9a-f]{8}", str(row))


def test_every_public_address_is_walked(client, world):
    """A new address fails here until it is walked above."""
    walked = {name(path) for path in exits(client, world)}
    assert {pattern.name for pattern in addresses(get_resolver().url_patterns)} <= walked


def name(path):
    try:
        return resolve(path.split("?")[0]).url_name
    except Resolver404:
        return None


def addresses(patterns):
    for pattern in patterns:
        if not hasattr(pattern, "url_patterns"):
            yield pattern
        elif pattern.pattern.regex.pattern != "^admin/":
            yield from addresses(pattern.url_patterns)


def test_no_canary_leaves_by_a_webhook(world):
    a_webhook(last_change=0)
    assert fill() >= 2
    bodies = "".join(map(body, Delivery.objects.all()))
    assert str(world.public_id) in bodies and "canary" not in bodies
