"""`manage.py keep_edition`: keep the record of today for citing; for a timer, once a day, say."""

import os

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from record.exports import editions

NO_PUBLIC_URL = (
    "PUBLIC_URL is not set, so the hash is that of a package with addresses that begin with {}. "
    "If your site has another, its package has another hash: set PUBLIC_URL, and run this again."
)


class Command(BaseCommand):
    help = (
        "Keeps a dated edition of the record, at /exports/<day>/, and notes the new hashes of "
        "those in which something was withdrawn since."
    )

    def handle(self, **options):
        if not os.environ.get("PUBLIC_URL"):
            self.stderr.write(NO_PUBLIC_URL.format(settings.PUBLIC_URL))
        for sentence in editions.keep(timezone.now().date()):
            self.stdout.write(sentence)
