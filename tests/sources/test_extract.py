"""`manage.py extract` and `manage.py evaluate`: on any text, with no database at all."""

import json
from xml.etree import ElementTree

import pytest
from django.core.management import CommandError, call_command

from sources.evaluation import Span, calibration, measure
from sources.evaluation.spans import match_spans, overlap

TEXT = "“We will plant trees,” said Anna Nowak.\r\n\r\nThe so-called “tree decade” begins.\r\n"


@pytest.fixture(autouse=True)
def no_database(django_db_blocker):
    with django_db_blocker.block():
        yield


def extracted(capsys, *arguments):
    call_command("extract", *arguments)
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_line_of_output_for_a_document(tmp_path, capsys):
    file = tmp_path / "a.jsonl"
    file.write_text(json.dumps({"doc_id": 7, "text": TEXT}) + '\n{"text": "Nothing said."}\n')
    first, second = extracted(capsys, file)
    (quote,) = first["quotes"]
    assert (first["doc_id"], second) == (7, {"doc_id": "", "quotes": []})
    assert TEXT[quote["start"] : quote["end"]] == quote["text"] == "We will plant trees,"
    assert (quote["kind"], quote["speaker"]) == ("direct", "Anna Nowak")


def test_all_shows_what_is_no_quotation_and_why(tmp_path, capsys):
    (tmp_path / "a.txt").write_bytes(TEXT.encode())
    ((said, none),) = [document["quotes"] for document in extracted(capsys, tmp_path, "--all")]
    assert (none["text"], none["kind"]) == ("tree decade", "none")
    assert none["reason"] and not said["reason"]


def test_reported_speech_is_shown_if_it_is_asked_for(tmp_path, capsys):
    (tmp_path / "a.txt").write_text("Mayor Anna Nowak said that the trees would be planted.")
    ((reported,),) = [d["quotes"] for d in extracted(capsys, tmp_path, "--indirect")]
    assert (reported["kind"], reported["speaker"]) == ("indirect", "Anna Nowak")


def test_a_language_that_is_named_nowhere_is_recognised_or_told(tmp_path, capsys):
    said = "„Wir bleiben hier“, sagte Ida Lund am Montag. "
    rest = "Der Rat der Stadt hatte am Abend lange über die Brücke und das Geld gesprochen. "
    (tmp_path / "long.txt").write_text(said + rest * 3)
    (tmp_path / "short.txt").write_text(said)
    speakers = [
        [quote["speaker"] for document in extracted(capsys, *told) for quote in document["quotes"]]
        for told in ([tmp_path], [tmp_path, "--language", "de"])
    ]
    assert speakers == [["Ida Lund", None], ["Ida Lund", "Ida Lund"]]


def test_a_file_that_cannot_be_read_fails_after_the_others(tmp_path, capsys):
    (tmp_path / "a.txt").write_text(TEXT)
    with pytest.raises(CommandError, match="1 failed"):
        call_command("extract", tmp_path / "no.txt", tmp_path / "a.txt")
    assert "Anna Nowak" in capsys.readouterr().out


def marked(text, *words, **fields):
    return {
        "start": text.index(words[0]),
        "end": text.index(words[0]) + len(words[0]),
        "kind": "direct",
        "speaker": "Anna Nowak",
        "speaker_type": "person",
        "source_type": "name",
        **fields,
    }


def measured(*spans, **fields):
    article = {"text": TEXT, "quotes": [marked(TEXT, "We will plant trees", **fields)]}
    return measure([(article, [Span(*span) for span in spans], 1.0)])


def test_outer_marks_and_punctuation_make_no_difference():
    measures = measured((0, 22, "Anna Nowak"))
    assert measures.f1("exact") == measures.f1("end to end full") == (1, 1, 1)


def test_precision_counts_what_is_predicted_and_recall_what_is_marked():
    measures = measured((1, 20, None), (57, 68, None))
    assert measures.f1("found") == (0.5, 1, pytest.approx(2 / 3))
    assert measures.f1("end to end full") == (0, 0, 0)


