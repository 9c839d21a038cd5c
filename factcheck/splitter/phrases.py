"""Takes a noun phrase apart: titles, names, appositions, and what only follows the name."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from factcheck.splitter import given_names
from factcheck.splitter.cues import NOUNS_OF_SAYING
from factcheck.splitter.grammar import text_after, text_before
from factcheck.splitter.lexicon import words
from factcheck.splitter.mentions import runs, words_of
from factcheck.splitter.names import Names
from factcheck.splitter.places import PLACES
from factcheck.splitter.roles import BODIES, KIN, KINDS_OF_BODY, ROLES
from factcheck.splitter.signs import WEEKDAYS
from factcheck.splitter.titles import after_an_office, peel

if TYPE_CHECKING:
    from spacy.tokens import Token

Segment = list["Token"]
Runs = Sequence[tuple["Token", "Token"]]

LONGEST_NAME = 4
CASES = ("'s", "’s", "'", "’")
OFFICES = ("of", "to", "for", "in", "at", "on")
EMPLOYED = ("of", "at", "from", "with")
SOMEBODY = words("a an one another")
SOMEBODY_OR_THE = SOMEBODY | {"the"}
GIVING_A_NAME = words("known called named dubbed calling styling")
BEFORE_A_NAME = words("as itself himself herself themselves the")
WITHIN_A_NAME = words("of for and the")
DOCUMENTS = words(
    """
    report study survey poll estimate paper article analysis review audit letter statement
    communique communiqué memo memorandum note e-mail email brief editorial book bulletin filing
    indictment complaint ruling judgment judgement verdict order post leaflet pamphlet manifesto
    notice website programme program column document transcript message press-release release
    """
)
STATEMENTS = words(
    """
    statement statements release communique communiqué tweet post message
    fears fear concerns concern worries remarks comments hopes views view opinion opinions
    """
)


def segments(tokens: Sequence["Token"]) -> list[Segment]:
    """Return a noun phrase as the pieces between its commas, without what stands in brackets."""
    found: list[Segment] = [[]]
    depth, skipping = 0, False
    for token in tokens:
        if token.lower_ == "including":
            break
        if token.text in ("(", "[", ")", "]"):
            depth = max(0, depth + (1 if token.text in ("(", "[") else -1))
        elif depth:
            continue
        elif token.text in (",", "–", "—", ";") or _is_a_dash(token):
            skipping = False
            found.append([])
        elif skipping:
            continue
        elif token.dep_ == "relcl" or _is_relative(token) or _is_relayed(token):
            skipping = True
        else:
            found[-1].append(token)
    return [segment for segment in found if segment] or [list(tokens)]


def _is_a_dash(token: "Token") -> bool:
    """Say whether a hyphen stands between blanks."""
    return token.text == "-" and bool(token.whitespace_) and token.i > 0 and bool(token.nbor(-1).whitespace_)


def is_an_acronym(token: "Token") -> bool:
    """Say whether a word is a body's initials and no pronoun: "WHO" and "US" are not "who" and "us"."""
    return token.is_upper and len(token) > 1


def _is_relative(token: "Token") -> bool:
    return token.lower_ in ("who", "which", "whose") and not is_an_acronym(token)


def _is_relayed(token: "Token") -> bool:
    """Say whether "as quoted by the agency" or ", submitted by Lee" follows, no part of who it is."""
    following = text_after(token)
    if token.tag_ == "VBN" and following == "by":
        return text_before(token) == ","
    return token.lower_ == "as" and following in ("quoted", "cited")


def person_in(pieces: Sequence[Segment], names: Names) -> tuple["Token", "Token"] | None:
    """Return a person's name among the pieces: one known, titled, or beside a piece that says who it is."""
    described = any(token.lower_ in ROLES for piece in pieces for token in piece)
    for piece in _named_ones_first(pieces):
        found = _known_before_an_employer(piece, names) or _name_at_end(piece)
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


def _named_ones_first(pieces: Sequence[Segment]) -> Sequence[Segment]:
    """Put the name ahead in "vice president of Fair Roads, Steve Ellis"."""
    if len(pieces) < 2 or not _is_bare_name(pieces[1]) or _is_bare_name(pieces[0]):
        return pieces
    office = next((number for number, token in enumerate(pieces[0]) if token.lower_ in ROLES), None)
    held = office is not None and any(token.lower_ in OFFICES for token in pieces[0][office + 1 :])
    return [pieces[1], pieces[0], *pieces[2:]] if held else pieces


