"""Sentences offered for checking: why each is, whose it is, and what is left out."""

import pytest

from sources.extraction.checkable import checkable_sentences

OFFERED = [
    ("The council spent 40,000 crowns on the bridge.", ("number", "event")),
    ("The harbour has more ferries than any other town.", ("comparison",)),
    ("The mayor closed the bridge in the spring.", ("event",)),
    ("The storm caused the delay of the evening ferry.", ("cause",)),
]
LEFT_OUT = [
    "Did the council spend 40,000 crowns on the bridge?",
    "I think the council spent 40,000 crowns on it.",
    "The council will spend 40,000 crowns on the bridge.",
    "The council should spend 40,000 crowns on the bridge.",
    "The evening was quiet, and the water lay still.",
    "Three were closed.",
]


@pytest.mark.parametrize(("text", "signals"), OFFERED, ids=[case[0] for case in OFFERED])
def test_an_assertion_is_offered_with_what_makes_it_checkable(text, signals):
    assert [(found.text, found.signals) for found in checkable_sentences(text)] == [(text, signals)]


def test_the_reason_is_a_line_an_editor_reads():
    (found,) = checkable_sentences("The council spent 40,000 crowns on the bridge.")

    assert found.reason == "number, event"


@pytest.mark.parametrize("text", LEFT_OUT)
def test_questions_opinions_forecasts_and_demands_are_left_out(text):
    assert checkable_sentences(text) == []


def test_the_claimant_is_who_said_it_and_nobody_where_the_article_does():
    text = (
        "The mayor closed the bridge. “Two of its beams broke in March,” said Ida Lund. "
        "Tom Berg said that the repair cost 90 crowns."
    )

    assert [(found.claimant, found.text) for found in checkable_sentences(text)] == [
        (None, "The mayor closed the bridge."),
        ("Ida Lund", "Two of its beams broke in March,"),
        ("Tom Berg", "the repair cost 90 crowns"),
    ]
