"""The public record: what the world may read, and how it reads it."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class RecordConfig(AppConfig):
    name = "record"
    verbose_name = "the public record"

    def ready(self):
        pre_migrate.connect(before_migrations, sender=self)
        post_migrate.connect(after_migrations, sender=self)


def before_migrations(plan=(), **kwargs):
    from .sql import step_aside

    step_aside(plan)


def after_migrations(**kwargs):
    """Bring the record up to date if no migration waits: of some of them it could not be made."""
    from .sql import all_applied, bring_up_to_date
    from .sql.words import index

    if all_applied():
        bring_up_to_date(say=print)
        index(say=print)
