"""Claimants: people and organisations that made claims."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from factcheck.models.base import Base, choice, new_public_id
from factcheck.models.terms import SaidBy


class Claimant(Base):
    """A person or an organisation. Who is no public figure is described in public, never named."""

    __tablename__ = "claimant"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True, default=new_public_id)
    kind: Mapped[SaidBy] = mapped_column(choice(SaidBy))
    name: Mapped[str] = mapped_column(index=True)
    description: Mapped[str] = mapped_column(default="")
    public_figure: Mapped[bool] = mapped_column(default=False)
    same_as: Mapped[str | None]
    created_at: Mapped[datetime]
