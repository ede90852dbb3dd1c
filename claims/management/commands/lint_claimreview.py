"""`manage.py lint_claimreview FILE…`: lint ClaimReviews, anybody's, rule by rule."""

from collections import Counter

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from claims.reviews import RULES, Grade, ParsedReview, lint, parse_files


class Command(BaseCommand):
    help = (
        "Lints ClaimReviews by numbered rules: JSON (one, a list, @graph, DataFeed, Google's "
        "claims:search), JSON Lines, our CSV, and HTML pages."
    )

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="*", metavar="FILE")
        parser.add_argument(
            "--rules", action="store_true", help="print the rules, and lint nothing"
        )
        parser.add_argument("--no-advice", action="store_true", help="only what is wrong")

    def handle(self, *, files, rules, no_advice, **options):
        if rules or not files:
            self.stdout.write("\n".join(map(str, RULES)))
            return
        counts = Counter()
        for found in parse_files(files, (settings.PUBLIC_NAME, settings.PUBLIC_URL)):
            counts["read"] += isinstance(found, ParsedReview)
            for grade, complaint in complaints(found):
                counts[grade] += 1
                if not (no_advice and grade == Grade.ADVISED):
                    self.stdout.write(complaint)
        wrong = counts[Grade.REFUSED] + counts[Grade.HELD]
        self.stdout.write(
            f"{counts['read']:,} read: {wrong:,} wrong, {counts['advised']:,} advised."
        )
        if wrong:
            things = "thing is" if wrong == 1 else "things are"
            raise CommandError(f"{wrong:,} {things} wrong; see above.")


def complaints(found):
    """Yield (grade, sentence with its place) of each broken rule, or of a Fault itself."""
    if not isinstance(found, ParsedReview):
        yield Grade.REFUSED, str(found)
        return
    for rule in lint(found.review):
        yield rule.grade, f"{found.file}:{found.line}: {rule}"
