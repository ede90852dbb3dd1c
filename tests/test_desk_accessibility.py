"""
No page of the desk has a fault that axe-core or a ruler finds, however it is seen.

docs/accessibility.md says which criteria of WCAG 2.2 this holds.
"""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import Group, User
from django.urls import reverse

from claims.models import (
    Amendment,
    Claim,
    Match,
    Rating,
    Review,
    Topic,
    Verdict,
    Verification,
)
from record.models import Delivery, Token, Webhook
from sources.models import Article, Publisher, Quote, Role, Snapshot, Speaker
from tests.factories import (
    a_claim,
    a_delivery,
    a_match,
    a_proposal,
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
from tests.measured import edgeless, faint, ill_fitting, sideways, spaced
from tests.mouse_and_keyboard import ready
from tests.pages import logged_in, page

MODELS = [
    *(Article, Publisher, Quote, Snapshot, Speaker),
    *(Amendment, Claim, Match, Rating, Review, Topic, Verdict, Verification),
    *(Delivery, Group, Token, User, Webhook),
]
SOME = [Article, Claim, Verification]
LONG = "Straßenverkehrsgenehmigungszuständigkeitsverordnungsbehörde"
WIDE, PHONE, NARROW = ({"width": width, "height": 844} for width in (1280, 390, 320))
EVERY_RULE = {"rules": {"target-size": {"enabled": True}}}  # 24 pixels: off by itself
COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}  # what may differ in the dark


def by_axe(tab, options=EVERY_RULE):
    """What axe-core finds on the page that is open: its address, the rule, and where."""
    alone = {"resultTypes": ["violations"], "preload": False}  # nothing is fetched or told besides
    found = Axe().run(tab, options={**alone, **options})
    return [
        f"{tab.url} {rule['id']}: {' '.join(node['html'] for node in rule['nodes'])[:300]}"
        for rule in found.response["violations"]
    ]


def seen(tab, window=WIDE, **colours):
    """See the page that is open in another window, or in other colours; nothing of it moves."""
    tab.set_viewport_size(window)
    tab.emulate_media(**{"color_scheme": "light", "forced_colors": "none", **colours})
    tab.evaluate("document.getAnimations().forEach((one) => one.finish())")
    return tab


def in_the_light(tab):
    wide = seen(tab)
    found = [*by_axe(wide), *faint(wide), *sideways(wide), *ill_fitting(wide)]
    narrow = seen(tab, NARROW)
    return [*found, *sideways(narrow), *ill_fitting(narrow)]


def in_other_ways(tab):
    """In the dark, in forced colours, and on a phone: there with wide spacing, too."""
    dark = seen(tab, color_scheme="dark")
    found = [*by_axe(dark, COLOURS), *faint(dark)]
    found += edgeless(seen(tab, forced_colors="active"))
    phone = seen(tab, PHONE)
    return [*found, *by_axe(phone), *spaced(phone)]


pytestmark = pytest.mark.django_db(
    transaction=True, serialized_rollback=True, databases=["default", "record"]
)


def something_of_everything():
    snapshot = a_snapshot(publisher=a_publisher(name=LONG), headline=f"{LONG} {LONG}")
    quote = an_accepted_quote(snapshot=snapshot, speaker=a_speaker(name=f"{LONG} Lee"))
    Role.objects.create(speaker=quote.speaker, title="Mayor")
    a_quote("Nobody answered.", snapshot)
    claim = an_appearance(a_claim(statement=f"{LONG} {LONG} {LONG}", language="de"), quote).claim
    claim.topics.add(Topic.objects.create(name=LONG))
    a_verification("published", claim=claim, summary=LONG)
    an_appearance(claim, an_accepted_quote())  # which nobody has confirmed
    a_verification(claim=a_claim(statement=LONG))
    a_review(statement=LONG)
    a_match(claim=claim)
    a_proposal(quote.speaker, name=LONG)
    a_token()
    a_delivery()
    return quote


def addresses(client, quote):
    """Every page of the desk that this client may open, and whether it is one of SOME."""
    pages = [
        reverse("admin:index"),
        reverse("admin:password_change"),
        reverse("admin:auth_user_own"),
        reverse("admin:sources_article_import"),
        reverse("admin:claims_claim_export"),
        reverse("admin:sources_speaker_merge", args=[quote.speaker_id]),
        reverse("admin:sources_article_checkable", args=[quote.snapshot.article_id]),
        f"{page(Claim, 'add')}?quote={quote.pk}",
    ]
    for model in MODELS:
        record = model.objects.first()
        pages += [page(record, what) for what in ("changelist", "add", "change")]
        pages += [page(record, what) for what in ("history", "delete")]
    lists = tuple(page(model(), "changelist") for model in SOME)
    answered = [address for address in pages if client.get(address).status_code == 200]
    return [(address, address.startswith(lists)) for address in answered]


@pytest.fixture
def tab(browser, served):
    context = browser.new_context(base_url=served)
    yield context.new_page()
    context.close()


def test_nothing_is_found_on_any_page(tab, served):
    client, found = logged_in("administrator"), []
    pages = addresses(client, something_of_everything())
    assert len(pages) > 4 * len(MODELS)

    def look(closely=True):
        ready(tab)  # the admin's scripts have made their boxes
        found.extend(in_the_light(tab) + (in_other_ways(tab) if closely else []))

    tab.goto(reverse("admin:login"))
    look()
    session = client.cookies["sessionid"].value
    tab.context.add_cookies([{"name": "sessionid", "value": session, "url": served}])
    for address, is_one_of_some in pages:
        seen(tab).goto(address)
        look(closely=is_one_of_some)
    for open_page in (show_the_keys, save_second, save_alone):
        open_page(seen(tab))
        look()
    assert found == []


def show_the_keys(tab):
    tab.goto(page(Article.objects.first()))
    tab.keyboard.press("?")
    tab.get_by_role("dialog").wait_for()


def save_second(tab):
    claim = Claim.objects.first()
    tab.goto(page(claim))
    Claim.objects.filter(pk=claim.pk).update(note="Written meanwhile.")
    tab.get_by_label("Note").fill("Typed here.")
    tab.get_by_role("button", name="Save", exact=True).click()
    tab.get_by_label("What changed meanwhile").wait_for()


def save_alone(tab):
    tab.goto(page(Claim.objects.first()))
    tab.get_by_label("Note").fill("Look again.")
    tab.get_by_role("button", name="Save", exact=True).click()
    tab.locator(".messagelist .success a").wait_for()
