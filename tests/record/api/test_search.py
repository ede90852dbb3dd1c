"""Words are found in their forms of their own language, and as they were said."""

import pytest

from tests.factories import a_published_claim, a_snapshot, an_accepted_quote

CLAIMS = {
    "en": "The ministers are planting trees.",
    "de-AT": "Die Regierung hat Häuser gebaut.",
    "fr": "Les ouvriers ont été licenciés.",
    "es": "Las ciudades españolas crecieron.",
    "ru": "Правительство построило дороги.",
    "uk": "Уряд збудував дороги.",
    "pl": "Rząd zbudował drogi.",
}


@pytest.fixture
def found(client):
    def found(words):
        answer = client.get("/api/v1/claims/", {"q": words, "fields": "language"}).json()
        return sorted(claim["language"] for claim in answer["results"])

    for language, statement in CLAIMS.items():
        a_published_claim(statement=statement, language=language)
    return found


FOUND = {
    "planted tree": ["en"],
    "haus": ["de-AT"],
    "regierungen": ["de-AT"],
    "ouvrier": ["fr"],
    "licencie": ["fr"],
    "ciudad española": ["es"],
    "правительства": ["ru"],
    "уряд": ["uk"],
    "rzad": ["pl"],
    '"the ministers are"': ["en"],
    '"are the ministers"': [],
    "tree or haus": ["de-AT", "en"],
    "tree -minister": [],
    "c'est l'o\\'x": [],
    "!!! <-> :* & |": [],
}


@pytest.mark.parametrize("words", FOUND)
def test_words_are_found_in_the_language_of_the_claim(found, words):
    assert found(words) == FOUND[words]


def test_a_quote_in_another_language_finds_its_claim(found, client):
    snapshot = a_snapshot("„Bäume sind grün“, sagte sie.", language="de")
    quote = an_accepted_quote(words="„Bäume sind grün“,", snapshot=snapshot)
    a_published_claim([quote], statement="Plants have a colour.")
    assert found("baum") == ["en"]
    answer = client.get("/api/v1/quotes/", {"q": "baum", "snippet": "true"}).json()
    assert "<mark>Bäume</mark>" in answer["results"][0]["snippet"]


def test_a_claim_with_very_many_words_can_be_published(client):
    words = " ".join(f"{n:x}{n * 7919:x}" for n in range(30_000))
    quotes = [an_accepted_quote(words=words, snapshot=a_snapshot(words)) for _ in range(4)]
    a_published_claim(quotes)
    assert client.get("/api/v1/claims/", {"q": "00"}).json()["results"]
