"""Indexes are made by the tables' owner."""

from claims.management.commands import prepare_models
from config.owner import ByOwner


class Command(ByOwner, prepare_models.Command):
    pass
