"""The history's table. Rows are only ever added, by `services/history.py`, under the write lock."""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import BigInteger, Integer, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from factcheck.ledger import EventType
from factcheck.models.base import Base

# On SQLite only INTEGER is the row's own key, which cannot be rewritten behind its back.
Position = BigInteger().with_variant(Integer, "sqlite")


class Event(Base):
    """One entry of the history; what its columns mean stands with `ledger.LoggedEvent`."""

    __tablename__ = "event"
    __table_args__ = (UniqueConstraint("claim", "seq"),)

    pos: Mapped[int] = mapped_column(Position, primary_key=True, autoincrement=False)
    claim: Mapped[str] = mapped_column(Text)
    seq: Mapped[int] = mapped_column(Position)
    type: Mapped[str] = mapped_column(Text)
    actor: Mapped[str] = mapped_column(Text)
    at: Mapped[str] = mapped_column(Text)
    body: Mapped[str | None] = mapped_column(Text)
    salt: Mapped[str | None] = mapped_column(Text)
    sealed: Mapped[str] = mapped_column(Text)
    prev: Mapped[str] = mapped_column(Text)
    prev_claim: Mapped[str] = mapped_column(Text)
    hash: Mapped[str] = mapped_column(Text, unique=True)


class Redaction(Base):
    """A position whose contents were removed by order of law, and the event that says so."""

    __tablename__ = "redaction"

    pos: Mapped[int] = mapped_column(Position, primary_key=True, autoincrement=False)
    event: Mapped[int] = mapped_column(Position)


@dataclass(frozen=True)
class Step:
    """What a model's method decided: an event still without its place in the history."""

    type: EventType
    body: dict[str, Any] = field(default_factory=dict)
