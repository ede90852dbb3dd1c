"""Prefetch: read files and quotations in a second process while earlier documents are stored."""

from collections import deque
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import astuple, dataclass
from multiprocessing import get_context

from sources.child import call, end_with_parent
from sources.extraction import extract
from sources.extraction.unmarked import unmarked_speech, with_marks
from sources.fields import normalise_newlines

from .document import Document, Fault
from .loaders import Unread
from .suggestions import MAX_CHARACTERS_READ

READ_FILE = "sources.ingest.loaders.read_file"
PREFETCH_DEPTH = 8  # documents; fewer are not worth starting a process for


@dataclass(frozen=True, slots=True)
class PrefetchedExtraction:
    """Stands in for `extract`: the result begun for one text, a fresh one for any other."""

    text: str
    language: str
    future: Future

    def __call__(self, text, language):
        if (text, language) != (self.text, self.language) or self.future.cancel():
            return extract(text, language)
        return self.future.result()


@dataclass(slots=True)
class PrefetchedDocument:
    """Stands for the document in a file, which whichever process comes to it first reads."""

    unread: Unread
    future: Future | None = None
    found: Document | Fault | None = None

    def read_here(self):
        """Read it in this process, unless the other has begun."""
        if not self.found and (self.future is None or self.future.cancel()):
            self.found = self.unread.read()

    def result(self):
        """Return what is in the file, once it is read."""
        return self.found or self.future.result()


def prefetch_quotations(documents):
    """
    Yield (document, extractor) for each of `documents`; the extractor is called as `extract` is.

    Of what is Unread the document is read, too. At most PREFETCH_DEPTH documents are held in
    memory. Faults come with `extract` itself. Raises BrokenExecutor if the second process was
    killed.
    """
    waiting = deque()
    with ProcessPoolExecutor(1, get_context("spawn"), end_with_parent) as pool:
        for document in documents:
            is_full = len(waiting) == PREFETCH_DEPTH
            if is_full:
                yield from _next(waiting)
            waiting.append(_begun(document, pool if is_full else None))
        while waiting:
            yield from _next(waiting)


def _begun(document, pool):
    """Return (document, extractor) with what is begun in the second process, if there is one."""
    if isinstance(document, Unread):
        asked = pool and pool.submit(call, READ_FILE, *astuple(document))
        return PrefetchedDocument(document, asked), extract
    if pool is None or not isinstance(document, Document):
        return document, extract
    text = normalise_newlines(document.text)[:MAX_CHARACTERS_READ]
    marked, _ = with_marks(text, unmarked_speech(text, document.spans))
    arguments = marked, document.assumed_language
    return document, PrefetchedExtraction(*arguments, pool.submit(extract, *arguments))


def _next(waiting):
    document, extractor = waiting.popleft()
    if isinstance(document, PrefetchedDocument):
        document.read_here()
        read_others(document, waiting)
        document = document.result()
    yield document, extractor
    if extractor is not extract:
        extractor.future.cancel()  # not called: the document is stored already


def read_others(document, waiting):
    """Read what of the `waiting` nobody has begun, the last first, until a document is read.

    A page takes longer to read than to store: this process would wait for the other.
    """
    for other, _ in reversed(waiting):
        if document.found or document.future.done():
            break
        if isinstance(other, PrefetchedDocument):
            other.read_here()
