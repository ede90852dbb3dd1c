"""Answers leave small: zstd where the client knows it, else gzip, and never twice."""

import zlib

import zstandard
from django.utils.cache import patch_vary_headers

SMALLEST = 500  # bytes: below, the headers weigh more
TEXT = ("text/", "application/json", "application/ld+json", "application/problem+json")
TEXT += ("application/schema+json", "application/xml", "application/atom+xml")
ENCODERS = {
    "zstd": lambda: zstandard.ZstdCompressor(level=3).compressobj(),
    "gzip": lambda: zlib.compressobj(level=4, wbits=31),
}


def compressed(get_response):
    """
    Middleware: only what anybody may read. A page with a secret in it would tell it by its size.
    """

    def middleware(request):
        response = get_response(request)
        kind = response.headers.get("Content-Type", "")
        if not response.has_header("ETag") or not kind.startswith(TEXT):
            return response
        patch_vary_headers(response, ["Accept-Encoding"])
        name = chosen(request.META.get("HTTP_ACCEPT_ENCODING", ""))
        if name and response.status_code == 200 and not response.has_header("Content-Encoding"):
            encode(response, name)
        return response

    return middleware


def encode(response, name):
    encoder = ENCODERS[name]()
    if response.streaming:
        response.streaming_content = pieces(encoder, response.streaming_content)
        del response.headers["Content-Length"]
    elif len(response.content) >= SMALLEST:
        response.content = encoder.compress(response.content) + encoder.flush()
        response.headers["Content-Length"] = str(len(response.content))
    else:
        return
    response.headers["Content-Encoding"] = name
    response.headers["ETag"] = f"W/{response.headers['ETag'].removeprefix('W/')}"


def pieces(encoder, chunks):
    for chunk in chunks:
        if piece := encoder.compress(chunk):
            yield piece
    yield encoder.flush()


def chosen(accepted):
    """The first of ENCODERS that an Accept-Encoding allows, or None."""
    allowed = {}
    for word in accepted.lower().split(","):
        name, _, weight = word.partition(";")
        allowed[name.strip()] = weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return next((name for name in ENCODERS if allowed.get(name)), None)
