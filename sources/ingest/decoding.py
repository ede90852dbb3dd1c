"""Decode bytes by the rules browsers follow (WHATWG Encoding), with a word where they are broken.

A browser replaces what it cannot decode; a quote with replaced letters would be wrong for ever.
"""

import codecs
import re
from html.parser import HTMLParser

from .document import Unreadable

BOMS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
MAX_NULS = 10  # of a page; more are another encoding
MOSTLY = 10  # letters that are UTF-8 to each that is not, from which a page is UTF-8
MIN_RECOGNISED = 10  # letters outside ASCII, of fewer of which an encoding is a guess
SIGN_IN_WORD = re.compile(r"[^\W\d_][±¶¦¬¤§¨][^\W\d_]")  # of letters that another encoding has
MAX_HEAD_BYTES = 65_536  # bytes in which a page names its encoding
HEAD_PIECE = 1_024
# What the WHATWG Encoding Standard reads a label as, where Python would read it more narrowly.
WHATWG_SUPERSETS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "utf-16": "utf-8",
    "utf-16-le": "utf-8",
    "utf-16-be": "utf-8",
}
ALIASES = {
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "x-gbk": "gb18030",
    "x-euc-jp": "euc_jp",
    "x-mac-cyrillic": "mac_cyrillic",
    "macintosh": "mac_roman",
    "windows-874": "cp874",
    "windows-949": "cp949",
    "iso-8859-8-i": "iso8859-8",
}
SINGLE_BYTE = {
    *(f"cp{n}" for n in (866, 874, *range(1250, 1259))),
    *(f"iso8859-{n}" for n in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)),
    *("koi8-r", "koi8-u", "mac-roman", "mac-cyrillic"),
}
MULTI_BYTE = {"utf-8", "gb18030", "big5hkscs", "euc_jp", "iso2022_jp", "cp932", "cp949"}


def decode(raw, label=None):
    """
    Return the text of `raw` (bytes): by its byte order mark, else by `label`, else as UTF-8.

    Nothing is replaced or guessed. Raises Unreadable where the bytes are not what they are said to
    be, with the line of the first that is not.
    """
    for mark, encoding in BOMS.items():
        if raw.startswith(mark):
            return _decode_strictly(raw[len(mark) :], encoding)
    encoding = _encoding_of(label) if label else "utf-8"
    text = _decode_strictly(raw, encoding)
    if encoding in SINGLE_BYTE:
        _check_single_byte(raw, text, label)
    return text


def decode_page(raw, label=None):
    """
    Return (text, notes) of a page (bytes), with a word where it is not what it says it is.

    UTF-8 under the label of an old encoding is read as UTF-8; of a page in UTF-8 a few bytes may be
    none: each becomes �, as in a browser. A few NULs are left out, as browsers do. What has no
    label, or a wrong one, is read in the encoding that its bytes are recognised by.
    Raises Unreadable for everything else, as `decode`.
    """
    try:
        text = decode(raw, label)
        other = _as_recognised(raw, label) if len(SIGN_IN_WORD.findall(text)) > 1 else None
        return other if other and not SIGN_IN_WORD.search(other[0]) else (text, [])
    except Unreadable:
        if raw.startswith(tuple(BOMS)):
            raise
        for read in (_without_nuls, _as_utf8, _as_recognised):
            if found := read(raw, label):
                return found
        raise


def _without_nuls(raw, label):
    if not 0 < raw.count(b"\0") <= MAX_NULS:
        return None
    text, notes = decode_page(raw.replace(b"\0", b""), label)
    return text, [*notes, "NUL characters, which no text has, were left out of this page."]


def _as_utf8(raw, label):
    bad, letters = _not_utf8(raw)
    if raw.isascii() or b"\0" in raw:
        return None
    if bad == 0:
        note = f"The page says it is {label[:40]} but is UTF-8, and was read as that."
    elif bad == 1 or bad * MOSTLY <= letters:
        note = f"Bytes of this page that are not UTF-8 stand as � ({bad} in all): look at them."
    else:
        return None
    return raw.decode("utf-8", "replace"), [note]


def _as_recognised(raw, label):
    """Read a page by the frequencies of its bytes, as browsers do where there is no label."""
    from resiliparse.parse.encoding import detect_encoding

    bad, letters = _not_utf8(raw)
    if letters < MIN_RECOGNISED or bad * 2 < letters:
        return None
    encoding = detect_encoding(raw)
    try:
        text = decode(raw, encoding)
    except Unreadable:
        return None
    said = f"The page says it is {label[:40]}" if label else "The page names no encoding"
    return text, [f"{said}; by its bytes it is {encoding}: look whether its letters are right."]


def _not_utf8(raw):
    """Return (how many stretches of bytes are not UTF-8, how many letters are not ASCII)."""
    text = raw.decode("utf-8", "replace")
    bad = text.count("�") - raw.count("�".encode())
    return bad, sum(letter > "\x7f" for letter in text)


def declared_encoding(raw):
    """Return the label of the encoding that the head of the page `raw` (bytes) names, or None."""
    page = _Head()
    for start in range(0, MAX_HEAD_BYTES, HEAD_PIECE):  # most name it in the first
        page.feed(raw[start : min(start + HEAD_PIECE, MAX_HEAD_BYTES)].decode("latin-1"))
        if page.meta:
            break
    return page.meta or page.xml


def _decode_strictly(raw, encoding):
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise Unreadable(
            f"Its bytes are not {encoding} from byte {error.start} on. Save it as UTF-8.", line
        ) from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise Unreadable("There is a NUL character, which no text has. Save it as UTF-8.", line)
    return text


def encoding_named(label):
    """Return the name in Python of the encoding that browsers read a label as, or None."""
    label = label.strip().lower()
    try:
        name = codecs.lookup(ALIASES.get(label, label)).name
    except (LookupError, ValueError):
        return None
    name = WHATWG_SUPERSETS.get(name, name)
    return name if name in SINGLE_BYTE | MULTI_BYTE else None


def _encoding_of(label):
    if name := encoding_named(label):
        return name
    raise Unreadable(f"The page names an encoding that no browser reads: {label.strip()[:40]!r}.")


def _check_single_byte(raw, text, label):
    """Raise Unreadable where text in a single-byte encoding shows signs of another.

    Any bytes can be decoded by it, so a wrong label would pass unnoticed.
    """
    if not raw.isascii():
        try:
            raw.decode("utf-8")
        except UnicodeDecodeError:
            pass
        else:
            raise Unreadable(f"The page says it is {label} but is UTF-8. Correct what it says.")
    if re.search("[\x80-\x84\x86-\x9f]", text):
        raise Unreadable(
            f"The page says it is {label} but has bytes that stand for no letter in it."
        )


class _Head(HTMLParser):
    meta = xml = None

    def handle_starttag(self, tag, attrs):
        attrs = {name: value or "" for name, value in attrs}
        if tag == "meta" and not self.meta:
            is_type = attrs.get("http-equiv", "").lower() == "content-type"
            named = attrs.get("content", "") if is_type else ""
            found = re.search(r"charset\s*=\s*[\"']?([^\s\"';]+)", named, re.IGNORECASE)
            self.meta = attrs.get("charset") or (found and found[1])

    def parse_marked_section(self, start, report=1):
        """Leave out <![foo]> as browsers do: up to the next >."""
        return self.parse_bogus_comment(start)

    def handle_pi(self, data):
        found = re.match(r"xml\s[^>]*?encoding\s*=\s*[\"']([^\"']+)", data)
        self.xml = self.xml or (found and found[1])
