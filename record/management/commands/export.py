"""Write a table of the public record as a file, or all of them as a package."""

from django.core.management.base import BaseCommand, CommandError

from record.exports import TABLES, NotPossible, exports, package, write


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("table", choices=[*TABLES, "package"])
        parser.add_argument("--format", choices=sorted({e[1] for e in exports()}), default="csv")
        parser.add_argument("--output", help="A file; without it, standard output.")

    def handle(self, table, format, output, **options):
        try:
            self.deliver(made(table, format), output)
        except NotPossible as error:
            raise CommandError(str(error)) from None
        except OSError as error:
            raise CommandError(f"{output} was not written: {error.strerror}.") from None

    def deliver(self, chunks, output):
        if output:
            write(chunks, output)
        else:
            self.stdout.buffer.writelines(chunks)


def made(name, format):
    """The chunks of the file: a table in a format, or the package of all (always a ZIP of CSV)."""
    if name == "package":
        return package()
    for table, known, maker, *_ in exports():
        if (table.name, known) == (name, format):
            return maker(table, table.model.objects.all())
    raise NotPossible(f"There are no {name} in this format.")
