"""Polish: „ ”, the dash of a dialogue, cases, and verbs whose form tells him from her."""

from . import GivenNames, Grammar, Language, Naming, Speech, Verb, Works, word_set, words_with
from .declension import POLISH, declined
from .polish_names import GIVEN, NATIVE

PAST = """
powiedzia mówi stwierdzi doda zaznaczy podkreśli oświadczy odpowiedzia wyjaśni zapyta pyta przyzna
oceni zapowiedzia ostrzeg napisa przekonywa tłumaczy zauważy poinformowa zapewni przypomnia odpar
relacjonowa komentowa żartowa apelowa wspomina zaapelowa zagrozi zadeklarowa argumentowa alarmowa
informowa opowiada opowiedzia oznajmi ogłosi krzykną krzycza dodawa podkreśla zaznacza wskaza
wskazywa wyzna zdradzi skomentowa podsumowa uspokaja uspokoi zapewnia kwitowa skwitowa żali skarży
poskarży dziwi cieszy denerwowa śmia zaśmia uzasadni uzasadnia wyrazi wezwa wzywa uzna sugerowa
zasugerowa rzuci przekaza zwróci przestrzeg przestrzega tweetowa zatweetowa zaprzeczy potwierdzi
zażartowa wykrzykną szepną mrukną westchną pochwali gratulowa obieca zastrzeg deklarowa narzeka
ubolewa twierdzi utrzymywa nalega prosi poprosi odnosi odnios zeznawa zezna ripostowa zripostowa
sprostowa ujawni uściśli doprecyzowa kontynuowa zacytowa złoży upiera konkludowa skonkludowa
przewidywa pisa powtarza powtórzy domaga grzmia kpi zakpi ironizowa rozwija zachęca zachwala
tłumacząc relacjonuj zwierzy zauważa precyzowa nawoływa
"""
PRESENT = """
uśmiecha kryje ukrywa pociesza ripostuje rozkłada przytakuje wtóruje mówi dodaje twierdzi podkreśla
wyjaśnia przyznaje ocenia pisze pyta odpowiada zaznacza tłumaczy przekonuje zapewnia opowiada
wspomina alarmuje ostrzega apeluje informuje zauważa żartuje śmieje uspokaja uważa argumentuje
przypomina relacjonuje komentuje żali skarży dziwi cieszy zapowiada wskazuje wyznaje zdradza
kwituje podsumowuje grozi deklaruje krzyczy narzeka wzdycha zastrzega potwierdza zaprzecza
przewiduje sugeruje uzasadnia prosi wzywa ubolewa denerwuje kpi ironizuje precyzuje powtarza uznaje
nalega macha zachwala mruczy szepcze kontynuuje obiecuje
"""
PLURAL = "mówią dodają twierdzą podkreślają piszą przekonują zapewniają alarmują skarżą żalą"
WEAK_PAST = """
nazwa określi skrytykowa oskarży porówna opisa pochwali chwali zarzuci mia uzna nazywa potępi
"""
WEAK_PRESENT = (
    "nazywa określa krytykuje oskarża porównuje opisuje zarzuca uważa chwali sądzi myśli wierzy"
)
IMPERSONAL = "powiedziano poinformowano napisano podano przekazano czytamy"


def _past(stems: str, strong: bool) -> dict[str, Verb]:
    """Return the past of him, her and them, which tells the subject: powiedział, powiedziała."""
    forms = {}
    for stem in stems.split():
        fem = stem[:-1] + "ę" if stem.endswith("ną") else stem
        fem = fem[:-1] + "o" if stem in ("odnios",) else fem
        many = stem[:-1] + "e" if stem.endswith("ia") else fem
        forms[stem + "ł"] = Verb(stem, "past", strong, subject="m")
        forms[fem + "ła"] = Verb(stem, "past", strong, subject="f")
        forms[many + "li"] = Verb(stem, "past", strong, subject="p")
        forms[fem + "ły"] = Verb(stem, "past", strong, subject="p")
    return forms


def _present(words: str, strong: bool, subject: str = "r") -> dict[str, Verb]:
    return {word: Verb(word, "present", strong, subject=subject) for word in words.split()}


