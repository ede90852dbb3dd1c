"""`manage.py extraction_report`: count what editors decided on suggestions, rule by rule."""

from django.core.management.base import BaseCommand

from sources.models import Quote

ROW = "{:<32} {:>9} {:>9} {:>9} {:>9} {:>9}"


class Command(BaseCommand):
    help = "Counts what editors accepted, gave to another speaker and rejected, by rule."

    def handle(self, **options):
        head = ("rule", "suggested", "accepted", "corrected", "rejected", "right")
        self.stdout.write(ROW.format(*head))
        for row in Quote.objects.outcomes_by_rule():
            decided = row["accepted"] + row["rejected"]
            right = f"{(row['accepted'] - row['corrected']) / decided:.0%}" if decided else "-"
            self.stdout.write(ROW.format(*(row[name] for name in head[:-1]), right))