def _is_bare_name(piece: Segment) -> bool:
    """Say whether a piece is nothing but a name of two words or more: "Ann Lee", "Kim In-seok"."""
    found = list(runs(piece))
    if len(found) == 1 and found[0] == (piece[0], piece[-1]) and "-" in [token.text for token in piece]:
        return len(piece) <= LONGEST_NAME + 2
    named = [token for token in piece if token.pos_ == "PROPN"]
    return 1 < len(named) <= LONGEST_NAME and all(
        token.pos_ == "PROPN" or token.text == "-" for token in piece
    )


def _may_be_a_person(text: str) -> bool:
    if text.casefold() in PLACES or any(word in BODIES for word in words_of(text)):
        return False
    return len(text.split()) <= LONGEST_NAME


def _is_known(text: str, names: Names) -> bool:
    name = names.fullest(text)
    return name is not None and name.is_person


def _follows_a_description(piece: Segment, pieces: Sequence[Segment]) -> bool:
    """Say whether a piece is a bare name that follows its description: "its clerk, Piet Lorne"."""
    if piece is pieces[0] or not _is_bare_name(piece):
        return False
    return any(token.pos_ == "NOUN" for token in pieces[0])


def _name_at_end(piece: Segment) -> tuple["Token", "Token", bool] | None:
    """Return the capitalised words that end a piece, and whether a title was taken off them."""
    found = list(runs(piece))
    employed = _name_before_an_employer(found, piece) or _name_before_an_office(found, piece)
    if employed or not found or found[-1][1].i != piece[-1].i:
        return employed
    first, last = found[-1]
    if last.lower_ in ROLES:
        return None
    name, roles = peel(list(first.doc[first.i : last.i + 1]))
    before = [token.lower_.rstrip(".") for token in piece if token.i < name[0].i]
    if before and (before[-1] in ("the", "and", "from", *CASES) or any(word in OFFICES for word in before)):
        held = any(word in OFFICES for word in before) and any(word in ROLES for word in before)
        held = held and piece[0].lower_ not in SOMEBODY and KIN.isdisjoint(before)
        follows = len(name) > (2 if before[-1] in OFFICES else 1)
        return (after_an_office(name)[0], last, True) if held and follows else None
    return name[0], last, bool(roles) or any(word in ROLES for word in before[-1:])


def _known_before_an_employer(piece: Segment, names: Names) -> tuple["Token", "Token", bool] | None:
    """Return the name in "Lee of the association", if the article tells whose it is, or its first word."""
    found = list(runs(piece))
    if len(found) < 2 or found[0][0].i != piece[0].i:
        return None
    first, last = found[0]
    name = first.doc[first.i : last.i + 1]
    if last.nbor().lower_ not in EMPLOYED or any(token.lower_ in ROLES for token in name):
        return None
    given = " " in name.text and given_names.is_given(first.lower_)
    return (first, last, True) if given or _is_known(name.text, names) else None


def _name_before_an_employer(found: Runs, piece: Segment) -> tuple["Token", "Token", bool] | None:
    """Return the name in "the critic Ann Lee of La Semaine"."""
    for first, last in found[:-1]:
        name, titles = peel(list(first.doc[first.i : last.i + 1]))
        described = titles or (first.i > piece[0].i and first.nbor(-1).lower_ in ROLES)
        if described and len(name) > 1 and last.nbor().lower_ in EMPLOYED:
            return name[0], last, True
    return None


def _name_before_an_office(found: Runs, piece: Segment) -> tuple["Token", "Token", bool] | None:
    """Return the name in "Ann Lee president of the association", which lacks its comma."""
    if len(found) < 2 or found[0][0].i != piece[0].i or found[0][0].i == found[0][1].i:
        return None
    first, last = found[0]
    office = last.nbor()
    held = office.lower_ in ROLES and office.is_lower and office.nbor().lower_ in OFFICES
    return (first, last, True) if held else None


