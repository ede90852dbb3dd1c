"""Constraints kept by triggers: each has a name that says the rule, and a message for editors."""

from django.apps import apps
from django.db.models import BaseConstraint

FUNCTION = """
CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $rule$
BEGIN
{body}
END $rule$;
CREATE TRIGGER {name} {on} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()
"""


class Trigger(BaseConstraint):
    """
    A trigger declared in `Meta.constraints`, so that makemigrations and migrate handle it.

    `on` is the SQL of its event ("AFTER UPDATE OF stage"), `body` the PL/pgSQL between BEGIN and
    END. The trigger and its function have the constraint's name.
    """

    template = FUNCTION

    def __init__(self, *, name, on, body, **kwargs):
        super().__init__(name=name, **kwargs)
        self.on = on
        self.body = body

    def create_sql(self, model, schema_editor):
        table = schema_editor.quote_name(model._meta.db_table)
        return self.template.format(name=self.name, on=self.on, body=self.body, table=table)

    def remove_sql(self, model, schema_editor):
        return f"DROP FUNCTION IF EXISTS {self.name}() CASCADE"

    def constraint_sql(self, model, schema_editor):
        """Add nothing to CREATE TABLE; create the trigger once all tables are there."""
        schema_editor.deferred_sql.append(self.create_sql(model, schema_editor))

    def validate(self, model, instance, exclude=None, using=None):
        """Do nothing: only the database sees the other rows without a race."""

    def deconstruct(self):
        path, args, kwargs = super().deconstruct()
        return path, args, {**kwargs, "on": self.on, "body": self.body}

    def __eq__(self, other):
        return isinstance(other, Trigger) and self.deconstruct() == other.deconstruct()

    __hash__ = BaseConstraint.__hash__


class Rule(Trigger):
    """
    A rule no check constraint can express, because it looks at other rows or at the old one.

    `broken` is an SQL condition over NEW and OLD; where it holds, the statement is refused as a
    check violation that carries the rule's name and sentence, whoever wrote the statement.
    """

    non_db_attrs = ()  # the sentence stands in the trigger: a new one is a new trigger

    def __init__(self, *, name, on, broken, violation_error_message):
        message = violation_error_message.replace("'", "''")
        body = (
            f"IF {broken} THEN\n"
            f"RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = '{name}',\n"
            f"MESSAGE = '{message}';\n"
            "END IF;\nRETURN COALESCE(NEW, OLD);"
        )
        super().__init__(
            name=name,
            on=f"BEFORE {on}",
            body=body,
            violation_error_message=violation_error_message,
        )
        self.kwargs = {"on": on, "broken": broken}

    def deconstruct(self):
        path, args, kwargs = super().deconstruct()
        kwargs.pop("body")
        return path, args, {**kwargs, **self.kwargs}


class AfterRule(Rule):
    """
    A rule that is asked when the statement has written all its rows.

    One statement may write several tables (`WITH … UPDATE …`). Before its end nobody can tell what
    its other parts change, nor does the history have what those before this one have changed.
    """

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.on = self.on.replace("BEFORE", "AFTER", 1)


class DeferredRule(AfterRule):
    """A rule about what a transaction leaves behind: it is asked when the transaction ends."""

    template = FUNCTION.replace("CREATE TRIGGER", "CREATE CONSTRAINT TRIGGER").replace(
        "FOR EACH ROW", "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW"
    )


def violation_message(error):
    """Return the message for an editor of the constraint that an IntegrityError names.

    Of a constraint that no model declares, it is PostgreSQL's own message; of Django's own errors,
    such as ProtectedError, what those say.
    """
    if error.__cause__ is None:
        return str(error.args[0])
    diagnosis = error.__cause__.diag
    for model in apps.get_models():
        for constraint in model._meta.constraints:
            if constraint.name == diagnosis.constraint_name:
                return str(constraint.get_violation_error_message())
    return diagnosis.message_primary
