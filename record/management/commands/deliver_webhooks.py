"""`manage.py deliver_webhooks`: tell webhooks what is new; a timer, where `start` is not used."""

from django.core.management.base import BaseCommand

from record.webhooks import fill, send_due


class Command(BaseCommand):
    help = (
        "Sends webhooks what was published, changed and withdrawn, and tries again what was not "
        "accepted; several may run at once."
    )

    def handle(self, **options):
        fill()
        accepted, failed = send_due()
        self.stdout.write(f"{accepted} accepted, {failed} to be tried again.")
