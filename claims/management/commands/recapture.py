"""`manage.py recapture ADDRESS…`, or `--published`: see whether articles have changed since."""

from collections import Counter

from django.core.management.base import BaseCommand, CommandError

from claims.models import Claim
from sources.ingest import Outcome, Unreadable, normalise_url, recapture
from sources.models import Article


class Command(BaseCommand):
    help = "Fetches articles anew; where the text is another by now, that is a further snapshot."

    def add_arguments(self, parser):
        parser.add_argument("addresses", nargs="*", metavar="ADDRESS", help="of articles here")
        parser.add_argument(
            "--published", action="store_true", help="all that a published claim rests on"
        )

    def handle(self, *, addresses, published, **options):
        if bool(addresses) == published:
            raise CommandError("Name some addresses, or say --published.")
        counts = Counter()
        for article, outcome in recapture(rested_on() if published else articles_at(addresses)):
            said = outcome if isinstance(outcome, Outcome) else "failed"
            counts[said] += 1
            if said != Outcome.KNOWN:
                self.stderr.write(f"{article.url}: {outcome}")
        words = [Outcome.CHANGED, Outcome.KNOWN, "failed"]
        self.stdout.write(", ".join(f"{counts[word]:,} {word}" for word in words) + ".")
        if failed := counts["failed"]:
            raise CommandError(f"{failed:,} failed; the reasons are above.")


def rested_on():
    """Return the articles whose quotes make published claims."""
    claims = Claim.objects.verified()
    quoted = Article.objects.filter(snapshots__quotes__appearances__claim__in=claims)
    return quoted.distinct().order_by("pk")


def articles_at(addresses):
    """Return the articles at these addresses. Raises CommandError where there is none."""
    try:
        found = [Article.objects.at(normalise_url(address)).first() for address in addresses]
    except Unreadable as error:
        raise CommandError(str(error)) from None
    if missing := [
        address for address, article in zip(addresses, found, strict=True) if not article
    ]:
        raise CommandError(f"There is no article here at {', '.join(missing)}: import it first.")
    return found
