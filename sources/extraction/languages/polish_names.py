"""Given names common in Polish news, in the nominative.

Written from general knowledge, as a closed class of words.
"""

from . import words_with
from .european_names import GIVEN as EUROPEAN_GIVEN

MALE = """
bartek ewaryst oktawian
adam aleksander aleksy alfred alojzy ambroży andris andrzej antoni arkadiusz artur august barack
bartosz bartłomiej bazyli benedykt bernard bogdan bogumił bogusław bolek bolesław bonifacy borys
bruno błażej cezary cyprian cyryl czesław damian daniel dariusz dawid dionizy dominik donald edmund
edward emil emmanuel eryk eugeniusz fabian feliks ferdynand filip florian franciszek fryderyk
gabriel gerard grzegorz gustaw henryk hieronim hubert ignacy igor ireneusz iwo jacek jakub jan
janis janusz jarosław jeremi jerzy joachim joe julian juliusz józef jędrzej kacper kajetan kamil
karol kazimierz klemens konrad konstanty krystian krzysztof ksawery kuba lech leon leonard leopold
leszek lucjan ludwik maciej maksymilian marcel marceli marcin marek marian mariusz mateusz michał
mieczysław mikołaj mirosław miłosz nikodem norbert olaf oleg olgierd oskar patryk paweł piotr
przemysław radosław rafał remigiusz robert roch roman romuald rudolf ryszard sebastian sergiusz
seweryn stanisław stefan sylwester szymon sławomir tadeusz tobiasz tomasz tymon tymoteusz viktor
vladimir volodymyr wacław waldemar walenty wawrzyniec wiesław wiktor wincenty wit witold wojciech
wołodymyr władimir władysław włodzimierz zbigniew zbysław zdzisław zenon ziemowit zygfryd zygmunt
łukasz
"""

FEMALE = """
mariola inez
adela adrianna agata agnieszka aldona aleksandra alicja alina amelia anastazja aneta anna antonina
apolonia barbara beata bernadetta bogumiła bożena bronisława cecylia celina czesława danuta daria
diana dobrosława dominika dorota edyta eleonora eliza elżbieta emilia emma eugenia ewa ewelina
felicja franciszka gabriela genowefa gertruda grażyna halina hanna helena henryka honorata iga
ilona irena irmina ita iwona izabela jadwiga jagoda janina joanna jolanta judyta julia julianna
justyna józefa kalina kamila karina karolina katarzyna kazimiera kinga klara klaudia kornelia
krystyna laura lena leokadia lidia lucyna ludwika luiza magdalena maja malwina marcelina maria
marianna marlena marta martyna marzena matylda małgorzata michalina milena mirosława monika nadia
natalia nina olga oliwia otylia patrycja paula paulina regina renata roksana rozalia ryszarda róża
sabina sandra sara seweryna sonia stanisława stefania sylwia tamara tatiana tekla teodora teresa
ursula urszula wacława walentyna wanda weronika wiesława wiktoria wioletta władysława zdzisława
zofia zuzanna zyta łucja żaneta
"""

NATIVE = words_with(MALE, "m") | words_with(FEMALE, "f")
GIVEN = EUROPEAN_GIVEN | NATIVE
