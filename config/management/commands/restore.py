"""Who restores stops triggers meanwhile, which the owner of the tables may."""

from config.owner import ByOwner
from record.management.commands import restore


class Command(ByOwner, restore.Command):
    pass
