"""The names in an article, and for every short one its fullest form."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from factcheck.splitter.claims import SpeakerKind
from factcheck.splitter.lexicon import words
from factcheck.splitter.roles import BODIES, FEMALE, KINDS_OF_BODY, MALE, PARTICLES, PLACES, ROLES

if TYPE_CHECKING:
    from spacy.tokens import Token

    from factcheck.splitter.parsing import Sentence

_age = re.compile(r"\d{1,3}\Z")
_acronym = re.compile(r"[A-Z][A-Z0-9]{1,9}s?\Z")
_words = re.compile(r"[^\W_]+")
SMALL = words("the a an of for and")
OFFICE_WORDS = words("of to for the")


# How far to look, so that a text made of names takes no longer than any other.
MOST_OF_A_WORD = 40
MOST_BACK = 80


@dataclass(slots=True)
class Name:
    """One person, organisation or place as the article names it."""

    text: str
    words: tuple[str, ...]
    place: int
    kind: SpeakerKind | None
    roles: set[str] = field(default_factory=set)
    aliases: set[str] = field(default_factory=set)

    @property
    def is_person(self) -> bool:
        return self.kind is SpeakerKind.PERSON


@dataclass(frozen=True, slots=True)
class Mention:
    """A name where it stands."""

    place: int
    end: int
    text: str
    kind: SpeakerKind | None
    roles: frozenset[str] = frozenset()
    is_subject: bool = False


class Names:
    """Every name of an article, looked up by its words."""

    def __init__(self, mentions: Iterable[Mention], aliases: Iterable[tuple[str, str]]) -> None:
        self.mentions = sorted(mentions, key=lambda mention: (mention.place, -mention.end))
        self._places = [mention.place for mention in self.mentions]
        self._by_words: dict[tuple[str, ...], Name] = {}
        self._by_word: dict[str, list[Name]] = {}
        for mention in self.mentions:
            self._add(mention)
        self._aliases = {alias.casefold(): name for name, alias in aliases}
        self._short_names_are_people_too()

    def _add(self, mention: Mention) -> None:
        words = words_of(mention.text)
        if not words:
            return
        name = self._by_words.get(words)
        if name is None:
            name = Name(mention.text, words, mention.place, mention.kind)
            self._by_words[words] = name
            for word in set(words):
                same = self._by_word.setdefault(word, [])
                if len(same) < MOST_OF_A_WORD:
                    same.append(name)
        name.kind = name.kind or mention.kind
        name.roles |= mention.roles

    def _short_names_are_people_too(self) -> None:
        """Take a full name for a person's where its last word also stands alone, as surnames do."""
        for name in self._by_words.values():
            alone = self._by_words.get(name.words[-1:])
            if name.kind is None and 2 <= len(name.words) <= 3 and alone and _like_a_person(name.text):
                name.kind = SpeakerKind.PERSON

    def fullest(self, text: str) -> Name | None:
        """Return the longest name in the article that this one is short for."""
        expanded = self._aliases.get(text.casefold().removeprefix("the "))
        words = words_of(expanded or text)
        content = [word for word in words if word not in SMALL]
        if not content:
            return None
        candidates = [
            name for name in self._by_word.get(content[-1], ()) if _is_short_for(words, name, text=text)
        ]
        if not candidates:
            return self._by_words.get(words)
        return max(candidates, key=lambda name: (name.is_person, len(name.words), -name.place))

    def is_alias(self, text: str) -> bool:
        """Say whether a short form was given in brackets after a name."""
        return text.casefold() in self._aliases

    def kind_of(self, text: str) -> SpeakerKind | None:
        """Return what a name stands for, where the article tells."""
        name = self.fullest(text)
        return name.kind if name else None

    def people_before(self, place: int) -> Iterator[Mention]:
        """Yield the people named before a place, the nearest first."""
        return (mention for mention in self.before(place) if self.is_person(mention))

    def before(self, place: int) -> Iterator[Mention]:
        """Yield the nearest names before a place, going back."""
        last = bisect_left(self._places, place)
        for mention in reversed(self.mentions[max(0, last - MOST_BACK) : last]):
            if mention.end <= place:
                yield mention

    def is_person(self, mention: Mention) -> bool:
        """Say whether a mention names a person, as far as the whole article tells."""
        return (mention.kind or self.kind_of(mention.text)) is SpeakerKind.PERSON


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a name, for comparison."""
    plain = text.casefold().replace("’s", "").replace("'s", "")
    return tuple(word for word in _words.findall(plain) if word not in SMALL)


def _is_short_for(words: tuple[str, ...], name: Name, *, text: str) -> bool:
    if len(words) >= len(name.words):
        return words == name.words
    if words_of(" ".join(name.text.split()[-len(text.split()) :])) == words:
        return name.kind is not SpeakerKind.ORGANISATION or len(words) > 1
    return name.is_person and name.words[: len(words)] == words and not _acronym.match(text)


def _like_a_person(text: str) -> bool:
    words = words_of(text)
    if any(word in BODIES for word in words) or text.casefold() in PLACES or words[-1] in PLACES:
        return False
    return not any(_acronym.match(word) for word in text.split())


def collect(sentences: Sequence["Sentence"]) -> Names:
    """Return the names in all sentences of an article."""
    mentions: list[Mention] = []
    aliases: list[tuple[str, str]] = []
    for sentence in sentences:
        for first, last in runs(list(sentence.tokens)):
            mention = _mention(sentence, first, last)
            mentions.append(mention)
            short = _in_brackets_after(last)
            if short:
                aliases.append((mention.text, short))
    return Names(mentions, aliases)


def runs(tokens: Sequence["Token"]) -> Iterator[tuple["Token", "Token"]]:
    """Yield the first and last token of each name: capitalised words that stand together."""
    first: Token | None = None
    last: Token | None = None
    for token in tokens:
        if first is None:
            if token.pos_ == "PROPN" and token.text[0].isalnum():
                first = last = token
        elif _goes_on(token):
            if token.pos_ == "PROPN" and token.text[0].isalnum():
                last = token
        else:
            yield first, last or first
            first = last = token if token.pos_ == "PROPN" and token.text[0].isalnum() else None
    if first is not None:
        yield first, last or first


def _goes_on(token: "Token") -> bool:
    if token.pos_ == "PROPN":
        return True
    if token.text.casefold() in PARTICLES:
        return bool(token.i + 1 < len(token.doc) and token.nbor().text[:1].isupper())
    return _joins_a_body(token)


def _joins_a_body(token: "Token") -> bool:
    """Say whether `of`, `for` or `and` goes on with an organisation's name."""
    if token.lower_ not in ("of", "for", "and", "the", "&") or token.i == 0 or token.i + 1 >= len(token.doc):
        return False
    before, after = token.nbor(-1), token.nbor()
    if token.lower_ == "&":
        return before.pos_ == after.pos_ == "PROPN"
    if token.lower_ == "of":
        named = before.lower_ in BODIES and before.pos_ == "PROPN"
        return named and (after.pos_ == "PROPN" or after.lower_ == "the")
    if token.lower_ == "the":
        return before.lower_ == "of" and after.pos_ == "PROPN" and token.i > 1 and _joins_a_body(before)
    return False


