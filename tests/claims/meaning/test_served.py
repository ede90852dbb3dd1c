"""What texts mean: asked of one process, kept as vectors, and mixed with what words say."""

import socket
import threading
import time
from contextlib import contextmanager

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from claims.matching import found
from claims.meaning import models, process, vectors
from claims.models import Claim
from config import environment
from config.owner import as_owner as acting_as_owner
from tests.factories import a_claim, a_published_claim, a_verification
from tests.refusals import as_owner, rows

MILK, DEAR = "Milk has become cheaper.", "Dairy prices fell."
BRIDGE = "The old bridge over the Ister was closed for two years."


class Vector(list):
    """What an Encoder returns, as far as it is asked for."""

    def tolist(self):
        return list(self)

    def tobytes(self):
        return bytes(number % 256 for number in self)


def toy(text):
    """Vectors of a model that knows two topics, and the words by which it tells them."""
    topics = [("milk", "dairy", "молоко"), ("bridge", "ister")]
    about = [100 * any(word in text.lower() for word in words) for words in topics]
    return Vector([1, *about, *[0] * 381])


@contextmanager
def served(**encoders):
    names = {"english": models.ENGLISH, "any_language": models.ANY}
    server = process.ModelServer({names[name]: encode for name, encode in encoders.items()})
    with server:
        thread = threading.Thread(target=server.serve_forever, args=[0.01])
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def place(settings, tmp_path):
    settings.MODELS = tmp_path
    return tmp_path


@pytest.fixture
def laid(place):
    as_owner("CREATE EXTENSION IF NOT EXISTS vector")


def made(model=models.ENGLISH):
    while vectors.make_some(model, toy):
        pass


def test_a_claim_is_found_that_shares_no_word(laid):
    a_claim(statement=BRIDGE)
    claim = a_claim(statement=MILK)
    made()
    with served(english=toy):
        best, *_ = found("The dairy prices fell.")
        assert best == claim.pk
        assert Claim.objects.like("The dairy prices fell.")[0].method == models.ENGLISH
    assert found("The dairy prices fell.") == {}


def test_another_language_is_compared_by_the_model_of_all_languages(laid):
    claim = a_claim(statement=MILK)
    made(models.ENGLISH)
    made(models.ANY)
    with served(english=toy, any_language=toy):
        likeness = found("молоко подешевшало")[claim.pk]
        assert likeness.method == models.ANY
        assert found("The dairy is cheaper.")[claim.pk].method == models.ENGLISH


def test_the_english_model_reads_english_alone(laid):
    a_claim(statement="Молоко подешевшало.", language="uk")
    a_claim(statement=MILK, language="en-GB")
    made(models.ENGLISH)
    made(models.ANY)
    assert rows("SELECT model, count(*) FROM claims_vector GROUP BY 1 ORDER BY 1") == [
        (models.ANY, 2),
        (models.ENGLISH, 1),
    ]


def test_a_claim_without_a_vector_is_the_queue_and_one_worded_otherwise_is_again():
    claim, other = a_claim(statement=MILK), a_claim(statement=BRIDGE)
    assert vectors.make_some(models.ENGLISH, toy) == 2
    assert vectors.make_some(models.ENGLISH, toy) == 0
    claim.statement = DEAR
    claim.save()
    other.note = "Nothing of what it says."
    other.save()
    assert rows("SELECT claim FROM claims_vector") == [(other.pk,)]
    assert vectors.make_some(models.ENGLISH, toy) == 1
    claim.delete()
    assert rows("SELECT claim FROM claims_vector") == [(other.pk,)]


def test_how_many_vectors_are_made_is_told_of_all_that_there_will_be():
    a_claim(statement=MILK, language="en-GB")
    a_claim(statement="Молоко подешевшало.", language="uk")
    both = [models.ENGLISH, models.ANY]
    assert vectors.progress(both) == (0, 3)
    made(models.ANY)
    assert vectors.progress(both) == (2, 3)
    assert vectors.progress([models.ENGLISH]) == (0, 1)


