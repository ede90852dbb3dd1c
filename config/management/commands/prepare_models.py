"""Indexes are made by the tables' owner; packages are installed in the checkout's environment."""

from claims.management.commands import prepare_models
from config import environment
from config.owner import ByOwner


class Command(ByOwner, prepare_models.Command):
    def install(self):
        environment.install_semantic()
