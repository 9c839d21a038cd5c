"""People at the desk, their sign-ins, their API tokens, and their pseudonyms in the history."""

from datetime import datetime, timedelta

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from factcheck.models.base import Base, choice, new_public_id
from factcheck.models.terms import Role

IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=12)


class Reviewer(Base):
    """A person who signs in. `email` is stored case-folded."""

    __tablename__ = "reviewer"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True, default=new_public_id)
    name: Mapped[str]
    email: Mapped[str] = mapped_column(unique=True)
    password_hash: Mapped[str]
    role: Mapped[Role] = mapped_column(choice(Role))
    created_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None]

    @property
    def is_editor(self) -> bool:
        return self.role is Role.EDITOR

    @property
    def is_admin(self) -> bool:
        return self.role is Role.ADMIN

    @property
    def reviews(self) -> bool:
        """Whether this person works on claims: reviewers and editors do, an admin does not by that."""
        return self.role in {Role.REVIEWER, Role.EDITOR}


class LoginSession(Base):
    """One sign-in of one person; the cookie holds a token of which only the digest is kept."""

    __tablename__ = "login_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    reviewer_id: Mapped[int] = mapped_column(ForeignKey("reviewer.id"), index=True)
    token_sha256: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    reviewer: Mapped[Reviewer] = relationship(lazy="raise")

    def is_open(self, now: datetime) -> bool:
        """Whether the sign-in still counts: not ended, idle for under 30 minutes, under 12 hours old."""
        if self.ended_at is not None or self.reviewer.disabled_at is not None:
            return False
        return now - self.seen_at < IDLE and now - self.created_at < ABSOLUTE


class ApiToken(Base):
    """A token for programs, with the scopes it carries; only its digest is kept."""

    __tablename__ = "api_token"

    id: Mapped[int] = mapped_column(primary_key=True)
    reviewer_id: Mapped[int] = mapped_column(ForeignKey("reviewer.id"))
    name: Mapped[str]
    token_sha256: Mapped[str] = mapped_column(unique=True)
    scopes: Mapped[list[str]] = mapped_column(JSON)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


class Pseudonym(Base):
    """The code that stands for a person in one claim's history: another one in every claim."""

    __tablename__ = "pseudonym"
    __table_args__ = (UniqueConstraint("claim", "code"), UniqueConstraint("claim", "reviewer_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    claim: Mapped[str]
    reviewer_id: Mapped[int] = mapped_column(ForeignKey("reviewer.id"))
    code: Mapped[str]

    reviewer: Mapped[Reviewer] = relationship(lazy="raise")
