"""Characters that nobody sees, shown by their number: what a reviewer reads is what is there."""

import re

# Unicode's Default_Ignorable_Code_Point (bidirectional controls, joiners, fillers, variation
# selectors, tags), controls other than tab and line end, separators of lines, annotations.
INVISIBLE = re.compile(
    "[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)


def shown(text):
    """Return a text (a str, HTML or not) with each invisible character by number: [U+202E]."""
    return INVISIBLE.sub(lambda found: f"[U+{ord(found[0]):04X}]", text)
