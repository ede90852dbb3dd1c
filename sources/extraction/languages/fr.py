"""French: « » with spaces inside, the participle after its auxiliary, "dit-il"."""

from . import GivenNames, Grammar, Language, Naming, Speech, Verb, Works, word_set, words_with
from .european_names import GIVEN

SPEECH = """
affirm expliqu ajout précis estim soulign assur racont indiqu annonc confi rappel insist regrett
lanc not dénonc déplor jug martel plaid iron ironis alert argu avanc clam concéd conseill confirm
consid constat critiqu déclar demand détaill enchaîn espér exhort exig hasard hurl improvis invit
interpell interrog jur justifi lâch lament marmonn mett murmur nuanc observ persifl plaisant pest
pointer point poursuiv proclam promett protest récapitul relativis relat remarqu remerci renchéri
répliqu répét résum rétorqu révél signal souffl souhait soupir suggèr suggér témoign tonn tranch
tempêt vant s'exclam exclam s'interrog s'insurg insurg félicit salu rassur évoqu rigol s'indign
indign s'inquièt inquièt inquiét emport désol réagi glisse gliss raill glapi balbuti commenc
complèt complét étonn enthousiasm excus scand commentait comment ordonn objectiv object prôn
brocard certifi diagnostiqu écri gémi cri articul attest pens
"""
IRREGULAR = """
dit disait disent disaient déclare répond répondait répondent avertit prévient prévenait reconnaît
reconnaissait promet promettait soutient soutenait conclut concluait écrit écrivait admet admettait
souligne poursuit poursuivait reprend reprenait sourit souriait renchérit réagit rit maintient
convient prédit surenchérit démentit dément s'écrie affirme rappelle appelle espère suggère déplore
rougit bondit maugrée fulmine peste rassure jette intime réjouit souvient réjouissait amuse agace
étonne emporte désole
"""
PARTICIPLES = """
dit répondu averti prévenu reconnu promis soutenu conclu écrit admis poursuivi repris renchéri
réagi maintenu convenu prédit surenchéri démenti souri
"""
WEAK = """
qualifi décri compar présent accus parl appel trait désign dépeign tax considèr considér décrit
croit croyait pense craint espère veut voit voyait dépeint lou vis critiqu défend
"""
WEAK_PARTICIPLES = "décrit vu dépeint défendu vanté"


def _conjugated(stems: str, strong: bool) -> dict[str, Verb]:
    """Return present, imperfect, simple past and participle of verbs in -er."""
    endings = {"e": "present", "ent": "present", "ait": "past", "aient": "past", "a": "past"}
    endings |= {"èrent": "past", "é": "participle", "ée": "participle", "és": "participle"}
    return {
        stem + ending: Verb(stem, form, strong)
        for stem in stems.split()
        for ending, form in endings.items()
    }


def _forms(words: str, form: str, strong: bool) -> dict[str, Verb]:
    return {word: Verb(word, form, strong) for word in words.split()}


