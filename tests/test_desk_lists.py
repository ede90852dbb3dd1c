"""Lists of the desk: what is in sight in a narrow window, filters, and the ways on from a row."""

import pytest
from django.contrib.admin import site
from django.urls import reverse

from claims.models import Claim, Topic, Verification
from sources.admin.filters import MAX_OFFERED
from sources.models import Article, Quote
from tests.factories import (
    a_claim,
    a_snapshot,
    a_speaker,
    a_user,
    a_verification,
    an_accepted_quote,
    an_appearance,
)
from tests.pages import logged_in, page, read, save

WORDS = "The Straßenverkehrsgenehmigungszuständigkeitsverordnung cost 4.2 billion in three years."
in_a_browser = pytest.mark.django_db(
    transaction=True, serialized_rollback=True, databases=["default", "record"]
)


def window(width):
    return {"viewport": {"width": width, "height": 900}}


def in_sight(tab, cells):
    """Whether nothing hides a part of these cells but what is further down the page."""
    return tab.locator(cells).evaluate_all(
        """cells => cells.length > 0 && cells.every((cell) => {
            const { left, right, width } = cell.getBoundingClientRect();
            const held = cell.closest(".results").getBoundingClientRect();
            return width > 0 && left >= held.left && right <= held.right
                && held.left >= 0 && held.right <= document.documentElement.clientWidth;
        })"""
    )


@in_a_browser
@pytest.mark.parametrize("width", [390, 1280, 1920])
def test_a_verification_shows_its_verdict_stage_author_and_age(opened, width):
    author = a_user("annotator", username="aleksandra.wisniewska-kowalczyk")
    a_verification("published", claim=a_claim(statement=WORDS), author=author)
    tab = opened(page(Verification(), "changelist"), **window(width))
    for column in ("verdict", "stage", "author", "age", "public_page"):
        assert in_sight(tab, f"td.field-{column}"), column


@in_a_browser
@pytest.mark.parametrize("width", [390, 1280, 1920])
def test_a_claims_statement_has_320_pixels(opened, width):
    topic, speaker = Topic.objects.create(name="Roads"), a_speaker(name="Ministry of Transport")
    a_claim(statement=WORDS, claimant=speaker, assigned_to=a_user("annotator")).topics.add(topic)
    tab = opened(page(Claim(), "changelist"), **window(width))
    statement = tab.locator("#result_list tbody th")
    assert in_sight(tab, "#result_list tbody :is(th, td)")
    assert statement.bounding_box()["width"] >= 320


@in_a_browser
def test_a_narrow_list_names_what_its_columns_hold_and_is_a_table_to_screen_readers(opened):
    a_verification(claim=a_claim(statement=WORDS))
    tab = opened(page(Verification(), "changelist"), **window(390))
    stage = tab.locator("td.field-stage")
    assert stage.evaluate("cell => getComputedStyle(cell, '::before').content") == '"Stage: "'
    tree = tab.context.new_cdp_session(tab).send("Accessibility.getFullAXTree")["nodes"]
    roles = [node["role"]["value"] for node in tree if not node["ignored"]]
    assert roles.count("table") == 1
    assert {"row", "columnheader", "rowheader", "cell"} <= set(roles)


def listed(model, **asked):
    """What a list shows, asked with these filters."""
    response = logged_in("annotator").get(page(model(), "changelist"), asked)
    return list(response.context["cl"].result_list), response


@pytest.mark.parametrize("name", ["topics", "claimant", "assigned_to"])
def test_claims_are_filtered_by_topic_claimant_and_assignee(name):
    user, topic = a_user("annotator"), Topic.objects.create(name="Roads")
    meant = a_claim(assigned_to=user)
    meant.topics.add(topic)
    a_claim()
    wanted = {"topics": topic, "claimant": meant.claimant, "assigned_to": user}[name]
    found, response = listed(Claim, **{f"{name}__id__exact": wanted.pk})
    assert found == [meant]
    assert f"<b>{wanted} (1)</b>" in read(response)


def test_a_filter_offers_the_most_frequent_and_what_is_chosen():
    rare, frequent = a_claim().claimant, a_speaker(name="Often")
    for _ in range(MAX_OFFERED):
        many = a_speaker()
        a_claim(claimant=many), a_claim(claimant=many), a_claim(claimant=frequent)
    offered = read(listed(Claim)[1])
    assert "Often (15)" in offered and f"{rare} (1)" not in offered
    assert f"<b>{rare} (1)</b>" in read(listed(Claim, claimant__id__exact=rare.pk)[1])


