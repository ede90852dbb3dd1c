"""What is peculiar to each language: word order, cases, dashes, attributions within the marks."""

import pytest

from sources.extraction import extract
from sources.extraction.inflection import surname_nominative
from sources.extraction.languages import language_for

LAST_SPEAKER = [
    # the verb in second place, and what else may stand before it
    ("de", "Am Abend sagte Rieke Thoma: „Wir warten.“", "Rieke Thoma"),
    ("de", "Über Nils Behm sagte Rieke Thoma: „Er wartet.“", "Rieke Thoma"),
    ("de", "Den Antrag lehnte der Landrat Nils Behm ab: „Wir warten.“", "Nils Behm"),
    ("de", "„Wir warten“, so Rieke Thoma.", "Rieke Thoma"),
    ("de", "„Wir warten“, winkte Rieke Thoma ab.", "Rieke Thoma"),
    ("de", "Rieke Thoma zufolge war die Nacht „lang und laut“.", "Rieke Thoma"),
    ("de", "Rieke Thoma hat den Plan als „halbe Sache“ bezeichnet.", "Rieke Thoma"),
    ("de", "„Wir warten“, sagte der Fraktionsvorsitzende der Linken, Nils Behm.", "Nils Behm"),
    ("de", "Das Blatt zitierte Rieke Thoma mit den Worten: „Wir warten.“", "Rieke Thoma"),
    ("de", "„Wir warten“, hieß es aus dem Hafenamt.", "dem Hafenamt"),
    ("de", "Rieke Thoma ging. Das sei „eine halbe Sache“.", "Rieke Thoma"),
    ("de", "Rieke Thoma kam. Man warte, sagte deren Sprecher Nils Behm. „Noch.“", "Nils Behm"),
    ("de", "Rieke Thoma hatte Nils Behm einen „Träumer und Zauderer“ genannt.", "Rieke Thoma"),
    ("de", "Nils Behm, der den Plan „löchrig“ nannte, ging.", "Nils Behm"),
    ("de", "Nach Angaben der Polizei handelte es sich um „reinen Zufall“.", "Polizei"),
    ("de", "Rieke Thoma warf der Regierung „Untätigkeit“ vor.", "Rieke Thoma"),
    ("de", "Rieke Thoma soll Nils Behm „Träumer“ genannt haben.", "Rieke Thoma"),
    ("de", "„Es eilt“, so Ollendiek. Hafenwart Brar Ollendiek hatte Zeit.", "Brar Ollendiek"),
    ("de", "„Es eilt“, sagte der Leiter des Hafens, Brar Ollendiek.", "Brar Ollendiek"),
    ("de", "Sie sprach mit dem Kollegen Brar Tott. „Ja“, sagte Tott.", "Brar Tott"),
    # time, place and listener between the verb and its subject
    ("es", "«Esperamos», dijo el jueves en la sala Clara Soto.", "Clara Soto"),
    ("es", "«Esperamos», explicó a la agencia NPE la ministra Clara Soto.", "Clara Soto"),
    ("es", "Clara Soto salió. «Esperamos», dijo.", "Clara Soto"),
    ("es", "En opinión de Clara Soto, la espera es «un error».", "Clara Soto"),
    ("fr", "« On attend », a dit jeudi à la presse Léa Morin.", "Léa Morin"),
    ("fr", "« On attend », s’est emportée Léa Morin.", "Léa Morin"),
    ("fr", "Selon le maire, Luc Petit, l’attente est « une faute ».", "Luc Petit"),
    ("fr", "Léa Morin est venue. « On attend », a-t-elle glissé.", "Léa Morin"),
    ("pl", "„Czekamy” – napisał w serwisie X Jan Lis.", "Jan Lis"),
    ("uk", "«Чекаємо», — написав у Telegram Іван Лис.", "Іван Лис"),
    # names in another case, with and without their nominative elsewhere
    ("pl", "Anna Sowa milczy. Zdaniem Sowy to „zły znak”.", "Anna Sowa"),
    ("pl", "Zdaniem Anny Kowalskiej to „zły znak”.", "Anna Kowalska"),
    ("pl", "Według Pawła Lisickiego to „zły znak”.", "Paweł Lisicki"),
    ("uk", "За словами Ганни Сови, це «поганий знак».", "Ганна Сова"),
    ("uk", "На думку Петра Левчука, це «поганий знак».", "Петро Левчук"),
    ("pl", "Zdaniem biegłego Jana Lisa jest to „zły znak”.", "Jan Lis"),
    # somebody unnamed whom the sentence before is about
    ("de", "Rieke Thoma ging. Eine Richterin kam. „Setzen“, sagte sie.", "Eine Richterin"),
    ("de", "Rieke Thoma ging. Die Zeugin weinte. „Ich war da“, sagte sie.", "Die Zeugin"),
    ("es", "Clara Soto gritó. A su lado, otra madre lloraba. «Vengan», dijo.", "otra madre"),
    ("pl", "Anna Sowa krzyczała. Obok stała inna matka. – Czekamy – mówiła.", "inna matka"),
    # whom it is about is not who says it
    ("es", "Clara Soto habló. Sobre Luis Gil dijo que «no viene».", "Clara Soto"),
    ("es", "Preguntado por el precio, el alcalde Luis Gil dudó: «Ya veremos».", "Luis Gil"),
    ("fr", "« On attend, souffle la géologue Léa Morin. Toujours. »", "Léa Morin"),
    # whom only the next sentence names
    ("es", "“No vino nadie”. Así resume Clara Soto la noche.", "Clara Soto"),
    ("de", "„Es kam niemand.“ So fasst Rieke Thoma den Abend zusammen.", "Rieke Thoma"),
    # an adjunct between commas, and "s'est dit", which is no name
    ("fr", "« On attend », a prévenu, jeudi soir, la maire, Léa Morin.", "Léa Morin"),
    ("fr", "Luc Petit s’est dit « assez inquiet ».", "Luc Petit"),
    ("pl", "Zdaniem rybaków to „zły znak”.", "rybaków"),
    # dialogue by dashes, with attributions within
    ("fr", "— On attend, dit Léa Morin, et longtemps.", "Léa Morin"),
    # a paper whose name stands in marks is the subject of its verb
    ("pl", "Jan Lis milczy. Dziennik „Głos” pisze, że plan „umarł już dawno”.", "Dziennik „Głos”"),
    (
        "fr",
        "Léa Morin parle. Élève et auteure, Zoé Petit rit. « On attend », dit-elle.",
        "Zoé Petit",
    ),
    ("de", "Rieke Thoma sprach. Gegenüber der Zeitung „Bote“ sagte sie: „Ja.“", "Rieke Thoma"),
    # whoever is accused does not say it
    (
        "es",
        "Clara Soto calla. En su libro acusa a su gran rival, Luis Gil, de «mentir».",
        "Clara Soto",
    ),
    ("pl", "Danilo Rossi przegrał. – Trudno – przyznał Włoch.", "Danilo Rossi"),
    # a description that only varies the name
    ("es", "Ganó Clara Soto. «Esperamos», dijo la delantera.", "Clara Soto"),
    ("de", "Rieke Thoma gewann. „Wir warten“, sagte die 31-Jährige.", "Rieke Thoma"),
    ("pl", "Danilo Rossi przegrał. – Trudno – wspominał nowy trener.", "Danilo Rossi"),
    # the place of an office, an unknown adverb, a surname that is a verb too
    ("de", "Die Ministerin von Ahrn, Rieke Thoma, kam. „Wir warten“, sagte sie.", "Rieke Thoma"),
    ("pl", "Obrońca, mecenas Jan Lis, chyłkiem odparł: „Wyszliśmy o świcie”.", "Jan Lis"),
    ("es", "El sindicalista Hugo Lanza ve en él «un largo camino».", "Hugo Lanza"),
    ("fr", "Luc Petit se dit « las mais prêt ».", "Luc Petit"),
    ("es", "«Yo no», musitó Clara Soto.", "Clara Soto"),
]


