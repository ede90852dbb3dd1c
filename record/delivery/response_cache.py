"""An answer that has not changed costs one lookup: every change to the record moves its version."""

import threading
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import NamedTuple

import zstandard
from django.conf import settings
from django.db import OperationalError, connections
from django.http import HttpResponse
from django.utils.cache import get_conditional_response, quote_etag

from record.models import Change

RECORD = "record"
HERE = Path(__file__).parent
# What made an answer counts as well as what it was made of.
CODE = max(int(f.stat().st_mtime) for end in ("py", "html") for f in HERE.rglob(f"*.{end}"))
ASKED = ("HTTP_HOST", "PATH_INFO", "QUERY_STRING", "HTTP_ACCEPT", "HTTP_ACCEPT_ENCODING")
MOST_KNOWN = 10_000
NOW = threading.local()
QUICK = -5  # zstd's level: a tenth of a millisecond for a page, which becomes half as long
ENTRY = 2000  # bytes that an answer costs beside its content, at most


class Kept:
    """What this process answered since the record last changed; the oldest make room for others."""

    def __init__(self):
        self.lock = threading.Lock()
        self.begin(None)

    def begin(self, etag):
        self.etag, self.answers, self.room = etag, {}, settings.KEPT_ANSWERS * 2**20

    def get(self, request):
        return self.answers.get(asked(request))

    def keep(self, request, response):
        """Each answer with its own version: another thread may have begun the next one."""
        if not settings.KEPT_ANSWERS:
            return
        answer = Answer.packed(response)
        with self.lock:
            if answer.etag != self.etag:
                self.begin(answer.etag)
            self.forget(asked(request))
            while self.answers and self.room < answer.size:
                self.forget(next(iter(self.answers)))
            if self.room >= answer.size:
                self.room -= answer.size
                self.answers[asked(request)] = answer

    def forget(self, question):
        if question in self.answers:
            self.room += self.answers.pop(question).size


class Answer(NamedTuple):
    """An answer as it left, packed if it was not, and the ETag of the record it was made of."""

    etag: str
    content: bytes
    headers: dict

    @classmethod
    def packed(cls, response):
        packed = response.has_header("Content-Encoding")
        content = response.content if packed else zstandard.compress(response.content, level=QUICK)
        return cls(response.kept_as, content, dict(response.headers))

    @property
    def size(self):
        return len(self.content) + ENTRY

    @property
    def whole(self):
        packed = "Content-Encoding" in self.headers
        return self.content if packed else zstandard.decompress(self.content)


KEPT = Kept()


def asked(request):
    """All of a request that an answer of the record depends on: who asks is not among it."""
    return request.method, request.scheme, *map(request.META.get, ASKED)


def kept(get_response):
    """Middleware: what was answered since the record last changed is answered so again."""

    def answer(request):
        known = KEPT.get(request)
        if known:
            request.record_version = current(request)
            if known.etag == request.record_version:
                return again(request, known)
        response = get_response(request)
        if getattr(response, "kept_as", None):
            KEPT.keep(request, response)
        return response

    return answer


def again(request, known):
    response = HttpResponse(known.whole, headers=known.headers)
    return conditional(request, known.etag, response)


def conditional(request, etag, response=None):
    """`response`, or 304 where the client has it. Anybody may read from any page (CORS)."""
    response = get_conditional_response(request, etag=etag, response=response)
    if response:
        response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def fresh(view, lasting=lambda request: True):
    """
    Give the view's answers an ETag, and answer without the view who has the newest one.

    The version is read before the answer is made, so an ETag is never newer than its answer.
    `lasting` says of a request whether its answer depends on the record and the address alone.
    Anybody may read from any page (CORS), and uses no kept answer without asking for its freshness.
    """

    @wraps(view)
    def answer(request, *args, **kwargs):
        reads = request.method in ("GET", "HEAD") and lasting(request)
        etag = current(request) if reads else None
        told = etag and of_representation(etag, request)
        with at(etag):
            known = told and conditional(request, told)
            response = known or made(view(request, *args, **kwargs), told, told == etag)
        response.headers["Access-Control-Allow-Origin"] = "*"
        return response

    return answer


def of_representation(etag, request):
    """What is negotiated has an ETag of its own."""
    return f'{etag[:-1]}.ld"' if "ld+json" in request.headers.get("Accept", "") else etag


@contextmanager
def at(etag):
    """Inside, what `while_fresh` functions worked out at this version holds."""
    NOW.version = etag
    try:
        yield
    finally:
        NOW.version = None


def while_fresh(function):
    """A function of the record's rows, worked out once for one version in this process."""
    known = {}

    @wraps(function)
    def worked_out(*arguments):
        asked = (getattr(NOW, "version", None), *arguments)
        if asked[0] is None:
            return function(*arguments)
        if asked not in known:
            if len(known) >= MOST_KNOWN:
                known.clear()
            known[asked] = function(*arguments)
        return known[asked]

    return worked_out


def current(request):
    return getattr(request, "record_version", None) or version()


def made(response, etag, keep):
    """The view's response, with an ETag if it is good, and marked if it may be kept."""
    if response.status_code == 200 and etag:
        response.headers["ETag"] = etag
        response.headers["Cache-Control"] = "no-cache"
        response.kept_as = etag if keep and not response.streaming else None
    return response


def version():
    """The ETag of everything that can be read just now; None if the database does not answer."""
    for _ in ("a connection may have died unused", "a new one has not"):
        try:
            return quote_etag(f"{CODE:x}.{Change.objects.version():x}")
        except OperationalError:
            if connections[RECORD].in_atomic_block:
                break
            connections[RECORD].close()
    return None  # the view meets it again, and says so in its own way
