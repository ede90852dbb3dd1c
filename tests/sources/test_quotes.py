"""What happens to a quote: accepted with somebody, rejected with a reason."""

from sources.models import Speaker
from tests.factories import a_quote, a_speaker
from tests.refusals import refused_by

READ = {"speaker": "Ann Clinton", "speaker_kind": "person", "title": "mayor", "organisation": ""}


def test_accepting_records_the_suggested_speaker_with_the_printed_title():
    quote = a_quote(suggestion=READ)
    quote.accept()
    quote.refresh_from_db()
    assert (quote.status, quote.speaker.name, quote.speaker.kind) == (
        "accepted",
        "Ann Clinton",
        "person",
    )
    assert [role.title for role in quote.speaker.roles.all()] == ["mayor"]


def test_accepting_takes_the_one_speaker_of_that_name():
    ann = a_speaker(name="Ann Clinton", disambiguation="senator")
    quote = a_quote(suggestion=READ)
    quote.accept()
    assert quote.speaker == ann


def test_two_people_of_one_name_are_left_to_the_editor():
    a_speaker(name="Ann Clinton", disambiguation="senator")
    a_speaker(name="Ann Clinton", disambiguation="singer")
    quote = a_quote(suggestion=READ)
    with refused_by("quote_accepted_only_with_speaker"):
        quote.accept()


def test_the_editors_choice_goes_before_every_suggestion():
    chosen = a_speaker()
    quote = a_quote(suggestion=READ, speaker=a_speaker())
    quote.accept(chosen)
    assert quote.speaker == chosen
    assert not Speaker.objects.filter(name="Ann Clinton").exists()


def test_rejecting_keeps_the_reason_and_accepting_takes_it_back():
    quote = a_quote(suggestion=READ)
    quote.reject("A title.")
    assert (quote.status, quote.reason) == ("rejected", "A title.")
    quote.accept()
    assert (quote.status, quote.reason) == ("accepted", "")
