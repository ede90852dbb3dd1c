"""What a published claim rests on or shows is not changed by one person, whichever way is tried."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.db import ProgrammingError, connection, transaction

from claims.models import Amendment, Appearance, Claim, Topic, Verdict, Verification
from record.models import Claim as PublicClaim
from sources.ingest import Document, capture_article
from sources.models import Article, Merge, Publisher, Quote, Role, Speaker
from tests.factories import (
    a_claim,
    a_proposal,
    a_published_claim,
    a_publisher,
    a_quote,
    a_snapshot,
    a_speaker,
    a_user,
    a_verdict,
    a_verification,
    an_accepted_quote,
    an_appearance,
)
from tests.pages import logged_in, page, read, save
from tests.refusals import refused_by, sql

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


class Public:
    """A published claim and all that it shows."""

    def __init__(self):
        self.publisher = a_publisher(name="Gazette", domain="gazette.example")
        self.snapshot = a_snapshot(publisher=self.publisher, published_at=NOON)
        self.article = self.snapshot.article
        Quote.objects.all().delete()
        self.speaker = a_speaker(name="Tomas Grell")
        self.role = self.speaker.roles.create(title="mayor")
        self.quote = an_accepted_quote(snapshot=self.snapshot, speaker=self.speaker)
        self.claim = a_claim(claimant=self.speaker)
        self.topic = Topic.objects.create(name="Trees")
        self.claim.topics.add(self.topic)
        self.appearance = an_appearance(self.claim, self.quote)
        self.verification = a_verification("published", claim=self.claim)
        self.claim.refresh_from_db()


@pytest.fixture
def public():
    return Public()


# (what, the column's field, another value, the rule)
CHANGES = [
    ("quote", "speaker_id", lambda: a_speaker().pk, "quote_of_a_published_claim_stays"),
    ("quote", "kind", lambda: "indirect", "quote_of_a_published_claim_stays"),
    ("quote", "status", lambda: "rejected", "quote_of_a_published_claim_stays"),
    ("quote", "said_on", lambda: date(2020, 1, 1), "quote_of_a_published_claim_stays"),
    ("quote", "occasion", lambda: "in a dream", "quote_of_a_published_claim_stays"),
    ("article", "url", lambda: "https://other.example/", "article_of_a_published_claim_stays"),
    ("article", "published_at", lambda: None, "article_of_a_published_claim_stays"),
    ("article", "headline", lambda: "Other", "article_of_a_published_claim_stays"),
    ("article", "byline", lambda: "Somebody Else", "article_of_a_published_claim_stays"),
    ("article", "language", lambda: "de", "article_of_a_published_claim_stays"),
    ("publisher", "name", lambda: "Other", "publisher_of_a_published_claim_stays"),
    ("publisher", "domain", lambda: "other.example", "publisher_of_a_published_claim_stays"),
    ("publisher", "shows_full_text", lambda: True, "publisher_of_a_published_claim_stays"),
    ("speaker", "name", lambda: "Thomas Krell", "speaker_of_a_published_claim_stays"),
    ("speaker", "kind", lambda: "unnamed", "speaker_of_a_published_claim_stays"),
    ("speaker", "disambiguation", lambda: "liar", "speaker_of_a_published_claim_stays"),
    ("speaker", "aliases", lambda: ["Liar"], "speaker_of_a_published_claim_stays"),
    ("speaker", "wikidata_id", lambda: "Q1", "speaker_of_a_published_claim_stays"),
    ("role", "title", lambda: "convict", "role_stays_as_a_published_claim_shows_it"),
    ("role", "organisation", lambda: "Prison", "role_stays_as_a_published_claim_shows_it"),
    ("claim", "statement", lambda: "Something else.", "claim_under_review_stays"),
    ("claim", "claimant_id", lambda: a_speaker().pk, "claim_under_review_stays"),
    ("claim", "claimed_on", lambda: date(2020, 1, 1), "claim_under_review_stays"),
    ("topic", "name", lambda: "Crime", "topic_of_a_published_claim_stays"),
]


def by_saving(row, column, value):
    setattr(row, column, value)
    row.save()


def by_an_update(row, column, value):
    type(row).objects.filter(pk=row.pk).update(**{column: value})


def by_a_bulk_update(row, column, value):
    setattr(row, column, value)
    (field,) = (field.name for field in row._meta.concrete_fields if field.attname == column)
    type(row).objects.bulk_update([row], [field])


def by_sql(row, column, value):
    sql(f"UPDATE {row._meta.db_table} SET {column} = %s WHERE id = {row.pk}", value)


def by_sql_from_within_a_trigger(row, column, value):
    """How deep a statement stands in triggers says nothing, be it the owner's."""
    sql("SET LOCAL ROLE NONE")
    sql("CREATE TEMP TABLE deep (value text)")
    column_type = row._meta.get_field(column).db_type(connection)
    sql(
        "CREATE FUNCTION pg_temp.deep() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"UPDATE {row._meta.db_table} SET {column} = NEW.value::{column_type} "
        f"WHERE id = {row.pk}; RETURN NEW; END $$"
    )
    sql("CREATE TRIGGER deep BEFORE INSERT ON deep FOR EACH ROW EXECUTE FUNCTION pg_temp.deep()")
    array = isinstance(value, list)
    sql("INSERT INTO deep VALUES (%s)", "{" + ",".join(value) + "}" if array else value)