PRONOUNS = {
    "il": "m", "elle": "f", "lui": "m", "je": "1", "nous": "1p", "ils": "p", "elles": "p",
    "on": "n", "ce": "n", "j'": "1", "cela": "n", "ça": "n",
}  # fmt: skip
ENCLITICS = {
    form + pronoun: gender
    for form in ("-", "-t-")
    for pronoun, gender in {"il": "m", "elle": "f", "ils": "p", "elles": "p", "on": "n"}.items()
} | {"-je": "1", "-nous": "1p", "-vous": "2"}
DETERMINERS = """
le la les l' un une des du ce cet cette ces son sa ses leur leurs mon ma mes notre nos plusieurs
quelques deux trois quatre cinq six sept huit neuf dix chaque certains certaines tous toutes aucun
aucune quel quelle
"""
PREPOSITIONS = """
de du des à au aux en dans par pour sur sous avec sans vers chez depuis pendant entre contre selon
après avant devant derrière lors malgré d' dès durant jusque jusqu' via parmi outre hormis sauf
face quant grâce auprès
"""
CONJUNCTIONS = """
que qu' quand lorsque lorsqu' si mais ou et car donc parce comme puisque puisqu' alors où tandis
quoique quoiqu' afin ni or
"""
ADVERBS = """
aussi ensuite puis encore toujours déjà hier aujourd'hui demain notamment également ainsi cependant
pourtant néanmoins toutefois enfin bref certes désormais dorénavant entre-temps entretemps
auparavant parallèlement d'abord ailleurs ici là alors aussitôt bientôt soudain tôt tard souvent
parfois jamais rien plus moins très trop peu beaucoup bien mal presque surtout même non oui depuis
outre autant pis mieux sinon tout seul seule d'ailleurs peut-être maintenant autrefois jadis
naguère récemment immédiatement finalement dernier dernière prochain prochaine pas ne n' y
"""
NOT_BEFORE_NAMES = """
pour selon après malgré interrogé interrogée invité invitée questionné questionnée contacté
contactée réagissant joint jointe arrivé arrivée né née agé âgée sollicité sollicitée quant face
outre résultat reste reportage interview entretien vidéo photo vrai faux impossible difficile
"""
DAYS = "lundi mardi mercredi jeudi vendredi samedi dimanche"
MONTHS = """
janvier février mars avril mai juin juillet août septembre octobre novembre décembre
"""
TIMES = f"""{DAYS} {MONTHS} matin soir midi après-midi nuit semaine mois an ans année années jour
jours heure heures veille lendemain week-end été hiver automne printemps siècle"""
ROLES_M = """
président directeur avocat sénateur député chef auteur historien habitant éleveur entraîneur
agriculteur romancier écrivain éditeur chercheur professeur procureur ministre maire porte-parole
adjoint préfet juge responsable secrétaire délégué syndicaliste économiste politologue sociologue
psychologue biologiste médecin chirurgien infirmier directeur-général patron dirigeant fondateur
gérant propriétaire commerçant boulanger cuisinier restaurateur vigneron pêcheur acteur comédien
chanteur musicien réalisateur metteur cinéaste artiste peintre sculpteur photographe journaliste
rédacteur présentateur animateur cycliste coureur joueur attaquant gardien sélectionneur
champion athlète sportif pilote prévenu accusé témoin policier gendarme commissaire enquêteur
magistrat greffier notaire élu conseiller élève étudiant enseignant instituteur proviseur recteur
doyen père fils frère mari oncle cousin voisin riverain sinistré militant manifestant opposant
candidat leader fonctionnaire diplomate ambassadeur général colonel officier soldat prêtre évêque
archevêque cardinal imam rabbin pape roi prince ingénieur architecte technicien analyste expert
spécialiste consultant entrepreneur industriel ouvrier employé salarié retraité vétérinaire
pharmacien apprenti homologue premier-ministre chancelier secrétaire-général coordinateur
organisateur quadragénaire trentenaire homme garçon conservateur libraire bibliothécaire postier
facteur marin navigateur alpiniste guide moniteur dramaturge poète essayiste linguiste
géologue climatologue météorologue archéologue astronaute spationaute physicien chimiste
mathématicien virologue épidémiologiste sommelier pâtissier trésorier bâtonnier médiateur
négociateur eurodéputé vice-président ex-ministre stratège
"""
ROLES_F = """
présidente directrice avocate sénatrice députée cheffe autrice auteure historienne habitante
éleveuse entraîneuse agricultrice romancière écrivaine éditrice chercheuse professeure procureure
adjointe préfète déléguée chirurgienne infirmière patronne dirigeante fondatrice gérante
commerçante boulangère cuisinière restauratrice vigneronne actrice comédienne chanteuse musicienne
réalisatrice metteuse rédactrice présentatrice animatrice coureuse joueuse attaquante gardienne
championne sportive prévenue accusée policière enquêtrice magistrate élue conseillère étudiante
enseignante institutrice rectrice mère fille sœur femme épouse tante cousine voisine riveraine
sinistrée militante manifestante opposante candidate ambassadrice générale reine princesse
ingénieure technicienne experte consultante entrepreneuse ouvrière employée salariée retraitée
pharmacienne apprentie chancelière coordinatrice organisatrice conservatrice dame veuve sommelière
pâtissière physicienne chimiste vice-présidente eurodéputée trésorière médiatrice skieuse nageuse
"""
EITHER = """
ministre maire porte-parole juge responsable secrétaire économiste politologue sociologue
psychologue biologiste médecin propriétaire cinéaste artiste photographe journaliste cycliste
athlète pilote témoin commissaire élève leader fonctionnaire diplomate analyste spécialiste
vétérinaire homologue gendarme professeur libraire guide linguiste climatologue virologue auteur
quadragénaire trentenaire quinquagénaire sexagénaire adversaire chimiste poète capitaine
philosophe
"""
ROLES = words_with(ROLES_M, "m") | words_with(ROLES_F, "f") | words_with(EITHER, "")

