"""German: „ “ and » « outside, the verb before its subject, every noun with a capital."""

from . import Language, each, spoken, words
from .en_names import GIVEN

MORE_GIVEN = each(
    """
jürgen günter rüdiger götz björn jörg sören olaf horst uwe heiko ralf rainer egon armin
torsten thorsten detlef ingo lutz malte nils lennart hendrik gregor xaver sepp alois ole
arne kai knut hauke
""",
    "m",
) | each(
    """
ursula annalena katrin anke silke antje birgit gudrun hannelore heike ilse käthe sigrid
svenja ute wiebke renate elke dörte jutta
""",
    "f",
)
DETERMINERS = """der die das den dem des ein eine einen einem einer eines dieser diese dieses
seine sein ihre ihr unser unsere mehrere einige viele zwei drei vier fünf alle beide kein keine"""
PREPOSITIONS = """in im an am auf aus bei beim mit nach von vom vor zu zum zur über unter um für
gegen ohne durch seit während wegen laut zwischen hinter neben bis trotz gegenüber"""
CONJUNCTIONS = (
    "dass daß weil wenn als während obwohl ob und oder aber denn sondern wie wo warum damit"
)

LANGUAGE = Language(
    code="de",
    verbs=spoken("""
sagte sagten sagt sagen erklärte erklärten erklärt betonte betonten betont meinte meint teilte
antwortete antworten entgegnete erwiderte ergänzte ergänzt fügte warnte warnten warnt kritisierte
kritisiert forderte forderten fordert versicherte behauptete behauptet berichtete berichteten
berichtet schrieb schreibt schrieben rief fragte fragt äußerte bestätigte bestätigt räumte gab
kündigte versprach verspricht unterstrich bekräftigte mahnte lobte bemerkte urteilte zitierte
twitterte beteuerte stellte kommentierte klagte scherzte erinnerte nannte nennt bezeichnete
bezeichnet sprach spricht beschrieb
"""),
    pronouns={"er": "m", "sie": "f", "ich": "1", "wir": "1p", "es": "n"},
    determiners=words(DETERMINERS),
    prepositions=words(PREPOSITIONS),
    conjunctions=words(CONJUNCTIONS),
    relatives=words("welcher welche deren dessen"),
    auxiliaries=words("""
hat haben hatte hatten ist sind war waren wird werden wurde wurden kann können konnte soll sollen
sollte muss müssen musste will wollen wollte habe sei seien würde würden nicht
"""),
    adverbs=words("""
auch dann später wieder noch weiter hinzu mit heute gestern morgen außerdem zudem jedoch dagegen
gegenüber bereits immer nur so dazu daraufhin montag dienstag mittwoch donnerstag freitag samstag
sonntag
"""),
    titles=each(
        """
herr bundeskanzler kanzler minister außenminister innenminister finanzminister präsident
bundespräsident ministerpräsident bürgermeister oberbürgermeister könig papst bischof
abgeordneter senator sprecher vorsitzender chef trainer richter general direktor
""",
        "m",
    )
    | each(
        """
frau bundeskanzlerin kanzlerin ministerin außenministerin innenministerin präsidentin
bürgermeisterin oberbürgermeisterin königin sprecherin vorsitzende chefin trainerin
richterin direktorin abgeordnete senatorin
""",
        "f",
    )
    | each(
        """
dr prof professor
""",
        "",
    ),
    roles={
        "sprecher": "m",
        "sprecherin": "f",
        "minister": "m",
        "ministerin": "f",
        "kanzler": "m",
        "kanzlerin": "f",
        "präsident": "m",
        "präsidentin": "f",
        "bürgermeister": "m",
        "bürgermeisterin": "f",
        "leiter": "m",
        "leiterin": "f",
        "vorsitzende": "",
        "chef": "m",
        "chefin": "f",
        "direktor": "m",
        "direktorin": "f",
        "trainer": "m",
        "trainerin": "f",
        "richter": "m",
        "richterin": "f",
        "anwalt": "m",
        "anwältin": "f",
        "lehrer": "m",
        "lehrerin": "f",
        "bauer": "m",
        "bäuerin": "f",
        "autor": "m",
        "autorin": "f",
        "politiker": "m",
        "politikerin": "f",
        "polizei": "",
        "regierung": "",
    },  # fmt: skip
    never_names=words(
        DETERMINERS + PREPOSITIONS + CONJUNCTIONS + " er sie es wir ich ja nein dann nun doch"
    ),
    sources_after=frozenset({("laut",), ("nach", "angaben", "von"), ("nach", "ansicht", "von")}),
    articles=words("der die das den dem des ein eine"),
    definite=words("der die das"),
    joins=words("und oder"),
    turns=words("aber doch"),
    that=words("dass daß"),
    clause_openers=words("dass daß weil ob"),
    like=words("wie"),
    fillers=words("dass daß als die der das den ein eine einen"),
    capital_nouns=True,
    given=GIVEN | MORE_GIVEN,
    courtesy=words("herr frau"),
    polite=words("herr frau dr prof"),
    particles=words("von van der zu"),
    groups=words("behörden beamte experten kritiker anwohner vertreter sprecher demonstranten"),
    organisations=words("partei ministerium polizei gericht amt verband gewerkschaft zeitung bank"),
    abbreviations=words("dr prof hr fr st bzw usw"),
    title_cues=words("buch roman film serie lied zeitung magazin stück album sendung oper"),
    scare_cues=words("sogenannte sogenannten sogenannter sogenanntes"),
    small_in_titles=words("der die das und in im am von vom zu zur ein eine des dem den mit auf"),
)
