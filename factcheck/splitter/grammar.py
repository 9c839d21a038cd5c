"""Questions about a word's grammar that several modules ask of the parse."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from factcheck.splitter.lexicon import words
from factcheck.splitter.signs import MONTHS, WEEKDAYS

if TYPE_CHECKING:
    from spacy.tokens import Token

VERBAL = ("VERB", "AUX")
SUBJECTS = ("nsubj", "nsubjpass", "csubj")
FINITE = ("VBD", "VBZ", "VBP", "MD")
TELLING = words("told tells tell informed informs reminded assured warned asked")
BEING = words("is are was were be am 's ’s 'm ’m")
TIMES = MONTHS | WEEKDAYS | words("decades years months weeks days hours minutes centuries")


def is_passive(verb: "Token") -> bool:
    """Say whether a verb tells what was done to its subject, or stands as a past participle."""
    helped = any(child.dep_ == "auxpass" for child in verb.children)
    helped = helped or (verb.dep_ != "ROOT" and any(child.dep_ == "nsubjpass" for child in verb.children))
    participle = verb.tag_ == "VBN" and verb.dep_ in ("acl", "amod") and not is_main_after_all(verb)
    done_to = verb.tag_ == "VBN" and any(child.dep_ == "agent" for child in verb.rights)
    return helped or participle or done_to


def is_main_after_all(verb: "Token") -> bool:
    """Say whether a participle is the main verb behind "Ann Lee, whose …,", where the parser saw none."""
    noun = verb.head
    if noun.dep_ != "ROOT" or noun.pos_ not in ("NOUN", "PROPN") or verb.i < noun.i:
        return False
    if verb.dep_ == "acl":
        return verb.tag_ in ("VBN", "VBD") and text_before(verb) == ","
    relative = any(token.tag_ in ("WDT", "WP", "WP$", "WRB") or token.text == "," for token in verb.lefts)
    return verb.dep_ == "relcl" and verb.tag_ in ("VBD", "VBZ") and not relative


def is_infinitive(verb: "Token") -> bool:
    """Say whether a verb has its "to"."""
    return any(child.lower_ == "to" and child.dep_ == "aux" for child in verb.children)


def is_as_clause(verb: "Token") -> bool:
    """Say whether a verb stands in "as she told the paper", beside what she told."""
    if verb.dep_ != "advcl" or not any(child.lower_ == "as" and child.i < verb.i for child in verb.children):
        return False
    things = any(child.dep_ == "dobj" and not child.text[:1].isupper() for child in verb.children)
    return not any(child.dep_ == "ccomp" for child in verb.children) and (
        verb.lower_ in TELLING or not things
    )


def is_aside(clause: "Token") -> bool:
    """Say whether a clause only qualifies the main one: "although a poll found", "which he said"."""
    if clause.dep_ in ("relcl", "acl"):
        return True
    level = any(child.dep_ == "nsubj" for child in clause.lefts)
    return clause.dep_ == "advcl" and any(
        (child.dep_ == "mark" and not (level and child.lower_ == "while")) or child.lower_ == "when"
        for child in clause.lefts
    )


def has_a_finite_verb(clause: "Token") -> bool:
    """Say whether a clause has a verb with a tense."""
    return any(token.tag_ in FINITE for token in clause.subtree)


def governor(noun: "Token") -> "Token | None":
    """Return the verb that a noun depends on, through a preposition."""
    head = noun.head.head if noun.head.dep_ == "prep" else noun.head
    return head if head.pos_ in VERBAL else None


def text_before(token: "Token") -> str:
    """Return the word just ahead, or nothing at the start."""
    return str(token.nbor(-1).text) if token.i else ""


def text_after(token: "Token") -> str:
    """Return the word just behind in lower case, or nothing at the end."""
    return str(token.nbor().lower_) if token.i + 1 < len(token.doc) else ""


def is_said_of_ourselves(verb: "Token") -> bool:
    """Say whether "I" or "we" is the subject of a verb."""
    return any(child.dep_ == "nsubj" and child.lower_ in ("i", "we") for child in verb.children)


def helpers(verb: "Token | None") -> set[str]:
    """Return the auxiliaries of a verb."""
    if verb is None:
        return set()
    return {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}


def main_verb(tokens: Sequence["Token"]) -> "Token | None":
    """Return the verb that governs a stretch of words."""
    places = {token.i for token in tokens}
    for token in tokens:
        if token.pos_ not in VERBAL or token.dep_ in ("aux", "auxpass"):
            continue
        if token.head.i not in places or token.head.i == token.i:
            return token
    return next((token for token in tokens if token.tag_ in FINITE and not _is_in_a_relative(token)), None)


def _is_in_a_relative(verb: "Token") -> bool:
    head = verb.head if verb.dep_ in ("aux", "auxpass") else verb
    return head.dep_ in ("relcl", "acl") or (head.dep_ == "conj" and head.head.dep_ == "relcl")


def has_a_condition(head: "Token") -> bool:
    """Say whether something "could be lost" only if something else comes true."""
    return any(
        child.dep_ == "advcl" and any(grand.lower_ in ("if", "unless") for grand in child.lefts)
        for child in head.children
    )


def leads_to_what_is_told(lead: "Token", verb: "Token") -> bool:
    """Say whether "on" or "for" leads to a matter, not to a day, and not out of "asked him to wait for"."""
    of_what_to_do = any(token.tag_ == "TO" for token in verb.doc[verb.i + 1 : lead.i])
    return not of_what_to_do and not any(thing.lower_ in TIMES for thing in lead.children)
