"""Each public document is declared once, and what is made of the declaration keeps to it."""

from pathlib import Path

import pytest

from record.documents import KINDS
from record.documents.fields import ID, TEXT, Field, Listed, Object, columns
from record.documents.reference import page
from record.exports import TABLES
from record.sql.definition import Kind, digests

DOCS = Path(__file__).parents[3] / "docs"


def test_the_page_of_fields_is_made_of_the_declarations():
    assert (DOCS / "fields.md").read_text() == page()


@pytest.mark.parametrize("kind", KINDS)
def test_every_column_of_a_ready_table_says_where_it_comes_from(kind):
    assert set(Kind(kind).columns) == set(kind.public.selected())


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_says_what_it_is(kind):
    assert [f.name for f in kind.public.document.fields if not f.words] == []


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_every_column_of_an_export_says_what_it_is(table):
    assert [column.name for column in table.columns if not column.description] == []


def test_a_column_takes_type_and_words_from_the_field_at_its_path():
    speaker = Object("Name", "", (Field("id", ID, words="Who."), Field("name", TEXT, words="How.")))
    quote = Object("Quote", "", (Field("speaker", speaker), Field("words", Listed(TEXT))))
    (column,) = columns(quote, ("said_by", "speaker.id"), of="e")
    assert (column.name, column.sql) == ("said_by", "e #>> '{speaker,id}'")
    assert (column.type, column.format, column.description) == ("string", "uuid", "Who.")
    with pytest.raises(KeyError):
        columns(quote, "nobody")


def test_a_changed_quote_gives_the_claims_that_show_it_another_digest(monkeypatch):
    before = digests()
    quote = next(kind for kind in KINDS if kind.__name__ == "Quote")
    monkeypatch.setitem(quote.public.columns, "kind", "lower(q.kind)")
    changed = {name for name, digest in digests().items() if digest != before[name]}
    assert changed == {"quote", "claim", "objects"}
