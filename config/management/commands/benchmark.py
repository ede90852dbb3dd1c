"""Measure what the world reads beside the limit of what PostgreSQL can do, in one run."""

from functools import partial

from django.core.management.base import BaseCommand

from tests.benchmarks import (
    api,
    articles,
    database,
    desk,
    exports,
    fuzz,
    imports,
    ledger,
    logins,
    matching,
    pages,
    renaming,
    restarts,
    restore,
    stalled,
    upgrade,
)

EVERY = (
    *(api, articles, desk, exports, fuzz, imports, ledger, logins),
    *(matching, pages, renaming, restarts, restore, stalled, upgrade),
)
BENCHMARKS = {module.__name__.rpartition(".")[2]: module for module in EVERY}


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("what", choices=BENCHMARKS)
        parser.add_argument("--claims", type=int, default=100_000)
        parser.add_argument("--requests", type=int, default=10_000, help="Of fuzz.")
        parser.add_argument("--seconds", type=float, default=3, help="Of each measurement of api.")

    def handle(self, what, claims, requests, seconds, **options):
        say = self.stdout.write
        made = partial(database.made, claims, say)
        match what:
            case "articles":
                articles.measure(say)
            case "fuzz":
                fuzz.measure(requests, say)
            case "api" | "pages":
                BENCHMARKS[what].measure(made(), seconds, say)
            case _:
                BENCHMARKS[what].measure(made(), say)
