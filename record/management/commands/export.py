"""Write a table of the public record as a file, or all of them as a package or in SQLite."""

import argparse
import os
import sys

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from record.exports import (
    INCREMENTAL,
    NOT_INCREMENTAL,
    TABLES,
    NotPossible,
    exports,
    package,
    shows_addresses,
    sqlite,
    write,
)
from record.models import Change
from record.query.dates import MomentField

NO_PUBLIC_URL = (
    "PUBLIC_URL is not set, so the addresses in this file begin with {}, which leads nowhere on "
    "other machines. Set PUBLIC_URL to your site's address, and export again."
)


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("table", choices=[*TABLES, "package", "sqlite"])
        parser.add_argument("--format", choices=sorted({e[1] for e in exports()}), default="csv")
        parser.add_argument("--output", help="A file; without it, standard output.")
        parser.add_argument(
            "--since", type=since_moment, help="Only what changed then or later, and what is gone."
        )

    def handle(self, table, format, output, since, **options):
        if not os.environ.get("PUBLIC_URL") and shows_addresses(table, format):
            self.stderr.write(NO_PUBLIC_URL.format(settings.PUBLIC_URL))
        # Before the rows: a change may be exported twice, but is never missed.
        newest = Change.objects.newest_at()
        try:
            self.deliver(file_chunks(table, format, since), output)
        except NotPossible as error:
            raise CommandError(str(error)) from None
        except OSError as error:
            raise CommandError(f"{output} was not written: {error.strerror}.") from None
        if newest:
            self.stderr.write(f"For what changes after this: --since {newest}")

    def deliver(self, chunks, output):
        if output:
            return write(chunks, output)
        try:
            self.stdout.buffer.writelines(chunks)
            self.stdout.flush()
        except BrokenPipeError:  # whoever read has enough, such as `head`
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def since_moment(text):
    try:
        return MomentField().clean(text)
    except ValidationError as error:
        raise argparse.ArgumentTypeError(error.message) from None


def file_chunks(name, format, since):
    """Return the file's chunks: of a table in a format, or of all (a ZIP of CSV, or SQLite)."""
    if name == "package":
        return package(since)
    if name == "sqlite":
        if since:
            raise NotPossible(NOT_INCREMENTAL)
        return sqlite()
    for table, known, maker, *_ in exports():
        if (table.name, known) == (name, format):
            if since and maker not in INCREMENTAL:
                raise NotPossible(NOT_INCREMENTAL)
            return maker(table.changed(since), table.model.objects.all())
    raise NotPossible(f"There are no {name} in this format.")
