"""Read what a page declares of reviews, in JSON-LD and in microdata, as JSON values."""

import json
from io import StringIO
from urllib.parse import urljoin

from sources.ingest import Fault, Unreadable
from sources.ingest.page.declared import Declared, read_declared
from sources.ingest.page.json_ld import plain_json
from sources.ingest.page.tree import parse

from .accessors import text_at
from .json_ld import plain
from .microdata import Microdata
from .stream import LENIENT, values


def joined(base, url):
    """Return an address against a base, None where one of the two is none."""
    try:
        return urljoin(base, url)
    except ValueError:
        return None


class Page:
    """A page (a str): its address, and what it declares."""

    def __init__(self, text):
        self.tree = parse(text)
        declared = Declared() if self.tree is None else read_declared(self.tree)
        links = [*declared.links.get("canonical", ()), *declared.meta.get("og:url", ())]
        self.address = joined(declared.base, links[0]) or "" if links else ""
        self.base = declared.base or self.address

    def address_of(self, review):
        """Return a review's address, resolved against the page's, which stands for a missing one.

        A review may have no valid one, nor the page: it then stays as it is.
        """
        written = text_at(review, "url")
        return (joined(self.base, written) or written) if written else self.address

    def values(self, path):
        """
        Yield (value, its text, its line) of each JSON-LD value and each item of microdata.

        A script that is not JSON is a Fault of the file `path`, and does not hide the next.
        """
        if self.tree is None:
            return
        for script in self.tree.iter("script"):
            if (script.get("type") or "").split(";")[0].strip().lower() == "application/ld+json":
                yield from _script_values(script, path)
        for item, line in Microdata(self.tree).items():
            yield plain(item), json.dumps(item, ensure_ascii=False), line


def _script_values(script, path):
    first = script.sourceline - 1
    try:
        for value, written, line in values(StringIO(plain_json(script.text or "")), LENIENT):
            yield value, written, first + line
    except Unreadable as error:
        yield Fault(path, first + error.line, str(error))
