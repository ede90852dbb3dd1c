"""`manage.py backup FILE`: every row and the site's key, of one moment, in one verified file."""

from django.core.management.base import BaseCommand

from config import backup
from config.owner import ByOwner


class Command(ByOwner, BaseCommand):
    help = "Writes all rows of one moment, and SECRET_KEY, to a file that only you can read."

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE")
        parser.add_argument("--without-keys", action="store_true", help="leave SECRET_KEY out")

    def handle(self, *, file, without_keys, **options):
        manifest = backup.write(file, keys=not without_keys)
        size = sum(table["bytes"] for table in manifest["tables"])
        self.stdout.write(
            f"{file} holds {len(manifest['tables'])} tables, {size / 1e6:,.1f} MB, "
            f"as they stood on {manifest['made_at']}; it was read back, and is whole."
        )
