"""`manage.py match FILE`: the sentences of an article that known claims are like."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from tests.factories import a_published_claim


def matched(*files):
    out = StringIO()
    call_command("match", *map(str, files), stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_a_sentence_that_repeats_a_claim_is_printed_with_verdict_and_warnings(tmp_path):
    claim = a_published_claim(statement="The old bridge over the Ister was closed for two years.")
    repeated = "For seven years the old bridge over the Ister was closed."
    (tmp_path / "said.txt").write_text(f"It rained a lot in the spring. {repeated} Yes.")
    (found,) = matched(tmp_path / "said.txt")
    assert (found["sentence"], found["start"]) == (repeated, 30)
    (like,) = found["claims"]
    assert (like["id"], like["verdict"]) == (str(claim.public_id), "False")
    assert like["warnings"][0].startswith("The numbers differ")


@pytest.mark.parametrize(
    ("language", "claim", "text", "repeated"),
    [
        (
            "zh-Hans",
            "市政府关闭了三家医院。",
            "下雨了。市政府关闭三家医院！他说。",
            "市政府关闭三家医院！",
        ),
        (
            "ja",
            "市は三つの病院を閉鎖した。",
            "雨だ。市は三つの病院を閉鎖した。",
            "市は三つの病院を閉鎖した。",
        ),
        (
            "en",
            "Rents rose by 5.3 percent.",
            "So. Rents rose by 5.3 percent.",
            "Rents rose by 5.3 percent.",
        ),
    ],
)
def test_a_sentence_is_one_whatever_marks_end_it(tmp_path, language, claim, text, repeated):
    a_published_claim(statement=claim, language=language)
    (tmp_path / "said.txt").write_text(text)
    assert [found["sentence"] for found in matched(tmp_path / "said.txt")] == [repeated]


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(CommandError, match="1 failed"):
        matched(tmp_path / "none.txt")
