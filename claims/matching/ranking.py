"""Claims ranked by their words and, where models are served, by what they mean."""

from math import exp, log
from typing import NamedTuple

from claims import meaning

from .words import METHOD, counted, scored

# How probable it is that the best claim says what a text says: logistic regressions over BM25's
# score and the cosine, as (constant, score, cosine), by what compared them. Made of the training
# queries of the CheckThat! labs (docs/matching.md), each once as it is and once without its right
# answers. Of the model of all languages the more probable counts: two languages share no words.
PROBABLE = {
    METHOD: [(-5.52, 0.171, 0.0)],
    meaning.ENGLISH: [(-7.73, 0.115, 7.41)],
    meaning.ANY: [(-10.27, 0.14, 12.19), (-10.59, 0.0, 19.98)],
}
# Of how many claims these queries were asked. The more there are, the higher is the score of a rare
# word: with fewer or more, scores are brought to what they would be with so many.
MANY_CLAIMS, FEW_CLAIMS = 14_000, 100
# From which on claims look alike, and from which on an editor should say whether they match: by
# words a share, for the probability depends on how many claims there are; else a probability.
BY_WORDS, BY_MEANING = (0.25, 0.5), (0.05, 0.25)
MANY = 50  # are found by words, before meaning ranks them anew


class Likeness(NamedTuple):
    """
    How a claim is like a text: BM25, how much of the text stands in it, and how probably it is it.

    `method` is the model that compared them, or "words" where none has.
    """

    score: float
    share: float
    probability: float
    method: str

    @property
    def degree(self):
        return self.share if self.method == METHOD else self.probability

    def is_enough(self, sure):
        alike, match = BY_WORDS if self.method == METHOD else BY_MEANING
        return self.degree >= (match if sure else alike)


def found(text, most=50, room="claims", using="default"):
    """Return {claim's row id: Likeness} of the claims most like `text`, the best first."""
    words = scored(text, max(most, MANY), room, using)
    cosines = meaning.cosines(text, list(words), room, using)
    scale = rarity(MANY_CLAIMS) / rarity(max(counted(room, using), FEW_CLAIMS)) if words else 1
    every = {
        pk: likeness(*words.get(pk, (0.0, 0.0)), *cosines.get(pk, (METHOD, 0.0)), scale)
        for pk in (words | cosines)
    }
    best = sorted(every, key=lambda pk: (-every[pk].probability, -every[pk].score, pk))
    return {pk: every[pk] for pk in best[:most]}


def rarity(claims):
    """Return how much a word says that stands in one of so many claims (see claims_scored)."""
    return log(1 + (claims - 0.5) / 1.5)


def likeness(score, share, method, cosine, scale=1):
    scaled = score * scale
    logit = max(c + words * scaled + means * cosine for c, words, means in PROBABLE[method])
    return Likeness(score, share, 1 / (1 + exp(-logit)), method)
