"""What others found is kept once, as theirs; the doubtful waits, and nothing of it is public."""

import json

import pytest
from django.core.management import CommandError, call_command

from claims.models import Rating, Review
from record.models import KINDS
from tests.factories import a_claim, a_verdict
from tests.pages import logged_in, page, read, save
from tests.refusals import refused_by

REVIEW = {
    "@type": "ClaimReview",
    "url": "https://other.example/1?utm_source=x",
    "claimReviewed": "It rained.",
    "datePublished": "2026-01-02T00:30:00+02:00",
    "inLanguage": "en",
    "author": {"@type": "Organization", "name": "Other"},
    "reviewRating": {"@type": "Rating", "alternateName": "Falso"},
    "itemReviewed": {"@type": "Claim", "author": {"name": "Ana"}, "datePublished": "2026-01-01"},
}
OFF_SCALE = {"alternateName": "Falso", "worstRating": 1, "ratingValue": 9, "bestRating": 5}


@pytest.fixture
def bring(tmp_path, capsys):
    """Imports these reviews from a file; what the command printed."""

    def bring(*reviews, name="a.jsonl"):
        path = tmp_path / name
        path.write_text("\n".join(json.dumps(review) for review in reviews))
        call_command("import_claims", path)
        return capsys.readouterr()

    return bring


def test_a_review_is_kept_as_its_publishers_with_the_record_as_it_came(bring):
    bring(REVIEW)
    review = Review.objects.get()
    assert (review.publisher, review.domain) == ("Other", "other.example")
    assert (review.url, review.statement) == ("https://other.example/1", "It rained.")
    assert (str(review.claimed_on), str(review.published_on)) == ("2026-01-01", "2026-01-02")
    assert (review.claimant, review.language) == ("Ana", "en")
    assert (json.loads(review.raw), review.origin) == (REVIEW, "a.jsonl:1")
    assert (review.claim, review.faults) == (None, [])


@pytest.mark.parametrize("language", ["English", "pt_BR", "en, fr", "x" * 40])
def test_a_language_that_is_no_tag_is_not_kept(bring, language):
    bring({**REVIEW, "inLanguage": language})
    review = Review.objects.get()
    assert review.language == ""
    with refused_by("review_language_is_a_tag"):
        Review.objects.update(language=language[:35])


def test_a_second_import_changes_nothing_in_whatever_wrapping(bring):
    assert "1 added, 0 changed, 0 known" in bring(REVIEW).out
    assert "0 added, 0 changed, 2 known" in bring(REVIEW, REVIEW).out
    assert "0 added, 0 changed, 1 known" in bring({"@graph": [REVIEW]}, name="a.json").out
    assert Review.objects.count() == 1


def test_a_review_told_otherwise_is_renewed_and_stays_attached(bring):
    bring(REVIEW)
    claim = a_claim()
    Review.objects.update(claim=claim)
    out = bring({**REVIEW, "reviewRating": OFF_SCALE}).out
    review = Review.objects.get()
    assert "1 changed" in out and (review.faults, review.claim) == (["CR11"], claim)


@pytest.mark.parametrize(
    "scale",
    [
        {"worstRating": "-1", "ratingValue": "-1", "bestRating": "-1"},
        {"worstRating": 1, "ratingValue": 1, "bestRating": 1},
        {"worstRating": 5, "ratingValue": 5, "bestRating": 1},
    ],
)
def test_a_scale_that_says_nothing_leaves_the_words(bring, scale):
    Rating.objects.create(domain="other.example", word="Falso", verdict=a_verdict("false"))
    bring({**REVIEW, "reviewRating": {**REVIEW["reviewRating"], **scale}})
    assert Review.objects.understood().count() == 1


def test_a_word_in_capitals_is_no_other_word(bring):
    Rating.objects.create(domain="other.example", word="FALSO", verdict=a_verdict("false"))
    bring(REVIEW)
    assert (Rating.objects.count(), Review.objects.understood().count()) == (1, 1)


def test_a_page_is_one_however_its_address_is_spelt(bring):
    bring(REVIEW)
    for spelt in ("http://other.example/1", "https://www.other.example/1/"):
        assert "0 added, 0 changed, 1 known" in bring({**REVIEW, "url": spelt}).out


def test_a_persons_review_is_its_organisations_where_one_is_named(bring):
    by = {"@type": "Person", "name": "Jo Reed"}
    bring({**REVIEW, "author": by, "publisher": {"@type": "Organization", "name": "Other"}})
    assert Review.objects.get().publisher == "Other"
    bring({**REVIEW, "author": by, "claimReviewed": "It snowed."})
    assert Review.objects.get(statement="It snowed.").publisher == "Jo Reed"


