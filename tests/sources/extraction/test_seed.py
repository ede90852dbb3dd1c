"""What is read out of the seed article is what its annotation says, stretch by stretch."""

import tomllib
from pathlib import Path

import pytest

from sources.extraction import extract

SEEDS = Path(__file__).parents[3] / "seeds"


@pytest.mark.parametrize("annotation", sorted(SEEDS.glob("*.toml")), ids=lambda path: path.stem)
def test_the_seed_is_read_as_its_annotation_says(annotation):
    wanted = tomllib.loads(annotation.read_text(encoding="utf-8"))
    text = (SEEDS / wanted["article"]).read_text(encoding="utf-8")

    found = extract(text, wanted["language"])

    assert [(q.text, q.speaker, bool(q.reason)) for q in found] == [
        (quote["text"], quote.get("speaker"), "reason" in quote) for quote in wanted["quotes"]
    ]
