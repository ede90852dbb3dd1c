"""Given names common in English-language news and the gender they mostly go with (m, f).

Written from general knowledge, as a closed class of words; a name that is missing costs little,
because titles, roles and pronouns say the same.
"""

MALE = """
reggie ansel tobias abel benny ravi anil deepak kenta haruto chidi kwame imran tyrell alfie archie
finn
callum ewan hamish fraser rory declan eoin padraig cormac dermot fergus rhys gunnar knut olaf pieter
joost joao rui nikos dimitris yannis emre everett
aaron abdul abdullah abe abraham adam adrian ahmad ahmed aidan al alan albert alberto aldo alec
alejandro aleksander aleksandr alex alexander alexandre alexei alexey alfonso alfred ali allan
allen alvin amir anatoly anders andre andreas andrei andrej andres andrew andrey andriy andrzej
andy angelo anthony antoine anton antonio antony ari arkady arnold art arthur artem arturo asa
asher ash austin avi axel aziz barack barney barry bart bartosz bashar ben benedict benito
benjamin bennett bernard bernd bernie bert bill billy bjorn blake bob bobby bogdan boris brad
bradley brandon brendan brent bret brett brian bruce bruno bryan bryce burt byron caleb calvin
cameron carl carlo carlos carlton carter casey cecil cedric cesar chad charles charlie chester
chip chris christian christoph christophe christopher chuck clarence clark claude claudio clay
clayton cliff clifford clint clinton clive clyde cody colby cole colin connor conor conrad corey
cornelius cory craig curt curtis cyril dale dallas damian damien damon dan daniel danny dario
darren darrell daryl dave david davis dean denis denzel derek derrick devin diego dieter dietrich
dimitri dirk dmitri dmitry dmytro dominic dominik dominique don donald donnie doug douglas drew
duane duncan dustin dwight dylan earl ed eddie edgar edmund eduardo edward edwin efraim egon eli
elias elijah elliot elliott elmer elon emil emmanuel enrico enrique eric erich erik ernest
ernesto ernie ervin ethan eugene evan evgeny ezra fabio felipe felix ferdinand fernando fidel
filip floyd francis francisco franco francois frank franklin franz fred freddie freddy frederic
frederick fritz gabriel gareth garrett garry gary gavin gene geoff geoffrey george georges gerald
gerard gerhard gideon gilbert giovanni giuseppe glen glenn gordon graham grant greg gregory
grigory grover grzegorz guillaume guillermo gus gustav guy hamid hans harold harrison harry
harvey hassan heath hector heinrich heinz helmut henri henrik henry herbert herman hideo hiroshi
hisham howard hubert hugh hugo humberto hussein ian ibrahim igor ihor ilya immanuel ira irving
isaac isaiah ismail ivan ivo jack jackson jacob jacques jaime jake jakub jamal james jamie jan
jared jarrod jaroslaw jason javier jay jean jeb jed jeff jefferson jeffrey jens jeremiah
jeremy jerome jerry jesse jesus jim jimmy joachim joaquin jody joe joel joerg johan johann john
johnnie johnny jon jonah jonas jonathan jordan jorge jose josef joseph josh joshua juan judd
jules julian julio julius jurgen justin kamil karim karl kareem keith kellan kelvin ken kenji
kenneth kenny kent kerry kevin khalid kim kirill kirk klaus kofi konrad konstantin
krzysztof kurt kyle lachlan lamar lance larry lars laurent lawrence lech lee leo leon leonard
leonid leonardo leroy les leslie lester lev levi lewis liam lincoln lindsey lionel lloyd logan
lorenzo lou louis luc luca lucas luis luiz lukas lukasz luke luther lyle lyndon maciej mack
mahmoud malcolm manfred manny manuel marc marcel marcin marco marcos marcus marek mario mariusz
mark markus marlon marshall martin martyn marty marvin mason massimo mateusz mathew mathias matt
matteo matthew matthias maurice maurizio max maxim maximilian maxwell mehmet mel mervyn michael
michal michel miguel mihail mikael mike mikhail mikolaj milan miles milton mitch mitchell mitt
mohamed mohammad mohammed moises morgan morris moshe muammar muhammad mustafa mykhailo mykola
naftali nate nathan nathaniel neal ned neil nelson newt nicholas nick nicolas nigel niels nikita
niklas nikolai nikolay noah noel norbert norm norman oleg oleh oleksandr oleksii oleksiy oliver
olivier omar orlando orrin oscar osama oskar otto owen pablo paolo pascal pat patrick paul paulo
pavel pavlo pawel pedro per perry pete peter petr petro phil philip philippe phillip pierre piers
piotr preston quentin quincy radek radoslaw radosław rafael rafal raj rajiv ralph ramon ramzan
rand randall randolph randy raphael rashid raul ray raymond recep reed reginald reince reinhard
rene rex reynaldo ricardo rich richard rick ricky rob robby robert roberto robin rod roderick
rodney rodrigo roger rogelio roland rolf roman ron ronald ronnie ross roy ruben rudolf rudolph
rudy rupert ruslan russ russell ryan saddam salvador salman sam samir samuel sandeep sanjay
santiago saul scott sean sebastian serge sergei sergey sergio serhiy seth shane shaun shawn
sheldon sherman shinzo sidney sigmar silvio simon slawomir sonny spencer stan stanislav stanislaw
stanley stefan stephan stephane stephen steve steven stuart sven sylvester tad tadeusz taras
tarek ted terence terrence terry thad thaddeus theo theodore thomas tim timothy toby todd tom
tomas tomasz tommy tony travis trent trevor trey tristan troy tucker ty tyler tyrone
ulrich umberto uri vaclav vadim valery vance vasily vasyl vernon viatcheslav victor vijay viktor
vincent vincenzo vitali vitaly vitalii vlad vladimir vladislav volodymyr vyacheslav wade waldemar
wallace walter warren wayne wendell werner wesley wilbur wilfried wilhelm will willard william
willie winston witold wladyslaw wladimir wojciech wolf wolfgang woodrow xavier xi yair yasser
yegor yevgeny yitzhak yoshihide yuri yuriy yusuf yves zach zachary zack zbigniew zdzislaw zev
władysław włodzimierz sławomir jarosław paweł michał łukasz rafał mikołaj stanisław wacław
bartłomiej
"""

