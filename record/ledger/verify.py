"""
Verify the ledger: its tree, what its entries commit to, and whether the record says the same.

Each check yields sentences, the first of which names where things part; none where all holds.
"""

import json
from hashlib import sha256
from itertools import groupby
from operator import itemgetter

from django.db import connection, transaction

from . import checks, note
from .keep import announced, parsed
from .store import Store
from .tree import WIDTH, leaf_hash, node_hash, root

ENTRIES = "SELECT number, step, entry FROM record_entry ORDER BY number"
RESTORED = "SELECT entry FROM record_entry WHERE step = 'restored'"
EDITION_ENTRIES = "SELECT number, entry FROM record_entry WHERE step = 'edition' ORDER BY number"
# Every row of the feed with its commitment; and of an erased one, whether it may be.
COMMITTED = """
SELECT k.entry, k.change, k.step, k.salt, k.digest, c.number, c.kind, c.public_id::text,
    to_char(c.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), c.document::text,
    k.salt IS NULL AND EXISTS (
        SELECT FROM record_change later WHERE later.public_id = c.public_id
        AND later.kind = c.kind AND later.number > c.number
        AND CASE WHEN c.document IS NULL THEN later.document IS NULL
            ELSE c.kind IN ('article', 'snapshot') AND c.document ->> 'text' IS NULL END)
FROM record_commitment k FULL JOIN record_change c ON c.number = k.change
ORDER BY k.entry NULLS FIRST, k.change
"""
HISTORY = """
SELECT e.number, e.entry, h.first, h.last,
    encode(sha256(h.salt || record_ledger_history_digest(h.first, h.last)), 'hex'),
    EXISTS (SELECT FROM sources_change WHERE id = h.last)
FROM record_history h FULL JOIN (SELECT * FROM record_entry WHERE step = 'history') e
    ON e.number = h.entry
ORDER BY e.number
"""
EDITION = ("edition", "sha256", "bytes", "moment", "made_at")  # what an entry says of one
EDITIONS = """
SELECT day::text, sha256, size, record_moment(moment), record_moment(made_at) FROM record_edition
ORDER BY made_at, id
"""
LACKING = (
    "Entry {0:,} is missing, or stands elsewhere: the entries are numbered without gaps, and {1:,} "
    "stands in its place."
)


def verify(heads=(), store=None):
    """Yield what does not hold, as sentences; `heads` are notes that were kept elsewhere."""
    store = store or Store()
    alone = not connection.in_atomic_block
    with transaction.atomic(), connection.cursor() as cursor:
        if alone:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        leaves = []
        yield from entries(leaves)
        yield from tree(leaves, store, heads)
        lost = restored()
        yield from contents(len(leaves), lost)
        yield from history(lost)
        yield from editions(lost)
        yield from checks.record()
        yield from checks.fold()


