"""Spanish: « », “ ” and " ", the dash of a dialogue, and verbs that need no subject ("dijo")."""

from . import GivenNames, Grammar, Language, Naming, Speech, Verb, Works, word_set, words_with
from .european_names import GIVEN

SPEECH = """
afirm explic añad señal asegur declar indic subray destac manifest insist record pregunt anunci
coment cont agreg apunt denunci lament zanj relat alert celebr brome grit murmur critic resalt
confirm precis detall aclar argument razon reiter recalc enfatiz exclam contest anticip adelant
acus advirt avis inform reclam exhort recomend ironiz matiz puntualiz remarc revel confes replic
susurr suspir opin consider cuestion descart deslindó deslind enumer felicit garantiz ilustr invit
jur justific lanz narr neg not observ orden proclam protest rechaz reflexion rememor reproch
sentenci solicit specul tuite twite valor vaticin clam postul conclam retom rebat abund bals
apostill bald musit balbuce mascull
"""
SPEECH_IR = """
dec advert respond reconoc admit sosten escrib promet conclu ped exig sugir mantien desment predij
repet insist arguy argü constru añad prevení
"""
IRREGULAR = """
dijo dijeron dice dicen decía decían dirá advirtió advirtieron advierte respondió respondieron
responde reconoció reconocieron reconoce admitió admite sostuvo sostiene sostenía escribió escribe
prometió promete concluyó concluye pidió pide exigió exige sugirió sugiere mantuvo mantiene
desmintió desmiente predijo repitió repite arguyó argumenta añadió añade añadieron insiste cuenta
cuentan recuerda recordó recuerdan contó expuso expone propuso propone dedujo leyó lee sonrió
sonríe rió ríe prosiguió prosigue continuó continúa siguió previno confesó confiesa agradeció
agradece maldijo bendijo admitieron sostuvieron reprochó corrigió corrige resumió resume resumen
insistieron comprometió quejó defendió defiende aplaudió matizó sorprendió aludió aseveró asevera
aducía adujo aduce fulminó rubricó terció inquirió discrepó discrepa coincidió coincide admiten
niega
"""
WEAK = """
calific llam tach defin habl compar critic describ tild acus consider valor retrat caracteriz
present señal trat
"""
WEAK_IRREGULAR = """
describió describe definió define vio ve ven calificaron llaman habló habla evoca evocó cree creen
creía duda teme espera piensa consideró pide
"""
PARTICIPLES = "dicho respondido reconocido admitido sostenido escrito prometido concluido pedido"


def _conjugated(stems: str, strong: bool) -> dict[str, Verb]:
    """Return past, present, imperfect and participle of verbs in -ar."""
    endings = {"ó": "past", "aron": "past", "a": "present", "an": "present", "aba": "past"}
    forms = {
        stem + ending: Verb(stem, form, strong, subject="r")
        for stem in stems.split()
        for ending, form in endings.items()
    }
    return forms | {
        stem + "ado": Verb(stem, "participle", strong, subject="r") for stem in stems.split()
    }


def _forms(words: str, form: str, strong: bool) -> dict[str, Verb]:
    return {word: Verb(word, form, strong, subject="r") for word in words.split()}


