"""Rating scales, versioned, and their steps."""

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from factcheck.models.base import Base, choice
from factcheck.models.terms import Checks


class RatingScale(Base):
    """One version of a scale. `best` and `worst` bound the ratings that have a value."""

    __tablename__ = "rating_scale"
    __table_args__ = (UniqueConstraint("key", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str]
    version: Mapped[int]
    name: Mapped[str]
    checks: Mapped[Checks] = mapped_column(choice(Checks))
    best: Mapped[int]
    worst: Mapped[int]
    retired: Mapped[bool] = mapped_column(default=False)

    ratings: Mapped[list["Rating"]] = relationship(
        back_populates="scale", order_by="Rating.place", lazy="raise"
    )

    @property
    def label(self) -> str:
        """The scale's name in records: its key and version, as in `accuracy@1`."""
        return f"{self.key}@{self.version}"


class Rating(Base):
    """A step on a scale; `value` is null for a rating outside the range, such as Unproven."""

    __tablename__ = "rating"
    __table_args__ = (UniqueConstraint("scale_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    scale_id: Mapped[int] = mapped_column(ForeignKey("rating_scale.id"))
    key: Mapped[str]
    label: Mapped[str]
    meaning: Mapped[str]
    value: Mapped[int | None]
    place: Mapped[int]

    scale: Mapped[RatingScale] = relationship(back_populates="ratings", lazy="raise")

    @property
    def needs_no_evidence(self) -> bool:
        return self.key == "unproven"
