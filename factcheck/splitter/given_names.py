"""Given names that tell "he" from "she": the commonest of many languages, and only for pronouns."""

from factcheck.splitter.lexicon import words

MEN = words(
    """
    aaron abdul abdullah abel abraham adam adrian ahmad ahmed alan albert alberto alejandro
    alessandro alexander alexei alfonso alfred ali allan amir anders andre andreas andrei andrew
    andrzej angus anthony anton antonio arjun arthur arturo aurelio ben benedikt benjamin bernard
    bill bjorn bob boris brad brendan brian bruce bruno callum carl carlo carlos cedric charles
    chris christian christopher clay clive colin connor craig cyril dale damian daniel darren dave
    david dean dennis derek diego dieter dimitri dmitri dominic don donald dov doug douglas duncan
    ed edgar eduardo edward edwin eli elias emil emmanuel enrique eric erik ernest ethan eugene
    evan felipe felix fernando filip francesco francis francisco frank franz fred frederick gabriel
    gareth gary geoff geoffrey george gerald gerard giorgio giovanni giuseppe glen gordon graham
    greg gregory guillaume gustav guy hamid hans harold harry hassan hector henri henrik henry
    herbert hiroshi horace howard hugh hugo hussein ian ibrahim igor ivan jack jacob jacques jaime
    jakob james jamal jan jason javier jean jeff jeffrey jens jeremy jerome jim jimmy joao joe joel
    johan johann john jonas jonathan jorge jose josef joseph joshua juan julian julio jurgen karel
    karl keith ken kenji kenneth kevin khalid klaus konstantin kurt kwame lars laurent lawrence leo
    leon leonard liam lorenzo louis luca lucas luis luke magnus malcolm manuel marc marcel marco
    marcus mario mark markus martin mateo mathias matt matthew maurice max michael michel miguel
    mike mikhail mohamed mohammad mohammed muhammad murray mustafa nathan ned neil nicholas nick
    nicolas nigel nikolai noah norman olaf oleg oliver omar oscar otto owen pablo paolo pascal
    patrick paul pavel pedro per pete peter philip philippe pierre piet piotr rafael raj rajesh ralph ramon
    raul ray raymond ricardo richard rob robert roberto rodrigo roger roland roman ron ronald ross
    roy rudolf rui rupert ruud ryan salvador sam samir samuel sanjay scott sean sebastian sergei
    sergio simon stanley stefan stephen steve steven stuart sven takeshi ted terry theo thomas tim
    timothy tobias toby todd tom tommy tony trevor tyler uwe victor vijay viktor vincent vladimir
    walter warren wayne wendell werner wilhelm will william winston wolfgang yusuf zachary
    """
)
WOMEN = words(
    """
    abigail ada adele adriana agnes aisha alexandra alice alicia alison amanda amelia amina amy ana
    andrea angela angelica anita ann anna anne annette annie antonia astrid audrey barbara beatrice
    beatriz bella bernadette beth betty birgit brenda bridget brigitte camilla carla carmen carol
    carolina caroline catalina catherine cecilia celeste celia charlotte chloe christina christine
    claire clara claudia colette constance cristina daisy dana daniela deborah debra denise diana
    diane dolores donna dora doreen doris dorothy edith eileen elaine eleanor elena elisa elisabeth
    elizabeth ella ellen elsa emilia emily emma erica erika esther eva eve evelyn fatima fatma
    felicity fiona florence frances francesca freya frieda gabriela gemma georgia geraldine gertrude
    gina giulia glenda gloria grace greta gwen hanna hannah harriet heather heidi helen helena
    helga hilary hilda ida idalina ilse imogen ines inga ingrid irene irina iris isabel isabella
    isabelle ivana jacqueline jane janet janice jasmine jean jennifer jenny jessica jill joan
    joanna jocelyn josephine joyce juanita judith julia juliana julie juliet june karen karin kate
    katherine kathleen kathy katie katrin katrina kavita kirsten lara laura lauren leila lena
    leonor leticia lidia lila lilian linda lisa lola lorna louisa louise lucia lucy ludmila luisa
    lydia madeleine magdalena maggie margaret margarita maria mariam marian marianne marie marina
    marisol marjorie marta martha martina mary matilda maureen megan melanie melissa mercedes mia
    michelle mildred miriam molly monica monique nadia nancy naomi natalia natalie natasha nicole
    nina noor nora norma olga olivia pamela patricia paula pauline peggy penelope petra philippa
    phyllis pia pilar priya rachel rania rebecca regina renata rita roberta rosa rosalind rose
    rosemary roxana ruth sabine sally samantha sandra sara sarah selma shannon sharon sheila shirley
    silvia simone sofia sonia sophia sophie stella stephanie sue susan susanna suzanne svetlana
    sylvia tamara tania tanya tara tatiana teresa theresa tina ursula valentina valerie vanessa
    vera veronica victoria violet virginia vivian wanda wendy winifred yasmin yolanda yvonne zainab
    zoe zsofia
    """
)
_BOTH = MEN & WOMEN


def is_given(word: str) -> bool:
    """Say whether a word, in lower case, is a given name."""
    return word in MEN or word in WOMEN


def gender_of(name: str) -> str | None:
    """Return "he" or "she" where a full name's first word tells."""
    first, *rest = name.casefold().split()
    if not rest or first in _BOTH:
        return None
    if first in MEN:
        return "he"
    return "she" if first in WOMEN else None