def _mention(sentence: "Sentence", first: "Token", last: "Token") -> Mention:
    doc = first.doc
    name, roles = peel(list(doc[first.i : last.i + 1]))
    if name[0].i == first.i:
        before = _role_before(first, sentence.tokens.start)
        roles |= before
        if first.i > sentence.tokens.start and doc[first.i - 1].lower_ in OFFICE_WORDS and before:
            name = after_an_office(name)
            roles = roles if name[0].i > first.i else frozenset()
    start = name[0]
    text = doc[start.i : last.i + 1].text
    subject = any(token.dep_ in ("nsubj", "nsubjpass") for token in doc[start.i : last.i + 1])
    roles |= _roles_after(last)
    return Mention(sentence.place(start), sentence.stop(last), text, _kind(text, roles), roles, subject)


def _role_before(first: "Token", sentence_start: int) -> frozenset[str]:
    """Return the title just ahead of a name, also with the office between: "Governor of Washington …"."""
    place = first.i - 1
    while place > sentence_start and first.doc[place].lower_ in OFFICE_WORDS:
        place -= 1
    if place < sentence_start:
        return frozenset()
    word = first.doc[place].lower_.rstrip(".")
    return frozenset({word} if word in ROLES | KINDS_OF_BODY else ())


def peel(tokens: list["Token"]) -> tuple[list["Token"], frozenset[str]]:
    """Take titles off the front of a name, and the office they belong to."""
    cut = 0
    roles: set[str] = set()
    for number, token in enumerate(tokens[:-1]):
        if token.lower_.rstrip(".") in ROLES and not _is_in_a_body(tokens, number):
            cut = number + 1
            roles.add(token.lower_.rstrip("."))
    rest = tokens[cut:]
    while len(rest) > 1 and rest[0].text in (".", "-", "–"):
        rest = rest[1:]
    return rest or tokens, frozenset(roles)


def _is_in_a_body(tokens: list["Token"], number: int) -> bool:
    """Say whether a title is a part of an organisation's name: "General Assembly", "Justice Department"."""
    return tokens[number + 1].lower_ in BODIES


def after_an_office(tokens: list["Token"]) -> list["Token"]:
    """Take the office off a name: "Washington Chris Gregoire" after "Governor of"."""
    for length in (2, 1):
        if len(tokens) > length and " ".join(token.text for token in tokens[:length]).casefold() in PLACES:
            return tokens[length:]
    return tokens[-2:] if len(tokens) > 2 else tokens


def _roles_after(last: "Token") -> frozenset[str]:
    """Return the roles in an apposition after a name: ", spokesman for the ministry,"."""
    tail = last.doc[last.i + 1 : last.i + 9]
    if not len(tail) or tail[0].text not in (",", "("):
        return frozenset()
    found = []
    for token in tail[1:]:
        if token.pos_ in ("VERB", "AUX") or token.text in (",", ")", ";"):
            break
        if token.lower_ in ROLES:
            found.append(token.lower_)
        elif _age.match(token.text) and token.nbor(-1).text == ",":
            found.append("aged")
    return frozenset(found)


def _kind(text: str, roles: frozenset[str]) -> SpeakerKind | None:
    words = words_of(text)
    if roles & KINDS_OF_BODY:
        return SpeakerKind.ORGANISATION
    if roles - KINDS_OF_BODY and 1 <= len(words) <= 5 and _like_a_person(text):
        return SpeakerKind.PERSON
    if any(word in BODIES for word in words) or text.casefold() in PLACES or _acronym.match(text):
        return SpeakerKind.ORGANISATION
    return None


def _in_brackets_after(last: "Token") -> str | None:
    tail = last.doc[last.i + 1 : last.i + 4]
    if len(tail) == 3 and tail[0].text == "(" and tail[2].text == ")" and _acronym.match(tail[1].text):
        return str(tail[1].text)
    return None


def gender(roles: Iterable[str]) -> str | None:
    """Return "he" or "she" where a title tells."""
    known = set(roles)
    if known & MALE:
        return "he"
    return "she" if known & FEMALE else None
