"""The values that loaders yield: an article as it came, or the fault that kept it out."""

from dataclasses import dataclass, field
from datetime import datetime

from .page.language import UNKNOWN, recognised, tag

MAX_ARTICLE_BYTES = 16_000_000  # of one article, whether a file or a line of one


@dataclass(frozen=True, slots=True)
class Document:
    """
    One article as a file holds it, before anything is stored.

    `text` is letter for letter what was read, line ends included; `raw` the bytes it was decoded
    from, where they are worth keeping, and `response` how a server gave them, where one did (see
    `Fetched.response`). `published_day` says that of `published_at` only the day counts, `origin`
    of which address this is a copy, `spans` what stood where in the text, `notes` what an editor
    should know about it, in sentences. What is not known is empty. `file` and `line` (from 1) say
    where it was.
    """

    text: str
    headline: str = ""
    url: str = ""
    byline: str = ""
    publisher: str = ""
    published_at: datetime | None = None
    language: str = ""
    doc_id: str | int = ""
    raw: bytes | None = None
    published_day: bool = False
    origin: str = ""
    spans: list = field(default_factory=list)
    notes: tuple = ()
    response: dict | None = None
    file: str = ""
    line: int = 1

    @property
    def assumed_language(self):
        """Return the document's language; where it does not say, the one its words are in."""
        return tag(self.language) or recognised(self.text)

    @property
    def language_note(self):
        """Return a sentence where the language is only recognised, "" where it is named."""
        if tag(self.language):
            return ""
        if self.assumed_language == UNKNOWN:
            return "No language is named, and its words are too few to show one."
        return f"No language is named; by its words it is {self.assumed_language}."


@dataclass(frozen=True, slots=True)
class Fault:
    """A place in a file that holds no readable article, and the reason as a sentence."""

    file: str
    line: int
    reason: str

    def __str__(self):
        return f"{self.file}:{self.line}: {self.reason}"


@dataclass(frozen=True, slots=True)
class PassedOver(Fault):
    """A file in a folder or an archive that is of no kind that is read."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where an article is that a file, such as a feed, only points to."""

    url: str


class Unreadable(Exception):
    """Raised for input that cannot be read; the message says why, `line` (from 1) where."""

    def __init__(self, reason, line=1):
        super().__init__(reason)
        self.line = line


ARTICLE_TOO_LONG = (
    f"This is longer than {MAX_ARTICLE_BYTES // 1_000_000} MB, the most that one article may have."
)
