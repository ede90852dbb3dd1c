"""Proofs of inclusion: from a public document to the signed head."""

from functools import cache

from django.db import connections

from record.models import Change, Commitment, Entry

from . import note, tree
from .store import Store

NOT_YET = "This change is in no signed head yet. Ask again in a few seconds."
CONTENT = """
SELECT record_content(number, kind, public_id, at, record_canonical(document::jsonb))
FROM record_change WHERE number = %s
"""


class NotYet(Exception):
    """Why there is no proof yet, in a sentence."""


def proof_of(kind, public_id):
    """
    Return the newest change of a document as a dict, with its two proofs; None for no document.

    `content` with `salt` is committed to by the root in `entry`, and that by the checkpoint's.
    """
    change = Change.objects.filter(kind=kind, public_id=public_id).order_by("-number")
    number = change.values_list("number", flat=True).first()
    if number is None:
        return None
    commitment = Commitment.objects.filter(change=number).first()
    store = Store()
    checkpoint = store.checkpoint()
    size = checkpoint and note.read_head(checkpoint).size
    if not commitment or not size or commitment.entry >= size:
        raise NotYet(NOT_YET)
    if commitment.salt is None:  # erased
        return None
    return (
        {"content": content(number), "salt": bytes(commitment.salt).hex()}
        | in_entry(commitment)
        | in_tree(commitment.entry, size, store)
        | {"checkpoint": checkpoint}
    )


def content(number):
    """Return a row of the change feed in canonical JSON."""
    with connections["record"].cursor() as cursor:
        cursor.execute(CONTENT, [number])
        return cursor.fetchone()[0]


def in_entry(commitment):
    """Return the place of a commitment under its entry's root, of how many, and the path there."""
    beside = Commitment.objects.filter(entry=commitment.entry).order_by("change")
    rows = list(beside.values_list("change", "digest"))
    hashes = [tree.leaf_hash(bytes(digest)) for _, digest in rows]
    place = [change for change, _ in rows].index(commitment.change)
    path = tree.path(place, 0, len(hashes), lambda first, end: tree.root(hashes[first:end]))
    return {"place": place, "changes": len(hashes), "path": in_hex(path)}


def in_tree(number, size, store):
    """Return an entry, its number, and the path from it to the root of `size` entries."""
    tile = cache(store.tile)  # many steps of a path are in the same one
    path = tree.path(number, 0, size, lambda first, end: tree.tiled_root(first, end, tile))
    entry = Entry.objects.values_list("entry", flat=True).get(number=number)
    return {"entry": entry, "number": number, "size": size, "proof": in_hex(path)}


def in_hex(path):
    """Return the steps of a path, "" for the hash that one has oneself."""
    return [[one.hex() if one else "" for one in step] for step in path]
