"""`manage.py keep_edition`: keep the record of today for citing; for a timer, once a day, say."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from record.exports import editions


class Command(BaseCommand):
    help = (
        "Keeps a dated edition of the record, at /exports/<day>/, and notes the new hashes of "
        "those in which something was withdrawn since."
    )

    def handle(self, **options):
        for sentence in editions.keep(timezone.now().date()):
            self.stdout.write(sentence)
