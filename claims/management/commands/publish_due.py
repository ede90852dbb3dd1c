"""`manage.py publish_due`: publish what is due; for a timer, where `start` is not used."""

from django.core.management.base import BaseCommand

from claims.models import Verification


class Command(BaseCommand):
    help = "Publishes the approved verifications whose time has come; several may run at once."

    def handle(self, **options):
        self.stdout.write(f"{Verification.objects.publish_due()} due.")
