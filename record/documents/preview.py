"""What a verification would publish: read before it is, compared, and linted as a ClaimReview."""

import json
from dataclasses import dataclass

from django.db import connection
from django.utils import timezone

from claims.reviews import lint
from sources.differences import marked

from .claimreview import claim_review

DOCUMENT = "SELECT document::text FROM draft_claim WHERE verification = %s"
OF_THE_SITE = {"CR02", "CR03"}  # about the site's own address, which no editor can change

# One statement, so that the digests are those of the very documents that are shown.
REVIEWED = """
SELECT record_reviewed_document(id)::text, record_desk_document(id)::text, record_reviewed(id)
FROM claims_verification WHERE id = %s"""
# A snapshot never changes: what stands around a quote needs no digest.
CONTEXT = """
SELECT q.public_id::text, substr(n.text, greatest(said.start - 200, 0) + 1, least(said.start, 200)),
    substr(n.text, said."end" + 1, 200)
FROM json_to_recordset(%s) AS said (id uuid, start integer, "end" integer)
JOIN sources_quote q ON q.public_id = said.id
JOIN sources_snapshot n ON n.id = q.snapshot_id"""
PUBLISHED = """
SELECT p.id FROM claims_verification v JOIN claims_verification p ON p.claim_id = v.claim_id
WHERE v.id = %s AND p.stage = 'published' AND p.id <> v.id"""

FOLLOWS = {"slug", "appearances", "supersedes", "submission"}  # shown by what they follow from


@dataclass(frozen=True)
class Review:
    """
    What a reviewer reads of a verification before publishing it.

    `public` and `desk` are the two documents (dicts), `digests` names them when publishing, `text`
    is both as JSON, to be sent along: so what changed meanwhile can be shown.
    """

    pk: int
    public: dict
    desk: dict
    digests: str
    text: str
    published: int | None = None  # the id of the verification that this one corrects
    template: str = "record/review.html"

    @property
    def quotes(self):
        """Yield (quote, the words before, the words after) of each quote."""
        with connection.cursor() as cursor:
            cursor.execute(CONTEXT, [json.dumps(self.public["quotes"])])
            context = {quote: around for quote, *around in cursor.fetchall()}
        for quote in self.public["quotes"]:
            yield quote, *context.get(quote["id"], ("", ""))

    @property
    def sha256(self):
        """Return the SHA-256 of the public document and of the desk's, by their names."""
        named = dict(word.split(":") for word in self.digests.split())
        return {"public": named["public"], "desk": named["desk"]}

    @property
    def corrections(self):
        """Return the differences from the published verification, if there is one."""
        if self.published is None:
            return []
        return differences(review(self.published).public, self.public)

    def since(self, text):
        """Return the differences from what a Review's `text` says, as somebody sent it."""
        try:
            was = json.loads(text)
            return differences(was["public"] | was["desk"], self.public | self.desk)
        except (ValueError, KeyError, TypeError, RecursionError):
            return []


def review(pk):
    """Return the Review of the verification with this id; None while it has no verdict."""
    with connection.cursor() as cursor:
        cursor.execute(REVIEWED, [pk])
        public, desk, digests = cursor.fetchone()
        if public is None:
            return None
        cursor.execute(PUBLISHED, [pk])
        published = cursor.fetchone()
    text = f'{{"public": {public}, "desk": {desk}}}'
    documents = json.loads(public), json.loads(desk)
    return Review(pk, *documents, digests, text, published[0] if published else None)


class Item(str):
    """What tells a listed value apart, its id or number; for people it has a `name`."""


def differences(was, now):
    """Return (where, was, became) of each value that differs, the words that do so marked."""
    old, new = dict(values(was)), dict(values(now))
    places = [place for place in old | new if old.get(place, "") != new.get(place, "")]
    return [(called(p), *marked(old.get(p, ""), new.get(p, ""))) for p in places]


def values(value, place=()):
    """Yield (place, text) of all values in a document; what is listed is told apart by its id."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in FOLLOWS and (*place, key) != ("verification", "id"):
                yield from values(inner, (*place, key))
    elif isinstance(value, list):
        for n, inner in enumerate(value, 1):
            known = inner if isinstance(inner, dict) else {}
            item = Item(known.get("id", n))
            item.name = str(known.get("text") or known.get("name") or known.get("title") or n)
            yield from values(inner, (*place, item))
    elif value is not None:
        yield place, str(value)


def called(place):
    """Return the name of a value's place, for people."""
    names = (key.name if isinstance(key, Item) else key.replace("_", " ") for key in place)
    return " › ".join(name if len(name) <= 60 else f"{name[:59]}…" for name in names)


def rules_broken(verification):
    """Return the LintRules that its ClaimReview breaks; none while there is no verdict yet."""
    with connection.cursor() as cursor:
        cursor.execute(DOCUMENT, [verification.pk])
        claim = [json.loads(document) for (document,) in cursor]
    now = timezone.now().isoformat()
    reviews = [claim_review(c | {"verified_at": c["verified_at"] or now}) for c in claim]
    return [r for review in reviews for r in lint(review) if r.number not in OF_THE_SITE]
