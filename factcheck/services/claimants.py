"""Claimants: finding them by name, correcting what is known of them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select

from factcheck import clock, db
from factcheck.errors import NotAllowed, NotFound
from factcheck.ledger import EventType
from factcheck.models import Claim, Claimant, Reviewer, Step
from factcheck.models.terms import SaidBy
from factcheck.services import history

NAMED = frozenset({SaidBy.PERSON, SaidBy.ORGANISATION})


def named(name: str, kind: SaidBy) -> Claimant:
    """Return the claimant of that very name and kind, adding one where there is none.

    A person is not taken for a public figure until somebody says so; an organisation is.
    """
    found = db.session.scalar(
        select(Claimant).where(Claimant.name == name, Claimant.kind == kind).order_by(Claimant.id)
    )
    if found is None:
        found = Claimant(
            name=name,
            kind=kind,
            description="",
            public_figure=kind is SaidBy.ORGANISATION,
            created_at=clock.now(),
        )
        db.session.add(found)
        db.session.flush()
    return found


def get(public_id: str) -> Claimant:
    """Return a claimant, or raise `NotFound`."""
    found = db.session.scalar(select(Claimant).where(Claimant.public_id == public_id))
    if found is None:
        raise NotFound("There is no such claimant.")
    return found


def everyone() -> Sequence[tuple[Claimant, int]]:
    """Return all claimants by name, each with the number of their claims."""
    rows = db.session.execute(
        select(Claimant, func.count(Claim.id))
        .outerjoin(Claim, Claim.claimant_id == Claimant.id)
        .group_by(Claimant.id)
        .order_by(Claimant.name, Claimant.id)
    )
    return [(row[0], row[1]) for row in rows]


def change(public_id: str, changes: dict[str, Any], *, by: Reviewer) -> Claimant:
    """Correct a claimant's name, description, public figure or same-as address."""
    if not by.reviews:
        raise NotAllowed("Only reviewers and editors describe claimants.")
    claimant = get(public_id)
    describe(claimant, changes, by=by)
    return claimant


def describe(claimant: Claimant, changes: dict[str, Any], *, by: Reviewer) -> None:
    """Change what is known of a claimant, and tell the history of each of their claims."""
    told = {}
    for name, value in changes.items():
        old = getattr(claimant, name)
        if old != value:
            setattr(claimant, name, value)
            told[f"claimant_{name}"] = {"old": old, "new": value}
    if told:
        step = Step(EventType.EDITED, {"changes": told, "claimant": claimant.public_id})
        of_theirs = select(Claim).where(Claim.claimant_id == claimant.id).order_by(Claim.id)
        for claim in db.session.scalars(of_theirs).all():
            history.append(claim, step, by=by)
