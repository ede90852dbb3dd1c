"""When a page's article was first published: as the page declares it, and nothing guessed."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import cache
from itertools import takewhile

from babel.core import Locale, UnknownLocaleError
from lxml import etree

META = (
    *(
        "article:published_time",
        "article:published",
        "og:article:published_time",
        "og:published_time",
    ),
    *("article:publicationdate", "og:pubdate", "datepublished", "rnews:datepublished"),
    *(
        "parsely-pub-date",
        "sailthru.date",
        "cxenseparse:recs:publishtime",
        "cxenseparse:publishtime",
    ),
    *("dcterms.issued", "dc.date.issued", "dcterms.date"),
    *(
        "dc.date",
        "dc:date",
        "dcterms:date",
        "article:post_date",
        "article.published",
        "publish-date",
    ),
    *("publishdate", "publish_date", "publication_date", "published_date", "publicationdate"),
    *("publication-date", "pubdate", "bt:pubdate", "date.issued", "prism.publicationdate"),
    *(
        "originalpublicationdate",
        "displaydate",
        "display_date",
        "analyticsattributes.articledate",
    ),
    *("date", "citation_publication_date", "citation_date", "citation_online_date"),
)
CREATED = ("dcterms.created", "dc.date.created", "article.created", "created")
MONTH_FIRST = ("en-us", "en-ph")
DAY_FIRST_ENGLISH = {"gb", "au", "nz", "ie", "in", "za", "ng", "ke", "sg", "my", "mt"}
ORDER_VARIES = {"en", "fr-ca", "es-us", "und", ""}  # 3/4 is March or April, who knows
SHORT = {"en": {"sept": 9}}  # what newspapers write besides
OLDEST = 1500
NEVER = datetime(1970, 1, 1, tzinfo=UTC)  # what a computer writes that knows no date
ONLINE = 1990  # the first year in which a page may have shown its own date
MAX_DATE_WORDS = 14  # "By Jane Doe, Political Editor, published on Monday 2 March 2026 at 9.15"
FIRST_LONG = 140  # characters of a line from which it is no line with a date
DATED = re.compile(
    r"\b(?:date|datum|fecha|data|tarih|datetime|published|pubdate)(?:\b|_)", re.IGNORECASE
)
UPDATED = re.compile(
    r"updated|modified|aktuali[sz]|zuletzt|geändert|mis à jour|modifié|actualizado|atualizado"
    r"|aggiornato|bijgewerkt|(?:upp|opp|op)dater|оновлен|обновлен|güncel",
    re.IGNORECASE,
)
SENTENCE = re.compile(r"(?<!min)(?<![ap]\.m)\.$", re.IGNORECASE)  # and no "9.15 a.m.", "5 min."


@dataclass(frozen=True, slots=True)
class Published:
    """A publication date: `at` (aware, in the page's own offset), and whether it is only a day."""

    at: datetime
    is_day: bool = False
    note: str = ""


def published(declared, blocks, language, url, now=None):
    """
    Return (Published or None, notes): of JSON-LD, meta, microdata, a visible date, the address.

    `blocks` are the lines around the headline, in which a date in words may stand. A date in the
    future is none, and a note says so.
    """
    latest = (now or datetime.now(UTC)) + timedelta(days=1)
    notes = []
    for written, note in _written(declared, blocks, language, url):
        found = parse_date(written, language)
        if not found:
            continue
        if found.at <= latest:
            return found, [note] if note else []
        notes.append(f"The page says {written[:40]} as its date, which is in the future.")
    return None, notes[:1]


def _written(declared, blocks, language, url):
    """Yield (what may be a date, a note about where it stands), the surest first."""
    for key, names in (("datePublished", META), ("dateCreated", CREATED)):
        for node in (declared.article, declared.page):
            if isinstance(node.get(key), str | int):
                yield str(node[key]), ""
        for name in names:
            yield from ((content, "") for content in declared.meta.get(name, ()))
    for block in blocks:
        if len(block.text) < FIRST_LONG:
            yield from ((written, "") for written in _attributes(block))
    above = list(takewhile(lambda block: not _is_paragraph(block), blocks))
    dated = [b for b in blocks[len(above) :] if DATED.search(b.element.get("class", ""))]
    for block in above + dated:
        if found := _in_words(block.text, language):
            yield found, "The page declares no date; this one stands beside the headline."
    if found := re.search(r"/((?:19|20)\d\d)[/-](\d\d?)[/-](\d\d?)(?:[/-]|$)", url):
        yield "{}-{:0>2}-{:0>2}".format(*found.groups()), "The day is from the page's address."


def _is_paragraph(block):
    return len(block.text) >= FIRST_LONG and block.kind != "heading"


def _attributes(block):
    """Yield the moments in a line's <time> and microdata, but for those that say it was changed."""
    label = ""  # the words before a moment
    for event, element in etree.iterwalk(block.element, events=("start", "end")):
        if event == "end":
            label += (element.tail or "") if element is not block.element else ""
            continue
        names = (element.get("itemprop", "") + " " + element.get("class", "")).lower()
        written = element.get("datetime") or ("datepublished" in names and element.get("content"))
        if not written:
            label += element.text or ""
            continue
        if not (UPDATED.search(label) or "modif" in names or "updat" in names):
            yield written
        label = ""


def parse_date(written, language=""):
    """Return the Published that `written` (a str) says, or None: ISO 8601, RFC 2822, or in words.

    A time without offset says no moment, so its day counts; so does midnight.
    """
    written = " ".join(written.split())[:100]
    for read in (_epoch, _iso, _rfc2822, _javascript):
        try:
            if found := read(written):
                return found if found.at.year >= OLDEST and found.at != NEVER else None
        except (ValueError, OverflowError, TypeError, IndexError):
            continue
    return _day_in_words(written, language)


def _moment(at):
    """Return a Published of a datetime; of one without offset or at midnight, its day."""
    if at.tzinfo is None or (at.hour, at.minute, at.second) == (0, 0, 0):
        return Published(datetime(at.year, at.month, at.day, tzinfo=UTC), True)
    at.astimezone(UTC)  # raises OverflowError at the ends of time
    return Published(at)


def _epoch(written):
    if re.fullmatch(r"\d{10}(?:\d{3})?", written):
        return _moment(datetime.fromtimestamp(int(written[:10]), UTC))


def _iso(written):
    found = re.match(
        r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ]+(\d\d?):?(\d\d)(?::?(\d\d)(?:[.,:]\d+)?)?)?"
        r"\s*(Z|UTC|GMT|[+-]\d\d:?\d\d|[+-]\d\d)?(?:\[[\w/]+\])?$",
        written,
        re.IGNORECASE,
    ) or re.match(r"(\d{4})[./](\d\d?)[./](\d\d?)()()()()(?:\D|$)", written)
    if not found:
        return None
    year, month, day, hour, minute, second, offset = found.groups()
    if not hour:
        return _moment(datetime(int(year), int(month), int(day)))
    at = datetime(*map(int, (year, month, day, hour, minute, second or 0)))
    return _moment(at.replace(tzinfo=_offset(offset)) if offset else at)


