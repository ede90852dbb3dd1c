"""Locks: what a published claim shows or rests on changes only by an amendment of two people."""

import json

from sources.rules import AfterRule, Rule

from .reviewer import may_publish

TRIGGER = """
CREATE TRIGGER {name} {on} ON {table}
FOR EACH ROW EXECUTE FUNCTION {function}({arguments})
"""


class Locked(Rule):
    """
    A rule on `table`: while a published claim rests on a row, its `columns` stand still.

    A row counts as what its `owner` (a table, the column here that names its row) is. An Amendment
    that is applied in the same transaction, and says exactly these values, is let through; so is
    what a merge of speakers moves by one. `on` is the event, with the columns. Former migrations
    made it look before each row; the locks that stand are Stays.
    """

    function = "claims_keep_locked"

    def __init__(self, *, name, table, columns, owner=None, on=None, violation_error_message):
        self.table = table
        self.columns = tuple(columns)
        self.owner = tuple(owner or (table, "id"))
        listed = ", ".join(f'"{column}"' for column in self.columns)
        super().__init__(
            name=name,
            on=on or f"UPDATE OF {listed}",
            broken="",
            violation_error_message=violation_error_message,
        )
        self.event = on

    def create_sql(self, model, schema_editor):
        words = (self.name, self.violation_error_message, " ".join(self.columns), *self.owner)
        arguments = ", ".join("'{}'".format(word.replace("'", "''")) for word in words)
        return TRIGGER.format(
            name=self.name,
            on=self.on,
            table=self.table,
            function=self.function,
            arguments=arguments,
        )

    def remove_sql(self, model, schema_editor):
        return f"DROP TRIGGER IF EXISTS {self.name} ON {self.table}"

    def deconstruct(self):
        path, args, _ = super().deconstruct()
        kwargs = {
            "name": self.name,
            "table": self.table,
            "columns": self.columns,
            "owner": self.owner,
            "on": self.event,
            "violation_error_message": self.violation_error_message,
        }
        return path, args, kwargs


class KeptApart(Locked):
    """A rule on merges: speakers of a published claim are merged, and parted, by an Amendment."""

    function = "claims_keep_apart"


class Stays(AfterRule, Locked):
    """A lock that looks when the statement has written all its rows, a publication among them."""


class StaysApart(AfterRule, KeptApart):
    """The same of merges, before anything is moved: triggers fire in the order of names."""


class DecidedByReviewer(Rule):
    """A rule on placements: whether a published claim's words still stand, a reviewer decides."""

    table = "sources_placement"

    def create_sql(self, model, schema_editor):
        return self.template.format(name=self.name, on=self.on, body=self.body, table=self.table)


class DecidedByReviewerAfter(AfterRule, DecidedByReviewer):
    """The same, of what the same statement publishes, too."""


ANY = "INSERT OR UPDATE OR DELETE"
PROPOSE = (
    "Propose the change on its page, with a reason: a reviewer who is another person applies it."
)
RESTS = f"A published claim rests on this. {PROPOSE}"
SHOWS = f"A published claim shows this. {PROPOSE}"

# What is said, by whom, where and when: changing it is a correction. Each column with the words by
# which a public claim's list of amendments tells it; "" where the public never sees it.
SUBSTANCE = {
    "sources_quote": {
        "snapshot_id": "",
        "start": "",
        "end": "",
        "text": "the quoted words",
        "kind": "the kind of a quote",
        "status": "the state of a quote",
        "speaker_id": "who said it",
        "said_on": "the day it was said",
        "occasion": "the occasion",
    },
    "sources_article": {
        "url": "the article's address",
        "published_at": "when the article was published",
    },
    "claims_claim": {
        "statement": "the statement",
        "claimant_id": "the claimant",
        "claimed_on": "the day it was claimed",
        "language": "the language",
    },
    "claims_appearance": {"id": "", "claim_id": "", "quote_id": "a quote that makes the claim"},
}
# How it is spelt or described, and who is one person.
SPELLING = {
    "sources_publisher": {
        "name": "the publisher's name",
        "domain": "the publisher's domain",
        "shows_full_text": "",
    },
    "sources_article": {
        "headline": "the headline",
        "byline": "the byline",
        "publisher_id": "the publisher",
        "language": "the article's language",
    },
    "sources_speaker": {
        "name": "the speaker's name",
        "kind": "what kind of speaker it is",
        "disambiguation": "which speaker of that name it is",
        "aliases": "the speaker's other names",
        "wikidata_id": "the speaker's Wikidata id",
        "merged_into_id": "who the speaker is",
    },
    "sources_role": {
        "id": "",
        "speaker_id": "whose role it is",
        "title": "the title of a role",
        "organisation": "the organisation of a role",
        "start_date": "the first day of a role",
        "end_date": "the last day of a role",
    },
    "claims_claim_topics": {"id": "", "claim_id": "", "topic_id": "a topic"},
    "claims_topic": {"name": "a topic's name"},
}
KINDS = {"substance": SUBSTANCE, "spelling": SPELLING}
SHOWN = {
    table: sorted({column for of in KINDS.values() for column in of.get(table, ())})
    for table in sorted(SUBSTANCE | SPELLING)
}
# What no amendment changes: that words are gone follows from placements.
SHOWN["sources_quote"].append("vanished_since")
SHOWN["claims_verdict"] = ["label", "meaning", "slug", "value"]
# Who writes a proposal in another's name has proposed it.
SHOWN["claims_amendment"] = ["changes"]


