"""Load documents from files, folders and addresses, one at a time. Touches no database."""

import os
from contextlib import contextmanager
from dataclasses import dataclass, replace
from io import BytesIO

from .document import Address, Document, Fault, Unreadable
from .fetch import Fetcher
from .forms import (
    HEAD_BYTES,
    SEVERAL,
    form_of,
    media_type,
    page_document,
    read_as,
    read_form,
    suffix_of,
)
from .sidecar import is_sidecar, read_sidecar, with_sidecar

# The form of what is fetched, where its first bytes do not show one.
FORMS_OF_TYPES = {
    "": ".html",
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "application/pdf": ".pdf",
    "application/rss+xml": ".rss",
    "application/atom+xml": ".rss",
    "application/xml": ".rss",
    "text/xml": ".rss",
    "text/vtt": ".vtt",
}


WITH_A_BROWSER = "If a browser shows one, its scripts made it: save it there and import the file."


class Progress:
    """How much of the bytes of all the files is read."""

    def __init__(self):
        self.total = self.done = 0
        self.stream = None

    def share(self):
        """Return the share that is read, from 0 to 1; None where nothing is known of it."""
        within = self.stream.tell() if self.stream else 0
        return min((self.done + within) / self.total, 1) if self.total else None

    @contextmanager
    def reading(self, stream):
        """Count, inside, what is read of a file."""
        self.stream = stream
        try:
            yield
        finally:
            self.stream = None
        self.done += os.fstat(stream.fileno()).st_size


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that holds one article, which nobody has read yet: any process may.

    `listed`, `url` and `told` are what `read_form` and `with_sidecar` take.
    """

    path: str
    listed: bool
    url: str
    told: dict

    def read(self):
        """Return the Document in the file, or a Fault."""
        return read_file(self.path, self.listed, self.url, self.told)


def read_file(path, listed, url, told):
    """Return the Document in a file that holds one article, or a Fault; see Unread."""
    try:
        with open(path, "rb") as stream:
            [found] = read_form(stream, path, listed, url)
            return with_sidecar(found, told)
    except OSError as error:
        return Fault(path, 1, f"{error.strerror or error}.")


def load_documents(places, progress=None, url=""):
    """
    Yield the Documents in `places` (files, folders to any depth, addresses), Faults for the rest.

    See `find_documents`, which leaves it to others to read the files that hold one article.
    """
    for found in find_documents(places, progress, url):
        yield found.read() if isinstance(found, Unread) else found


def find_documents(places, progress=None, url=""):
    """
    Yield the Documents in `places`, Unread for each file that holds one, Faults for the rest.

    `url` is the address that the one article in the files is known to be from; what a sidecar
    tells of a file goes before what the file tells of itself.

    A feed is followed to the articles that it lists. `progress` is kept up to date. What is in a
    folder under a name that begins with a dot is the system's own, and left out.
    """
    progress, places = progress or Progress(), list(map(str, places))
    progress.total = sum(_size(path) for place in places for path in _files(place))
    fetcher = Fetcher()
    for place in places:
        if is_address(place):
            yield from _followed([Address(place)], fetcher, feeds=True)
        else:
            yield from _followed(_load(place, progress, url), fetcher)


def load_stream(stream, name):
    """Yield the Documents and Faults in a binary stream, as `load_documents` does of a file."""
    yield from _followed(read_form(stream, name), Fetcher())


def read_fetched(fetched):
    """Yield the Document in what is Fetched, or the Addresses of a feed. Raises Unreadable."""
    return _read(fetched, feeds=True)


def holds_several(place):
    """Return whether a place may hold several articles: a folder, an address, JSON Lines, a zip."""
    return is_address(place) or os.path.isdir(place) or suffix_of(place) in SEVERAL


def is_address(place):
    """Return whether a place is an address of the web and no path."""
    return place.lower().startswith(("http://", "https://"))


def _load(place, progress, url):
    """Yield what is in a file, or in the files of a folder, sorted by path."""
    for path in _files(place):
        if isinstance(path, Fault):
            yield path
            continue
        try:
            told = read_sidecar(path)
            with open(path, "rb") as stream, progress.reading(stream):
                at, listed = url or told.get("url", ""), path != place
                if not _holds_several(stream, path):
                    yield Unread(path, listed, at, told)
                    continue
                for found in read_form(stream, path, listed, at):
                    yield with_sidecar(found, told)
        except Unreadable as error:
            yield Fault(path, 1, f"What stands beside it ({path}.json) cannot be read: {error}")
        except OSError as error:
            yield Fault(path, 1, f"{error.strerror or error}.")


def _holds_several(stream, path):
    form = form_of(stream.read(HEAD_BYTES))
    stream.seek(0)
    return (form or suffix_of(path)) in SEVERAL


def _files(place):
    """Yield the paths of the files in a place, and Faults for folders that may not be listed."""
    if not os.path.isdir(place):
        if not is_address(place):
            yield place
        return
    errors = []
    for folder, folders, names in os.walk(place, onerror=errors.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        there = sorted(name for name in names if name[0] != "." and not is_sidecar(name, names))
        yield from (os.path.join(folder, name) for name in there)
    yield from (Fault(error.filename, 1, f"{error.strerror}.") for error in errors)


def _size(path):
    return os.path.getsize(path) if isinstance(path, str) and os.path.isfile(path) else 0


def _followed(found, fetcher, feeds=False):
    """Yield what was found, and in the place of each Address what is fetched from there."""
    for one in found:
        if isinstance(one, Address):
            yield from _followed(_fetched(one.url, fetcher, feeds), fetcher)
        else:
            yield one


def _fetched(url, fetcher, feeds):
    """Yield the Document at an address, or a Fault; if `feeds`, the Addresses of a feed there."""
    try:
        yield from _read(fetcher.fetch(url), feeds)
    except Unreadable as error:
        yield Fault(url, 1, str(error))


def _page(fetched, response):
    try:
        return page_document(fetched.raw, fetched.url, response=response)
    except Unreadable as error:
        raise Unreadable(f"{error} {WITH_A_BROWSER}") from error


def _read(fetched, feeds):
    kind = media_type(fetched.header("content-type"))
    suffix = form_of(fetched.raw) or FORMS_OF_TYPES.get(kind)
    response = fetched.response()
    if suffix == ".html":
        yield _page(fetched, response)
    elif suffix == ".rss" and not feeds:
        raise Unreadable("This is a feed inside a feed, which is not followed.")
    elif suffix in FORMS_OF_TYPES.values():
        for found in read_as(suffix, BytesIO(fetched.raw), fetched.url, fetched.url):
            yield replace(found, response=response) if isinstance(found, Document) else found
    else:
        raise Unreadable(
            f"There is no article at this address, but {kind[:80] or 'something else'}."
        )
