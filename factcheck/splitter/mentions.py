"""Finds names where they stand, and what the words around them tell about who it is."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING
from unicodedata import combining, normalize

from factcheck.splitter import given_names
from factcheck.splitter.claims import SpeakerKind
from factcheck.splitter.lexicon import words
from factcheck.splitter.long_names import beside_initials, initials_in, long_names
from factcheck.splitter.places import PLACES
from factcheck.splitter.roles import BODIES, KINDS_OF_BODY, PARTICLES
from factcheck.splitter.signs import MONTHS, WEEKDAYS
from factcheck.splitter.titles import OFFICE_WORDS, after_an_office, peel, role_before, roles_after

if TYPE_CHECKING:
    from spacy.tokens import Token

    from factcheck.splitter.parsing import Sentence

_acronym = re.compile(r"[A-Z](?:[A-Z0-9]{1,9}|[a-z]?[A-Z]{1,4})s?\Z")
_words = re.compile(r"[^\W_]+")
CALENDAR = MONTHS | WEEKDAYS | {"easter", "christmas"}
SMALL = words("the a an of for and")
# Behind a surname: "Ann Lee Jr.", "Bo Lind III".
NUMERALS = words("ii iii")
SUFFIXES = NUMERALS | words("jr sr")
# "The Centre for Trade" is one name.
NAMED_FOR = words(
    """
    institute institution centre center association society fund foundation council committee commission
    office agency authority bureau alliance coalition movement campaign campaigners
    """
)
LONGEST_SPELT = 10
LONGEST_BRACKET = 10
NEAR_WORDS = 8
OWNED = "'s"


@dataclass(frozen=True, slots=True)
class Mention:
    """A name where it stands."""

    place: int
    end: int
    text: str
    kind: SpeakerKind | None
    roles: frozenset[str] = frozenset()
    is_subject: bool = False
    is_plural: bool = False
    near: frozenset[str] = frozenset()  # The words just before and behind, in lower case.


def collect_mentions(sentences: Sequence["Sentence"]) -> tuple[list[Mention], list[tuple[str, str]]]:
    """Return every name where it stands, and the short forms given in brackets after names."""
    mentions: list[Mention] = []
    aliases: list[tuple[str, str]] = []
    initials = {one for sentence in sentences for one in initials_in(list(sentence.tokens))}
    for sentence in sentences:
        mentions += [_body(sentence, *ends) for ends in long_names(list(sentence.tokens), initials)]
        for start, end, letters in beside_initials(list(sentence.tokens)):
            mentions.append(_body(sentence, start, end))
            aliases.append((mentions[-1].text, letters))
        for first, last in runs(list(sentence.tokens)):
            if first is last and first.lower_ in CALENDAR:
                continue
            mention = _mention(sentence, first, last)
            short = _in_brackets_after(last)
            if short:
                mention = _spelt_out(mention, last, short)
                mention = replace(mention, kind=mention.kind or SpeakerKind.ORGANISATION)
                aliases.append((mention.text, short))
            mentions.append(mention)
    return mentions, aliases


def _body(sentence: "Sentence", first: "Token", last: "Token") -> Mention:
    text = first.doc[first.i : last.i + 1].text
    return Mention(sentence.place(first), sentence.stop(last), text, SpeakerKind.ORGANISATION)


def runs(tokens: Sequence["Token"]) -> Iterator[tuple["Token", "Token"]]:
    """Yield the first and last token of each name: capitalised words that stand together."""
    first: Token | None = None
    last: Token | None = None
    for token in tokens:
        if first is None:
            if token.pos_ == "PROPN" and token.text[0].isalnum():
                first = last = token
        elif _goes_on(token):
            if token.text[0].isalnum() and (token.pos_ == "PROPN" or _ends_a_given_name(token)):
                last = token
        else:
            yield first, last or first
            first = last = token if token.pos_ == "PROPN" and token.text[0].isalnum() else None
    if first is not None:
        yield first, last or first


def _goes_on(token: "Token") -> bool:
    if token.pos_ == "PROPN":
        return True
    if _ends_a_given_name(token) or _is_written_large_within(token):
        return True
    if token.text == "-" and token.i + 1 < len(token.doc) and not token.whitespace_:
        joined = token.nbor().pos_ == "PROPN" and not token.nbor(-1).whitespace_
        return joined or _ends_a_given_name(token.nbor())
    if token.text.casefold() in PARTICLES or token.is_digit:
        return bool(token.i + 1 < len(token.doc) and token.nbor().text[:1].isupper())
    return _joins_a_body(token)


def _is_written_large_within(token: "Token") -> bool:
    """Say whether a name goes on over "Without", as in "Doctors Without Borders"."""
    large = token.pos_ == "ADP" and token.is_title and 0 < token.i < len(token.doc) - 1
    return large and token.nbor(-1).pos_ == token.nbor().pos_ == "PROPN"


def _ends_a_given_name(token: "Token") -> bool:
    """Say whether a word ends a name like "Kim In-seok", whose last part is written small."""
    if token.i < 3 or not token.is_lower or token.nbor(-1).text != "-" or token.pos_ not in ("NOUN", "PROPN"):
        return False
    behind = token.nbor().pos_ if token.i + 1 < len(token.doc) else ""
    named = all(token.nbor(back).pos_ == "PROPN" and token.nbor(back).is_title for back in (-2, -3))
    return named and behind not in ("NOUN", "PROPN", "ADJ") and not token.nbor(-2).whitespace_


def _joins_a_body(token: "Token") -> bool:
    """Say whether `of`, `for` or `and` goes on with an organisation's name."""
    if token.lower_ not in ("of", "for", "and", "the", "&") or token.i == 0 or token.i + 1 >= len(token.doc):
        return False
    before, after = token.nbor(-1), token.nbor()
    named = before.pos_ == after.pos_ == "PROPN"
    if token.lower_ == "and":
        return named and _is_one_body(before, after)
    if token.lower_ == "of":
        leads = before.lower_ in BODIES and before.pos_ == "PROPN"
        return leads and (after.pos_ == "PROPN" or after.lower_ == "the")
    if token.lower_ == "the":
        return before.lower_ == "of" and after.pos_ == "PROPN" and token.i > 1 and _joins_a_body(before)
    return named and (token.lower_ == "&" or before.lower_ in NAMED_FOR)


