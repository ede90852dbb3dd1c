"""German: „ “ and » «, the verb in second place, and a capital for every noun."""

from . import (
    Compounds,
    GivenNames,
    Grammar,
    Language,
    Naming,
    Speech,
    Verb,
    Works,
    word_set,
    words_with,
)
from .european_names import GIVEN

WEAK_SPEECH = """
sag erklär beton mein antwort entgegn erwider ergänz warn kritisier forder versicher behaupt
bericht frag äußer bestätig kündig bekräftig mahn bemerk urteil twitter beteuer kommentier klag
scherz meld erläuter beschwer beteuer entrüst ereifer erinner räum teil füg beklag bedauer prophezei
resümier bilanzier witzel spott jubel erzähl
schilder argumentier appellier plädier präzisier vermut prognostizier verkünd konter schimpf stöhn
murmel flüster stammel stotter dementier wiederhol droh frohlock lach seufz polter fauch brüll
verlang fass freu ärger wunder hoff wünsch gratulier lob schwärm stell orakel mutmaß rat raunz
jammer höhn lästér philosophier protestier rechtfertig relativier unk wetter zürn
"""
STRONG_SPEECH = """
sprach spricht sprachen sprechen schrieb schreibt schrieben rief ruft riefen gab gibt gaben
versprach verspricht empfahl empfiehlt schrie schreit hieß heißt wies weist wiesen unterstrich
unterstreicht verriet verrät gestand gesteht fuhr widersprach widerspricht schwor rät riet bat
bittet entfuhr legte
mitteilte mitteilten ankündigte ankündigten hinzufügte hinzufügten einräumte einräumten zugab
anmerkte ausführte darlegte bekanntgab zurückgab feststellte klarstellte vorhersagte zusagte
anmahnte einwandte einwarf zurief zugestand hervorhob
"""
WEAK_REPORTS = """
verteidig würdig bezeichn attackier charakterisier kritisier schätz zitier begründ wert bewert
einstuf stuf verurteil begrüß rüg geißel brandmark titulier kanzel verglich prangert
"""
STRONG_REPORTS = """
vorwarf vorwarfen vorhielt
nannte nennt nannten nennen beschrieb beschreibt beschrieben fand findet fanden hielt hält hielten
warf wirft warfen sah sieht sahen dachte denkt wusste weiß ließ lässt verglich vergleicht tat
wandte wendet redete redet tadelte glaubt glaubte
"""
PARTICIPLES = """
gerufen geschrien gedroht getwittert vorgerechnet geklagt
gemeldet erläutert beteuert angemerkt dementiert klargestellt vermutet eingewandt gemahnt verlangt
gesagt erklärt betont gemeint geantwortet gewarnt kritisiert gefordert versichert behauptet
berichtet geschrieben geäußert bestätigt angekündigt versprochen mitgeteilt hinzugefügt eingeräumt
zugegeben gelobt gesprochen gefragt bemerkt beklagt erzählt verkündet
"""
WEAK_PARTICIPLES = "genannt bezeichnet beschrieben vorgeworfen verteidigt verglichen gewertet"


def _conjugated(stems: str, strong: bool) -> dict[str, Verb]:
    """Return the present and past of weak verbs: sagt, sagte, sagten; antwortet, antwortete."""
    forms = {}
    for stem in stems.split():
        linked = stem + "e" * stem.endswith(("t", "d", "chn", "gn", "ffn"))
        for ending, form in (("t", "present"), ("te", "past"), ("ten", "past")):
            forms[linked + ending] = Verb(stem, form, strong)
    return forms


def _forms(words: str, form: str, strong: bool) -> dict[str, Verb]:
    return {word: Verb(word, form, strong) for word in words.split()}