@pytest.mark.parametrize(
    ("speaker", "surname", "full"),
    [
        ("Mayor Anna Nowak, who spoke", 1, 1),
        ("Nowak", 1, 0),
        ("Ánna Nowák Jr.", 1, 1),
        ("Warsaw’s Nowak", 1, 0),
        ("Jan Kowalski", 0, 0),
        ("she", 0, 0),
        (None, 0, 0),
    ],
)
def test_a_person_is_right_by_surname_or_by_full_name(speaker, surname, full):
    measures = measured((1, 20, speaker))
    assert measures.rate("attributed surname", "attributed") == surname
    assert measures.rate("attributed full", "attributed") == full


@pytest.mark.parametrize(
    ("speaker", "right"),
    [("the finance ministry", 1), ("Ministry", 1), ("the city", 0), (None, 0)],
)
def test_an_organisation_is_right_by_half_of_its_words(speaker, right):
    fields = {"speaker": "Ministry of Finance", "speaker_type": "org"}
    assert measured((1, 20, speaker), **fields).rate("attributed full", "attributed") == right


@pytest.mark.parametrize(("speaker", "right"), [(None, 1), ("an official", 1), ("Jan Tusk", 0)])
def test_an_unnamed_source_is_right_with_no_name_or_a_shared_word(speaker, right):
    fields = {"speaker": None, "speaker_type": "unnamed", "source_text": "one official"}
    assert measured((1, 20, speaker), **fields).rate("unnamed surname", "unnamed") == right


def test_what_is_to_be_ignored_counts_neither_way():
    article = {"text": TEXT, "quotes": [], "ignore": [{"start": 1, "end": 20}]}
    assert measure([(article, [Span(1, 20)], 1.0)]).counts["predicted"] == 0


def test_each_marked_stretch_is_matched_once_by_the_one_that_fits_best():
    quotes = [{"start": 0, "end": 10}]
    assert match_spans(quotes, [Span(0, 9), Span(0, 10)], 0.8) == {0: 1}
    assert overlap(quotes[0], Span(0, 9)) == pytest.approx(0.9)


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        (None, "No such file"),
        ("{}\n", ":1: no article"),
        ('{"text": "", "quotes": []}\n[]', ":2: no"),
    ],
)
def test_what_is_no_file_of_marked_articles_is_told_in_a_sentence(tmp_path, lines, sentence):
    if lines:
        (tmp_path / "gold.jsonl").write_text(lines)
    with pytest.raises(CommandError, match=sentence):
        call_command("evaluate", "extraction", tmp_path / "gold.jsonl")


def test_the_table_has_a_line_for_every_measure(tmp_path, capsys):
    article = {"text": TEXT, "quotes": [marked(TEXT, "We will plant trees")]}
    (tmp_path / "gold.jsonl").write_text(json.dumps(article))
    call_command("evaluate", "extraction", tmp_path / "gold.jsonl")
    lines = capsys.readouterr().out.splitlines()
    assert "| exact P/R/F1 | 100.0 / 100.0 / 100.0 |" in lines
    assert "| full name | 100.0 |" in lines


def test_the_calibration_sets_what_was_said_beside_what_was_right():
    quotes = [
        marked(TEXT, "We will plant trees", source_type="name"),
        marked(TEXT, "We will", source_type="pronoun"),
    ]
    spans = [Span(1, 20, "Anna Nowak", 0.9), Span(1, 8, "Anna Nowak", 0.4), Span(0, 2, None, 0.4)]
    assert calibration([({"text": TEXT, "quotes": quotes}, spans, 1.0)]) == {
        "all sources": [(0.4, 0.5, 2), (0.9, 1.0, 1)],
        "sources named where they speak": [(0.4, 0.0, 1), (0.9, 1.0, 1)],
    }


def test_the_calibration_is_plotted_where_asked(tmp_path):
    article = {"text": TEXT, "quotes": [marked(TEXT, "We will plant trees")]}
    (tmp_path / "gold.jsonl").write_text(json.dumps(article))
    plot = tmp_path / "plot.svg"
    call_command("evaluate", "extraction", tmp_path / "gold.jsonl", calibration=str(plot))
    assert ElementTree.fromstring(plot.read_text()).findall(".//{*}circle")


def test_a_calibration_that_cannot_be_written_is_told_in_a_sentence(tmp_path):
    (tmp_path / "gold.jsonl").write_text(json.dumps({"text": TEXT, "quotes": []}))
    with pytest.raises(CommandError, match="directory"):
        call_command(
            "evaluate", "extraction", tmp_path / "gold.jsonl", calibration=str(tmp_path / "a" / "b")
        )
