"""The example article and its annotation: true to the text, and recorded once."""

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command

from claims.annotation import annotate
from claims.models import Claim, Evidence, Verification
from sources.models import Article, Quote, Role, Snapshot, Speaker

SEEDS = settings.BASE_DIR / "seeds"
TUSK, MINISTER, KLIMOV = "Donald Tusk", "Wladyslaw Kosiniak-Kamysz", "Andrei Klimov"


@pytest.fixture
def seeded():
    call_command("seed")


def test_the_text_is_the_file_to_the_byte(seeded):
    (file,) = SEEDS.glob("*.txt")
    snapshot = Snapshot.objects.get()
    assert snapshot.text.encode() == bytes(snapshot.raw) == file.read_bytes()


def test_the_article_says_nothing_that_the_file_does_not(seeded):
    article = Article.objects.get()
    assert (article.publisher, article.published_at, article.byline) == (None, None, "")
    assert article.url.startswith("urn:sha256:")
    assert article.headline == article.snapshot.text.split("\n")[0]


def test_every_stretch_in_marks_is_a_quote_with_the_right_speaker(seeded):
    quotes = Quote.objects.order_by("start", "end")
    text = Snapshot.objects.get().text
    assert [(q.start, q.end, q.kind, q.speaker and q.speaker.name) for q in quotes] == [
        (907, 923, "partial", None),
        (1159, 1198, "direct", TUSK),
        (1264, 1370, "direct", TUSK),
        (1552, 1572, "partial", TUSK),
        (1623, 1643, "partial", None),
        (2104, 2137, "direct", MINISTER),
        (2240, 2342, "direct", MINISTER),
        (2603, 2621, "partial", KLIMOV),
        (2644, 2699, "direct", KLIMOV),
        (2741, 2867, "direct", KLIMOV),
    ]
    assert {text[q.start - 1] + text[q.end] for q in quotes} == {"‘’"}


def test_the_extractor_had_suggested_every_one_of_them_so(seeded):
    for quote in Quote.objects.all():
        assert quote.suggestion["speaker"] == (quote.speaker and quote.speaker.name)


def test_what_nobody_said_is_not_accepted_and_says_why(seeded):
    assert Quote.objects.accepted().count() == 8
    assert [bool(quote.reason) for quote in Quote.objects.suggested()] == [True, True]


def test_every_speaker_has_the_title_the_article_prints(seeded):
    text = Snapshot.objects.get().text
    assert set(Speaker.objects.filter(kind="person").values_list("name", "roles__title")) == {
        ("Radosław Sikorski", "Polish Foreign Minister"),
        (TUSK, "Polish Prime Minister"),
        (MINISTER, "Minister of National Defense"),
        (KLIMOV, "Senator"),
        (KLIMOV, "chair"),
    }
    assert all(role.title in text and role.organisation in text for role in Role.objects.all())
    assert set(Speaker.objects.filter(kind="unnamed").values_list("name", flat=True)) == {
        "Polish officials",
        "Bulgarian authorities",
        "sources close to the investigation",
    }


def test_the_claims_have_claimants_and_those_in_marks_their_quotes(seeded):
    assert Claim.objects.count() == 10
    claims = Claim.objects.filter(quotes__isnull=False)
    assert claims.count() == 5
    assert {claim.quotes.get().speaker for claim in claims} == {c.claimant for c in claims}


def test_the_verifications_rest_on_the_article_alone(seeded):
    stages = sorted(Verification.objects.values_list("stage", flat=True))
    assert stages == ["draft"] + ["published"] * 3 + ["submitted"] * 2
    assert set(Verification.objects.values_list("verdict__slug", flat=True)) == {"unverifiable"}
    for evidence in Evidence.objects.all():
        assert evidence.excerpt in evidence.snapshot.text and evidence.url == ""


def test_two_people_found_and_published(seeded):
    published = Verification.objects.published()
    assert set(published.values_list("author__username", "approver__username")) == {
        ("editor", "reviewer")
    }
    assert not any(user.has_usable_password() for user in User.objects.all())


def everything():
    return [
        list(model.objects.order_by("pk").values())
        for model in (Article, Snapshot, Speaker, Role, Quote, Claim, Verification, User)
    ]


def test_seeding_again_changes_nothing(seeded):
    before = everything()
    call_command("seed")
    call_command("import_articles", *SEEDS.glob("*.txt"))
    assert everything() == before


def test_an_article_imported_before_is_annotated_and_one_decided_on_is_left_alone():
    call_command("import_articles", *SEEDS.glob("*.txt"))
    Quote.objects.first().reject("Not this one.")
    call_command("seed")
    assert (Claim.objects.count(), Quote.objects.accepted().count()) == (0, 0)


def test_an_annotation_that_is_not_true_to_the_text_is_refused_whole(tmp_path):
    (tmp_path / "a.txt").write_text("One. One.")
    annotation = tmp_path / "a.toml"
    annotation.write_text(
        'article = "a.txt"\nclaims = []\nspeakers = []\nquotes = [{text = "One.", kind = "direct"}]'
    )
    with pytest.raises(ValueError, match="must stand in the article exactly once"):
        annotate(annotation)
    assert Article.objects.count() == 0
