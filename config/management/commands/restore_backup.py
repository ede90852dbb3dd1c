"""`manage.py restore_backup FILE`: a backup into an empty database, every byte compared."""

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from config import backup
from config.environment import write_private
from config.owner import ByOwner

OTHER_KEY = (
    "The site's key of the backup is in {}, which only you can read: set SECRET_KEY to it, or "
    "everybody has to log in again, and links that readers keep are refused."
)


class Command(ByOwner, BaseCommand):
    help = "Makes the tables and fills them with a backup, all of it or nothing."
    requires_system_checks = []  # the roles that they look for may still have to be made

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE")
        parser.add_argument("--verify", action="store_true", help="read the file, restore nothing")

    def handle(self, *, file, verify, **options):
        try:
            if verify:
                backup.verify(file)
                return f"{file} is whole."
            call_command("migrate", interactive=False, verbosity=0, skip_checks=False)
            manifest = backup.restore(file)
            self.stdout.write(
                f"Restored {len(manifest['tables'])} tables as they stood on "
                f"{manifest['made_at']}: each reads as it was written, letter for letter."
            )
            self.keep_key(backup.key(file))
        except (backup.NotRestored, OSError) as error:
            raise CommandError(str(error)) from None

    def keep_key(self, key):
        """Keep the key where `manage.py` finds it; one that somebody set stays in use."""
        if key in (None, settings.SECRET_KEY):
            return
        ours = settings.VAR / "secret_key"
        set_by_us = ours.exists() and ours.read_text() == settings.SECRET_KEY
        place = ours if set_by_us else settings.VAR / "secret_key.restored"
        settings.VAR.mkdir(exist_ok=True)
        write_private(place, key)
        if not set_by_us:
            self.stdout.write(OTHER_KEY.format(place))