def rows(question):
    """Yield the rows that answer a question, a few at a time."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(question)
        while some := cursor.fetchmany(2000):
            yield from some


def entries(leaves):
    """Read all entries into `leaves`, as hashes; each says its own number and step."""
    for place, (number, step, text) in enumerate(rows(ENTRIES)):
        if number != place:
            yield LACKING.format(place, number)
            return
        leaves.append(leaf_hash(text.encode()))
        told = parsed(text)
        if (told.get("number"), told.get("step")) != (number, step):
            yield f"Entry {number:,} is not what was written: it says otherwise of itself."


def tree(leaves, store, given):
    """Yield where entries are not those under every head that was signed, here or elsewhere."""
    checkpoint, key = store.checkpoint(), announced()
    if checkpoint is None:
        yield "No head is signed here yet, so nothing says which entries there were."
    elif not (key and note.verified_by(checkpoint, key)):
        yield "The newest head is not signed by the key that the ledger names last."
    heads = [note.read_head(one) for one in [*store.heads(), *filter(None, [checkpoint]), *given]]
    largest = max((head.size for head in heads), default=0)
    if largest > len(leaves):
        yield f"Entry {len(leaves):,} is missing: a head of {largest:,} entries was signed."
    roots = dict(roots_at({head.size for head in heads}, leaves))
    if wrong := [head.size for head in heads if roots.get(head.size, head.root) != head.root]:
        size = min(wrong)
        yield f"Entry {first_unlike(leaves, store, size):,} is not the one that was signed."


def first_unlike(leaves, store, size):
    """Return the number of the first entry that is not as the tiles have it."""
    for index in range(0, size, WIDTH):
        kept = store.tile(0, index // WIDTH)
        for place, (ours, theirs) in enumerate(zip(leaves[index:], kept, strict=False)):
            if ours != theirs:
                return index + place
    return size - 1  # the tiles were made to agree: some entry up to here


def roots_at(sizes, leaves):
    """Yield (size, root) of the tree at each of the sizes, in one walk."""
    peaks = []  # (leaves, root) of perfect trees, each smaller than the one before
    if 0 in sizes:
        yield 0, root([])
    for size, leaf in enumerate(leaves, 1):
        peaks.append((1, leaf))
        while len(peaks) > 1 and peaks[-1][0] == peaks[-2][0]:
            (count, right), (_, left) = peaks.pop(), peaks.pop()
            peaks.append((2 * count, node_hash(left, right)))
        if size in sizes:
            whole = peaks[-1][1]
            for _, left in reversed(peaks[:-1]):
                whole = node_hash(left, whole)
            yield size, whole


def restored():
    """Return the numbers of the entries of which a restored database has no contents."""
    told = [parsed(text) for (text,) in rows(RESTORED)]
    return {number for each in told if each for number in range(each["first"], each["last"] + 1)}


def contents(size, lost):
    """Yield where a change is not committed to, or an entry not to what stands there."""
    told = {n: text for n, step, text in rows(ENTRIES) if step not in ALONE and n not in lost}
    for entry, group in groupby(rows(COMMITTED), key=itemgetter(0)):
        group = list(group)
        if entry is None:
            yield f"Change {group[0][5]:,} of the feed is in no entry."
        elif entry == size:
            if not waits():
                yield f"Change {group[0][1]:,} waits for an entry, and nothing waits with it."
        elif entry not in told:
            yield f"Entry {entry:,} is missing, of which change {group[0][1]:,} is a part."
        else:
            yield from of_entry(entry, parsed(told.pop(entry)), group)
    for entry in sorted(told):
        yield f"Entry {entry:,} has lost all that it commits to."


ALONE = ("key", "history", "restored", "edition")  # entries that hold no change


def waits():
    return bool(list(rows("SELECT FROM record_renewal LIMIT 1")))


def of_entry(entry, told, group):
    """Yield what is wrong with one entry and its changes."""
    for _, change, _, salt, digest, number, *row, may_be_erased in group:
        if number is None:
            yield f"Entry {entry:,}: change {change:,} of the feed is missing."
        elif salt is None:
            if not may_be_erased:
                yield f"Entry {entry:,}: the salt of change {change:,} is missing."
        elif sha256(bytes(salt) + content(number, *row)).digest() != bytes(digest):
            yield f"Entry {entry:,}: change {change:,} is not what was committed to."
    hashes = [leaf_hash(bytes(digest)) for _, _, _, _, digest, *_ in group]
    if (root(hashes).hex(), len(group)) != (told.get("root"), told.get("changes")):
        yield f"Entry {entry:,} commits to other changes than stand there."
    stepped = [(step, row[7]) for row in group if (step := row[2]) != "changed"]
    if [claim for _, claim in stepped][:100] != told.get("claims"):
        yield f"Entry {entry:,} names other claims than were published or withdrawn in it."
    steps = {step for step, _ in stepped}
    if told.get("step") != "begun" and told.get("step") != (
        steps.pop() if len(steps) == 1 else "changed"
    ):
        yield f"Entry {entry:,} names another step than was taken in it."


def content(number, kind, public_id, at, document):
    """Return a row of the feed in canonical JSON: of ASCII keys and whole numbers, Python's own."""
    document = document and json.loads(document)
    told = {"number": number, "kind": kind, "id": public_id, "at": at, "document": document}
    text = json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode()


def history(lost):
    """Yield where the audit history is not the one that its digests were taken of, or has a gap."""
    following = 1
    for entry, text, first, last, present, ends in rows(HISTORY):
        if entry is None:
            yield f"History {first:,} to {last:,} names an entry that is none of the history."
        elif first is None and entry in lost:
            continue
        elif first is None:
            yield f"Entry {entry:,}: what it covers of the history is not known any more."
        elif (first, parsed(text).get("digest")) != (following, present) or not ends:
            yield f"Entry {entry:,}: the history from {first:,} to {last:,} is not what it was."
        following = (last or following) + 1


def editions(lost):
    """Yield where an edition's package has no entry, or an entry's edition is not there."""
    kept = [*rows(EDITIONS)]
    for number, text in rows(EDITION_ENTRIES):
        if number in lost:
            continue
        told = tuple(map(parsed(text).get, EDITION))
        if told in kept:
            kept.remove(told)
        else:
            yield f"Entry {number:,}: the edition of {told[0]} is not there as it was kept."
    for day, digest, *_ in kept:
        yield f"The edition of {day} with the hash {digest[:12]}… is in no entry."
