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


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        every = ["api", "articles", "desk", "exports", "fuzz", "imports", "ledger", "logins"]
        every += ["matching", "pages", "renaming", "restarts", "restore", "stalled", "upgrade"]
        parser.add_argument("what", choices=every)
        parser.add_argument("--claims", type=int, default=100_000)
        parser.add_argument("--requests", type=int, default=10_000, help="Of fuzz.")
        parser.add_argument("--seconds", type=float, default=3, help="Of each measurement of api.")

    def handle(self, what, claims, requests, seconds, **options):
        say = self.stdout.write
        made = partial(database.made, claims, say)
        match what:
            case "api":
                api.measure(made(), seconds, say)
            case "articles":
                articles.measure(say)
            case "desk":
                desk.measure(made(), say)
            case "exports":
                exports.measure(made(), say)
            case "fuzz":
                fuzz.measure(requests, say)
            case "imports":
                imports.measure(made(), say)
            case "ledger":
                ledger.measure(made(), say)
            case "logins":
                logins.measure(made(), say)
            case "matching":
                matching.measure(made(), say)
            case "pages":
                pages.measure(made(), seconds, say)
            case "renaming":
                renaming.measure(made(), say)
            case "restarts":
                restarts.measure(made(), say)
            case "restore":
                restore.measure(made(), say)
            case "stalled":
                stalled.measure(made(), say)
            case "upgrade":
                upgrade.measure(made(), say)