WAYS = [by_saving, by_an_update, by_a_bulk_update, by_sql, by_sql_from_within_a_trigger]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("what", "column", "value", "rule"), CHANGES)
def test_what_a_published_claim_shows_stays(public, what, column, value, rule, way):
    before = PublicClaim.objects.get().document
    with refused_by(rule):
        way(getattr(public, what), column, value())
    assert PublicClaim.objects.get().document == before


FORMS = [
    ("quote", {"occasion": "in a dream"}),
    ("article", {"headline": "Other"}),
    ("publisher", {"name": "Other"}),
    ("speaker", {"name": "Thomas Krell"}),
    ("speaker", {"roles-0-title": "convict"}),
    ("speaker", {"roles-0-DELETE": "on"}),
    ("claim", {"statement": "Something else."}),
    ("claim", {"topics": []}),
    ("topic", {"name": "Crime"}),
]


@pytest.mark.parametrize(("what", "typed"), FORMS)
def test_the_form_is_refused_and_keeps_what_was_typed(public, what, typed):
    before = PublicClaim.objects.get().document
    html = read(save(logged_in("annotator", "reviewer"), page(getattr(public, what)), **typed))
    assert "Propose the change" in html or "propose the change" in html
    assert all(value in html for value in typed.values() if value not in ([], "on"))
    assert PublicClaim.objects.get().document == before


def test_quote_of_a_published_claim_stays(public):
    with refused_by("quote_of_a_published_claim_stays"):
        sql("UPDATE sources_quote SET start = 0, \"end\" = 9, text = 'The mayor'")
    with refused_by("quote_of_a_published_claim_stays"):
        sql("UPDATE sources_quote SET snapshot_id = %s", a_snapshot().pk)
    with refused_by("quote_of_a_published_claim_stays"):
        public.quote.reject()


@pytest.mark.parametrize(
    ("what", "rule"),
    [
        ("quote", "quote_keeps_its_public_id"),
        ("article", "article_keeps_its_public_id"),
        ("publisher", "publisher_keeps_its_public_id"),
        ("speaker", "speaker_keeps_its_public_id"),
        ("claim", "claim_keeps_its_public_id"),
        ("topic", "topic_keeps_its_public_id"),
        ("snapshot", "snapshot_never_changes"),
        ("verification", "verification_keeps_its_public_id"),
    ],
)
def test_what_is_public_keeps_its_public_id(public, what, rule):
    with refused_by(rule):
        type(getattr(public, what)).objects.update(public_id=uuid4())


