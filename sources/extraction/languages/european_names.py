"""Given names common in German, French and Spanish news, beside those of the English list.

Written from general knowledge, as a closed class of words.
"""

from . import words_with
from .en_names import GIVEN as ENGLISH_GIVEN

MALE = """
fokko focko enno tjark hinnerk jörn kasimir egmont andré dennis gunther justus lorenz nico volkmar
gabino
thiago firmin jérémie jérémy
abel abelardo achim adalbert adolf adolfo adrien adrián agustín ahmet alain alban albert alberto
albrecht aldo alejandro alejo alexandre alexis alfons alfonso alfredo ali alois alonso alphonse
alvaro amadeo amado amaury ambroise anastasio anatole anders andoni andris andrés anselm anselmo
ansgar anthony antoine antonin antonio antti aritz armand armando armin arnau arnaud arne arsenio
arthur arturo arvid asier august augusto aurelio aurélien axel aymeric baltasar balthasar baptiste
barnabé bartolomé basile basilio bastian bastien bautista beltrán benedikt benigno benito benjamín
benno benoît bernabé bernard bernardo bernhard berthold bertrand björn blaise blas bodo boris borja
braulio brice bruno burkhard camilo carlo carlos carmelo carsten casimiro cayetano celestino
charles christian christof christophe cipriano claas claude claudio claus clemens clemente clément
conrado cornelius cosme cristian cristóbal cyril cyrille cédric césar damien damián daniel danilo
dario darío david davide demetrio denis detlef detlev didier diego dierk dietmar dimitri dionisio
dirk domingo dragan eberhard eckart eckhard edgar edgardo edmond edmundo eduardo efraín egon
ekkehard eladio eleuterio eliseo eloy elías emil emiliano emilio emmanuel emre enrique enzo erhard
ernest ernesto ernst erwin esteban eugen eugenio eugène eusebio eustache evaristo ewald ezequiel
fabian fabien fabián fabrice fabrizio facundo falk farid federico felipe felix ferdinand ferenc
fermín fernand fernando fidel florencio florent florian folker francisco franck franz françois
friedhelm friedrich fritz frédéric fulgence félicien félix gabriel gaspard gaston gastón gauthier
gaël gaëtan geoffroy georg georges gerald gerardo gerd gereon germain germán gernot ghislain
gilbert gilberto gilles ginés giorgio giovanni gisbert giulio gonzalo goran gottfried graciano
gregor gregorio grégoire grégory guido guillaume guillermo gunnar gunter gustav gustave gustavo guy
gábor gérald gérard götz günter günther hakan hannes hanno hans-jürgen hans-peter harald hartmut
hasan hauke hector heiko heiner heinrich heinz helge helmuth hendrik henning henri henrik henry
herbert hermann hernán hervé hilario hinrich hippolyte holger horacio horst hubert hubertus hugo
hugues humberto håkan héctor iago ignacio iker imanol ingo ireneo isaac isidore isidoro isidro
ismael istván ivan ivo iván jacinto jacobo jacques jaime jakob jan jannik javier jean jean-baptiste
jean-christophe jean-claude jean-françois jean-jacques jean-louis jean-luc jean-marie jean-michel
jean-noël jean-paul jean-philippe jean-pierre jean-rené jean-sébastien jean-yves jens jens-uwe
jerónimo jesús joachim joan joaquín jochen johannes jonas jonás jordan jordi jorge josep jost josé
josé-luis joël juan juan-carlos jules julien julio julius julián jussi justin justo jérôme jörg
jørgen jürgen jānis kai karim karl karl-heinz karsten kaspar kilian killian klaus-dieter knut
konstantin korbinian kurt kylian kévin lambert lars laurent leandro leif lennart leon leonardo
leoncio leonhard leopold leopoldo lilian linus lionel lisandro lorenzo lothar louis louis-marie
loïc luc lucas luciano lucien lucio ludger ludovic ludwig luka lukas lutz luís lászló lázaro
léandre léo léon léonard léopold mads magnus malik malte manuel marc marcel marcelin marcelino
marcelo marcial marcos mariano marin mario marius marko markus marten martial martin martín mateo
mathieu mathis matteo matthias matthieu matías maurice mauricio mauro max maxence maxime
maximiliano mehdi mehmet meinhard melchor michael michel mickaël miguel mikael mikko milan modesto
mohamed moisés morgan moritz murat mustafa máximo médéric nabil narciso nathan nazario nicanor
nicolas nicolás nils norbert norberto noël néstor octave octavio olaf ole oliver olivier olof omar
oscar oskar osvaldo otmar ottmar otto ottokar pablo paolo pascal pascual patrice patricio patrick
paul paul-henri paulino pedro pekka pelayo pere petar philibert philipp philippe pierre pierre-yves
pierrick pietro plácido primitivo prudencio quentin quim quintín rachid rafael raimund rainer ralf
ralph ramiro ramón raoul raphaël rasmus raymond raúl regino reiner reinhard reinhold remigio renato
renaud rené ricardo richard rigoberto robert roberto robin rodolfo rodolphe rodrigo rodrigue
rogelio roger roland rolf rolf-dieter romain roman romuald romualdo román roque rubén rudi rudolf
rufino rupert régis rémi rémy rüdiger salvador samir samuel santiago santos sascha saturnino saúl
sebastian sebastián segundo sepp serafín serge sergi sergio serkan severino siegfried siegmar
silverio silvestre silvio simeón simon simón stanislas stefan stefano steffen stéphane sven sylvain
sylvestre sébastien sönke sören søren tanguy tanneguy teodoro teófilo thibaud thibault thibaut
thierry thilo thomas thorsten théo théodore théophile théophraste till tilman timo timothée titouan
tobias tobías tomás torben toribio torsten tristan udo ugo ulf uli ulises ulrich unai urbain urbano
urs uwe valentin valentín valeriano valère valéry veit venancio vicente victor viktor vincent
virgile virgilio volker víctor waldemar walter wenceslao wendelin werner wilfried wilhelm willi
winfried wolf wolf-dieter wolfram xabier xaver xavi xavier yann yannick yannis yoann yohan youssef
yusuf yves yvon zacarías zinedine zoltán zoran álvaro ángel édouard édouard-marie élie éloi éric
étienne évariste íñigo óscar
"""