LANGUAGE = Language(
    code="fr",
    speech=Speech(
        pointers=frozenset(
            {("ainsi",), ("c'est", "ainsi"), ("par", "ces", "mots"), ("avec", "ces", "mots")}
        ),
        verbs=_conjugated(WEAK, False)
        | _forms(WEAK_PARTICIPLES, "participle", False)
        | _conjugated(SPEECH, True)
        | _forms(PARTICIPLES, "participle", True)
        | _forms(IRREGULAR, "past", True),
        source_prepositions=frozenset(
            {
                ("selon",),
                ("d'", "après"),
                ("d'après",),
                ("à", "en", "croire"),
                ("aux", "yeux", "de"),
                ("aux", "yeux", "d'"),
                ("de", "l'", "avis", "de"),
                ("à", "*", "yeux"),
            }
        ),  # fmt: skip
        source_openers=word_set("pour"),
        asking_verbs=word_set("interrogé interrogée questionné questionnée"),
        incises=True,
        occasions=word_set("""
conférence interview entretien discours communiqué lettre réunion allocution tribune tweet message
émission débat
"""),
        occasion_openers=word_set("dans lors au pendant à sur"),
    ),
    grammar=Grammar(
        late_subjects=True,
        elisions=word_set("l d j m t s c n qu jusqu lorsqu puisqu quoiqu"),
        enclitics=ENCLITICS,
        pronouns=PRONOUNS | ENCLITICS,
        possessives={"son": "r", "sa": "r", "ses": "r", "leur": "p"},
        determiner_genders={"le": "m", "la": "f", "un": "m", "une": "f", "ce": "m", "cette": "f"},
        determiners=word_set(DETERMINERS),
        articles=word_set("le la les l' un une des"),
        indefinites=word_set("un une autre"),
        definite_articles=word_set("le la les l' ce cet cette"),
        prepositions=word_set(PREPOSITIONS),
        conjunctions=word_set(CONJUNCTIONS),
        coordinators=word_set("et ou"),
        contrast_words=word_set("mais"),
        complementizers=word_set("que qu'"),
        clause_openers=word_set("que qu' parce"),
        relatives=word_set("qui dont laquelle lequel lesquels lesquelles où"),
        like_words=word_set("comme"),
        agent_words=word_set("par"),
        auxiliaries=word_set("""
a ont avait avaient ai est sont était étaient sera seront peut doit aura aurait avoir été fut n' ne
pas va vont vient viennent s' se fait
"""),
        passive_auxiliaries=word_set("est sont était étaient fut été sera"),
        reflexives=word_set("s' se"),
        negations=word_set("ne n' pas jamais"),
        adverbs=word_set(ADVERBS) - word_set(DETERMINERS) - word_set(PREPOSITIONS),
        clitics=word_set("le la les l' lui leur me m' te t' se s' nous vous y en n' ne"),
        adverb_endings=("ment",),
        adverb_exceptions=word_set("""
gouvernement parlement document appartement bâtiment moment mouvement logement département
règlement changement comment élément argument monument événement développement établissement
investissement licenciement
"""),
        sentence_opening_endings=("tion", "ment"),
        filler_words=word_set("que qu' de d' un une le la les l' à comme : du des"),
        past_endings=("ait", "aient", "èrent"),
        irregular_verbs=word_set("""
prend va vient fait met tient voit sait veut part sort meurt naît vit suit court ouvre offre reçoit
perd attend entend rend descend mène dirige porte secoue hausse regarde montre reste habite
travaille affiche
"""),
        time_words=word_set(TIMES),
        time_prepositions=word_set("ce cet cette en depuis dès le au"),
    ),
    naming=Naming(
        titles=ROLES
        | words_with("m mr monsieur", "m")
        | words_with("mme madame mlle", "f")
        | words_with("dr pr me maître", ""),
        roles=ROLES | {"gouvernement": "", "police": ""},
        never_names=word_set(
            " ".join((DETERMINERS, PREPOSITIONS, CONJUNCTIONS, ADVERBS, TIMES, NOT_BEFORE_NAMES))
        )
        | word_set("il elle ils elles je nous vous qui quoi dont oui c' ça cela on voilà voici"),
        given_names=GivenNames(GIVEN),
        honorifics=word_set("m mr mme mlle monsieur madame"),
        surname_titles=word_set("m mr mme mlle dr pr me maître"),
        name_particles=word_set("de du des d' le la"),
        office_prepositions=word_set("de d' du des"),
        membership_prepositions=word_set("de d' du des"),
        group_nouns=word_set("""
autorités responsables experts témoins habitants manifestants policiers organisateurs riverains
syndicats enquêteurs chercheurs élus secouristes
"""),
        organisation_words=word_set("""
parti ministère police tribunal conseil syndicat banque journal préfecture mairie gouvernement
université entreprise société groupe association fédération club agence équipe institut commission
parlement sénat assemblée parquet direction hôpital école collectif comité quotidien fondation ong
compagnie ligue cabinet union festival radio chaîne
"""),
        abbreviations=word_set("dr mme mlle mm pr me m st ste etc av"),
    ),
    works=Works(
        title_cues=word_set("""
livre roman film série chanson journal magazine pièce album émission festival exposition quotidien
hebdomadaire titre opéra spectacle documentaire revue podcast recueil essai colonnes bateau navire
opération projet programme intitulé intitulée baptisé baptisée nommé nommée publie
"""),
        words_before_titles=word_set("dans du de la le au sur d'"),
        scare_quote_cues=word_set("prétendu prétendue surnommé surnommée dit dite dits soi-disant"),
        lowercase_in_titles=word_set("le la les l' de du des d' et en à au un une sur"),
    ),
)
