"""French: « » with spaces inside, the participle after its auxiliary, "dit-il"."""

from . import Language, each, spoken, words
from .en_names import GIVEN

MORE_GIVEN = each(
    """
benoît clément cédric françois frédéric gaël gérard gérald gilles hervé jean-luc
jean-marie jean-pierre jean-yves jérôme joël loïc mathieu mickaël noël olivier rémi rené
stéphane sébastien thierry théo yannick édouard élie éric étienne bruno xavier
""",
    "m",
) | each(
    """
aurélie amélie béatrice bérénice chloé céline clémence delphine élisabeth élise élodie
françoise geneviève hélène inès laetitia mathilde mélanie noémie ségolène solène sylvie
valérie véronique zoé agnès
""",
    "f",
)
DETERMINERS = """le la les un une des du ce cet cette ces son sa ses leur leurs mon ma mes notre nos
plusieurs quelques deux trois quatre cinq chaque certains certaines tous toutes aucun"""
PREPOSITIONS = """de du des à au aux en dans par pour sur sous avec sans vers chez depuis pendant
entre contre selon après avant devant lors malgré d"""
CONJUNCTIONS = "que qu quand lorsque si mais ou et car donc parce comme puisque alors où"

LANGUAGE = Language(
    code="fr",
    incises=True,
    verbs=spoken("""
dit déclare affirme explique ajoute précise estime souligne assure répond raconte indique annonce
avertit prévient confie rappelle insiste reconnaît regrette promet soutient conclut écrit demande
lance note dénonce déplore juge
déclaré affirmé expliqué ajouté précisé estimé souligné assuré répondu raconté indiqué annoncé
averti prévenu confié rappelé insisté reconnu regretté promis soutenu conclu écrit demandé lancé
noté dénoncé déploré jugé
déclarait affirmait expliquait ajoutait disait répondait
""")
    | spoken("qualifié qualifie décrit parlé parle évoqué évoque appelle appelé", strong=False)
    | spoken("dit-il dit-elle ajoute-t-il ajoute-t-elle explique-t-il explique-t-elle"),
    pronouns={
        "il": "m",
        "elle": "f",
        "je": "1",
        "nous": "1p",
        "a-t-il": "m",
        "a-t-elle": "f",
        "dit-il": "m",
        "dit-elle": "f",
        "ajoute-t-il": "m",
        "ajoute-t-elle": "f",
        "explique-t-il": "m",
        "explique-t-elle": "f",
    },  # fmt: skip
    determiners=words(DETERMINERS),
    prepositions=words(PREPOSITIONS),
    conjunctions=words(CONJUNCTIONS),
    relatives=words("qui dont laquelle lequel"),
    auxiliaries=words("a ont avait avaient est sont était étaient sera seront peut doit n ne pas"),
    adverbs=words("""
aussi ensuite puis encore toujours déjà lundi mardi mercredi jeudi vendredi samedi dimanche hier
aujourd'hui notamment également ainsi cependant pourtant
"""),
    titles=each(
        """
m monsieur président ministre sénateur député maire roi pape évêque directeur général
juge procureur chef
""",
        "m",
    )
    | each(
        """
mme madame mlle présidente sénatrice députée directrice reine
""",
        "f",
    )
    | each(
        """
dr professeur
""",
        "",
    ),
    roles={
        "président": "m",
        "présidente": "f",
        "ministre": "",
        "porte-parole": "",
        "maire": "",
        "directeur": "m",
        "directrice": "f",
        "avocat": "m",
        "avocate": "f",
        "sénateur": "m",
        "sénatrice": "f",
        "député": "m",
        "députée": "f",
        "juge": "",
        "chef": "m",
        "auteur": "m",
        "professeur": "",
        "professeure": "f",
        "agricultrice": "f",
        "agriculteur": "m",
        "historien": "m",
        "historienne": "f",
        "responsable": "",
        "habitant": "m",
        "habitante": "f",
        "éleveur": "m",
        "éleveuse": "f",
        "entraîneur": "m",
        "gouvernement": "",
        "police": "",
    },  # fmt: skip
    never_names=words(
        DETERMINERS + PREPOSITIONS + CONJUNCTIONS + " il elle ils elles je nous vous oui non puis"
    ),
    sources_after=frozenset({("selon",), ("d'après",)}),
    articles=words("le la les un une des"),
    definite=words("le la les"),
    joins=words("et ou"),
    turns=words("mais"),
    that=words("que qu"),
    clause_openers=words("que parce"),
    like=words("comme"),
    fillers=words("que qu de d un une le la les à"),
    given=GIVEN | MORE_GIVEN,
    courtesy=words("m mme mlle"),
    polite=words("m mme mlle dr"),
    particles=words("de du des d le la"),
    office_of=words("de"),
    groups=words("autorités responsables experts témoins habitants manifestants policiers"),
    organisations=words("parti ministère police tribunal conseil syndicat banque journal"),
    abbreviations=words("dr mme mlle"),
    title_cues=words("livre roman film série chanson journal magazine pièce album émission"),
    scare_cues=words("prétendu prétendue surnommé surnommée"),
    small_in_titles=words("le la les de du des d et en à au un une sur"),
)
