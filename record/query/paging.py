"""
Keyset pagination: a page begins after the last one's last row, so the thousandth costs no more.

One statement makes a page. Django's ORM says which rows; the rest is put together here, so that no
value becomes a Python object only to be written out again, and equal requests send equal SQL.
"""

from functools import cache

from django.core.exceptions import EmptyResultSet, FullResultSet, ValidationError
from django.core.signing import BadSignature, Signer
from django.db import connections
from django.db.models import F
from rest_framework.pagination import BasePagination
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from record.documents.rendering import Ready
from record.documents.serializers import COUNT, FACETS

PAGE_SIZE = 50
# Of the rows that match some words so many are ranked, the first by the model's own ordering: who
# finds more has asked for a frequent word, and ranking half of the record would say little.
MAX_RANKED = 1000
FOREIGN_CURSOR = "This cursor belongs to another list or another ordering. Begin again without it."
FACETS_OF = "How many claims the facets count; not exact: the newest of those found."


class Cursor:
    """Signed, opaque pagination cursors, each valid for one model and one ordering."""

    def __init__(self, model, ordering):
        self.signer = Signer(salt=f"cursor:{model._meta.label}:{ordering}")

    def write(self, place, public_id):
        """Return the cursor of the row after which a page ends; both are PostgreSQL's text."""
        return self.signer.sign_object([place, public_id])

    def read(self, cursor):
        """Return (place, public_id). Raises ValidationError for any other text."""
        try:
            return self.signer.unsign_object(cursor)
        except BadSignature:
            raise ValidationError(FOREIGN_CURSOR) from None


class KeysetPagination(BasePagination):
    """Django REST Framework's pagination of record rows, by a bound and valid PageForm."""

    def __init__(self, size=PAGE_SIZE):
        self.size = size

    def bind(self, form):
        self.form = form
        return form

    def paginate_queryset(self, rows, request, view=None):
        """Return the documents of the page as JSON text."""
        parameters, ordering = self.form.cleaned_data, self.form.chosen_ordering
        size = parameters.get("page_size") or self.size
        cursor = parameters.get("cursor")
        fetched = page(rows, ordering, size + 1, cursor, self.form.document())
        self.next = self._next(request, Cursor(rows.model, ordering), fetched[size - 1 : size + 1])
        self.extra = self.form.extra(rows)
        return [document for document, _, _ in fetched[:size]]

    def _next(self, request, cursor, last_two):
        """Return the address of the next page if there is a row after this page's last one."""
        if len(last_two) < 2:
            return None
        _, place, public_id = last_two[0]
        address = request.build_absolute_uri()
        return replace_query_param(address, "cursor", cursor.write(place, public_id))

    def get_paginated_response(self, documents):
        results = Ready(f"[{','.join(documents)}]")
        return Response({**self.extra, "next": self.next, "results": results})

    def get_paginated_response_schema(self, schema):
        return {
            "type": "object",
            "required": ["next", "results"],
            "properties": {
                "count": COUNT,
                "facets": FACETS,
                "facets_of": COUNT | {"description": FACETS_OF},
                "next": {"type": ["string", "null"], "format": "uri"},
                "results": schema,
            },
        }


def page(rows, ordering, size, after=None, document="document", first=0, only=None):
    """
    Return at most `size` of `rows` by `ordering`, as text: (`document`, place, public_id).

    `document` is an expression; `place` is the row's value of the ordering. The page starts after
    the row at `after`, a (place, public_id), and skips `first` further ones. `only` is one more
    condition, SQL and its parameters.
    """
    try:
        source, bound = ranked(rows) if ordering.endswith("rank") else found(rows)
    except EmptyResultSet:
        return []
    table, place, place_bound, direction = order(rows, ordering)
    shown, shown_bound = compiled(rows, F(document) if isinstance(document, str) else document)
    if only:
        source, bound = f"{source} AND ({only[0]})", [*bound, *only[1]]
    if after:
        source += f" AND ({place}, {table}.public_id) {'<' if direction else '>'} (%s, %s)"
        bound = [*bound, *place_bound, *after]
    statement = (
        f"SELECT ({shown})::text AS document, ({place})::text AS place, {table}.public_id::text "
        f"FROM {source} ORDER BY {place} {direction}, {table}.public_id {direction} "
        f"LIMIT {size:d} OFFSET {first:d}"
    )
    with connections[rows.db].cursor() as cursor:
        cursor.execute(statement, [*shown_bound, *place_bound, *bound, *place_bound])
        return cursor.fetchall()


def ranked(rows):
    """Return FROM and WHERE of the rows that are ranked at all, and their parameters."""
    columns = [field.column for field in rows.model._meta.local_fields]
    first, bound = first_by_default(rows, columns, MAX_RANKED)
    return f"({first}) {rows.model._meta.db_table} WHERE true", bound


def first_by_default(rows, columns, most):
    """Return SQL of the first `most` rows by the model's own ordering, and its parameters."""
    source, bound = found(rows)
    table, place, place_bound, direction = order(rows, rows.model.ordering)
    select = (
        f"SELECT {', '.join(columns)} FROM {source} "
        f"ORDER BY {place} {direction}, {table}.public_id {direction} LIMIT {most:d}"
    )
    return select, [*bound, *place_bound]


def counted(rows, most):
    """Return how many rows there are, `most` at most."""
    try:
        source, bound = found(rows)
    except EmptyResultSet:
        return 0
    with connections[rows.db].cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM (SELECT FROM {source} LIMIT {most:d}) first", bound)
        return cursor.fetchone()[0]


def order(rows, ordering):
    """Return the table, the SQL expression to order by, its parameters, and "DESC" or ""."""
    name = ordering.removeprefix("-")
    expression = rows.query.rank if name == "rank" else rows.model.orderings.get(name, F(name))
    place, bound = compiled(rows, expression)
    return rows.model._meta.db_table, place, bound, "DESC" if name != ordering else ""


def found(rows):
    """
    Return FROM and WHERE of `rows`, and their parameters. Raises EmptyResultSet for none().

    A page, its count and its facets ask for the same: it is kept with the rows, which never change.
    """
    if not hasattr(rows, "found"):
        try:
            where, bound = compiled(rows, rows.query.where)
        except FullResultSet:
            where, bound = "true", ()
        rows.found = f"{rows.model._meta.db_table} WHERE {where}", bound
    return rows.found


def compiled(rows, expression):
    """Return an expression as SQL, and its parameters; a column at once, as most are."""
    if isinstance(expression, F) and (column := columns_of(rows.model).get(expression.name)):
        return column, ()
    compiler = rows.query.get_compiler(rows.db)
    if hasattr(expression, "resolve_expression"):
        expression = expression.resolve_expression(rows.query)
    return compiler.compile(expression)


@cache
def columns_of(model):
    """Return {field's name: SQL of its column}."""
    table = model._meta.db_table
    return {each.name: f'"{table}"."{each.column}"' for each in model._meta.local_fields}