FEMALE = """
rosalind delphine lorna mirela priya sunita yuki ngozi ayesha zara aaliyah latasha sienna isla freya
niamh siobhan saoirse aoife bronwyn carys elin femke sanne chiara federica eleni ayse fatma rania
faye
abby abigail ada adele adriana agata agnes agnieszka aisha alana alba aleksandra alessandra alexa
alexandra alexandria alexis alice alicia alina alisa alison allison alma alyssa amal amanda amber
amelia amina amy ana anastasia anastasiya andrea andree angela angelica angelina angie anita ann
anna annabel anne annegret annette annie antonia april ariana ariel arlene ashley astrid audrey
aung ava barbara beata beate beatrice beatriz becky belinda bernadette beth bethany betsy bettina
betty beverly bianca blanca bonnie brenda briana bridget brigid brigitte britney brittany brooke
camila camilla candace candice carla carly carmen carol carole carolina caroline carolyn carrie
catherine cathy cecilia cecile celeste celia celina charlene charlotte chelsea cheryl chloe
christa christiane christie christina christine cindy claire clara claudia colleen condoleezza
connie constance cora cornelia courtney crystal cynthia daisy dana daniela danielle danuta daria
darlene dasha dawn debbie deborah debra deidre delia denise diana diane dianne dina dolores
dominika donna dora doris dorota dorothy edith edna edyta eileen elaine eleanor elena elisabeth
elise elizabeth ella ellen eloise elsa elsie elvira elzbieta emilia emily emma erica erika erin
esmeralda estelle esther eva eve evelyn ewa faith fatima felicia fiona flora florence frances
francesca franziska frida gabriela gabriele gabrielle gail gayle geraldine gertrude gina ginger
giorgia giulia gladys gloria grace greta gretchen gwen gwendolyn haley halina hanan hannah hanna
harriet hazel heather heidi helen helena helene helga henrietta hilary hilda hillary hollie holly
hope huma ida ilana ilona ilse imelda ines ingrid inna ioana irena irene irina iris irma isabel
isabella isabelle isobel ivana ivanka ivonne iwona jackie jacqueline jadwiga jamila jana jane
janet janice janine jasmine jeanette jeanne jen jenna jennifer jenny jessica jill jo joan joanna
joanne jocelyn jodi joni josephine joy joyce juana judith judy julia juliana julie juliet julieta
june justyna kaitlyn kamala kara karen karin karla karolina kasia kate katarina katarzyna
katherine kathleen kathryn kathy katie katja katrin katrina katya kay kayla keiko kellie kelly
kelsey kendra khadija kimberly kirsten kirstjen kristen kristi kristin kristina kristine krystyna
laila lana lara larisa larysa latoya laura lauren laurie laverne lea leah leila lena lenore leona
lesia lesley letitia lidia lila lilian liliana lillian lily lina linda lindsay lisa liz liza
lizzie lois lola loretta lori lorraine louise lourdes lucia lucille lucy ludmila luisa lupe lydia
lyn lynda lynn lynne mabel madeleine madeline madison mae maggie magdalena malala malgorzata
malia mallory mandy mara marcela marcia margaret margarita margot maria mariah mariam marian
mariana marianne maribel marie marina marion marisa marissa marjorie marla marlene marta martha
martina mary maryam maryna matilda maureen maxine may maya megan megyn meghan melania melanie
melinda melissa mercedes meredith mia michaela michele michelle mildred mindy mira miranda miriam
moira mollie molly mona monica monika muriel myra nadia nadezhda nadiya nancy naomi natalia
natalie nataliya natasha nellie nicola nicole nikki nina noemi nora noreen norma octavia oksana
olena olga olha olivia olympia oprah paige pam pamela patricia patrizia patsy patti patty paula
paulina pauline pearl peggy penelope penny petra phoebe phyllis polly priscilla priti rachel rana
raquel rebecca regina renata renee rhonda rita roberta rochelle rosa rosalie rosario rose
rosemary rosie roxanne ruth sabina sabine sabrina sadie sally samantha sandra sandy sara sarah
sasha selena serena shannon sharon sheila shelley sheri sherry sheryl shirley sigrid silvana
silvia simone sofia solvita sonia sonya sophia sophie stacey stacy stefania stella stephanie sue
susan susana susanna susanne susie suzanne svetlana svitlana sybil sydney sylvia sylvie tamara
tammy tania tanya tara tatiana tatyana teresa terri tess tessa thelma theresa therese tiffany
tina toni tracey tracy trina trudy tulsi ulrike ursula uzra valentina valeria valerie vanessa
vera verena veronica veronika veronique vicki vicky victoria viktoria viktoriya viola violet
virginia viviana vivian wanda wendy wilma winifred winnie yael yana yelena yolanda yulia yuliya
yvette yvonne zainab zoe zofia zuzana małgorzata elżbieta stanisława
"""

EITHER = """
alex andrea blair bobbie brook campbell cameron carey chandler dakota dana drew emery finley
frankie jackie jaime jamie jan jean jess jo jody jordan kelly kerry kim lee leigh leslie lindsay
lindsey marion morgan pat quinn reese riley robin sam sandy sasha shannon sidney stacy sydney
taylor terry tracy val whitney yang jules addison ainsley avery bailey
"""

GIVEN = (
    dict.fromkeys(MALE.split(), "m")
    | dict.fromkeys(FEMALE.split(), "f")
    | dict.fromkeys(EITHER.split(), "u")
)
