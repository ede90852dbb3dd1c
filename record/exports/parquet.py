"""Parquet with Zstandard: integers, booleans, days and times (in UTC) as such."""

from itertools import islice
from tempfile import TemporaryFile

from .stream import NotPossible, blocks, tuples

GROUP = 10_000  # rows written at once
NO_PYARROW = (
    "Parquet needs a library of 170 MB that is not installed: "
    ".venv/bin/pip install --require-hashes -r requirements-parquet.txt"
)


def parquet(table, rows):
    """Yield chunks of a Parquet file. Raises NotPossible where its library is not installed."""
    try:
        import pyarrow
        from pyarrow.parquet import ParquetWriter
    except ImportError:
        raise NotPossible(NO_PYARROW) from None
    kinds = {
        "integer": pyarrow.int64(),
        "boolean": pyarrow.bool_(),
        "date": pyarrow.date32(),
        "datetime": pyarrow.timestamp("us", tz="UTC"),
    }
    fields = [(c.name, kinds.get(c.type, pyarrow.string())) for c in table.columns]
    schema = pyarrow.schema(fields)
    with TemporaryFile() as file:
        with ParquetWriter(file, schema, compression="zstd") as writer:
            for group in groups(tuples(table, rows)):
                values = zip(*group, strict=True)
                arrays = [
                    pyarrow.array(column, pyarrow.string()).cast(kind)
                    for column, (_, kind) in zip(values, fields, strict=True)
                ]
                writer.write_table(pyarrow.Table.from_arrays(arrays, schema=schema))
        yield from blocks(file)


def groups(rows):
    rows = iter(rows)
    while group := list(islice(rows, GROUP)):
        yield group
