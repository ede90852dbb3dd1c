"""Format the measures as a Markdown table."""

COLUMNS = [
    ("articles", lambda m: f"{m.counts['articles']:,}"),
    ("marked", lambda m: f"{m.counts['marked']:,}"),
    ("predicted", lambda m: f"{m.counts['predicted']:,}"),
    ("exact P/R/F1", lambda m: percents(m.f1("exact"))),
    ("found (≥ 0.8) P/R/F1", lambda m: percents(m.f1("found"))),
    ("direct F1", lambda m: percents(m.f1("direct found", "direct predicted", "direct")[2:])),
    ("surname", lambda m: percents([m.rate("attributed surname", "attributed")])),
    ("full name", lambda m: percents([m.rate("attributed full", "attributed")])),
    ("full name from pronoun", lambda m: percents([m.rate("pronoun full", "pronoun")])),
    ("unnamed", lambda m: percents([m.rate("unnamed surname", "unnamed")])),
    ("end to end F1, surname", lambda m: percents(m.f1("end to end surname")[2:])),
    ("end to end F1, full name", lambda m: percents(m.f1("end to end full")[2:])),
    ("articles a second", lambda m: f"{m.counts['articles'] / m.seconds:,.0f}"),
]


def table(measures):
    """Yield `measures` as the lines of a Markdown table, a measure a line."""
    yield "| measure | |"
    yield "|---|---|"
    for name, value in COLUMNS:
        yield f"| {name} | {value(measures)} |"


def percents(rates):
    """Return the rates (0 to 1) in per cent: "97.8 / 99.1"."""
    return " / ".join(f"{100 * rate:.1f}" for rate in rates)
