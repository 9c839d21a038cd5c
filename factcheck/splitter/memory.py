"""Who spoke and who was talked about so far in an article, and who a name stands for."""

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from factcheck.splitter.claims import Span, SpeakerKind
from factcheck.splitter.lexicon import words
from factcheck.splitter.mentions import words_of
from factcheck.splitter.names import Names
from factcheck.splitter.parsing import Sentence
from factcheck.splitter.places import PLACES
from factcheck.splitter.quotes import Quotations
from factcheck.splitter.roles import BODIES, GROUP_NOUNS

if TYPE_CHECKING:
    from spacy.tokens import Token

STATEMENTS_MADE = words("statement release communique communiqué")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who a sentence reports, and the words that say so."""

    name: str
    mention: Span | None
    kind: SpeakerKind | None
    anonymous: bool
    rule: str
    called: str | None = None  # The name that the article gives a little later: "A senator said …".

    @property
    def fullest(self) -> str:
        """Return the name, be it given later."""
        return self.called or self.name


@dataclass(frozen=True, slots=True)
class Subject:
    """What a sentence was about: its number, its grammatical subject, and whether "his" or "her" follows."""

    sentence: int
    name: str
    kind: SpeakerKind | None
    plural: bool
    owner: str | None


@dataclass(slots=True)
class Memory:
    """What pronouns and continued quotations look back to."""

    names: Names
    quotations: Quotations
    last: Speaker | None = None
    last_sentence: int = -10
    stated: Speaker | None = None
    spoken: dict[str, int] = field(default_factory=dict)
    subjects: list[Subject] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    paragraphs: list[int] = field(default_factory=list)

    def spoke(self, speaker: Speaker, sentence: int) -> None:
        """Remember who was reported in a sentence."""
        self.last, self.last_sentence = speaker, sentence
        self.spoken[speaker.name] = sentence


@dataclass(frozen=True, slots=True)
class Moment:
    """One sentence on the way through the article, with what went before."""

    sentence: Sentence
    number: int
    memory: Memory

    @property
    def names(self) -> Names:
        return self.memory.names

    def span(self, first: "Token", last: "Token") -> Span:
        """Return where words first to last stand in the article."""
        return self.sentence.place(first), self.sentence.stop(last)

    def is_quoted(self, place: int) -> bool:
        """Say whether a place stands in quotation marks."""
        return self.memory.quotations.at(place) is not None

    def spoke_within(self, sentences: int) -> Speaker | None:
        """Return who was reported last, if that was at most so many sentences ago."""
        recent = self.number - self.memory.last_sentence <= sentences
        return self.memory.last if recent else None


def named(text: str, span: Span | None, names: Names, *, rule: str) -> Speaker:
    """Return a speaker by the fullest name the article has for these words."""
    text = names.written_out(text)
    name = names.fullest(text, span[0] if span else None)
    full = name.text if name and len(name.words) > len(words_of(text)) else text
    kind = name.kind if name and name.kind else _kind_of(text)
    return Speaker(full, span, kind, anonymous=False, rule=rule)


def again(speaker: Speaker, span: Span | None, *, rule: str) -> Speaker:
    """Return a speaker met before, by other words."""
    return replace(speaker, mention=span, rule=rule)


def unnamed(text: str, span: Span) -> Speaker:
    """Return a speaker who is described, not named."""
    return Speaker(text, span, SpeakerKind.UNNAMED, anonymous=True, rule="speaker.unnamed")


def _kind_of(text: str) -> SpeakerKind | None:
    is_body = any(word in BODIES or word in GROUP_NOUNS for word in words_of(text))
    return SpeakerKind.ORGANISATION if is_body or text.casefold() in PLACES else None
