"""The names in an article, and for every short one its fullest form."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from factcheck.splitter import given_names
from factcheck.splitter.claims import SpeakerKind
from factcheck.splitter.mentions import (
    SUFFIXES,
    Mention,
    collect_mentions,
    like_a_person,
    without_a_particle,
    words_of,
)
from factcheck.splitter.roles import BODIES, FEMALE, MALE, PARTICLES

if TYPE_CHECKING:
    from factcheck.splitter.parsing import Sentence

_acronym = re.compile(r"[A-Z][A-Z0-9]{1,9}s?\Z")


SHORT_FORMS = {
    "u.s.": "United States",
    "us": "United States",
    "u.k.": "United Kingdom",
    "uk": "United Kingdom",
    "u.n.": "United Nations",
    "un": "United Nations",
    "eu": "European Union",
}

# How far to look, so that a text made of names takes no longer than any other.
MOST_OF_A_WORD = 40
MOST_BACK = 80
MOST_AHEAD = 40
# So many characters ago somebody was just named.
JUST_NAMED = 250
# A short form of so many letters may take up to three of a word: "TEPCO".
SPELT = 4
LETTERS_OF_A_WORD = 3
FIRST_NAMES = 200


@dataclass(slots=True)
class Name:
    """One person, organisation or place as the article names it."""

    text: str
    words: tuple[str, ...]
    place: int
    kind: SpeakerKind | None
    roles: set[str] = field(default_factory=set)
    plural: int = 0  # How much oftener it stands in the plural.

    @property
    def is_person(self) -> bool:
        return self.kind is SpeakerKind.PERSON


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
        self._initials = {_initials_of(name.text): name.text for name in reversed(self._by_words.values())}
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
        name.plural += 1 if mention.is_plural else -1

    def _short_names_are_people_too(self) -> None:
        """Take a full name for a person's where its last word also stands alone, as surnames do."""
        for name in self._by_words.values():
            length = 2 if name.words[-2:-1] and name.words[-2] in PARTICLES else 1
            alone = self._by_words.get(name.words[-length:])
            short = length < len(name.words) <= length + 2
            team = alone is not None and alone.plural > 0
            if name.kind is None and short and alone and not team and like_a_person(name.text):
                name.kind = SpeakerKind.PERSON

    def fullest(self, text: str, before: int | None = None) -> Name | None:
        """Return the longest name in the article that this one is short for, at a place if one is given."""
        expanded = self._aliases.get(text.casefold().removeprefix("the "))
        words = words_of(expanded or text)
        if not words:
            return None
        candidates = [
            name for name in self._by_word.get(words[-1], ()) if _is_short_for(words, name, text=text)
        ]
        if not candidates:
            return self._by_words.get(words)
        best = max(candidates, key=lambda name: (name.is_person, len(name.words), -name.place))
        return best if before is None else self._namesake(text, before) or best

    def namesakes(self, text: str) -> list[Name]:
        """Return the people of several first names who all bear a surname."""
        words = words_of(text)
        if not words:
            return []
        found = [
            name
            for name in self._by_word.get(words[-1], ())
            if name.is_person and len(name.words) > len(words) and name.words[-len(words) :] == words
        ]
        return found if len({name.words[0] for name in found}) > 1 else []

    def _namesake(self, text: str, before: int) -> Name | None:
        """Return whom of several people with one surname the article has just named in full."""
        whole = {name.words: name for name in self.namesakes(text)}
        for mention in self.before(before):
            if before - mention.place > JUST_NAMED:
                break
            if words_of(mention.text) in whole:
                return whole[words_of(mention.text)]
        return None

    def body_of(self, words: tuple[str, ...]) -> Name | None:
        """Return the first organisation whose name has all these words, two at least: a ministry, a court."""
        if len(set(words)) < 2:
            return None
        bodies = [name for name in self._by_word.get(words[-1], ()) if name.kind is SpeakerKind.ORGANISATION]
        return next((name for name in bodies if set(words) < set(name.words)), None)

    def written_out(self, text: str) -> str:
        """Return "United States" for "U.S." where the article writes it out somewhere."""
        full = SHORT_FORMS.get(text.casefold())
        if full is not None and words_of(full) in self._by_words:
            return full
        if text not in self._initials and _acronym.match(text) and len(text) >= SPELT:
            first = islice(self._by_words.values(), FIRST_NAMES)
            bodies = (name for name in first if len(name.words) > 2 and not BODIES.isdisjoint(name.words))
            spelt = (name for name in bodies if _is_spelt(text.lower(), name.words))
            self._initials[text] = next((name.text for name in spelt), text)
        return self._initials.get(text, text) if _acronym.match(text) else text

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

    def people_after(self, place: int, within: int) -> Iterator[Mention]:
        """Yield the people named behind a place, within so many characters, the nearest first."""
        first = bisect_left(self._places, place)
        for mention in self.mentions[first : first + MOST_AHEAD]:
            if mention.place - place > within:
                return
            if self.is_person(mention):
                yield mention

    def before(self, place: int) -> Iterator[Mention]:
        """Yield the nearest names before a place, going back."""
        last = bisect_left(self._places, place)
        for mention in reversed(self.mentions[max(0, last - MOST_BACK) : last]):
            if mention.end <= place:
                yield mention

    def is_person(self, mention: Mention) -> bool:
        """Say whether a mention names a person, as far as the whole article tells."""
        return (mention.kind or self.kind_of(mention.text)) is SpeakerKind.PERSON


def _is_spelt(short: str, words: tuple[str, ...]) -> bool:
    """Say whether the first letters of words spell a short form: "TEPCO", Tokyo Electric Power Company."""
    if not words:
        return not short
    return any(
        _is_spelt(short[count:], words[1:])
        for count in range(1, min(len(short), LETTERS_OF_A_WORD) + 1)
        if words[0].startswith(short[:count])
    )


def _initials_of(text: str) -> str:
    """Return the capitals that begin the words of a name: "AP" of "Associated Press"."""
    return "".join(word[0] for word in text.split() if word[0].isupper())


def _is_short_for(words: tuple[str, ...], name: Name, *, text: str) -> bool:
    if len(words) >= len(name.words):
        return words == name.words
    parts = name.text.split()
    if len(parts) > 1 and parts[-1].casefold().rstrip(".") in SUFFIXES:
        parts = parts[:-1]
    last = " ".join(parts[-len(text.split()) :]).rstrip(",")
    if words_of(last) == words or words_of(without_a_particle(last)) == words:
        return name.kind is not SpeakerKind.ORGANISATION or len(words) > 1
    begins = name.words[: len(words)] == words or _lacks_a_middle_name(words, name)
    return name.is_person and begins and not _acronym.match(text)


def _lacks_a_middle_name(words: tuple[str, ...], name: Name) -> bool:
    """Say whether a name is the longer one without what stands between: "Ann Lee" of "Ann M. Lee"."""
    surname = len(words) - 1
    return surname > 0 and words[0] == name.words[0] and words[1:] == name.words[-surname:]


def collect(sentences: Sequence["Sentence"]) -> Names:
    """Return the names in all sentences of an article."""
    return Names(*collect_mentions(sentences))


def gender_of(name: Name) -> str | None:
    """Return "he" or "she" where a person's titles or given name tell."""
    return gender(name.roles) or given_names.gender_of(name.text)


def gender(roles: Iterable[str]) -> str | None:
    """Return "he" or "she" where a title tells."""
    known = set(roles)
    if known & MALE:
        return "he"
    return "she" if known & FEMALE else None
