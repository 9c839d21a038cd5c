"""Finds whom "he", "she", "they" and "it" stand for."""

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from factcheck.splitter.claims import Span, SpeakerKind
from factcheck.splitter.cues import MASSES
from factcheck.splitter.lexicon import words
from factcheck.splitter.memory import Moment, Speaker, Subject, again, named, unnamed
from factcheck.splitter.mentions import Mention, is_like_a_persons, like_a_person, words_of
from factcheck.splitter.names import gender, gender_of
from factcheck.splitter.quotes import Quotations
from factcheck.splitter.roles import ROLES

if TYPE_CHECKING:
    from spacy.tokens import Token

OWNERS = ("his", "her")
SINGULAR = {"he": "he", "him": "he", "his": "he", "she": "she", "her": "she"}
PLURAL = {"they": "they", "them": "they", "their": "they", "both": "they", "it": "it", "its": "it"}
INDEFINITE = words("some many another others several most all few one none nobody everyone everybody")
STANDING = frozenset(SINGULAR) | frozenset(PLURAL)
TEAMS = words("researchers scientists team authors astronomers physicists group study")
TEAM_WITHIN = 5
MOST_PEOPLE = 30
RULE = "speaker.pronoun"
UNRESOLVED = "speaker.unresolved"


def resolve(token: "Token", moment: Moment) -> Speaker | None:
    """Return whom a pronoun stands for, None where it stands for nobody."""
    span = moment.span(token, token)
    word = token.lower_
    if word in SINGULAR:
        return _he_or_she(SINGULAR[word], span, moment)
    if word in PLURAL:
        return _they_or_it(PLURAL[word], span, moment)
    return unnamed(token.text, span) if word in INDEFINITE else None


def stand_ins(moment: Moment, quotations: Quotations) -> Iterator[tuple[int, str]]:
    """Yield the pronouns of a sentence, outside quotations, with the name each stands for."""
    for token in moment.sentence.tokens:
        if token.lower_ not in STANDING or token.dep_ not in ("nsubj", "nsubjpass", "poss"):
            continue
        if quotations.at(moment.sentence.place(token)) is not None or _points_inside(token, moment):
            continue
        found = resolve(token, moment)
        if found is not None and not found.anonymous and found.rule != UNRESOLVED:
            yield token.i, f"the {found.name}" if found.name[0].islower() else found.name


def _points_inside(token: "Token", moment: Moment) -> bool:
    """Say whether a pronoun may belong to something named before it in the same sentence, and stay."""
    before = token.doc[moment.sentence.tokens.start : token.i]
    nouns = [part for part in before if part.pos_ in ("PROPN", "NOUN")]
    if token.dep_ == "poss":
        return bool(nouns)
    return any(part.dep_ in ("nsubj", "nsubjpass") for part in nouns)


def _he_or_she(word: str, span: Span, moment: Moment) -> Speaker:
    """Return the likeliest person: this sentence's subject, who spoke last, who was talked about last."""
    person = _subject_here(word, span, moment)
    if person:
        return named(person.text, span, moment.names, rule=RULE)
    for back in range(1, 4):
        found = _person_of(moment.number - back, word, span, moment)
        if found:
            return found
    return _anybody_before(word, span, moment)


def _person_of(number: int, word: str, span: Span, moment: Moment) -> Speaker | None:
    """Return who may be "he" or "she" in an earlier sentence: who spoke there, or what it was about."""
    last = moment.memory.last
    if last and moment.memory.last_sentence == number:
        somebody = last.kind is SpeakerKind.UNNAMED and not _is_plural(last.name)
        somebody = somebody and moment.number - number == 1
        if somebody or (is_a_person(last) and may_be(last.name, word, moment)):
            return again(last, span, rule=RULE)
    for subject in reversed(moment.memory.subjects[-8:]):
        fits = subject.sentence == number and subject.kind is SpeakerKind.PERSON
        if fits and may_be(subject.name, word, moment):
            return Speaker(subject.name, span, subject.kind, anonymous=False, rule=RULE)
    speaking = _just_speaking(number, moment)
    if speaking and may_be(speaking.name, word, moment):
        return again(speaking, span, rule=RULE)
    return _surely_named_in(number, word, span, moment) or _somebody_in(number, word, span, moment)


def _is_plural(name: str) -> bool:
    """Say whether a description is of several: "officials", "scientists behind the study"."""
    parts = name.split()
    return parts[0].endswith("s") or parts[-1].endswith("s")


def _just_speaking(number: int, moment: Moment) -> Speaker | None:
    """Return who spoke right ahead of a sentence in its paragraph, which only mentions others."""
    memory = moment.memory
    if memory.last is None or memory.last.kind is not SpeakerKind.PERSON:
        return None
    if memory.last_sentence != number - 1 or not 0 < number < len(memory.paragraphs):
        return None
    return memory.last if memory.paragraphs[number] == memory.paragraphs[number - 1] else None