def test_a_filter_that_is_no_number_is_no_fault_of_the_site():
    address = page(Claim(), "changelist")
    for asked in ("x", "9" * 40, "٣", "\0"):
        answer = logged_in("annotator").get(address, {"claimant__id__exact": asked})
        assert answer.status_code in (200, 302, 400)


@pytest.mark.parametrize("model", site._registry, ids=lambda model: model.__name__)
def test_no_two_filters_of_a_list_have_the_same_name(model):
    answer = logged_in("administrator").get(page(model(), "changelist"))
    titles = [one.title for one in answer.context["cl"].filter_specs]
    assert len(titles) == len(set(titles))


def test_what_is_public_leads_to_its_page():
    published, draft = a_verification("published"), a_verification()
    public = reverse("claim", args=[published.claim.public_id])
    client = logged_in("annotator")
    for record in (published, published.claim):
        assert f'<a href="{public}">page</a>' in read(client.get(page(record, "changelist")))
        assert f'<a href="{public}" class="viewsitelink">' in read(client.get(page(record)))
    for record in (draft, draft.claim):
        assert "viewsitelink" not in read(client.get(page(record)))


def test_a_quote_and_a_claim_lead_to_the_place_in_the_article():
    quote = an_accepted_quote()
    claim = an_appearance(quote=quote).claim
    place = f'href="{page(quote.snapshot.article)}#quote-{quote.pk}"'
    client = logged_in("annotator")
    assert place in read(client.get(page(quote, "changelist")))
    assert place in read(client.get(page(quote)))
    assert place in read(client.get(page(claim)))


@pytest.mark.parametrize("model", [Article, Quote, Claim, Verification])
def test_words_in_a_list_say_their_language(model):
    quote = an_accepted_quote(snapshot=a_snapshot(language="pl"))
    a_verification(claim=an_appearance(a_claim(language="pl"), quote).claim)
    assert '<span lang="pl" dir="auto">' in read(listed(model)[1])


def test_words_of_another_language_say_so_wherever_they_stand():
    quote = an_accepted_quote(snapshot=a_snapshot(language="pl", headline="Drzewa w mieście"))
    claim = an_appearance(a_claim(statement="Die Stadt hat Bäume.", language="de"), quote).claim
    draft, client = a_verification(claim=claim), logged_in("administrator")
    statement = '<span lang="de" dir="auto">Die Stadt hat Bäume.</span>'
    headline = '<span lang="pl" dir="auto">Drzewa w mieście</span>'
    for record, words in [
        (claim, statement),
        (draft, f"False (draft): {statement}"),
        (quote.snapshot, f"{headline}, snapshot 1"),
    ]:
        html = read(client.get(page(record)))
        assert f"<h2>{words}</h2>" in html
        assert html.count(words) > 1  # the way to it, too
        history = read(client.get(page(record, "history")))
        assert f"<h1>History of {words}</h1>" in history
    row = f'<th scope="row">statement</th><td>{statement}</td>'
    assert row in read(client.get(page(claim, "history")))
    assert f"<td>{headline}</td>" in read(client.get(page(quote.snapshot.article, "history")))
    asked = read(client.get(page(draft, "delete")))
    assert f"False (draft): {statement}" in asked and f">False (draft): {statement}</a>" in asked
    saved = read(save(client, page(claim), note="Look again."))
    assert f">{statement}</a>” was changed successfully." in saved


def test_a_box_that_searches_says_the_language_of_what_it_offers_and_holds():
    claim, client = a_claim(language="de"), logged_in("annotator")
    asked = {"app_label": "claims", "model_name": "verification", "field_name": "claim"}
    (offered,) = client.get(reverse("admin:autocomplete"), asked).json()["results"]
    assert offered == {"id": str(claim.pk), "text": claim.statement, "lang": "de"}
    form = client.get(page(Verification, "add"), {"claim": claim.pk}).context["adminform"].form
    assert 'data-words-lang="de"' in str(form["claim"])


@in_a_browser
def test_what_is_chosen_in_a_box_that_searches_is_read_in_its_language(opened):
    claim = a_claim(statement="Die Stadt hat Bäume.", language="de")
    a_claim(statement="Drzewa rosną.", language="pl")
    tab = opened(f"{page(Verification, 'add')}?claim={claim.pk}")
    chosen = tab.locator(".field-claim .select2-selection__rendered [lang]")
    assert chosen.get_attribute("lang") == "de"
    tab.locator(".field-claim .select2-selection").click()
    tab.get_by_role("option", name="Drzewa rosną.").locator("[lang=pl]").click()
    assert chosen.get_attribute("lang") == "pl"
