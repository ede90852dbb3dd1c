"""Our own short articles, in every kind of marks; what is expected stands below each."""

from pathlib import Path

import pytest

from sources.extraction import extract

FILES = sorted((Path(__file__).parent / "articles").glob("*/*.txt"))
ARTICLES = [
    pytest.param(path.parent.name, article, id=f"{path.parent.name}-{path.stem}-{number}")
    for path in FILES
    for number, article in enumerate(path.read_text(encoding="utf-8").split("\n====\n"), 1)
]


def shown(quotation):
    kind = f"none: {quotation.reason}" if quotation.reason else quotation.kind
    return kind, quotation.speaker or "-", quotation.text


@pytest.mark.parametrize(("language", "article"), ARTICLES)
def test_every_stretch_has_the_kind_and_the_speaker_written_below_the_article(language, article):
    text, _, below = article.partition("\n----\n")
    expected = [tuple(part.strip() for part in line.split("|")) for line in below.splitlines()]

    assert [shown(quotation) for quotation in extract(text, language)] == expected
