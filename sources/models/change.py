"""The history: who changed what, when and why, from what to what. The database writes it."""

from contextlib import contextmanager

from django.core.exceptions import BadRequest
from django.db import connection, models, transaction
from django.db.models.functions import Coalesce

from sources.rules import Trigger


class History(Trigger):
    """
    Keeps every insert, update and delete of a table, however it comes about, as a Change.

    `part_of` is (table, column): of which record a row here is a part, if of any; `without` are
    columns not worth keeping (bytes, long texts that never change).
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
    def of(self, record, parts=None):
        """The changes of a record (any model's row) and of its parts, or of some parts' tables."""
        table = record._meta.db_table
        part = models.Q(part_of=table, part_of_id=record.pk)
        if parts is not None:
            part &= models.Q(record__in=parts)
        return self.filter(models.Q(record=table, record_id=record.pk) | part)


def version(model):
    """
    An expression on rows of `model` (a class): how many Changes each has seen.

    Unlike the number of the last one, a count shows a change that was begun before and is
    committed after it.
    """
    changes = Change.objects.filter(record=model._meta.db_table, record_id=models.OuterRef("pk"))
    counted = changes.order_by().values("record").annotate(n=models.Count("pk")).values("n")
    return Coalesce(models.Subquery(counted), 0)


class Change(models.Model):
    """One row's change: `was` and `became` hold what differs; None where there was no row."""

    at = models.DateTimeField()
    who = models.TextField()
    why = models.TextField()
    record = models.TextField()
    record_id = models.BigIntegerField()
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
        return f"{self.record} {self.record_id}, {self.at}"


SIGN = "SELECT set_config('verbatim.who', %s, true), set_config('verbatim.why', %s, true)"


@contextmanager
def by(who, why=""):
    """Inside, in one transaction, all changes are kept as made by `who` for the reason `why`."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(SIGN, [who, why])
        yield


def signed(get_response):
    """Middleware: what a logged-in person's request changes is kept as that person's work."""

    def middleware(request):
        if request.method in ("GET", "HEAD", "OPTIONS") or not request.user.is_authenticated:
            return get_response(request)
        why = request.POST.get("_why", "")[:500]
        if "\0" in why:
            raise BadRequest("The reason holds a NUL character.")
        with by(request.user.get_username(), why):
            response = get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
            return response

    return middleware
