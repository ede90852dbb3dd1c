"""`manage.py prepare_models`: makes the models of meaning ready, once."""

from django.core.management.base import BaseCommand, CommandError

from claims.meaning import models, vectors
from claims.meaning.missing import Missing

NO_PGVECTOR = (
    "This PostgreSQL does not bring the extension vector (pgvector 0.7 or newer): claims go on "
    "being found by their words alone. Install it there, and run this again."
)


class Command(BaseCommand):
    help = (
        "Makes ready what finds claims by their meaning: installs requirements-semantic.txt, turns "
        "the weights into eight bits, and makes the indexes. Run it again after an upgrade."
    )

    def handle(self, **options):
        if not vectors.lay_indexes():
            raise CommandError(NO_PGVECTOR)
        self.install()
        for model, words in models.MODELS.items():
            try:
                models.prepare(model)
                self.stdout.write(f"Ready: {words}.")
            except Missing as error:
                self.stderr.write(f"Not used: {words}. {error}")

    def install(self):
        """Bring the packages, where this PostgreSQL can use them; config says how."""
