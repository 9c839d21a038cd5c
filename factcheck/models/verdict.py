"""Verdicts: our findings, versioned. A published one is never edited."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from factcheck.models.base import Base, choice
from factcheck.models.rating import Rating
from factcheck.models.terms import Change, VerdictState


class Verdict(Base):
    """One version of what we found. `version` is given when it is published; a retraction has no rating."""

    __tablename__ = "verdict"
    __table_args__ = (UniqueConstraint("claim_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    claim_id: Mapped[int] = mapped_column(ForeignKey("claim.id"), index=True)
    version: Mapped[int | None]
    state: Mapped[VerdictState] = mapped_column(choice(VerdictState))
    rating_id: Mapped[int | None] = mapped_column(ForeignKey("rating.id"))
    summary: Mapped[str]
    explanation: Mapped[str]
    change: Mapped[Change] = mapped_column(choice(Change))
    reason: Mapped[str | None]
    rating_changed: Mapped[bool | None]
    proposed_by_id: Mapped[int] = mapped_column(ForeignKey("reviewer.id"))
    proposed_at: Mapped[datetime]
    second_person: Mapped[bool | None]
    byline: Mapped[str | None]
    evidence_override: Mapped[str | None]
    published_at: Mapped[datetime | None]

    rating: Mapped[Rating | None] = relationship(lazy="raise")
