"""How a test says that the database refuses something: by the full name of the rule."""

from contextlib import contextmanager

import pytest
from django.db import IntegrityError, connection, transaction


@contextmanager
def refused_by(rule):
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        yield
    assert refused.value.__cause__.diag.constraint_name == rule


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)


def rows(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)
        return cursor.fetchall()


def as_owner(statement):
    """What the desk may not do. Ends what is deferred: such a table cannot be altered."""
    sql("SET CONSTRAINTS ALL IMMEDIATE")
    sql("SET LOCAL ROLE NONE")
    sql(statement)
    sql("RESET ROLE")


def switch_off(trigger, table):
    """Take one rule away, to see the one behind it."""
    as_owner(f"ALTER TABLE {table} DISABLE TRIGGER {trigger}")


@contextmanager
def switched_off(trigger, table):
    """Inside, one rule is away."""
    switch_off(trigger, table)
    yield
    as_owner(f"ALTER TABLE {table} ENABLE TRIGGER {trigger}")
    sql("SET CONSTRAINTS ALL DEFERRED")
