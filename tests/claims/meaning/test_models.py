"""The real models, where `manage.py prepare_models` has made them ready in this checkout."""

import pytest

from claims.matching import found
from claims.meaning import models, vectors
from tests.claims.meaning.paraphrases import NEAR, SAID
from tests.claims.meaning.test_served import served
from tests.factories import a_claim
from tests.refusals import as_owner


@pytest.fixture(scope="module")
def encoders(django_db_setup):
    from django.conf import settings

    here, settings.MODELS = settings.MODELS, settings.VAR / "models"
    try:
        if len(models.prepared()) < len(models.MODELS):
            pytest.skip(
                "the models are not ready: `python3 manage.py prepare_models` and run again"
            )
        return models.encoders()
    finally:
        settings.MODELS = here


@pytest.fixture
def laid(settings, tmp_path):
    settings.MODELS = tmp_path
    as_owner("CREATE EXTENSION IF NOT EXISTS vector")


def test_claims_are_found_from_five_other_languages(encoders, laid):
    claims = {a_claim(statement=statement).pk: statement for statement in [*SAID, *NEAR]}
    for model, encoder in encoders.items():
        while vectors.make_some(model, encoder):
            pass
    asked = [(statement, text) for statement, said in SAID.items() for text in said.values()]
    with served(english=encoders[models.ENGLISH], any_language=encoders[models.ANY]):
        first = [(claims[next(iter(found(text)))], statement) for statement, text in asked]
    assert len(first) == 60 and sum(a == b for a, b in first) >= 55


def test_a_text_has_one_vector_whatever_was_asked_before(encoders):
    for encoder in encoders.values():
        before = encoder("Rents doubled.")
        encoder("The museum is closed. " * 500)
        assert (encoder("Rents doubled.") == before).all()
        assert abs(before).max() == 127 and len(before) == 384


@pytest.mark.parametrize("odd", ["", " ", "\0", "🙂" * 3000, "的", "x" * 5000])
def test_any_text_has_a_vector(encoders, odd):
    for encoder in encoders.values():
        assert len(encoder(odd)) == 384
