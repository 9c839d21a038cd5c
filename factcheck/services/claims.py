"""Claims at the desk: finding them, putting right what they say, and the moves up to a proposal.

Every function that changes a claim takes the `version` its caller saw; None skips the comparison.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import joinedload, selectinload

from factcheck import clock, db
from factcheck.errors import FactcheckError, NotAllowed, NotFound
from factcheck.folding import fold
from factcheck.ledger import EventType
from factcheck.models import Article, Claim, Evidence, Rating, Reviewer, Step, Verdict
from factcheck.models.moves import Move
from factcheck.models.terms import Dismissal, SaidBy, Status, VerdictState
from factcheck.services import claimants, history

# A claim with all that the desk shows and changes of it.
WITH_ALL = (
    select(Claim)
    .where(Claim.public_id == bindparam("public_id"))
    .options(
        joinedload(Claim.article),
        joinedload(Claim.revision),
        joinedload(Claim.claimant),
        joinedload(Claim.holder),
        joinedload(Claim.parent),
        selectinload(Claim.evidence).joinedload(Evidence.source),
        selectinload(Claim.parts),
    )
    .execution_options(populate_existing=True)
)
ALONE = select(Claim).where(Claim.public_id == bindparam("public_id"))


def get(public_id: str, *, person: Reviewer) -> Claim:
    """Return a claim that this person may see, or raise `NotFound`."""
    return visible(db.session.scalar(WITH_ALL, {"public_id": public_id}), person)


def alone(public_id: str, *, person: Reviewer) -> Claim:
    """Return a claim that this person may see, without its article, people, parts and evidence."""
    return visible(db.session.scalar(ALONE, {"public_id": public_id}), person)


def visible(claim: Claim | None, person: Reviewer) -> Claim:
    """Return a claim that was found and that a person may see, or raise `NotFound`."""
    if claim is None or not claim.is_visible_to(person):
        raise NotFound("There is no such claim.")
    return claim


def to_change(public_id: str, *, by: Reviewer, version: int | None) -> Claim:
    """Return a claim to change, or raise `Stale` where it changed since `version`."""
    claim = get(public_id, person=by)
    history.refuse_stale(claim, version)
    return claim


def to_move(public_id: str, *, by: Reviewer, version: int | None) -> Claim:
    """Return the same by itself, for moves that look at nothing else."""
    claim = alone(public_id, person=by)
    history.refuse_stale(claim, version)
    return claim


# What the claim says.


def confirm(
    public_id: str, *, by: Reviewer, version: int | None, text: str, said_by: dict[str, Any], **changes: Any
) -> Claim:
    """Correct a claim and say that its text and who said it are right.

    `said_by` has `kind`, `text`, `name`, `relayed_by` and, for a claimant, `public_figure` and `description`.
    """
    claim = edit(public_id, by=by, version=version, text=text, said_by=said_by, **changes)
    history.append(claim, claim.confirm(by=by, at=clock.now()), by=by)
    return claim


def edit(
    public_id: str,
    *,
    by: Reviewer,
    version: int | None,
    said_by: dict[str, Any] | None = None,
    **changes: Any,
) -> Claim:
    """Correct what a claim says; nothing is recorded where nothing changed."""
    claim = to_change(public_id, by=by, version=version)
    claim.refuse_edits()
    if said_by is not None:
        changes |= who_said(said_by, by=by)
    step = claim.edit(changes, by=by)
    if step.body["changes"]:
        claim.folded = fold(claim.text, claim.quote, claim.said_by_text)
        history.append(claim, plain(step), by=by)
    return claim


def who_said(given: dict[str, Any], *, by: Reviewer) -> dict[str, Any]:
    """Return a claim's columns for who said it; only people and organisations become claimants."""
    kind = SaidBy(given["kind"])
    name = (given.get("name") or given.get("text") or "").strip()
    claimant = claimants.named(name, kind) if kind in claimants.NAMED and name else None
    if claimant is not None:
        known = {
            "public_figure": bool(given.get("public_figure", claimant.public_figure)),
            "description": given.get("description", claimant.description) or "",
        }
        claimants.describe(claimant, known, by=by)
    return {
        "said_by": kind,
        "said_by_text": None if kind is SaidBy.ARTICLE else (given.get("text") or name or None),
        "claimant_id": claimant.id if claimant else None,
        "relayed_by": given.get("relayed_by") or None,
    }


def plain(step: Step) -> Step:
    """Return an edit's step with values that canonical JSON holds: enums as their values, times as text."""
    changes = {
        name: {when: written(value) for when, value in change.items()}
        for name, change in step.body["changes"].items()
    }
    return Step(step.type, {"changes": changes})


def written(value: Any) -> Any:
    return clock.stamp(value) if isinstance(value, datetime) else getattr(value, "value", value)


def flag(public_id: str, *, by: Reviewer, version: int | None, **changes: Any) -> Claim:
    """Set due date, legal hold, restricted or sensitive; editors only."""
    claim = to_move(public_id, by=by, version=version)
    step = claim.flag(changes, by=by)
    if step.body:
        history.append(claim, step, by=by)
    return claim


