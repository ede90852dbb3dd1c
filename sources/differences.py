"""Two texts as HTML, with the words marked in which they differ."""

import re
from difflib import SequenceMatcher

from django.utils.html import format_html, format_html_join

WORDS = re.compile(r"\w+\s*|[^\w\s]\s*|\s+")
MAX_COMPARED = 4_000_000  # pairs of words: beyond, two texts are shown whole


def marked(was, now):
    """Return two texts as HTML, what is gone marked in the one and what is new in the other."""
    old, new = WORDS.findall(was), WORDS.findall(now)
    if len(old) * len(new) > MAX_COMPARED:
        return format_html("<del>{}</del>", was), format_html("<ins>{}</ins>", now)
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    left = [("" if tag == "equal" else "del", "".join(old[a:b])) for tag, a, b, _, _ in steps]
    right = [("" if tag == "equal" else "ins", "".join(new[a:b])) for tag, _, _, a, b in steps]
    return tagged(left), tagged(right)


def tagged(pieces):
    """Return (tag or "", words) pairs as HTML."""
    parts = ((f"<{tag}>{{}}</{tag}>" if tag else "{}", words) for tag, words in pieces if words)
    return format_html_join("", "{}", ((format_html(form, words),) for form, words in parts))
