"""
One page of the record in one statement: documents as they leave, and where the page ends.

Django's ORM says which rows; the rest is put together here, so that no value becomes a Python
object only to be written out again. The same question is then the same text, parsed once.
"""

from django.core.exceptions import EmptyResultSet, FullResultSet
from django.db import connections
from django.db.models import F

# Of the rows that match some words so many are ranked, the first by the model's own ordering: who
# finds more has asked for a frequent word, and ranking half of the record would say little.
MOST_RANKED = 1000


def page(rows, ordering, size, after=None, document="document", first=0):
    """
    At most `size` of `rows` by `ordering`, as text: (the expression `document`, place, public_id).

    `after` is the (place, public_id) of the row before them; `first` further ones are left out.
    """
    try:
        where, bound = found(rows)
    except EmptyResultSet:
        return []
    table, place, place_bound, falling = order(rows, ordering)
    source = f"{table} WHERE {where}"
    if ordering.endswith("rank"):
        source, bound = ranked(rows, where, bound)
    shown, shown_bound = compiled(rows, F(document) if isinstance(document, str) else document)
    if after:
        source += f" AND ({place}, {table}.public_id) {'<' if falling else '>'} (%s, %s)"
        bound = [*bound, *place_bound, *after]
    statement = (
        f"SELECT ({shown})::text AS document, ({place})::text AS place, {table}.public_id::text "
        f"FROM {source} ORDER BY {place} {falling}, {table}.public_id {falling} "
        f"LIMIT {size:d} OFFSET {first:d}"
    )
    with connections[rows.db].cursor() as cursor:
        cursor.execute(statement, [*shown_bound, *place_bound, *bound, *place_bound])
        return cursor.fetchall()


def ranked(rows, where, bound):
    """FROM and WHERE of the rows that are ranked at all, and what is bound in them."""
    table, place, place_bound, falling = order(rows, rows.model.ordering)
    newest = f"{place} {falling}, {table}.public_id {falling} LIMIT {MOST_RANKED}"
    source = f"(SELECT * FROM {table} WHERE {where} ORDER BY {newest}) {table} WHERE true"
    return source, [*bound, *place_bound]


def order(rows, ordering):
    """The table, the SQL of the place by `ordering`, what is bound in it, and DESC or nothing."""
    name = ordering.removeprefix("-")
    place, bound = compiled(rows, rows.model.orderings.get(name, F(name)))
    return rows.model._meta.db_table, place, bound, "DESC" if name != ordering else ""


def found(rows):
    """The condition of `rows`, and what is bound in it. Raises EmptyResultSet for none at all."""
    try:
        return compiled(rows, rows.query.where)
    except FullResultSet:
        return "true", ()


def compiled(rows, expression):
    compiler = rows.query.get_compiler(rows.db)
    if hasattr(expression, "resolve_expression"):
        expression = expression.resolve_expression(rows.query)
    return compiler.compile(expression)
