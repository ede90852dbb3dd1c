"""Read the pages in a web archive, WARC (ISO 28500), packed or not."""

import re
import zlib
from functools import partial
from itertools import chain

import brotli

from .document import ARTICLE_TOO_LONG, MAX_ARTICLE_BYTES, Fault, Unreadable
from .fetch import without_secrets

READ_AT_ONCE = 65_536  # bytes
USER = re.compile("//[^/@]*@")  # a name and password in an address, which are kept nowhere
PAGES = ("text/html", "application/xhtml+xml")


def read_warc(stream, file):
    """
    Yield (record's number, response as of Fetched.response, bytes) for each page in a WARC.

    What is no page (pictures, scripts, requests, refusals) is left out; a page too long or cut off
    is a Fault. Raises Unreadable where the archive ends to be one.
    """
    from warcio import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    number, pages, records = 0, 0, ArchiveIterator(stream)
    records.INC_RECORD = ""  # what it would write to the error output of a wrong Content-Length
    try:
        for number, record in enumerate(records, 1):
            if _is_page(record):
                pages += 1
                yield _page(record, file, number)
    except (ArchiveLoadFailed, EOFError, OSError, ValueError, KeyError) as error:
        raise Unreadable(f"This web archive cannot be read on: {error}.", number + 1) from error
    if not pages:
        raise Unreadable("There is no page in this web archive.")


def _page(record, file, number):
    response = _response(record)
    try:
        raw, is_whole = _unpacked(record)
    except (brotli.error, zlib.error):
        return Fault(file, number, "This page is packed wrongly.")
    if len(raw) > MAX_ARTICLE_BYTES:
        return Fault(file, number, ARTICLE_TOO_LONG)
    while record.raw_stream.read(READ_AT_ONCE):
        pass  # what stands after the page, as after the last of its chunks
    is_cut = record.raw_stream.limit or record.rec_headers.get_header("WARC-Truncated")
    if is_cut or not is_whole:
        return Fault(file, number, "This page is cut off: its end is not in the archive.")
    return number, response, raw


def _is_page(record):
    if record.rec_type != "response" or not record.http_headers:
        return False
    kind = record.http_headers.get_header("Content-Type", "").split(";")[0].strip().lower()
    return record.http_headers.get_statuscode() == "200" and kind in PAGES


def _unpacked(record):
    """
    Return (the bytes of a page, some more than are allowed at most, whether what was packed ends).

    Brotli is unpacked here: warcio cannot with the library as it is. What is said to be packed and
    is not is taken as it is, as warcio does with gzip.
    """
    packed = (record.http_headers.get_header("Content-Encoding") or "").strip().lower()
    if packed == "br":
        record.http_headers.remove_header("Content-Encoding")
    stream = record.content_stream()
    parts = iter(partial(stream.read, READ_AT_ONCE), b"")
    first = next(parts, b"")
    parts = chain([first], parts)
    if packed == "br" and _is_brotli(first):
        decoder = brotli.Decompressor()
        return _read(_of_brotli(decoder, parts)), decoder.is_finished()
    raw = _read(parts)
    decoder = getattr(stream, "decompressor", None)
    return raw, decoder is None or getattr(decoder, "eof", True)


def _is_brotli(first):
    try:
        brotli.Decompressor().process(first, output_buffer_limit=READ_AT_ONCE)
    except brotli.error:
        return False
    return True


def _of_brotli(decoder, parts):
    for part in parts:
        yield decoder.process(part, output_buffer_limit=READ_AT_ONCE)
        while not decoder.can_accept_more_data():
            yield decoder.process(b"", output_buffer_limit=READ_AT_ONCE)


def _read(parts):
    """Return the bytes of some parts together, until they are more than are allowed."""
    raw = bytearray()
    for part in parts:
        raw += part
        if len(raw) > MAX_ARTICLE_BYTES:
            break
    return bytes(raw)


def _response(record):
    said = [[name.lower(), value.replace("\0", "")] for name, value in record.http_headers.headers]
    url = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
    return {
        "url": USER.sub("//", url),
        "status": 200,
        "headers": without_secrets(said),
        "at": record.rec_headers.get_header("WARC-Date"),
    }
