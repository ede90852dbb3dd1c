"""Canonical JSON of a declared document, as one SQL expression: what the ledger hashes.

`record_canonical` (record/sql/ledger.sql) writes the same bytes of any JSON, and takes several
times as long: it has to look which keys there are, and sort them.
"""

from .fields import Listed, Object


def canonical_function(name, document):
    """Return SQL that makes the function of a kind's documents (jsonb) that gives them as text."""
    return (
        f"CREATE OR REPLACE FUNCTION record_canonical_{name}(d jsonb) RETURNS text "
        f"LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN RETURN {expression(document, 'd')}; END $$"
    )


def expression(kind, value, depth=0):
    """Return the SQL of a value of a Type, Object or Listed as RFC 8785 has it."""
    match kind:
        case Object():
            fields = sorted(kind.fields, key=lambda field: field.name)
            pairs = " || ',".join(pair(field, value, depth) for field in fields)
            return typed(value, "object", f"'{{{pairs} || '}}'")
        case Listed():
            part = f"part{depth}"
            listed = (
                f"SELECT string_agg({expression(kind.of, part, depth + 1)}, ',' ORDER BY n) "
                f"FROM jsonb_array_elements({value}) WITH ORDINALITY each{depth} ({part}, n)"
            )
            return typed(value, "array", f"'[' || COALESCE(({listed}), '') || ']'")
    return f"{value}::text"


def pair(field, value, depth):
    """Return a key and its value; the quotation mark of SQL before the key is the caller's."""
    inner = expression(field.type, f"({value} -> '{field.name}')", depth)
    return f'"{field.name}":\' || {inner}'


def typed(value, kind, made):
    """Return `made` where the value is what was declared, else what there is, such as null."""
    return f"CASE jsonb_typeof({value}) WHEN '{kind}' THEN {made} ELSE {value}::text END"
