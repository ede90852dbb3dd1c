"""Measure what the world reads beside the limit of what PostgreSQL can do, in one run."""

from django.core.management.base import BaseCommand

from record.benchmark import api, articles, database, desk, exports, imports


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("what", choices=["api", "articles", "desk", "exports", "imports"])
        parser.add_argument("--claims", type=int, default=100_000)
        parser.add_argument("--seconds", type=float, default=3, help="Of each measurement of api.")

    def handle(self, what, claims, seconds, **options):
        if what == "articles":
            articles.measure(self.stdout.write)
            return
        url = database.made(claims, self.stdout.write)
        if what == "api":
            api.measure(url, seconds, self.stdout.write)
        else:
            {"desk": desk, "exports": exports, "imports": imports}[what].measure(
                url, self.stdout.write
            )
