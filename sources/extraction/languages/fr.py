"""French: « » with spaces inside, the participle after its auxiliary, "dit-il"."""

from . import Grammar, Language, Naming, Speech, Works, verb_forms, word_set, words_with
from .en_names import GIVEN

MORE_GIVEN = words_with(
    """
benoît clément cédric françois frédéric gaël gérard gérald gilles hervé jean-luc
jean-marie jean-pierre jean-yves jérôme joël loïc mathieu mickaël noël olivier rémi rené
stéphane sébastien thierry théo yannick édouard élie éric étienne bruno xavier
""",
    "m",
) | words_with(
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
    speech=Speech(
        verbs=verb_forms("""
dit déclare affirme explique ajoute précise estime souligne assure répond raconte indique annonce
avertit prévient confie rappelle insiste reconnaît regrette promet soutient conclut écrit demande
lance note dénonce déplore juge
déclaré affirmé expliqué ajouté précisé estimé souligné assuré répondu raconté indiqué annoncé
averti prévenu confié rappelé insisté reconnu regretté promis soutenu conclu écrit demandé lancé
noté dénoncé déploré jugé
déclarait affirmait expliquait ajoutait disait répondait
""")
        | verb_forms(
            "qualifié qualifie décrit parlé parle évoqué évoque appelle appelé", strong=False
        )
        | verb_forms("dit-il dit-elle ajoute-t-il ajoute-t-elle explique-t-il explique-t-elle"),
        source_prepositions=frozenset({("selon",), ("d'après",)}),
        incises=True,
    ),
    grammar=Grammar(
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
        },
        determiners=word_set(DETERMINERS),
        articles=word_set("le la les un une des"),
        definite_articles=word_set("le la les"),
        prepositions=word_set(PREPOSITIONS),
        conjunctions=word_set(CONJUNCTIONS),
        coordinators=word_set("et ou"),
        contrast_words=word_set("mais"),
        complementizers=word_set("que qu"),
        clause_openers=word_set("que parce"),
        relatives=word_set("qui dont laquelle lequel"),
        like_words=word_set("comme"),
        auxiliaries=word_set(
            "a ont avait avaient est sont était étaient sera seront peut doit n ne pas"
        ),
        adverbs=word_set("""
aussi ensuite puis encore toujours déjà lundi mardi mercredi jeudi vendredi samedi dimanche hier
aujourd'hui notamment également ainsi cependant pourtant
"""),
        filler_words=word_set("que qu de d un une le la les à"),
    ),
    naming=Naming(
        titles=words_with(
            """
m monsieur président ministre sénateur député maire roi pape évêque directeur général
juge procureur chef
""",
            "m",
        )
        | words_with(
            """
mme madame mlle présidente sénatrice députée directrice reine
""",
            "f",
        )
        | words_with(
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
        },
        never_names=word_set(
            DETERMINERS
            + PREPOSITIONS
            + CONJUNCTIONS
            + " il elle ils elles je nous vous oui non puis"
        ),
        given_names=GIVEN | MORE_GIVEN,
        surname_titles=word_set("m mme mlle dr"),
        honorifics=word_set("m mme mlle"),
        office_prepositions=word_set("de"),
        name_particles=word_set("de du des d le la"),
        organisation_words=word_set(
            "parti ministère police tribunal conseil syndicat banque journal"
        ),
        group_nouns=word_set(
            "autorités responsables experts témoins habitants manifestants policiers"
        ),
        abbreviations=word_set("dr mme mlle"),
    ),
    works=Works(
        title_cues=word_set("livre roman film série chanson journal magazine pièce album émission"),
        lowercase_in_titles=word_set("le la les de du des d et en à au un une sur"),
        scare_quote_cues=word_set("prétendu prétendue surnommé surnommée"),
    ),
)