PREPOSITIONS = """
w we na do z ze od ode po przy o u za pod nad przed dla bez przez między wobec podczas według mimo
ku dzięki oprócz poza wśród obok wokół koło zamiast wskutek spośród naprzeciw zdaniem
"""
CONJUNCTIONS = """
że gdy kiedy jeśli bo ponieważ ale i oraz a lub albo jak choć aby żeby gdzie więc jednak jeżeli czy
niż lecz chociaż gdyż dlatego skoro zanim póki
"""
DETERMINERS = """
ten ta to ci te tego tej temu tym tych jego jej ich nasz nasza swój swoja swojego swojej kilku
kilka wielu dwaj dwie dwóch trzej trzy wszyscy inny inna jeden jedna pewien pewna pierwszy druga
drugi każdy żaden taki taka każda
"""
ADVERBS = """
także też potem później wczoraj dziś dzisiaj jutro jeszcze już również następnie ponadto tymczasem
jednocześnie natomiast zarazem niedawno dawno często zawsze nigdy teraz wtedy tam tu tutaj bardzo
tylko nawet wkrótce początkowo wcześniej ostatnio wreszcie równocześnie wprost wyraźnie krótko
stanowczo otwarcie spokojnie obecnie jakby prawie może chyba raczej niestety właśnie znów znowu
rano wieczorem nocą się mu jej im mi nam ją go dodatkowo stąd ponownie odtąd dotychczas zresztą
zwłaszcza szczególnie głównie niemal naprawdę inaczej dobrze źle dalej
"""
NEVER = """
sam sama sami on ona oni one ja my wy tak nie potem jednak pan pani nikt ktoś coś co kto jakie jaki
jaka według innego podobnie mieszkańcy proszę dziękuję chodzi zdaniem trzeba warto sprawa dzień noc
fot pytany pytana zapytany zapytana dopytywany dopytywana czytaj zobacz
"""
TIMES = """
poniedziałek wtorek środę środa czwartek piątek sobotę sobota niedzielę niedziela poniedziałku
wtorku środy czwartku piątku soboty niedzieli stycznia lutego marca kwietnia maja czerwca lipca
sierpnia września października listopada grudnia styczniu lutym marcu kwietniu maju czerwcu lipcu
sierpniu wrześniu październiku listopadzie grudniu rano wieczorem wieczór południu roku rok lat
lata tygodniu tydzień tygodnie miesiąc miesiącu miesięcy dni dzień dniu godzinie godzin nocy
weekend latem zimą jesienią wiosną
"""
ROLES_M = """
włoch serb chorwat niemiec francuz hiszpan anglik szwed norweg duńczyk czech słowak rosjanin
ukrainiec
amerykanin brazylijczyk argentyńczyk portugalczyk holender belg szwajcar austriak japończyk
premier prezydent minister rzecznik burmistrz wójt dyrektor prezes szef poseł senator sędzia autor
nauczyciel rolnik trener historyk mieszkaniec marszałek starosta wojewoda radny przewodniczący
wiceprzewodniczący wiceminister wicepremier wiceprezes wiceprezydent wicemarszałek wicedyrektor
lider ekspert analityk ekonomista socjolog politolog psycholog biolog fizyk chemik naukowiec badacz
profesor doktor lekarz chirurg ratownik strażak komendant policjant prokurator adwokat obrońca
pełnomocnik prawnik notariusz oskarżony świadek podejrzany właściciel przedsiębiorca biznesmen
deweloper inwestor kierownik menedżer koordynator organizator założyciel fundator pisarz poeta
reżyser aktor piosenkarz muzyk kompozytor malarz artysta fotograf rzeźbiarz dziennikarz redaktor
publicysta komentator krytyk wydawca piłkarz napastnik bramkarz pomocnik kapitan selekcjoner
zawodnik kolarz biegacz pływak skoczek żużlowiec siatkarz szkoleniowiec mistrz student uczeń ojciec
syn brat mąż wujek dziadek sąsiad mężczyzna chłopak kandydat działacz aktywista związkowiec
ambasador dyplomata konsul generał pułkownik major żołnierz oficer biskup arcybiskup kardynał
ksiądz proboszcz papież król książę inżynier architekt technik kucharz piekarz leśnik ekolog geolog
meteorolog archeolog astronauta weterynarz farmaceuta kierowca pilot górnik robotnik pracownik
emeryt turysta klient pacjent specjalista rektor dziekan wykładowca europoseł kanclerz sekretarz
szefa pełniący gospodarz dowódca wokalista producent prowadzący współwłaściciel zastępca patron
polityk opozycjonista dramaturg
"""
ROLES_F = """
ministra rzeczniczka burmistrzyni dyrektorka prezeska szefowa posłanka senatorka autorka
nauczycielka rolniczka trenerka historyczka mieszkanka premierka prezydentka marszałkini radna
przewodnicząca wiceprzewodnicząca wiceministra wicepremierka liderka ekspertka analityczka
ekonomistka socjolożka politolożka psycholożka biolożka naukowczyni badaczka profesorka doktorka
lekarka chirurżka ratowniczka strażaczka komendantka policjantka prokuratorka adwokatka obrończyni
pełnomocniczka prawniczka oskarżona podejrzana właścicielka deweloperka kierowniczka menedżerka
koordynatorka organizatorka założycielka pisarka poetka reżyserka aktorka piosenkarka kompozytorka
malarka artystka fotografka rzeźbiarka dziennikarka redaktorka publicystka komentatorka krytyczka
wydawczyni piłkarka napastniczka bramkarka zawodniczka kolarka biegaczka pływaczka siatkarka
mistrzyni studentka uczennica matka mama córka siostra żona ciotka babcia sąsiadka kobieta
dziewczyna kandydatka działaczka aktywistka związkowczyni ambasadorka dyplomatka żołnierka królowa
księżna inżynierka architektka kucharka ekolożka geolożka archeolożka weterynarka farmaceutka
pracownica emerytka turystka klientka pacjentka specjalistka rektorka dziekanka wykładowczyni
europosłanka kanclerka sekretarka sekretarz wokalistka producentka prowadząca współwłaścicielka
zastępczyni polityczka tenisistka lekkoatletka sprinterka wdowa gospodyni
"""
EITHER = """
minister dyrektor prezes sędzia premier prezydent prokurator rzecznik profesor doktor adwokat
wiceminister ambasador sekretarz wojewoda starosta senator marszałek psycholog ekonomista socjolog
politolog chirurg historyk architekt europoseł świadek
"""
ROLES = words_with(ROLES_M, "m") | words_with(ROLES_F, "f") | words_with(EITHER, "")
SURNAME_CASES = (  # ending of another case -> of the nominative
    ("skiego", "ski"), ("skiemu", "ski"), ("skim", "ski"), ("ckiego", "cki"), ("ckiemu", "cki"),
    ("ckim", "cki"), ("dzkiego", "dzki"), ("dzkiemu", "dzki"), ("dzkim", "dzki"), ("skiej", "ska"),
    ("ską", "ska"), ("ckiej", "cka"), ("cką", "cka"), ("dzkiej", "dzka"), ("dzką", "dzka"),
    ("iego", "i"), ("iemu", "i"), ("ego", "y"), ("emu", "y"), ("ego", "e"),
    ("czka", "czek"), ("czkowi", "czek"), ("czkiem", "czek"), ("rka", "rek"), ("rkowi", "rek"),
    ("rkiem", "rek"), ("dka", "dek"), ("dkiem", "dek"), ("dkowi", "dek"), ("nka", "nek"),
    ("nkiem", "nek"), ("lca", "lec"), ("lcem", "lec"), ("ńca", "niec"), ("ńcem", "niec"),
    ("wca", "wiec"), ("ła", "eł"), ("łem", "eł"), ("łka", "łek"), ("łkiem", "łek"),
    ("iem", ""), ("owi", ""), ("em", ""), ("a", ""), ("ia", "ń"), ("iowi", "ń"), ("ciem", "ć"),
    ("cia", "ć"), ("siem", "ś"), ("sia", "ś"),
    ("ę", "a"), ("ą", "a"), ("y", "a"), ("ni", "nia"), ("i", "a"), ("ii", "ia"), ("ie", "a"),
    ("dzie", "da"), ("dze", "ga"), ("ce", "ka"), ("rze", "ra"), ("le", "ła"), ("cie", "ta"),
    ("u", ""), ("ej", "a"),
    ("o", "o"),
)  # fmt: skip

