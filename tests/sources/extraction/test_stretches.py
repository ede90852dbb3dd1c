"""Which stretches lie between marks: what is asked about is only where they begin and end."""

import pytest

from sources.extraction.stretches import find_stretches

BETWEEN = [
    ("“One.” Two “three”", ["One.", "three"]),
    ('"One." Two "three"', ["One.", "three"]),
    ("``One.'' Two ``three''", ["One.", "three"]),
    ("''One.'' Two ''three''", ["One.", "three"]),
    ("« Un. » Deux «trois»", ["Un.", "trois"]),
    ("»Eins.« Zwei »drei«", ["Eins.", "drei"]),
    ("„Eins.“ Zwei „drei”", ["Eins.", "drei"]),
    ("‘It’s the dogs’ bowl,’ he said. ‘Not ours.’", ["It’s the dogs’ bowl,", "Not ours."]),
    ("‘legitimate targets’ for him. ‘Yes’", ["legitimate targets", "Yes"]),
    ("the ‘Keepin’ On’ show, she said. ‘Not ours.’", ["Keepin’ On", "Not ours."]),
    ("‘Come in’ she said. ‘It’s late.’", ["Come in", "It’s late."]),
    ("the dogs’ bowl and ’tis the ‘90s", []),
    ("'It's the dogs' bowl,' he said. 'Not ours.'", ["It's the dogs' bowl,", "Not ours."]),
    ("the dogs' bowl, 'tis the '90s", []),
    ("“One ‘two’ three”", ["One ‘two’ three", "two"]),
    ("“One “two” three”", ["One “two” three", "two"]),
    ('“One." "Two”', ["One.", "Two"]),
    ("“One“ he said", ["One"]),
    ("”One” he said", ["One"]),
    ('"One, "he said', ["One,"]),
    ("‘One, ‘ he said, ‘two.’", ["One,", "two."]),
    ("“One!”After that", ["One!"]),
    ("“One.\n\n“Two.\n\n“Three.”", ["One.", "Two.", "Three."]),
    ("“One.\n\nTwo” he said", ["One.", "Two"]),
    ("“One. “Two,” he said", ["One.", "Two,"]),
    ("“One", ["One"]),
    ("“” and “ ”", []),
]


@pytest.mark.parametrize(("text", "inside"), BETWEEN, ids=[case[0] for case in BETWEEN])
def test_the_stretches_of_a_text(text, inside):
    assert [text[stretch.start : stretch.end] for stretch in find_stretches(text)] == inside


def test_a_text_wrapped_by_hand_has_its_paragraphs_between_blank_lines():
    text = "He said “this is one\nThing and no more” to\nher.\n\nThen he left."

    assert [text[s.start : s.end] for s in find_stretches(text)] == [
        "this is one\nThing and no more"
    ]


def inside(text):
    return [text[stretch.start : stretch.end] for stretch in find_stretches(text)]


def test_east_asian_marks_need_no_space_beside_them():
    assert inside("她说「永远不会『是』的」。") == ["永远不会『是』的", "是"]


def test_a_guillemet_behind_an_elision_opens():
    assert inside("Il s’agit d’« un pas ».") == ["un pas"]
