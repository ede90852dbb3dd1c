"""Prefetch: extract quotations in a second process while the database stores earlier documents."""

from collections import deque
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context

from sources.child import end_with_parent
from sources.extraction import extract
from sources.extraction.unmarked import unmarked_speech, with_marks
from sources.fields import normalise_newlines

from .document import Document
from .suggestions import MAX_CHARACTERS_READ

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


def prefetch_quotations(documents):
    """
    Yield (document, extractor) for each of `documents`; the extractor is called as `extract` is.

    At most PREFETCH_DEPTH documents are held in memory. Faults come with `extract` itself. Raises
    BrokenExecutor if the second process was killed.
    """
    waiting = deque()
    with ProcessPoolExecutor(1, get_context("spawn"), end_with_parent) as pool:
        for document in documents:
            if len(waiting) == PREFETCH_DEPTH:
                yield from _next(waiting)
                waiting.append((document, _submit(pool, document)))
            else:
                waiting.append((document, extract))
        while waiting:
            yield from _next(waiting)


def _submit(pool, document):
    if not isinstance(document, Document):
        return extract
    text = normalise_newlines(document.text)[:MAX_CHARACTERS_READ]
    marked, _ = with_marks(text, unmarked_speech(text, document.spans))
    arguments = marked, document.assumed_language
    return PrefetchedExtraction(*arguments, pool.submit(extract, *arguments))


def _next(waiting):
    document, extractor = waiting.popleft()
    yield document, extractor
    if extractor is not extract:
        extractor.future.cancel()  # not called: the document is stored already
