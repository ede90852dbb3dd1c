"""The public record: what the world may read, and how it reads it."""

from django.apps import AppConfig


class RecordConfig(AppConfig):
    name = "record"
    verbose_name = "the public record"
