"""Sources: what was said, where, when and by whom."""

from django.apps import AppConfig


class SourcesConfig(AppConfig):
    name = "sources"
    verbose_name = "what was said"