def named_beside(pieces: Sequence[Segment]) -> Segment | None:
    """Return the name in apposition to a description: "the company that runs the ship, Linhas Pico"."""
    first = pieces[0]
    one_of_many = len(first) > 1 and first[0].lower_ == "one" and first[1].lower_ == "of"
    if len(pieces) < 2:
        return None
    if first[0].lower_ in SOMEBODY and not one_of_many:
        return _last_two_names(pieces[1])
    if any(token.pos_ == "PROPN" for token in first) and not _is_an_owned_body(first):
        return None
    for piece in pieces[1:]:
        name = proper(piece)
        if _is_a_name(name):
            return name
    return None


def _is_a_name(piece: Segment) -> bool:
    within = all(token.pos_ == "PROPN" or token.lower_ in WITHIN_A_NAME for token in piece)
    return within and piece[0].pos_ == piece[-1].pos_ == "PROPN"


def name_given_to(piece: Segment) -> Segment | None:
    """Return the name in "a group known as the Pure Army" or "a firm calling itself Northern Light"."""
    naming = next(
        (place for place, token in enumerate(piece) if place and token.lower_ in GIVING_A_NAME), None
    )
    if naming is None or piece[naming - 1].pos_ != "NOUN":
        return None
    name = piece[naming + 1 :]
    while name and name[0].lower_ in BEFORE_A_NAME:
        name = name[1:]
    return name if name and (name[0].pos_ == "PROPN" or name[0].is_title) else None


def _is_an_owned_body(piece: Segment) -> bool:
    """Say whether a body is described by whose it is: "Ondravia's state news agency"."""
    bodies = KINDS_OF_BODY | BODIES
    return piece[-1].pos_ == "NOUN" and piece[-1].lower_ in bodies and any(t.text in CASES for t in piece)


def _last_two_names(piece: Segment) -> Segment | None:
    """Return the name of "one member, New York Democrat Anthony Weiner", or the whole of a bare name."""
    if _is_bare_name(piece):
        return piece
    ends = piece[-2:]
    named = len(piece) > 2 and all(token.pos_ == "PROPN" for token in ends)
    return ends if named and all(token.pos_ in ("PROPN", "NOUN", "ADJ", "DET") for token in piece) else None


def without_the_crowd(piece: Segment) -> Segment:
    """End a name before the words that only follow it: "said Bolden to the crowd"."""
    for number, token in enumerate(piece):
        if number and _leaves_the_name(token, piece[number - 1]):
            return piece[:number]
    return piece


def _leaves_the_name(token: "Token", before: "Token") -> bool:
    if token.pos_ not in ("ADP", "ADV", "PART") or token.lower_ in ("of", "for", *CASES):
        return False
    return before.pos_ == "PROPN" and before.lower_ not in ROLES | WEEKDAYS


def owner_of_a_statement(piece: Segment) -> Segment | None:
    """Return whose statement it is in "Cornyn's statement" and in "a statement released by the council"."""
    by = next(
        (number for number, token in enumerate(piece) if token.lower_ in ("by", "from") and number), None
    )
    if by is not None and any(token.lower_ in STATEMENTS for token in piece[:by]):
        behind = piece[by + 1 :]
        known = behind and (
            behind[0].lower_ in SOMEBODY_OR_THE or any(token.pos_ == "PROPN" for token in behind)
        )
        return behind if known else None
    if piece[-1].lower_ not in NOUNS_OF_SAYING:
        return None
    case = place_of_a_case(piece)
    return piece[:case] if case else None


def place_of_a_case(piece: Segment) -> int | None:
    """Return where "’s" stands behind an owner, None where nobody owns."""
    return next((number for number, token in enumerate(piece) if number and token.text in CASES), None)


def proper(piece: Segment) -> Segment:
    """Return the words that name: "MicroMega" of "the magazine MicroMega", and no article ahead."""
    for number, token in enumerate(piece[:-1]):
        rest = piece[number + 1 :]
        inside = any(part.pos_ == "ADP" for part in piece[:number])
        names_it = token.lower_ in KINDS_OF_BODY and token.pos_ == "NOUN" and not inside
        if names_it and _is_a_name(rest):
            return rest
    return piece[1:] if len(piece) > 1 and piece[0].lower_ in ("the", "a", "an") else piece


def head_of(tokens: Segment) -> "Token":
    """Return the word that the others in a phrase depend on."""
    first, last = tokens[0].i, tokens[-1].i
    return next((token for token in tokens if not first <= token.head.i <= last), tokens[-1])
