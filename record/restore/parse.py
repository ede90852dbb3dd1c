"""The lines of our own JSON Lines: which kind of document each is."""

from sources.ingest import Unreadable
from sources.ingest.lines import decoded, lines

# By these keys a document is known; what is told of one that has none of them, nobody knows.
KINDS = {
    "claim": {"id", "statement", "verification", "quotes"},
    "verification": {"id", "claim", "stage", "supersedes"},
    "speaker": {"id", "name", "aliases", "roles"},
    "quote": {"id", "text", "speaker", "snapshot"},
}
UNKNOWN = "This is no claim, verification, quote or speaker of our JSON Lines."


def told(path):
    """
    (kind, path, line, text) of each document in the file.

    Raises Unreadable, with its line, where something else stands there.
    """
    for number, line in lines(path):
        try:
            kind = kind_of(decoded(line))
        except Unreadable as error:
            raise Unreadable(str(error), number) from None
        yield kind, path, number, line.decode("utf-8-sig").strip()


def kind_of(document):
    """The name of the kind of document it is. Raises Unreadable where it is none."""
    if isinstance(document, dict):
        for kind, keys in KINDS.items():
            if keys <= document.keys():
                return kind
    raise Unreadable(UNKNOWN)
