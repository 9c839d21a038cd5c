"""Takes a noun phrase apart: titles, names, appositions, and what only follows the name."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from factcheck.splitter.cues import MASSES, NOUNS_OF_SAYING, READABLE
from factcheck.splitter.lexicon import words
from factcheck.splitter.mentions import after_an_office, peel, runs, words_of
from factcheck.splitter.names import Names
from factcheck.splitter.places import PLACES
from factcheck.splitter.roles import BODIES, GROUP_NOUNS, KINDS_OF_BODY, ROLES

if TYPE_CHECKING:
    from spacy.tokens import Token

Segment = list["Token"]

LONGEST_NAME = 4
CASES = ("'s", "’s", "'", "’")
OFFICES = ("of", "to", "for", "in", "at", "on")
SOMEBODY = words("a an one another")
# With "of" or "for" these tell who it is: "a spokesman for the ministry", not "a member of the crew".
HELD = words(
    """
    spokesman spokeswoman spokesperson lawyer attorney representative director head president
    leader chairman chairwoman chief minister mayor secretary manager coach editor father mother
    brother sister son daughter wife husband aide adviser advisor deputy
    """
)
SPEAKS_FOR = words("spokesman spokeswoman spokesperson lawyer attorney representative")
PLURAL_PEOPLE = words("people men women children folk")
DOCUMENTS = words(
    """
    report study survey poll estimate paper article analysis review audit letter statement
    communique communiqué memo memorandum note e-mail email brief editorial book bulletin filing
    indictment complaint ruling judgment judgement verdict order post leaflet pamphlet manifesto
    notice website programme program column document transcript message press-release release
    """
)
PEOPLE_WHO_SPEAK = words(
    """
    researchers scientists experts officials sources critics analysts observers economists
    witnesses media
    """
)


def segments(tokens: Sequence["Token"]) -> list[Segment]:
    """Return a noun phrase as the pieces between its commas, without what stands in brackets."""
    found: list[Segment] = [[]]
    depth, skipping = 0, False
    for token in tokens:
        if token.text in ("(", "[", ")", "]"):
            depth = max(0, depth + (1 if token.text in ("(", "[") else -1))
        elif depth:
            continue
        elif token.text in (",", "–", "—", ";"):
            skipping = False
            found.append([])
        elif skipping:
            continue
        elif token.dep_ == "relcl" or token.lower_ in ("who", "which", "whose"):
            skipping = True
        else:
            found[-1].append(token)
    return [segment for segment in found if segment] or [list(tokens)]


def person_in(pieces: Sequence[Segment], names: Names) -> tuple["Token", "Token"] | None:
    """Return a person's name among the pieces: one known, titled, or beside a piece that says who it is."""
    described = any(token.lower_ in ROLES for piece in pieces for token in piece)
    for piece in pieces:
        found = _name_at_end(piece)
        if found is None:
            continue
        first, last, titled = found
        text = str(first.doc[first.i : last.i + 1].text)
        beside = described and len(pieces) > 1 and len(text.split()) > 1
        if _may_be_a_person(text) and (
            _is_known(text, names) or titled or beside or _follows_a_description(piece, pieces)
        ):
            return first, last
    return None


def _may_be_a_person(text: str) -> bool:
    if text.casefold() in PLACES or any(word in BODIES for word in words_of(text)):
        return False
    return len(text.split()) <= LONGEST_NAME


def _is_known(text: str, names: Names) -> bool:
    name = names.fullest(text)
    return name is not None and name.is_person


def _follows_a_description(piece: Segment, pieces: Sequence[Segment]) -> bool:
    """Say whether a piece is a bare name that follows its description: "its clerk, Piet Lorne"."""
    if piece is pieces[0] or len(piece) < 2 or any(token.pos_ != "PROPN" for token in piece):
        return False
    return any(token.pos_ == "NOUN" for token in pieces[0])


