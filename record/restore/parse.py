"""The lines of our own JSON Lines: which kind of document each is."""

from record.documents import Claim, Quote, Speaker, Verification
from sources.ingest import Unreadable
from sources.ingest.json_lines import parse_json, read_lines

# By these keys a document is known, and without them it could not be restored.
KEYS = {
    kind._meta.model_name: {f.name for f in kind.public.document.fields if f.restored}
    for kind in (Claim, Verification, Speaker, Quote)
} | {"withdrawn": {"id", "deleted", "withdrawn_at"}}
UNKNOWN = "This is no claim, verification, quote or speaker of our JSON Lines."


def parse_documents(path):
    """
    Yield (kind, path, line, text) of each document in the file.

    Raises Unreadable, with its line, where something else stands there.
    """
    for number, line in read_lines(path):
        try:
            kind = kind_of(parse_json(line))
        except Unreadable as error:
            raise Unreadable(str(error), number) from None
        yield kind, path, number, line.decode("utf-8-sig").strip()


def kind_of(document):
    """Return the name of the kind of document it is. Raises Unreadable where it is none."""
    if isinstance(document, dict):
        for kind, keys in KEYS.items():
            if keys <= document.keys():
                return kind
    raise Unreadable(UNKNOWN)
