"""Words are found again to the letter and in their surroundings, or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.anchoring import MAX_PLACES, MIN_CONTEXT_MATCH, find_anchor

WAS = "The mayor spoke at noon. “We will plant trees,” she told reporters there. Nobody answered."


def found(words, now, was=WAS):
    start = was.index(words)
    return find_anchor(now, words, was[:start], was[start + len(words) :])


@pytest.mark.parametrize(
    ("words", "now", "at"),
    [
        ("We will plant trees,", WAS, WAS.index("We will")),
        ("We will plant trees,", "New first line.\n\n" + WAS, WAS.index("We will") + 17),
        ("trees", WAS.replace("trees", "shrubs"), None),  # the words are gone
        ("trees", "Some trees fell in a storm.", None),  # the word is there, and somebody else's
        ("We will plant trees,", "We Will plant trees,", None),  # to the letter
        ("will plant trees,” she told", "Later he said that it will plant trees,” she told", 22),
        ("trees", WAS + " Old trees stood by. " + WAS[:9], WAS.index("trees")),
        ("We will plant trees,", WAS + WAS, None),  # the same twice: nobody can tell which
        ("We will plant trees,", "", None),
    ],
)
def test_where_words_stand_now(words, now, at):
    assert found(words, now) == at


def test_so_much_of_the_surroundings_must_be_the_same():
    was, words = "a" * MIN_CONTEXT_MATCH + "trees" + "b" * MIN_CONTEXT_MATCH, "trees"
    assert found(words, "a" * MIN_CONTEXT_MATCH + words + "c", was) == MIN_CONTEXT_MATCH
    assert found(words, "-" + "a" * (MIN_CONTEXT_MATCH - 1) + words + "c", was) is None


def test_what_stands_everywhere_is_found_nowhere():
    assert found("trees", "trees " * (MAX_PLACES + 1)) is None


@given(st.text("ab ", min_size=1, max_size=60), st.text("ab ", max_size=60), st.data())
def test_what_is_found_are_the_very_words(was, now, data):
    start = data.draw(st.integers(0, len(was) - 1))
    words = was[start : data.draw(st.integers(start + 1, len(was)))]
    at = find_anchor(now, words, was[:start], was[start + len(words) :])
    assert at is None or now[at : at + len(words)] == words
