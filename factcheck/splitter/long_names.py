"""Finds bodies' long names, with small words inside, where the article has their initials too.

"The Institute of Standards and Trade" is one name where IST stands elsewhere; else it may be an institute and
a firm called Trade.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from factcheck.splitter.lexicon import words
from factcheck.splitter.roles import BODIES

if TYPE_CHECKING:
    from spacy.tokens import Token

WITHIN = words("of for the and in on & de du des la le les d' et für und y del della per")
LONGEST = 14
SHORTEST_INITIALS = 3
KINDS = BODIES | words(
    "institut instituto istituto commission comité comite autorité agence agencia bundesamt ministère"
)


def initials_in(tokens: Sequence["Token"]) -> set[str]:
    """Return the words of a sentence that may be initials: "IST"."""
    return {token.text for token in tokens if _may_be_initials(token)}


def long_names(tokens: Sequence["Token"], initials: set[str]) -> Iterator[tuple["Token", "Token"]]:
    """Yield the first and last word of each name whose capitals are some of the initials."""
    for number, first in enumerate(tokens) if initials else ():
        if not _is_large(first) or first.is_upper:
            continue
        capitals, last = first.text[0], number
        joined = False
        for place in range(number + 1, min(len(tokens), number + LONGEST)):
            token = tokens[place]
            if _is_large(token) and not token.is_upper:
                capitals, last = capitals + token.text[0], place
            elif token.lower_ in WITHIN:
                joined = True
            else:
                break
            if last == place and joined and capitals in initials and _has_a_body(tokens[number : last + 1]):
                yield first, tokens[last]


def beside_initials(tokens: Sequence["Token"]) -> Iterator[tuple["Token", "Token", str]]:
    """Yield the name in "IST, the Institute of Trade," and "IST (Institute of Trade)", and the initials."""
    for number, token in enumerate(tokens[:-3]):
        if not _may_be_initials(token):
            continue
        opens = tokens[number + 1].text
        start = number + (3 if opens == "," and tokens[number + 2].lower_ == "the" else 2)
        if opens not in (",", "(") or start >= len(tokens) or not _is_large(tokens[start]):
            continue
        last = start
        while last + 1 < min(len(tokens), number + LONGEST) and (
            _is_large(tokens[last + 1]) or tokens[last + 1].lower_ in WITHIN
        ):
            last += 1
        listed = number > 0 and tokens[number - 1].text == ","
        listed = listed or (last + 2 < len(tokens) and tokens[last + 2].lower_ in ("and", "or"))
        if opens == "," and listed:
            continue
        closes = last + 1 < len(tokens) and tokens[last + 1].text == (")" if opens == "(" else ",")
        if closes and last > start and _is_large(tokens[last]) and _has_a_body(tokens[start : last + 1]):
            yield tokens[start], tokens[last], token.text


def _has_a_body(tokens: Sequence["Token"]) -> bool:
    return any(token.lower_ in KINDS for token in tokens)


def _is_large(token: "Token") -> bool:
    return token.text[0].isupper() and token.is_alpha


def _may_be_initials(token: "Token") -> bool:
    return token.is_upper and token.is_alpha and SHORTEST_INITIALS <= len(token) <= LONGEST
