"""Claims: what can be checked, and what its verification says."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ClaimsConfig(AppConfig):
    name = "claims"
    verbose_name = "what we make of it"

    def ready(self):
        from .models.step import fill_steps
        from .roles import grant_roles

        post_migrate.connect(fill_steps, sender=self)
        post_migrate.connect(grant_roles)  # for every app: each has its permissions after its own
