"""Speech without quotation marks: where a page's markup or a speaker's label says it is some."""

import pytest

from sources.extraction import extract_speech

STORY = "Ada Berg, mayor of Ostholm, met the fishermen on Friday.\n"
SAID = "We shall mend the pier before the winter. Nobody will pay for it."


def speech(text, kind="", said=SAID, **fields):
    """Return (words, speaker, kind) of each quotation; `said` stands in a span of `kind`."""
    start = text.find(said)
    spans = [{"kind": kind, "start": start, "end": start + len(said), **fields}] if kind else []
    found = extract_speech(text, spans, "en")
    assert all(text[quote.start : quote.end] == quote.text for quote in found)
    return [(quote.text, quote.speaker, quote.kind) for quote in found]


@pytest.mark.parametrize(
    ("text", "kind", "author", "speaker"),
    [
        (f"{STORY}{SAID}\n— Bo Ek, harbour master", "quote", "Bo Ek, harbour master", "Bo Ek"),
        (f"{STORY}{SAID}\nBo Ek", "pull quote", "Bo Ek", "Bo Ek"),
        (
            f"{STORY}{SAID}\n— Bo Ek (@boek) May 4, 2026",
            "post",
            "Bo Ek (@boek) May 4, 2026",
            "Bo Ek",
        ),
        (f"{STORY}The mayor wrote to the fishermen:\n{SAID}", "quote", "", "Ada Berg"),
    ],
)
def test_a_quote_of_the_page_is_its_authors(text, kind, author, speaker):
    assert speech(text, kind, author=author) == [(SAID, speaker, "direct")]


@pytest.mark.parametrize(
    ("kind", "said", "fields"),
    [
        ("pull quote", SAID, {}),  # the article's own words
        ("pull quote", SAID, {"author": "Bo Ek", "repeats": True}),
        ("quote", "Ada Berg | 12 | 3 %", {}),
        ("quote", "Pier, quay and harbour", {}),
        ("quote", "No.", {}),
        ("heading", SAID, {}),
        ("caption", SAID, {}),
    ],
)
def test_what_a_page_only_sets_apart_is_no_speech(kind, said, fields):
    assert speech(f"{STORY}{said}\n{STORY}", kind, said, **fields) == []


def test_words_that_have_marks_get_no_others():
    said = "“We shall mend the pier.”"
    text = f"{STORY}{said}\n— Bo Ek, harbour master"
    assert speech(text, "quote", said, author="Bo Ek, harbour master") == [
        ("We shall mend the pier.", "Bo Ek", "direct")
    ]


def test_nobody_named_beside_the_words_is_no_sure_speaker():
    text = f"{STORY}“No,” said Ada Berg.\n{SAID}\n"
    start = text.index(SAID)
    _, quoted = extract_speech(text, [{"kind": "quote", "start": start, "end": start + len(SAID)}])
    assert quoted.confidence <= 0.5


TURNS = """MAYOR BERG: Shall we mend the pier?
MR. EK: We shall, and before the winter."""


def test_each_turn_of_a_transcript_is_its_speakers():
    assert speech(f"{STORY}{TURNS}\n{STORY}") == [
        ("Shall we mend the pier?", "Ada Berg", "direct"),
        ("We shall, and before the winter.", "Ek", "direct"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "PRICE: It costs four crowns.\nPLACE: It is by the pier.",
        f"{STORY}Further Reading: The pier is old.\nPhoto Credit: The sea took it.\n{STORY}{STORY}",
        "Best Pier: Ostholm\nBest Quay: Riga",
    ],
)
def test_a_list_with_labels_is_no_transcript(text):
    assert speech(text) == []


def interview(*lines):
    """Return (text, spans): lines that end in "?" stand apart as questions."""
    text = STORY + "\n".join(lines)
    spans = [
        {"kind": "question", "start": text.index(line), "end": text.index(line) + len(line)}
        for line in lines
        if line.endswith("?")
    ]
    return text, spans


def answers(*lines):
    return [(quote.text, quote.speaker) for quote in extract_speech(*interview(*lines), "en")]


def test_answers_belong_to_whom_the_first_names():
    assert answers(
        "Will the pier stand?",
        "Ada Berg: It will stand, and longer than we do.",
        "Who pays?",
        "The harbour pays for all of it.",
        "The board met until late.",
    ) == [
        ("It will stand, and longer than we do.", "Ada Berg"),
        ("The harbour pays for all of it.", "Ada Berg"),
    ]


def test_answers_of_somebody_unnamed_have_no_speaker():
    said = ["I think that it will stand.", "I shall not pay."]
    lines = ["Will the pier stand?", said[0], "Who pays?", said[1]]
    assert answers(*lines) == [(words, None) for words in said]


def test_questions_that_the_article_itself_answers_are_no_interview():
    assert answers("Will the pier stand?", "It will.", "Who pays?", "The harbour pays.") == []


def test_a_row_gives_its_words_to_the_name_beside_them():
    assert speech(f"{STORY}Bo Ek | “We shall mend the pier.”") == [
        ("We shall mend the pier.", "Bo Ek", "direct")
    ]


def test_words_in_marks_below_a_term_that_is_a_name_are_its_own():
    text = f"{STORY}Bo Ek\n“We shall mend the pier.”"
    assert speech(text, "term", "Bo Ek") == [("We shall mend the pier.", "Bo Ek", "direct")]


def test_a_quote_with_an_author_needs_no_full_stop():
    said = "We shall mend the pier"
    assert speech(f"{STORY}{said}\nBo Ek", "quote", said, author="Bo Ek") == [
        (said, "Bo Ek", "direct")
    ]


def test_labels_may_have_a_party_a_constituency_or_the_holder_of_an_office_beside_them():
    turns = "BLOM: Will it stand?\n\nSEN. ADA BERG (D-OSTHOLM): It will.\n\nBLOM: Thank you."
    assert speech(turns) == [
        ("Will it stand?", "Blom", "direct"),
        ("It will.", "Ada Berg", "direct"),
        ("Thank you.", "Blom", "direct"),
    ]
    hansard = "Ada Berg (Ostholm): Why?\n\nThe Minister (Bo Ek): It will.\n\nAda Berg: Good."
    assert [said[1] for said in speech(hansard)] == ["Ada Berg", "Bo Ek", "Ada Berg"]


def test_questions_and_answers_are_speech_and_the_answers_of_whom_alone_the_head_names():
    turns = "Q: Will it stand?\nA: It will.\nQ: Who pays?\nA: The port."
    words = [("Will it stand?", None), ("It will.", "Ada Berg"), ("Who pays?", None)]
    assert [said[:2] for said in speech(f"We met Mayor Ada Berg.\n\n{turns}")] == [
        *words,
        ("The port.", "Ada Berg"),
    ]
    assert {said[1] for said in speech(turns)} == {None}


def test_a_name_on_a_line_of_its_own_signs_the_words_in_marks_before_it():
    assert speech("“It will stand.”\nBo Ek, harbour master") == [
        ("It will stand.", "Bo Ek", "direct")
    ]
    assert speech("“It will stand.”\n\nRoad Ahead\n\nThe pier is old.")[0][1] is None


def test_a_credit_line_inside_the_marks_signs_the_words_before_it():
    assert speech('"It will stand for years.\nBo Ek, harbour master."\n\nThe pier is old.') == [
        ("It will stand for years.", "Bo Ek", "direct")
    ]
