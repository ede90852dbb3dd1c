"""Commands that print something of each article in files, and keep nothing."""

from django.core.management.base import BaseCommand, CommandError

from sources.ingest import Fault, PassedOver, load_documents


class DocumentsCommand(BaseCommand):
    """
    Prints `lines(document, **options)` of each Document, which the command defines.

    What could not be read is told, and fails in the end.
    """

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", metavar="FILE")

    def handle(self, *, files, **options):
        failed = 0
        for document in load_documents(files):
            if isinstance(document, Fault):
                failed += not isinstance(document, PassedOver)
                self.stderr.write(str(document))
            else:
                for line in self.lines(document, **options):
                    self.stdout.write(line)
        if failed:
            raise CommandError(f"{failed:,} failed; the reasons are above.")
