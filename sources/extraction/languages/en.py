"""English: the words by which a report says that somebody said something."""

from . import Assertion, Grammar, Language, Naming, Speech, Verb, Works, word_set
from .en_names import GIVEN

STRONG = word_set("""
say tell add ask reply respond answer write tweet retweet declare state announce explain argue
claim insist assert contend maintain acknowledge admit concede confirm deny warn caution predict
recall remark observe comment continue conclude suggest propose complain joke quip exclaim shout
yell scream whisper mutter cry murmur recount testify vow pledge promise reveal disclose
emphasize emphasise stress underline underscore reiterate repeat allege affirm counter retort
interject interrupt lament boast brag chant plead urge opine muse ponder quote read proclaim
pronounce advise agree deadpan crow thunder snap bark sigh gush rail protest stipulate specify
clarify elaborate echo post email e-mail text blog wonder inquire enquire implore beg note
report hint imply speculate demand fume summarize summarise scoff sneer riff caption intone
blurt chime grumble gripe holler
""")
WEAK = word_set("""
call describe label brand dub term characterize characterise refer think believe feel know hope
fear cite point accuse criticize criticise blast slam praise hail mock dismiss decry tout attack
blame compare demand support reject defend oppose express put voice consider view see plan seek
expect invoke celebrate apologize apologise thank congratulate welcome encourage challenge
question signal indicate find rule estimate denounce condemn deride depict portray paint regard
deem acknowledge ridicule taunt berate rebuke chide assail rip deplore bemoan endorse embrace
advocate recommend promote address discuss mention use talk speak message show allude link tie
liken credit fault deserve want offer sign pen deliver give make issue release publish raise share
cast outline detail lay pitch press push call-out sound joke fret worry doubt imagine dream swear
threaten order command instruct invite remind assure reassure convince persuade tease reference
identify rate exhort laud lambaste lambast savage skewer pillory scold admonish reprimand commend
compliment salute applaud champion hype herald bash alert notify inform relate narrate recite
paraphrase parrot classify categorize categorise
""")
IRREGULAR = {
    "say": "says said said saying", "tell": "tells told told telling",
    "write": "writes wrote written writing", "think": "thinks thought thought thinking",
    "feel": "feels felt felt feeling", "know": "knows knew known knowing",
    "see": "sees saw seen seeing", "find": "finds found found finding",
    "begin": "begins began begun beginning", "sing": "sings sang sung singing",
    "read": "reads read read reading", "put": "puts put put putting",
    "commend": "commends commended commended commending", "show": "shows showed shown showing",
    "speak": "speaks spoke spoken speaking", "give": "gives gave given giving",
    "make": "makes made made making", "cast": "casts cast cast casting",
    "seek": "seeks sought sought seeking", "lay": "lays laid laid laying",
    "swear": "swears swore sworn swearing", "tweet": "tweets tweeted tweeted tweeting",
    "retweet": "retweets retweeted retweeted retweeting", "blog": "blogs blogged blogged blogging",
    "quip": "quips quipped quipped quipping", "plan": "plans planned planned planning",
    "slam": "slams slammed slammed slamming", "dub": "dubs dubbed dubbed dubbing",
    "brag": "brags bragged bragged bragging", "admit": "admits admitted admitted admitting",
    "refer": "refers referred referred referring", "beg": "begs begged begged begging",
    "rip": "rips ripped ripped ripping", "snap": "snaps snapped snapped snapping",
    "riff": "riffs riffed riffed riffing", "fret": "frets fretted fretted fretting",
    "regret": "regrets regretted regretted regretting", "pen": "pens penned penned penning",
}  # fmt: skip
NOUN_LIKE = word_set("""
claim comment remark note report state answer question call charge attack plan demand promise
pledge post tweet text blog email e-mail view fear hope estimate order command signal rule
address mock praise blame brand label support defend challenge brag boast cry shout protest
counter detail press pitch push offer issue release share sign sound message quote joke credit
fault link tie start finish worry doubt dream estimate urge use raise show point vow tease
complain read term list state reply welcome talk display feature echo mention voice cast thank
want see find
""")


