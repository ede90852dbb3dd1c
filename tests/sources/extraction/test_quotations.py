"""What is printed about a quotation: title, organisation, cue, occasion, utterance."""

import pytest

from sources.extraction import extract

TEXT = (
    "Senator Ida Lund, chair of the Harbour Council’s safety committee, opened the hearing. "
    "“If the whistle goes,” Lund said at a news conference, “everybody stops.” "
    "“Nobody argued,” said Tom Berg. “Nobody could.”"
)


def test_title_and_organisation_are_those_printed_with_the_name():
    first = extract(TEXT)[0]

    assert (first.speaker, first.speaker_kind) == ("Ida Lund", "person")
    assert (first.title, first.organisation) == (
        "chair",
        "Harbour Council’s safety committee",
    )


def test_the_cue_is_the_attribution_phrase_by_its_offsets():
    cues = [quotation.cue for quotation in extract(TEXT)]

    assert [cue and TEXT[slice(*cue)] for cue in cues] == [
        "Lund said",
        "Lund said",
        "said Tom Berg",
        None,
    ]


def test_the_occasion_goes_with_the_words_said_there():
    assert [quotation.occasion for quotation in extract(TEXT)] == [
        "at a news conference",
        "at a news conference",
        "",
        "",
    ]


def test_the_pieces_of_one_utterance_have_the_same_number():
    assert [quotation.utterance for quotation in extract(TEXT)] == [1, 1, 2, 2]


def test_a_pronoun_is_less_sure_than_a_name_and_what_goes_on_no_surer_than_its_beginning():
    named, went_on = extract("“We left at dawn,” said Ida Lund. “It was cold.”")
    (pronoun,) = extract("Ida Lund left early. “It was so cold,” she said.")

    assert named.confidence > pronoun.confidence
    assert named.confidence > went_on.confidence


def test_an_unnamed_source_stays_the_phrase_it_is():
    (found,) = extract("“We left at dawn,” Polish officials said.")

    assert (found.speaker, found.speaker_kind, found.title) == ("Polish officials", "unnamed", "")


@pytest.mark.parametrize(
    "text",
    [
        "“We left at dawn,” said Ida Lund and Tom Berg in a statement.",
        "“We left at dawn,” Ida Lund and Tom Berg said in a statement.",
        "In a statement, Ida Lund and Tom Berg said: “We left at dawn.”",
        "Ida Lund and Tom Berg met. “We left at dawn,” Lund and Berg said.",
    ],
)
def test_two_who_say_it_together_are_both_kept(text):
    (found,) = extract(text)

    assert (found.speaker, found.others) == ("Ida Lund", ("Tom Berg",))


def test_what_goes_on_from_two_is_said_by_both():
    _, went_on = extract("“We left at dawn,” Ida Lund and Tom Berg said. “It was cold.”")

    assert (went_on.speaker, went_on.others) == ("Ida Lund", ("Tom Berg",))


def test_stretches_inside_a_quotation_are_told_with_it():
    text = "“He called it ‘a ‘mere’ joke’ and ‘a lark,’” said Ida Lund. “We left,” she said."

    first, second = extract(text)

    inner = [text[start:end] for start, end in first.inner]
    assert (inner, second.inner) == (["a ‘mere’ joke", "mere", "a lark,"], ())


def test_an_organisation_is_told_from_a_person():
    (found,) = extract("“We left at dawn,” the Elmhurst Council said.")

    assert (found.speaker, found.speaker_kind) == ("Elmhurst Council", "organisation")


def test_mr_and_mrs_are_no_titles():
    (found,) = extract("“We left at dawn,” Mrs. Lund said.")

    assert (found.speaker, found.title) == ("Lund", "")


def test_a_few_words_joined_to_a_longer_quotation_are_no_scare_quotes():
    text = "There are grants for “the better use of coal” and “clean air” in towns."

    assert [(found.kind, found.text) for found in extract(text)] == [
        ("partial", "the better use of coal"),
        ("partial", "clean air"),
    ]
    assert extract("There are grants for “clean air” in towns.")[0].reason == "scare quotes"


def test_a_clause_that_contrasts_says_nothing_of_the_words_before_it():
    text = (
        "Tom Berg called it “a festival of fog,” while Ida Lund, a nurse, said she had seen "
        "“bright, clear light.”"
    )
    assert [quotation.speaker for quotation in extract(text)] == ["Tom Berg", "Ida Lund"]
