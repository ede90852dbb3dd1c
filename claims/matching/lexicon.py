"""The words by which two claims are seen to differ, in the languages of the extractor."""


def folded(words):
    return frozenset(words.split())


# What turns a sentence round. "Without a director" denies as "has no director" does.
NEGATIONS = folded(
    "no not none never nobody nothing neither nor without zero cannot t "
    "kein keine keinen keinem keiner nicht nie niemals niemand nichts ohne null "
    "ne pas aucun aucune jamais rien sans personne zéro "
    "nunca ningún ninguna ninguno nadie nada sin tampoco cero "
    "nie bez żaden żadna żadnego żadnej nikt nigdy nic brak ani "
    "не ні без жоден жодна жодного жодної ніхто ніколи нічого немає"
)
# These deny in a way of their own: with one of them nothing is said about denial.
HALF_NEGATIONS = folded(
    "fail fails failed refuse refuses refused deny denies denied lack lacks lacked lacking hardly "
    "barely rarely closed closes shut stopped stagnated unchanged free missing absent empty unable refrain ended abolished banned "
    "fehlt fehlen verweigert verweigerte leugnet kaum manque refuse refusé falta faltan niega "
    "brakuje odmówił odmówiła zaprzecza бракує відмовився відмовилася заперечує"
)
UP = folded(
    "rise rises rose risen rising increase increases increased grow grows grew grown growing up "
    "higher double doubled doubles triple tripled more climb climbed soared surged expanded gained "
    "raised raise growth dearer "
    "steigt stieg stiegen gestiegen höher mehr verdoppelt verdoppelten gewachsen wuchs erhöht zugenommen "
    "augmente augmenté augmentation hausse monté doublé plus croissance "
    "sube subió subieron aumentó aumentaron aumento duplicó duplicaron más creció crecieron "
    "wzrósł wzrosła wzrosły wzrosło rośnie więcej podwoił podwoiła podwoiły wyższy wyższe wyższa "
    "зріс зросла зросли зросло зростає більше подвоїлися подвоїлася вищий вищі вища"
)
DOWN = folded(
    "fall falls fell fallen falling decrease decreases decreased decline declines declined drop drops "
    "dropped down lower halve halved halves less fewer shrink shrank shrunk sink sank sunk reduced cut "
    "lost reduction cheaper "
    "sinkt sank sanken gesunken fällt fiel gefallen niedriger weniger halbiert halbierten geschrumpft "
    "gesenkt abgenommen "
    "baisse baissé diminue diminué réduit chuté moins recul "
    "baja bajó bajaron cayó cayeron disminuyó menos redujo redujeron "
    "spadł spadła spadły spadło spada mniej zmalał zmalała zmalały niższy niższe niższa "
    "впав впала впали знизився знизилася знизилися менше зменшився зменшилася зменшилися нижчий"
)
ALL = folded(
    "all every each always everyone everybody whole entire entirely alle allen aller jeder jede jedes "
    "immer sämtliche tous toutes chaque toujours todos todas cada siempre wszyscy wszystkie wszystkich "
    "każdy każda każde zawsze усі всі кожен кожна завжди"
)
SOME = folded(
    "some several few many most sometimes part partly majority half certain often "
    "einige manche mehrere viele meisten manchmal teils mehrheit oft "
    "certains certaines quelques plusieurs plupart parfois beaucoup souvent "
    "algunos algunas varios varias muchos muchas mayoría veces "
    "niektórzy niektóre niektórych kilka kilku wiele większość czasem często "
    "деякі деяких кілька багато більшість іноді часто"
)
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar janvier enero styczeń stycznia styczniu січень січня січні",
            "february feb februar février febrero luty lutego lutym лютий лютого лютому",
            "march märz mars marzo marzec marca marcu березень березня березні",
            "april avril abril kwiecień kwietnia kwietniu квітень квітня квітні",
            "may mai mayo maj maja maju травень травня травні",
            "june juni juin junio czerwiec czerwca czerwcu червень червня червні",
            "july juli juillet julio lipiec lipca lipcu липень липня липні",
            "august août agosto sierpień sierpnia sierpniu серпень серпня серпні",
            "september septembre septiembre wrzesień września wrześniu вересень вересня вересні",
            "october oktober octobre octubre październik października październiku жовтень жовтня жовтні",
            "november novembre noviembre listopad listopada listopadzie листопад листопада листопаді",
            "december dezember décembre diciembre grudzień grudnia grudniu грудень грудня грудні",
        ),
        1,
    )
    for name in names.split()
} | {
    name: f"weekday {number}"
    for number, names in enumerate(
        (
            "monday montag lundi lunes poniedziałek понеділок",
            "tuesday dienstag mardi martes wtorek вівторок",
            "wednesday mittwoch mercredi miércoles środa środę середа середу",
            "thursday donnerstag jeudi jueves czwartek четвер",
            "friday freitag vendredi viernes piątek пʼятниця",
            "saturday samstag sonnabend samedi sábado sobota sobotę субота суботу",
            "sunday sonntag dimanche domingo niedziela niedzielę неділя неділю",
        )
    )
    for name in names.split()
}
NUMBERS = {
    name: number
    for number, names in (
        (2, "two zwei deux dos dwa dwie dwóch dwaj два дві двох"),
        (3, "three drei trois tres trzy trzech trzej три трьох"),
        (4, "four vier quatre cuatro cztery czterech чотири чотирьох"),
        (5, "five fünf cinq cinco pięć pięciu пʼять п'ять"),
        (6, "six sechs seis sześć sześciu шість шести"),
        (7, "seven sieben sept siete siedem siedmiu сім семи"),
        (8, "eight acht huit ocho osiem ośmiu вісім восьми"),
        (9, "nine neun neuf nueve dziewięć дев'ять"),
        (10, "ten zehn dix diez dziesięć dziesięciu десять десяти"),
        (11, "eleven elf onze once jedenaście одинадцять"),
        (12, "twelve zwölf douze doce dwanaście дванадцять"),
        (15, "fifteen fünfzehn quinze quince piętnaście"),
        (20, "twenty zwanzig vingt veinte dwadzieścia двадцять"),
        (30, "thirty dreißig trente treinta trzydzieści тридцять"),
        (40, "forty vierzig quarante cuarenta czterdzieści сорок"),
        (50, "fifty fünfzig cinquante cincuenta pięćdziesiąt"),
        (60, "sixty sechzig soixante sesenta"),
        (70, "seventy siebzig setenta"),
        (80, "eighty achtzig ochenta"),
        (90, "ninety neunzig noventa"),
    )
    for name in names.split()
}
SCALES = {
    name: number
    for number, names in (
        (100, "hundred hundreds hundert cent cien sto сто"),
        (1e3, "thousand thousands tausend mille mil tysiąc tysiące tysięcy тисяч тисячі тисяча"),
        (
            1e6,
            "million millions millionen mio millón millones milion miliony milionów мільйон мільйони мільйонів",
        ),
        (
            1e9,
            "billion billions bn milliarde milliarden mrd milliard milliards miliard miliardy miliardów "
            "мільярд мільярди мільярдів",
        ),
        (1e12, "trillion trillions billionen"),
    )
    for name in names.split()
}
FRACTIONS = {
    name: number
    for number, names in (
        (1 / 2, "half hälfte halb moitié mitad połowa połowę połowy половина половину"),
        (
            1 / 3,
            "third thirds drittel tiers tercio tercios trzecia trzecie trzecią третина третини",
        ),
        (1 / 4, "quarter quarters viertel quart cuarto czwarta czwarte чверть чверті"),
        (1 / 5, "fifth fifths fünftel cinquième quinto"),
        (1 / 10, "tenth tenths zehntel dixième décimo"),
    )
    for name in names.split()
}
PERCENT = folded(
    "% percent percentage prozent procent procenta procentów відсотків відсотки відсоток"
)
# (what is measured, how much of its first unit one is)
UNITS = {
    name: (kind, size)
    for kind, size, names in (
        (
            "length",
            1,
            "metre metres meter meters metrów metr mètre mètres metro metros метр метрів",
        ),
        ("length", 0.01, "centimetre centimetres centimeter centimeters cm zentimeter centymetrów"),
        ("length", 0.001, "millimetre millimetres millimeter millimeters mm"),
        (
            "length",
            1000,
            "kilometre kilometres kilometer kilometers km kilometrów kilometry kilómetros "
            "kilomètres кілометр кілометрів",
        ),
        ("length", 1609.344, "mile miles meile meilen milla millas mil mili миль"),
        ("length", 0.3048, "foot feet fuß pies pieds"),
        ("weight", 1, "kilogram kilograms kilogramme kg kilo kilos kilogramm"),
        ("weight", 0.001, "gram grams gramme grammes gramm"),
        ("weight", 1000, "tonne tonnes ton tons tonnen tony тонн"),
        ("weight", 0.4536, "pound pounds lb lbs pfund"),
        ("time", 1, "minute minutes minuten minuty minut minuto minutos хвилин"),
        ("time", 60, "hour hours stunde stunden heure heures hora horas godzin godziny годин"),
        ("time", 1440, "day days tag tage tagen jour jours día días dni dzień днів"),
        ("time", 10080, "week weeks woche wochen semaine semaines semana semanas tygodni тижнів"),
        ("time", 43830, "month months monat monate monaten mois mes meses miesięcy місяців"),
        (
            "time",
            525960,
            "year years jahr jahre jahren an ans année années año años lat lata rok років роки рік",
        ),
    )
    for name in names.split()
}
# Said the other way round, the second does it: "was criticised by".
PASSIVE = folded(
    "by was were been is are von wurde wurden worden par été por fue przez został була був"
)
GERMAN = folded("der die das und ist nicht den dem des ein eine im wurde sich mit auf von zu haben")
SMALL = folded(
    "a an the of in on at to for from and or but as that this these those it its he she they his her "
    "their has have had will would be i we you with over than again also der die das den dem des ein "
    "eine einen einem einer und oder im in zu auf für mit le la les un une de du des et ou dans à el los "
    "las unos unas y o en del al que w z na do i o się у в на з до і та"
)