def test_no_vector_is_kept_of_words_that_have_changed_meanwhile():
    claim = a_claim(statement=MILK)

    def slow(text):
        Claim.objects.filter(pk=claim.pk).update(statement=BRIDGE)
        return toy(text)

    vectors.make_some(models.ENGLISH, slow)
    assert rows("SELECT count(*) FROM claims_vector") == [(0,)]


def test_the_record_has_the_vectors_of_published_claims_alone():
    public, draft = a_published_claim(statement=MILK), a_claim(statement=MILK)
    made()
    kept = "SELECT claim FROM record_vector"
    assert rows(kept) == [(public.pk,)]
    verification = a_verification("published", claim=draft)
    assert rows(f"{kept} ORDER BY 1") == [(public.pk,), (draft.pk,)]
    call_command("rebuild_record", verbosity=0)
    verification.withdraw("The source was wrong.")
    assert rows(kept) == [(public.pk,)]


def test_who_measures_waits_for_a_vector_longer_than_who_searches(laid):
    def slow(text):
        time.sleep(process.PATIENCE + 0.1)
        return toy(text)

    kept = "CREATE TEMPORARY TABLE kept (claim bigint, model text, vector smallint[])"
    with served(english=slow, any_language=slow), acting_as_owner(), connection.cursor() as cursor:
        cursor.execute(kept)
        vectors.fill(cursor, "kept", "SELECT 1, 'Milk is dear.', 'en'")
        cursor.execute("SELECT count(*) FROM kept")
        assert cursor.fetchone() == (2,)
        cursor.execute("DROP TABLE kept")
        assert process.ask(models.ENGLISH, MILK) is None


def test_the_api_finds_by_meaning_and_tells_how_probably(client, laid):
    claim = a_published_claim(statement=MILK)
    a_claim(statement=MILK)
    made()
    ask = {"text": "The dairy prices fell."}
    with served(english=toy):
        answer = client.get("/api/v1/claims/match", ask)
        (found,) = answer.json()["results"]
    assert found["claim"]["id"] == str(claim.public_id) and 0 < found["probability"] < 1


def test_an_index_is_there_for_each_model_and_laid_once(place):
    as_owner("DROP EXTENSION IF EXISTS vector CASCADE")
    with acting_as_owner():
        assert vectors.lay_indexes() and vectors.lay_indexes()
    indexes = "SELECT indexname FROM pg_indexes WHERE indexdef LIKE '%%USING hnsw%%' ORDER BY 1"
    assert [name for (name,) in rows(indexes)] == [
        *("claims_vector_0", "claims_vector_1", "record_vector_0", "record_vector_1")
    ]


def test_nothing_is_installed_where_postgresql_brings_no_pgvector(place, monkeypatch):
    monkeypatch.setattr(vectors, "AVAILABLE", "SELECT false")
    monkeypatch.setattr(environment, "install_semantic", pytest.fail)
    with pytest.raises(CommandError, match="pgvector"):
        call_command("prepare_models")


@pytest.mark.parametrize("said", [b"", b"\n", b"[]\n", b'["none", "x"]\n', b'["minilm-1"]\n'])
def test_what_is_no_question_is_answered_with_nothing(place, said):
    with served(english=toy), socket.socket(socket.AF_UNIX) as asking:
        asking.settimeout(5)
        asking.connect(str(process.place()))
        asking.sendall(said)
        asking.shutdown(socket.SHUT_WR)
        assert asking.recv(1000) == b""
        assert process.ask(models.ENGLISH, MILK) == list(toy(MILK))


def test_who_asks_where_nobody_answers_goes_on(place):
    assert process.ask(models.ENGLISH, MILK) is None
    with socket.socket(socket.AF_UNIX) as deaf:
        deaf.bind(str(process.place()))
        assert process.ask(models.ENGLISH, MILK) is None


def test_one_process_serves_the_models(place):
    with served(english=toy), pytest.raises(BlockingIOError):
        process.ModelServer({})
    assert not process.is_served()


def test_without_a_model_that_is_ready_nothing_is_served(place):
    with pytest.raises(CommandError, match="prepare_models"):
        call_command("serve_models")
