"""A plot of verdicts over time: a row of bars for each verdict, so that no colour need be told."""

import csv
from io import StringIO

from django.http import HttpResponse

from .tally import by_period, by_verdict

WIDTH, HEIGHT = 720, 40  # of a verdict's row of bars; the page stretches it
MAX_STEP = 36  # so that few periods make no broad columns


def plot(lines):
    """Return what plot.html draws of a tally's lines; None of none."""
    periods, yearly, counts = by_period(lines)
    if not periods:
        return None
    step = min(MAX_STEP, WIDTH / len(periods))
    highest = max(max(found) for found in counts.values())
    rows = [
        total | {"bars": bars(counts[total["verdict"]["slug"]], step, highest)}
        for total in by_verdict(lines)
    ]
    return {
        "rows": rows,
        "periods": [(day, [counts[slug(row)][n] for row in rows]) for n, day in enumerate(periods)],
        "yearly": yearly,
        "first": periods[0],
        "last": periods[-1],
        "width": WIDTH,
        "height": HEIGHT,
        "highest": highest,
        "claims": sum(row["claims"] for row in rows),
        "repeated": sum(row["repeated"] for row in rows),
    }


def slug(row):
    return row["verdict"]["slug"]


def bars(counts, step, highest):
    """Return the bars of the periods that have claims as an SVG path."""
    drawn = []
    for number, count in enumerate(counts):
        if count:
            height = max(1.5, HEIGHT * count / highest)
            left, width = number * step + step * 0.1, step * 0.8
            drawn.append(f"M{left:.1f} {HEIGHT}v-{height:.1f}h{width:.1f}v{height:.1f}z")
    return "".join(drawn)


def csv_response(lines):
    """Return a tally's lines as a CSV file."""
    text = StringIO()
    writer = csv.DictWriter(text, ["month", "verdict", "claims", "repeated"])
    writer.writeheader()
    writer.writerows(lines)
    return HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8")
