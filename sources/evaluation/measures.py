"""Counts over marked articles, and the rates they come to."""

from collections import Counter
from dataclasses import dataclass, field

from .names import is_right
from .spans import LEAST, pairs, prepared


@dataclass
class Measures:
    """Counts of articles, characters, marked and predicted stretches, and of what was right."""

    counts: Counter = field(default_factory=Counter)
    seconds: float = 0.0

    def f1(self, right, predicted="predicted", marked="marked"):
        """(precision, recall, F1), each 0 to 1, of three counts by their names."""
        precision, recall = self.rate(right, predicted), self.rate(right, marked)
        both = precision + recall
        return precision, recall, 2 * precision * recall / both if both else 0.0

    def rate(self, part, whole):
        return self.counts[part] / self.counts[whole] if self.counts[whole] else 0.0


def measure(articles):
    """
    Measures over `articles`: (a marked article as a dict, its predicted Spans, seconds taken).

    A marked article has text, quotes (start, end, kind, speaker, speaker_type, source_type,
    accept, source_text) and ignore, as docs/extraction.md describes.
    """
    measures = Measures()
    for article, spans, seconds in articles:
        predicted = prepared(article["text"], spans, article.get("ignore", []))
        measures.seconds += seconds
        measures.counts["articles"] += 1
        measures.counts["characters"] += len(article["text"])
        measures.counts.update(_spans(article["quotes"], predicted))
        measures.counts.update(_speakers(article["quotes"], predicted))
    return measures


def _spans(marked, predicted):
    found = pairs(marked, predicted, LEAST)
    matched = {j: i for i, j in found.items()}
    direct = {i for i, quote in enumerate(marked) if quote["kind"] == "direct"}
    yield from ["marked"] * len(marked) + ["predicted"] * len(predicted)
    yield from ["exact"] * len(pairs(marked, predicted, 1)) + ["found"] * len(found)
    yield from ["direct"] * len(direct) + ["direct found"] * len(direct & found.keys())
    for j in range(len(predicted)):
        if matched.get(j) is None or matched[j] in direct:
            yield "direct predicted"


def _speakers(marked, predicted):
    for i, j in pairs(marked, predicted, LEAST).items():
        quote, speaker = marked[i], predicted[j].speaker
        kinds = ["attributed"] if quote["speaker_type"] in ("person", "org") else ["unnamed"]
        if kinds == ["attributed"] and quote.get("source_type") == "pronoun":
            kinds.append("pronoun")
        for name, full in (("surname", False), ("full", True)):
            right = is_right(speaker, quote, full)
            yield from [f"{kind} {name}" for kind in [*kinds, "end to end"] if right]
        yield from kinds
