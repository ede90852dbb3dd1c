"""The front page's queues: what waits for the person who is logged in, and how much of it."""

from dataclasses import dataclass

from django import template
from django.db.models import Count, Min
from django.urls import reverse
from django.utils.functional import cached_property

from claims.models import Amendment, Appearance, Claim, Match, Verification
from sources.models import Quote

register = template.Library()


@dataclass
class Queue:
    """A pile of work: what it is, the rows, the list that shows them, what to do when empty."""

    label: str
    rows: object
    page: str
    filter: str
    empty: str

    @cached_property
    def waiting(self):
        """Return how many there are, and when the oldest was created: {count, oldest}."""
        return self.rows.aggregate(count=Count("pk"), oldest=Min("created_at"))

    @property
    def url(self):
        return f"{reverse(f'admin:{self.page}_changelist')}?{self.filter}"


@register.inclusion_tag("claims/queues.html")
def queues(user):
    """Return the queues of `user`."""
    mine = Verification.objects.filter(author=user)
    waiting = Verification.objects.waiting_for(user)
    verification = "claims_verification"
    return {
        "queues": [
            Queue(
                "suggestions to read",
                Quote.objects.suggested(),
                "sources_article",
                "suggestions=waiting",
                "Every suggestion is read. Add an article for more.",
            ),
            Queue(
                "claims without a verification",
                Claim.objects.unexamined(),
                "claims_claim",
                "verification=none",
                "Every claim has a verification, or one under way.",
            ),
            Queue(
                "claims assigned to me",
                Claim.objects.assigned_to(user),
                "claims_claim",
                "assigned=me",
                "Nothing is assigned to you. Choose claims without a verification.",
            ),
            Queue(
                "waiting for a second person",
                waiting,
                verification,
                "turn=second",
                "No verification waits for you to publish or return it.",
            ),
            Queue(
                "returned to me",
                mine.returned(),
                verification,
                "turn=returned",
                "No verification was returned to you.",
            ),
            Queue(
                "my drafts",
                mine.drafts(),
                verification,
                "turn=drafts",
                "You have no draft. Open a claim to begin one.",
            ),
            Queue(
                "changes to published claims to decide on",
                Amendment.objects.waiting_for(user),
                "claims_amendment",
                "turn=second",
                "Nobody has proposed a change that waits for you.",
            ),
            Queue(
                "appearances to confirm",
                Appearance.objects.unconfirmed().exclude(created_by=user),
                "claims_claim",
                "verification=unconfirmed",
                "Nothing was added to a published claim.",
            ),
            Queue(
                "suggested matches to decide on",
                Match.objects.suggested(),
                "claims_match",
                "stage__exact=suggested",
                "No two claims wait for somebody to say whether they match.",
            ),
            Queue(
                "articles changed since the verification",
                Verification.objects.stale(),
                verification,
                "turn=stale",
                "No article has changed since it was checked.",
            ),
        ]
    }