def changed_by(person, since, *shown):
    """
    Return SQL that is true where a person (a column) has changed what these rows show since.

    `shown` are (table, id), both SQL. What two people changed by an Amendment does not count.
    """
    tables, ids = (", ".join(each) for each in zip(*shown, strict=True))
    columns = json.dumps(SHOWN)
    return f"claims_changed_by({person}, {since}, '{columns}', ARRAY[{tables}], ARRAY[{ids}])"


def kind_of(table, column):
    """Return the kind of a change of this column, or "" where no published claim shows it."""
    return next((kind for kind, of in KINDS.items() if column in of.get(table, ())), "")


LOCKS = [
    Stays(
        name="quote_of_a_published_claim_stays",
        table="sources_quote",
        columns=SUBSTANCE["sources_quote"],
        violation_error_message=RESTS,
    ),
    Stays(
        name="article_of_a_published_claim_stays",
        table="sources_article",
        columns=(*SUBSTANCE["sources_article"], *SPELLING["sources_article"]),
        violation_error_message=RESTS,
    ),
    Stays(
        name="publisher_of_a_published_claim_stays",
        table="sources_publisher",
        columns=SPELLING["sources_publisher"],
        violation_error_message=SHOWS,
    ),
    Stays(
        name="speaker_of_a_published_claim_stays",
        table="sources_speaker",
        columns=list(SPELLING["sources_speaker"])[:-1],
        violation_error_message=SHOWS,
    ),
    Stays(
        name="role_stays_as_a_published_claim_shows_it",
        table="sources_role",
        columns=list(SPELLING["sources_role"])[1:],
        owner=("sources_speaker", "speaker_id"),
        on=ANY,
        violation_error_message=SHOWS,
    ),
    StaysApart(
        name="merge_of_a_public_speaker_by_two_people",
        table="sources_merge",
        columns=("undone_at",),
        on="INSERT OR UPDATE OF undone_at",
        violation_error_message=SHOWS,
    ),
    Stays(
        name="claim_under_review_stays",
        table="claims_claim",
        columns=SUBSTANCE["claims_claim"],
        owner=("under_review", "id"),
        violation_error_message=(
            "A submitted or published verification is about these very words. Have a submitted "
            "one returned before you change the claim; of a published one, propose the change: "
            "a reviewer who is another person applies it. Or record another claim."
        ),
    ),
    Stays(
        name="appearance_of_a_published_claim_stays",
        table="claims_appearance",
        columns=list(SUBSTANCE["claims_appearance"])[1:],
        owner=("claims_claim", "claim_id"),
        on="UPDATE OF claim_id, quote_id OR DELETE",
        violation_error_message=(
            "A published verification rests on this appearance. Propose to take it away, with a "
            "reason: a reviewer who is another person applies it. Or withdraw the verification."
        ),
    ),
    Stays(
        name="claim_topics_of_a_published_claim_stay",
        table="claims_claim_topics",
        columns=list(SPELLING["claims_claim_topics"])[1:],
        owner=("claims_claim", "claim_id"),
        on=ANY,
        violation_error_message=SHOWS,
    ),
    Stays(
        name="topic_of_a_published_claim_stays",
        table="claims_topic",
        columns=SPELLING["claims_topic"],
        violation_error_message=SHOWS,
    ),
]
# Published documents say since when an article lacks the words; capturing a text tells that, too.
STANDING = [
    DecidedByReviewerAfter(
        name="placement_of_a_published_claim_decided_by_a_reviewer",
        on="UPDATE OF status",
        broken=(
            "(NEW.status = 'orphaned') <> (OLD.status = 'orphaned') AND EXISTS "
            "(SELECT FROM claims_resting_on('sources_quote', NEW.quote_id)) AND NOT "
            f"{may_publish('NEW.decided_by_id')}"
        ),
        violation_error_message=(
            "A published claim shows whether these words still stand: somebody who may publish "
            "decides. Ask a reviewer."
        ),
    ),
    DecidedByReviewerAfter(
        name="placement_of_a_published_claim_stays",
        on="DELETE",
        # of other words, which an amendment gives a quote, nothing was found
        broken=(
            "EXISTS (SELECT FROM claims_resting_on('sources_quote', OLD.quote_id)) AND NOT EXISTS "
            "(SELECT FROM claims_amendment a WHERE (a.table_name, a.row_id, a.stage) = "
            "('sources_quote', OLD.quote_id, 'applied') AND a.applied_in = "
            "pg_current_xact_id()::text::bigint AND a.changes ?| "
            "ARRAY['snapshot_id', 'start', 'end', 'text'])"
        ),
        violation_error_message=(
            "A published claim shows whether these words still stand: what was found stays, and a "
            "reviewer decides otherwise on the article's page."
        ),
    ),
]
