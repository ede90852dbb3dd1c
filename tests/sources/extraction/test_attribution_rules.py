"""Each rule in sentences of its own: the rule named must decide, for the speaker named."""

from pathlib import Path

import pytest

from sources.extraction import extract

LINES = (Path(__file__).parent / "cases.txt").read_text(encoding="utf-8").splitlines()
CASES = [line.split(" | ") for line in LINES if " | " in line and not line.startswith("#")]


@pytest.mark.parametrize(("rule", "text", "speaker"), CASES, ids=[case[1] for case in CASES])
def test_the_rule_decides_and_finds_the_speaker(rule, text, speaker):
    last = extract(text.replace("¶", "\n"))[-1]

    assert (last.rule, last.speaker) == (rule, speaker)
