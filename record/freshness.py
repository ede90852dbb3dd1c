"""An answer that has not changed costs one lookup: every change to the record moves its version."""

from functools import wraps
from pathlib import Path

from django.conf import settings
from django.db import OperationalError, connections
from django.http import HttpResponse
from django.utils.cache import get_conditional_response, quote_etag

from .models import Change

RECORD = "record"
HERE = Path(__file__).parent
# What made an answer counts as well as what it was made of.
CODE = max(int(f.stat().st_mtime) for end in ("py", "html") for f in HERE.rglob(f"*.{end}"))


class Answers:
    """The answers given since the record last changed, by method and address; then new ones."""

    def __init__(self):
        self.begin(None)

    def begin(self, version):
        self.version, self.answers, self.room = version, {}, settings.KEPT_ANSWERS * 2**20

    def get(self, version, request):
        if version != self.version:
            self.begin(version)
        return self.answers.get(self.key(request))

    def keep(self, version, request, response):
        size = len(response.content)
        if version == self.version and size <= self.room:
            self.room -= size
            self.answers[self.key(request)] = (response.content, dict(response.headers))

    def key(self, request):
        return request.method, request.build_absolute_uri()


ANSWERS = Answers()


def fresh(view, keep=True):
    """
    Give the view's answers an ETag, and answer again without the view while nothing has changed.

    The version is read before the answer is made, so an ETag is never newer than its answer.
    `keep` is False for what depends on more than the record and the address, such as the time.
    Anybody may read from any page (CORS), and uses no kept answer without asking for its freshness.
    """

    @wraps(view)
    def answer(request, *args, **kwargs):
        etag = version() if request.method in ("GET", "HEAD") else None
        response = (
            (etag and get_conditional_response(request, etag=etag))
            or (etag and keep and kept(etag, request))
            or made(view(request, *args, **kwargs), etag, keep, request)
        )
        response.headers["Access-Control-Allow-Origin"] = "*"
        return response

    return answer


def kept(etag, request):
    if known := ANSWERS.get(etag, request):
        content, headers = known
        return HttpResponse(content, headers=headers)


def made(response, etag, keep, request):
    """The view's response, with an ETag if it is good, and kept if it may be."""
    if response.status_code == 200 and etag:
        response.headers["ETag"] = etag
        response.headers["Cache-Control"] = "no-cache"
        if keep and not response.streaming:
            if hasattr(response, "render"):
                response.render()
            ANSWERS.keep(etag, request, response)
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
