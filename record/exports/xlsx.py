"""
A workbook of one sheet, its cells of real types: numbers, days and times as such.

XlsxWriter makes the workbook around the sheet. The sheet's rows are written here, as they come, so
that the first ones leave before the last ones are read.
"""

import io
import re
import zipfile
from datetime import UTC, date, datetime
from html import escape

from .stream import BLOCK, NotPossible, tuples

SHEET_ROWS, CELL = 1_048_576, 32_767  # what a sheet and a cell of XLSX hold at most
TOO_MANY = f"A sheet holds {SHEET_ROWS:,} rows, and these are more. Filter them, or take CSV."
FIRST_DAY = date(1900, 3, 1)  # spreadsheets take 1900 for a leap year, and know no day before it
DAY_ZERO = datetime(1899, 12, 30, tzinfo=UTC)
FORMATS = ({"num_format": "yyyy-mm-dd"}, {"num_format": "yyyy-mm-dd hh:mm:ss"})
DAY, MOMENT = ' s="1"', ' s="2"'  # cells of these formats
SHEET = "xl/worksheets/sheet1.xml"
# What no XML holds, as XLSX writes it; and what looks as if it were so written.
UNFIT = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")


def xlsx(table, rows):
    """
    Yield chunks of a workbook.

    No cell is a formula or a link, a longer text ends in “…”, times are in UTC, and a day before
    March 1900, which no spreadsheet knows, is a text. Raises NotPossible for more than 1,048,575
    rows, before the first chunk where the table has as many as there are records.
    """
    if not table.since and rows.count() >= SHEET_ROWS:  # of what changed, the writing will tell
        raise NotPossible(TOO_MANY)
    sent = Sent()
    parts = around(table.name)
    head, tail = re.split("<sheetData>.*</sheetData>", parts.pop(SHEET), flags=re.DOTALL)
    with zipfile.ZipFile(sent, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in parts.items():
            book.writestr(part(name), content)
        yield sent.taken()
        with book.open(part(SHEET), "w") as sheet:
            sheet.write(f"{head}<sheetData>".encode())
            for line in lines(table.columns, tuples(table, rows)):
                sheet.write(line.encode())
                if sent.size > BLOCK:
                    yield sent.taken()
            sheet.write(f"</sheetData>{tail}".encode())
    yield sent.taken()


class Sent:
    """A file that is only written to, and gives away what it holds."""

    def __init__(self):
        self.blocks, self.size = [], 0

    def write(self, block):
        self.blocks.append(bytes(block))
        self.size += len(block)
        return len(block)

    def flush(self):
        pass

    def taken(self):
        blocks, self.blocks, self.size = self.blocks, [], 0
        return b"".join(blocks)


def around(name):
    """Return the parts of a workbook (text by name) whose one sheet shows our formats."""
    import xlsxwriter  # here, because few ask for it

    with io.BytesIO() as file:
        with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
            book.set_properties({"created": datetime(2000, 1, 1)})  # same rows, same bytes
            sheet = book.add_worksheet(name)
            for place, form in enumerate(FORMATS):
                sheet.write_number(0, place, 1, book.add_format(form))
        with zipfile.ZipFile(file) as made:
            parts = {name: made.read(name).decode() for name in made.namelist()}
    parts[SHEET] = re.sub("<dimension [^>]*>", "", parts[SHEET])
    return parts


def part(name):
    info = zipfile.ZipInfo(name)  # of 1980, so that the same rows make the same bytes
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


def lines(columns, rows):
    """Yield each row as XML, the first with the columns' names."""
    letters = [letter(place) for place in range(len(columns))]
    names = "".join(
        text(f"{at}1", column.name) for at, column in zip(letters, columns, strict=True)
    )
    yield f'<row r="1">{names}</row>'
    write = [WRITTEN.get(column.type, text) for column in columns]
    for number, row in enumerate(rows, 2):
        if number > SHEET_ROWS:
            raise NotPossible(TOO_MANY)
        cells = "".join(
            cell(f"{at}{number}", value)
            for at, cell, value in zip(letters, write, row, strict=True)
            if value
        )
        yield f'<row r="{number}">{cells}</row>'


def letter(place):
    """Return the name of a column by its number: A, B, … Z, AA."""
    more, last = divmod(place, 26)
    return (letter(more - 1) if more else "") + chr(ord("A") + last)


def text(at, value):
    fit = UNFIT.sub(lambda found: f"_x{ord(found[0]):04X}_", fitting(value))
    space = ' xml:space="preserve"' if fit != fit.strip() else ""
    return f'<c r="{at}" t="inlineStr"><is><t{space}>{escape(fit, quote=False)}</t></is></c>'


def number(at, value, style=""):
    return f'<c r="{at}"{style}><v>{value}</v></c>'


def boolean(at, value):
    return f'<c r="{at}" t="b"><v>{int(value == "true")}</v></c>'


def day(at, value):
    when = datetime.fromisoformat(value).replace(tzinfo=UTC)
    return number(at, (when - DAY_ZERO).days, DAY) if is_known(when) else text(at, value)


def moment(at, value):
    """Return a cell with a time of the record (UTC) as XLSX has them: days, without an offset."""
    when = datetime.fromisoformat(value).replace(tzinfo=UTC)
    return number(at, days(when - DAY_ZERO), MOMENT) if is_known(when) else text(at, value)


def days(span):
    return f"{span.total_seconds() / 86400:.11f}"  # to the microsecond


def is_known(when):
    return when.date() >= FIRST_DAY


WRITTEN = {"integer": number, "boolean": boolean, "date": day, "datetime": moment}


def fitting(value):
    """Return the text, cut to what a cell holds (UTF-16 units)."""
    if len(value) < CELL // 2 or len(value.encode("utf-16-le")) // 2 <= CELL:
        return value
    return value.encode("utf-16-le")[: 2 * (CELL - 1)].decode("utf-16-le", "ignore") + "…"
