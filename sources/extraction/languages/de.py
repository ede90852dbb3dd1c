"""German: „ “ and » « outside, the verb before its subject, every noun with a capital."""

from . import Grammar, Language, Naming, Speech, Works, verb_forms, word_set, words_with
from .en_names import GIVEN

MORE_GIVEN = words_with(
    """
jürgen günter rüdiger götz björn jörg sören olaf horst uwe heiko ralf rainer egon armin
torsten thorsten detlef ingo lutz malte nils lennart hendrik gregor xaver sepp alois ole
arne kai knut hauke
""",
    "m",
) | words_with(
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
    speech=Speech(
        verbs=verb_forms("""
sagte sagten sagt sagen erklärte erklärten erklärt betonte betonten betont meinte meint teilte
antwortete antworten entgegnete erwiderte ergänzte ergänzt fügte warnte warnten warnt kritisierte
kritisiert forderte forderten fordert versicherte behauptete behauptet berichtete berichteten
berichtet schrieb schreibt schrieben rief fragte fragt äußerte bestätigte bestätigt räumte gab
kündigte versprach verspricht unterstrich bekräftigte mahnte lobte bemerkte urteilte zitierte
twitterte beteuerte stellte kommentierte klagte scherzte erinnerte nannte nennt bezeichnete
bezeichnet sprach spricht beschrieb
"""),
        source_prepositions=frozenset(
            {("laut",), ("nach", "angaben", "von"), ("nach", "ansicht", "von")}
        ),
    ),
    grammar=Grammar(
        pronouns={"er": "m", "sie": "f", "ich": "1", "wir": "1p", "es": "n"},
        determiners=word_set(DETERMINERS),
        articles=word_set("der die das den dem des ein eine"),
        definite_articles=word_set("der die das"),
        prepositions=word_set(PREPOSITIONS),
        conjunctions=word_set(CONJUNCTIONS),
        coordinators=word_set("und oder"),
        contrast_words=word_set("aber doch"),
        complementizers=word_set("dass daß"),
        clause_openers=word_set("dass daß weil ob"),
        relatives=word_set("welcher welche deren dessen"),
        like_words=word_set("wie"),
        auxiliaries=word_set("""
hat haben hatte hatten ist sind war waren wird werden wurde wurden kann können konnte soll sollen
sollte muss müssen musste will wollen wollte habe sei seien würde würden nicht
"""),
        adverbs=word_set("""
auch dann später wieder noch weiter hinzu mit heute gestern morgen außerdem zudem jedoch dagegen
gegenüber bereits immer nur so dazu daraufhin montag dienstag mittwoch donnerstag freitag samstag
sonntag
"""),
        filler_words=word_set("dass daß als die der das den ein eine einen"),
    ),
    naming=Naming(
        titles=words_with(
            """
herr bundeskanzler kanzler minister außenminister innenminister finanzminister präsident
bundespräsident ministerpräsident bürgermeister oberbürgermeister könig papst bischof
abgeordneter senator sprecher vorsitzender chef trainer richter general direktor
""",
            "m",
        )
        | words_with(
            """
frau bundeskanzlerin kanzlerin ministerin außenministerin innenministerin präsidentin
bürgermeisterin oberbürgermeisterin königin sprecherin vorsitzende chefin trainerin
richterin direktorin abgeordnete senatorin
""",
            "f",
        )
        | words_with(
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
        },
        never_names=word_set(
            DETERMINERS + PREPOSITIONS + CONJUNCTIONS + " er sie es wir ich ja nein dann nun doch"
        ),
        capitalised_nouns=True,
        given_names=GIVEN | MORE_GIVEN,
        surname_titles=word_set("herr frau dr prof"),
        honorifics=word_set("herr frau"),
        name_particles=word_set("von van der zu"),
        organisation_words=word_set(
            "partei ministerium polizei gericht amt verband gewerkschaft zeitung bank"
        ),
        group_nouns=word_set(
            "behörden beamte experten kritiker anwohner vertreter sprecher demonstranten"
        ),
        abbreviations=word_set("dr prof hr fr st bzw usw"),
    ),
    works=Works(
        title_cues=word_set("buch roman film serie lied zeitung magazin stück album sendung oper"),
        lowercase_in_titles=word_set(
            "der die das und in im am von vom zu zur ein eine des dem den mit auf"
        ),
        scare_quote_cues=word_set("sogenannte sogenannten sogenannter sogenanntes"),
    ),
)
