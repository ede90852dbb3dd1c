"""A workbook of one sheet, its cells of real types: numbers, days and times as such."""

from contextlib import closing
from datetime import date, datetime
from tempfile import TemporaryFile

from .stream import NotPossible, blocks, tuples

SHEET_ROWS, CELL = 1_048_576, 32_767  # what a sheet and a cell of XLSX hold at most
TOO_MANY = f"A sheet holds {SHEET_ROWS:,} rows, and these are more. Filter them, or take CSV."
FIRST_DAY = date(1900, 3, 1)  # spreadsheets take 1900 for a leap year, and know no day before it
DAY, MOMENT = {"num_format": "yyyy-mm-dd"}, {"num_format": "yyyy-mm-dd hh:mm:ss"}


def xlsx(table, rows):
    """
    Yield chunks of a workbook.

    No cell is a formula or a link, a longer text ends in “…”, times are in UTC, and a day before
    March 1900, which no spreadsheet knows, is a text. Raises NotPossible for more than 1,048,575
    rows.
    """
    import xlsxwriter  # here, because few ask for it

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with TemporaryFile() as file:
        with closing(xlsxwriter.Workbook(file, options)) as book:
            book.set_properties({"created": datetime(2000, 1, 1)})  # same rows, same bytes
            writers = {
                "integer": lambda sheet, *at, value: sheet.write_number(*at, int(value)),
                "boolean": lambda sheet, *at, value: sheet.write_boolean(*at, value == "true"),
                "date": dated(date.fromisoformat, book.add_format(DAY)),
                "datetime": dated(moment, book.add_format(MOMENT)),
            }
            fill(book.add_worksheet(table.name), table.columns, tuples(table, rows), writers)
        yield from blocks(file)


def fill(sheet, columns, rows, writers):
    for place, column in enumerate(columns):
        sheet.write_string(0, place, column.name)
    write = [writers.get(column.type, text) for column in columns]
    for number, row in enumerate(rows, 1):
        if number == SHEET_ROWS:
            raise NotPossible(TOO_MANY)
        for place, value in enumerate(row):
            if value:
                write[place](sheet, number, place, value=value)


def text(sheet, *at, value):
    sheet.write_string(*at, fitting(value))


def dated(read, form):
    """Return a function that writes an ISO 8601 value as a day or time in a number format."""

    def write(sheet, *at, value):
        when = read(value)
        day = when.date() if isinstance(when, datetime) else when
        if day < FIRST_DAY:
            sheet.write_string(*at, value)
        else:
            sheet.write_datetime(*at, when, form)

    return write


def moment(value):
    """A time of the record, which is in UTC, as XLSX has them: without an offset."""
    return datetime.fromisoformat(value).replace(tzinfo=None)


def fitting(value):
    """The text, cut to what a cell holds (UTF-16 units)."""
    if len(value) < CELL // 2 or len(value.encode("utf-16-le")) // 2 <= CELL:
        return value
    return value.encode("utf-16-le")[: 2 * (CELL - 1)].decode("utf-16-le", "ignore") + "…"
