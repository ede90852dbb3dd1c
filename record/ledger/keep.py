"""Keep the ledger: take new entries from the database into tiles, and sign the head over them."""

import json
from contextlib import closing
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection, transaction

from record.models import Entry

from . import note
from .store import Store, write

NO_KEY = (
    "The ledger has no key yet, so nothing is signed. Run `python3 manage.py ledger_key`, which "
    "makes one."
)
OTHER_KEY = (
    "The ledger's key is not the one that its last entry of a key names, so nothing is signed. "
    "Bring the right file back to {}, or run `python3 manage.py ledger_key`, which enters the key "
    "that is there."
)
BEHIND = (
    "A head of {:,} entries was signed, and this database has {:,}: it is older than the ledger. "
    "Restore a newer backup, or run `python3 manage.py replay_ledger`, which brings the entries "
    "back that were kept."
)
UNLIKE = (
    "Entry {:,} of this database is not the one that was signed, so no further head is. "
    "Run `python3 manage.py verify_ledger` to see where they part."
)
# Whether there are entries beyond a head, or rows of the history that no entry has for an hour.
STALE = """
SELECT EXISTS (SELECT FROM record_entry WHERE number >= %s) OR
    (SELECT at FROM sources_change WHERE id > (SELECT COALESCE(max(last), 0) FROM record_history)
     ORDER BY id LIMIT 1) < now() - interval '1 hour'
"""


class Refused(Exception):
    """Why no head is signed, in a sentence."""


def keep(store=None):
    """
    Sign a head over all entries there are; return its size, or None where nothing is new.

    However many processes ask, one does it. Raises Refused rather than sign a head that is no
    extension of the last one.
    """
    store = store or Store()
    with store.locked() as ours:
        if ours:
            head = store.head()
            signed = head.size if head else 0
            return extend(store, signed) if stale(signed) else check_size(signed)


def stale(signed):
    with connection.cursor() as cursor:
        cursor.execute(STALE, [signed])
        return cursor.fetchone()[0]


def check_size(signed):
    """Raise Refused if the database has fewer entries than were signed."""
    entries = Entry.objects.using("default")
    if signed and not entries.filter(number=signed - 1).exists():
        raise Refused(BEHIND.format(signed, entries.count()))


def extend(store, signed):
    check_key(store)
    check_size(signed)
    with connection.cursor() as cursor:
        cursor.execute("SELECT record_ledger_history()")
    with transaction.atomic(), closing(in_order(max(signed - 1, 0))) as entries:
        if signed and next(entries) != store.entry(signed - 1):
            raise Refused(UNLIKE.format(signed - 1))
        size = store.add(signed, entries)
    name, _ = note.read_private(store.key())
    store.sign(note.Head(name, size, store.root(size)))
    return size


def in_order(first):
    """Yield the entries from number `first` on, as bytes; raise Refused where one is missing."""
    rows = Entry.objects.using("default").filter(number__gte=first).order_by("number")
    with closing(rows.values_list("number", "entry").iterator()) as found:
        for number, row in enumerate(found, first):
            if row[0] != number:
                raise Refused(UNLIKE.format(number))
            yield row[1].encode()


def check_key(store):
    """Raise Refused unless our key is the one that the ledger says signs it."""
    key = store.key()
    if key is None:
        raise Refused(NO_KEY)
    if note.verifier(key) != announced():
        raise Refused(OTHER_KEY.format(store.key_file))


def announced():
    """Return the verifier key that the ledger names last, or None."""
    entries = Entry.objects.using("default").filter(step="key").order_by("-number")
    last = entries.values_list("entry", flat=True).first()
    return parsed(last or "").get("key")


def parsed(entry):
    """Return an entry as a dictionary, an empty one where somebody has tampered with it."""
    try:
        told = json.loads(entry)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def begin(store=None):
    """
    Make a ledger's first key and sign its first head; one that was begun stays.

    Raises Refused where the login may not enter the key: the owner's may.
    """
    if announced() is None:
        if not may_announce():
            raise Refused(NO_KEY)
        announce_key(store)
    keep(store)


def may_announce():
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_function_privilege('record_ledger_key(text)', 'EXECUTE')")
        return cursor.fetchone()[0]


def announce_key(store=None, new=False):
    """Make the key where there is none, or a `new` one; have an entry say so. Act as the owner."""
    store = store or Store()
    if new or store.key() is None:
        write(store.key_file, note.new_key(origin()).encode(), mode=0o600)
    verifier = note.verifier(store.key())
    with connection.cursor() as cursor:
        cursor.execute("SELECT record_ledger_key(%s)", [verifier])
    return verifier


def replay(store=None):
    """
    Bring back the entries that were kept and that an older database lacks; return how many.

    What they commit to is lost, and one more entry says so. Raises Refused where this database
    went another way. Act as the owner.
    """
    store = store or Store()
    head = store.head()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT record_ledger_next()")
        size = cursor.fetchone()[0]
        kept = list(store.first_entries(head.size)) if head else []
        with closing(in_order(0)) as present:
            for number, (entry, signed) in enumerate(zip(present, kept, strict=False)):
                if entry != signed:
                    raise Refused(UNLIKE.format(number))
        behind = enumerate(kept[size:], size)
        lost = [(n, json.loads(text)["step"], text.decode()) for n, text in behind]
        if lost:
            Entry.objects.using("default").bulk_create(Entry(*row) for row in lost)
            cursor.execute(RESTORED, [size, len(kept) - 1])
            cursor.execute(MOVED, [size])
            cursor.execute("SELECT record_ledger_seal()")
    return len(lost)


# What waited for an entry when the backup was made waits for the one that comes now.
RESTORED = "SELECT record_ledger_append('restored', jsonb_build_object('first', %s, 'last', %s))"
MOVED = "UPDATE record_commitment SET entry = record_ledger_next() WHERE entry = %s"


def origin():
    """Return the ledger's name: its address without a scheme, as C2SP has it."""
    return f"{urlsplit(settings.PUBLIC_URL).netloc}/ledger"
