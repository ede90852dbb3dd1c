"""Read the text layer of a PDF."""

import re
from io import BytesIO
from time import monotonic

from .document import Unreadable

MAX_PDF_BYTES = 50_000_000
MAX_PDF_PAGES = 1000
MAX_PDF_SECONDS = 60
NO_TEXT = (
    "This PDF has no text layer: it is pictures of pages. Let a program for text recognition add "
    "one, or copy the text into a .txt file."
)
ENDS = re.compile(r"[.!?…:;][\"'”’»“)\]]*\s*$")


def parse_pdf(raw):
    """
    Return the fields of a Document that a PDF (bytes) holds, as a dict.

    Lines are joined to paragraphs, and nothing else is changed: a word divided at the end of a line
    keeps its hyphen. Raises Unreadable where it has no text.
    """
    from pypdf import PdfReader

    try:
        reader = PdfReader(BytesIO(raw))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable("This PDF needs a password. Save it without one.")
        text = "\n\n".join(_pages(reader))
        headline = (reader.metadata and reader.metadata.title) or ""
    except Unreadable:
        raise
    except Exception as error:  # whatever a file does to a parser, the next one is read
        raise Unreadable(f"This PDF cannot be read: {' '.join(str(error).split())}.") from error
    if not text.strip():
        raise Unreadable(NO_TEXT)
    return {"text": text, "headline": " ".join(str(headline).split()), "raw": raw}


def _pages(reader):
    """Yield the text of each page that has some."""
    if len(reader.pages) > MAX_PDF_PAGES:
        raise Unreadable(f"This PDF has more than {MAX_PDF_PAGES:,} pages, the most that are read.")
    end = monotonic() + MAX_PDF_SECONDS
    for page in reader.pages:
        if monotonic() > end:
            raise Unreadable(f"This PDF takes longer than {MAX_PDF_SECONDS} seconds to read.")
        if text := "\n".join(_paragraphs(page.extract_text().replace("\0", "").splitlines())):
            yield text


def _paragraphs(lines):
    """Yield the paragraphs: one ends at a blank line, or at a short line that ends a sentence."""
    full = 0.8 * max(map(len, lines), default=0)
    paragraph = ""
    for line in map(str.strip, lines):
        hyphened = paragraph.endswith("-") and line[:1].islower()
        paragraph += line if hyphened or not paragraph else f" {line}"
        if not line or (len(line) < full and ENDS.search(line)):
            yield paragraph.strip()
            paragraph = ""
    if paragraph.strip():
        yield paragraph.strip()