@pytest.mark.parametrize(("language", "text", "speaker"), LAST_SPEAKER)
def test_the_last_quotation_has_its_speaker(language, text, speaker):
    assert extract(text, language)[-1].speaker == speaker


NOBODY = [
    ("de", "Sie gab dem Sender „Radio Nord“ ein Interview."),
    ("de", "Er gründete den Verein „Klare Luft“ in Kiel."),
    ("de", "Wie er dem „Boten“ sagte, kommt Rieke Thoma."),
    ("de", "Der Autor des Romans „Langes Licht“, Nils Behm, las daraus vor."),
    ("de", "Im „Hafenblick“ schrieb Rieke Thoma darüber."),
    ("es", "Firmó su novela, «Los días», y se fue."),
    ("es", "La película «Los días» llega al cine."),
    ("fr", "Le festival « Les Nuits longues » ouvre."),
    ("fr", "— du pain, du beurre\n— du lait, des pommes"),
    ("pl", "Ukazała się powieść „Długa noc”."),
    ("uk", "Вийшов роман «Довга ніч»."),
]


@pytest.mark.parametrize(("language", "text"), NOBODY)
def test_titles_and_papers_in_marks_are_no_quotations(language, text):
    assert [q.text for q in extract(text, language) if not q.reason] == []


DIALOGUE = [
    ("pl", "– Nie – powiedział Jan Lis. – Nigdy.", ["Nie", "Nigdy."]),
    ("uk", "— Ні, — сказав Іван Лис. — Ніколи.", ["Ні", "Ніколи."]),
    ("es", "—No —dijo Clara Soto—. Nunca.", ["No", "Nunca."]),
    ("pl", "Cisza. – Nie – powiedział Jan Lis – i koniec.", ["Nie", "i koniec."]),
    ("pl", "– mleko\n– chleb\n– masło", []),
    ("en", "– No – said Tom Berg.", []),
]


@pytest.mark.parametrize(("language", "text", "pieces"), DIALOGUE)
def test_dashes_open_speech_where_an_attribution_follows(language, text, pieces):
    assert [quotation.text for quotation in extract(text, language)] == pieces


