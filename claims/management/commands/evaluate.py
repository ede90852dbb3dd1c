"""`manage.py evaluate`: the extractor as ever, and how well claims are found."""

from django.core.management.base import CommandError

from claims import meaning
from claims.matching.calibration import SERIES, tenths
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
        parser.add_argument("--claims", type=int, help="of matching: among so many claims alone")

    def handle(self, *, what, file, split, claims, calibration, **options):
        if what != "matching":
            return super().handle(what=what, file=file, calibration=calibration, **options)
        try:
            found, said = evaluate(file, split, claims)
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}.") from error
        except (ValueError, KeyError, TypeError) as error:
            raise CommandError(f"{file}: no marked queries: {error!r}.") from error
        how = "words and meaning" if meaning.is_served() else "words; serve_models is not running"
        for name, value in {"by": how, **found}.items():
            self.stdout.write(
                f"{name}: {value:.4f}" if type(value) is float else f"{name}: {value}"
            )
        if calibration:
            extraction.plot({SERIES: tenths(said)}, calibration, "probability said")
