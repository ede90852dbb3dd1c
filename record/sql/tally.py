"""The tally of the record: the triggers that keep it, and how it is counted anew."""

from django.db import connection

from record.documents import KINDS

from .tables import beside

# The sign of what is counted, the transition table's name, and how SQL names it, for each event.
EVENTS = {"INSERT": ("1", "NEW TABLE AS now", "now"), "DELETE": ("-1", "OLD TABLE AS was", "was")}


def triggers():
    """Yield the statements that make the triggers of the ready tables."""
    for kind in KINDS:
        name, table = kind._meta.model_name, kind._meta.db_table
        for event, (sign, declared, rows) in EVENTS.items():
            yield trigger(table, event, declared, "rows", sign, rows, name)
            if name == "claim":
                yield trigger(table, event, declared, "claims", sign, rows)


def trigger(table, event, declared, counted, *arguments):
    given = ", ".join(f"'{argument}'" for argument in arguments)
    return (
        f"CREATE OR REPLACE TRIGGER record_tally_{counted}_{event.lower()} AFTER {event} "
        f"ON {table} REFERENCING {declared} FOR EACH STATEMENT "
        f"EXECUTE FUNCTION record_tally_{counted}({given})"
    )


def rebuild():
    """Count the whole record anew, the tables that are about to take their places included."""
    with connection.cursor() as cursor:
        beside(cursor, "SELECT record_renew_tally()")
