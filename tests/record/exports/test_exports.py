"""Exports: whole, in one order, safe in a spreadsheet and exact to the letter."""

import csv
import io
import json
import re
import sys
import zipfile
from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.reviews import parse_files
from record.exports import FORMATS, TABLES, NotPossible, exports, formats, write, xlsx
from record.site.files import begun_with
from tests.factories import (
    a_claim,
    a_published_claim,
    a_verdict,
    a_verification,
    an_accepted_quote,
)

FORMULAS = [
    *(f"{sign}1+cmd|' /C calc'!A0" for sign in "=+-@"),
    *(f"{sign}SUM(A1)" for sign in "＝＋－＠"),
    "`=1+1",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "  =1+1",
    '"=1+1"',
    "'=1+1",
    "“=1+1”",
    "\u00a0=1+1",
    "\u200b=1+1",
    "\ufeff=1+1",
    "-5 % growth",
]
PLAIN = ["-5 %", "+3", "-1,234.5", "-0,5%", "+4912345678", "5 - 3 = 2", "Ні - це ні", "“Yes” = no"]


BINARY = ("xlsx", "parquet")


def cell(text):
    with connection.cursor() as cursor:
        cursor.execute("SELECT record_cell(%s)", [text])
        return cursor.fetchone()[0]


def text(cell):
    """The text of a cell, as whoever reads our CSV gets it back."""
    return cell[1:] if cell.startswith("'") else cell


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_cell_never_begins_like_a_formula(formula):
    assert cell(formula) == "'" + formula


@pytest.mark.parametrize("plain", PLAIN)
def test_numbers_and_plain_words_stay_as_they_are(plain):
    assert cell(plain) == plain


@settings(max_examples=300, deadline=None)
@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])))
def test_every_text_comes_back_exactly(words):
    assert text(cell(words)) == words


def made(name, table="claims"):
    table = TABLES[table]
    return b"".join(FORMATS[name][0](table, table.model.objects.all()))


