"""Published claims ranked by the words of a text: none is demanded, rare ones count most."""

import re

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Case, F, Q, Value, When

from claims import matching
from record.documents.expressions import rank, search
from record.models import Claim

from .filters import ClaimFilter
from .parameters import MAX_TERMS, SearchFilter

MAX_TEXT = 2000  # characters of a text that are read
MAX_FOUND = 500
MAX_ASKED = 8  # words in which quotation marks and minuses are asked with; a sentence's are its own
MAX_ADDRESS = 8190  # bytes of an address, which is as long as a question can be
ALL_WORDS = (
    10.0  # a claim with every word, perhaps in its quotes or its speaker's name, comes first
)
DEMANDED = re.compile(r'-?"[^"]*"|(?<!\S)-\S+')
UNWANTED = re.compile(r'(?<!\S)-("[^"]*"|\S+)')


def found(text, most=MAX_FOUND):
    """Return {row id of a published claim: Likeness}, the best first."""
    return matching.found(text[:MAX_TEXT], most, "record", Claim.objects.db)


def ranked(rows, words):
    """
    Return the claims among `rows` that have some of `words`, to be ordered by `rank`.

    What stands in quotation marks is demanded, and what stands after a minus is not wanted; but
    nothing in a sentence, whose marks belong to what it says.
    """
    words = re.sub("[“”„«»]", '"', words[:MAX_TEXT])
    if len(words.split()) > MAX_ASKED:
        words = re.sub(r'"|(?<!\S)-', " ", words)
    demanded = DEMANDED.findall(words)
    wanted = " ".join(UNWANTED.sub(" ", words).split())
    by_words = matching.scored(wanted, MAX_FOUND, "record", Claim.objects.db)
    scores = {pk: score for pk, (score, _) in by_words.items()}
    score = models.Func(
        Value([*scores], ArrayField(models.BigIntegerField())),
        Value([*scores.values()], ArrayField(models.FloatField())),
        F("id"),
        function="record_score",
        output_field=models.FloatField(),
    )
    some = Q(pk__in=[*scores])
    if len(words.split()) <= MAX_TERMS:
        every = search(words)
        some |= Q(search=every)
        score += Case(When(search=every, then=rank(every) + ALL_WORDS), default=0.0)
    rows = rows.filter(search=search(" ".join(demanded))) if demanded else rows
    return rows.filter(some).ranked_by(score)


class RankedFilter(SearchFilter):
    """Words to rank by; more than can be read of them are left out, and none is too many."""

    def __init__(self):
        super().__init__()
        self.extra |= {"validators": [], "max_length": MAX_ADDRESS}

    def filter(self, rows, value):
        return ranked(rows, value) if value else rows


class RankedClaimFilter(ClaimFilter):
    """The filters of claims/ for people who search: words are ranked, and not all demanded."""

    q = RankedFilter()

    class Meta(ClaimFilter.Meta):
        pass
