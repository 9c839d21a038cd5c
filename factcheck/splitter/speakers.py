"""Turns the words that name a speaker into a name: the fullest one, also for pronouns and short forms."""

from dataclasses import replace
from typing import TYPE_CHECKING

from factcheck.splitter import phrases, pronouns
from factcheck.splitter.claims import Span, SpeakerKind
from factcheck.splitter.lexicon import words
from factcheck.splitter.memory import GROUP_NOUNS, Moment, Speaker, Subject, again, named, unnamed
from factcheck.splitter.mentions import words_of
from factcheck.splitter.phrases import Segment
from factcheck.splitter.roles import ROLES
from factcheck.splitter.scene import Phrase

if TYPE_CHECKING:
    from spacy.tokens import Token

TEAMS = words("researchers scientists team authors astronomers physicists group study")
FIRST_SUBJECTS = 100
SUBJECT_WORDS = 24

_town = {"city", "town", "municipality", "council"}
_forces = {"military", "army", "navy", "forces", "force"}
SAME_BODY = {**dict.fromkeys(_town, _town), **dict.fromkeys(_forces, _forces)}


def resolve(phrase: Phrase, moment: Moment) -> Speaker | None:
    """Return who the words from the first to the last token are, or None where they name nobody."""
    tokens = [token for token in phrase[0].doc[phrase[0].i : phrase[1].i + 1] if not token.is_space]
    if not tokens:
        return None
    if len(tokens) == 1 and tokens[0].pos_ == "PRON":
        return pronouns.resolve(tokens[0], moment)
    return _described(tokens, moment)


def remember_subjects(moment: Moment) -> None:
    """Remember the grammatical subjects of a sentence, for the pronouns of the next."""
    for token in moment.sentence.tokens:
        if token.dep_ not in ("nsubj", "nsubjpass") or token.pos_ not in ("PROPN", "NOUN"):
            continue
        tokens = [part for part in token.subtree if not part.is_space][:SUBJECT_WORDS]
        who = _described(tokens, moment)
        plural = token.tag_ in ("NNS", "NNPS")
        moment.memory.subjects.append(Subject(moment.number, who.name, who.kind, plural))


def _described(tokens: Segment, moment: Moment) -> Speaker:
    pieces = phrases.segments(tokens)
    person = phrases.person_in(pieces, moment.names)
    if person:
        text = str(person[0].doc[person[0].i : person[1].i + 1].text)
        speaker = named(text, moment.span(*person), moment.names, rule="speaker.named")
        return replace(speaker, kind=speaker.kind or SpeakerKind.PERSON)
    return _by_phrase(phrases.without_the_crowd(pieces[0]), moment)


def _by_phrase(piece: Segment, moment: Moment) -> Speaker:
    """Return the speaker for words that are no person's name: a body, or a description."""
    owner = phrases.owner_of_a_statement(piece)
    if owner:
        return _described(owner, moment)
    tokens = phrases.proper(piece)
    span = moment.span(tokens[0], tokens[-1])
    text = " ".join(tokens[0].doc[tokens[0].i : tokens[-1].i + 1].text.split())
    head = phrases.head_of(tokens)
    known = _met_before(piece, head, span, moment)
    if known:
        return known
    if phrases.is_anonymous(piece, tokens, head):
        return unnamed(text, span)
    return _by_short_form(tokens, text, moment) or named(text, span, moment.names, rule="speaker.named")


def _by_short_form(tokens: Segment, text: str, moment: Moment) -> Speaker | None:
    """Return the body whose short form stands in the words: "the M5S party"."""
    short = next((token for token in tokens if moment.names.is_alias(token.text)), None)
    if short is None or moment.names.fullest(text):
        return None
    return named(short.text, moment.span(short, short), moment.names, rule="speaker.named")


def _met_before(piece: Segment, head: "Token", span: Span, moment: Moment) -> Speaker | None:
    """Return who "the researchers", "the minister" or "the group" are, as met before."""
    if piece[0].lower_ not in ("the", "this") or any(token.pos_ == "PROPN" for token in piece):
        return None
    return (
        _the_team(piece, head, span, moment)
        or _the_one_with_a_role(head, span, moment)
        or _the_group(head, span, moment)
    )


def _the_team(piece: Segment, head: "Token", span: Span, moment: Moment) -> Speaker | None:
    """Resolve "the researchers" to the team that the article introduced."""
    if head.lower_ not in TEAMS or len(piece) > 2:
        return None
    for subject in moment.memory.subjects[:FIRST_SUBJECTS]:
        name = words_of(subject.name)
        if len(name) > 1 and any(word in TEAMS for word in name):
            kind = SpeakerKind.ORGANISATION
            return Speaker(subject.name, span, kind, anonymous=False, rule="speaker.group")
    return None


def _the_one_with_a_role(head: "Token", span: Span, moment: Moment) -> Speaker | None:
    role = head.lower_
    for mention in moment.names.people_before(span[0]) if role in ROLES else ():
        name = moment.names.fullest(mention.text)
        if role in mention.roles or (name and role in name.roles):
            return named(mention.text, span, moment.names, rule="speaker.role")
    return None


def _the_group(head: "Token", span: Span, moment: Moment) -> Speaker | None:
    kind = head.lower_
    if kind not in GROUP_NOUNS:
        return None
    alike = SAME_BODY.get(kind, {kind})
    for mention in moment.names.before(span[0]):
        if alike & set(words_of(mention.text)) or kind in mention.roles:
            return named(mention.text, span, moment.names, rule="speaker.group")
    last = moment.spoke_within(4)
    return again(last, span, rule="speaker.group") if last and last.kind is SpeakerKind.ORGANISATION else None
