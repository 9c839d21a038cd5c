"""The titles beside a person's name: "Prime Minister Ann Lee", "the Archbishop of Oru, John Weld"."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from factcheck.splitter.lexicon import words
from factcheck.splitter.places import PLACES
from factcheck.splitter.roles import BODIES, KINDS_OF_BODY, RANKS, ROLES

if TYPE_CHECKING:
    from spacy.tokens import Token

_age = re.compile(r"\d{1,3}\Z")
FROM = words("from in at near")
OFFICE_WORDS = words("of to for the")
NAMED = words("named called dubbed")
LONGEST_TITLE = 3
OFFICE_WITHIN = 7


def role_before(first: "Token", sentence_start: int) -> frozenset[str]:
    """Return the title just ahead of a name, also with the office between: "Governor of Washington …"."""
    place = first.i - 1
    if place > sentence_start and first.doc[place].text == ",":
        return _office_before(list(first.doc[max(sentence_start, place - OFFICE_WITHIN) : place]))
    while place > sentence_start and _leads_to_a_name(first.doc[place]):
        place -= 1
    if place < sentence_start:
        return frozenset()
    word = first.doc[place].lower_.rstrip(".")
    if word not in ROLES | KINDS_OF_BODY:
        return frozenset()
    return frozenset(
        {word, *titles_up_to(list(first.doc[max(sentence_start, place - LONGEST_TITLE) : place + 1]))}
    )


def _leads_to_a_name(token: "Token") -> bool:
    """Say whether a word may stand between a title and a name: "Governor of Oru"."""
    return token.lower_ in OFFICE_WORDS or (
        token.lower_ in NAMED and token.tag_ == "VBN" and token.dep_ == "acl"
    )


def _office_before(tokens: Sequence["Token"]) -> frozenset[str]:
    """Return the office ahead of a comma and a name: "its head, …", "the Archbishop of Oru, …"."""
    if tokens and tokens[-1].lower_ in ROLES and tokens[-1].pos_ == "NOUN":
        return frozenset({tokens[-1].lower_})
    for number in range(len(tokens) - 1, 0, -1):
        token = tokens[number]
        if token.lower_ in ROLES | KINDS_OF_BODY and tokens[number - 1].lower_ == "the":
            return frozenset({token.lower_})
        if token.pos_ not in ("PROPN", "NOUN", "ADJ") and token.lower_ not in OFFICE_WORDS:
            break
    return frozenset()


def peel(tokens: list["Token"]) -> tuple[list["Token"], frozenset[str]]:
    """Take titles off the front of a name, and the office they belong to."""
    cut = 0
    roles: set[str] = set()
    for number, token in enumerate(tokens[:-1]):
        if token.lower_.rstrip(".") in ROLES and not _is_in_a_body(tokens, number):
            cut = number + 1
            roles |= {token.lower_.rstrip("."), *titles_up_to(tokens[: number + 1])}
    rest = tokens[cut:]
    while len(rest) > 1 and rest[0].text in (".", "-", "–"):
        rest = rest[1:]
    return rest or tokens, frozenset(roles)


def titles_up_to(tokens: Sequence["Token"]) -> tuple[str, str]:
    """Return the title that tokens end with, and with the word ahead: "prime minister", "oru prime …"."""
    first = len(tokens) - 1
    while first and tokens[first - 1].lower_ in RANKS:
        first -= 1
    whole = [" ".join(token.lower_ for token in tokens[start:]) for start in (first, max(0, first - 1))]
    return whole[0], whole[1]


def _is_in_a_body(tokens: list["Token"], number: int) -> bool:
    """Say whether a title is a part of an organisation's name: "General Assembly", "Justice Department"."""
    return tokens[number + 1].lower_ in BODIES


def after_an_office(tokens: list["Token"]) -> list["Token"]:
    """Take the office off a name: "Washington Chris Gregoire" after "Governor of"."""
    for length in (2, 1):
        if len(tokens) > length and " ".join(token.text for token in tokens[:length]).casefold() in PLACES:
            return tokens[length:]
    return tokens[-2:] if len(tokens) > 2 else tokens


def roles_after(last: "Token") -> frozenset[str]:
    """Return the roles in an apposition after a name: ", spokesman for the ministry,"."""
    tail = last.doc[last.i + 1 : last.i + 9]
    if not len(tail) or tail[0].text not in (",", "("):
        return frozenset()
    found = []
    for token in tail[1:]:
        verb = token.pos_ in ("VERB", "AUX") and token.dep_ not in ("amod", "compound")
        if verb and tail[1].lower_ == "the" and token.tag_ not in ("VBN", "VBG"):
            return frozenset()
        if verb or token.text in (",", ")", ";", '"', "”", "’"):
            break
        owns = token.i + 1 < len(token.doc) and token.nbor().tag_ == "POS"
        if (token.lower_ in ROLES and not owns) or (token.lower_ == "who" and not _comes_from(last)):
            found.append(token.lower_)
        elif (
            token.lower_ in KINDS_OF_BODY
            and not (owns or found or token.dep_ == "compound")
            and token.i < last.i + 6
        ):
            if tail[1].lower_ == "the" and token.dep_ == "nsubj":
                return frozenset()
            return frozenset({token.lower_})
        elif token.pos_ == "ADP" and not found:
            break
        elif _age.match(token.text) and token.nbor(-1).text == ",":
            found.append("aged")
    return frozenset(found)


def _comes_from(last: "Token") -> bool:
    """Say whether a name tells where others are: in "victims from Arden, who" they are the ones."""
    return last.dep_ == "pobj" and last.head.lower_ in FROM and last.head.head.pos_ == "NOUN"