def _regular(verb: str) -> tuple[str, str, str, str]:
    if verb.endswith("e"):
        return verb + "s", verb + "d", verb + "d", verb[:-1] + "ing"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ies", verb[:-1] + "ied", verb[:-1] + "ied", verb + "ing"
    plural = verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "o")) else "s")
    return plural, verb + "ed", verb + "ed", verb + "ing"


def _verbs() -> dict[str, Verb]:
    forms = {}
    for strong, lemmas in ((False, WEAK), (True, STRONG)):
        for lemma in sorted(lemmas):
            third, past, participle, ing = (
                IRREGULAR[lemma].split() if lemma in IRREGULAR else _regular(lemma)
            )
            noun = lemma in NOUN_LIKE
            forms[lemma] = Verb(lemma, "base", strong, noun)
            forms[third] = Verb(lemma, "present", strong, noun)
            forms[ing] = Verb(lemma, "ing", strong)
            forms[participle] = Verb(lemma, "participle", strong)
            forms[past] = Verb(lemma, "past", strong)
    return forms


MALE_TITLES = """mr mister sir lord king prince baron duke congressman chairman spokesman father
brother reverend monsignor imam rabbi pope cardinal archbishop councilman assemblyman alderman"""
FEMALE_TITLES = """mrs ms miss madam madame dame lady queen princess baroness duchess congresswoman
chairwoman spokeswoman sister councilwoman assemblywoman alderwoman"""
TITLES = word_set("""
dr prof professor sen senator rep representative gov governor president vice-president minister
premier chancellor secretary attorney-general ambassador mayor judge justice chief director
general gen colonel col lieutenant lt captain capt major maj sergeant sgt corporal admiral adm
commander commissioner chair chairperson speaker leader head editor detective officer sheriff
deputy inspector superintendent constable coach bishop envoy spokesperson strategist analyst
adviser advisor pollster economist consultant counsel attorney lawyer prosecutor activist author
historian scientist correspondent reporter columnist commentator anchor host moderator candidate
nominee contender senator-elect president-elect ceo founder co-founder co-chair executive manager
delegate superdelegate lawmaker legislator treasurer recorder clerk comptroller auditor
coordinator organizer organiser agent rev hon rt whip marshal brigadier ex-president negotiator
fellow intern journalist blogger writer novelist actor actress comedian singer musician star
councillor councilor
producer filmmaker director-general secretary-general undersecretary operative aide staffer
surrogate donor mogul billionaire businessman businesswoman entrepreneur developer investor banker
surgeon doctor physician nurse teacher principal inspector student farmer voter resident
veteran soldier plaintiff defendant dictator guru psychologist sociologist biologist physicist
researcher scholar expert official lieutenant-governor ombudsman magistrate president-general
tycoon critic co-host daughter son wife husband mother niece nephew cousin uncle aunt widow
sister-in-law
""")
MALE_ROLES = """spokesman chairman congressman businessman councilman father son husband brother
uncle
nephew grandfather king prince sportsman frontman newsman anchorman assemblyman
policeman gentleman man boy guy widower actor dad grandson stepfather alderman salesman
cameraman fireman statesman"""
FEMALE_ROLES = """spokeswoman chairwoman congresswoman businesswoman councilwoman mother daughter
wife
sister aunt niece grandmother queen princess anchorwoman assemblywoman policewoman woman girl lady
widow actress mom granddaughter stepmother alderwoman first-lady"""
NEVER_NAMES = word_set("""
dozens hundreds thousands millions half
monday tuesday wednesday thursday friday saturday sunday january february march april may june
july august september october november december jan feb mar apr jun jul aug sept sep oct nov dec
the a an this that these those in on at by for from with to of and but or nor so yet if when
while as because although though since after before until unless where who what why how which
whose whom i he she it we they you his her its our their your my me him them us not no yes all
some many most few several both each every any one two three four five six seven eight nine ten
first second third last next now then there here also even just still only more less much very
too again once later meanwhile however moreover instead indeed perhaps maybe yesterday today
tomorrow earlier recently asked speaking appearing responding citing calling according despite
afterwards afterward beforehand elsewhere nevertheless nonetheless otherwise thereafter therefore
hence besides outside inside nearby overnight beyond above below beneath behind across around amid
during among under over between against about through within without like unlike given rather
another other others neither either sometimes often always never such do does did out up is are
was were be been being has
have had will would can could may might must should shall let look well oh hey ok okay please
thanks thank good great dear hello hi republicans democrats conservatives liberals americans
russians ukrainians officials critics supporters experts voters lawmakers authorities people
women men photo image video watch read click related story update updated advertisement copyright
editing additional reporting abstract full text by via getty images associated press god jesus
christ congress parliament senate tv us u.s u.s. uk eu un nato u.n. gop fbi cia nsa nyt
""")
SIDES = word_set("""
republican democrat democratic gop conservative labour labor liberal libertarian green socialist
independent presidential presumptive former ex-president then-president then-secretary american
british english scottish welsh irish french german spanish italian polish russian ukrainian
chinese japanese korean indian pakistani iranian iraqi israeli palestinian syrian turkish
egyptian mexican canadian australian brazilian african european asian dutch belgian swiss
austrian swedish norwegian danish finnish greek portuguese hungarian czech slovak romanian
bulgarian serbian croatian saudi afghan cuban malaysian indonesian filipino vietnamese thai
singaporean kenyan nigerian lithuanian latvian estonian belarusian georgian moldovan muslim
christian jewish catholic hispanic latino black white
""")