def note(public_id: str, words: str, *, by: Reviewer) -> Claim:
    """Leave a note for colleagues in the claim's history."""
    claim = alone(public_id, person=by)
    if not by.reviews:
        raise NotAllowed("Only reviewers and editors work on claims.")
    history.append(claim, Step(EventType.NOTE, {"about": "claim", "note": words}), by=by)
    return claim


# Moves.


def queue(public_id: str, *, by: Reviewer, version: int | None = None, reason: str = "") -> Claim:
    """Put a claim into the queue."""
    claim = to_move(public_id, by=by, version=version)
    history.append(claim, claim.queue(by=by, reason=reason), by=by)
    return claim


def dismiss(
    public_id: str, code: Dismissal, *, by: Reviewer, version: int | None = None, words: str = ""
) -> Claim:
    """Close a claim that is not to be checked."""
    claim = to_move(public_id, by=by, version=version)
    history.append(claim, claim.dismiss(code, by=by, words=words), by=by)
    return claim


def take(public_id: str, *, by: Reviewer, version: int | None = None) -> Claim:
    """Take a queued claim in hand."""
    claim = to_move(public_id, by=by, version=version)
    history.append(claim, with_holder(claim, claim.take(by=by), by), by=by)
    return claim


def assign(public_id: str, holder: Reviewer, *, by: Reviewer, version: int | None = None) -> Claim:
    """Hand a queued claim to somebody."""
    claim = to_move(public_id, by=by, version=version)
    history.append(claim, with_holder(claim, claim.assign(holder, by=by), holder), by=by)
    return claim


def release(public_id: str, *, by: Reviewer, version: int | None = None) -> Claim:
    """Put a claim in hand back into the queue."""
    claim = to_move(public_id, by=by, version=version)
    history.append(claim, claim.release(by=by), by=by)
    return claim


def with_holder(claim: Claim, step: Step, holder: Reviewer) -> Step:
    """Return a step that names the claim's new holder by pseudonym."""
    return Step(step.type, {**step.body, "holder": history.code_of(claim.public_id, holder.id)})


@dataclass(frozen=True)
class Triage:
    """What became of each claim in a bulk triage."""

    changed: list[Claim]
    refused: list[tuple[Claim, str]]


def triage(
    public_ids: Sequence[str],
    *,
    by: Reviewer,
    article: str | None = None,
    dismiss_rest_as: Dismissal | None = None,
    dismiss_as: Dismissal | None = None,
) -> Triage:
    """Queue the claims named, or dismiss them with one code; and with `dismiss_rest_as` close the article's
    other new claims. Claims that cannot make the move are left as they are and named."""
    chosen = [get(public_id, person=by) for public_id in public_ids]
    done = Triage([], [])
    for claim in chosen:
        attempt(claim, done, by=by, code=dismiss_as)
    if dismiss_rest_as is not None and article is not None:
        for claim in rest_of(article, chosen, person=by):
            attempt(claim, done, by=by, code=dismiss_rest_as)
    return done


def attempt(claim: Claim, done: Triage, *, by: Reviewer, code: Dismissal | None) -> None:
    """Queue or dismiss one claim of a triage and note what came of it."""
    try:
        step = claim.queue(by=by) if code is None else claim.dismiss(code, by=by)
    except NotAllowed:
        raise
    except FactcheckError as refusal:
        done.refused.append((claim, str(refusal)))
        return
    history.append(claim, step, by=by)
    done.changed.append(claim)


def rest_of(article: str, chosen: Sequence[Claim], *, person: Reviewer) -> list[Claim]:
    """Return the article's new claims that were not chosen."""
    left = select(Claim).join(Claim.article).where(Article.public_id == article, Claim.status == Status.NEW)
    kept = {claim.id for claim in chosen}
    return [
        claim
        for claim in db.session.scalars(left.order_by(Claim.start))
        if claim.id not in kept and claim.is_visible_to(person)
    ]


# What a page needs to know.


def pending(claim: Claim) -> Verdict | None:
    """Return the proposal that an editor has, if there is one."""
    return db.session.scalar(
        select(Verdict)
        .where(Verdict.claim_id == claim.id, Verdict.state == VerdictState.PROPOSED)
        .options(selectinload(Verdict.rating).selectinload(Rating.scale))
    )


def possible_moves(claim: Claim, *, person: Reviewer, four_eyes: bool = True) -> frozenset[Move]:
    """Return the moves this person could make on a claim now."""
    proposal = pending(claim)
    same = {
        Move.RELEASE: claim.is_held_by(person),
        Move.PROPOSE: claim.is_held_by(person),
        Move.WITHDRAW: proposal is not None and proposal.proposed_by_id == person.id,
        Move.PUBLISH: person.is_editor and history.worked_on(claim, person),
        Move.UPHOLD: person.is_editor and history.held_or_proposed(claim, person),
    }
    return frozenset(
        move for move in Move if claim.may(move, person, same=same.get(move, False), four_eyes=four_eyes)
    )