def _name_at_end(piece: Segment) -> tuple["Token", "Token", bool] | None:
    """Return the capitalised words that end a piece, and whether a title was taken off them."""
    found = list(runs(piece))
    employed = _name_before_an_employer(found, piece)
    if employed or not found or found[-1][1].i != piece[-1].i:
        return employed
    first, last = found[-1]
    name, roles = peel(list(first.doc[first.i : last.i + 1]))
    before = [token.lower_.rstrip(".") for token in piece if token.i < name[0].i]
    if before and (before[-1] in ("the", "and", *CASES) or any(word in OFFICES for word in before)):
        held = any(word in OFFICES for word in before) and any(word in ROLES for word in before)
        return (after_an_office(name)[0], last, True) if held and len(name) > 1 else None
    return name[0], last, bool(roles) or any(word in ROLES for word in before[-1:])


def _name_before_an_employer(
    found: Sequence[tuple["Token", "Token"]], piece: Segment
) -> tuple["Token", "Token", bool] | None:
    """Return the name in "the critic Ann Lee of La Semaine"."""
    for first, last in found[:-1]:
        described = first.i > piece[0].i and first.nbor(-1).lower_ in ROLES
        if described and last.i > first.i and last.nbor().lower_ in ("of", "at", "from", "with"):
            return first, last, True
    return None


def named_beside(pieces: Sequence[Segment]) -> Segment | None:
    """Return the name in apposition to a description: "the company that runs the ship, Linhas Pico"."""
    first = pieces[0]
    one_of_many = len(first) > 1 and first[0].lower_ == "one" and first[1].lower_ == "of"
    somebody = first[0].lower_ in SOMEBODY and not one_of_many
    if len(pieces) < 2 or any(token.pos_ == "PROPN" for token in first) or somebody:
        return None
    for piece in pieces[1:]:
        name = piece[1:] if piece[0].lower_ == "the" else piece
        if name and all(token.pos_ == "PROPN" for token in name):
            return name
    return None


def without_the_crowd(piece: Segment) -> Segment:
    """End a name before the words that only follow it: "said Bolden to the crowd"."""
    for number, token in enumerate(piece):
        if number and _leaves_the_name(token, piece[number - 1]):
            return piece[:number]
    return piece


def _leaves_the_name(token: "Token", before: "Token") -> bool:
    if token.pos_ not in ("ADP", "ADV", "PART") or token.lower_ in ("of", "for", *CASES):
        return False
    return before.pos_ == "PROPN" and before.lower_ not in ROLES


def owner_of_a_statement(piece: Segment) -> Segment | None:
    """Return whose statement it is in "Cornyn's statement"."""
    if piece[-1].lower_ not in NOUNS_OF_SAYING:
        return None
    return next(
        (piece[:number] for number, token in enumerate(piece) if number and token.text in CASES), None
    )


def proper(piece: Segment) -> Segment:
    """Return the words that name: "MicroMega" of "the magazine MicroMega", and no article ahead."""
    for number, token in enumerate(piece[:-1]):
        rest = piece[number + 1 :]
        names_it = token.lower_ in KINDS_OF_BODY and token.pos_ == "NOUN"
        if names_it and all(part.pos_ == "PROPN" for part in rest):
            return rest
    return piece[1:] if len(piece) > 1 and piece[0].lower_ in ("the", "a", "an") else piece


def head_of(tokens: Segment) -> "Token":
    """Return the word that the others in a phrase depend on."""
    first, last = tokens[0].i, tokens[-1].i
    return next((token for token in tokens if not first <= token.head.i <= last), tokens[-1])


def is_anonymous(piece: Segment, tokens: Segment, head: "Token") -> bool:
    """Say whether the words describe one or some of many, so that nobody can tell who it was."""
    return (
        _is_a_mass(tokens, head)
        or _is_somebody(piece, head)
        or _are_some(piece, head)
        or _is_one_of_a_class(piece, head)
        or _is_one_of_many(piece, head)
    )


def _is_one_of_many(piece: Segment, head: "Token") -> bool:
    """Say whether "one of the workers" is meant."""
    few = head.lower_ == "one" and any(child.lower_ == "of" for child in head.rights)
    return few and not any(token.pos_ == "PROPN" for token in piece)


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
        return not any(child.pos_ == "PROPN" for child in head.lefts)
    owned = any(token.text in ("'s", "’s") and token.i < head.i for token in tokens)
    return not owned or head.tag_ == "NNS"


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
