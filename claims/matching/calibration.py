"""How far a probability holds: each query asked once as it is, and once without what answers it."""

from collections import defaultdict

TWIN = 0.70  # cosine to a right claim, from which on another one may well be right, too
PRECISION = 0.98
SERIES = "the best claim, where one is known and where none is"


def points(answers):
    """
    Return (probability, whether it is right) of the best claim for each query, asked twice.

    `answers` are (the probability by claim, best first, the right claims, those like them). These
    last are left out both times, for nobody has said whether they are right.
    """
    for found, right, twins in answers:
        known = [claim for claim in found if claim in right or claim not in twins]
        for claims in (known, [claim for claim in known if claim not in right]):
            yield from ((found[claim], claim in right) for claim in claims[:1])


def tenths(points):
    """Return [(mean probability, share right, how many)] by tenths of the probability."""
    parts = defaultdict(list)
    for probability, right in points:
        parts[min(int(probability * 10), 9)].append((probability, right))
    return [
        (
            sum(p for p, _ in part) / len(part),
            sum(right for _, right in part) / len(part),
            len(part),
        )
        for _, part in sorted(parts.items())
    ]


def expected_error(points):
    """Return how far, on average, what was said is from the share that was right."""
    parts = tenths(points)
    every = sum(many for *_, many in parts)
    return sum(abs(said - right) * many for said, right, many in parts) / max(every, 1)


def sure(points, queries):
    """Return for what share of the queries a yes can be said, and 98 % of all said are right."""
    best = said = 0
    for number, (_, right) in enumerate(sorted(points, reverse=True), 1):
        said += right
        if said >= PRECISION * number:
            best = said
    return best / max(queries, 1)
