"""The JSON in a script element as pages write it: wrapped in comments, with a comma too many."""

import re

BEGINS = re.compile(r"\s*(?:<!--|/\*\s{0,9}<!\[CDATA\[\s{0,9}\*/|//\s{0,9}<!\[CDATA\[|<!\[CDATA\[)")
ENDS = re.compile(r"(?:-->|/\*\s{0,9}\]\]>\s{0,9}\*/|//\s{0,9}\]\]>|\]\]>)$")
# A string is passed over whole (an unfinished one to the end), so that no comma in it is touched.
STRING_OR_COMMA = re.compile(r'"(?:[^"\\]|\\.)*+"?|,(?=\s*+[\]}])', re.DOTALL)


def plain_json(script):
    """
    Return the JSON text in a script, with each line where it stood.

    Without the comment or CDATA around it, a semicolon after it, and commas before a bracket.
    """
    begins = BEGINS.match(script)
    start = begins.end() if begins else 0
    text = ENDS.sub("", script[start:].rstrip("; \t\r\n")).rstrip("; \t\r\n")
    text = STRING_OR_COMMA.sub(lambda found: "" if found[0] == "," else found[0], text)
    return "\n" * script.count("\n", 0, start) + text
