"""Print the fields of every public document as Markdown: the page docs/fields.md."""

from django.core.management.base import BaseCommand

from record.documents.reference import page


class Command(BaseCommand):
    help = __doc__

    def handle(self, **options):
        self.stdout.write(page(), ending="")
