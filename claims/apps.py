"""Claims: what can be checked, and what was found."""

from django.apps import AppConfig


class ClaimsConfig(AppConfig):
    name = "claims"
    verbose_name = "what we make of it"
