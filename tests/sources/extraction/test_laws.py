"""Laws that hold for every text: spans are verbatim, in order, apart; the work is linear."""

import sys
from itertools import count

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sources.extraction import extract
from sources.extraction.languages import KNOWN
from sources.extraction.stretches import find_stretches

MARKS = "“”„‘’‚\"'«»`"
scraps = st.sampled_from([*MARKS, "''", "``", ", ", ". ", "? ", "\n", "\n\n", " — ", "\x00", "ß̈"])
PHRASES = "said/ he said/ Mr. Ida Lund said/ according to / the minister, who left, told/ We/ it’s"
MORE = "dogs’ / that / (R-Ohio) /'s/ called him a /😀/, Ida Lund, 41, /—/ replied"
phrases = st.sampled_from(f"{PHRASES}/{MORE}".split("/"))
texts = st.lists(scraps | phrases | st.text(max_size=5), max_size=60).map("".join)


@given(texts, st.sampled_from(KNOWN))
@settings(max_examples=300, deadline=None)
@example("“”", "en")
@example("‘" * 50, "en")
@example("said " * 50 + '"', "en")
def test_every_quotation_is_verbatim_inside_the_text_and_overlaps_no_other(text, language):
    end = 0
    for quotation in extract(text, language, indirect=True):
        assert end <= quotation.start < quotation.end <= len(text)
        assert quotation.text == text[quotation.start : quotation.end]
        assert 0 <= quotation.confidence <= 1
        assert (quotation.kind == "none") == bool(quotation.reason)
        end = quotation.end


@given(texts)
@settings(max_examples=200, deadline=None)
def test_stretches_of_one_level_never_overlap_and_inner_ones_lie_inside(text):
    ends = {}
    for stretch in find_stretches(text):
        assert stretch.opens >= ends.get(stretch.level, 0)
        ends[stretch.level] = stretch.closes
        if stretch.level:
            assert stretch.closes <= ends[stretch.level - 1]


@given(texts)
@settings(max_examples=50, deadline=None)
def test_the_same_text_gives_the_same_quotations(text):
    assert extract(text) == extract(text)


HOSTILE = {
    "marks alone": '"',
    "opening marks": "“",
    "nested": "“a ‘b “c ",
    "apostrophes": "s’ ",
    "said": "said ",
    "no spaces": "a",
    "spaces": " ",
    "line ends": "\n",
    "capitals": "Ab Cd ",
    "commas": "a, ",
    "names and pronouns": 'Ida Lund left. "We," he said. ',
    "brackets": "(",
    "dots": "...",
}


@pytest.mark.parametrize("scrap", HOSTILE.values(), ids=HOSTILE.keys())
def test_four_times_the_text_takes_about_four_times_the_steps(scrap):
    """Steps are calls, of Python's own functions too: unlike seconds, the same on every machine."""

    def steps(size):
        calls = count()
        text = scrap * (size // len(scrap))
        sys.setprofile(lambda *event: next(calls))
        try:
            extract(text)
        finally:
            sys.setprofile(None)
        return next(calls)

    assert steps(40_000) < 4 * 1.25 * steps(10_000) + 1000
