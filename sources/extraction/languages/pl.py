"""Polish: „ ”, the dash before the attribution, and verbs whose form tells him from her."""

from . import Grammar, Language, Naming, Speech, Works, verb_forms, word_set, words_with
from .en_names import GIVEN

MORE_GIVEN = words_with(
    """
adam arkadiusz bartosz bogdan bogusław bolesław borys czesław dariusz dawid donald eryk
ignacy jacek jakub janusz jarosław jerzy józef kacper kamil karol krystian leszek maciej
marian marek mateusz mirosław norbert olgierd patryk paweł przemysław radosław roman
ryszard szymon tadeusz wiesław wincenty wiktor władysław zbigniew zdzisław zenon zygmunt
""",
    "m",
) | words_with(
    """
agata aldona alicja aneta barbara beata bożena danuta dorota elżbieta ewa grażyna halina
hanna irena iwona jadwiga joanna jolanta justyna kinga krystyna lidia łucja magdalena
małgorzata maria marta monika natalia oliwia renata sylwia teresa urszula wanda weronika
wioletta zofia zuzanna
""",
    "f",
)
HE = """powiedział mówił stwierdził dodał zaznaczył podkreślił oświadczył odpowiedział wyjaśnił
zapytał pytał przyznał ocenił zapowiedział ostrzegł napisał przekonywał tłumaczył zauważył
poinformował zapewnił przypomniał odparł relacjonował komentował żartował apelował wspominał"""
SHE = """powiedziała mówiła stwierdziła dodała zaznaczyła podkreśliła oświadczyła odpowiedziała
wyjaśniła zapytała pytała przyznała oceniła zapowiedziała ostrzegła napisała przekonywała
tłumaczyła zauważyła poinformowała zapewniła przypomniała odparła relacjonowała komentowała
żartowała apelowała wspominała"""
PREPOSITIONS = """w we na do z ze od po przy o u za pod nad przed dla bez przez między wobec podczas
według zdaniem mimo ku"""
CONJUNCTIONS = "że gdy kiedy jeśli bo ponieważ ale i oraz a lub albo jak choć aby żeby gdzie więc"
DETERMINERS = """ten ta to ci te tego tej jego jej ich nasz nasza swój swoja kilku kilka wielu
dwaj dwie
dwóch trzej trzy wszyscy inny inna jeden jedna pewien pewna"""

LANGUAGE = Language(
    code="pl",
    speech=Speech(
        verbs=verb_forms(HE)
        | verb_forms(SHE)
        | verb_forms(
            "mówi dodaje twierdzi podkreśla wyjaśnia przyznaje ocenia pisze pyta odpowiada"
        )
        | verb_forms("powiedzieli mówili stwierdzili dodali podkreślili oświadczyli informowali")
        | verb_forms("nazwał nazwała określił określiła skrytykował skrytykowała", strong=False),
        source_prepositions=frozenset({("według",), ("zdaniem",)}),
    ),
    grammar=Grammar(
        pronouns={"on": "m", "ona": "f", "ja": "1", "my": "1p"}
        | words_with(HE, "m")
        | words_with(SHE, "f"),
        determiners=word_set(DETERMINERS),
        prepositions=word_set(PREPOSITIONS),
        conjunctions=word_set(CONJUNCTIONS),
        coordinators=word_set("i oraz lub"),
        contrast_words=word_set("ale"),
        complementizers=word_set("że"),
        clause_openers=word_set("że bo"),
        relatives=word_set("który która którzy które"),
        like_words=word_set("jak"),
        auxiliaries=word_set("jest są był była było byli będzie może można nie został została się"),
        adverbs=word_set("""
także też potem później wczoraj dziś jutro jeszcze już również następnie ponadto tymczasem
"""),
        filler_words=word_set("że jak o"),
        time_words=word_set("poniedziałek wtorek środę czwartek piątek sobotę niedzielę"),
        time_prepositions=word_set("w we"),
    ),
    naming=Naming(
        titles=words_with(
            """
pan premier prezydent minister senator poseł marszałek burmistrz wójt król papież biskup
generał profesor dyrektor prezes rzecznik sędzia prokurator doktor
""",
            "m",
        )
        | words_with(
            """
pani premierka ministra posłanka senatorka burmistrzyni królowa dyrektorka rzeczniczka
""",
            "f",
        )
        | words_with(
            """
dr prof gen
""",
            "",
        ),
        roles={
            "premier": "m",
            "prezydent": "m",
            "minister": "",
            "ministra": "f",
            "rzecznik": "m",
            "rzeczniczka": "f",
            "burmistrz": "m",
            "burmistrzyni": "f",
            "wójt": "m",
            "dyrektor": "",
            "dyrektorka": "f",
            "prezes": "",
            "prezeska": "f",
            "szef": "m",
            "szefowa": "f",
            "poseł": "m",
            "posłanka": "f",
            "senator": "m",
            "senatorka": "f",
            "sędzia": "",
            "autor": "m",
            "autorka": "f",
            "nauczyciel": "m",
            "nauczycielka": "f",
            "rolnik": "m",
            "rolniczka": "f",
            "trener": "m",
            "trenerka": "f",
            "historyk": "m",
            "historyczka": "f",
            "mieszkaniec": "m",
            "mieszkanka": "f",
            "rząd": "",
            "policja": "",
        },
        never_names=word_set(
            DETERMINERS
            + PREPOSITIONS
            + CONJUNCTIONS
            + " on ona oni ja my tak nie potem jednak wczoraj"
        ),
        given_names=GIVEN | MORE_GIVEN,
        surname_titles=word_set("pan pani dr prof"),
        honorifics=word_set("pan pani"),
        organisation_words=word_set(
            "partia ministerstwo policja sąd rada komisja związek gazeta bank"
        ),
        group_nouns=word_set(
            "urzędnicy eksperci mieszkańcy świadkowie krytycy przedstawiciele strażacy"
        ),
        abbreviations=word_set("dr prof gen płk ks św np itd itp ul"),
    ),
    works=Works(
        title_cues=word_set(
            "książka książce powieść powieści film filmie serial serialu piosenka sztuka"
        ),
        lowercase_in_titles=word_set("i w na do z o od po za"),
        scare_quote_cues=word_set("tzw tak zwany zwana zwane zwanej"),
    ),
)
