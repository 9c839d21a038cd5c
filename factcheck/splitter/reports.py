"""What the finders of reported speech hand to one another."""

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from factcheck.splitter.claims import Span
from factcheck.splitter.scene import Phrase

if TYPE_CHECKING:
    from spacy.tokens import Token


class Rank(IntEnum):
    """How much a report weighs where a sentence has several: the main clause's speaker wins."""

    MAIN = 0
    BRACKETED = 1
    ACCORDING = 2
    COORDINATED = 3
    WORDS_OF = 4
    NOUN = 5
    SUBORDINATE = 6
    ASIDE = 9


@dataclass(frozen=True, slots=True)
class Report:
    """One sign that somebody is reported: the rule, the word that shows it, who, and what."""

    rule: str
    rank: int
    kind: str
    cue: "Token"
    speaker: Phrase
    content: Span
