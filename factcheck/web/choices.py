"""The closed lists of forms as pairs of a value and the words for it."""

from collections.abc import Iterable
from enum import StrEnum

from factcheck.models.terms import (
    Attribution,
    Checks,
    ClaimType,
    Dismissal,
    Medium,
    Role,
    SaidBy,
    SourceKind,
    Stance,
    Visibility,
)
from factcheck.web.printing import words

Pairs = list[tuple[str, str]]


def pairs(terms: Iterable[StrEnum], **said: str) -> Pairs:
    """Return each term with its words, capitalised; `said` gives other words for some."""
    return [(term.value, capital(said.get(term.value) or words(term.value))) for term in terms]


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


CHOICES: dict[str, Pairs] = {
    "types": pairs(ClaimType),
    "attributions": pairs(
        Attribution,
        direct="In quotation marks",
        mixed="Partly in quotation marks",
        indirect="Reported in other words",
        none="In the article's own voice",
    ),
    "speakers": pairs(SaidBy, unnamed="Somebody unnamed"),
    "checks": pairs(Checks, content="Whether it is so", attribution="Whether it was said, and so"),
    "codes": pairs(Dismissal),
    "stances": pairs(
        Stance, supports="Supports the claim", refutes="Refutes the claim", context="Gives context"
    ),
    "visibilities": pairs(
        Visibility,
        public="Readers see the passage and its source",
        described="Readers see the source, not the passage",
        withheld="Readers see that there is evidence, nothing more",
    ),
    "media": pairs(Medium, web="Web page", data="Data set"),
    "kinds": pairs(
        SourceKind, primary="Primary: was there, or is the record", secondary="Secondary: reports it"
    ),
    "roles": pairs(Role),
}
