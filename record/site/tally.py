"""How many claims there are by verdict and month, out of the counters that the database keeps."""

from datetime import date

from record.delivery.etag import cached_per_version

from .reading import read

ROWS = "SELECT key, claims FROM record_tally WHERE kind = 'rows' AND verdict = ''"
LINES = """
SELECT t.month, t.verdict, t.claims, t.repeated FROM record_tally t
WHERE t.kind = {kind} AND t.key = {key} AND t.verdict <> '' ORDER BY t.month
"""
MOST = """
SELECT r.public_id AS id, r.name, t.claims FROM record_tally t
JOIN record_{kind} r ON r.public_id = t.key::uuid
WHERE t.kind = '{kind}' AND t.verdict = '' ORDER BY t.claims DESC, t.key LIMIT {most}
"""
MAX_MONTHS = 48  # beyond, a plot has a column for each year


def tallied(kind):
    """Return the SQL of the lines about the record of this kind with the id %(id)s."""
    return LINES.format(kind=f"'{kind}'", key="%(id)s::text")


def tallied_in_all():
    return LINES.format(kind="'all'", key="''")


def most(kind, limit=10):
    """Return the SQL of the speakers, topics or publishers with most claims."""
    return MOST.format(kind=kind, most=limit)


def in_all():
    """Return {name: SQL} of what the pages of all claims have in common."""
    kinds = ("speaker", "topic", "publisher")
    return {"rows": ROWS, "tallied": tallied_in_all()} | {f"{kind}s": most(kind) for kind in kinds}


def by_key(rows):
    """Return {key: how many} of rows of the counters."""
    return {row["key"]: row["claims"] for row in rows}


@cached_per_version
def scale():
    """Return the verdicts of the newsroom's scale: true first, those without a value last."""
    rows = read(None, scale="SELECT document FROM record_verdict")["scale"]
    verdicts = [row["document"] for row in rows]
    return sorted(verdicts, key=lambda v: (v["value"] is None, -(v["value"] or 0), v["slug"]))


def by_verdict(lines):
    """Return {"verdict", "claims", "repeated"} of each verdict that has claims, by the scale."""
    totals = {verdict["slug"]: counted(verdict, lines) for verdict in scale()}
    return [total for total in totals.values() if total["claims"]]


def counted(verdict, lines):
    mine = [line for line in lines if line["verdict"] == verdict["slug"]]
    sums = {name: sum(line[name] for line in mine) for name in ("claims", "repeated")}
    return {"verdict": verdict, **sums}


def by_period(lines):
    """
    Return (periods, yearly, {slug: counts}): every month from the first to the last one, or year.

    A period is the date of its first day.
    """
    if not lines:
        return [], False, {}
    months = [date.fromisoformat(line["month"]) for line in lines]
    yearly = months_between(months[0], months[-1]) > MAX_MONTHS
    periods = every_period(months[0], months[-1], yearly)
    counts = {line["verdict"]: dict.fromkeys(periods, 0) for line in lines}
    for month, line in zip(months, lines, strict=True):
        counts[line["verdict"]][first_day(month, yearly)] += line["claims"]
    return periods, yearly, {slug: [*found.values()] for slug, found in counts.items()}


def months_between(first, last):
    return 12 * (last.year - first.year) + last.month - first.month


def every_period(first, last, yearly):
    if yearly:
        return [date(year, 1, 1) for year in range(first.year, last.year + 1)]
    numbers = range(months_between(first, last) + 1)
    begin = 12 * first.year + first.month - 1
    return [date((begin + n) // 12, (begin + n) % 12 + 1, 1) for n in numbers]


def first_day(month, yearly):
    return month.replace(month=1) if yearly else month