DETERMINERS = """
der die das den dem des ein eine einen einem einer eines kein keine dieser diese dieses diesem
diesen jener jene jenes mein meine sein seine seinem seinen seiner ihr ihre ihrem ihren ihrer unser
unsere euer eure einige mehrere viele zwei drei vier fünf sechs sieben acht neun zehn beide alle
jeder jede jedes manche etliche zahlreiche welche deren dessen
"""
PREPOSITIONS = """
in an auf bei mit nach von vor zu zur zum im am aus für gegen ohne um unter über durch seit während
wegen laut zwischen hinter neben bis trotz gegenüber vom beim ins ans zufolge anlässlich angesichts
aufgrund mittels infolge bezüglich hinsichtlich dank entgegen innerhalb außerhalb seitens namens
statt anstatt ab per pro je binnen entlang nebst samt zuliebe aufs fürs
"""
CONJUNCTIONS = """
dass daß weil wenn als während obwohl ob und oder aber denn sondern wie wo warum damit nachdem
bevor sobald solange falls sofern sodass indem wobei weshalb woraufhin wonach da obgleich doch
jedoch sowie
"""
ADVERBS = """
auch dann später wieder noch weiter hinzu heute gestern morgen außerdem zudem jedoch dagegen
bereits immer nur so dazu daraufhin damals dabei danach davor darauf daher deshalb deswegen
trotzdem dennoch allerdings indes indessen hingegen zugleich gleichzeitig unterdessen inzwischen
mittlerweile zunächst zuvor zuletzt schließlich endlich erneut nun jetzt hier dort da doch sogar
besonders allein erst schon einmal zweimal abschließend wörtlich lediglich knapp scharf deutlich
ausdrücklich anschließend abends morgens mittags nachts vormittags nachmittags gegenüber sich uns
ihm ihr ihnen ihn mich dir mir ihrerseits seinerseits weiterhin ferner überdies ebenfalls ebenso
selbst einst kürzlich jüngst neulich vielmehr übrigens offenbar demnach wohl etwa rund ganz sehr
sonst immerhin vergangenen vergangene letzten nächsten kommenden montags sonntags mitten draußen
drinnen lachend lächelnd sichtlich nie niemals oft häufig manchmal hierzu dafür davon darüber daran
damit daneben online nebenbei weit kurz vorerst derweil andernfalls einerseits andererseits zwar
nämlich folglich somit also vielleicht womöglich möglicherweise natürlich leider tatsächlich
zusammen zurück an ab ein aus vor mit fest fort klar um zu nach nicht frei richtig
"""
WEEKDAYS = """
montag dienstag mittwoch donnerstag freitag samstag sonntag sonnabend montagabend dienstagabend
mittwochabend donnerstagabend freitagabend samstagabend sonntagabend montagmorgen dienstagmorgen
mittwochmorgen donnerstagmorgen freitagmorgen samstagmorgen sonntagmorgen montagnachmittag
dienstagnachmittag mittwochnachmittag donnerstagnachmittag freitagnachmittag
"""
TIMES = (
    WEEKDAYS
    + """
januar februar märz april mai juni juli august september oktober november dezember woche wochen
monat monate monaten jahr jahre jahren tag tage tagen stunde stunden abend morgen nachmittag
vormittag mittag nacht wochenende anfang ende mitte frühjahr sommer herbst winter uhr zeitpunkt
beginn vorjahr vorabend vortag auftakt
"""
)
NOUNS_BEFORE_NAMES = """
bundesland stadt gemeinde kreis ort ortsteil insel firma film buch roman artikel platz rang nummer
kapitel prozent kilometer meter euro dollar millionen milliarden tonnen liter grad stück folge teil
band gruppe liga pokal team verein
"""
ROLES_M = """
sprecher minister kanzler präsident bürgermeister leiter chef direktor trainer richter anwalt
lehrer autor politiker abgeordneter abgeordnete vorsitzender könig papst bischof senator general
sekretär beauftragter verteidiger historiker forscher wissenschaftler biologe ökonom soziologe
politologe experte gutachter unternehmer inhaber eigentümer besitzer betreiber landwirt bauer arzt
mediziner professor künstler schriftsteller dichter regisseur schauspieler sänger musiker komponist
dirigent intendant kurator dezernent referent berater manager geschäftsführer vorstand vorsitzende
landrat stadtrat rat kreisrat kandidat spieler stürmer torwart kapitän nationalspieler
bundestrainer coach angeklagter angeklagte zeuge täter randalierer polizist ermittler kommissar
staatsanwalt jurist notar zeitzeuge anwohner nachbar bewohner besucher kunde wirt koch pfarrer
pastor priester imam rabbiner student schüler vater sohn bruder onkel mann gegner gewinner sieger
preisträger laureat gründer initiator organisator veranstalter stifter journalist reporter
redakteur verleger herausgeber analyst stratege funktionär verbandschef botschafter diplomat
gesandter kommandeur offizier soldat pilot fahrer bergsteiger radprofi boxer läufer schwimmer
rennfahrer jäger förster fischer fährmann handwerker meister schreiner winzer züchter gärtner
verwalter wachmann beamter beamte dozent rektor dekan psychologe therapeut pfleger sanitäter
architekt ingenieur techniker astronaut physiker chemiker geologe meteorologe archäologe
vizekanzler premier premierminister diktator herrscher rebell aktivist gewerkschafter ombudsmann
vize bundesrat führer macher träger halter geber nehmer gänger steller händler kläger helfer retter
deichgraf kollege stellvertreter nachfolger vorgänger partner bewerber herausforderer demonstrant
pendler rentner passant reisender überlebender liberaler sozialist kommunist republikaner demokrat
feuerwehrmann obmann kaufmann geschäftsmann staatsmann hauptmann kameramann schatzmeister
hausmeister weltmeister sprengmeister wachmann bundesrichter schiedsrichter verfassungsrichter
augenzeuge urheber
amtsinhaber spitzenkandidat jungpolitiker liberaler konservativer sozialdemokrat
christdemokrat linker grüner bundespräsident koordinator
"""
IRREGULAR_F = """
vorsitzende abgeordnete beauftragte angeklagte anwältin ärztin bäuerin königin köchin päpstin
biologin ökonomin soziologin politologin expertin zeugin psychologin geologin meteorologin
archäologin kundin mutter tochter schwester tante frau oma witwe kollegin hebamme krankenschwester
oberschwester landrätin stadträtin
rätin kreisrätin staatsanwältin kauffrau fachfrau beamtin pädagogin strategin torfrau äbtissin
botschafterin hausfrau verbandschefin sprecherin torhüterin ombudsfrau amtsinhaberin diplomatin
journalistin aktivistin juristin kandidatin komponistin studentin dezernentin referentin dozentin
intendantin präsidentin senatorin direktorin
"""
SURNAMES_TOO = word_set("""
mann frau rat sohn koch wirt jäger bauer meister fischer förster schreiner richter könig papst
winzer schäfer vogt oma imam züchter gärtner dichter maler vater sänger läufer linker grüner kunde
täter pilot
""")
ROLES = Compounds(
    words_with(ROLES_M, "m")
    | words_with(" ".join(role + "in" for role in ROLES_M.split()), "f")
    | words_with(IRREGULAR_F, "f")
    | words_with(
        "vorsitzende abgeordnete beauftragte angeklagte beamte jährige überlebende liberale grüne "
        "linke konservative reisende",
        "",
    )
    | {"jähriger": "m", "torhüter": "m", "kollege": "m", "pädagoge": "m"},
    apart=SURNAMES_TOO,
)


