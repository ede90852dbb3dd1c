"""`manage.py recapture PLACE…`, or `--published`: see whether articles have changed since."""

from collections import Counter

from django.core.management.base import BaseCommand, CommandError

from claims.recapture import rested_on
from sources.ingest import (
    Outcome,
    Unreadable,
    load_documents,
    normalise_url,
    recapture,
    recapture_documents,
)
from sources.ingest.article_url import live_url
from sources.ingest.loaders import is_address
from sources.models import Article


class Command(BaseCommand):
    help = "Captures articles anew; where the text is another by now, that is a further snapshot."

    def add_arguments(self, parser):
        parser.add_argument(
            "places",
            nargs="*",
            metavar="PLACE",
            help="addresses of articles here, or files of them",
        )
        parser.add_argument(
            "--published", action="store_true", help="all that a published claim rests on"
        )

    def handle(self, *, places, published, **options):
        if bool(places) == published:
            raise CommandError("Name some addresses or files, or say --published.")
        counts = Counter()
        for article, outcome in captured(places, published):
            said = outcome if isinstance(outcome, Outcome) else "failed"
            counts[said] += 1
            if said != Outcome.KNOWN:
                self.stderr.write(f"{article.url}: {outcome}" if article else outcome)
        words = [Outcome.CHANGED, Outcome.KNOWN, "failed"]
        self.stdout.write(", ".join(f"{counts[word]:,} {word}" for word in words) + ".")
        if failed := counts["failed"]:
            raise CommandError(f"{failed:,} failed; the reasons are above.")


def captured(places, published):
    """Yield (article or None, Outcome or a sentence) of all that was asked for."""
    addresses = [place for place in places if is_address(place)]
    articles = rested_on() if published else articles_at(addresses)
    yield from recapture(articles)
    files = [place for place in places if not is_address(place)]
    yield from recapture_documents(load_documents(files))


def articles_at(addresses):
    """Return the articles at these addresses. Raises CommandError where there is none."""
    try:
        urls = [live_url(normalise_url(address)) for address in addresses]
        found = [Article.objects.at(url).first() for url in urls]
    except Unreadable as error:
        raise CommandError(str(error)) from None
    if missing := [
        address for address, article in zip(addresses, found, strict=True) if not article
    ]:
        raise CommandError(f"There is no article here at {', '.join(missing)}: import it first.")
    return found
