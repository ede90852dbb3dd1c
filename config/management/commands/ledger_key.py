"""`manage.py ledger_key`: the key that signs the ledger's heads, made and entered in the ledger."""

from django.core.management.base import BaseCommand

from config.owner import ByOwner
from record.ledger import announce_key


class Command(ByOwner, BaseCommand):
    help = "Makes the key that signs the ledger where there is none, and enters it in the ledger."

    def add_arguments(self, parser):
        parser.add_argument("--new", action="store_true", help="make another; the old one is lost")

    def handle(self, *, new, **options):
        self.stdout.write(announce_key(new=new))