def _declined(roles: dict[str, str]) -> dict[str, str]:
    """Return the roles in other cases, as they stand before a name: des Ministers, dem Kollegen."""
    weak = ("ent", "ist", "at", "ant", "loge", "oge", "graf", "nom", "krat")
    forms = {}
    for role, gender in roles.items():
        if role.endswith("e"):
            forms[role + "n"] = gender
        elif role.endswith(weak):
            forms[role + "en"] = gender
        elif gender == "m":
            forms |= {role + "s": gender, role + "n": gender, role + "es": gender}
    return forms


ORGANISATIONS = Compounds(
    words_with(
        """
partei ministerium polizei gericht amt verband gewerkschaft zeitung bank regierung behörde
universität institut museum verein club konzern unternehmen firma gesellschaft stiftung kommission
parlament bundestag landtag senat rat stadtrat fraktion agentur verwaltung kirche zentrale
staatsanwaltschaft feuerwehr klinik krankenhaus verlag jury initiative bündnis opposition koalition
kammer vereinigung union organisation redaktion hochschule schule akademie gruppe liga aufsichtsrat
betriebsrat arbeitgeberseite bürgerliste seite forum zentrum post agenturen rundschau kurier
anzeiger
""",
        "",
    ),
    apart=word_set("rat amt club bank post seite"),
)

