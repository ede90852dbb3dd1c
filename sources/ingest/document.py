"""What a file holds: articles as they came, and faults that say why one did not."""

from dataclasses import dataclass
from datetime import datetime

LIMIT = 16_000_000  # bytes of one article, whether a file or a line of one


@dataclass(frozen=True, slots=True)
class Document:
    """
    One article before anything is kept of it.

    `text` is letter for letter what was read, line ends included; `raw` the bytes it was decoded
    from, where they are worth keeping. What is not known is empty. `file` and `line` (from 1) say
    where it stood.
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
    file: str = ""
    line: int = 1

    @property
    def read_in(self):
        """The language that it is taken to be in."""
        return self.language or "en"


@dataclass(frozen=True, slots=True)
class Fault:
    """Why there is no article at this place, in a sentence."""

    file: str
    line: int
    reason: str

    def __str__(self):
        return f"{self.file}:{self.line}: {self.reason}"


class Unreadable(Exception):
    """Raised by a reader; the message is the sentence, `line` where the trouble stands."""

    def __init__(self, reason, line=1):
        super().__init__(reason)
        self.line = line


TOO_LONG = f"This is longer than {LIMIT // 1_000_000} MB, the most that one article may have."
