"""A reader's token: what lets somebody read more than anybody may, until it expires."""

import hashlib
import secrets

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from sources.models.change import History

PREFIX = "vbt_"  # so that a leaked token can be found by its looks
SHOWN = len(PREFIX) + 8


class TokenQuerySet(models.QuerySet):
    def good(self, at=None):
        return self.filter(expires_at__gt=at or timezone.now())

    def revoke(self, at=None):
        """Let nobody read with these any more, from the next second on; return how many."""
        return self.good(at).update(expires_at=at or timezone.now())


class Token(models.Model):
    """Only the hash of the token is kept: what it was is shown once, to who made it."""

    class Scope(models.TextChoices):
        API = "api", "the API"
        EXPORTS = "exports", "the exports"

    name = models.CharField(max_length=100, help_text="Whose it is, and what for.")
    scopes = ArrayField(models.CharField(max_length=10, choices=Scope), help_text="What it opens.")
    per_minute = models.PositiveIntegerField(
        "requests a minute", default=6000, help_text="How many it may make."
    )
    expires_at = models.DateTimeField()
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    begins = models.CharField("begins with", max_length=SHOWN, editable=False)
    digest = models.BinaryField(unique=True, editable=False)

    objects = TokenQuerySet.as_manager()

    class Meta:
        constraints = [History(name="token_history", without=("digest",))]

    def __str__(self):
        return f"{self.name} ({self.begins}…)"

    def make(self):
        """Give an unsaved token its secret, and return it: it can be known only now."""
        secret = PREFIX + secrets.token_urlsafe(32)
        self.begins, self.digest = secret[:SHOWN], digest(secret)
        return secret


def digest(secret):
    """Return the SHA-256 of a secret of 256 random bits: no slow hash, for nobody guesses it."""
    return hashlib.sha256(secret.encode()).digest()
