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
@example("“‘“”‘")
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
    "marks alone": ('"', "en"),
    "opening marks": ("“", "en"),
    "nested": ("“a ‘b “c ", "en"),
    "pairs in pairs": ("“a ‘b’ c” ", "en"),
    "apostrophes": ("s’ ", "en"),
    "said": ("said ", "en"),
    "a list": ("“a b c,” said ", "en"),
    "angles": ("«a b c» ", "fr"),
    "incises": ("« Oui, dit-il, je viens », ", "fr"),
    "paragraphs": ("“We won,” said Ida Lund.\n", "en"),
    "dashes": ("– Nie – powiedział Jan. ", "pl"),
    "turns": ("— Oui, dit-il, je viens.\n", "fr"),
    "labels": ("MAYOR LUND: We won.\n", "en"),
    "no spaces": ("a", "en"),
    "spaces": (" ", "en"),
    "line ends": ("\n", "en"),
    "capitals": ("Ab Cd ", "en"),
    "commas": ("a, ", "en"),
    "names and pronouns": ('Ida Lund left. "We," he said. ', "en"),
    "brackets": ("(", "en"),
    "dots": ("...", "en"),
}


def steps(text, language):
    """Return how many calls reading takes, of Python's own functions too: no clock's matter."""
    calls = count()
    sys.setprofile(lambda *event: next(calls))
    try:
        extract(text, language)
    finally:
        sys.setprofile(None)
    return next(calls)


@pytest.mark.parametrize(("scrap", "language"), HOSTILE.values(), ids=HOSTILE.keys())
def test_four_times_the_text_takes_about_four_times_the_steps(scrap, language):
    short, long = (scrap * (size // len(scrap)) for size in (10_000, 40_000))
    assert steps(long, language) < 4 * 1.25 * steps(short, language) + 1000


@pytest.mark.parametrize(("scrap", "language"), [("“a b c,” said ", "en"), ("«a b c» ", "fr")])
def test_a_stretch_of_a_list_takes_four_hundred_and_fifty_steps_at_most(scrap, language):
    assert steps(scrap * 2000, language) < 450 * 2000


def test_beyond_the_eighth_stretch_of_a_sentence_all_are_a_list():
    text = "The banners read " + ", ".join(["“Open the old bridge”"] * 10) + "."
    assert [quotation.reason for quotation in extract(text)][7:] == ["", "list", "list"]
