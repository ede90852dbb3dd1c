"""`manage.py renew_documents`: make anew what waits; for a timer, where `start` is not used."""

from django.core.management.base import BaseCommand

from record.models import Renewal


class Command(BaseCommand):
    help = (
        "Makes the public documents anew that wait after a change which very many of them show, "
        "such as a frequent speaker's name; several may run at once."
    )

    def handle(self, **options):
        self.stdout.write(f"{Renewal.objects.work_off()} documents made anew.")