TABLES = ["sources_quote", "sources_speaker", "sources_role", "claims_claim", "claims_verdict"]


@pytest.mark.parametrize("table", [*TABLES, "claims_verification", "claims_evidence", "auth_user"])
def test_no_row_takes_the_number_of_another(public, table):
    """Or what is published would rest on the other, without any of its columns changing."""
    for statement in ("UPDATE {} SET id = -1", "INSERT INTO {} (id) VALUES (-1)"):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            sql(statement.format(table))


def test_article_of_a_published_claim_stays(public):
    with refused_by("article_of_a_published_claim_stays"):
        Article.objects.update(publisher=a_publisher())
    Article.objects.update(origin="https://no-claim-shows-it.example/")


def test_a_later_copy_comes_in_and_changes_nothing_that_a_published_claim_shows(public):
    copy = Document("It was another day.", url=public.article.url, byline="Ann Lee", language="de")
    captured = capture_article(copy)
    (note,) = captured.notes
    assert note.startswith("What this copy tells of the article is left out. A published claim")
    public.article.refresh_from_db()
    assert (captured.outcome, public.article.byline) == ("changed", "")


def test_the_article_of_a_published_verifications_evidence_stays():
    snapshot = a_snapshot()
    draft = a_verification()
    draft.evidence.create(title="Kept here", snapshot=snapshot)
    Article.objects.update(url="https://other.example/")
    draft.submit()
    draft.publish(by=a_user("reviewer"))
    with refused_by("article_of_a_published_claim_stays"):
        Article.objects.update(url="https://another.example/")
    a_verification("published", claim=draft.claim, correction="It said less.")
    with refused_by("article_of_a_published_claim_stays"):  # what is superseded is public, too
        Article.objects.update(url="https://another.example/")
    Verification.objects.published().get().withdraw("The source was wrong.")
    Article.objects.update(url="https://another.example/")


def test_publisher_of_a_published_claim_stays(public):
    with refused_by("publisher_of_a_published_claim_stays"):
        Publisher.objects.update(shows_full_text=True)


def test_speaker_of_a_published_claim_stays(public):
    with refused_by("speaker_of_a_published_claim_stays"):
        Speaker.objects.update(name="Thomas Krell")


def test_role_stays_as_a_published_claim_shows_it(public):
    with refused_by("role_stays_as_a_published_claim_shows_it"):
        public.speaker.roles.create(title="convict")
    with refused_by("role_stays_as_a_published_claim_shows_it"):
        Role.objects.all().delete()
    other = a_speaker().roles.create(title="convict")
    with refused_by("role_stays_as_a_published_claim_shows_it"):
        Role.objects.filter(pk=other.pk).update(speaker=public.speaker)


def test_a_role_given_to_whom_was_merged_into_a_public_speaker_is_refused(public):
    other = a_speaker()
    a_proposal(other, merged_into_id=public.speaker.pk).apply(a_user("reviewer"))
    with refused_by("role_stays_as_a_published_claim_shows_it"):
        Role.objects.create(speaker_id=other.pk, title="convict")


def test_merge_of_a_public_speaker_by_two_people(public):
    other = a_speaker()
    for merged, kept in ((public.speaker, other), (other, public.speaker)):
        with refused_by("merge_of_a_public_speaker_by_two_people"):
            Merge.objects.create(merged=merged, kept=kept)
    a_proposal(other, merged_into_id=public.speaker.pk).apply(a_user("reviewer"))
    with refused_by("merge_of_a_public_speaker_by_two_people"):
        sql("UPDATE sources_merge SET undone_at = now()")
    other.refresh_from_db()
    a_proposal(other, merged_into_id=None).apply(a_user("reviewer"))
    assert Speaker.objects.current().count() == 2


def test_a_merge_lets_through_what_it_moves_and_nothing_beside_it(public):
    other = a_speaker(wikidata_id="Q1")
    a_proposal(other, merged_into_id=public.speaker.pk).apply(a_user("reviewer"))
    kept = Speaker.objects.filter(pk=public.speaker.pk)
    again = [*kept.get().aliases, other.name]
    for column, value in [("wikidata_id", "Q2"), ("wikidata_id", None), ("aliases", again)]:
        with refused_by("speaker_of_a_published_claim_stays"):
            kept.update(**{column: value})


