"""The public claim: which claims are public, their fields, and the columns of their exports."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models.functions import Coalesce

from . import quote
from .expressions import WithParents
from .fields import (
    DAY,
    ID,
    MOMENT,
    NUMBER,
    TEXT,
    Column,
    Field,
    Listed,
    Object,
    Public,
    choice,
    columns,
    function,
    joined,
)
from .quote import QUOTE
from .row import FIRST_DAY, Record, RecordQuerySet, newest_first
from .speaker import ROLE_ON_A_DAY, SPEAKER_NAME
from .verdict import VERDICT
from .verification import PUBLISHED_VERIFICATION

CLAIMED = Coalesce("claimed_on", FIRST_DAY)
VERIFIED = models.F("verified_at")
CORRECTED = models.Q(stages__contains=["superseded"])
REPEATED = models.Q(repeaters__len__gt=0)
VANISHED = models.Q(vanished__gt=0)
MATCHED = models.Q(matched__len__gt=0)
REVIEWED = models.Q(reviewed__gt=0)
MIXED = models.Q(stances__contains=["refutes", "supports"])
UNARCHIVED = models.Q(unarchived__gt=0)
WAITED = Coalesce("days_to_verdict", -1)
LAST_SAID = Coalesce("last_said", FIRST_DAY)
MATCHES = ["same", "contradicts", "narrower", "wider"]
COUNTED = ["verdict", "verdict_value", "claimed_on", "language", "claimant_kind", "said"]
# What is added to a published claim is shown once a reviewer confirms it; publishing confirms too.
SHOWN = "(ap.confirmed_by_id IS NOT NULL OR v.stage IN ('draft', 'submitted'))"
SAYER = Object(
    "Sayer",
    "Who made a claim, and how often.",
    (
        Field("id", ID, "s.public_id", "A speaker's id."),
        Field("name", TEXT, "s.name", "And the name."),
        Field("times", NUMBER, "s.times", "In how many public quotes."),
    ),
)
APPEARANCES = Object(
    "Appearances",
    "How often public quotes make the claim, and by whom.",
    (
        Field("times", NUMBER, "q.said", "How many public quotes make it."),
        Field("first_said", DAY, "q.first_said", "The first day, if known.", null=True),
        Field("last_said", DAY, "q.last_said", "The last day, if known.", null=True),
        Field(
            "after_verdict",
            NUMBER,
            "q.after_verdict",
            "On a day after its first verdict was published.",
        ),
        Field(
            "first_verdict_on",
            DAY,
            "h.first_verdict",
            "That day; quotes said later make it again.",
            null=True,
        ),
        Field("by", Listed(SAYER), "b.list", "Who made it, the most frequent first."),
    ),
)
AMENDMENT = Object(
    "AmendmentDocument",
    "A change to what the claim shows, that one person proposed and another applied.",
    (
        Field("applied_at", MOMENT, "a.decided_at", "When."),
        Field("changed", TEXT, "t.told ->> 'changed'", "What, in words."),
        Field("was", TEXT, "t.told ->> 'was'", "What stood there.", null=True),
        Field("now", TEXT, "t.told ->> 'now'", "What stands there since.", null=True),
        Field("reason", TEXT, "a.reason", "Why."),
    ),
)
# From this claim's side: what is narrower than another has a wider one.
KIND = "CASE WHEN m.other_id = c.id AND m.kind = 'narrower' THEN 'wider' ELSE m.kind END"
MATCHED_CLAIM = Object(
    "MatchedClaim",
    "Another public claim that two people say is like this one; no verdict follows from it.",
    (
        Field("kind", choice(MATCHES), KIND, "This claim is …"),
        Field("id", ID, "o.public_id", "The other claim's id."),
        Field("statement", TEXT, "o.statement", "And what it says."),
        Field("language", TEXT, "o.language", "In this language, a BCP 47 tag."),
        Field("verdict", TEXT, "w.label", "Its own verdict."),
        Field("confirmed_at", MOMENT, "m.decided_at", "When a second person confirmed it."),
    ),
)
OTHER_REVIEW = Object(
    "OtherReview",
    "Another publisher's review of the same claim, as two people say; its verdict is its own.",
    (
        Field("publisher", TEXT, "r.publisher", "Who published it."),
        Field("url", TEXT, "r.url", "Where."),
        Field("statement", TEXT, "r.statement", "The claim, as its publisher words it."),
        Field("language", TEXT, "r.language", "In this language, a BCP 47 tag, or empty."),
        Field("verdict", TEXT, "g.word", "Its verdict, in its publisher's words.", null=True),
        Field("published_on", DAY, "r.published_on", "The day, if known.", null=True),
        Field("confirmed_at", MOMENT, "r.confirmed_at", "When a second person confirmed it."),
    ),
)
CLAIM = Object(
    "ClaimDocument",
    "An assertion that can be checked, and its verification.",
    (
        Field("id", ID, "c.public_id", "Its public id, which never changes.", restored=True),
        Field(
            "slug",
            TEXT,
            "record_slug(c.statement, c.public_id)",
            "A readable id; its end finds the claim, whatever stands before.",
        ),
        Field("statement", TEXT, "c.statement", "The claim, in one sentence.", restored=True),
        Field("language", TEXT, "c.language", "Its language, a BCP 47 tag.", "en"),
        Field("claimed_on", DAY, "c.claimed_on", "The day it was said, if known.", null=True),
        Field("claimant", SPEAKER_NAME, "record_speaker_name(c.claimant_id)", "Who made it."),
        Field(
            "role",
            ROLE_ON_A_DAY,
            "r.held",
            "The claimant's role that day, if known.",
            null=True,
        ),
        Field("topics", Listed(TEXT), "t.names", "What it is about."),
        Field("verdict", VERDICT, "record_verdict(w.id)", "The verdict."),
        Field("verified_at", MOMENT, "v.published_at", "When the verification was published."),
        Field("verification", PUBLISHED_VERIFICATION, words="How it was verified.", restored=True),
        Field("appearances", APPEARANCES, words="How often it was made."),
        Field(
            "quotes",
            Listed(QUOTE),
            "q.list",
            "The quotes that make it, oldest first.",
            restored=True,
        ),
        Field(
            "amendments",
            Listed(AMENDMENT),
            "record_amendments(c.id)",
            "What it showed otherwise before, oldest first.",
        ),
        Field(
            "matches",
            Listed(MATCHED_CLAIM),
            "m.list",
            "Other claims that say the same, contradict it, or say more or less, oldest first.",
        ),
        Field(
            "reviews",
            Listed(OTHER_REVIEW),
            "o.list",
            "What other publishers found about it, oldest first.",
        ),
    ),
)


class ClaimQuerySet(RecordQuerySet):
    def corrected(self):
        """Return those whose verification corrects an earlier one."""
        return self.filter(CORRECTED)


class Claim(Record):
    """A claim with a published verification."""

    speakers = ArrayField(models.UUIDField(), help_text="Who made it: claimant and quoted.")
    publishers = ArrayField(models.UUIDField())
    topics = ArrayField(models.UUIDField())
    articles = ArrayField(models.UUIDField())
    quotes = ArrayField(models.UUIDField())
    repeaters = ArrayField(models.UUIDField(), help_text="Who said it after its first verdict.")
    titles = ArrayField(models.TextField(), help_text="Of who made it, that day.")
    organisations = ArrayField(models.TextField(), help_text="And whose titles they were.")
    role_words = SearchVectorField()
    evidence_addresses = ArrayField(models.UUIDField(), help_text="See expressions.")
    evidence_domains = ArrayField(models.TextField())
    evidence = models.IntegerField(help_text="How many pieces of it the verdict rests on.")
    unarchived = models.IntegerField(help_text="And of how many no copy is kept.")
    stances = ArrayField(models.CharField(max_length=8), help_text="Of its evidence.")
    verdict = models.CharField(max_length=50)
    former_verdicts = ArrayField(models.TextField(), help_text="Those since corrected.")
    verdict_value = models.SmallIntegerField(null=True)
    claimant_kind = models.CharField(max_length=12)
    said = models.IntegerField(help_text="How many quotes make it.")
    vanished = models.IntegerField(help_text="How many of its quotes an article lacks now.")
    matched = ArrayField(models.TextField(), help_text="In which ways other claims are like it.")
    reviewed = models.IntegerField(help_text="How many reviews of others are about it.")
    stages = ArrayField(models.CharField(max_length=10))
    language = models.CharField(max_length=35)
    claimed_on = models.DateField(null=True)
    last_said = models.DateField(null=True, help_text="The last day that a quote of it is of.")
    days_to_verdict = models.IntegerField(null=True, help_text="To the first, if both are known.")
    verified_at = models.DateTimeField()
    first_verified_at = models.DateTimeField()

    objects = ClaimQuerySet.as_manager()

    orderings = {
        "verified_at": VERIFIED,
        "claimed_on": CLAIMED,
        "said": models.F("said"),
        "last_said": LAST_SAID,
        "days_to_verdict": WAITED,
    }
    ordering = "-verified_at"
    snippet_paths = "statement;verification,summary"

    class Meta:
        managed = False
        indexes = [
            GinIndex(fields=["search"], name="record_claim_search"),
            GinIndex(fields=["speakers"], name="record_claim_speakers"),
            GinIndex(fields=["publishers"], name="record_claim_publishers"),
            GinIndex(fields=["topics"], name="record_claim_topics"),
            GinIndex(fields=["articles"], name="record_claim_articles"),
            GinIndex(fields=["quotes"], name="record_claim_quotes"),
            GinIndex(fields=["repeaters"], name="record_claim_repeaters"),
            GinIndex(fields=["role_words"], name="record_claim_role_words"),
            GinIndex(fields=["evidence_addresses"], name="record_claim_evidence_pages"),
            GinIndex(WithParents("evidence_domains"), name="record_claim_evidence_domains"),
            GinIndex(fields=["stages"], name="record_claim_stages"),
            GinIndex(fields=["stances"], name="record_claim_stances"),
            GinIndex(fields=["former_verdicts"], name="record_claim_former_verdicts"),
            newest_first(VERIFIED, name="record_claim_newest"),
            newest_first(CLAIMED, name="record_claim_claimed"),
            newest_first(models.F("first_verified_at"), name="record_claim_first_verified"),
            newest_first("verdict", VERIFIED, name="record_claim_verdict"),
            newest_first(VERIFIED, name="record_claim_corrected", condition=CORRECTED),
            newest_first(VERIFIED, name="record_claim_repeated", condition=REPEATED),
            newest_first(VERIFIED, name="record_claim_vanished", condition=VANISHED),
            newest_first(VERIFIED, name="record_claim_matched", condition=MATCHED),
            newest_first(VERIFIED, name="record_claim_reviewed", condition=REVIEWED),
            newest_first(VERIFIED, name="record_claim_mixed", condition=MIXED),
            newest_first(VERIFIED, name="record_claim_unarchived", condition=UNARCHIVED),
            newest_first(models.F("said"), name="record_claim_said"),
            newest_first(LAST_SAID, name="record_claim_last_said"),
            newest_first(WAITED, name="record_claim_waited"),
            # What is counted most is counted from the index alone, without the documents.
            models.Index(fields=["-verified_at"], include=COUNTED, name="record_claim_counted"),
        ]

    public = Public(
        CLAIM,
        table="c",
        source=f"""claims_claim c
        JOIN claims_verification v ON v.claim_id = c.id
        JOIN claims_verdict w ON w.id = v.verdict_id
        JOIN sources_speaker s ON s.id = c.claimant_id
        CROSS JOIN LATERAL (SELECT record_role(c.claimant_id, c.claimed_on) AS held OFFSET 0) r
        CROSS JOIN LATERAL (SELECT record_matches(c.id) AS list OFFSET 0) m
        CROSS JOIN LATERAL (SELECT record_reviews(c.id) AS list OFFSET 0) o
        CROSS JOIN LATERAL (
            SELECT
                array_agg(DISTINCT v.stage::text ORDER BY v.stage::text) AS stages,
                min(v.published_at) AS first_verified_at,
                (min(v.published_at) AT TIME ZONE 'UTC')::date AS first_verdict,
                array_agg(DISTINCT w.slug::text ORDER BY w.slug::text)
                    FILTER (WHERE v.stage = 'superseded') AS former
            FROM claims_verification v
            JOIN claims_verdict w ON w.id = v.verdict_id
            WHERE v.claim_id = c.id AND v.stage IN ('published', 'superseded')
        ) h
        CROSS JOIN LATERAL (
            SELECT
                count(*)::integer AS pieces,
                count(*) FILTER (WHERE e.archived_url = '' AND e.snapshot_id IS NULL)::integer
                    AS unarchived,
                COALESCE(array_agg(DISTINCT e.stance ORDER BY e.stance), '{{}}') AS stances,
                COALESCE(array_agg(DISTINCT d) FILTER (WHERE d <> ''), '{{}}') AS domains,
                COALESCE(
                    array_agg(DISTINCT md5(sources_address_key(u.url))::uuid)
                        FILTER (WHERE u.url <> ''),
                    '{{}}'
                ) AS addresses
            FROM claims_evidence e
            LEFT JOIN sources_snapshot n ON n.id = e.snapshot_id
            LEFT JOIN sources_article a ON a.id = n.article_id
            CROSS JOIN LATERAL (SELECT COALESCE(NULLIF(e.url, ''), a.url) AS url) u
            CROSS JOIN record_domain(u.url) d
            WHERE e.verification_id = v.id
        ) e
        CROSS JOIN LATERAL (
            SELECT
                COALESCE(json_agg(t.name ORDER BY t.name), '[]') AS names,
                COALESCE(array_agg(t.public_id ORDER BY t.name), '{{}}') AS ids
            FROM claims_claim_topics ct
            JOIN claims_topic t ON t.id = ct.topic_id
            WHERE ct.claim_id = c.id
        ) t
        CROSS JOIN LATERAL (
            SELECT
                -- in an order that the documents show: a restored record has other row ids
                COALESCE(
                    json_agg(q.document ORDER BY q.said_on, q.article, w.start, q.public_id), '[]'
                ) AS list,
                count(*)::integer AS said,
                min(q.said_on) AS first_said,
                max(q.said_on) AS last_said,
                count(*) FILTER (WHERE q.said_on > h.first_verdict) AS after_verdict,
                count(q.vanished_since)::integer AS vanished,
                record_vector(q.search ORDER BY q.said_on, q.article, w.start, q.public_id)
                    AS search,
                record_vector(q.role_words ORDER BY q.said_on, q.article, w.start, q.public_id)
                    AS role_words,
                array_agg(q.title) AS titles,
                array_agg(q.organisation) AS organisations,
                COALESCE(array_agg(q.public_id ORDER BY q.public_id), '{{}}') AS ids,
                COALESCE(array_agg(DISTINCT q.article), '{{}}') AS articles,
                COALESCE(array_agg(q.speaker ORDER BY q.id), '{{}}') AS speakers,
                COALESCE(
                    array_agg(DISTINCT q.speaker) FILTER (WHERE q.said_on > h.first_verdict), '{{}}'
                ) AS repeaters,
                COALESCE(
                    array_agg(DISTINCT q.publisher) FILTER (WHERE q.publisher IS NOT NULL), '{{}}'
                ) AS publishers
            FROM claims_appearance ap
            JOIN public_quote q ON q.id = ap.quote_id
            JOIN sources_quote w ON w.id = q.id
            WHERE ap.claim_id = c.id AND {SHOWN}
        ) q
        CROSS JOIN LATERAL (
            SELECT COALESCE(
                json_agg({SAYER.sql} ORDER BY s.times DESC, s.name, s.public_id), '[]'
            ) AS list
            FROM (
                SELECT s.public_id, s.name, count(*) AS times
                FROM claims_appearance ap
                JOIN sources_quote q ON q.id = ap.quote_id AND q.status = 'accepted'
                JOIN sources_speaker s ON s.id = q.speaker_id
                WHERE ap.claim_id = c.id AND {SHOWN}
                GROUP BY s.id
            ) s
        ) b""",
        condition="v.stage = 'published'",  # what makes a claim public
        columns={
            "search": "record_search(concat_ws(' ', c.statement, s.name, record_latin(s.name), "
            "v.summary), c.language) || q.search",
            "speakers": "ARRAY(SELECT DISTINCT unnest(s.public_id || q.speakers) ORDER BY 1)",
            "publishers": "q.publishers",
            "topics": "t.ids",
            "articles": "q.articles",
            "quotes": "q.ids",
            "repeaters": "q.repeaters",
            "titles": "ARRAY(SELECT DISTINCT u FROM unnest(q.titles || (r.held ->> 'title')) u "
            "WHERE u <> '' ORDER BY 1)",
            "organisations": "ARRAY(SELECT DISTINCT u FROM "
            "unnest(q.organisations || (r.held ->> 'organisation')) u WHERE u <> '' ORDER BY 1)",
            "role_words": "record_search(record_office(r.held), c.language) || q.role_words",
            "evidence_addresses": "e.addresses",
            "evidence_domains": "e.domains",
            "evidence": "e.pieces",
            "unarchived": "e.unarchived",
            "stances": "e.stances",
            "verdict": "w.slug",
            "former_verdicts": "COALESCE(h.former, '{}')",
            "verdict_value": "w.value",
            "claimant_kind": "s.kind",
            "said": "q.said",
            "vanished": "q.vanished",
            "matched": "ARRAY(SELECT DISTINCT e ->> 'kind' FROM json_array_elements(m.list) e "
            "ORDER BY 1)",
            "reviewed": "json_array_length(o.list)",
            "stages": "h.stages::varchar[]",
            "language": "c.language",
            "claimed_on": "c.claimed_on",
            "last_said": "q.last_said",
            "days_to_verdict": "CASE WHEN h.first_verdict >= c.claimed_on "
            "THEN h.first_verdict - c.claimed_on END",
            "verified_at": "v.published_at",
            "first_verified_at": "h.first_verified_at",
        },
        # A claim as it would be with each of its verifications, published or not.
        drafts={"draft_claim": f"v.id AS verification, {CLAIM.sql} AS document"},
        functions=(
            function(
                "record_amendments(claim bigint)",
                f"""
                SELECT COALESCE(json_agg({AMENDMENT.sql} ORDER BY a.decided_at, a.id, t.n), '[]')
                FROM claims_amendment a
                CROSS JOIN LATERAL jsonb_array_elements(a.told) WITH ORDINALITY t (told, n)
                WHERE a.stage = 'applied' AND a.claims @> ARRAY[claim]
                """,
            ),
            # These in an order that the documents show: a restored record has other row ids.
            function(
                "record_matches(claim bigint)",
                f"""
                SELECT COALESCE(json_agg({MATCHED_CLAIM.sql}
                    ORDER BY date_trunc('second', m.decided_at), o.public_id), '[]')
                FROM claims_match m
                JOIN claims_claim c ON c.id = claim AND c.id IN (m.claim_id, m.other_id)
                JOIN claims_claim o ON o.id IN (m.claim_id, m.other_id) AND o.id <> c.id
                JOIN claims_verdict w ON w.id = o.verdict_id  -- of published ones alone
                WHERE m.stage = 'confirmed'
                """,
            ),
            function(
                "record_reviews(claim bigint)",
                f"""
                SELECT COALESCE(json_agg({OTHER_REVIEW.sql}
                    ORDER BY r.published_on, r.url COLLATE "C", r.statement COLLATE "C"), '[]')
                FROM claims_review r LEFT JOIN claims_rating g ON g.id = r.rating_id
                WHERE r.claim_id = claim AND r.confirmed_by_id IS NOT NULL
                """,
            ),
        ),
        stored_inline=True,
    )
    exported = columns(
        CLAIM,
        "id",
        Column("url", "site || '/claims/' || public_id || '/'", "The claim's page."),
        "statement",
        "language",
        "claimed_on",
        ("claimant", "claimant.name", "Who made it."),
        ("claimant_kind", "claimant.kind"),
        ("claimant_wikidata_id", "claimant.wikidata_id"),
        ("title", "role.title", "The claimant's title that day."),
        ("organisation", "role.organisation"),
        ("verdict", "verdict.label"),
        ("value", "verdict.value", "1 false to 5 true, or none."),
        "verified_at",
        ("summary", "verification.summary"),
        ("correction", "verification.correction"),
        Column(
            "topics",
            joined("d -> 'topics'", "; "),
            "What it is about, between semicolons; one that has a semicolon in quotation marks.",
        ),
        Column("quotes", "jsonb_array_length(d -> 'quotes')", "How many make it.", "integer"),
        Column("first_quote", "d #>> '{quotes,0,text}'", "The words of the earliest quote."),
        Column("first_article", "d #>> '{quotes,0,article,url}'", "Where that stood."),
        Column(
            "evidence",
            joined("d #> '{verification,evidence}'", " ", "url"),
            "The addresses of the evidence, between blanks.",
        ),
    )
    exported_topics = (
        Column("claim", "public_id", "A claim's id.", format="uuid"),
        Column("topic", "e #>> '{}'", "What it is about: one of its topics."),
    )
    exported_appearances = (
        Column("claim", "public_id", "A claim's id.", format="uuid"),
        Column("quote", "e ->> 'id'", "The id of a quote that makes it.", format="uuid"),
        *quote.exported("e"),
    )
