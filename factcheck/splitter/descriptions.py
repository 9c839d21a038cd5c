"""Finds whom "the researchers", "the minister", "the group" and "the statement" stand for, as met before."""

from typing import TYPE_CHECKING

from factcheck.splitter import offices, pronouns
from factcheck.splitter.claims import Span, SpeakerKind
from factcheck.splitter.lexicon import words
from factcheck.splitter.memory import STATEMENTS_MADE, Moment, Speaker, again, named
from factcheck.splitter.mentions import words_of
from factcheck.splitter.names import gender
from factcheck.splitter.phrases import DOCUMENTS, Segment
from factcheck.splitter.places import PLACES
from factcheck.splitter.roles import BODIES, GROUP_NOUNS, OCCUPATIONS, RANKS, ROLES
from factcheck.splitter.titles import titles_up_to

if TYPE_CHECKING:
    from spacy.tokens import Token

SOMEBODY_KNOWN = OCCUPATIONS | words(
    """
    man woman boy girl teenager youth pensioner octogenarian newcomer incumbent veteran
    father mother husband wife suspect defendant contractor prisoner inmate gunman
    singer actor actress rapper comedian star celebrity athlete swimmer millionaire billionaire
    pontiff monarch politician rider cyclist footballer runner sprinter boxer golfer jockey climber
    engineer scholar poet professor analyst astronaut activist campaigner designer architect researcher
    candidate nominee inventor tycoon mogul magnate
    midfielder defender goalkeeper novelist playwright scientist historian clergyman champion writer artist
    musician
    """
)
DESCRIBING = words("former old -old retired new newly")
NATIONALS = ("ian", "ese", "ean", "can", "lander")
OTHER_NATIONALS = words(
    """
    democrat czech briton dane swede finn turk pole spaniard scot greek serb croat slovak slovene
    frenchman englishman irishman dutchman welshman scotsman frenchwoman englishwoman irishwoman dutchwoman
    scotswoman german catalan basque afghan israeli iraqi pakistani somali thai qatari kuwaiti emirati
    """
)
PAPERS = words("australian american european")
# These stand for whatever body spoke last, or was last told of; "the court" or "the museum" must be one.
ANY_BODY = words(
    """
    group organisation organization company firm agency network charity association foundation party paper
    newspaper magazine body airline carrier operator retailer manufacturer insurer lender supplier publisher
    broadcaster carmaker automaker startup start-up maker bank club band chain channel
    """
)
# No company, club or charity.
OF_THE_STATE = words(
    """
    police army navy force forces military guard ministry department government parliament congress senate
    assembly court tribunal council county city embassy administration
    """
)
# These speak of other bodies, and never of the one that a sentence tells of.
WATCHING = words("watchdog regulator")
TOLD_WITHIN = 4
LONGEST_DESCRIPTION = 3
# Authors are no study, and a study is no team.
WRITTEN = words("authors study")
FIRST_SUBJECTS = 100

_town = {"city", "town", "municipality", "council"}
_forces = {"military", "army", "navy", "forces", "force"}
_centres = {"centre", "center"}
_airlines = {"airline", "airlines", "airways", "carrier"}
_firms = {"company", "firm", "manufacturer", "operator", "retailer", "airline"}
SAME_BODY = {
    **dict.fromkeys(_firms, _firms),
    **dict.fromkeys(_town, _town),
    "airline": _firms | _airlines,
    "carrier": _airlines,
    **dict.fromkeys(_forces, _forces),
    "force": _forces | {"police"},
    **dict.fromkeys(_centres, _centres),
}


def met_before(piece: Segment, head: "Token", span: Span, moment: Moment) -> Speaker | None:
    """Return who "the researchers", "the minister" or "the group" are, as met before."""
    held = offices.of_an_owner(piece, head, span, moment)
    if held or piece[0].lower_ not in ("the", "this"):
        return held
    a_body = len(piece) == 2 and head.lower_ in GROUP_NOUNS
    if not a_body and any(_names(token, head) for token in piece):
        return _the_person(piece, head, span, moment) if _is_a_national(piece, head) else None
    return (
        _the_team(piece, head, span, moment)
        or _the_one_with_a_role(piece, head, span, moment)
        or offices.known_otherwise(piece, head, span, moment)
        or _the_group(piece, head, span, moment)
        or _who_stated(piece, head, span, moment)
        or _the_same(head, span, moment)
        or _the_person(piece, head, span, moment)
    )


def _names(token: "Token", head: "Token") -> bool:
    """Say whether a word is a name, and no title written large: "the Prince said", "the Prime Minister"."""
    return token.pos_ == "PROPN" and not (head.lower_ in ROLES and token.i <= head.i)


def _who_stated(piece: Segment, head: "Token", span: Span, moment: Moment) -> Speaker | None:
    """Resolve "the statement" to who was said to have made one, or to the body that spoke just before."""
    if len(piece) > 2 or head.lower_ not in STATEMENTS_MADE:
        return None
    last = moment.spoke_within(2)
    body = last if last and last.kind is SpeakerKind.ORGANISATION and not last.anonymous else None
    stated = moment.memory.stated or body
    return again(stated, span, rule="speaker.stated") if stated else None


def _the_same(head: "Token", span: Span, moment: Moment) -> Speaker | None:
    """Resolve "the diplomat" to "a diplomat who asked not to be named", who spoke just before."""
    last = moment.spoke_within(3)
    if last and head.lower_ == "person":
        return again(last, span, rule="speaker.same")
    if last is None or head.lower_ not in words_of(last.name):
        return None
    described = last.anonymous or (last.name[0].islower() and head.lower_ in ROLES | DOCUMENTS)
    return again(last, span, rule="speaker.same") if described else None