def is_a_person(speaker: Speaker) -> bool:
    """Say whether a speaker is a person, be it only "a spokesman for the bank"."""
    if speaker.kind is None and is_like_a_persons(speaker.name):
        return True
    held = speaker.kind is not SpeakerKind.UNNAMED and any(word in ROLES for word in words_of(speaker.name))
    return held or speaker.kind is SpeakerKind.PERSON


def _somebody_in(number: int, word: str, span: Span, moment: Moment) -> Speaker | None:
    """Return who is described, or looks like a person, just before: "One of the divers was hurt. He …"."""
    for subject in reversed(moment.memory.subjects[-8:] if number == moment.number - 1 else ()):
        if subject.sentence == number and subject.kind is SpeakerKind.UNNAMED and not subject.plural:
            return Speaker(subject.name, span, subject.kind, anonymous=True, rule=RULE)
        if subject.sentence == number and subject.kind is None and _is_like_a_name(subject, word):
            return Speaker(subject.name, span, SpeakerKind.PERSON, anonymous=False, rule=RULE)
    return None


def _is_like_a_name(subject: Subject, word: str) -> bool:
    """Say whether a subject may be a person of whom the article tells no more: "Orme praised his side"."""
    lone = subject.name.isalpha() and subject.name.istitle() and subject.owner == word
    return is_like_a_persons(subject.name) or (lone and like_a_person(subject.name))


def _surely_named_in(number: int, word: str, span: Span, moment: Moment) -> Speaker | None:
    """Return who is named in an earlier sentence by a title or given name that fits, or alone just before."""
    starts = moment.memory.starts
    if not 0 <= number < len(starts):
        return None
    end = starts[number + 1] if number + 1 < len(starts) else moment.sentence.start
    here = []
    for mention in moment.names.people_before(end):
        if mention.place < starts[number]:
            break
        if _is_surely(mention, word, moment):
            return named(mention.text, span, moment.names, rule=RULE)
        if not moment.is_quoted(mention.place):
            here.append(mention)
    alone = len(here) == 1 and number == moment.number - 1 and _is_of(here[0], word, moment)
    return named(here[0].text, span, moment.names, rule=RULE) if alone else None


def _is_surely(mention: Mention, word: str, moment: Moment) -> bool:
    name = moment.names.fullest(mention.text)
    return name is not None and gender_of(name) == word


def _subject_here(word: str, span: Span, moment: Moment) -> Mention | None:
    for mention in moment.names.people_before(span[0]):
        if mention.place < moment.sentence.start:
            return None
        if moment.is_quoted(mention.place) and not moment.is_quoted(span[0]):
            continue
        if mention.is_subject and _is_of(mention, word, moment):
            return mention
    return None


def _anybody_before(word: str, span: Span, moment: Moment) -> Speaker:
    people = list(islice(moment.names.people_before(span[0]), MOST_PEOPLE))
    surely = next((mention for mention in people if _is_surely(mention, word, moment)), None)
    person = surely or next((mention for mention in people if _is_of(mention, word, moment)), None)
    if person:
        return named(person.text, span, moment.names, rule=RULE)
    if moment.memory.last:
        return again(moment.memory.last, span, rule=RULE)
    return Speaker(word, span, SpeakerKind.PERSON, anonymous=False, rule=UNRESOLVED)


def _is_of(mention: Mention, word: str, moment: Moment) -> bool:
    known = gender(mention.roles)
    return known == word if known else may_be(mention.text, word, moment)


def may_be(text: str, word: str | None, moment: Moment) -> bool:
    """Say whether nothing speaks against a name being a "he" or a "she"."""
    name = moment.names.fullest(text)
    return word is None or name is None or gender_of(name) in (None, word)


def _they_or_it(word: str, span: Span, moment: Moment) -> Speaker | None:
    last = moment.spoke_within(2)
    known = last and last.kind in (SpeakerKind.ORGANISATION, SpeakerKind.UNNAMED)
    just = last is not None and moment.spoke_within(1) is not None and not is_a_person(last)
    if last and (known or (word == "it" and last.kind is None and (just or last.name[0].isupper()))):
        return again(last, span, rule=RULE)
    for subject in reversed(moment.memory.subjects[-4:]):
        recent = moment.number - subject.sentence <= 2
        if (
            recent
            and subject.kind is not SpeakerKind.PERSON
            and (subject.plural == (word == "they") or subject.kind is SpeakerKind.ORGANISATION)
        ):
            anonymous = subject.name.split()[-1].casefold() in MASSES
            return Speaker(subject.name, span, subject.kind, anonymous, RULE)
    return _the_team_before(span, moment) if word == "they" else None


def _the_team_before(span: Span, moment: Moment) -> Speaker | None:
    """Return the researchers whom the article told of a little earlier, ahead of one who was quoted."""
    for subject in reversed(moment.memory.subjects[-8:]):
        if moment.number - subject.sentence > TEAM_WITHIN:
            break
        if subject.kind is not SpeakerKind.PERSON and not TEAMS.isdisjoint(words_of(subject.name)):
            return Speaker(subject.name, span, subject.kind, anonymous=False, rule=RULE)
    return None