DETERMINERS = """
el la los las un una unos unas este esta estos estas ese esa esos esas aquel aquella su sus mi mis
nuestro nuestra nuestros nuestras varios varias algunos algunas dos tres cuatro cinco seis siete
ocho nueve diez todos todas cada ningún ninguna otro otra otros otras muchos muchas ambos ambas
"""
PREPOSITIONS = """
a ante bajo con contra de del desde durante en entre hacia hasta para por según sin sobre tras al
mediante salvo excepto vía
"""
CONJUNCTIONS = """
que cuando si pero y o e u porque como mientras aunque donde pues sino ni
"""
ADVERBS = """
también luego después ayer hoy mañana ya siempre además entonces así ahora anoche nunca jamás aún
todavía antes aquí allí ahí tampoco incluso quizá quizás acaso apenas casi muy más menos bien mal
solo sólo finalmente asimismo no sí tal tan entretanto paralelamente anteriormente posteriormente
inmediatamente recientemente pronto tarde temprano lejos cerca dentro fuera arriba abajo
"""
NEVER = """
él ella ellos ellas yo nosotros usted ustedes sí no preguntado preguntada consultado consultada
interrogado interrogada fuentes horas días tras nada nadie alguien algo mucho poco tanto quien
quienes cual cuando donde aquí unas unos hace hay es son fue era está están según foto vídeo video
imagen entrevista reportaje fin lea vea
"""
TIMES = """
lunes martes miércoles jueves viernes sábado domingo enero febrero marzo abril mayo junio julio
agosto septiembre octubre noviembre diciembre mañana tarde noche madrugada mediodía semana semanas
mes meses año años día días hora horas víspera verano invierno otoño primavera siglo pasado pasada
próximo próxima
"""
ROLES_M = """
presidente ministro alcalde director abogado senador diputado juez jefe autor profesor pastor
vecino entrenador portavoz concejal consejero delegado secretario líder candidato fiscal comisario
inspector policía agente guardia bombero médico enfermero cirujano doctor catedrático rector decano
investigador científico biólogo físico químico economista analista experto sociólogo politólogo
psicólogo historiador arqueólogo geólogo meteorólogo escritor novelista poeta periodista editor
reportero columnista actor cineasta cantante músico compositor pintor artista fotógrafo escultor
empresario dueño propietario gerente gestor fundador socio banquero comerciante agricultor ganadero
pescador obrero trabajador empleado sindicalista activista estudiante alumno maestro docente padre
hijo hermano marido esposo tío abuelo hombre joven anciano niño testigo acusado detenido imputado
sospechoso denunciante víctima jugador delantero portero defensa centrocampista capitán
seleccionador técnico árbitro ciclista corredor piloto atleta campeón nadador tenista torero papa
pontífice obispo cardenal sacerdote cura rey príncipe embajador canciller diplomático cónsul
general coronel soldado comandante expresidente exministro exalcalde mandatario gobernador
vicepresidente viceministro legislador congresista opositor manifestante militante dirigente
presentador conductor ingeniero arquitecto cocinero chef camarero panadero notario homólogo
responsable coordinador organizador comisionado tesorero consultor asesor turista cliente usuario
residente afectado damnificado superviviente cosmonauta astronauta magistrado letrado inquilino
ombudsman secretario-general subdirector exjugador exfutbolista futbolista baterista
"""
ROLES_F = """
presidenta ministra alcaldesa directora abogada senadora diputada jueza jefa autora profesora
pastora vecina entrenadora concejala consejera delegada secretaria líder lideresa candidata
comisaria inspectora bombera médica enfermera cirujana doctora catedrática rectora decana
investigadora científica bióloga física química experta socióloga politóloga psicóloga historiadora
arqueóloga geóloga meteoróloga escritora editora reportera actriz cineasta música compositora
pintora fotógrafa escultora empresaria dueña propietaria gestora fundadora socia comerciante
agricultora ganadera pescadora obrera trabajadora empleada alumna maestra madre hija hermana mujer
esposa tía abuela anciana niña acusada detenida imputada sospechosa jugadora delantera portera
capitana seleccionadora técnica árbitra corredora campeona nadadora reina princesa embajadora
generala coronela soldado expresidenta exministra exalcaldesa mandataria gobernadora vicepresidenta
viceministra legisladora opositora presentadora conductora ingeniera arquitecta cocinera camarera
panadera notaria homóloga coordinadora organizadora tesorera consultora asesora magistrada letrada
inquilina subdirectora exjugadora viuda
"""
EITHER = """
portavoz líder fiscal agente guardia policía economista analista novelista poeta periodista
columnista cineasta cantante artista gerente comerciante sindicalista activista estudiante docente
joven testigo víctima defensa ciclista piloto atleta tenista congresista manifestante militante
dirigente responsable turista cliente residente superviviente astronauta juez concejal chef capitán
futbolista baterista soldado denunciante
"""
ROLES = words_with(ROLES_M, "m") | words_with(ROLES_F, "f") | words_with(EITHER, "")

