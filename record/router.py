"""Reads of the public record go through the role that can read nothing else."""

NOT_PUBLIC = ("session", "token", "webhook", "delivery")


class RecordRouter:
    def db_for_read(self, model, **hints):
        public = model._meta.app_label == "record" and model._meta.model_name not in NOT_PUBLIC
        return "record" if public else "default"

    def db_for_write(self, model, **hints):
        return "default"

    def allow_relation(self, one, other, **hints):
        return True

    def allow_migrate(self, db, app_label, **hints):
        return db == "default"
