"""What the splitter hands over: frozen records whose spans count code points of the text that came in."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class ClaimType(StrEnum):
    """What kind of thing a claim says; people are shown `event` as "factual"."""

    EVENT = "event"
    NUMERICAL = "numerical"
    POSITION = "position"
    APPEAL = "appeal"
    PREDICTION = "prediction"
    OPINION = "opinion"


class Attribution(StrEnum):
    """How a claim is reported: wholly quoted, partly quoted, in other words, or not at all."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"
    NONE = "none"


class SpeakerKind(StrEnum):
    """A guess at what a speaker is, to prefill who said it."""

    PERSON = "person"
    ORGANISATION = "organisation"
    UNNAMED = "unnamed"


@dataclass(frozen=True, slots=True)
class Part:
    """One proposition inside a claim that could get a verdict of its own."""

    start: int
    end: int
    quote: str
    text: str
    speaker: str | None
    type: ClaimType
    checkable: bool

    def as_dict(self) -> dict[str, Any]:
        """Return plain values, fit for JSON."""
        return {**asdict(self), "type": self.type.value}


@dataclass(frozen=True, slots=True)
class SplitClaim:
    """One sentence of the article's body that asserts, reports, asks for or predicts something."""

    start: int
    end: int
    quote: str
    text: str
    speaker: str | None
    speaker_start: int | None
    speaker_end: int | None
    attribution: Attribution
    content_start: int | None
    content_end: int | None
    anonymous: bool
    type: ClaimType
    checkable: bool
    checkworthiness: float
    rules: tuple[str, ...]
    parts: tuple[Part, ...]
    speaker_kind: SpeakerKind | None = None
    reasons: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return plain values, fit for JSON, in the order the command line prints them."""
        row = {name: getattr(self, name) for name in self.__dataclass_fields__}
        row["attribution"] = self.attribution.value
        row["type"] = self.type.value
        row["rules"] = list(self.rules)
        row["parts"] = [part.as_dict() for part in self.parts]
        row["speaker_kind"] = self.speaker_kind.value if self.speaker_kind else None
        row["reasons"] = list(self.reasons)
        return row


Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Split:
    """An article taken apart: its claims in order, and what stands around them."""

    language: str
    version: str
    claims: tuple[SplitClaim, ...]
    headings: tuple[Span, ...]
    title: Span | None
    paragraphs: tuple[Span, ...]
    notes: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return plain values, fit for JSON."""
        return {
            "language": self.language,
            "version": self.version,
            "claims": [claim.as_dict() for claim in self.claims],
            "headings": [list(span) for span in self.headings],
            "title": list(self.title) if self.title else None,
            "paragraphs": [list(span) for span in self.paragraphs],
            "notes": list(self.notes),
        }
