"""`manage.py recapture_due`: fetch anew what is due; for a timer, where `start` is not used."""

from django.conf import settings
from django.core.management.base import BaseCommand

from claims.recapture import recapture_due


class Command(BaseCommand):
    help = (
        "Fetches the articles anew that published claims rest on and that were not asked for "
        "RECAPTURE_DAYS, a few in each run; several may run at once."
    )

    def handle(self, **options):
        self.stdout.write(f"{recapture_due(settings.RECAPTURE_DAYS)} articles asked for.")
