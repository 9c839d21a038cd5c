"""What readers get of a claim: a cache of its public events, and the only thing public pages read."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from factcheck.models.base import Base, choice
from factcheck.models.terms import Change, Checks, ClaimType, Publication


class PublicRecord(Base):
    """The newest public state of one claim.

    `record` is a record as the export has it, without its `url`, `history` and `proof`. The other columns
    repeat what lists sort and search by; they are null once the claim is withheld.
    """

    __tablename__ = "public_record"

    claim_id: Mapped[int] = mapped_column(ForeignKey("claim.id"), primary_key=True, autoincrement=False)
    public_id: Mapped[str] = mapped_column(unique=True)
    publication: Mapped[Publication] = mapped_column(choice(Publication))
    pos: Mapped[int]
    first_published_at: Mapped[datetime]
    modified_at: Mapped[datetime] = mapped_column(index=True)
    article: Mapped[str | None] = mapped_column(index=True)
    start: Mapped[int | None]
    claimant: Mapped[str | None] = mapped_column(index=True)
    type: Mapped[ClaimType | None] = mapped_column(choice(ClaimType))
    checks: Mapped[Checks | None] = mapped_column(choice(Checks))
    rating: Mapped[str | None] = mapped_column(index=True)
    change: Mapped[Change | None] = mapped_column(choice(Change))
    folded: Mapped[str]
    record: Mapped[dict[str, Any]] = mapped_column(JSON)