def test_words_around_an_attribution_within_the_marks_are_two_pieces_of_one_utterance():
    first, second = extract("« On part, dit Léa Morin, et on revient. »", "fr")

    assert (first.text, second.text) == ("On part", "et on revient.")
    assert {first.speaker, second.speaker} == {"Léa Morin"}
    assert first.utterance == second.utterance


SURNAMES = [
    ("pl", "kowalskiego", "m", "kowalski"),
    ("pl", "wilczka", "m", "wilczek"),
    ("pl", "zawady", "m", "zawada"),
    ("pl", "nowak", "f", "nowak"),
    ("uk", "левченка", "m", "левченко"),
    ("uk", "малиною", "m", "малина"),
    ("uk", "ковалю", "m", "коваль"),
    ("uk", "коваль", "f", "коваль"),
]


@pytest.mark.parametrize(("language", "form", "gender", "nominative"), SURNAMES)
def test_a_surname_in_any_case_leads_to_its_nominative(language, form, gender, nominative):
    assert surname_nominative(form, gender, language_for(language), ()) == nominative


NEVER_SPEAKERS = "Dziś Згодом Entre-temps Gestern Ayer Inzwischen Tymczasem Водночас Entretanto"


@pytest.mark.parametrize("word", NEVER_SPEAKERS.split())
@pytest.mark.parametrize("language", ["de", "es", "fr", "pl", "uk"])
def test_a_word_that_opens_a_sentence_is_nobody(language, word):
    (found,) = extract(f"{word} jest to „bardzo zły znak dla nas”.", language)

    assert found.speaker is None


def test_of_two_near_readings_both_are_offered():
    text = "Tom Berg and Ida Berg had left. “Good,” Berg said."

    found = extract(text)[-1]

    assert {found.speaker, found.alternative} == {"Tom Berg", "Ida Berg"}
    assert found.confidence <= 0.6


def test_he_is_the_unnamed_one_whom_the_sentence_before_was_about():
    text = (
        "Tom Berg ran the port. A spokesman said the port was fine. He said it was “in good hands.”"
    )

    assert extract(text)[-1].speaker == "A spokesman"


def test_a_noun_that_no_list_knows_is_the_subject_of_its_verb():
    text = "Anna Sowa wyszła.\n\nTartak odpowiada, że plan „pomija ludzi”."
    assert extract(text, "pl")[-1].speaker == "Tartak"


def test_who_is_new_and_perhaps_nobody_makes_a_pronoun_doubtful():
    quotation = extract("Clara Soto calló. Una zurda rió. «Vengan», dijo.", "es")[-1]
    assert (quotation.alternative, quotation.confidence) == ("Una zurda", 0.6)


def test_a_name_that_nothing_but_its_capitals_tells_is_never_sure():
    known, unknown = (
        extract(f"„Es eilt sehr“, sagte {name} am Abend im Hafen.", "de")[0].confidence
        for name in ("Karin Ollendiek", "Brar Ollendiek")
    )
    assert (known, unknown) == (0.95, 0.85)


def test_a_verb_parted_from_its_prefix_names_no_document():
    text = "„Wir sparen“, sagte Ida Lund. Das Geld gehe ihr aus, hieß es."
    assert [found.speaker for found in extract(text, "de")] == ["Ida Lund"]


def test_a_name_whose_surname_stays_the_same_in_every_case_means_one_person():
    text = "Nie ma Anny Lund. „Tak” – mówi Lund."
    assert [found.speaker for found in extract(text, "pl")] == ["Anna Lund"]


def test_a_name_between_commas_and_before_its_verb_is_the_subject_whom_he_may_mean():
    text = "« Bonjour », dit Anne Morel. Le capitaine, Iwen Koadic, a {}. « Il fait beau », dit-il."

    speakers = {extract(text.format(done), "fr")[-1].speaker for done in ("souri", "vu sa mère")}

    assert speakers == {"Iwen Koadic"}


def test_a_name_in_apposition_to_more_than_a_role_is_the_subject():
    text = "Su vecina de siempre, Xela Bouza, ha reído. “Hace calor”, dice ella."

    assert extract(text, "es")[-1].speaker == "Xela Bouza"


def test_a_pronoun_is_not_sure_behind_a_name_that_only_capitals_tell():
    text = "“Hello there,” says Nina Falk.{} “It is very hot,” she says."

    alone, behind = (
        extract(text.format(between))[-1].confidence
        for between in ("", " Beside her stands Ruvo Lindar.")
    )

    assert alone >= 0.9 > behind


def test_a_lone_name_that_stands_there_once_is_never_sure():
    text = "„Bardzo tu zimno” – tłumaczyła mieszkanka Gniewu.{}"

    once, twice = (
        extract(text.format(more), "pl")[0].confidence for more in ("", " Gniewu nie znał nikt.")
    )

    assert (once, twice) == (0.85, 0.95)


def test_a_noun_alone_behind_its_verb_may_be_somebody_else():
    bare, named = (
        extract(f"Anna Sowa wyszła. – Czekamy na pociąg – {told}.", "pl")[-1].confidence
        for told in ("mówi kolejarka", "mówi Anna Sowa")
    )
    assert (bare, named) == (0.7, 0.95)
