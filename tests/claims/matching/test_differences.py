"""Where two texts that are alike differ in what matters."""

from datetime import UTC, datetime

import pytest

from claims.matching import differences, shared
from claims.matching.differences import number as number_of


def kinds(claim, text, **more):
    return [warning.kind for warning in differences(claim, text, **more)]


@pytest.mark.parametrize(
    ("kind", "claim", "text"),
    [
        ("number", "The ferry carried 2,000 people.", "The ferry carried 12,000 people."),
        ("number", "More than 3 million people fled.", "More than 3 billion people fled."),
        ("number", "The tank holds 5 tonnes.", "The tank holds 5 kilograms."),
        ("number", "Crime went up by a third.", "Crime went up by two thirds."),
        ("number", "Half of the staff left.", "25 percent of the staff left."),
        ("number", "Trzech ministrów odeszło.", "Pięciu ministrów odeszło."),
        ("date", "The law was passed in 2019.", "The law was passed in 2009."),
        ("date", "The plant opened on Monday.", "The plant opened on Friday."),
        ("negation", "The minister knew.", "The minister did not know."),
        ("negation", "Der Minister wusste es.", "Der Minister wusste es nicht."),
        ("direction", "Rents fell in Graz.", "Rents rose in Graz."),
        ("direction", "Ceny wzrosły.", "Ceny spadły."),
        ("quantity", "All schools have lifts.", "Some schools have lifts."),
        ("name", "He lives in Oslo.", "He lives in Bergen."),
        ("name", "Ana Ilic wrote the report.", "Maria Ilic wrote the report."),
        ("roles", "The police arrested the mayor.", "The mayor arrested the police."),
    ],
)
def test_a_difference_is_seen(kind, claim, text):
    assert kind in kinds(claim, text)


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        (
            "The ferry carried 2,000 passengers in May.",
            "In May two thousand people took the ferry.",
        ),
        ("Rents fell by a quarter.", "Rents are 25 percent lower than before."),
        ("The mayor was arrested by the police.", "Police arrested the mayor."),
        ("The dam was never repaired.", "Nobody has ever repaired the dam."),
        ("Ana Ilic studied in Vienna.", "Vienna is where Ana Ilic studied."),
        ("The museum is closed on Mondays.", "On Mondays the museum does not open."),
        ("The road is 12 kilometres long.", "The road's length is 12,000 metres."),
        ("There was no debate.", "It was decided without a debate."),
        ("In 2020 prices doubled.", "Prices doubled in 2020."),
        ("Fares doubled by 2020.", "Bis 2020 haben sich die Fahrpreise verdoppelt."),
        ("Die Fahrpreise stiegen in der Stadt.", "In der Stadt stiegen die Bahnpreise."),
        ("Three ministers left Warsaw.", "Trzech ministrów wyjechało z Warszawy."),
        ("One pupil in three is absent.", "A pupil in three is absent."),
    ],
)
def test_the_same_in_other_words_is_not_warned_of(claim, text):
    assert kinds(claim, text) == []


def test_who_said_it_is_compared_where_both_are_known():
    assert kinds("It rained.", "It rained.", claimant="Ana Ilic", speaker="Jon Birk") == ["speaker"]
    assert kinds("It rained.", "It rained.", claimant="Ana Ilic") == []


def test_an_old_verdict_is_warned_of():
    old, now = datetime(2020, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC)
    assert kinds("It rained.", "It rained.", verified_at=old, at=now) == ["age"]
    assert kinds("It rained.", "It rained.", verified_at=now, at=now) == []


def test_the_words_of_both_are_shared_in_whatever_form():
    assert shared("The bridges over Ister closed.", "the closing of a bridge: Ister") == [
        "bridges",
        "Ister",
        "closed",
    ]


def test_a_long_text_is_read_to_a_length():
    differences("1 " * 50_000, "x'" * 50_000)


@pytest.mark.parametrize("odd", ["²ß", "½ of it", "① one", "٣ days", "9" * 2000, "1,2,3,,5", "5."])
def test_whatever_looks_like_a_number_is_read_or_left(odd):
    assert isinstance(list(differences(odd, "It was 3 %.")), list)


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("1,234.5", 1234.5),
        ("2.000,5", 2000.5),
        ("10\u202f000,25", 10000.25),
        ("1,234", 1234),
        ("1,234.567", 1234.567),
        ("1.234.567", 1234567),
        ("0.125", 0.125),
        ("1.5", 1.5),
        ("7", 7),
        ("٣٫٥"[:1], 3),
    ],
)
def test_of_two_kinds_of_marks_the_last_is_the_decimal_one(said, number):
    assert number_of(said) == number
