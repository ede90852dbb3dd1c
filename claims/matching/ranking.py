"""Claims ranked by their words and, where models are served, by what they mean."""

from math import exp, log, log10
from typing import NamedTuple

from claims import meaning

from .words import METHOD, counted, scored

# How probable it is that the best claim says what a text says: logistic regressions over BM25's
# score, the cosine, and how many claims there are, as (constant, score, cosine, tenfold), by what
# compared them. Made of the training queries of the CheckThat! labs, asked of 100 to 19,000 claims,
# each once as it is and once without its right answers (docs/matching.md). The more claims there
# are, the likelier is one that merely looks like the text. Of the model of all languages the more
# probable counts: two languages share no words.
PROBABLE = {
    METHOD: [(-6.09, 0.191, 0.0, -0.1)],
    meaning.ENGLISH: [(-9.76, 0.119, 10.91, -0.67)],
    meaning.ANY: [(-12.06, 0.143, 15.08, -0.59), (-17.17, 0.0, 30.5, -1.23)],
}
# Score and tenfold are told as of so many claims: the more there are, the higher is the score of a
# rare word. Fewer than some say too little of how rare a word is.
MANY_CLAIMS, FEW_CLAIMS = 14_000, 100
# From which on claims look alike, and from which on an editor should say whether they match: by
# words a share, which does not depend on how many claims there are; else a probability.
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
    among = counted(room, using) if words or cosines else 0
    every = {
        pk: likeness(*words.get(pk, (0.0, 0.0)), *cosines.get(pk, (METHOD, 0.0)), among)
        for pk in (words | cosines)
    }
    best = sorted(every, key=lambda pk: (-every[pk].probability, -every[pk].score, pk))
    return {pk: every[pk] for pk in best[:most]}


def rarity(claims):
    """Return how much a word says that stands in one of so many claims (see claims_scored)."""
    return log(1 + (claims - 0.5) / 1.5)


def likeness(score, share, method, cosine, among=MANY_CLAIMS):
    """Return the Likeness of a claim that is one `among` so many, compared by a `method`."""
    among = max(among, FEW_CLAIMS)
    scaled = score * rarity(MANY_CLAIMS) / rarity(among)
    tenfold = log10(among / MANY_CLAIMS)
    logit = max(
        constant + words * scaled + means * cosine + more * tenfold
        for constant, words, means, more in PROBABLE[method]
    )
    return Likeness(score, share, 1 / (1 + exp(-logit)), method)
