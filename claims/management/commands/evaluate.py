"""`manage.py evaluate`: the extractor as ever, and how well claims are found."""

from django.core.management.base import CommandError

from claims.matching.evaluation import evaluate
from sources.management.commands import evaluate as extraction


class Command(extraction.Command):
    help = (
        "Prints a table of measures: of the extractor, for a JSON Lines file of articles with "
        "marked quotations; of matching, for a directory with claims.jsonl, queries.jsonl and "
        "qrels.tsv."
    )
    what = ["extraction", "matching"]

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument("--split", help="of matching: only the queries of this split")

    def handle(self, *, what, file, split, **options):
        if what != "matching":
            return super().handle(what=what, file=file, **options)
        try:
            found = evaluate(file, split)
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}.") from error
        except (ValueError, KeyError, TypeError) as error:
            raise CommandError(f"{file}: no marked queries: {error!r}.") from error
        for name, value in found.items():
            self.stdout.write(
                f"{name}: {value:.4f}" if type(value) is float else f"{name}: {value}"
            )
