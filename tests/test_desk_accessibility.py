"""
No page of the desk has a fault that axe-core or a ruler finds, however it is seen.

docs/accessibility.md says which criteria of WCAG 2.2 this holds.
"""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import Group, User
from django.urls import reverse

from claims.models import Claim, Rating, Review, Topic, Verdict, Verification
from record.models import Token
from sources.models import Article, Publisher, Quote, Role, Snapshot, Speaker
from tests.factories import (
    a_claim,
    a_publisher,
    a_quote,
    a_review,
    a_snapshot,
    a_speaker,
    a_token,
    a_verification,
    an_accepted_quote,
    an_appearance,
)
from tests.measured import edgeless, faint, sideways, spaced
from tests.pages import logged_in, page

MODELS = [
    *(Article, Publisher, Quote, Snapshot, Speaker),
    *(Claim, Rating, Review, Topic, Verdict, Verification),
    *(Group, Token, User),
]
SOME = [Article, Claim, Verification]
LONG = "Straßenverkehrsgenehmigungszuständigkeitsverordnungsbehörde"
ALSO = {"rules": {"target-size": {"enabled": True}}}  # 24 pixels: new in WCAG 2.2, off by itself
LIGHT, DARK = {"color_scheme": "light"}, {"color_scheme": "dark"}


def by_axe(tab):
    """What axe-core finds on the page that is open: its address, the rule, and where."""
    found = Axe().run(tab, options=ALSO).response["violations"]
    return [
        f"{tab.url} {rule['id']}: {' '.join(node['html'] for node in rule['nodes'])[:300]}"
        for rule in found
    ]


# How the desk is seen: the records whose pages are opened, what is looked for, and the window.
SEEN = {
    "light": (MODELS, [by_axe, faint, sideways], LIGHT),
    "dark": (SOME, [by_axe, faint], DARK),
    "phone": (SOME, [by_axe, spaced], {**LIGHT, "viewport": {"width": 390, "height": 844}}),
    "narrow": (MODELS, [sideways], {**LIGHT, "viewport": {"width": 320, "height": 640}}),
    "forced": (SOME, [edgeless], {"forced_colors": "active"}),
}
pytestmark = pytest.mark.django_db(
    transaction=True, serialized_rollback=True, databases=["default", "record"]
)


def something_of_everything():
    snapshot = a_snapshot(publisher=a_publisher(name=LONG), headline=f"{LONG} {LONG}")
    quote = an_accepted_quote(snapshot=snapshot, speaker=a_speaker(name=f"{LONG} Lee"))
    a_quote("Nobody answered.", snapshot)
    claim = an_appearance(a_claim(statement=f"{LONG} {LONG} {LONG}", language="de"), quote).claim
    a_verification("published", claim=claim, summary=LONG)
    a_verification(claim=a_claim(statement=LONG))
    a_review(statement=LONG)
    a_token()
    claim.topics.add(Topic.objects.create(name=LONG))
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
    context = browser.new_context(base_url=served, **SEEN[seen][2])
    yield context
    context.close()


@pytest.mark.parametrize("seen", SEEN)
def test_nothing_is_found(context, served, seen):
    models, finders, _ = SEEN[seen]
    client, tab = logged_in("administrator"), context.new_page()
    pages = addresses(client, something_of_everything(), models)
    assert len(pages) > 4 * len(models)

    def faults():
        tab.wait_for_load_state()  # the admin's scripts make boxes then
        return [fault for find in finders for fault in find(tab)]

    tab.goto(reverse("admin:login"))
    found = faults()
    session = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": served}])
    for address in pages:
        tab.goto(address)
        found += faults()
    show_the_keys(tab)
    found += faults()
    save_second(tab)
    assert found + faults() == []


def show_the_keys(tab):
    tab.goto(page(Article.objects.get()))
    tab.keyboard.press("?")
    tab.get_by_role("dialog").wait_for()


def save_second(tab):
    claim = Claim.objects.first()
    tab.goto(page(claim))
    Claim.objects.filter(pk=claim.pk).update(note="Written meanwhile.")
    tab.get_by_label("Note").fill("Typed here.")
    tab.get_by_role("button", name="Save", exact=True).click()
    tab.get_by_label("What changed meanwhile").wait_for()
