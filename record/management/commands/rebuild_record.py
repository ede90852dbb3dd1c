"""Fill the public record from its views again. On a sound database this changes nothing."""

from django.core.management.base import BaseCommand
from django.db import transaction

from record.models import KINDS, Withdrawn
from record.sql import words


class Command(BaseCommand):
    help = __doc__

    @transaction.atomic
    def handle(self, **options):
        for kind in (*KINDS, Withdrawn):
            self.stdout.write(f"{kind._meta.model_name}: {kind.rebuild()}")
        self.stdout.write(f"words: {words.rebuild()}")
