"""Words are found again to the letter, in their surroundings and from the same mouth, or not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.anchoring import MAX_PLACES, Text, anchor, nearest_sentence, surroundings
from sources.extraction import extract

WAS = (
    "The council met on Monday. “We will plant a thousand trees,” said Mayor Ana Ilic. "
    "Nobody answered. It rained all day.\nThe bridge stays open, the engineer wrote."
)
WORDS = "We will plant a thousand trees,"
OWN = "“We will plant a thousand trees,” said Mayor Ana Ilic."


def text(letters, repeats=()):
    said = [(found.start, found.end, found.speaker) for found in extract(letters)]
    return Text(letters, said, list(repeats))


def found(now, words=WORDS, was=WAS, names=("Ana Ilic",), repeats=()):
    return anchor(words, was.index(words), set(names), text(was), text(now, repeats))


@pytest.mark.parametrize(
    "now",
    [
        WAS,
        f"{WAS} Later it stopped.",
        f"A new first line.\n\n{WAS}",
        WAS.replace("It rained all day.", "The sun shone."),
        f"{WAS}\nCorrection: an earlier version gave the wrong day for the engineer's letter.",
    ],
)
def test_what_stands_as_it_stood_is_exact(now):
    assert found(now) == ("exact", now.index(WORDS), "")


@pytest.mark.parametrize(
    "now",
    [
        WAS.replace("The council met on Monday.", "The council met at noon."),
        f"It rained.\n{OWN}\nThe council met on Monday. Nobody answered.",
        f"The council met on Monday. Nobody answered. It rained all day.\n{OWN}",
    ],
)
def test_the_same_words_from_the_same_mouth_elsewhere_have_moved(now):
    assert found(now) == ("moved", now.index(WORDS), "")


@pytest.mark.parametrize(
    ("now", "reason"),
    [
        ("", "These words are not in the text."),
        (WAS.replace("thousand", "hundred"), "These words are not in the text."),
        (WAS.replace("trees,", "treesome,"), "These words are not in the text."),
        (WAS.replace("Mayor Ana Ilic", "Governor Tom Kim"), "gives these words to Tom Kim"),
        (f"{WAS}\n{OWN}", "These words stand at 2 places."),
        (f"{WAS}\nHer office denied that Ilic had said anything.", "It may be taken back"),
        (f"{WAS}\nKorrektur: Ilic sprach von hundert.", "It may be taken back"),
        (f"{WAS}\nNote: we misquoted a speaker.", "It may be taken back"),
        (WAS.replace("Nobody", "That was a retraction of the paper. Nobody"), "may be taken back"),
        (WAS.replace("“We", "An earlier version had: “We"), "surrounds these words has changed"),
        (f"An earlier version said Ana Ilic had said {WORDS} which she denies.", "no longer says"),
        (WAS.replace("said Mayor Ana Ilic", "it was said"), "no longer says who said"),
        ("Nobody came. “We will plant a thousand trees, maybe,” said Ana Ilic.", "has changed"),
    ],
)
def test_whatever_leaves_a_doubt_is_orphaned(now, reason):
    status, start, why = found(now)
    assert (status, start) == ("orphaned", None) and reason in why


def test_who_is_named_by_two_surnames_may_be_corrected():
    was = WAS.replace("Ana Ilic", "Ana Ilic-Marin")
    now = f"{was}\nCorrection: Ilic-Marin spoke of bushes."
    assert found(now, was=was, names=("Ana Ilic-Marin",)).status == "orphaned"


def test_words_without_a_speaker_by_name_need_a_neighbour():
    words, own = "The bridge stays open", "The bridge stays open, the engineer wrote."
    assert found(f"It rained all day.\n{own} He left.", words).status == "exact"
    assert found(f"It snowed. {own}", words).reason == "What surrounds these words has changed."


ALONE = "The council met.\n“We never knew.”\nIt was the engineer who said so. Nobody answered."


@pytest.mark.parametrize(
    ("now", "status"),
    [
        (f"{ALONE} He left.", "exact"),
        (ALONE.replace("the engineer", "the mayor"), "orphaned"),
        (ALONE.replace("council", "board"), "orphaned"),
        ("It was the engineer who said so.\n“We never knew.”\nThe council met.", "orphaned"),
    ],
)
def test_words_that_stand_alone_need_both_neighbours(now, status):
    assert found(now, "We never knew.", ALONE).status == status


def test_an_article_that_goes_on_leaves_its_last_words_where_they_are():
    was = "The council met.\n“We never knew.”"
    assert found(f"{was}\nIt met again.", "We never knew.", was).status == "exact"


def test_neighbours_that_changed_places_did_not_come_along():
    own = "The bridge stays open, the engineer wrote."
    was, now = f"It rained.\n{own}\nHe left.", f"He left.\n{own}\nIt rained."
    assert found(now, "The bridge stays open", was).status == "orphaned"


def test_of_several_places_the_one_with_the_same_surroundings_is_it():
    was = f"“Never,” said Ana Ilic. They asked again. {WAS} “Never,” said Tom Kim."
    start = was.rindex("Never,")
    twice = anchor("Never,", start, {"Tom Kim"}, text(was), text(f"First.\n{was}"))
    assert twice == ("exact", start + 7, "")


def test_a_pull_quote_is_no_second_place():
    now = f"{WAS}\n{WORDS}"
    repeats = [{"start": len(WAS) + 1, "end": len(now), "repeats": True}]
    assert found(now, repeats=repeats).status == "exact"


def test_what_a_restored_quote_stood_in_is_not_compared():
    known = anchor(WORDS, 100, {"Ana Ilic"}, Text(""), text(WAS))
    assert known == ("moved", WAS.index(WORDS), "")
    unknown = anchor(WORDS, 100, {"Tom Kim"}, Text(""), Text(WAS))
    assert unknown.reason == "The text that was quoted is not held here, to be compared."


def test_what_stands_everywhere_is_found_nowhere():
    assert Text("trees " * (MAX_PLACES + 1)).places("trees") == []


def test_the_sentence_that_has_most_of_the_words_is_the_nearest():
    assert nearest_sentence(WORDS, WAS.replace("thousand", "hundred")).startswith("“We will")
    assert nearest_sentence(WORDS, "Nothing.") == ""


def test_surroundings_are_the_own_sentence_and_its_neighbours():
    start = WAS.index(WORDS)
    assert surroundings(WAS, start, start + len(WORDS)) == (
        "The council met on Monday.",
        "“",
        "” said Mayor Ana Ilic.",
        "Nobody answered.",
    )


@given(st.text("ab. ", min_size=1, max_size=60), st.text("ab. ", max_size=60), st.data())
def test_what_is_found_are_the_very_words(was, now, data):
    start = data.draw(st.integers(0, len(was) - 1))
    words = was[start : data.draw(st.integers(start + 1, len(was)))]
    status, at, reason = anchor(words, start, set(), Text(was), Text(now))
    assert (status == "orphaned") == (at is None) == bool(reason)
    assert at is None or now[at : at + len(words)] == words