def _is_one_body(before: "Token", after: "Token") -> bool:
    """Say whether "the Health and Safety Authority" is meant, and not "the Kremlin and the Authority"."""
    if before.lower_ in BODIES or before.is_upper:
        return False
    doc, first, last = before.doc, before.i, after.i
    while first and doc[first - 1].pos_ == "PROPN":
        first -= 1
    while last + 1 < len(doc) and doc[last + 1].pos_ == "PROPN":
        last += 1
    return first > 0 and doc[first - 1].lower_ == "the" and doc[last].lower_ in BODIES and last > after.i


def _mention(sentence: "Sentence", first: "Token", last: "Token") -> Mention:
    doc = first.doc
    name, roles = peel(list(doc[first.i : last.i + 1]))
    if name[0].i == first.i:
        before = role_before(first, sentence.tokens.start)
        roles |= before
        if first.i > sentence.tokens.start and doc[first.i - 1].lower_ in OFFICE_WORDS and before:
            name = after_an_office(name)
            roles = roles if name[0].i > first.i else frozenset()
    start = name[0]
    text = doc[start.i : last.i + 1].text
    heads = (token.head if token.dep_ == "appos" else token for token in doc[start.i : last.i + 1])
    subject = any(token.dep_ in ("nsubj", "nsubjpass") for token in heads)
    roles |= roles_after(last)
    place, end, plural = sentence.place(start), sentence.stop(last), last.tag_ == "NNPS"
    near = _near(sentence, start, last)
    return Mention(place, end, text, _kind(text, roles), roles, subject, plural, near)


def _near(sentence: "Sentence", first: "Token", last: "Token") -> frozenset[str]:
    """Return the words of a sentence just ahead of a name and just behind it."""
    start, stop = sentence.tokens.start, sentence.tokens.end
    ahead = first.doc[max(start, first.i - NEAR_WORDS) : first.i]
    behind = first.doc[last.i + 1 : min(stop, last.i + 1 + NEAR_WORDS)]
    found = {token.lower_ for part in (ahead, behind) for token in part if token.is_alpha}
    return frozenset(found | {OWNED} if any(token.tag_ == "POS" for token in ahead) else found)


