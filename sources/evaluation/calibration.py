"""Measure and plot calibration: of the suggestions with confidence 0.9, how many are right."""

from collections import Counter, defaultdict

from .spans import MIN_OVERLAP, comparable_spans, match_spans
from .speaker_match import is_correct_speaker

ALL, NAMED = "all sources", "sources named where they speak"


def calibration(articles):
    """
    Return {series: [(mean confidence, share right, how many)]} by tenths of confidence.

    Articles are as `measure` takes them. Right means the right stretch and the right full name.
    What matches no marked quotation is wrong in both series.
    """
    tenths = {ALL: defaultdict(Counter), NAMED: defaultdict(Counter)}
    for article, spans, _ in articles:
        for confidence, right, source in _outcomes(article, spans):
            for series in (ALL, NAMED) if source in ("name", None) else (ALL,):
                tenth = tenths[series][int(confidence * 10)]
                tenth.update(many=1, said=confidence, right=right)
    return {
        series: [_tenth_point(found[t]) for t in sorted(found)] for series, found in tenths.items()
    }


def _outcomes(article, spans):
    """Yield (confidence, whether right, kind of source or None where unmarked) of predictions."""
    predicted = comparable_spans(article["text"], spans, article.get("ignore", []))
    matched = {j: i for i, j in match_spans(article["quotes"], predicted, MIN_OVERLAP).items()}
    for j, span in enumerate(predicted):
        quote = article["quotes"][matched[j]] if j in matched else None
        right = quote is not None and is_correct_speaker(span.speaker, quote, full=True)
        yield span.confidence, right, quote and quote.get("source_type", "")


def _tenth_point(tenth):
    return tenth["said"] / tenth["many"], tenth["right"] / tenth["many"], tenth["many"]


CHART_SIZE, CHART_MARGIN = 320, 44
COLOURS = ("#1f5fa8", "#b4541a")
CHART = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole} {whole}" \
font-family="sans-serif" font-size="11">
<rect width="{whole}" height="{whole}" fill="white"/>
{lines}
</svg>
"""


def chart(series, said):
    """Return the series as SVG (a str): x is what was `said`, y the share that was right."""
    lines = [_svg_line(0, 0, 1, 1, "#bbb")]
    for tenth in range(0, 11, 2):
        x, y = _position(tenth / 10, tenth / 10)
        lines.append(_svg_text(x, CHART_SIZE + CHART_MARGIN + 16, f"{tenth / 10:.1f}", "middle"))
        lines.append(_svg_text(CHART_MARGIN - 6, y + 4, f"{tenth / 10:.1f}", "end"))
    lines += [_svg_line(0, 0, 1, 0, "#333"), _svg_line(0, 0, 0, 1, "#333")]
    lines.append(_svg_text(CHART_MARGIN + CHART_SIZE, CHART_SIZE + CHART_MARGIN + 34, said, "end"))
    lines.append(
        _svg_text(
            CHART_MARGIN, CHART_MARGIN - 14, "share that was right (at each dot: of how many)"
        )
    )
    for number, (name, points) in enumerate(series.items()):
        colour = COLOURS[number]
        lines.append(
            _svg_text(CHART_MARGIN + 12, CHART_MARGIN + 8 + 16 * number, name, colour=colour)
        )
        lines += [_svg_dot(*point, colour, number == 0) for point in points]
    return CHART.format(whole=CHART_SIZE + 2 * CHART_MARGIN, lines="\n".join(lines))


def _position(said, right):
    """Return the pixel (x, y) of two shares, 0 to 1; y grows downwards in SVG."""
    return CHART_MARGIN + said * CHART_SIZE, CHART_MARGIN + (1 - right) * CHART_SIZE


def _svg_line(x1, y1, x2, y2, colour):
    (x1, y1), (x2, y2) = _position(x1, y1), _position(x2, y2)
    return f'<line x1="{x1:.0f}" y1="{y1:.0f}" x2="{x2:.0f}" y2="{y2:.0f}" stroke="{colour}"/>'


def _svg_dot(said, right, many, colour, above):
    x, y = _position(said, right)
    dot = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{colour}"/>'
    return dot + _svg_text(x, y - 8 if above else y + 16, str(many), "middle", colour)


def _svg_text(x, y, words, anchor="start", colour="#333"):
    return f'<text x="{x:.0f}" y="{y:.0f}" text-anchor="{anchor}" fill="{colour}">{words}</text>'
