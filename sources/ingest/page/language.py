"""The language of an article: as the page declares it, else as its words are recognised."""

import re

UNKNOWN = "und"  # BCP 47 for a language that is not determined
MIN_READ = 200  # characters; of fewer, one text in ten is taken for another language
MAX_READ = 20_000  # characters; more make it no surer
SURE = 1_000  # rank distance of resiliparse, from which on it says nothing
TAG = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{1,8})*", re.IGNORECASE)
# The languages that are told apart: of all that the library knows, English is often Latin.
NEWS = [
    *("ar", "be", "bg", "bs", "ca", "cs", "da", "de", "el", "en", "es", "et", "eu", "fa", "fi"),
    *("fr", "he", "hi", "hr", "hu", "hy", "id", "is", "it", "ja", "ka", "ko", "lt", "lv", "mk"),
    *("nl", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sq", "sr", "sv", "th", "tr", "uk", "vi"),
    "zh",
]
CYRILLIC = ("ru", "uk", "be", "bg", "mk", "sr")
LETTERS = {"ru": set("ыэёъ"), "uk": set("їєґ")}  # which the other does not have
ALIKE = [
    *({"no", "nb"}, {"no", "nn"}, {"no", "da"}, {"cs", "sk"}, {"hr", "sr"}, {"hr", "bs"}),
    *({"sr", "bs"}, {"id", "ms"}, {"fil", "tl"}, {"gl", "pt"}, {"ca", "es"}, {"he", "iw"}),
]  # languages that are taken for each other
NO_LANGUAGE = {UNKNOWN, "zxx", "mul", "mis"}
MAX_TAG = 35  # characters, as the column has


def recognised(text):
    """Return the language (ISO 639-1) that the words of a text are in, UNKNOWN if too few."""
    from resiliparse.parse.lang import detect_fast

    if len(text) < MIN_READ:
        return UNKNOWN
    language, _ = detect_fast(text[:MAX_READ], cutoff=SURE, langs=NEWS)
    if language in CYRILLIC:
        found = {
            name for name, letters in LETTERS.items() if letters & set(text[:MAX_READ].lower())
        }
        language = found.pop() if len(found) == 1 else language
    return UNKNOWN if language == "unknown" else language


def language_of(declared, tree, blocks, text):
    """
    Return (the BCP 47 tag that the page declares or "", notes) of an article.

    By `lang` of the element around most of its `blocks`, JSON-LD, meta. Where the words of the
    text look like another language, the page's word stands and a note says so.
    """
    said = next(filter(None, map(tag, _said(declared, tree, blocks))), "")
    base, seen = said.split("-")[0].lower(), recognised(text)
    if said and seen not in (UNKNOWN, base) and {seen, base} not in ALIKE:
        return said, [f"The page says its language is {said}; its words look like {seen}."]
    return said, []


def tag(written):
    """Return a BCP 47 tag as `written` (a str) means it, cut to whole subtags; "" if it is none."""
    found = TAG.match(written.strip().replace("_", "-"))
    if not found or found.end() < len(re.split(r"[,; ]", written.strip())[0]):
        return ""
    language = found[0]
    while len(language) > MAX_TAG:
        language = language.rpartition("-")[0]
    base, *parts = language.split("-")
    if base.lower() in NO_LANGUAGE:
        return ""
    region = [part.upper() if len(part) == 2 else part for part in parts[:1]]
    return "-".join([base.lower(), *region, *parts[1:]])


def _said(declared, tree, blocks):
    around = _around(blocks)
    yield from (around.get(key) or "" for key in LANG) if around is not None else ()
    yield from (tree.get(key) or "" for key in LANG)
    in_language = declared.article.get("inLanguage")
    if isinstance(in_language, dict):
        in_language = in_language.get("alternateName")
    yield in_language if isinstance(in_language, str) else ""
    yield declared.first("content-language", "dc.language", "dcterms.language", "language")
    yield declared.first("og:locale")


LANG = ("lang", "{http://www.w3.org/XML/1998/namespace}lang", "xml:lang")


def _around(blocks):
    """Return the nearest element with a language around the middle of an article."""
    if not blocks:
        return None
    middle = max(blocks, key=lambda block: len(block.text)).element
    places = (middle, *middle.iterancestors())
    return next((place for place in places if any(place.get(key) for key in LANG)), None)