def test_no_date_and_a_moment_in_words_are_no_faults(bring):
    claimed = {**REVIEW["itemReviewed"], "datePublished": ""}
    bring({**REVIEW, "datePublished": "2026-01-02 20:30:17 UTC", "itemReviewed": claimed})
    review = Review.objects.get()
    assert (review.faults, review.claimed_on, str(review.published_on)) == ([], None, "2026-01-02")


def test_an_unknown_verdict_waits_until_an_editor_says_what_it_means(bring):
    printed = bring(REVIEW)
    assert "“Falso” (other.example) is a verdict nobody has put on our scale" in printed.err
    assert Review.objects.held().count() == 1 and "1 wait for an editor" in printed.out
    save(logged_in("annotator"), page(Rating.objects.get()), verdict=a_verdict("false").pk)
    assert Review.objects.get().rating.verdict == a_verdict("false")
    assert (Review.objects.held().count(), Review.objects.understood().count()) == (0, 1)


def test_a_word_means_what_it_means_for_one_publisher_alone(bring):
    Rating.objects.create(domain="else.example", word="Falso", verdict=a_verdict("false"))
    bring(REVIEW)
    assert Review.objects.held().count() == 1


def test_a_faulty_review_is_held_with_its_rules_until_an_editor_has_looked(bring):
    printed = bring({**REVIEW, "reviewRating": OFF_SCALE})
    assert (
        "a.jsonl:1: CR11 held: ratingValue must lie between worstRating and bestRating."
        in printed.err
    )
    Rating.objects.update(verdict=a_verdict("false"))
    review, client = Review.objects.held().get(), logged_in("annotator")
    assert "CR11: ratingValue must lie between worstRating and bestRating." in read(
        client.get(page(review))
    )
    assert "CR11" in read(client.get(page(Review, "changelist"), {"held": "yes"}))
    chosen = {"action": "settle", "_selected_action": review.pk}
    client.post(page(Review, "changelist"), chosen)
    assert Review.objects.held().count() == 0


def test_the_good_rest_of_a_file_gets_in(bring, capsys):
    with pytest.raises(CommandError, match="2 refused"):
        bring({**REVIEW, "url": "javascript:alert(1)"}, REVIEW, {**REVIEW, "x": "a\0b"})
    out, err = capsys.readouterr()
    assert "a.jsonl:1: CR02 refused" in err and "a.jsonl:3: CR05 refused" in err
    assert "1 added, 0 changed, 0 known, 2 refused" in out


def test_a_hostile_text_is_kept_and_shown_as_text(bring):
    hostile = '<script>alert(1)</script> =HYPERLINK("x") \u202e'
    bring({**REVIEW, "claimReviewed": hostile, "name": hostile})
    shown = read(logged_in("annotator").get(page(Review.objects.get())))
    assert Review.objects.get().statement == hostile and "<script>alert" not in shown


def test_an_editor_attaches_a_review_to_the_claim_it_is_about(bring):
    bring(REVIEW)
    claim = a_claim()
    save(logged_in("annotator"), page(Review.objects.get()), claim=claim.pk)
    assert list(claim.reviews.all()) == [Review.objects.get()]


def test_no_review_becomes_public_or_a_verification_of_ours(bring):
    bring(REVIEW)
    Rating.objects.update(verdict=a_verdict("false"))
    claim = a_claim()
    Review.objects.update(claim=claim)
    claim.refresh_from_db()
    assert claim.verdict is None and not claim.verifications.exists()
    names = {kind._meta.model_name for kind in KINDS if kind.objects.exists()}
    assert names <= {"verdict"}


def test_review_once_per_url_and_statement(bring):
    bring(REVIEW)
    with refused_by("review_once_per_url_and_statement"):
        Review.objects.create(url="https://other.example/1", statement="It rained.")


def test_review_url_is_an_address():
    with refused_by("review_url_is_an_address"):
        Review.objects.create(url="javascript:alert(1)")


def test_review_language_is_a_tag(bring):
    bring(REVIEW)
    with refused_by("review_language_is_a_tag"):
        Review.objects.update(language="English")


def test_rating_once_per_domain_and_word():
    Rating.objects.create(domain="other.example", word="Falso")
    with refused_by("rating_once_per_domain_and_word"):
        Rating.objects.create(domain="other.example", word="Falso")
