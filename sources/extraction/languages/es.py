"""Spanish: « », “ ” and " ", and verbs that need no subject ("dijo")."""

from . import Language, each, spoken, words
from .en_names import GIVEN

MORE_GIVEN = each(
    """
agustín álvaro andrés ángel césar damián emilio esteban félix gastón germán gonzalo
gregorio hernán héctor ignacio íñigo jesús joaquín josé julián leopoldo luís mariano
martín matías miguel máximo nicolás néstor óscar pedro ramón raúl rubén sebastián simón
tomás víctor
""",
    "m",
) | each(
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
    verbs=spoken(SAID)
    | spoken("dijeron afirmaron explicaron señalaron aseguraron declararon indicaron")
    | spoken("calificó llamó describió criticó tachó definió habló", strong=False)
    | spoken("dicho afirmado explicado asegurado declarado señalado advertido"),
    pronouns={"él": "m", "ella": "f", "yo": "1", "nosotros": "1p"} | each(SAID, "r"),
    determiners=words(DETERMINERS),
    prepositions=words(PREPOSITIONS),
    conjunctions=words(CONJUNCTIONS),
    relatives=words("quien quienes cuyo cuya"),
    auxiliaries=words(
        "ha han había habían es son era eran fue fueron será puede debe no se le les"
    ),
    adverbs=words("""
también luego después ayer hoy ya siempre además entonces así ahora lunes martes miércoles jueves
viernes sábado domingo
"""),
    titles=each(
        """
señor sr don presidente ministro senador diputado alcalde rey papa obispo director juez
fiscal general
""",
        "m",
    )
    | each(
        """
señora sra doña presidenta ministra senadora diputada alcaldesa reina directora jueza
""",
        "f",
    )
    | each(
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
    },  # fmt: skip
    never_names=words(
        DETERMINERS + PREPOSITIONS + CONJUNCTIONS + " él ella ellos yo nosotros sí no después ayer"
    ),
    sources_after=frozenset({("según",)}),
    articles=words("el la los las un una"),
    definite=words("el la los las"),
    joins=words("y o e u"),
    turns=words("pero"),
    that=words("que"),
    clause_openers=words("que porque"),
    like=words("como"),
    fillers=words("que de un una el la los las a como"),
    given=GIVEN | MORE_GIVEN,
    courtesy=words("sr sra don doña"),
    polite=words("sr sra don doña dr dra"),
    particles=words("de del la las los y"),
    office_of=words("de"),
    groups=words("autoridades vecinos expertos fuentes testigos manifestantes críticos"),
    organisations=words("partido ministerio policía tribunal ayuntamiento sindicato banco diario"),
    abbreviations=words("sr sra dr dra ud"),
    title_cues=words("libro novela película serie canción diario revista obra álbum programa"),
    scare_cues=words("llamado llamada llamados llamadas apodado apodada"),
    small_in_titles=words("el la los las de del y en a un una por con"),
)