def _the_person(piece: Segment, head: "Token", span: Span, moment: Moment) -> Speaker | None:
    """Resolve "the 58-year-old former general" or "the teenager" to whom the article is talking about."""
    described = any(token.lower_ in DESCRIBING for token in piece[1:]) or _is_a_national(piece, head)
    if head.tag_ not in ("NN", "JJ", "NNP") or not (described or head.lower_ in SOMEBODY_KNOWN):
        return None
    word = gender([head.lower_])
    for subject in reversed(moment.memory.subjects[-8:]):
        if moment.number - subject.sentence > 3:
            break
        if subject.kind is SpeakerKind.PERSON and pronouns.may_be(subject.name, word, moment):
            return Speaker(subject.name, span, subject.kind, anonymous=False, rule="speaker.described")
    last = moment.spoke_within(3)
    if last is None or not pronouns.is_a_person(last) or not pronouns.may_be(last.name, word, moment):
        return None
    return again(last, span, rule="speaker.described")


def _is_a_national(piece: Segment, head: "Token") -> bool:
    """Say whether "the Brazilian" or "the Japanese" is meant, and not "The Guardian"."""
    alone = len(piece) == 2 and head.is_title and (piece[0].is_lower or head.lower_ not in PAPERS)
    named = head.lower_ in OTHER_NATIONALS or head.lower_.endswith(NATIONALS)
    return alone and named and head.lower_ not in BODIES


def _the_team(piece: Segment, head: "Token", span: Span, moment: Moment) -> Speaker | None:
    """Resolve "the researchers" to the team that the article introduced."""
    if head.lower_ not in pronouns.TEAMS or len(piece) > 2:
        return None
    for subject in moment.memory.subjects[:FIRST_SUBJECTS]:
        name = words_of(subject.name)
        written = head.lower_ in WRITTEN and (head.lower_ == "study") != ("study" in name)
        if len(name) > 1 and not written and any(word in pronouns.TEAMS for word in name):
            kind = SpeakerKind.ORGANISATION
            return Speaker(subject.name, span, kind, anonymous=False, rule="speaker.group")
    return None


def _the_one_with_a_role(piece: Segment, head: "Token", span: Span, moment: Moment) -> Speaker | None:
    """Resolve "the minister" to the last named one, "the Oru Prime Minister" to the last called just that."""
    if head.lower_ not in ROLES:
        return None
    title, whole = titles_up_to([token for token in piece[1:] if token.i <= head.i])
    of_somewhere = any(token.pos_ == "PROPN" and token.lower_ not in RANKS for token in piece[1:-1])
    wanted = (whole,) if of_somewhere else (whole, title, head.lower_)
    best: tuple[int, str] | None = None
    for mention in moment.names.people_before(span[0]):
        name = moment.names.fullest(mention.text)
        roles = mention.roles | name.roles if name else mention.roles
        fit = next((place for place, one in enumerate(wanted) if one in roles), None)
        if fit is not None and (best is None or fit < best[0]):
            best = fit, mention.text
        if fit == 0:
            break
    return named(best[1], span, moment.names, rule="speaker.role") if best else None


def _the_group(piece: Segment, head: "Token", span: Span, moment: Moment) -> Speaker | None:
    kind = head.lower_
    if kind not in GROUP_NOUNS or any(part.tag_ == "POS" for part in piece):
        return None
    alike = SAME_BODY.get(kind, {kind}) if len(piece) == 2 else {kind}
    for mention in moment.names.before(span[0]):
        if alike & {*words_of(mention.text), *mention.roles}:
            return named(mention.text, span, moment.names, rule="speaker.group")
    if kind not in ANY_BODY | WATCHING or not all(_may_describe(part, piece) for part in piece[1:]):
        return None
    last = moment.spoke_within(TOLD_WITHIN)
    if last and not last.anonymous and may_be_a_body(last.name, last.kind):
        return again(last, span, rule="speaker.group")
    if kind in WATCHING:
        return None
    plain = len(piece) == 2 or (len(piece) == 3 and (piece[1].tag_ == "NN" or piece[1].is_title))
    return _the_body_told_of(span, moment) if plain else None


def _may_describe(part: "Token", piece: Segment) -> bool:
    """Say whether a word may stand in "the Finnish company"; "the Orun disaster agency" is another one."""
    return part.is_lower or (part.pos_ == "ADJ" and not (part.is_title and len(piece) > LONGEST_DESCRIPTION))


def _the_body_told_of(span: Span, moment: Moment) -> Speaker | None:
    """Return the body that did something last, be it that one of its people spoke since."""
    for subject in reversed(moment.memory.subjects[-8:]):
        if moment.number - subject.sentence <= TOLD_WITHIN and may_be_a_body(subject.name, subject.kind):
            kind = SpeakerKind.ORGANISATION
            return Speaker(subject.name, span, kind, anonymous=False, rule="speaker.group")
    return None


def may_be_a_body(name: str, kind: SpeakerKind | None) -> bool:
    """Say whether a subject is a body that is no state's, as far as its name tells."""
    if name.casefold() in PLACES or not OF_THE_STATE.isdisjoint(words_of(name)):
        return False
    named_so = all(part[:1].isupper() for part in name.split())
    return kind is SpeakerKind.ORGANISATION or (kind is None and named_so)
