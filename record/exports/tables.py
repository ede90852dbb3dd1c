"""What an export's columns are: header left, expression right, and what stands there in words."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from record import models
from record.query import filters


@dataclass(frozen=True)
class Column:
    """
    `sql` is of a row's document `d` (jsonb), its part `e`, and `site`, our address.

    `type` and `format` are Table Schema's.
    """

    name: str
    sql: str
    description: str
    type: str = "string"
    format: str = "default"

    @property
    def is_text(self):
        """Whether a person wrote what stands there."""
        return self.type == "string" and self.format != "uuid"


@dataclass(frozen=True)
class Table:
    """
    A table of exports, over the rows of a kind of record.

    `order` is of in_order(), oldest first; where `each` names a list in the document, its elements
    are the rows. `key` are the columns that name a row, `refers` {column: table} others. With
    `since` the rows are those of documents that changed then or later, and tombstones.
    """

    name: str
    model: type
    filterset: type
    order: str
    columns: tuple
    key: tuple = ("id",)
    each: str = ""
    refers: dict = field(default_factory=dict)
    since: datetime | None = None

    def changed(self, since):
        """The same table for who has it as it was at the moment `since`, which may be None."""
        return replace(self, since=since, columns=(*self.columns, DELETED)) if since else self


def texts(path, **described):
    """Columns of texts in the object at `path`, named as their keys."""
    return tuple(Column(name, f"{path} ->> '{name}'", words) for name, words in described.items())


def joined(path, separator, key=""):
    """The texts (or texts at `key`) in the list at `path`, in one cell."""
    inner = f"x ->> '{key}'" if key else "x #>> '{}'"
    listed = f"jsonb_array_elements({path}) WITH ORDINALITY l (x, n)"
    return f"(SELECT string_agg({inner}, '{separator}' ORDER BY n) FROM {listed})"


DELETED = Column(
    "deleted", "d ->> 'deleted'", "true: forget what has the id in the first column.", "boolean"
)
ID = Column("id", "public_id", "Its public id, which never changes.", format="uuid")
PAGE = Column("url", "site || '/claims/' || public_id || '/'", "The claim's page.")

CLAIMS = Table(
    "claims",
    models.Claim,
    filters.ClaimFilter,
    "verified_at",
    (
        ID,
        PAGE,
        *texts(
            "d",
            statement="The claim, in one sentence.",
            language="Its language, a BCP 47 tag.",
        ),
        Column("claimed_on", "d ->> 'claimed_on'", "The day it was said, if known.", "date"),
        Column("claimant", "d #>> '{claimant,name}'", "Who made it."),
        Column("claimant_kind", "d #>> '{claimant,kind}'", "person, organisation or unnamed."),
        Column("claimant_wikidata_id", "d #>> '{claimant,wikidata_id}'", "Such as Q42."),
        Column("title", "d #>> '{role,title}'", "The claimant's title that day."),
        Column("organisation", "d #>> '{role,organisation}'", "And whose title it was."),
        Column("verdict", "d #>> '{verdict,label}'", "What was found, in words."),
        Column("value", "d #>> '{verdict,value}'", "1 false to 5 true, or none.", "integer"),
        Column("verified_at", "d ->> 'verified_at'", "When it was published.", "datetime"),
        Column("summary", "d #>> '{verification,summary}'", "The finding in a sentence or two."),
        Column("correction", "d #>> '{verification,correction}'", "What was wrong before."),
        Column("topics", joined("d -> 'topics'", "; "), "What it is about, between semicolons."),
        Column("quotes", "jsonb_array_length(d -> 'quotes')", "How many make it.", "integer"),
        Column("first_quote", "d #>> '{quotes,0,text}'", "The words of the earliest quote."),
        Column("first_article", "d #>> '{quotes,0,article,url}'", "Where that stood."),
        Column(
            "evidence",
            joined("d #> '{verification,evidence}'", " ", "url"),
            "The addresses of the evidence, between blanks.",
        ),
    ),
)
QUOTED = (
    *texts("e", text="The words, letter for letter.", kind="direct, partial or indirect."),
    Column("said_on", "e ->> 'said_on'", "The day they were said, if known.", "date"),
    *texts("e", occasion="Such as “in a press conference”."),
    Column("speaker", "e #>> '{speaker,id}'", "Who said them: a speaker's id.", format="uuid"),
    Column("speaker_name", "e #>> '{speaker,name}'", "And the name."),
    Column("title", "e #>> '{role,title}'", "The speaker's title that day."),
    Column("organisation", "e #>> '{role,organisation}'", "And whose title it was."),
    Column("article", "e #>> '{article,id}'", "Where they stand: an article's id.", format="uuid"),
    Column("article_url", "e #>> '{article,url}'", "Its address."),
    Column("headline", "e #>> '{article,headline}'", "Its headline."),
    Column("publisher", "e #>> '{article,publisher}'", "Who published it."),
    Column("published_at", "e #>> '{article,published_at}'", "When.", "datetime"),
    Column("start", "e ->> 'start'", "First character in the snapshot, from 0.", "integer"),
    Column("end", "e ->> 'end'", "The character after the last one.", "integer"),
    Column("snapshot", "e #>> '{snapshot,number}'", "Which snapshot of the article.", "integer"),
    Column("snapshot_sha256", "e #>> '{snapshot,sha256}'", "Of that snapshot's text, in UTF-8."),
)
APPEARANCES = Table(
    "appearances",
    models.Claim,
    filters.ClaimFilter,
    "verified_at",
    (
        Column("claim", "public_id", "A claim's id.", format="uuid"),
        Column("quote", "e ->> 'id'", "The id of a quote that makes it.", format="uuid"),
        *QUOTED,
    ),
    key=("claim", "quote"),
    each="d -> 'quotes'",
    refers={"claim": "claims", "quote": "quotes", "speaker": "speakers"},
)
QUOTES = Table(
    "quotes",
    models.Quote,
    filters.QuoteFilter,
    "said_on",
    (ID, *(Column(c.name, c.sql.replace("e ", "d ", 1), c.description, c.type) for c in QUOTED)),
    refers={"speaker": "speakers"},
)
VERIFICATIONS = Table(
    "verifications",
    models.Verification,
    filters.VerificationFilter,
    "published_at",
    (
        ID,
        Column("claim", "d #>> '{claim,id}'", "The claim's id.", format="uuid"),
        *texts("d", stage="published, or superseded by a correction."),
        Column("verdict", "d #>> '{verdict,label}'", "What was found, in words."),
        Column("value", "d #>> '{verdict,value}'", "1 false to 5 true, or none.", "integer"),
        Column("published_at", "d ->> 'published_at'", "When.", "datetime"),
        *texts(
            "d",
            summary="The finding in a sentence or two.",
            rationale="How it was found.",
            correction="What was wrong with the one before.",
            supersedes="The id of the one before.",
        ),
    ),
    refers={"claim": "claims"},
)
EVIDENCE = Table(
    "evidence",
    models.Verification,
    filters.VerificationFilter,
    "published_at",
    (
        Column(
            "verification", "public_id", "What rests on it: a verification's id.", format="uuid"
        ),
        Column("number", "n", "Its place there, from 1.", "integer"),
        *texts(
            "e",
            stance="supports, refutes or context.",
            title="What the source is called.",
            url="Where it is.",
            publisher="Who published it.",
            excerpt="The words that count.",
            archived_url="An archived copy.",
        ),
    ),
    key=("verification", "number"),
    each="d -> 'evidence'",
    refers={"verification": "verifications"},
)
SPEAKERS = Table(
    "speakers",
    models.Speaker,
    filters.SpeakerFilter,
    "name",
    (
        ID,
        *texts(
            "d",
            slug="A readable name for addresses.",
            name="The name.",
            kind="person, organisation or unnamed.",
            disambiguation="Which one of that name.",
        ),
        Column("aliases", joined("d -> 'aliases'", "; "), "Other names, between semicolons."),
        *texts("d", wikidata_id="Such as Q42."),
        Column(
            "roles",
            "(SELECT string_agg(concat_ws(', ', x ->> 'title', nullif(x ->> 'organisation', '')), "
            "'; ' ORDER BY m) FROM jsonb_array_elements(d -> 'roles') WITH ORDINALITY l (x, m))",
            "Titles with their organisations, the newest first, between semicolons.",
        ),
    ),
)
TABLES = {
    table.name: table for table in (CLAIMS, APPEARANCES, QUOTES, VERIFICATIONS, EVIDENCE, SPEAKERS)
}