def _kind(text: str, roles: frozenset[str]) -> SpeakerKind | None:
    words = words_of(text)
    if roles & KINDS_OF_BODY:
        return SpeakerKind.ORGANISATION
    if roles - KINDS_OF_BODY and 1 <= len(words) <= 5 and like_a_person(text):
        return SpeakerKind.PERSON
    if any(word in BODIES for word in words) or text.casefold() in PLACES or _acronym.match(text):
        return SpeakerKind.ORGANISATION
    given = 2 <= len(words) <= 3 and given_names.is_given(words[0]) and like_a_person(text)
    return SpeakerKind.PERSON if given else None


def _in_brackets_after(last: "Token") -> str | None:
    """Return the short form in "Doctors Without Walls (DWW)" or "the Movement (Movimiento, MOV)"."""
    owns = last.i + 1 < len(last.doc) and last.nbor().tag_ == "POS"
    tail = last.doc[last.i + 1 + owns : last.i + 1 + owns + LONGEST_BRACKET]
    if len(tail) > 3 and tail[0].text == "," and tail[1].lower_ == "or" and tail[3].text == ",":
        return str(tail[2].text) if _acronym.match(tail[2].text) else None
    closing = next((place for place, token in enumerate(tail) if token.text == ")"), 0)
    if closing < 2 or tail[0].text != "(":
        return None
    short = tail[closing - 1].text
    alone = closing == 2 or tail[closing - 2].text in (",", ";") or tail[closing - 2].lower_ == "or"
    return str(short) if alone and _acronym.match(short) else None


def _spelt_out(mention: Mention, last: "Token", short: str) -> Mention:
    """Return the whole name whose capitals a short form spells: "Doctors Without Walls (DWW)"."""
    capitals, wanted = "", "".join(sign for sign in short if sign.isupper())
    for token in reversed(last.doc[max(0, last.i - LONGEST_SPELT) : last.i + 1]):
        capitals = token.text[0] + capitals if token.text[0].isupper() else capitals
        if capitals == wanted:
            start = mention.end - (last.idx + len(last) - token.idx)
            text = last.doc[token.i : last.i + 1].text
            return replace(mention, place=start, text=text) if start < mention.place else mention
        if not wanted.endswith(capitals) or token.text in (",", ".", ";"):
            break
    return _with_what_it_is_for(mention, last)


def _with_what_it_is_for(mention: Mention, last: "Token") -> Mention:
    """Return the whole of "Movement for Health and Safety", whatever its letters."""
    first = last
    for token in reversed(last.doc[max(0, last.i - LONGEST_SPELT) : last.i + 1]):
        if token.is_title and token.pos_ not in ("ADJ", "DET"):
            first = token
        elif token.pos_ != "PROPN" and token.lower_ not in ("for", "and"):
            break
    start = mention.end - (last.idx + len(last) - first.idx)
    if start >= mention.place or first.nbor().is_title:
        return mention
    return replace(mention, place=start, text=last.doc[first.i : last.i + 1].text)


@lru_cache(maxsize=2_000)
def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a name, for comparison: without accents, for "Chavez" is "Chávez"."""
    plain = text.casefold().replace("’s", "").replace("'s", "")
    if not plain.isascii():
        plain = "".join(sign for sign in normalize("NFKD", plain) if not combining(sign))
    found = [word for word in _words.findall(plain) if word not in SMALL]
    while len(found) > 1 and found[-1] in SUFFIXES and (len(found) > 2 or found[-1] not in NUMERALS):
        found.pop()
    return tuple(found)


def like_a_person(text: str) -> bool:
    """Say whether a name could be a person's: no place, no body, no acronym."""
    words = words_of(text)
    if not words or any(word in BODIES for word in words):
        return False
    if text.casefold() in PLACES or words[-1] in PLACES:
        return False
    return not any(_acronym.match(word) for word in text.split())


def is_like_a_persons(text: str) -> bool:
    """Say whether a speaker's name has the shape of a person's: two or three capitalised words."""
    parts = text.split()
    return 2 <= len(parts) <= 3 and all(map(_may_stand_in_a_persons, parts)) and like_a_person(text)


def _may_stand_in_a_persons(part: str) -> bool:
    """Say whether a word begins large, be it behind a particle: "Qirbi", "al-Qirbi"."""
    return without_a_particle(part)[:1].isupper()


def without_a_particle(name: str) -> str:
    """Return "Qirbi" for "al-Qirbi", and other names as they are."""
    particle, hyphen, rest = name.partition("-")
    return rest if hyphen and particle.casefold() in PARTICLES else name
