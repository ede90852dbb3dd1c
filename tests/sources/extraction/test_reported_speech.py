"""Indirect speech, offered only when asked for: the words reported, and by whom."""

import pytest

from sources.extraction import extract

REPORTS = [
    ("Ida Lund said that the boat was too small.", "Ida Lund", "the boat was too small"),
    ("Ida Lund said the boat was too small.", "Ida Lund", "the boat was too small"),
    ("Ida Lund told reporters that the boat was small.", "Ida Lund", "the boat was small"),
    ("The boat was too small, Ida Lund said.", "Ida Lund", "The boat was too small"),
    ("According to Ida Lund, the boat was too small.", "Ida Lund", "the boat was too small"),
    ("The boat was too small, according to Ida Lund.", "Ida Lund", "The boat was too small"),
    ("Port officials said the boat was too small.", "Port officials", "the boat was too small"),
]
SILENT = [
    "Ida Lund has not confirmed that the boat was too small.",
    "Ida Lund announced the deal of the year in the morning.",
    "Ida Lund told the crew of the boat about the weather.",
    "The report of Ida Lund was read by the crew of the boat.",
]


@pytest.mark.parametrize(("text", "speaker", "words"), REPORTS, ids=[case[0] for case in REPORTS])
def test_a_report_gives_its_words_and_who_is_reported(text, speaker, words):
    (found,) = extract(text, indirect=True)

    assert (found.kind, found.speaker, found.text) == ("indirect", speaker, words)


@pytest.mark.parametrize("text", SILENT)
def test_what_is_denied_or_no_clause_is_no_report(text):
    assert extract(text, indirect=True) == []


def test_indirect_speech_is_left_out_unless_asked_for():
    assert extract(REPORTS[0][0]) == []