LANGUAGE = Language(
    code="en",
    speech=Speech(
        pointers=frozenset(
            {("that", "was", "how"), ("that", "is", "how"), ("this", "is", "how"), ("so", "said")}
        ),
        verbs=_verbs(),
        speech_nouns=word_set("""
claim statement comment comments remark remarks assertion call calls pledge promise vow
description tweet tweets letter speech warning accusation charge argument view views words slogan
motto response answer reply message question contention insistence suggestion belief declaration
demand plea appeal joke aside line quote quotes quip observation admission announcement testimony
notion proposal vision theory refrain mantra pitch rant tirade op-ed essay memo email note post
"""),
        source_prepositions=frozenset({("according", "to")}),
        addressee_verbs=word_set("tell ask"),
        put_verbs=word_set("put call term"),
        relaying_verbs=word_set("quote cite"),
        asking_verbs=word_set("asked asks asking pressed pressing"),
        occasions=word_set("""
conference meeting interview statement speech letter rally debate tweet tweets twitter facebook
instagram post briefing hearing email e-mail memo call article op-ed essay column podcast show
broadcast event report message address testimony remarks appearance forum summit ceremony
reporters book paper video message blog television tv radio trial court deposition
question-and-answer
"""),
        occasion_openers=word_set("in at on during after via"),
    ),
    grammar=Grammar(
        pronouns={
            "he": "m",
            "she": "f",
            "they": "p",
            "it": "n",
            "i": "1",
            "we": "1p",
            "who": "r",
            "that": "r",
            "himself": "m",
            "herself": "f",
            "him": "m",
            "her": "f",
            "you": "2",
        },
        possessives={"his": "m", "her": "f", "their": "p", "its": "n", "my": "1", "our": "1p"},
        possessive_endings=word_set("'s ' ’"),
        determiners=word_set("""
the a an this that these those his her its their our my your some many several both all each every
another other one two three four five six seven eight nine ten most few any no
"""),
        articles=word_set("the a an"),
        indefinites=word_set("a an another one"),
        definite_articles=word_set("the this"),
        prepositions=word_set("""
of in on at by for from with to about after before during under over between against through
within without among amid into onto upon toward towards across behind beyond near since until via
despite like unlike as than per regarding concerning following including because
"""),
        adverbial_prepositions=word_set("on for in to at"),
        conjunctions=word_set("""
that because if when while although though but or where which who whose whom whether and so unless
until once how why what
"""),
        coordinators=word_set("and or"),
        contrast_words=word_set("but while whereas although though"),
        complementizers=word_set("that"),
        clause_openers=word_set("that because whether"),
        relatives=word_set("who which whose whom"),
        like_words=word_set("as"),
        agent_words=word_set("by"),
        origins=word_set("from"),
        infinitive_markers=word_set("to"),
        auxiliaries=word_set("""
is are was were be been being has have had having do does did will would can could may might must
should shall wo ca isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't won't
wouldn't can't couldn't shouldn't cannot to 's 've 'd ’s ’ve ’d 'll ’ll isn’t aren’t wasn’t
weren’t hasn’t haven’t hadn’t don’t doesn’t didn’t won’t wouldn’t can’t couldn’t shouldn’t not
never
"""),
        passive_auxiliaries=word_set("is are was were be been being gets got get"),
        negations=word_set(
            "not never no hasn't haven't hadn't didn't doesn't don't won't wouldn't can't"
        ),
        irregular_verbs=word_set("""
went came took gave made had struck began ran left stood sat spoke wrote told said thought knew
saw got kept held brought bought fought sought taught caught led met paid sent spent built lost
won rose fell drew drove flew grew threw broke chose froze wore swore tore shook rode hid bit
beat became put set cut hit let shut quit read felt found heard understood withdrew overcame
underwent arose awoke bent bet bled bred burst clung crept dealt dug fed fled flung hung hurt
knelt laid lay lent lit meant shot sold shone sank slept slid spun split spread stole stuck
swept swung undertook wept woke wound goes comes takes gives makes has does seems appears wants
needs says
"""),
        adverbs=word_set("""
also then later once again still even just only now often always once ever never recently already
earlier soon first further thus instead simply then subsequently previously repeatedly reportedly
then-later too however meanwhile long yesterday today tonight monday tuesday wednesday thursday
friday saturday sunday once famously himself herself themselves itself both all
"""),
        adverb_endings=("ly",),
        adverb_exceptions=word_set("""
family assembly rally reply italy july bully supply anomaly monopoly belly jelly folly ally fly
daily weekly monthly butterfly homily panoply lily sally molly kelly emily beverly billy willy polly
"""),
        sentence_starters=word_set("then now so and but or"),
        sentence_opening_endings=("ly", "ing", "sed", "ted", "ded", "red"),
        filler_words=word_set("that to as a an the it"),
        ambiguous_pronouns=word_set("that her it"),
        base_form_subjects=word_set("they we i you who and police men women"),
        time_words=word_set("""
day days week weeks month months year years hour hours minute minutes morning afternoon evening
night today decade decades moment moments time times later ago earlier monday tuesday wednesday
thursday friday saturday sunday january february march april june july august september october
november december summer winter spring fall autumn weekend
"""),
        time_prepositions=word_set("on in last this early late next"),
        past_endings=("ed",),
        ing_endings=("ing",),
        plural_endings=("s",),
    ),
    naming=Naming(
        titles=dict.fromkeys(TITLES, "")
        | dict.fromkeys(MALE_TITLES.split(), "m")
        | dict.fromkeys(FEMALE_TITLES.split(), "f"),
        roles=dict.fromkeys([*TITLES, "democrat", "republican"], "")
        | dict.fromkeys(MALE_ROLES.split(), "m")
        | dict.fromkeys(FEMALE_ROLES.split(), "f"),
        never_names=NEVER_NAMES,
        given_names=GIVEN,
        surname_titles=word_set("mr mrs ms sen rep gov president"),
        honorifics=word_set("mr mrs ms miss"),
        office_nouns=word_set("""
democrat republican
candidate nominee contender billionaire mogul businessman businesswoman tycoon senator governor
mayor congressman congresswoman president minister premier chancellor lawmaker legislator
"""),
        title_abbreviations={
            "sen": "senator",
            "sens": "senator",
            "gov": "governor",
            "rep": "representative",
            "pres": "president",
            "prof": "professor",
            "gen": "general",
        },
        office_prepositions=word_set("of for on"),
        membership_prepositions=word_set("of at for"),
        name_particles=word_set(
            "de la del van von der den bin al el le da di dos ben ibn af ter du y"
        ),
        name_suffixes=word_set("jr jr. sr sr. ii iii iv qc kc mp msp cbe obe mbe phd md esq"),
        organisation_words=word_set("""
party court university college committee commission department ministry house senate council
institute foundation association agency bureau office board union times post journal news network
magazine inc corp llc ltd co company companies group bank center centre school church club society
federation league organization organisation administration campaign pac congress parliament
government media press radio television tv nations alliance coalition project fund trust army navy
police service services authority force forces conference convention caucus hospital reserve
industries technologies systems international cabinet kremlin pentagon treasury tribune herald
globe guardian today street hall team program initiative guild lobby brigade
newspaper paper daily weekly tabloid airline airlines firm museum railway zoo laboratory
"""),
        group_nouns=word_set("""
officials authorities sources experts analysts critics supporters lawmakers officers investigators
prosecutors lawyers aides advisers advisors spokesmen spokespeople diplomats soldiers protesters
activists voters residents witnesses people republicans democrats reporters journalists students
some others many researchers scientists economists leaders members demonstrators organizers
organisers campaigners delegates relatives family parents neighbors neighbours executives
"""),
        place_words=word_set("""
new north south west east san los las saint st fort united white supreme wall capitol super great
alabama alaska arizona arkansas california colorado connecticut delaware florida hawaii idaho
illinois indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan minnesota
mississippi missouri montana nebraska nevada ohio oklahoma oregon pennsylvania tennessee texas
utah vermont virginia wisconsin wyoming america britain england scotland wales ireland france
germany spain italy poland russia ukraine china japan korea india pakistan iran iraq israel syria
turkey egypt mexico canada australia brazil africa europe asia moscow warsaw kyiv london paris
berlin washington york chicago boston brussels beijing tokyo
"""),
        affiliations=SIDES,
        parties=word_set("republican democrat democratic gop conservative"),
        abbreviations=word_set("""
mr mrs ms dr prof sen sens rep reps gov govs gen col lt capt maj sgt adm cmdr rev hon st jr sr vs
pres atty dist supt insp jan feb mar apr aug sept sep oct nov dec calif mass conn fla ariz ill
ind ky la md mich minn miss mo mont neb nev okla ore pa tenn tex va vt wash wis wyo ga ala ark
colo del kan inc corp co ltd bros etc e.g i.e p.m a.m u.s u.n d.c n.y n.j n.c s.c n.h r.i n.m s.d
n.d vs etc ft mt ave blvd dept messrs mme
"""),
        epithets=word_set("""
old young little big fat tiny poor dear sweet honest saint lazy crazy nasty sleepy lucky happy sad
angry tough wild mad bad good evil wicked monster tricky slippery dirty dishonest phony phoney shady
greedy sneaky weak low-energy fake private candidate citizen comrade captain king queen uncle aunt
"""),
        epithet_endings=("ed", "ing", "ful", "less", "ish"),
        words_after_surnames=word_set("and or that campaign"),
    ),
    works=Works(
        title_cues=word_set("""
book novel memoir film movie show series program programme podcast song album episode play
musical documentary column magazine newspaper essay article headline titled entitled author
editor host hosts co-host edits hosted anchor anchors starring segment sitcom opera ballad poem
painting exhibition pageant website section game app drama comedy watching watched broadcast
rendition anthem commentary hymn hit trilogy franchise musical docuseries miniseries bestseller
broadcasts column columns licenses
"""),
        naming_words=word_set("called titled entitled named"),
        words_before_titles=word_set("on of in with 's ' ’"),
        lowercase_in_titles=word_set(
            "a an the of in on at to for and or but with from by is vs as"
        ),
        scare_quote_cues=word_set("so-called nicknamed dubbed known"),
        meaning_verbs=word_set("refers refer means"),
    ),
    assertion=Assertion(
        numbers=word_set("""
percent per-cent half quarter third dozen dozens hundred hundreds thousand thousands million
millions billion billions trillion majority double triple twice zero none
"""),
        comparisons=word_set("""
more fewer less than higher lower larger smaller bigger highest lowest largest smallest biggest
fastest oldest youngest longest most least first only record unprecedented worst best
"""),
        events=word_set("""
voted signed passed approved rejected vetoed killed died injured arrested charged convicted
sentenced sued fired hired elected appointed resigned launched opened closed bought sold built
destroyed banned rose fell increased decreased grew dropped doubled tripled cut raised lost won
spent paid received earned invested created deployed attacked invaded withdrew joined left began
started ended founded discovered cancelled canceled suspended reached broke met visited
"""),
        causes=word_set(
            "caused causes led resulted results because due thanks prevented triggered"
        ),
        non_assertion_words=word_set("""
think thinks believe believes hope hopes hoping feel feels wish guess opinion frankly honestly
proud wonderful terrible beautiful love hate sorry happy glad sad
will would might may could won't shall
should must ought let's need needs please
"""),
    ),
)
