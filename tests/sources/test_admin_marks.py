"""Marks cut the text at the edges of its quotes and lose no letter of it."""

from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from sources.admin.marks import Piece, marked, paragraphs, pieces


def a_span(start, end, status="suggested"):
    return SimpleNamespace(start=start, end=end, status=status)


def spans_of(text):
    ends = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
    return st.lists(ends.filter(lambda pair: pair[0] < pair[1]), max_size=6)


@given(st.text("ab \n😀é", min_size=1).flatmap(lambda t: st.tuples(st.just(t), spans_of(t))))
def test_the_pieces_are_the_text_and_each_quote_is_its_span(case):
    text, spans = case
    quotes = [a_span(*span) for span in spans]
    cut = list(pieces(text, quotes))
    assert "".join(piece.text for piece in cut) == text
    for quote in quotes:
        marked = "".join(p.text for p in cut if any(q is quote for q in p.quotes))
        assert marked == text[quote.start : quote.end]
        assert sum(any(q is quote for q in p.begins) for p in cut) == 1


def test_overlapping_quotes_are_flattened():
    one, two = a_span(0, 3), a_span(2, 5)
    assert list(pieces("abcdef", [one, two])) == [
        Piece("ab", (one,), (one,)),
        Piece("c", (one, two), (two,)),
        Piece("de", (two,)),
        Piece("f"),
    ]


def test_of_overlapping_quotes_the_accepted_one_shows():
    assert Piece("c", (a_span(0, 3), a_span(2, 5, "accepted"))).status == "accepted"


def test_a_quote_over_two_lines_is_marked_in_both():
    lines = list(paragraphs("one\ntwo", [a_span(2, 5)]))
    assert [[piece.text for piece in line] for line in lines] == [["on", "e\n"], ["t", "wo"]]


def test_an_empty_text_has_no_paragraphs():
    assert list(paragraphs("", [])) == []


def test_a_line_is_what_its_whole_text_is_wherever_a_mark_begins():
    assert marked("  Rain.\n", [a_numbered(2, 6)]).startswith('<p class="line">')
    assert marked("Rain\n", [a_numbered(2, 4)], "Rain").startswith('<p class="headline">')
    assert marked("  \n", []) == '<p class="blank">  \n</p>'


def a_numbered(start, end):
    return SimpleNamespace(start=start, end=end, status="suggested", pk=1, number=1)