def _offset(written):
    if written.upper() in ("Z", "UTC", "GMT"):
        return UTC
    return datetime.strptime(written.ljust(5, "0"), "%z").tzinfo


def _rfc2822(written):
    if re.match(r"(?:[A-Za-z]{3},? )?\d{1,2} [A-Za-z]{3} \d{4} \d", written):
        return _moment(parsedate_to_datetime(written))


def _javascript(written):
    """Read what JavaScript prints: Mon Mar 02 2026 09:15:00 GMT+0100 (CET)."""
    found = re.match(
        r"[A-Z][a-z]{2} ([A-Z][a-z]{2} \d\d \d{4} \d\d:\d\d:\d\d) GMT([+-]\d{4})", written
    )
    if found:
        return _moment(datetime.strptime(" ".join(found.groups()), "%b %d %Y %H:%M:%S %z"))


def _in_words(text, language):
    """Return the part of a visible line that is a date, or None; what was changed then is none."""
    text = UPDATED.split(text)[0]
    if "©" in text or "℗" in text:
        return None
    if len(text.split()) > MAX_DATE_WORDS or SENTENCE.search(text):
        return None  # in which a day is told of
    found = _day_in_words(text, language)
    return text if found and found.at.year >= ONLINE else None


def _day_in_words(text, language):
    """Return the day that a text names, if it names exactly one; numbers alone need an order."""
    days = {
        day
        for reader in (_named_months, _numbers)
        for day in reader(text.lower(), language)
        if day is not None
    }
    return Published(days.pop(), True) if len(days) == 1 else None


def _named_months(text, language):
    months = _months(language[:2].lower()) | _months("en")
    words = r"\b(\w+)"  # from its first letter alone: from each, a long word would take its square
    for d, word, y in re.findall(
        rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th|er|\.|º)?(?: de)? {words}\.?(?: de|,)? (\d{{4}})(?!\d)",
        text,
    ):
        if word in months:
            yield _day(y, months[word], d)
    for word, d, y in re.findall(
        rf"{words}\.? (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})(?!\d)", text
    ):
        if word in months:
            yield _day(y, months[word], d)
    for y, m, d in re.findall(r"(\d{4})[年년]\s*(\d{1,2})[月월]\s*(\d{1,2})[日일]", text):
        yield _day(y, m, d)


def _numbers(text, language):
    for y, m, d in re.findall(r"(?<!\d)(\d{4})-(\d\d)-(\d\d)(?!\d)", text):
        yield _day(y, m, d)
    for d, m, y in re.findall(r"(?<![\d.])(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})(?!\d)", text):
        yield _day(y, m, d)
    for one, two, y in re.findall(r"(?<!\d)(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?!\d)", text):
        order = _order(language.lower().replace("_", "-"))
        if one == two or int(two) > 12 or order == "month":
            yield _day(y, one, two)
        elif int(one) > 12 or order == "day":
            yield _day(y, two, one)


def _order(language):
    """Return which comes first where the page comes from, "" where that is not known."""
    base, _, region = language.partition("-")
    if language.startswith(MONTH_FIRST):
        return "month"
    if base == "en":
        return "day" if region in DAY_FIRST_ENGLISH else ""
    return "" if language in ORDER_VARIES else "day"


def _day(year, month, day):
    try:
        return datetime(int(year), int(month), int(day), tzinfo=UTC)
    except ValueError:
        return None


@cache
def _months(language):
    """Return the number of each name of a month in a language, in lower case."""
    try:
        locale = Locale(language)
    except (UnknownLocaleError, ValueError, TypeError):
        return {}
    return SHORT.get(language, {}) | {
        name.lower().rstrip("."): number
        for context in ("format", "stand-alone")
        for width in ("wide", "abbreviated")
        for number, name in locale.months[context][width].items()
        if not name.isdigit()
    }
