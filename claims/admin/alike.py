"""The claims that look like what somebody types or reads, shown before one is recorded twice."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import render

from claims.matching import shared
from claims.models import Claim, Review
from sources.fields import row_number
from sources.models import Speaker

MAX_ALIKE = 5
MAX_READ = 1000  # characters of a statement, as its column has


def alike(statement, speaker="", sure=False):
    """
    Return the few claims most like a statement (a str or None), each with `warnings`, and the words
    that are `shared`.

    `speaker` is the name of who made the statement, where it is known.
    """
    rows = Claim.objects.like(statement or "", sure).select_related("verdict", "claimant")
    claims = list(rows[:MAX_ALIKE])
    for claim in claims:
        claim.warnings = claim.differences(statement, speaker=speaker)
        claim.shared = shared(claim.statement, statement)
    return claims


def reviews_like(statement):
    """Return the few reviews by others whose claim is most like a statement (a str or None)."""
    return list(Review.objects.like(statement or "").select_related("rating__verdict"))


def name_of(speaker):
    """Return the name of a Speaker, given itself or its id (perhaps in digits), or ""."""
    if not isinstance(speaker, Speaker):
        speaker = Speaker.objects.filter(pk=row_number(speaker)).first()
    return speaker.name if speaker else ""


def show_alike(claim_admin, request):
    """Answer a claim's form while its `statement` is typed: the list as the saved form shows it."""
    if not claim_admin.has_view_permission(request):
        raise PermissionDenied
    statement, quote = (request.GET.get(name, "") for name in ("statement", "quote"))
    context = {
        "alike": alike(statement[:MAX_READ], name_of(request.GET.get("claimant"))),
        "reviews": reviews_like(statement[:MAX_READ]),
        "quote": row_number(quote),
    }
    return render(request, "claims/alike.html", context)