FOREIGN_MEN = {name: "m" for name, gender in GIVEN.items() if gender == "m"}
GIVEN_BASES = {
    form: base
    for form, base in (declined(FOREIGN_MEN, POLISH) | declined(NATIVE, POLISH)).items()
    if form not in NATIVE
}

LANGUAGE = Language(
    code="pl",
    speech=Speech(
        pointers=frozenset({("tak",), ("tymi", "słowami"), ("takimi", "słowami")}),
        verbs=_past(WEAK_PAST, False)
        | _present(WEAK_PRESENT, False)
        | _past(PAST, True)
        | _present(PRESENT, True)
        | _present(PLURAL, True, "p")
        | _present(IMPERSONAL, True, ""),
        source_prepositions=frozenset(
            {
                ("według",),
                ("zdaniem",),
                ("w", "ocenie"),
                ("w", "opinii"),
                ("w", "*", "ocenie"),
                ("w", "*", "opinii"),
                ("*", "zdaniem"),
                ("w", "przekonaniu"),
                ("wedle",),
                ("w", "*", "przekonaniu"),
                ("*", "ocenie"),
            }
        ),  # fmt: skip
        source_openers=word_set("dla"),
        dialogue_dashes=True,
        asking_verbs=word_set("zapytany zapytana pytany pytana dopytywany dopytywana"),
        occasions=word_set("""konferencji rozmowie wywiadzie przemówieniu oświadczeniu komunikacie
            liście wpisie programie audycji posiedzeniu"""),
        occasion_openers=word_set("w na podczas po"),
    ),
    grammar=Grammar(
        late_subjects=True,
        pronouns={"on": "m", "ona": "f", "ja": "1", "my": "1p", "oni": "p", "one": "p"},
        possessives={"jego": "m", "jej": "f", "ich": "p"},
        determiners=word_set(DETERMINERS),
        indefinites=word_set("inny inna jeden jedna pewien pewna jakiś jakaś kolejny kolejna"),
        prepositions=word_set(PREPOSITIONS),
        conjunctions=word_set(CONJUNCTIONS),
        coordinators=word_set("i oraz lub"),
        contrast_words=word_set("ale"),
        complementizers=word_set("że iż"),
        clause_openers=word_set("że iż bo"),
        relatives=word_set("który która którzy które którego której którym którzy"),
        like_words=word_set("jak"),
        auxiliaries=word_set("""
jest są był była było byli będzie może można nie został została się zostało będą ma mają miał miała
"""),
        negations=word_set("nie"),
        adverbs=word_set(ADVERBS) - word_set(DETERMINERS) - word_set(PREPOSITIONS),
        sentence_opening_endings=("ję", "cja", "nie", "ość", "ści", "anie", "enie"),
        filler_words=word_set("że iż jak o to z na jako"),
        nominative_endings=(
            "ka",
            "czyni",
            "arz",
            "erz",
            "ciel",
            "nik",
            "yk",
            "ak",
            "acz",
            "er",
            "or",
        ),
        past_endings=("ał", "ił", "ył", "ął", "ała", "iła", "yła", "ęła", "ali", "ili", "yli"),
        irregular_verbs=word_set("""
jest ma idzie jedzie robi daje bierze wie chce może siedzi stoi mieszka pracuje kieruje prowadzi
macha kręci wzrusza otrzymał dostał przyszedł wyszedł szedł mógł kryje traci widzi sądzi wierzy
"""),
        time_words=word_set(TIMES),
        time_prepositions=word_set("w we od do po na przed o"),
    ),
    naming=Naming(
        titles=ROLES
        | words_with("pan ks kpt mł st", "m")
        | words_with("pani", "f")
        | words_with("dr prof gen płk mec red inż mgr asp kom nadkom bryg hab abp bp", ""),
        roles=ROLES | {"rząd": "", "policja": ""},
        never_names=word_set(
            " ".join((DETERMINERS, PREPOSITIONS, CONJUNCTIONS, ADVERBS, TIMES, NEVER))
        ),
        given_names=GivenNames(GIVEN | {form: GIVEN[base] for form, base in GIVEN_BASES.items()}),
        given_bases=GIVEN_BASES,
        case_endings=tuple(sorted(SURNAME_CASES, key=lambda case: -len(case[0]))),
        honorifics=word_set("pan pani"),
        surname_titles=word_set("pan pani dr prof"),
        membership_prepositions=word_set("z ze"),
        group_nouns=word_set("""
urzędnicy eksperci mieszkańcy świadkowie krytycy przedstawiciele strażacy policjanci śledczy
lekarze naukowcy związkowcy organizatorzy sąsiedzi rolnicy rodzice protestujący
"""),
        organisation_words=word_set("""
partia kierownictwo dyrekcja ministerstwo policja sąd rada komisja związek gazeta bank rząd
prokuratura urząd uniwersytet instytut fundacja stowarzyszenie klub spółka firma agencja redakcja
szpital szkoła straż opozycja koalicja federacja liga muzeum teatr festiwal parlament sejm senat
kancelaria ambasada zarząd
"""),
        abbreviations=word_set("""
dr prof gen płk ks św np itd itp ul kpt mec red inż mgr asp kom st mł bryg hab abp bp im pl r proc
tys mln mld godz nadkom por al sierż podkom ppłk mjr
"""),
    ),
    works=Works(
        title_cues=word_set("""
książka książce książkę powieść powieści film filmie filmu serial serialu serialem piosenka
piosenkę piosenki sztuka sztuki spektakl spektaklu tygodnik tygodniku tygodnika dziennik dzienniku
gazeta gazecie gazety płyta płyty album albumu audycja programie program projekt projektu akcja
akcji kampania hasłem wystawa wystawy pt tytułem nagrodę zagrała zagrał
"""),
        words_before_titles=word_set("w z na do dla"),
        scare_quote_cues=word_set("tzw tzw. tak zwany zwana zwane zwanej zwanego zwanych"),
        lowercase_in_titles=word_set("i w na do z o od po za"),
    ),
)
