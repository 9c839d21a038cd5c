"""Says whether a noun phrase describes somebody whom nobody can identify."""

from typing import TYPE_CHECKING

from factcheck.splitter.cues import MASSES, PEOPLE_WHO_SPEAK, READABLE
from factcheck.splitter.lexicon import words
from factcheck.splitter.phrases import CASES, DOCUMENTS, SOMEBODY, Segment
from factcheck.splitter.roles import BODIES, GROUP_NOUNS, KINDS_OF_BODY, ROLES

if TYPE_CHECKING:
    from spacy.tokens import Token

# With "of" or "for" these tell who it is: "a spokesman for the ministry", not "a member of the crew".
HELD = words(
    """
    spokesman spokeswoman spokesperson lawyer attorney representative director head president
    leader chairman chairwoman chief minister mayor secretary manager coach editor father mother
    brother sister son daughter wife husband aide adviser advisor deputy
    """
)
SPEAKS_FOR = words("spokesman spokeswoman spokesperson lawyer attorney representative")
POINTING = words("these those both")
PLURAL_PEOPLE = words("people men women children folk")


def is_anonymous(piece: Segment, tokens: Segment, head: "Token") -> bool:
    """Say whether the words describe one or some of many, so that nobody can tell who it was."""
    if piece[0].lower_ in POINTING or _is_a_title(tokens):
        return False
    return (
        _is_a_mass(tokens, head)
        or _is_somebody(piece, head)
        or _are_some(piece, head)
        or _is_one_of_a_class(piece, head)
        or is_one_of_many(head)
    )


def _is_a_title(tokens: Segment) -> bool:
    """Say whether all words are written large: "Reporters Without Borders" is a name."""
    return len(tokens) > 2 and all(token.is_title for token in tokens)


def is_one_of_many(head: "Token") -> bool:
    """Say whether "one of the workers" is meant."""
    lead = (
        next((child for child in head.rights if child.lower_ == "of"), None) if head.lower_ == "one" else None
    )
    return lead is not None and any(child.pos_ != "PROPN" for child in lead.rights)


def is_one_of_the_people(head: "Token") -> bool:
    """Say whether "one of the workers" is meant, and not one of their tools."""
    people = (child for lead in head.rights for child in lead.rights) if is_one_of_many(head) else ()
    return any(
        one.lower_ in MASSES | PLURAL_PEOPLE or one.lower_.removesuffix("s") in ROLES for one in people
    )


def _is_one_of_a_class(piece: Segment, head: "Token") -> bool:
    """Say whether people are described and not named: "a trader", "two aid workers", "shoppers"."""
    word = head.lower_
    if head.pos_ != "NOUN" or any(token.pos_ == "PROPN" for token in piece) or head.tag_ not in ("NN", "NNS"):
        return False
    single = word.removesuffix("s")
    no_people = BODIES | KINDS_OF_BODY | GROUP_NOUNS | DOCUMENTS | READABLE
    if {word, single, f"{single.removesuffix('ie')}y"} & no_people:
        return False
    if any(token.text in CASES and token.i < head.i for token in piece):
        return False
    if head.tag_ == "NN":
        return piece[0].lower_ in SOMEBODY and word not in ROLES
    if piece[0].lower_ in ("the", "both", "these", "those") or piece[0].tag_ == "PRP$":
        return False
    return word.endswith("s") or word in PLURAL_PEOPLE


def _is_a_mass(tokens: Segment, head: "Token") -> bool:
    if head.lower_ not in MASSES or (head.pos_ == "PROPN" and not head.is_lower):
        return False
    known = tokens[0].nbor(-1).lower_ == "the" if tokens[0].i else False
    if head.lower_ in DOCUMENTS and (known or any(token.pos_ == "PROPN" for token in tokens)):
        return False
    if head.lower_ in READABLE and head.lower_ not in PEOPLE_WHO_SPEAK and head.tag_ != "NN":
        return not any(child.pos_ == "PROPN" for child in head.lefts) and not _is_by_somebody(head)
    owned = any(token.text in ("'s", "’s") and token.i < head.i for token in tokens)
    return not owned or head.tag_ == "NNS"


def _is_by_somebody(document: "Token") -> bool:
    """Say whether it is told whose reports they are: "reports from the Harbour Post"."""
    leads = [child for child in document.rights if child.lower_ in ("from", "by")]
    return any(grand.pos_ == "PROPN" for child in leads for grand in child.rights)


def _are_some(piece: Segment, head: "Token") -> bool:
    """Say whether "two paramedics" are meant, or "opposition lawmakers": a class without its names."""
    if head.tag_ != "NNS" or head.lower_.removesuffix("s") not in ROLES or piece[0].lower_ in ("the", "both"):
        return False
    return not any(token.text in CASES for token in piece)


def _is_somebody(piece: Segment, head: "Token") -> bool:
    """Say whether "a council member" is meant, with no name and no office to tell who."""
    if piece[0].lower_ not in SOMEBODY or head.lower_ not in ROLES or head.lower_ in DOCUMENTS:
        return False
    if any(token.pos_ == "PROPN" and token.i < head.i for token in piece):
        return False
    held = [child for child in head.lefts if child.dep_ in ("compound", "poss")]
    if head.lower_ in SPEAKS_FOR and any(child.dep_ == "poss" or not child.is_lower for child in held):
        return False
    return head.lower_ not in HELD or not any(token.lower_ in ("for", "of", "to") for token in piece)