def read_csv(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_csv_is_a_table_of_columns():
    words = '=HYPERLINK("x")\r\nsecond; line, “quoted” é\U0001f333'
    claim = a_published_claim([an_accepted_quote()], statement=words, claimed_on="2026-03-01")
    (row,) = read_csv(made("csv"))
    assert list(row) == [column.name for column in TABLES["claims"].columns]
    assert text(row["statement"]) == words
    assert row["url"] == f"http://localhost:8000/claims/{claim.public_id}/"
    assert (row["verdict"], row["value"], row["claimed_on"]) == ("False", "1", "2026-03-01")
    assert (row["quotes"], row["evidence"]) == ("1", "https://source.example/0")


@pytest.mark.parametrize("name", ["csv", "jsonl", "claimreview"])
def test_our_own_import_finds_exactly_the_same_texts(tmp_path, name):
    statements = FORMULAS + PLAIN
    [a_published_claim(statement=words) for words in statements]
    path = tmp_path / f"claims{FORMATS[name][1]}"
    path.write_bytes(made(name))
    found = parse_files([path], ("Facts", "https://facts.example"))
    assert [f.review["claimReviewed"] for f in found] == statements


def test_json_lines_are_the_documents_to_the_letter(client):
    words = 'back\\slash "quote" \u2028 \u0001 \x7f \U0001f333'
    [a_published_claim([an_accepted_quote()], statement=f"{words} {n}") for n in range(3)]
    lines = made("jsonl").decode().split("\n")
    documents = [json.loads(line) for line in lines[:-1]]
    assert [d["statement"] for d in documents] == [f"{words} {n}" for n in range(3)]
    assert lines[:-1] == [
        c.document for c in TABLES["claims"].model.objects.in_order("verified_at")
    ]


def test_claimreview_is_a_feed_of_reviews():
    [a_published_claim(statement=f"</script> {n}") for n in range(2)]
    feed = json.loads(made("claimreview"))
    assert feed["@type"] == "DataFeed"
    reviews = [item["item"][0] for item in feed["dataFeedElement"]]
    assert [review["claimReviewed"] for review in reviews] == ["</script> 0", "</script> 1"]


TEXT_FORMATS = [(t.name, name, s) for t, name, _, s, _ in exports() if name not in BINARY]


@pytest.mark.parametrize("table, name, suffix", TEXT_FORMATS)
def test_an_empty_export_is_a_sound_file(table, name, suffix):
    content = made(name, table)
    assert {
        "csv": lambda: read_csv(content) == [],
        "jsonl": lambda: content == b"",
        "claimreview": lambda: json.loads(content)["dataFeedElement"] == [],
        "annotations": lambda: json.loads(content)["items"] == [],
    }[name]()


@pytest.mark.parametrize("table, name, suffix", [*TEXT_FORMATS, ("claims", "xlsx", ".xlsx")])
def test_the_same_record_gives_the_same_bytes_by_address_and_by_command(
    client, tmp_path, table, name, suffix
):
    [a_published_claim([an_accepted_quote()]) for _ in range(3)]
    response = client.get(f"/exports/{table}{suffix}")
    assert response.streaming
    content = b"".join(response)
    call_command("export", table, format=name, output=tmp_path / "file")
    assert content == (tmp_path / "file").read_bytes()
    assert made(name, table) == made(name, table)


def test_drafts_and_withdrawn_verifications_are_in_no_export():
    a_claim(), a_verification("submitted"), a_verification("withdrawn")
    assert made("jsonl") == b""


@pytest.mark.parametrize("name", ["csv", "jsonl", "claimreview"])
def test_an_export_is_the_same_with_debug(name, monkeypatch):
    a_published_claim()
    plain = made(name)
    monkeypatch.setattr(connections["record"], "force_debug_cursor", True)
    assert made(name) == plain


def test_an_export_takes_the_filters_of_the_api(client):
    a_published_claim(statement="Trees are green.")
    a_verification("published", claim=a_claim(), verdict=a_verdict("true"))
    response = client.get("/exports/claims.jsonl", {"verdict": "false", "q": "trees"})
    assert [json.loads(r)["statement"] for r in response] == ["Trees are green."]
    response = client.get("/exports/claims.csv", {"verdcit": "false"})
    assert response.status_code == 400 and "verdict" in response.json()["errors"][0]["known"]


def test_a_file_that_was_cut_short_never_gets_its_name(tmp_path):
    def half():
        yield b"half"
        raise ConnectionError

    target = tmp_path / "claims.csv"
    target.write_bytes(b"the last good one")
    with pytest.raises(ConnectionError):
        write(half(), target)
    assert [p.name for p in tmp_path.iterdir()] == ["claims.csv"]
    assert target.read_bytes() == b"the last good one"


def test_a_folder_that_is_not_there_is_a_sentence(tmp_path):
    with pytest.raises(CommandError, match="was not written: No such file or directory"):
        call_command("export", "claims", output=tmp_path / "nothing" / "claims.csv")


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_nobody_writes_an_export(client, method):
    assert getattr(client, method)("/exports/claims.csv").status_code == 405


def one_of_everything():
    quote = an_accepted_quote(said_on="2026-03-01", occasion="at a meeting")
    claim = a_published_claim([quote])
    return quote, claim, claim.verifications.get()


def test_an_appearance_is_a_row_for_each_quote_of_a_claim():
    quotes = [an_accepted_quote(said_on=f"2026-03-0{day}") for day in (1, 2)]
    claim = a_published_claim(quotes)
    rows = read_csv(made("csv", "appearances"))
    assert [(r["claim"], r["quote"]) for r in rows] == [
        (str(claim.public_id), str(quote.public_id)) for quote in quotes
    ]
    assert rows[0] | {"claim": "", "quote": ""} == {
        **dict.fromkeys(rows[0], ""),
        **{k: v for k, v in read_csv(made("csv", "quotes"))[0].items() if k != "id"},
    }


def test_a_quote_is_its_words_and_where_they_stand():
    quote, *_ = one_of_everything()
    (row,) = read_csv(made("csv", "quotes"))
    assert (row["id"], row["text"]) == (str(quote.public_id), quote.text)
    assert quote.snapshot.text[int(row["start"]) : int(row["end"])] == row["text"]
    assert (row["said_on"], row["occasion"]) == ("2026-03-01", "at a meeting")
    assert row["snapshot_sha256"] == quote.snapshot.sha256


def test_evidence_is_a_row_for_each_piece_of_a_verified_claim():
    *_, verification = one_of_everything()
    (row,) = read_csv(made("csv", "evidence"))
    assert (row["verification"], row["number"]) == (str(verification.public_id), "1")
    assert (row["title"], row["url"]) == ("Source 0", "https://source.example/0")
    (line,) = map(json.loads, made("jsonl", "evidence").splitlines())
    assert line == {k: v or "" for k, v in row.items()} | {"number": 1}


def test_verifications_and_speakers_are_tables_too():
    quote, claim, verification = one_of_everything()
    (row,) = read_csv(made("csv", "verifications"))
    assert (row["id"], row["claim"]) == (str(verification.public_id), str(claim.public_id))
    assert (row["verdict"], row["value"], row["summary"]) == ("False", "1", "It is not so.")
    names = {row["name"] for row in read_csv(made("csv", "speakers"))}
    assert names == {quote.speaker.name, claim.claimant.name}


def test_each_table_takes_its_own_filters(client):
    one_of_everything()
    assert len(list(client.get("/exports/quotes.jsonl", {"said_after": "2026-03-01"}))[0]) > 1
    assert list(client.get("/exports/quotes.jsonl", {"said_after": "2026-03-02"})) == [b""]
    assert client.get("/exports/quotes.jsonl", {"stage": "published"}).status_code == 400


def test_quotes_are_web_annotations():
    quote, *_ = one_of_everything()
    page = json.loads(made("annotations", "quotes"))
    (item,) = page["items"]
    exact, position = item["target"]["selector"]
    assert (page["type"], item["target"]["source"]) == (
        "AnnotationPage",
        quote.snapshot.article.url,
    )
    assert quote.snapshot.text[position["start"] : position["end"]] == exact["exact"] == quote.text


def sheet(content):
    """The XML of a workbook's first sheet."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return book.read("xl/worksheets/sheet1.xml").decode()


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_sheet_has_no_formula_and_no_link(formula):
    a_published_claim(statement=f"{formula} https://evil.example/")
    xml = sheet(made("xlsx"))
    assert "<f>" not in xml and "hyperlink" not in xml
    assert "<v>1</v>" in xml  # the verdict's value is a number


def sheet_cell(xml, column, row=2):
    """The attributes and the content of a cell of a sheet, such as C2."""
    return re.search(rf'<c r="{column}{row}"([^>]*)><v>([^<]*)</v>', xml).groups()


def test_a_sheet_has_days_and_times_as_such():
    a_published_claim(claimed_on="2026-03-01")
    xml = sheet(made("xlsx"))
    days = (date(2026, 3, 1) - date(1899, 12, 30)).days  # as spreadsheets count them
    assert sheet_cell(xml, "E") == (' s="1"', str(days))
    style, moment = sheet_cell(xml, "M")
    assert style == ' s="2"' and "." in moment


def test_a_day_that_no_spreadsheet_knows_is_a_text():
    a_published_claim(claimed_on="1899-12-31")
    assert '<c r="E2" t="inlineStr"><is><t>1899-12-31</t>' in sheet(made("xlsx"))


def test_a_text_longer_than_a_cell_ends_in_a_mark():
    assert xlsx.fitting("\U0001f333" * 20_000) == "\U0001f333" * 16_383 + "…"
    assert xlsx.fitting("é" * 32_767) == "é" * 32_767


def test_parquet_without_its_library_is_a_sentence(client, monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    response = client.get("/exports/claims.parquet")
    assert response.status_code == 501 and "requirements-parquet.txt" in response.json()["detail"]
    with pytest.raises(CommandError, match="requirements-parquet.txt"):
        call_command("export", "claims", format="parquet", output=tmp_path / "claims.parquet")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("installed", [True, False])
def test_parquet_is_offered_where_its_library_is(monkeypatch, installed):
    monkeypatch.setattr(formats, "find_spec", lambda name: installed)
    assert ("parquet" in {name for _, name, *_ in formats.makeable()}) == installed


def test_more_rows_than_a_sheet_holds_are_refused(monkeypatch):
    monkeypatch.setattr(xlsx, "SHEET_ROWS", 2)
    [a_published_claim() for _ in range(2)]
    with pytest.raises(NotPossible, match="Filter them, or take CSV"):
        made("xlsx")


def test_of_what_changed_no_more_rows_are_too_many_than_changed(monkeypatch):
    monkeypatch.setattr(xlsx, "SHEET_ROWS", 2)
    [a_published_claim() for _ in range(3)]
    table = TABLES["claims"].changed(timezone.now() + timedelta(days=1))
    assert b"".join(FORMATS["xlsx"][0](table, table.model.objects.all()))


def test_what_is_closed_early_is_closed_to_its_beginning():
    def chunks():
        yield b"first"
        try:
            yield b"second"
        finally:
            ended.append(True)

    ended, made = [], chunks()
    whole = begun_with(next(made), made)
    assert (next(whole), next(whole), ended) == (b"first", b"second", [])
    whole.close()
    assert ended == [True]


def test_a_table_is_in_no_format_that_is_not_its_own():
    with pytest.raises(CommandError, match="no speakers in this format"):
        call_command("export", "speakers", format="claimreview")