FEMALE = """
heidrun carolin theda frieda mathilda romy ronja sofie rosaura mélodie danièle yasmine
adela adelaida adelheid adeline adriana adélaïde agathe agnès agustina aische aitana alba alejandra
alexandra alice alicia aline alix alizée alma almudena almut amalia amandine amaya ambre amelia
amelie amparo amélie ana ana-maría anaïs andrea andrée anette angela angelika angustias angèle
angélica angélique anika anita anja anke anna annalena anne anne-laure anne-lise anne-marie
anne-sophie annegret anneliese annemarie annette annick annie annika antje antoinette antonia
apolline araceli arantxa ariadna ariane arlette armelle aránzazu astrid asunción audrey augustine
aurelia aurora aurore aurélie axelle aylin ayse azucena babette barbara beate beatriz begoña belén
bernadette bernarda berta berthe bettina bibiana birgit birte blanca blanche brigitte britta
brunhilde brígida bárbara bärbel béatrice bérénice camille candela capucine caridad carina carine
carla carlota carmela carmen carole carolina caroline casilda cassandre catalina catherine cayetana
cecilia celia celine chantal charlotte charlène chiara chloé christa christel christelle christiane
christine claire clara clarisse claudia claudine clotilde cléa clémence clémentine colette coline
concepción constance constanza constanze consuelo coralie cordula corinna corinne cornelia
covadonga cristina cruz cyrielle cäcilie cécile célestine célia céline dagmar daniela danielle
delphine denise diana diane dolores dolors doris dorothea dorothee dorothée déborah dörte edeltraud
edith edurne elena elfriede elif elisa elisabeth elke ella ellen eloísa elsa else elvira emilia
emma emmanuelle encarnación enriqueta erika erna ernestine esperanza estefanía estela estelle ester
esther estrella eugenia eugénie eulalia eulalie eva evelyn fabienne fabiola fanny fatiha fatima
fatma felicitas felisa fernanda fernande fleur flor flore florence florencia florine
francesca francine francisca franka franziska françoise frauke frida friederike frédérique fátima
félicie gabriela gabriele gabrielle gaëlle gemma geneviève genoveva georgette gerda gerlinde
germaine gertrud gertrudis gesine ghislaine gilberte ginette gisela gisèle giulia gladys gloria
graciela guadalupe gudrun gwenaëlle géraldine hanna hannah hannelore hedwig heide heidemarie heike
helena helene helga henriette henrike hermine herminia hertha hilde hildegard hortense hortensia
huguette héloïse hélène idoia ilona ilse imke ina ines inga inge ingeborg ingrid inmaculada inès
inés irene iris irma irmgard irène isabel isabelle isadora isaura isaure isolde itziar ivonne
jacinta jacqueline jade jana janina janine jasmin jeanne jeannine jennifer jessica jimena johanna
josefa josefina josette josiane joséphine joëlle juana judith julia juliana juliane julie julieta
juliette justina justine jutta kaisa karen karin karina karine karla karola karoline katalin
katharina kathrin katja katrin kerstin kirsi kirsten klara klaudia kristin kristina käthe laetitia
laia lara laura laure laurence laurianne laurène lea leire lena leni leonie leonor leticia leïla
lidia lieselotte lilia liliana liliane lilli lina linda lisa lise lola lorena lorenza lotte louise
lourdes lucette lucia luciana lucie lucienne lucía ludivine luisa luise luz luzie lydia lydie léa
léna léonie macarena madeleine magali magda magdalena maike maite maja manon manuela mar mara
marcela marcelle mareike maren margarete margarethe margarita margaux margit margot marguerite
maria mariana marianne maribel maricarmen marie marie-ange marie-claire marie-claude marie-france
marie-hélène marie-laure marie-line marie-louise marie-noëlle marie-paule marie-pierre
marie-thérèse marielle marina marine marion marisa marisol marja marjorie marlene marlies marlène
marta martha marthe martina martine maryse maría maría-josé mathilde matilde maud mauricette maya
mayte maëlle maïté mechthild meike melania melanie melisa mercedes mercè merle mia micaela michaela
micheline michèle milagros mira mireille miren miriam modesta mona monika monique montserrat
morgane muriel murielle myriam mélanie mónica nadia nadine nadja nadège natacha natalia natalie
nathalie natividad naïma nele nerea nicola nicole nieves nina noelia noemí nora norma noémie nuria
núria océane odette odile olga olivia ophélie oriana paloma pamela paola pascale patricia paula
paule paulette paulina pauline paz pepa perrine petra philippine pia piedad pilar priscilla
purificación rachel ramona raquel raymonde rebeca rebecca regina regine reina remedios renate renée
ricarda rita roberta rocío romane rosa rosalie rosalía rosana rosario rose roselyne rosemarie
roswitha roxana roxane ruth régine sabina sabine sabrina salomé salvadora samira sandra sandrine
sara sarah saskia servane sibylle sidonie sieglinde sigrid silke silvana silvia simone sina socorro
sofia sofía solange soledad solveig solène sonia sonja sophia sophie stefanie steffi stella
stéphanie susana susanne suzanne suzette svenja swantje sybille sylvaine sylvia sylviane sylvie
ségolène séverine tabea tamara tania tanja tatiana tatjana telse teresa thea theresa therese
thérèse tina traute trinidad trude ulla ulrike ursel ursula uschi uta ute valentina valentine
valeria valerie valérie vanesa vanessa vera verena veronika verónica victoire victoria viktoria
viola violaine violeta violette virginia virginie viviana viviane véra véronique waltraud wencke
wendy wiebke wilhelmine ximena yaiza yamila yasmin yasmina yesenia yolanda yolande yvette yvonne
zaida zeynep zoé zsuzsa zulema ágnes ángela ève édith éliane élisabeth élise élodie éloïse éléonore
émeline émilie évelyne úrsula
"""

EITHER = """
dominique
"""

GIVEN = ENGLISH_GIVEN | words_with(MALE, "m") | words_with(FEMALE, "f") | words_with(EITHER, "u")
