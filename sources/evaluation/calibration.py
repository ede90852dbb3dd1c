"""Whether a confidence means what it says: of the suggestions at 0.9, how many are right."""

from collections import Counter, defaultdict

from .names import is_right
from .spans import LEAST, pairs, prepared

ALL, NAMED = "all sources", "sources named where they speak"


def calibration(articles):
    """
    {series: [(mean confidence, share right, how many)]} of `articles`, in tenths of confidence.

    Articles are as `measure` takes them. Right means the right stretch and the right full name.
    What matches no marked quotation is wrong in both series.
    """
    tenths = {ALL: defaultdict(Counter), NAMED: defaultdict(Counter)}
    for article, spans, _ in articles:
        for confidence, right, source in _judged(article, spans):
            for series in (ALL, NAMED) if source in ("name", None) else (ALL,):
                tenth = tenths[series][int(confidence * 10)]
                tenth.update(many=1, said=confidence, right=right)
    return {series: [_point(found[t]) for t in sorted(found)] for series, found in tenths.items()}


def _judged(article, spans):
    """(confidence, whether right, kind of source or None where unmarked) of each prediction."""
    predicted = prepared(article["text"], spans, article.get("ignore", []))
    matched = {j: i for i, j in pairs(article["quotes"], predicted, LEAST).items()}
    for j, span in enumerate(predicted):
        quote = article["quotes"][matched[j]] if j in matched else None
        right = quote is not None and is_right(span.speaker, quote, full=True)
        yield span.confidence, right, quote and quote.get("source_type", "")


def _point(tenth):
    return tenth["said"] / tenth["many"], tenth["right"] / tenth["many"], tenth["many"]


SIZE, EDGE = 320, 44
COLOURS = {ALL: "#1f5fa8", NAMED: "#b4541a"}
CHART = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole} {whole}" \
font-family="sans-serif" font-size="11">
<rect width="{whole}" height="{whole}" fill="white"/>
{lines}
</svg>
"""


def chart(series):
    """The series as an SVG text: said on the way right, was right on the way up."""
    lines = [_line(0, 0, 1, 1, "#bbb")]
    for tenth in range(0, 11, 2):
        x, y = _place(tenth / 10, tenth / 10)
        lines.append(_words(x, SIZE + EDGE + 16, f"{tenth / 10:.1f}", "middle"))
        lines.append(_words(EDGE - 6, y + 4, f"{tenth / 10:.1f}", "end"))
    lines += [_line(0, 0, 1, 0, "#333"), _line(0, 0, 0, 1, "#333")]
    lines.append(_words(EDGE + SIZE, SIZE + EDGE + 34, "confidence said", "end"))
    lines.append(_words(EDGE, EDGE - 14, "share that was right (at each dot: of how many)"))
    for number, (name, points) in enumerate(series.items()):
        lines.append(_words(EDGE + 12, EDGE + 8 + 16 * number, name, colour=COLOURS[name]))
        lines += [_dot(*point, COLOURS[name], name is ALL) for point in points]
    return CHART.format(whole=SIZE + 2 * EDGE, lines="\n".join(lines))


def _place(said, right):
    return EDGE + said * SIZE, EDGE + (1 - right) * SIZE


def _line(x1, y1, x2, y2, colour):
    (x1, y1), (x2, y2) = _place(x1, y1), _place(x2, y2)
    return f'<line x1="{x1:.0f}" y1="{y1:.0f}" x2="{x2:.0f}" y2="{y2:.0f}" stroke="{colour}"/>'


def _dot(said, right, many, colour, above):
    x, y = _place(said, right)
    dot = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{colour}"/>'
    return dot + _words(x, y - 8 if above else y + 16, str(many), "middle", colour)


def _words(x, y, words, anchor="start", colour="#333"):
    return f'<text x="{x:.0f}" y="{y:.0f}" text-anchor="{anchor}" fill="{colour}">{words}</text>'
