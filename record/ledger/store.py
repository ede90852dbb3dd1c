"""
The ledger's files, outside of the database: key, heads, tiles and entries.

What was signed once stands here, so that whoever rewrites the database contradicts it. Files are
replaced whole, and the checkpoint last: a process that is killed leaves the former head.
"""

import fcntl
import os
from contextlib import contextmanager, suppress
from functools import lru_cache
from itertools import islice
from pathlib import Path

from django.conf import settings

from sources.whole_file import whole_file

from . import note
from .tree import HEIGHT, WIDTH, leaf_hash, root, tile_path, tiled_root

ENTRIES = "entries"


class Store:
    """The directory of one ledger."""

    def __init__(self, place=None):
        self.place = Path(place or settings.LEDGER_DIR)

    @property
    def key_file(self):
        return self.place / "key"

    @property
    def checkpoint_file(self):
        return self.place / "checkpoint"

    @contextmanager
    def locked(self):
        """Yield whether this process, and no other, may write; it does not wait."""
        self.place.mkdir(mode=0o755, parents=True, exist_ok=True)
        with open(self.place / "lock", "w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
            else:
                yield True

    def key(self):
        """Return the private key, spelt out, or None where there is none yet."""
        with suppress(FileNotFoundError):
            return self.key_file.read_text()

    def checkpoint(self):
        """Return the newest checkpoint, a signed note, or None."""
        with suppress(FileNotFoundError):
            return self.checkpoint_file.read_text()

    def head(self):
        """Return the newest Head, or None."""
        checkpoint = self.checkpoint()
        return checkpoint and note.read_head(checkpoint)

    def heads(self):
        """Return all checkpoints that were ever signed here, oldest first."""
        with suppress(FileNotFoundError):
            notes = (self.place / "heads").read_text().split("\n\n\n")
            return [f"{one}\n" for one in notes if one]
        return []

    def tile(self, level, index):
        """Return the hashes of a tile, as many as there are."""
        data = self._read(str(level), index)
        return [data[at : at + 32] for at in range(0, len(data), 32)]

    def entries(self, index):
        """Return the entries of a bundle, as many as there are."""
        data, found = self._read(ENTRIES, index), []
        while data:
            end = 2 + int.from_bytes(data[:2], "big")
            found.append(data[2:end])
            data = data[end:]
        return found

    def first_entries(self, size):
        """Yield the first `size` entries, bundle by bundle."""
        for index in range(0, size, WIDTH):
            yield from self.entries(index // WIDTH)[: size - index]

    def entry(self, number):
        index, place = divmod(number, WIDTH)
        return self.entries(index)[place]

    def root(self, size):
        """Return the root of the tree over the first `size` entries."""
        return tiled_root(0, size, self.tile) if size else root([])

    def add(self, size, entries):
        """Write what follows the first `size` entries; return the new size."""
        entries = iter(entries)
        while more := self._fill(size, entries):
            size += more
        return size

    def sign(self, head):
        """Sign a head whose tiles are written, and keep it."""
        signed = note.sign(head.text, self.key())
        with open(self.place / "heads", "a") as file:
            file.write(f"{signed}\n\n")
            file.flush()
            os.fsync(file.fileno())
        write(self.checkpoint_file, signed.encode())

    def cosign(self, cosigned):
        """
        Take the cosignatures of a note by the keys in the file `witnesses`; return whose.

        They are served with the checkpoint if it is the newest one, and as `cosigned` unless a
        newer one is; each in the place of what its key signed before. Raises BadNote.
        """
        lines = {key: note.verified_by(cosigned, key) for key in self._witnesses()}
        with self.locked() as ours:
            if not ours:
                raise note.BadNote("The ledger is written at this moment. Try again.")
            signed = [self.checkpoint(), self.cosigned(), *self.heads()]
            same = [one for one in signed if one and note.text_of(one) == note.text_of(cosigned)]
            if not same:
                raise note.BadNote("This is no checkpoint that was signed here.")
            whole, new = same[0], {key: line for key, line in lines.items() if line}
            for key, line in new.items():
                if former := note.verified_by(whole, key):
                    whole = whole.replace(f"{former}\n", "")
                whole += f"{line}\n"
            self._serve(whole)
        return [key.split("+")[0] for key in new]

    def _serve(self, whole):
        """Serve a cosigned note wherever none of a larger tree is."""
        if _size(whole) >= _size(self.cosigned()):
            write(self.place / "cosigned", whole.encode())
        if note.text_of(whole) == note.text_of(self.checkpoint()):
            write(self.checkpoint_file, whole.encode())

    def cosigned(self):
        """Return the newest checkpoint that a witness has cosigned, or None."""
        with suppress(FileNotFoundError):
            return (self.place / "cosigned").read_text()

    def _witnesses(self):
        with suppress(FileNotFoundError):
            return (self.place / "witnesses").read_text().split()
        return []

    def _fill(self, size, entries):
        """Write as many entries as the bundle has room for in which the next one stands."""
        index, place = divmod(size, WIDTH)
        kept = self.entries(index)[:place]
        fresh = list(islice(entries, WIDTH - place))
        if fresh:
            write(self._file(ENTRIES, index), bundle([*kept, *fresh]))
            hashes = [*self.tile(0, index)[:place], *map(leaf_hash, fresh)]
            self._write_tile(0, index, hashes)
        return len(fresh)

    def _write_tile(self, level, index, hashes):
        """Write a tile and, once it is full, its root into the tile above it."""
        write(self._file(str(level), index), b"".join(hashes))
        if len(hashes) == WIDTH:
            above, place = divmod(index, WIDTH)
            kept = self.tile(level + 1, above)[:place]
            self._write_tile(level + 1, above, [*kept, root(hashes)])

    def _read(self, level, index):
        with suppress(FileNotFoundError):
            return self._file(level, index).read_bytes()
        return b""

    def _file(self, level, index):
        return self.place / "tile" / level / tile_path(index)


def _size(signed):
    return note.read_head(signed).size if signed else 0


def current_checkpoint():
    """Return the newest checkpoint, or None; its file is read again once it was replaced."""
    file = Store().checkpoint_file
    try:
        status = os.stat(file)
    except FileNotFoundError:
        return None
    return _read_once(file, status.st_mtime_ns, status.st_ino)


@lru_cache(maxsize=1)
def _read_once(file, *_):
    return file.read_text()


def current_head():
    """Return the newest Head, or None."""
    checkpoint = current_checkpoint()
    return checkpoint and note.read_head(checkpoint)


def head_document():
    """Return the newest head as a dict, None before the first: for whatever names it."""
    head = current_head()
    return head and head._asdict() | {
        "root": head.root.hex(),
        "checkpoint": f"{settings.PUBLIC_URL}/ledger/checkpoint",
    }


def bundle(entries):
    """Return entries as tlog-tiles serves them: each behind its length, of two bytes."""
    return b"".join(len(entry).to_bytes(2, "big") + entry for entry in entries)


def width(level, index, size):
    """Return how many hashes a tile has in the tree of `size` entries."""
    return min(max((size >> (HEIGHT * level)) - index * WIDTH, 0), WIDTH)


def write(path, data, mode=0o644):
    """Write a file, which gets its name when it is whole and on the disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with whole_file(path) as file:
        os.fchmod(file.fileno(), mode)
        file.write(data)
