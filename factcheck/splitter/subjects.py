"""Tells who a verb's subject is where the parser found two, or gave it to another word."""

from typing import TYPE_CHECKING

from factcheck.splitter.cues import NOUNS_OF_SAYING, READABLE
from factcheck.splitter.grammar import VERBAL, text_after, text_before
from factcheck.splitter.lexicon import words

if TYPE_CHECKING:
    from spacy.tokens import Token

SAYS_NOBODY = words(
    """
    said says claimed stated argued insisted alleged asserted explained added complained remarked replied
    concluded conceded joked
    """
)

ASKED = words("asked pressed questioned")
RESULTS = words("results findings authors conclusions")
APART = (",", "-", "–", "—")
INSERTED = ("appos", "relcl", "acl")


def is_within_a_name(word: "Token") -> bool:
    """Say whether "and" joins parts of one name: ", the Centre for Trade and Ports announced"."""
    doc, first = word.doc, word.i
    if not 0 < first < len(doc) - 1 or not doc[first - 1].pos_ == doc[first + 1].pos_ == "PROPN":
        return False
    while first and (doc[first - 1].pos_ == "PROPN" or doc[first - 1].lower_ in ("of", "for")):
        first -= 1
    return first > 1 and doc[first - 1].lower_ == "the" and doc[first - 2].text == ","


def before_the_day(head: "Token", last: int) -> int:
    """Return the last word of a phrase ahead of "Monday", but not within "a report Monday from the board"."""
    whose = max((child.i for child in head.rights if child.lower_ in ("from", "by", "of")), default=0)
    when = [child.left_edge.i for child in head.rights if child.dep_ == "npadvmod"]
    return min([last, *(place - 1 for place in when if place > whose)])


def described_by(token: "Token") -> "Token":
    """Return Ann Lee for the last word of "Ann Lee, President of Sule,", and other words as they are."""
    place = token.dep_ == "pobj" and token.nbor().text == ","
    office = token.head.head if place else token
    closed = (
        token.nbor().text == "," or office.left_edge.lower_ in ("a", "an") or token.i == office.left_edge.i
    )
    described = office.dep_ == "appos" and office.head.pos_ == "PROPN" and (place or token.pos_ == "NOUN")
    described = described and (place or closed)
    return office.head if described else token


def nearest_before(subjects: list["Token"], verb: "Token") -> "Token":
    """Return the last subject ahead of the verb, else the last behind it that no "as quoted by" leads to."""
    if len(subjects) == 2 and subjects[1].pos_ == "PROPN" and text_before(subjects[1]) == ",":
        return subjects[text_after(verb) == "," and verb.dep_ == "parataxis"]
    if len(subjects) == 2 and _is_in_its_clause(*subjects):
        return subjects[0]
    if is_inverted(verb) and subjects[-1].left_edge.i == verb.i + 1:
        return subjects[-1]
    said = [one for one in subjects if not any(near.lower_ == "as" for near in verb.doc[verb.i : one.i])]
    return max(said or subjects, key=lambda subject: (subject.i < verb.i, subject.i))


def _is_in_its_clause(name: "Token", other: "Token") -> bool:
    """Say whether the second subject stands in "Ann Lee, who heads the board" or "the judge who heard it"."""
    clauses = [child for child in name.rights if child.dep_ == "relcl" and child.i < other.i]
    cut_short = any(child.i + 1 == other.left_edge.i for child in clauses)
    return bool(clauses) and (name.pos_ == "PROPN" or cut_short)


def ahead_of_an_aside(verb: "Token", first: int) -> "Token | None":
    """Return the nurse in "the nurse, who saw him on a bed, said", where the parser gave her no verb."""
    closing = text_before(verb)
    if verb.i - 2 <= first or closing not in APART:
        return None
    doc = verb.doc
    comma = verb.i - 2
    while comma > first and doc[comma].text != closing:
        comma -= 1
    start = comma
    while start > first and doc[start - 1].text not in APART:
        start -= 1
    about = doc[comma + 1]
    while comma < about.head.i < verb.i and about.head.i != about.i:
        about = about.head
    named = all(token.pos_ == "PROPN" for token in doc[comma + 1 : verb.i - 1])
    if named or start == comma or about.head.i >= comma or about.dep_ not in INSERTED:
        return None
    head = doc[start]
    while start <= head.head.i < comma and head.head.i != head.i:
        head = head.head
    return head


def of_a_participle(verb: "Token") -> "Token | None":
    """Return the nurse in "a nurse, reached on Saturday, said", where the parser gave her the participle."""
    for child in verb.lefts:
        asked = child.lower_ in ASKED and text_before(child) == ","
        participle = child.tag_ == "VBN" and child.dep_ in ("ccomp", "advcl")
        if (participle or asked) and text_before(verb) == ",":
            own = [part for part in child.lefts if part.dep_ in ("nsubj", "nsubjpass")]
            if own and not any(part.dep_ in ("aux", "auxpass") for part in child.lefts):
                return own[-1]
    return None


def behind_a_participle(subject: "Token", verb: "Token") -> "Token":
    """Return Ann Lee in "Speaking in Oru, Ann Lee said", where the parser took "Speaking" for the subject."""
    if subject.tag_ != "VBG":
        return subject
    comma = next((token.i for token in verb.doc[subject.i : verb.i] if token.text == ","), verb.i)
    found = subject
    for token in verb.doc[comma + 1 : verb.i]:
        if token.pos_ in ("PROPN", "NOUN", "PRON"):
            found = token
        elif token.pos_ in ("ADP", "VERB", "AUX", "PUNCT"):
            break
    return found


def is_inverted(verb: "Token") -> bool:
    """Say whether ", claimed the mayor" may follow what was claimed: nobody says or claims a person."""
    return verb.lower_ in SAYS_NOBODY and text_before(verb) == ","


def thing_said(noun: "Token") -> "Token | None":
    """Return the statement in "issued a statement after the talks saying": who issued it says it."""
    for _ in range(3):
        if noun.lower_ in NOUNS_OF_SAYING and noun.dep_ == "dobj" and noun.head.pos_ in VERBAL:
            return noun
        if noun.dep_ != "pobj":
            return None
        noun = noun.head.head
    return None


def stands_for(subject: "Token") -> "Token | None":
    """Return the studies in "results of the studies", who are the ones that say something."""
    if subject.lower_ not in RESULTS:
        return None
    owned = [grand for child in subject.children if child.lower_ == "of" for grand in child.children]
    return next((token for token in owned if token.lower_ in READABLE), None)
