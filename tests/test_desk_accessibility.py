"""axe-core finds nothing on any page of the desk: in the light, in the dark, on a phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import Group, User
from django.urls import reverse

from claims.models import Claim, Rating, Review, Topic, Verdict, Verification
from record.models import Token
from sources.models import Article, Publisher, Quote, Role, Snapshot, Speaker
from tests.factories import (
    a_publisher,
    a_quote,
    a_review,
    a_snapshot,
    a_token,
    a_verification,
    an_accepted_quote,
    an_appearance,
)
from tests.pages import logged_in, page

MODELS = [
    *(Article, Publisher, Quote, Snapshot, Speaker),
    *(Claim, Rating, Review, Topic, Verdict, Verification),
    *(Group, Token, User),
]
SOME = [Article, Claim, Verification]
SEEN = {
    "light": (MODELS, {"color_scheme": "light"}),
    "dark": (SOME, {"color_scheme": "dark"}),
    "phone": (SOME, {"color_scheme": "light", "viewport": {"width": 390, "height": 844}}),
}
pytestmark = pytest.mark.django_db(
    transaction=True, serialized_rollback=True, databases=["default", "record"]
)


def something_of_everything():
    snapshot = a_snapshot(publisher=a_publisher())
    quote = an_accepted_quote(snapshot=snapshot)
    a_quote("Nobody answered.", snapshot)
    an_appearance(a_verification("published").claim, quote)
    a_verification()
    a_review()
    a_token()
    Topic.objects.create(name="Trees")
    Role.objects.create(speaker=quote.speaker, title="Mayor")
    return quote


def addresses(client, quote, models):
    """Every page of the desk that this client may open."""
    pages = [
        reverse("admin:index"),
        reverse("admin:password_change"),
        reverse("admin:sources_article_import"),
        reverse("admin:claims_claim_export"),
        reverse("admin:sources_speaker_merge", args=[quote.speaker_id]),
        reverse("admin:sources_article_checkable", args=[quote.snapshot.article_id]),
        f"{page(Claim, 'add')}?quote={quote.pk}",
    ]
    for model in models:
        record = model.objects.first()
        pages += [page(record, what) for what in ("changelist", "add", "change")]
        pages += [page(record, what) for what in ("history", "delete")]
    return [address for address in pages if client.get(address).status_code == 200]


@pytest.fixture
def context(browser, served, seen):
    context = browser.new_context(base_url=served, **SEEN[seen][1])
    yield context
    context.close()


@pytest.mark.parametrize("seen", SEEN)
def test_axe_finds_nothing(context, served, seen):
    client, tab = logged_in("administrator"), context.new_page()
    pages = addresses(client, something_of_everything(), SEEN[seen][0])
    assert len(pages) > 4 * len(SEEN[seen][0])
    tab.goto(reverse("admin:login"))
    found = faults(tab)
    session = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": served}])
    for address in pages:
        tab.goto(address)
        found += faults(tab)
    assert found + with_the_keys_shown(tab) + with_a_save_that_came_second(tab) == []


def with_the_keys_shown(tab):
    tab.goto(page(Article.objects.get()))
    tab.keyboard.press("?")
    tab.get_by_role("dialog").wait_for()
    return faults(tab)


def with_a_save_that_came_second(tab):
    claim = Claim.objects.first()
    tab.goto(page(claim))
    Claim.objects.filter(pk=claim.pk).update(note="Written meanwhile.")
    tab.get_by_label("Note").fill("Typed here.")
    tab.get_by_role("button", name="Save", exact=True).click()
    tab.get_by_label("What changed meanwhile").wait_for()
    return faults(tab)


def faults(tab):
    """What axe-core finds on the page that is open: its address, the rule, and where."""
    found = Axe().run(tab).response["violations"]
    return [
        f"{tab.url} {rule['id']}: {' '.join(node['html'] for node in rule['nodes'])[:300]}"
        for rule in found
    ]
