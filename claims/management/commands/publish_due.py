"""`manage.py publish_due`: for a timer, where another server than `start`'s serves the site."""

from django.core.management.base import BaseCommand

from claims.models import Verification


class Command(BaseCommand):
    help = "Publishes the approved findings whose time has come; may run in many places at once."

    def handle(self, **options):
        self.stdout.write(f"{Verification.objects.publish_due()} due.")
