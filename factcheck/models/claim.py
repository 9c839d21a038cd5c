"""Claims: columns, who sees them, and what they say; how they move stands in `models/moving.py`.

Each method named for an act checks it, changes the claim and returns the step for the history; nothing else
changes a status, a publication or what a claim says.
"""

from datetime import datetime
from typing import Any, Self

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from factcheck.errors import Conflict, NotAllowed
from factcheck.folding import fold
from factcheck.ledger import EventType
from factcheck.models.article import Article, ArticleRevision
from factcheck.models.base import Base, choice, new_public_id
from factcheck.models.claimant import Claimant
from factcheck.models.event import Step
from factcheck.models.moving import Moving, need, refuse_who_does_not_review
from factcheck.models.reviewer import Reviewer
from factcheck.models.source import Evidence
from factcheck.models.terms import (
    Attribution,
    Checks,
    ClaimType,
    Dismissal,
    Publication,
    SaidBy,
    Status,
)

WORKED_ON = frozenset({Status.NEW, Status.QUEUED, Status.IN_REVIEW})
# What a person confirms before a verdict is proposed: the claim's words and who said them.
CONFIRMED = frozenset({"text", "quote", "said_by", "said_by_text", "claimant_id", "relayed_by"})


class Claim(Moving, Base):
    """One claim of an article. Offsets are Unicode code points of the revision's text."""

    __tablename__ = "claim"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True, default=new_public_id)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"), index=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("article_revision.id"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("claim.id"), index=True)
    superseded_by_id: Mapped[int | None] = mapped_column(ForeignKey("claim.id"))
    start: Mapped[int]
    end: Mapped[int]
    quote: Mapped[str]
    prefix: Mapped[str]
    suffix: Mapped[str]

    text: Mapped[str]
    lang: Mapped[str]
    type: Mapped[ClaimType] = mapped_column(choice(ClaimType))
    checkable: Mapped[bool]
    worth: Mapped[int]  # Check-worthiness in thousandths, 0 to 1000.
    reasons: Mapped[list[str]] = mapped_column(JSON)
    rules: Mapped[list[str]] = mapped_column(JSON)
    splitter: Mapped[str]
    attribution: Mapped[Attribution] = mapped_column(choice(Attribution))
    content_start: Mapped[int | None]
    content_end: Mapped[int | None]
    # The propositions the splitter found inside, until somebody takes them up as claims.
    suggested_parts: Mapped[list[dict[str, Any]]] = mapped_column(JSON)

    said_by: Mapped[SaidBy] = mapped_column(choice(SaidBy))
    said_by_text: Mapped[str | None]
    claimant_id: Mapped[int | None] = mapped_column(ForeignKey("claimant.id"), index=True)
    relayed_by: Mapped[str | None]
    claimed_at: Mapped[str | None]
    checks: Mapped[Checks] = mapped_column(choice(Checks))
    confirmed_at: Mapped[datetime | None]

    status: Mapped[Status] = mapped_column(choice(Status), default=Status.NEW, index=True)
    publication: Mapped[Publication] = mapped_column(choice(Publication), default=Publication.NONE)
    rechecking: Mapped[bool] = mapped_column(default=False)
    dismissal: Mapped[Dismissal | None] = mapped_column(choice(Dismissal))
    holder_id: Mapped[int | None] = mapped_column(ForeignKey("reviewer.id"), index=True)
    due_at: Mapped[datetime | None]
    legal_hold: Mapped[bool] = mapped_column(default=False)
    restricted: Mapped[bool] = mapped_column(default=False)
    sensitive: Mapped[bool] = mapped_column(default=False)

    # The number of the claim's newest event: what a form or an If-Match carries.
    version: Mapped[int] = mapped_column(default=0)
    folded: Mapped[str]
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]

    article: Mapped[Article] = relationship(lazy="raise")
    revision: Mapped[ArticleRevision] = relationship(lazy="raise")
    claimant: Mapped[Claimant | None] = relationship(lazy="raise")
    holder: Mapped[Reviewer | None] = relationship(lazy="raise", foreign_keys=[holder_id])
    parent: Mapped["Claim | None"] = relationship(
        lazy="raise", remote_side=[id], foreign_keys=[parent_id], back_populates="parts"
    )
    parts: Mapped[list["Claim"]] = relationship(
        lazy="raise", foreign_keys=[parent_id], back_populates="parent", order_by="Claim.start"
    )
    evidence: Mapped[list[Evidence]] = relationship(lazy="raise", order_by="Evidence.id")

    @classmethod
    def on(
        cls, revision: ArticleRevision, start: int, end: int, *, text: str, at: datetime, **columns: Any
    ) -> Self:
        """Return a new claim on a span of an article's text."""
        quote, (prefix, suffix) = revision.text[start:end], revision.context(start, end)
        return cls(
            article_id=revision.article_id,
            revision_id=revision.id,
            start=start,
            end=end,
            quote=quote,
            prefix=prefix,
            suffix=suffix,
            text=text,
            status=Status.NEW,
            publication=Publication.NONE,
            version=0,
            folded=fold(text, quote, columns.get("said_by_text")),
            created_at=at,
            changed_at=at,
            **columns,
        )

    # What a person may look at and do.

    @property
    def can_be_edited(self) -> bool:
        """Whether text, said-by and evidence may change: not while an editor has it, not while closed."""
        return self.status in WORKED_ON

    @property
    def is_public(self) -> bool:
        return self.publication is not Publication.NONE

    @property
    def priority(self) -> str:
        """Check-worthiness as people read it: high, medium or low."""
        return "high" if self.worth >= 600 else "medium" if self.worth >= 300 else "low"

    @property
    def names_who_is_not_public(self) -> bool:
        """Whether its words name the person who said it, whom readers are not to be told of by name."""
        claimant = self.claimant
        if claimant is None or claimant.public_figure or claimant.kind is not SaidBy.PERSON:
            return False
        parts = [part for part in claimant.name.split() if part[:1].isupper()]
        return any(part in f"{self.text} {self.quote}" for part in parts)

    def is_held_by(self, person: Reviewer) -> bool:
        return self.holder_id is not None and self.holder_id == person.id

    def is_visible_to(self, person: Reviewer) -> bool:
        """Whether a person at the desk sees this claim: a restricted one only its holder and editors."""
        return not self.restricted or person.is_editor or self.is_held_by(person)

    # What the claim says.

    def refuse_edits(self) -> None:
        """Raise `Conflict` while the claim, its evidence and its verdict must stay as they are."""
        if self.status is Status.PROPOSED:
            raise Conflict("An editor has this claim: withdraw the proposal before you change it.")
        if not self.can_be_edited:
            raise Conflict(f"A claim that is {self.status.value} cannot be changed; take it up again first.")

    def edit(self, changes: dict[str, Any], *, by: Reviewer) -> Step:
        """Correct what the claim says; the step holds each field's old and new value.

        What a person confirmed and somebody changed since has to be confirmed again.
        """
        refuse_who_does_not_review(by)
        self.refuse_edits()
        changed = {}
        for name, value in changes.items():
            old = getattr(self, name)
            if old != value:
                setattr(self, name, value)
                changed[name] = {"old": old, "new": value}
        if changed.keys() & CONFIRMED:
            self.confirmed_at = None
        return Step(EventType.EDITED, {"changes": changed})

    def confirm(self, *, by: Reviewer, at: datetime) -> Step:
        """Say that a person has read the claim's text and who said it, and that both are right."""
        refuse_who_does_not_review(by)
        self.refuse_edits()
        need(self.text, "The claim has no text.")
        self.confirmed_at = at
        return Step(EventType.CONFIRMED)

    def flag(self, changes: dict[str, Any], *, by: Reviewer) -> Step:
        """Set what only editors set: due date, legal hold, restricted, sensitive."""
        if not by.is_editor:
            raise NotAllowed("Only an editor sets due dates, holds and warnings.")
        changed = {name: value for name, value in changes.items() if getattr(self, name) != value}
        for name, value in changed.items():
            setattr(self, name, value)
        written = {
            name: value.isoformat() if isinstance(value, datetime) else value
            for name, value in changed.items()
        }
        return Step(EventType.FLAGGED, written)

    def refuse_reshaping(self) -> None:
        """Raise `Conflict` where splitting, merging or taking up parts is no longer possible."""
        if self.publication is not Publication.NONE:
            raise Conflict("A claim that readers know cannot be split, merged or taken apart.")
        self.refuse_edits()
