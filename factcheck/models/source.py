"""Sources that were consulted, and the evidence taken from them."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from factcheck.models.base import Base, choice, new_public_id
from factcheck.models.terms import Medium, SourceKind, Stance, Visibility


class Source(Base):
    """A publication, document, person or data set. Two sources of one `origin` count as one."""

    __tablename__ = "source"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True, default=new_public_id)
    title: Mapped[str]
    url: Mapped[str | None] = mapped_column(index=True)
    publisher: Mapped[str | None]
    origin: Mapped[str]
    medium: Mapped[Medium] = mapped_column(choice(Medium))
    kind: Mapped[SourceKind] = mapped_column(choice(SourceKind))
    created_at: Mapped[datetime]


class Evidence(Base):
    """A passage of a source that bears on a claim."""

    __tablename__ = "evidence"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True, default=new_public_id)
    claim_id: Mapped[int] = mapped_column(ForeignKey("claim.id"), index=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"), index=True)
    stance: Mapped[Stance] = mapped_column(choice(Stance))
    excerpt: Mapped[str]
    note: Mapped[str]
    visibility: Mapped[Visibility] = mapped_column(choice(Visibility))
    accessed_at: Mapped[datetime]
    archived_url: Mapped[str | None]
    sha256: Mapped[str | None]
    added_by_id: Mapped[int] = mapped_column(ForeignKey("reviewer.id"))
    created_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]

    source: Mapped[Source] = relationship(lazy="raise")

    @property
    def counts(self) -> bool:
        """Whether the evidence still stands."""
        return self.withdrawn_at is None
