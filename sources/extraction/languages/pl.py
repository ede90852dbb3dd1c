"""Polish: „ ”, the dash before the attribution, and verbs whose form tells him from her."""

from . import Language, each, spoken, words
from .en_names import GIVEN

MORE_GIVEN = each(
    """
adam arkadiusz bartosz bogdan bogusław bolesław borys czesław dariusz dawid donald eryk
ignacy jacek jakub janusz jarosław jerzy józef kacper kamil karol krystian leszek maciej
marian marek mateusz mirosław norbert olgierd patryk paweł przemysław radosław roman
ryszard szymon tadeusz wiesław wincenty wiktor władysław zbigniew zdzisław zenon zygmunt
""",
    "m",
) | each(
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
    verbs=spoken(HE)
    | spoken(SHE)
    | spoken("mówi dodaje twierdzi podkreśla wyjaśnia przyznaje ocenia pisze pyta odpowiada")
    | spoken("powiedzieli mówili stwierdzili dodali podkreślili oświadczyli informowali")
    | spoken("nazwał nazwała określił określiła skrytykował skrytykowała", strong=False),
    pronouns={"on": "m", "ona": "f", "ja": "1", "my": "1p"} | each(HE, "m") | each(SHE, "f"),
    determiners=words(DETERMINERS),
    prepositions=words(PREPOSITIONS),
    conjunctions=words(CONJUNCTIONS),
    relatives=words("który która którzy które"),
    auxiliaries=words("jest są był była było byli będzie może można nie został została się"),
    adverbs=words("""
także też potem później wczoraj dziś jutro jeszcze już również następnie ponadto tymczasem
"""),
    titles=each(
        """
pan premier prezydent minister senator poseł marszałek burmistrz wójt król papież biskup
generał profesor dyrektor prezes rzecznik sędzia prokurator doktor
""",
        "m",
    )
    | each(
        """
pani premierka ministra posłanka senatorka burmistrzyni królowa dyrektorka rzeczniczka
""",
        "f",
    )
    | each(
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
    },  # fmt: skip
    never_names=words(
        DETERMINERS + PREPOSITIONS + CONJUNCTIONS + " on ona oni ja my tak nie potem jednak wczoraj"
    ),
    sources_after=frozenset({("według",), ("zdaniem",)}),
    joins=words("i oraz lub"),
    turns=words("ale"),
    times=words("poniedziałek wtorek środę czwartek piątek sobotę niedzielę"),
    dated=words("w we"),
    that=words("że"),
    clause_openers=words("że bo"),
    like=words("jak"),
    fillers=words("że jak o"),
    given=GIVEN | MORE_GIVEN,
    courtesy=words("pan pani"),
    polite=words("pan pani dr prof"),
    groups=words("urzędnicy eksperci mieszkańcy świadkowie krytycy przedstawiciele strażacy"),
    organisations=words("partia ministerstwo policja sąd rada komisja związek gazeta bank"),
    abbreviations=words("dr prof gen płk ks św np itd itp ul"),
    title_cues=words("książka książce powieść powieści film filmie serial serialu piosenka sztuka"),
    scare_cues=words("tzw tak zwany zwana zwane zwanej"),
    small_in_titles=words("i w na do z o od po za"),
)