LANGUAGE = Language(
    code="de",
    speech=Speech(
        pointers=frozenset({("so",), ("mit", "diesen", "worten")}),
        verbs=_forms(WEAK_PARTICIPLES, "participle", False)
        | _conjugated(WEAK_REPORTS, False)
        | _forms(STRONG_REPORTS, "past", False)
        | _forms(PARTICIPLES, "participle", True)
        | _conjugated(WEAK_SPEECH, True)
        | _forms(STRONG_SPEECH, "past", True),
        relaying_verbs=word_set("zitier"),
        relay_phrases=frozenset({("mit", "den", "worten"), ("mit", "dem", "satz")}),
        speech_nouns=word_set("aussage erklärung worte forderung behauptung vorwurf kritik"),
        source_prepositions=frozenset(
            {
                ("laut",),
                ("nach", "angaben", "von"),
                ("nach", "angaben"),
                ("nach", "ansicht", "von"),
                ("nach", "ansicht"),
                ("nach", "meinung", "von"),
                ("nach", "meinung"),
                ("nach", "einschätzung", "von"),
                ("nach", "einschätzung"),
                ("nach", "auffassung", "von"),
                ("nach", "auffassung"),
                ("nach", "aussage", "von"),
                ("nach", "aussage"),
                ("nach", "aussagen", "von"),
                ("nach", "den", "worten", "von"),
                ("nach", "den", "worten"),
                ("nach", "worten", "von"),
                ("nach", "*", "worten"),
                ("nach", "*", "angaben"),
                ("nach", "*", "ansicht"),
                ("*", "ansicht", "nach"),
                ("*", "meinung", "nach"),
                ("*", "angaben", "zufolge"),
                ("aus", "sicht", "von"),
                ("aus", "sicht"),
                ("in", "den", "augen", "von"),
            }
        ),
        source_postpositions=word_set("zufolge"),
        quotatives=word_set("so"),
        source_openers=word_set("für"),
        asking_verbs=word_set("gefragt befragt angesprochen"),
        occasions=word_set("""
interview pressekonferenz rede erklärung mitteilung gespräch sitzung brief gastbeitrag
videobotschaft tweet beitrag podcast sendung
"""),
        occasion_openers=word_set("in im am auf bei nach während"),
    ),
    grammar=Grammar(
        late_subjects=True,
        verb_second=True,
        oblique_determiners=word_set(
            "dem den des einem einen einer eines seinem seinen ihrem ihren diesem diesen"
        ),
        pronouns={"er": "m", "sie": "f", "ich": "1", "wir": "1p", "es": "n", "man": "n"},
        possessives={
            "sein": "m",
            "seine": "m",
            "seiner": "m",
            "seinen": "m",
            "seinem": "m",
            "ihr": "f",
            "ihre": "f",
            "ihrer": "f",
            "ihren": "f",
            "ihrem": "f",
        },
        determiner_genders={"der": "m", "die": "f", "ein": "m", "eine": "f"},
        determiners=word_set(DETERMINERS),
        articles=word_set("der die das den dem des ein eine einen einem einer"),
        indefinites=word_set("ein eine"),
        definite_articles=word_set("der die das"),
        prepositions=word_set(PREPOSITIONS),
        conjunctions=word_set(CONJUNCTIONS),
        coordinators=word_set("und oder sowie"),
        contrast_words=word_set("aber doch"),
        complementizers=word_set("dass daß"),
        clause_openers=word_set("dass daß weil ob"),
        relatives=word_set("welcher welche"),
        like_words=word_set("wie als"),
        auxiliaries=word_set("""
hat haben hatte hatten ist sind war waren wird werden wurde wurden kann können konnte soll sollen
sollte muss müssen musste will wollen wollte habe sei seien würde würden worden dürfe darf dürfen
mag möchte mochte könnte könne müsse solle wolle werde
"""),
        finite_auxiliaries=word_set("hat haben hatte hatten soll sollen"),
        passive_auxiliaries=word_set("wird wurde wurden worden"),
        reported_moods=word_set("""
sei seien habe werde könne müsse solle wolle dürfe möge gebe gehe komme stehe bleibe liege wisse
lasse mache brauche sehe nehme führe halte zeige bringe gelte handele handle verletze trage fehle
"""),
        impersonals=word_set("es"),
        document_prepositions=word_set("in im aus seitens bei beim"),
        negations=word_set("nicht kein keine nie"),
        adverbs=word_set(ADVERBS) - word_set(DETERMINERS) - word_set(PREPOSITIONS),
        filler_words=word_set("dass daß als die der das den ein eine einen einem einer dem von"),
        past_endings=("te", "ten"),
        irregular_verbs=word_set("""
ging kam stand saß nahm bekam lag lief blieb trat zog gehen kommt geht steht sitzt nimmt leitet
führt lebt arbeitet wohnt gewann verlor schlug traf fuhr trug zeigt zeigte sieht schloss begann aß
trank bot schnitt litt ritt starb half fiel hob hing klang überreicht erhält schweigt verklagt biss
"""),
        time_words=word_set(TIMES),
        time_prepositions=word_set("am im seit vor in bis zum an"),
    ),
    naming=Naming(
        capitalised_nouns=True,
        titles=Compounds(
            _declined(ROLES)
            | dict(ROLES)
            | {"herr": "m", "frau": "f", "dr": "", "prof": "", "chef": "m", "chefin": "f"},
            apart=SURNAMES_TOO,
        ),
        roles=ROLES,
        never_names=word_set(
            " ".join((DETERMINERS, PREPOSITIONS, CONJUNCTIONS, ADVERBS, TIMES, NOUNS_BEFORE_NAMES))
        )
        | word_set("er sie es wir ich ja nein man wer was wann frage antwort"),
        given_names=GivenNames(GIVEN),
        honorifics=word_set("herr frau"),
        surname_titles=word_set("herr frau dr prof"),
        functions=word_set("""
richter richterin staatsanwalt staatsanwältin anwalt anwältin verteidiger verteidigerin sprecher
sprecherin polizist polizistin zeuge zeugin täter angeklagter angeklagte überlebender überlebende
augenzeuge anwohner anwohnerin nachbar nachbarin arzt ärztin passant gutachter besucher kunde
"""),
        name_particles=word_set("von van de"),
        group_nouns=word_set("""
behörden beamte experten kritiker anwohner vertreter demonstranten forscher ermittler organisatoren
wissenschaftler gegner befürworter eltern nachbarn augenzeugen insider
"""),
        organisation_words=ORGANISATIONS,
        abbreviations=word_set("dr prof hr fr st bzw usw ca z.b d.h u.a nr str mio mrd"),
    ),
    works=Works(
        title_cues=Compounds(
            words_with(
                """
gespräch buch roman film serie lied zeitung magazin stück album sendung oper blatt zeitschrift
ausstellung schau musical podcast song drama komödie gedicht gemälde sender rundschau interview
namens betitelt bündnis initiative verein partei band gruppe firma marke kette stiftung gastbeitrag
wochenzeitung programm spiel single reihe dokumentation titel motto
projekt schiff namen
buches romans films liedes albums stückes gedichts gemäldes vereins projekts magazins
""",
                "",
            )
        ),
        words_before_titles=word_set("in im von vom mit der dem"),
        scare_quote_cues=word_set("sogenannte sogenannten sogenannter sogenanntes genannte"),
        lowercase_in_titles=word_set(
            "der die das und in im am von vom zu zur ein eine des dem den mit auf"
        ),
    ),
)
