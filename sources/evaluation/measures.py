"""Count matches over marked articles, and compute precision, recall and F1."""

from collections import Counter
from dataclasses import dataclass, field

from .spans import MIN_OVERLAP, comparable_spans, match_spans
from .speaker_match import is_correct_speaker


@dataclass
class Measures:
    """Counts of articles, characters, marked and predicted stretches, and of what was right."""

    counts: Counter = field(default_factory=Counter)
    seconds: float = 0.0

    def f1(self, right, predicted="predicted", marked="marked"):
        """Return (precision, recall, F1), each 0 to 1, of three counts by their names."""
        precision, recall = self.rate(right, predicted), self.rate(right, marked)
        both = precision + recall
        return precision, recall, 2 * precision * recall / both if both else 0.0

    def rate(self, part, whole):
        """Return one count as a share of another, 0 to 1; 0 where there is nothing."""
        return self.counts[part] / self.counts[whole] if self.counts[whole] else 0.0


def measure(articles):
    """
    Return the Measures of `articles`: (marked article, its predicted Spans, seconds taken).

    A marked article is a dict of text, quotes (dicts of start, end, kind, speaker, speaker_type,
    source_type, accept, source_text) and ignore, as docs/extraction.md describes.
    """
    measures = Measures()
    for article, spans, seconds in articles:
        predicted = comparable_spans(article["text"], spans, article.get("ignore", []))
        measures.seconds += seconds
        measures.counts["articles"] += 1
        measures.counts["characters"] += len(article["text"])
        measures.counts.update(_spans(article["quotes"], predicted))
        measures.counts.update(_speakers(article["quotes"], predicted))
    return measures


def _spans(marked, predicted):
    """Yield the names of the counts of stretches, each as often as it counts."""
    found = match_spans(marked, predicted, MIN_OVERLAP)
    matched = {j: i for i, j in found.items()}
    direct = {i for i, quote in enumerate(marked) if quote["kind"] == "direct"}
    yield from ["marked"] * len(marked) + ["predicted"] * len(predicted)
    yield from ["exact"] * len(match_spans(marked, predicted, 1)) + ["found"] * len(found)
    yield from ["direct"] * len(direct) + ["direct found"] * len(direct & found.keys())
    for j in range(len(predicted)):
        if matched.get(j) is None or matched[j] in direct:
            yield "direct predicted"


def _speakers(marked, predicted):
    """Yield the names of the counts of speakers, each as often as it counts."""
    for i, j in match_spans(marked, predicted, MIN_OVERLAP).items():
        quote, speaker = marked[i], predicted[j].speaker
        kinds = ["attributed"] if quote["speaker_type"] in ("person", "org") else ["unnamed"]
        if kinds == ["attributed"] and quote.get("source_type") == "pronoun":
            kinds.append("pronoun")
        for name, full in (("surname", False), ("full", True)):
            right = is_correct_speaker(speaker, quote, full)
            yield from [f"{kind} {name}" for kind in [*kinds, "end to end"] if right]
        yield from kinds
