"""The queue: claims at the desk by status, by holder, by due date, and by words."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, and_, func, or_, select, tuple_
from sqlalchemy.orm import selectinload

from factcheck import clock, db
from factcheck.models import Claim, Reviewer
from factcheck.models.terms import Status
from factcheck.services import search

PAGE = 50
MOST_COUNTED = 1001
VIEWS = ("open", "mine", "unassigned", "ready", "overdue", *[status.value for status in Status])
AT_WORK = (Status.QUEUED, Status.IN_REVIEW, Status.PROPOSED)
Place = tuple[int, int]


@dataclass(frozen=True)
class Listing:
    """One page of the queue; `after` is where the next one begins, None at the end."""

    view: str
    claims: Sequence[Claim]
    after: Place | None
    counts: dict[str, int] = field(default_factory=dict)


def visible_to(person: Reviewer) -> ColumnElement[bool]:
    """Return the condition that a person at the desk sees a claim."""
    if person.is_editor:
        return Claim.id > 0
    return or_(~Claim.restricted, Claim.holder_id == person.id)


def view_of(name: str, person: Reviewer) -> ColumnElement[bool]:
    """Return the condition of a view by its name; an unknown name is the open work."""
    views: dict[str, ColumnElement[bool]] = {
        "open": Claim.status.in_(AT_WORK),
        "mine": and_(Claim.holder_id == person.id, Claim.status.in_(AT_WORK)),
        "unassigned": and_(Claim.status == Status.QUEUED, Claim.holder_id.is_(None)),
        "ready": Claim.status == Status.PROPOSED,
        "overdue": and_(Claim.due_at < clock.now(), Claim.status.in_(AT_WORK)),
    }
    if name in views:
        return views[name]
    return Claim.status == Status(name) if name in set(Status) else views["open"]


def listing(person: Reviewer, *, view: str = "open", query: str = "", after: Place | None = None) -> Listing:
    """Return claims of a view that hold the query's words, the most check-worthy first."""
    shown = [visible_to(person), view_of(view, person)]
    words = search.matches(Claim, query)
    if words is not None:
        shown.append(words)
    elif query.strip():
        return Listing(view, [], None, counts(person))
    if after is not None:
        shown.append(tuple_(-Claim.worth, Claim.id) > tuple_(-after[0], after[1]))
    found = db.session.scalars(
        select(Claim)
        .where(*shown)
        .options(selectinload(Claim.article), selectinload(Claim.holder), selectinload(Claim.claimant))
        .order_by((-Claim.worth), Claim.id)
        .limit(PAGE + 1)
    ).all()
    page = found[:PAGE]
    more = (page[-1].worth, page[-1].id) if len(found) > PAGE else None
    return Listing(view, page, more, counts(person))


def counts(person: Reviewer) -> dict[str, int]:
    """Return how many claims each view holds; 1001 stands for more than 1000."""
    return {name: capped(and_(visible_to(person), view_of(name, person))) for name in VIEWS}


def capped(condition: ColumnElement[bool]) -> int:
    some = select(Claim.id).where(condition).limit(MOST_COUNTED).subquery()
    return db.session.scalar(select(func.count()).select_from(some)) or 0
