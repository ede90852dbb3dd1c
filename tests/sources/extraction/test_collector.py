"""The cycle collector rests while a long text is read, and leaves behind what it found."""

import gc
from threading import Event, Thread

import pytest

from sources.extraction import LONG_TEXT, extract
from sources.extraction.collector import CollectorRest

SENTENCE = "“We won the port back,” Ida Lund said. "
LONG = SENTENCE * (4 * LONG_TEXT // len(SENTENCE))
FEW = 10  # collections, such as follow a rest; of LONG there would be hundreds
WAIT = 30  # seconds


@pytest.fixture
def collections():
    """Return the list of collections that begin, which goes on growing."""
    begun = []

    def note(phase, info):
        if phase == "start":
            begun.append(info["generation"])

    gc.callbacks.append(note)
    yield begun
    gc.callbacks.remove(note)


def test_a_long_text_is_read_without_collections(collections):
    extract(LONG)
    assert len(collections) < FEW
    assert gc.isenabled()


def test_short_texts_leave_the_collector_alone(collections):
    for _ in range(8):
        extract(LONG[: LONG_TEXT // 2])
    assert len(collections) > FEW


def test_reading_leaves_no_cycles_to_collect():
    with CollectorRest():
        gc.collect()
        extract(LONG, indirect=True)
        assert gc.collect() < len(LONG) / 100  # of other threads; a cycle a sentence is far more


def test_the_collector_rests_until_the_last_one_leaves_in_whichever_thread():
    rest, inside, leave = CollectorRest(), Event(), Event()

    def read():
        with rest:
            inside.set()
            leave.wait(WAIT)

    other = Thread(target=read)
    with pytest.raises(ZeroDivisionError), rest:
        other.start()
        assert inside.wait(WAIT)
        with rest:
            assert not gc.isenabled()
        1 / 0  # noqa: B018
    assert not gc.isenabled()
    leave.set()
    other.join(WAIT)
    assert gc.isenabled()


def test_a_collector_that_was_off_stays_off():
    gc.disable()
    try:
        with CollectorRest():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