LANGUAGE = Language(
    code="es",
    speech=Speech(
        pointers=frozenset({("así",), ("con", "estas", "palabras"), ("con", "esas", "palabras")}),
        verbs=_conjugated(WEAK, False)
        | _forms(WEAK_IRREGULAR, "past", False)
        | _conjugated(SPEECH, True)
        | _forms(IRREGULAR, "past", True)
        | _forms(PARTICIPLES, "participle", True),
        source_prepositions=frozenset(
            {
                ("según",),
                ("en", "opinión", "de"),
                ("en", "opinión", "del"),
                ("a", "juicio", "de"),
                ("a", "juicio", "del"),
                ("en", "palabras", "de"),
                ("en", "palabras", "del"),
                ("de", "acuerdo", "con"),
                ("a", "*", "juicio"),
                ("en", "*", "opinión"),
                ("en", "*", "palabras"),
            }
        ),  # fmt: skip
        source_openers=word_set("para"),
        asking_verbs=word_set("preguntado preguntada consultado consultada interrogado"),
        dialogue_dashes=True,
        occasions=word_set("""
rueda entrevista discurso comunicado carta sesión pleno declaración mensaje conferencia tuit
columna programa comparecencia
"""),
        occasion_openers=word_set("en durante tras a"),
    ),
    grammar=Grammar(
        late_subjects=True,
        pronouns={
            "él": "m",
            "ella": "f",
            "yo": "1",
            "nosotros": "1p",
            "ellos": "p",
            "ellas": "p",
        },
        possessives={"su": "r", "sus": "r"},
        determiner_genders={"el": "m", "la": "f", "un": "m", "una": "f"},
        determiners=word_set(DETERMINERS),
        articles=word_set("el la los las un una"),
        indefinites=word_set("un una otro otra"),
        definite_articles=word_set("el la los las este esta"),
        prepositions=word_set(PREPOSITIONS),
        conjunctions=word_set(CONJUNCTIONS),
        coordinators=word_set("y o e u"),
        contrast_words=word_set("pero"),
        complementizers=word_set("que"),
        clause_openers=word_set("que porque"),
        relatives=word_set("quien quienes cuyo cuya"),
        like_words=word_set("como"),
        agent_words=word_set("por"),
        auxiliaries=word_set("""
ha han había habían es son era eran fue fueron será serán puede debe pueden deben no se le les he
haya está están estaba va van sido
"""),
        passive_auxiliaries=word_set("fue fueron sido es son"),
        negations=word_set("no nunca jamás"),
        adverbs=word_set(ADVERBS) - word_set(DETERMINERS) - word_set(PREPOSITIONS),
        clitics=word_set("se le les lo la los las me nos te os"),
        adverb_endings=("mente",),
        sentence_opening_endings=("ción", "dad"),
        filler_words=word_set("que de un una el la los las a como del al"),
        past_endings=("ó", "aron", "ieron", "aba", "aban", "ía", "ían"),
        irregular_verbs=word_set("""
dijo hizo fue vino puso tuvo quiso pudo supo trajo anduvo hace viene tiene quiere puede sabe va
sale entra vive trabaja dirige mira encoge muestra abre cierra recibe presenta visitará gana pierde
juega llega vuelve
"""),
        time_words=word_set(TIMES),
        time_prepositions=word_set("el la este esta en por al los"),
    ),
    naming=Naming(
        titles=ROLES
        | words_with("señor sr don", "m")
        | words_with("señora sra doña", "f")
        | words_with("dr dra", ""),
        roles=ROLES | {"gobierno": ""},
        never_names=word_set(
            " ".join((DETERMINERS, PREPOSITIONS, CONJUNCTIONS, ADVERBS, TIMES, NEVER))
        ),
        given_names=GivenNames(GIVEN),
        honorifics=word_set("sr sra don doña señor señora"),
        surname_titles=word_set("sr sra don doña dr dra señor señora"),
        name_particles=word_set("de del la las los y"),
        office_prepositions=word_set("de del"),
        membership_prepositions=word_set("de del"),
        group_nouns=word_set("""
autoridades vecinos expertos fuentes testigos manifestantes críticos investigadores médicos
sindicatos organizadores bomberos afectados trabajadores
"""),
        organisation_words=word_set("""
partido ministerio policía tribunal ayuntamiento sindicato banco diario gobierno comité empresa
universidad asociación federación club agencia equipo instituto comisión parlamento senado congreso
fiscalía dirección hospital escuela colectivo periódico fundación compañía liga gabinete unión
radio cadena junta consejería organización oposición
"""),
        abbreviations=word_set("sr sra dr dra ud uds d dña gral etc núm av"),
    ),
    works=Works(
        title_cues=word_set("""
libro autobiografía memorias ensayo biografía novela película serie canción diario revista obra
álbum programa periódico documental disco
título cine teatro exposición cuento poema ópera proyecto operación barco festival titulado
titulada llamado llamada espectáculo semanario columna podcast dirigió protagonizó
"""),
        words_before_titles=word_set("en de del la el al"),
        scare_quote_cues=word_set(
            "llamado llamada llamados llamadas apodado apodada denominado denominada"
        ),
        lowercase_in_titles=word_set("el la los las de del y en a un una por con"),
    ),
)
