"""The fields of every public document as a page of the documentation: docs/fields.md."""

from . import KINDS
from .fields import DAY, ID, MOMENT, Listed, Object

HEAD = """# The fields of the public documents

Made from their declaration in `record/documents/` by
`python3 manage.py describe_fields > docs/fields.md`; a test holds both together. JSON Lines and the
API have these keys; which of them are columns of CSV, XLSX, Parquet and the data package stands
below each.
"""
COLUMNS = "| key | type | what it is | example |\n|---|---|---|---|"
EXAMPLES = {ID: "c6a9fb3d-1f0a-4b3a-b8a0-2b2f9d0f3f0e", DAY: "2026-03-01"}
EXAMPLES[MOMENT] = "2026-03-01T12:00:00Z"
WHOLE = [kind.public.document for kind in KINDS]  # each has a table of its own


def page():
    """Return the page as Markdown."""
    return HEAD + "".join(section(kind) for kind in KINDS)


def section(kind):
    document = kind.public.document
    rows = "\n".join(row(field) for field in document_keys(document))
    title = f"\n## {kind._meta.model_name}\n\n{document.words}\n\n{COLUMNS}\n{rows}\n"
    exported = [column.name for column in getattr(kind, "exported", ())]
    return title + (
        f"\nColumns: {', '.join(f'`{name}`' for name in exported)}.\n" if exported else ""
    )


def document_keys(document, within=""):
    """Yield (key, Field) of a document, and after an object's the keys inside it."""
    for field in document.fields:
        key, kind = within + field.name, field.type
        yield key, field
        inner = kind.of if isinstance(kind, Listed) else kind
        if isinstance(inner, Object) and inner not in WHOLE:
            yield from document_keys(inner, f"{key}[]." if isinstance(kind, Listed) else f"{key}.")


def row(named):
    key, field = named
    example = field.example or EXAMPLES.get(field.type, "")
    null = " or null" if field.null else ""
    return f"| `{key}` | {kind_of(field.type)}{null} | {field.words} | {example} |"


def kind_of(kind):
    match kind:
        case Listed():
            return f"list of {kind_of(kind.of)}"
        case Object():
            return kind.name
    if kind.choices:
        return " / ".join(value for value, _ in kind.choices)
    return kind.format if kind.format != "default" else kind.name
