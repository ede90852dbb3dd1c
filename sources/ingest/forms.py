"""The forms that articles come in: which one a file has, and what it holds. Touches no database.

A reader takes a binary stream and the file's name for messages, and yields Documents, Faults, and
the Addresses of articles that are elsewhere. It raises Unreadable where nothing more can be read.
"""

import os
import re
from email.message import Message

from .archive import read_zip
from .decoding import decode
from .document import (
    MAX_ARTICLE_BYTES,
    Address,
    Document,
    Fault,
    PassedOver,
    Unreadable,
)
from .feeds import parse_feed
from .html_page import parse_article_page
from .json_lines import parse_article_line, stream_lines
from .mhtml import MAX_MHTML_BYTES, unpack_mhtml
from .pdf import MAX_PDF_BYTES, parse_pdf
from .subtitles import parse_subtitles
from .warc import read_warc

HEAD_BYTES = 4096  # by which a form is recognised


def read_form(stream, file, listed=False, url=""):
    """
    Yield what a file holds, by the reader of its form; a Fault where it cannot be read.

    `url` is the address that a file with one article is known to be from, "" if it is not.

    The form is that of its suffix, unless its first bytes show another: files have wrong names, and
    pages have any. A file of another kind is a Fault if somebody named it, and PassedOver if it was
    `listed` with others, in a folder or an archive.
    """
    suffix = suffix_of(file)
    try:
        form = form_of(stream.read(HEAD_BYTES))
        if suffix not in READERS and form != ".html":
            yield PassedOver(file, 1, PASSED_OVER) if listed else Fault(file, 1, NOT_READ)
            return
        stream.seek(0)
        yield from read_as(form or suffix, stream, file, url)
    except Unreadable as error:
        yield Fault(file, error.line, str(error))
    except OSError as error:
        yield Fault(file, 1, f"{error.strerror or error}.")


def read_as(suffix, stream, file, url=""):
    """Yield what a file of the form of a suffix holds. Raises Unreadable."""
    if suffix in ONE_ARTICLE:
        yield ONE_ARTICLE[suffix](stream, file, url)
    else:
        yield from SEVERAL[suffix](stream, file)


def suffix_of(file):
    """Return how a file's name ends: .html, or .warc.gz."""
    stem, suffix = os.path.splitext(file.lower())
    return ".warc.gz" if suffix == ".gz" and stem.endswith(".warc") else suffix


def form_of(head):
    """Return the suffix of the form that a file's first bytes are the mark of, or None."""
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return next((suffix for suffix, mark in MARKS.items() if re.match(mark, head)), None)


def page_document(raw, file, line=1, response=None, url="", charset=None):
    """
    Return the Document in a page (bytes). Raises Unreadable.

    `response` is how a server gave it, and `url` where it was: what the page says of itself goes
    before, but for its encoding, where browsers believe the server, or `charset`.
    """
    response = response or {}
    charset = charset or charset_of(dict(response.get("headers", [])).get("content-type", ""))
    known = url or response.get("url", "")
    fields = parse_article_page(raw, charset, known)
    fields["url"] = fields["url"] or known
    name = os.path.basename(file)
    return Document(**fields, doc_id=name, file=file, line=line, response=response or None)


def media_type(header):
    """Return the media type in a Content-Type, such as text/html; empty where it has none."""
    return header.partition(";")[0].strip().lower()


def charset_of(header):
    """Return the encoding that a header Content-Type names, or None."""
    message = Message()
    message["Content-Type"] = header
    return message.get_content_charset()


def _read_text(stream, file, url):
    raw = _bytes(stream)
    text = decode(raw)
    if not text.strip():
        raise Unreadable("There is no text in this file.")
    return _document(file, url, text=text, raw=raw)


def _read_page(stream, file, url):
    return page_document(_bytes(stream), file, url=url)


def _read_mhtml(stream, file, url):
    content, saved_from, charset = unpack_mhtml(_bytes(stream, MAX_MHTML_BYTES))
    return page_document(content, file, url=url or saved_from, charset=charset)


def _read_json_lines(stream, file):
    for number, line in stream_lines(stream):
        try:
            yield Document(**parse_article_line(line), file=file, line=number)
        except Unreadable as error:
            yield Fault(file, number, str(error))


def _read_vtt(stream, file, url, form="vtt"):
    raw = _bytes(stream)
    return _document(file, url, text=parse_subtitles(raw, form), raw=raw)


def _read_srt(stream, file, url):
    return _read_vtt(stream, file, url, "srt")


def _read_pdf(stream, file, url):
    return _document(file, url, **parse_pdf(_bytes(stream, MAX_PDF_BYTES)))


def _document(file, url, **fields):
    return Document(**fields, url=url, doc_id=os.path.basename(file), file=file)


def _read_zip(stream, file):
    yield from read_zip(stream, file, _read_member)


def _read_member(stream, file):
    """Yield what a file in a zip holds; a zip in a zip is not opened."""
    if file.lower().endswith(".zip"):
        yield Fault(file, 1, "A zip inside a zip is not opened. Unpack the outer one.")
    else:
        yield from read_form(stream, file, listed=True)


def _read_feed(stream, file):
    for url in parse_feed(_bytes(stream)):
        yield Address(url)


def _read_warc(stream, file):
    for found in read_warc(stream, file):
        if isinstance(found, Fault):
            yield found
            continue
        number, response, raw = found
        try:
            yield page_document(raw, file, number, response)
        except Unreadable as error:
            yield Fault(file, number, str(error))


def _bytes(stream, most=MAX_ARTICLE_BYTES):
    raw = stream.read(most + 1)
    if len(raw) > most:
        raise Unreadable(TOO_LONG.format(most // 1_000_000))
    return raw


TOO_LONG = "This is longer than {} MB, the most that one article may have."
ONE_ARTICLE = {
    ".txt": _read_text,
    ".html": _read_page,
    ".htm": _read_page,
    ".xhtml": _read_page,
    ".mhtml": _read_mhtml,
    ".mht": _read_mhtml,
    ".vtt": _read_vtt,
    ".srt": _read_srt,
    ".pdf": _read_pdf,
}
SEVERAL = {
    ".jsonl": _read_json_lines,
    ".ndjson": _read_json_lines,
    ".zip": _read_zip,
    ".rss": _read_feed,
    ".atom": _read_feed,
    ".xml": _read_feed,
    ".warc": _read_warc,
    ".warc.gz": _read_warc,
}
READERS = ONE_ARTICLE | SEVERAL
PASSED_OVER = "Passed over: files of this kind are not read."
NOT_READ = f"Files of this kind are not read; these are: {', '.join(READERS)}."
# What a file of each form begins with, where no text or page begins so.
MARKS = {
    ".html": rb"(?i)<!doctype html|<html[\s>]",
    ".pdf": rb"%PDF-",
    ".zip": rb"PK\x03\x04",
    ".warc": rb"WARC/[01]\.",
    ".warc.gz": rb"\x1f\x8b",
    ".vtt": rb"WEBVTT[ \t\r\n]",
    ".srt": rb"[0-9]{1,9}\r?\n[0-9:,]{8,20} --> [0-9]",
    ".rss": rb"(<\?xml[^>]{0,200}\?>\s{0,20})?<(rss|feed|rdf:RDF)\b",
    ".mhtml": rb"(?i)(From|Subject|Date|Received|Return-Path|Message-ID): [\s\S]*\nMIME-Version:",
}
