"""Point-in-time queries: inside as_of(t), reads go to the history views."""

from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db import connections, transaction

from record.delivery.etag import pinned_version

from .dates import MomentField

RECORD = "record"
BEGIN = (
    "SELECT set_config('search_path', 'record_then, ' || current_setting('search_path'), true), "
    "set_config('verbatim.as_of', %s, true)"
)
END = (
    "SELECT set_config('search_path', "
    "replace(current_setting('search_path'), 'record_then, ', ''), true)"
)


def as_of_parameter(query):
    """Return the time in `as_of` of a QueryDict, or None; check() reports a value that is none."""
    if "as_of" not in query:
        return None
    try:
        return MomentField(last=True, required=False).clean(query["as_of"])
    except ValidationError:
        return None


@contextmanager
def as_of(moment):
    """Read the record's tables as they stood at `moment` (a datetime); None reads them as usual."""
    if moment is None:
        yield
        return
    # no cached names: what they mean now is not what they meant then
    record = connections[RECORD]
    with pinned_version(None), transaction.atomic(using=RECORD), record.cursor() as cursor:
        cursor.execute(BEGIN, [moment.isoformat()])
        record.as_of = moment
        try:
            yield
        finally:
            record.as_of = None
        cursor.execute(END)


@contextmanager
def at_present():
    """Read the record inside as it is now; yield whether that is another time than outside."""
    record = connections[RECORD]
    moment = getattr(record, "as_of", None)
    if moment is None:
        yield False
        return
    with record.cursor() as cursor:
        cursor.execute(END)
        yield True
        cursor.execute(BEGIN, [moment.isoformat()])
