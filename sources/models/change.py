"""The audit history: who changed what, when and why, from what to what. Triggers write it."""

from contextlib import contextmanager

from django.core.exceptions import BadRequest
from django.db import connection, models, transaction
from django.db.models.functions import Coalesce

from sources.rules import Trigger


class History(Trigger):
    """
    A trigger that records every insert, update and delete of a table as a Change.

    `part_of` is (table, column): the column here that says of which row of that table a row is a
    part, if of any; `without` are columns not worth recording (bytes, texts that never change).
    """

    def __init__(self, *, name, part_of=("", ""), without=()):
        super().__init__(name=name, on="AFTER INSERT OR UPDATE OR DELETE", body="")
        self.part_of = tuple(part_of)
        self.without = tuple(without)

    def create_sql(self, model, schema_editor):
        table = schema_editor.quote_name(model._meta.db_table)
        arguments = ", ".join(f"'{word}'" for word in (*self.part_of, " ".join(self.without)))
        return (
            f"CREATE TRIGGER {self.name} {self.on} ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION sources_keep_change({arguments})"
        )

    def remove_sql(self, model, schema_editor):
        return f"DROP TRIGGER {self.name} ON {schema_editor.quote_name(model._meta.db_table)}"

    def deconstruct(self):
        path, args, kwargs = super().deconstruct()
        kwargs = {"name": self.name, "part_of": self.part_of, "without": self.without}
        return path, args, kwargs


class ChangeQuerySet(models.QuerySet):
    def of(self, row, parts=None):
        """Return the changes of a row (of any model) and of its parts.

        `parts` are the tables whose rows count as parts; None stands for all.
        """
        table = row._meta.db_table
        part = models.Q(part_of=table, part_of_id=row.pk)
        if parts is not None:
            part &= models.Q(table_name__in=parts)
        return self.filter(models.Q(table_name=table, row_id=row.pk) | part)


def change_count(model):
    """
    Return an expression on rows of `model` (a class): how many Changes each has had.

    It serves as the version of optimistic locking. Unlike the id of the last Change, a count
    shows a change that was begun before that one and committed after it.
    """
    changes = Change.objects.filter(table_name=model._meta.db_table, row_id=models.OuterRef("pk"))
    counted = changes.order_by().values("table_name").annotate(n=models.Count("pk")).values("n")
    return Coalesce(models.Subquery(counted), 0)


class Change(models.Model):
    """
    One change of one row: the `table_name` and `row_id`, and what it is a part of, if of any.

    `was` and `became` hold the columns that differ, as JSON; None where there was no row, before
    an insert or after a delete.
    """

    at = models.DateTimeField()
    who = models.TextField()
    why = models.TextField()
    table_name = models.TextField(db_column="record")
    row_id = models.BigIntegerField(db_column="record_id")
    part_of = models.TextField()
    part_of_id = models.BigIntegerField(null=True)
    was = models.JSONField(null=True)
    became = models.JSONField(null=True)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        managed = False  # so that no `flush` tries to empty it; sql/history.sql makes the table
        db_table = "sources_change"
        ordering = ["-id"]

    def __str__(self):
        return f"{self.table_name} {self.row_id}, {self.at}"


SET_AUTHOR = "SELECT set_config('verbatim.who', %s, true), set_config('verbatim.why', %s, true)"


@contextmanager
def by(who, why=""):
    """Record all changes made inside, in one transaction, under the name `who` and reason `why`."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(SET_AUTHOR, [who, why])
        yield


def given_reason(request, name="reason", most=1000):
    """Return the reason that a form gives. Raises BadRequest for one that no text can hold."""
    reason = request.POST.get(name, "")[:most]
    if "\0" in reason:
        raise BadRequest("The reason holds a NUL character.")
    return reason


def given_why(request):
    """Return the reason that a record's form gives for its changes, as `given_reason`."""
    return given_reason(request, "_why", 500)


def attribute_changes_to_user(get_response):
    """Return middleware that records a logged-in user's changes in a request as made by them.

    It makes the request one transaction, rolled back when the response is a server error.
    """

    def middleware(request):
        if request.method in ("GET", "HEAD", "OPTIONS") or not request.user.is_authenticated:
            return get_response(request)
        with by(request.user.get_username(), given_why(request)):
            response = get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
            return response

    return middleware
