"""The JSON in a script element as pages write it: wrapped in comments, with a comma too many."""

import re
from html import unescape

# Whatever stands before it: line ends, comments whole or begun, and CDATA.
BEGINS = re.compile(
    r"(?:[\s\ufeff]++|<!--|<!\[CDATA\[|//\s{0,9}<!\[CDATA\[|/\*.*?\*/|//[^\n]*+)*+", re.DOTALL
)
ESCAPED = re.compile(r"[\s\[{]{1,9}&(?:quot|#34);")
ENDS = re.compile(r"(?:-->|/\*\s{0,9}\]\]>\s{0,9}\*/|//\s{0,9}\]\]>|\]\]>)$")
# A string is passed over whole (an unfinished one to the end), so that no comma in it is touched.
STRING_OR_COMMA = re.compile(r'"(?:[^"\\]|\\.)*+"?|,(?=\s*+[\]}])', re.DOTALL)


def plain_json(script):
    """
    Return the JSON text in a script, with each line where it stood.

    Without comments or CDATA around it, a semicolon after it, and commas before a bracket; one that
    is escaped like the text of a page is read like that.
    """
    start = BEGINS.match(script).end()
    text = ENDS.sub("", script[start:].rstrip("; \t\r\n")).rstrip("; \t\r\n")
    text = unescape(text) if ESCAPED.match(text) else text
    text = STRING_OR_COMMA.sub(lambda found: "" if found[0] == "," else found[0], text)
    return "\n" * script.count("\n", 0, start) + text
