"""Signed checkpoints of the log, as append-only as the log itself."""

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from factcheck.models.base import Base
from factcheck.models.event import Position


class StoredCheckpoint(Base):
    """What the desk signed of its log at one size.

    `root` is hex; `note` the signed note; `peaks` the roots of the complete subtrees as JSON, from which the
    next checkpoint goes on.
    """

    __tablename__ = "checkpoint"

    size: Mapped[int] = mapped_column(Position, primary_key=True, autoincrement=False)
    at: Mapped[str] = mapped_column(Text)
    root: Mapped[str] = mapped_column(Text)
    peaks: Mapped[str] = mapped_column(Text)
    note: Mapped[str] = mapped_column(Text)
