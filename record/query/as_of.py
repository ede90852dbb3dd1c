"""The record as it was: within `as_of(moment)` every question is answered as it would have been."""

from contextlib import contextmanager

from django.db import connections, transaction

from record.delivery.response_cache import at

RECORD = "record"
THEN = (
    "SELECT set_config('search_path', 'record_then, ' || current_setting('search_path'), true), "
    "set_config('verbatim.as_of', %s, true)"
)
NOW = (
    "SELECT set_config('search_path', "
    "replace(current_setting('search_path'), 'record_then, ', ''), true)"
)


@contextmanager
def as_of(moment):
    """Read the record's tables as they stood at `moment` (a datetime); None reads them as usual."""
    if moment is None:
        yield
        return
    # at(None): what names mean now is not what they meant then
    with at(None), transaction.atomic(using=RECORD), connections[RECORD].cursor() as cursor:
        cursor.execute(THEN, [moment.isoformat()])
        yield
        cursor.execute(NOW)
