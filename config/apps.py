"""The site: settings, addresses, the embedded PostgreSQL and the command that starts it all."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "config"

    def ready(self):
        from config import checks  # noqa: F401 (registers them)
