"""Claims are found by their words: whatever their order, form and letters."""

import pytest

from claims import matching
from claims.matching import count_words, index, scored
from claims.matching.ranking import likeness
from claims.meaning import ANY, ENGLISH
from claims.models import Claim
from tests.factories import a_claim, a_verification
from tests.refusals import as_owner, rows


def found(text):
    return [str(claim) for claim in Claim.objects.like(text)]


BRIDGE = "The old bridge over the Ister was closed for two years."


@pytest.mark.parametrize(
    "asked",
    [
        "Two years long, the bridge over the Ister has been closing.",
        "Is it true that the old bridge over the Ister was closed for two years?",
        "THE OLD BRIDGE WAS CLOSED",
        "bridge Ister",
        f"{BRIDGE} And so on, says somebody who goes on and on about other things.",
    ],
)
def test_a_claim_is_found_in_other_words_and_another_order(asked):
    a_claim(statement=BRIDGE)
    a_claim(statement="Milk has become cheaper since spring.")
    assert found(asked) == [BRIDGE]


def test_a_rare_word_weighs_more_than_frequent_ones():
    for place in ("Aster", "Birk", "Corve"):
        a_claim(statement=f"The school in {place} was closed last year.")
    a_claim(statement="A lynx was seen last year.")
    count_words()
    assert found("A lynx near the school last year")[0] == "A lynx was seen last year."


def test_the_same_words_are_nearly_as_probable_among_few_claims_as_among_many():
    claim = a_claim(statement=BRIDGE)
    count_words()
    likely = []
    for many in (200, 1_000_000):
        as_owner(f"UPDATE claims_word SET claims = {many} WHERE word = ''")
        likely.append(matching.found(BRIDGE)[claim.pk])
    assert likely[0].score * 2 < likely[1].score
    assert likely[0].probability == pytest.approx(likely[1].probability, abs=0.05)


@pytest.mark.parametrize("model", [ENGLISH, ANY])
def test_the_more_claims_there_are_the_likelier_one_merely_means_nearly_the_same(model):
    few, some, many = (likeness(0, 0, model, 0.6, among) for among in (100, 5_000, 250_000))
    assert few.probability > some.probability > many.probability
    assert likeness(0, 0, model, 0.6, 0) == few


def test_the_summary_of_what_was_published_is_read_with_the_claim():
    claim = a_claim(statement="They all left.")
    published = a_verification("published", claim=claim, summary="Only the pelicans migrated.")
    assert found("pelicans migrated") == ["They all left."]
    published.withdraw("The source was wrong.")
    assert found("pelicans migrated") == []


def test_a_draft_s_summary_is_not():
    a_verification("submitted", claim=a_claim(statement="They left."), summary="Pelicans moved.")
    assert found("pelicans moved") == []


def test_words_follow_a_claim_that_is_worded_otherwise_and_one_that_is_deleted():
    claim = a_claim(statement="Storks are back.")
    claim.statement = "Herons are back."
    claim.save()
    assert (found("storks"), found("herons")) == ([], ["Herons are back."])
    claim.delete()
    assert found("herons") == []
    assert rows("SELECT count(*) FROM claims_posting") == [(0,)]


@pytest.mark.parametrize(
    ("language", "statement", "asked"),
    [
        ("pl", "Minister obiecał budowę nowych szpitali.", "budowa nowego szpitala"),
        ("uk", "Уряд закрив три лікарні.", "закриття лікарень урядом"),
        ("de", "Die Brücke wurde gesperrt.", "Brücken gesperrt"),
        ("zh-Hans", "市政府关闭了三家医院。", "关闭医院"),
        ("ja", "市は三つの病院を閉鎖した。", "病院を閉鎖"),
        ("th", "รัฐบาลปิดโรงพยาบาลสามแห่ง", "ปิดโรงพยาบาล"),
    ],
)
def test_words_are_found_in_the_claim_s_own_language(language, statement, asked):
    a_claim(statement=statement, language=language)
    a_claim(statement="Nothing of the kind.")
    assert found(asked) == [statement]


@pytest.mark.parametrize(
    ("statement", "asked"),
    [
        ("Орина Шевчук відкрила міст.", "Oryna Shevchuk"),
        ("Oryna Shevchuk opened the bridge.", "Орина Шевчук"),
        ("Ο Στέφανος Ράλλης άνοιξε τη γέφυρα.", "Stefanos Rallis"),
        ("Шевчук відкрила міст.", "Szewczuk"),
        ("Чернюк відкрив міст.", "Tscherniuk"),
        ("Щербина відкрив міст.", "Shcherbyna"),
        ("Зоренко відкрив міст.", "Sorenko"),
        ("Tsarenko opened the bridge.", "Царенко"),
        ("Mitsopoulos opened the bridge.", "Μιτσόπουλος"),
    ],
)
def test_a_name_is_found_from_another_alphabet(statement, asked):
    a_claim(statement=statement, language="und")
    assert len(scored(asked)) == 1


def test_an_address_is_no_word():
    a_claim(statement="The page was moved to https instead of http.")
    assert found("https://news.example/strange") == []


@pytest.mark.parametrize(
    ("statement", "asked"),
    [
        ("Storks returned to the lake.", "Look! #StorksAtTheLake"),
        ("They posted #StorksAtTheLake again.", "storks"),
        ("They posted #StorksAtTheLake again.", "#storksatthelake"),
        ("They wrote to @LakeWardens.", "wardens of a lake"),
    ],
)
def test_a_tag_is_found_by_its_words_and_as_a_whole(statement, asked):
    a_claim(statement=statement)
    a_claim(statement="Milk has become cheaper.")
    assert found(asked) == [statement]


def test_a_part_of_an_address_is_no_tag():
    a_claim(statement="Storks returned to the lake.")
    assert found("https://news.example/#StorksAtTheLake") == []


def test_what_was_read_in_no_trigger_is_read_later_and_once():
    claim = a_claim(statement="Storks are back.")
    as_owner("DELETE FROM claims_posting")
    assert (found("storks"), index(), found("storks"), index()) == ([], 1, [str(claim)], 0)


def test_how_far_the_reading_is_is_told_of_all_that_was_read_before(monkeypatch):
    monkeypatch.setattr(matching.words, "AT_ONCE", 1)
    a_claim(statement="Storks are back.")
    told = []
    index(told.append)
    assert told == []
    as_owner("DELETE FROM claims_posting")
    a_claim(statement="Herons are back.")
    index(told.append)
    assert told == ["Reading the words of claims: 2 of 2"]


def test_words_are_counted_once_enough_is_new():
    a_claim(statement="Storks are back.")
    assert (count_words(), count_words()) == (True, False)
    assert rows("SELECT claims FROM claims_word WHERE word IN ('', 'stork')") == [(1,), (1,)]


def test_adding_a_claim_locks_no_count_that_another_needs():
    """The counts are another table, which no trigger writes."""
    count_words()
    before = rows("SELECT * FROM claims_word ORDER BY 1")
    a_claim(statement="Storks are back.")
    assert rows("SELECT * FROM claims_word ORDER BY 1") == before


def test_the_desk_writes_no_words_itself():
    may = "SELECT has_table_privilege(%s, 'INSERT, UPDATE, DELETE')"
    assert rows(may, "claims_posting") == rows(may, "claims_word") == [(False,)]
