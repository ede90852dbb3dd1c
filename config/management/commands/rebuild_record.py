"""The record is written by its owner."""

from config.owner import ByOwner
from record.management.commands import rebuild_record


class Command(ByOwner, rebuild_record.Command):
    pass
