"""Attributions that stand inside the marks."""

import pytest

from sources.extraction import extract

FRENCH = [
    ("La maire Ida Lund est venue. « Oui, dit-elle, je viens aussi. »", "Ida Lund"),
    ("Paul Berg est parti. « Le pont, a-t-il expliqué, est fermé. »", "Paul Berg"),
    ("Paul Berg est parti. « Le pont est fermé, répond-il. »", "Paul Berg"),
    ("« Le pont, affirme Paul Berg, est fermé. »", "Paul Berg"),
    ("« Le pont, dit le maire, est fermé », raconte Ida Lund.", "Ida Lund"),
    ("« Le pont, dit-on, est fermé », raconte Ida Lund.", "Ida Lund"),
]


@pytest.mark.parametrize(("text", "speaker"), FRENCH, ids=[case[0] for case in FRENCH])
def test_french_says_who_speaks_between_commas_inside_the_marks(text, speaker):
    assert extract(text, "fr")[-1].speaker == speaker


def test_english_does_not():
    (found,) = extract("“My father, said Tom Berg, was late,” said Ida Lund.")

    assert found.speaker == "Ida Lund"
