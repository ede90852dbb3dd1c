"""What an edition hashes to is the owner's to say, as is all that stands in the record."""

from config.owner import ByOwner
from record.management.commands import keep_edition


class Command(ByOwner, keep_edition.Command):
    pass
