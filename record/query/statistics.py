"""Cross tables: how many of the claims found are of each verdict and month, say."""

from django.db import connections

from .facets import FACETS, RECORD, label


def cross_table(rows, names, size, first=0, by_count=""):
    """
    Return `size` lines of the table, without the `first` ones, each as the JSON text of an object.

    Each has a value for each of `names` (keys of FACETS), a label where the value is an id, and a
    `count`; null stands for claims that have none, as of a day that is not known. A claim of
    several topics, say, is counted with each of them. In the order of their values, or `by_count`,
    "ASC" or "DESC".
    """
    columns = sorted({FACETS[name].column for name in names})
    found, params = rows.order_by().values(*columns).query.get_compiler(RECORD).as_sql()
    counted = f"count {by_count}, " if by_count else ""
    by = counted + ", ".join(names)
    each = ", ".join(f"{name}_.{name}" for name in names)
    values = " ".join(
        f"LEFT JOIN LATERAL (SELECT {FACETS[name].value} AS {name}) {name}_ ON true"
        for name in names
    )
    with connections[RECORD].cursor() as cursor:
        cursor.execute(
            f"SELECT {line(names)} FROM (SELECT {each}, count(*) AS count FROM ({found}) found "
            f"{values} GROUP BY {each} ORDER BY {counted}{each} "
            f"LIMIT {size:d} OFFSET {first:d}) top ORDER BY {by}",
            params,
        )
        return [text for (text,) in cursor.fetchall()]


def line(names):
    """Return the SQL of a line's JSON."""
    pairs = [f"'{name}', {name}" for name in names]
    pairs += [
        f"'{name}_label', {label(FACETS[name], name)}" for name in names if FACETS[name].table
    ]
    return f"json_build_object({', '.join(pairs)}, 'count', count)::text"
