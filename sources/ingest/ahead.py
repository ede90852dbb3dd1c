"""Quotations of many documents are read in a second process, while the database keeps others."""

from collections import deque
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context

from sources.extraction import extract
from sources.fields import in_lines

from .document import Document
from .suggestions import READ

AHEAD = 8  # documents; who brings fewer needs no second process


@dataclass(frozen=True, slots=True)
class Begun:
    """`extract` of one text, begun beforehand; of anything else, as it always is."""

    text: str
    language: str
    future: Future

    def __call__(self, text, language):
        if (text, language) != (self.text, self.language) or self.future.cancel():
            return extract(text, language)
        return self.future.result()


def read_ahead(documents):
    """
    Pairs of each of `documents` and what reads its quotations, as `extract` does.

    Faults pass on. Raises BrokenExecutor if the second process was ended.
    """
    waiting = deque()
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        for document in documents:
            if len(waiting) == AHEAD:
                yield from _next(waiting)
                waiting.append((document, _begin(pool, document)))
            else:
                waiting.append((document, extract))
        while waiting:
            yield from _next(waiting)


def _begin(pool, document):
    if not isinstance(document, Document):
        return extract
    read = in_lines(document.text)[:READ], document.read_in
    return Begun(*read, pool.submit(extract, *read))


def _next(waiting):
    document, read = waiting.popleft()
    yield document, read
    if read is not extract:
        read.future.cancel()  # what is here already is not read again
