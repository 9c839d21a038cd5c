"""A correction in plain words: for feeds and tables, which show no colours and keep what they were once told.

A sensitive claim is not quoted there, and what was removed by order of law is not told. Of a claim that was
withheld it is told that it was withdrawn, and when.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from factcheck.badges.plain_text import shown
from factcheck.ledger import EventType
from factcheck.services import spreadsheets
from factcheck.services.records import Record
from factcheck.web.public_story import Happening
from factcheck.web.texts import finding, headline

WITHDRAWN = "Withdrawn from the public."
REMOVED = "What this step said was removed by order of law."
COLUMNS = (
    "at",
    "type",
    "claim_id",
    "url",
    "claim",
    "lang",
    "sensitive",
    "version",
    "rating_before",
    "rating",
    "rating_changed",
    "reason",
    "removed",
)


@dataclass(frozen=True)
class Told:
    """One correction or retraction, with the claim's present record."""

    happening: Happening
    record: Record

    @property
    def withdrawn(self) -> bool:
        """Whether it is the withholding that stands in the place of what was told before."""
        return self.happening.type == EventType.WITHHELD

    @property
    def path(self) -> str:
        """Where readers find what it made; the claim itself where that is gone."""
        verdict = self.happening.verdict
        return f"/claims/{self.record['claim_id']}" + (f"/verdicts/{verdict['version']}" if verdict else "")

    @property
    def identity(self) -> str:
        """What names it for ever: the claim and the step of its history."""
        return f"/claims/{self.record['claim_id']}#step-{self.happening.event.seq}"

    @property
    def updated(self) -> str:
        """When it last became something else: what was removed since is to be fetched again."""
        return str(self.record["modified_at"] if self.happening.removed else self.happening.at)

    @property
    def title(self) -> str:
        if self.withdrawn:
            return WITHDRAWN.rstrip(".")
        kind = "Retracted" if self.happening.type == EventType.RETRACTION else "Corrected"
        return f"{kind}: {shown(headline(self.record))}"

    @property
    def lang(self) -> str:
        return "en" if self.withdrawn or self.record["sensitive"] else shown(self.record["lang"])

    @property
    def reason(self) -> str:
        """Why, in the desk's words; not of a sensitive claim, for they may quote it."""
        verdict = self.happening.verdict or {}
        return "" if self.withdrawn or self.record["sensitive"] else shown(verdict.get("reason") or "")

    @property
    def summary(self) -> str:
        """What happened, in sentences."""
        return " ".join(filter(None, [self.step, self.reason]))

    @property
    def step(self) -> str:
        if self.withdrawn:
            return WITHDRAWN
        before, after = self.label(self.happening.before), self.label(self.rating)
        if self.happening.removed:
            return REMOVED
        if self.happening.type == EventType.RETRACTION:
            return f"Retracted; it had been rated {before}." if before else "Retracted."
        if before and before != after:
            return f"Corrected from {before} to {after}."
        return f"Corrected; the rating stays {after}."

    @property
    def rating(self) -> Record | None:
        rating: Record | None = (self.happening.verdict or {}).get("rating")
        return rating

    def label(self, rating: Record | None) -> str:
        """Return a rating in words, which say where it is about the quotation."""
        return shown(finding(rating, self.record["checks"])) if rating else ""


def table(corrections: Iterator[Told], *, home: str) -> Iterator[bytes]:
    """Yield the corrections as lines of a table; addresses begin with `home`."""
    yield spreadsheets.line(list(COLUMNS))
    for told in corrections:
        yield spreadsheets.line([spreadsheets.written(value) for value in row(told, home)])


def row(told: Told, home: str) -> tuple[Any, ...]:
    happening, record, verdict = told.happening, told.record, told.happening.verdict or {}
    return (
        happening.at,
        happening.type,
        record["claim_id"],
        home + told.path,
        *(("", "", "") if told.withdrawn else (headline(record), record["lang"], record["sensitive"])),
        verdict.get("version"),
        told.label(happening.before),
        told.label(told.rating),
        verdict.get("rating_changed"),
        told.reason,
        happening.removed,
    )
