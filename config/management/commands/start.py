"""`manage.py start`: from a fresh checkout to a site that answers, and the same again next time."""

from django.core.management.base import BaseCommand

from config import bootstrap, server


class Command(BaseCommand):
    help = "Prepares the database, seeds it once, and serves the desk and the public record."

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=8000, help="8000 where not given")
        parser.add_argument("--host", default="127.0.0.1", help="127.0.0.1 where not given")
        parser.add_argument("--no-seeds", action="store_true", help="begin with an empty database")

    def handle(self, *, port, host, no_seeds, **options):
        server.require_free(host, port)
        bootstrap.prepare(seeds=not no_seeds, say=self.say)
        server.serve(host, port, say=self.say)

    def say(self, line):
        """Print and flush: a buffered line would be printed again by each forked worker."""
        self.stdout.write(line)
        self.stdout.flush()
