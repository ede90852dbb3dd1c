"""Spanish: « », “ ” and " ", and verbs that need no subject ("dijo")."""

from . import Grammar, Language, Naming, Speech, Works, verb_forms, word_set, words_with
from .en_names import GIVEN

MORE_GIVEN = words_with(
    """
agustín álvaro andrés ángel césar damián emilio esteban félix gastón germán gonzalo
gregorio hernán héctor ignacio íñigo jesús joaquín josé julián leopoldo luís mariano
martín matías miguel máximo nicolás néstor óscar pedro ramón raúl rubén sebastián simón
tomás víctor
""",
    "m",
) | words_with(
    """
adela ángela belén begoña concepción consuelo cristina dolores elena esperanza inés
isabel irene itziar josefa juana leonor lucía maría mercedes mónica nuria pilar rocío
rosario sofía soledad verónica yolanda
""",
    "f",
)
DETERMINERS = """el la los las un una unos unas este esta estos estas ese esa su sus mi nuestro
nuestra varios varias algunos algunas dos tres cuatro cinco todos todas cada ningún"""
PREPOSITIONS = """a ante bajo con contra de del desde durante en entre hacia hasta para por según
sin
sobre tras al"""
CONJUNCTIONS = "que cuando si pero y o e u porque como mientras aunque donde pues sino"
SAID = """dijo afirmó explicó añadió señaló aseguró declaró respondió contestó indicó
advirtió subrayó destacó manifestó reconoció admitió insistió recordó preguntó
anunció comentó sostuvo escribió contó agregó apuntó denunció lamentó prometió
concluyó confesó replicó gritó dice afirma explica añade señala asegura declara
responde indica advierte subraya insiste recuerda escribe cuenta"""

LANGUAGE = Language(
    code="es",
    speech=Speech(
        verbs=verb_forms(SAID)
        | verb_forms("dijeron afirmaron explicaron señalaron aseguraron declararon indicaron")
        | verb_forms("calificó llamó describió criticó tachó definió habló", strong=False)
        | verb_forms("dicho afirmado explicado asegurado declarado señalado advertido"),
        source_prepositions=frozenset({("según",)}),
    ),
    grammar=Grammar(
        pronouns={"él": "m", "ella": "f", "yo": "1", "nosotros": "1p"} | words_with(SAID, "r"),
        determiners=word_set(DETERMINERS),
        articles=word_set("el la los las un una"),
        definite_articles=word_set("el la los las"),
        prepositions=word_set(PREPOSITIONS),
        conjunctions=word_set(CONJUNCTIONS),
        coordinators=word_set("y o e u"),
        contrast_words=word_set("pero"),
        complementizers=word_set("que"),
        clause_openers=word_set("que porque"),
        relatives=word_set("quien quienes cuyo cuya"),
        like_words=word_set("como"),
        auxiliaries=word_set(
            "ha han había habían es son era eran fue fueron será puede debe no se le les"
        ),
        adverbs=word_set("""
también luego después ayer hoy ya siempre además entonces así ahora lunes martes miércoles jueves
viernes sábado domingo
"""),
        filler_words=word_set("que de un una el la los las a como"),
    ),
    naming=Naming(
        titles=words_with(
            """
señor sr don presidente ministro senador diputado alcalde rey papa obispo director juez
fiscal general
""",
            "m",
        )
        | words_with(
            """
señora sra doña presidenta ministra senadora diputada alcaldesa reina directora jueza
""",
            "f",
        )
        | words_with(
            """
dr dra
""",
            "",
        ),
        roles={
            "presidente": "m",
            "presidenta": "f",
            "ministro": "m",
            "ministra": "f",
            "portavoz": "",
            "alcalde": "m",
            "alcaldesa": "f",
            "director": "m",
            "directora": "f",
            "abogado": "m",
            "abogada": "f",
            "senador": "m",
            "senadora": "f",
            "diputado": "m",
            "diputada": "f",
            "juez": "m",
            "jueza": "f",
            "jefe": "m",
            "jefa": "f",
            "autor": "m",
            "autora": "f",
            "profesor": "m",
            "profesora": "f",
            "pastor": "m",
            "pastora": "f",
            "vecino": "m",
            "vecina": "f",
            "entrenador": "m",
            "entrenadora": "f",
            "gobierno": "",
            "policía": "",
        },
        never_names=word_set(
            DETERMINERS
            + PREPOSITIONS
            + CONJUNCTIONS
            + " él ella ellos yo nosotros sí no después ayer"
        ),
        given_names=GIVEN | MORE_GIVEN,
        surname_titles=word_set("sr sra don doña dr dra"),
        honorifics=word_set("sr sra don doña"),
        office_prepositions=word_set("de"),
        name_particles=word_set("de del la las los y"),
        organisation_words=word_set(
            "partido ministerio policía tribunal ayuntamiento sindicato banco diario"
        ),
        group_nouns=word_set(
            "autoridades vecinos expertos fuentes testigos manifestantes críticos"
        ),
        abbreviations=word_set("sr sra dr dra ud"),
    ),
    works=Works(
        title_cues=word_set(
            "libro novela película serie canción diario revista obra álbum programa"
        ),
        lowercase_in_titles=word_set("el la los las de del y en a un una por con"),
        scare_quote_cues=word_set("llamado llamada llamados llamadas apodado apodada"),
    ),
)
