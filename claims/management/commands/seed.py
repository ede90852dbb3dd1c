"""`manage.py seed`: the example article with its annotation, once."""

from django.conf import settings
from django.core.management.base import BaseCommand

from claims.annotation import annotate


class Command(BaseCommand):
    help = "Records the annotated articles of seeds/; done again, it changes nothing."

    def handle(self, **options):
        for path in sorted((settings.BASE_DIR / "seeds").glob("*.toml")):
            done = "recorded" if annotate(path) else "here already"
            self.stdout.write(f"{path.stem}: {done}.")
