"""Reads of the public record go through the role that can read nothing else."""


class RecordRouter:
    def db_for_read(self, model, **hints):
        return "record" if model._meta.app_label == "record" else "default"

    def db_for_write(self, model, **hints):
        return "default"

    def allow_relation(self, one, other, **hints):
        return True

    def allow_migrate(self, db, app_label, **hints):
        return db == "default"