def test_a_role_that_a_merge_left_behind_is_not_brought_over_later(public):
    other = a_speaker()
    left = Role.objects.filter(pk=other.roles.create(title="mayor").pk)
    a_proposal(other, merged_into_id=public.speaker.pk).apply(a_user("reviewer"))
    left.update(title="convict")
    with refused_by("role_stays_as_a_published_claim_shows_it"):
        left.update(speaker=public.speaker)


def test_after_a_merge_was_undone_no_quote_follows_it(public):
    other = a_speaker()
    kept = an_accepted_quote(speaker=other, words="The mayor spoke.", snapshot=public.snapshot)
    a_published_claim([kept], statement="Other.", claimant=other)
    a_proposal(public.speaker, merged_into_id=other.pk).apply(a_user("reviewer"))
    public.speaker.refresh_from_db()
    a_proposal(public.speaker, merged_into_id=None).apply(a_user("reviewer"))
    with refused_by("quote_of_a_published_claim_stays"):
        Quote.objects.filter(pk=kept.pk).update(speaker=public.speaker)


def test_claim_topics_of_a_published_claim_stay(public):
    with refused_by("claim_topics_of_a_published_claim_stay"):
        public.claim.topics.clear()
    with refused_by("claim_topics_of_a_published_claim_stay"):
        public.claim.topics.add(Topic.objects.create(name="Crime"))


def test_topic_of_a_published_claim_stays(public):
    with refused_by("topic_of_a_published_claim_stays"):
        Topic.objects.update(name="Crime")


def test_verdict_once_published_stays(public):
    for change in ({"label": "Yes"}, {"slug": "yes"}, {"meaning": "Yes."}, {"value": 5}):
        with refused_by("verdict_once_published_stays"):
            Verdict.objects.filter(slug="false").update(**change)
    public.verification.withdraw("The source was wrong.")
    with refused_by("verdict_once_published_stays"):
        sql("UPDATE claims_verdict SET label = 'Yes' WHERE slug = 'false'")
    Verdict.objects.filter(slug="disputed").update(meaning="No verification was published with it.")


def test_a_retired_verdict_is_no_longer_chosen(public):
    author = logged_in("annotator")
    draft = a_verification(author=author.user, verdict=a_verdict("disputed"))
    save(logged_in("administrator"), page(a_verdict()), retired="on")
    assert "This claim is" not in read(author.get(page(draft)))
    html = read(save(author, page(draft), verdict=a_verdict().pk))
    assert "Select a valid choice" in html
    assert '"False"' in PublicClaim.objects.get().document


def test_what_no_published_claim_shows_changes_as_ever(public):
    """Neither before the publication nor after it is withdrawn; nor what is not part of it."""
    public.verification.withdraw("The source was wrong.")
    Speaker.objects.update(name="Thomas Krell")
    Quote.objects.update(status="rejected")
    Appearance.objects.all().delete()
    Claim.objects.update(statement="Something else.")


def test_a_submitted_claim_follows_the_merge_of_its_claimant():
    claim = a_verification("submitted").claim
    kept = a_speaker()
    merge = Merge.objects.create(merged=claim.claimant, kept=kept)
    claim.refresh_from_db()
    assert claim.claimant == kept
    merge.undo()
    with refused_by("claim_under_review_stays"):
        Claim.objects.update(claimant=kept)


def test_two_locks_do_not_stand_in_the_way_of_unlocked_columns(public):
    sql("UPDATE sources_quote SET reason = 'A note.'")
    sql("UPDATE claims_claim SET note = 'A note.'")
    with transaction.atomic():
        public.article.capture("Another text.")
    assert a_quote(words="Another", snapshot=public.article.snapshot).pk
    assert not Amendment.objects.exists()
