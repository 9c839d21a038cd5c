"""Verdicts: proposing them, and everything an editor decides about them.

Each function is one act with its events, in the caller's transaction. `version` is the claim's version that
the caller saw; None skips the comparison.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from factcheck import clock, db
from factcheck.errors import Conflict, InvalidInput
from factcheck.ledger import EventType
from factcheck.models import Claim, Evidence, Rating, Reviewer, Step, Verdict
from factcheck.models.moving import need
from factcheck.models.terms import Change, Checks, SourceKind, VerdictState
from factcheck.services import claims, history, publishing, records, scales

ENOUGH_EVIDENCE = 2
ENOUGH_ORIGINS = 2
LATER = (Change.CORRECTION, Change.UPDATE, Change.CLARIFICATION, Change.MINOR)


@dataclass(frozen=True)
class Draft:
    """What a reviewer writes: a rating of the scale that fits, a summary, and later what changes and why."""

    rating_id: int
    summary: str
    explanation: str = ""
    change: Change | None = None
    reason: str = ""


def propose(public_id: str, draft: Draft, *, by: Reviewer, version: int | None) -> Verdict:
    """Hand a verdict to the editors."""
    claim = claims.to_change(public_id, by=by, version=version)
    claim.propose(by=by)
    rating = scales.rating(draft.rating_id, checks=claim.checks)
    need(draft.summary, "Sum the verdict up in a sentence or two.")
    verdict = Verdict(
        claim_id=claim.id,
        version=None,
        state=VerdictState.PROPOSED,
        rating=rating,
        summary=draft.summary.strip(),
        explanation=draft.explanation.strip(),
        change=change_of(draft, claim),
        reason=draft.reason.strip() or None,
        proposed_by_id=by.id,
        proposed_at=clock.now(),
    )
    db.session.add(verdict)
    history.append(claim, Step(EventType.PROPOSED, proposed(verdict)), by=by)
    return verdict


def change_of(draft: Draft, claim: Claim) -> Change:
    """Return what a draft is to the version before it, or raise `InvalidInput` where that is not said."""
    if latest(claim) is None:
        return Change.FIRST
    if draft.change not in LATER:
        raise InvalidInput("Say what kind of change this is to the published verdict.")
    need(draft.reason, "Give readers the reason for the change.")
    return draft.change


def proposed(verdict: Verdict) -> dict[str, object]:
    assert verdict.rating is not None  # A proposal always has one; only a retraction does not.
    return {
        "rating": verdict.rating.key,
        "scale": verdict.rating.scale.label,
        "summary": verdict.summary,
        "explanation": verdict.explanation,
        "change": verdict.change.value,
        "reason": verdict.reason,
    }


def latest(claim: Claim) -> Verdict | None:
    """Return the newest published version, a retraction included."""
    return db.session.scalar(
        select(Verdict)
        .where(Verdict.claim_id == claim.id, Verdict.version.is_not(None))
        .options(selectinload(Verdict.rating).selectinload(Rating.scale))
        .order_by(Verdict.version.desc())
        .limit(1)
    )


def of_claim(claim: Claim) -> list[Verdict]:
    """Return all versions and proposals, oldest first."""
    return list(
        db.session.scalars(
            select(Verdict)
            .where(Verdict.claim_id == claim.id)
            .options(selectinload(Verdict.rating).selectinload(Rating.scale))
            .order_by(Verdict.id)
        )
    )


def withdraw(public_id: str, *, by: Reviewer, version: int | None) -> Claim:
    """Take one's own proposal back from the editors."""
    claim = claims.to_change(public_id, by=by, version=version)
    proposal = claims.pending(claim)
    mine = proposal is not None and proposal.proposed_by_id == by.id
    step = claim.withdraw_proposal(by=by, proposer=mine)
    end_proposal(proposal, VerdictState.WITHDRAWN)
    history.append(claim, step, by=by)
    return claim


def send_back(public_id: str, *, by: Reviewer, version: int | None, reason: str) -> Claim:
    """Return a proposal to its holder with a reason."""
    claim = claims.to_change(public_id, by=by, version=version)
    step = claim.send_back(by=by, reason=reason)
    end_proposal(claims.pending(claim), VerdictState.SENT_BACK)
    history.append(claim, step, by=by)
    return claim


def end_proposal(proposal: Verdict | None, state: VerdictState) -> None:
    if proposal is not None:
        proposal.state = state


def publish(
    public_id: str,
    *,
    by: Reviewer,
    version: int | None,
    four_eyes: bool = True,
    byline: str = "",
    override: str = "",
) -> Claim:
    """Let a proposal reach readers. `override` is the public reason for publishing on less evidence."""
    claim = claims.to_change(public_id, by=by, version=version)
    worked_on = by.is_editor and history.worked_on(claim, by)
    proposal = claims.pending(claim)
    claim.publish(by=by, worked_on=worked_on, four_eyes=four_eyes)
    if proposal is None:
        raise Conflict("There is no proposal to publish.")
    lacking = lacking_evidence(claim, proposal)
    if lacking and not override.strip():
        raise InvalidInput(f"{lacking} Or give readers the reason for publishing all the same.")
    before = latest(claim)
    proposal.state = VerdictState.PUBLISHED
    proposal.version = next_version(claim)
    proposal.second_person = not worked_on
    proposal.byline = byline.strip() or None
    proposal.evidence_override = override.strip() if lacking else None
    proposal.published_at = clock.now()
    proposal.rating_changed = None if before is None else before.rating_id != proposal.rating_id
    first = proposal.change is Change.FIRST
    kind = EventType.PUBLISHED if first else EventType(proposal.change.value)
    make_public(claim, proposal, Step(kind, publishing.build(claim, proposal)), by=by)
    return claim


def lacking_evidence(claim: Claim, verdict: Verdict) -> str:
    """Return what the evidence policy still asks for, in a sentence; empty where it is met.

    Two pieces from two independent origins; for `attribution` one primary source; for Unproven none.
    """
    exempt = verdict.rating is None or verdict.rating.needs_no_evidence
    return "" if exempt else still_needed(claim)


def still_needed(claim: Claim) -> str:
    """Return what a rating that needs evidence still asks for, in a sentence; empty where it is there."""
    standing = [piece for piece in claim.evidence if piece.counts]
    primary = any(piece.source.kind is SourceKind.PRIMARY for piece in standing)
    if claim.checks is Checks.ATTRIBUTION and primary:
        return ""
    origins = {piece.source.origin.casefold() for piece in standing}
    if len(standing) >= ENOUGH_EVIDENCE and len(origins) >= ENOUGH_ORIGINS:
        return ""
    instead = ", or one primary source," if claim.checks is Checks.ATTRIBUTION else ""
    return f"Two pieces of evidence from two independent origins{instead} are needed; {found(standing)}."


def found(standing: Sequence[Evidence]) -> str:
    """Say how much of the evidence that is needed stands."""
    if len(standing) < ENOUGH_EVIDENCE:
        return "one stands" if standing else "none stands yet"
    return "those that stand share one origin"


def next_version(claim: Claim) -> int:
    newest = db.session.scalar(select(func.max(Verdict.version)).where(Verdict.claim_id == claim.id))
    return (newest or 0) + 1


def make_public(claim: Claim, verdict: Verdict, step: Step, *, by: Reviewer) -> None:
    """Append the event that carries a version's whole record, and bring what readers get up to it."""
    event = history.append(claim, step, by=by)
    verdict.published_at = clock.moment(event.at)
    refresh(claim)


def refresh(claim: Claim) -> None:
    records.refresh(claim, history.of_claim(claim.public_id))


# What editors do with claims that readers know.


def uphold(public_id: str, *, by: Reviewer, version: int | None, note: str, four_eyes: bool = True) -> Claim:
    """Leave the live verdict as it is, with a public note; a pending proposal is withdrawn."""
    claim = claims.to_change(public_id, by=by, version=version)
    worked_on = by.is_editor and history.held_or_proposed(claim, by)
    step = claim.uphold(by=by, note=note, worked_on=worked_on, four_eyes=four_eyes)
    drop_proposal(claim, by=by)
    history.append(claim, step, by=by)
    refresh(claim)
    return claim


def close(public_id: str, *, by: Reviewer, version: int | None, reason: str) -> Claim:
    """End the work on a retracted or withheld claim; a pending proposal is withdrawn."""
    claim = claims.to_change(public_id, by=by, version=version)
    step = claim.close(by=by, reason=reason)
    drop_proposal(claim, by=by)
    history.append(claim, step, by=by)
    return claim


def reopen(
    public_id: str,
    *,
    by: Reviewer,
    version: int | None,
    reason: str,
    holder: Reviewer | None = None,
    tell_readers: bool = False,
) -> Claim:
    """Take a claim that is done up again in a holder's name (by default the editor's own)."""
    claim = claims.to_change(public_id, by=by, version=version)
    holder = holder or by
    reopened, *public = claim.reopen(holder, by=by, reason=reason, tell_readers=tell_readers)
    history.append(claim, claims.with_holder(claim, reopened, holder), by=by)
    for step in public:
        history.append(claim, step, by=by)
        refresh(claim)
    return claim


def retract(public_id: str, *, by: Reviewer, version: int | None, reason: str) -> Claim:
    """Take back a live verdict with a public reason; this is a version without a rating."""
    claim = claims.to_change(public_id, by=by, version=version)
    before = latest(claim)
    claim.retract(by=by, reason=reason)
    drop_proposal(claim, by=by)
    retraction = Verdict(
        claim_id=claim.id,
        version=next_version(claim),
        state=VerdictState.PUBLISHED,
        rating=None,
        summary="",
        explanation="",
        change=Change.RETRACTION,
        reason=reason.strip(),
        rating_changed=True,
        proposed_by_id=by.id,
        proposed_at=clock.now(),
        published_at=clock.now(),
        second_person=False,
        byline=before.byline if before else None,
    )
    db.session.add(retraction)
    record = publishing.retracted(history.of_claim(claim.public_id), retraction)
    make_public(claim, retraction, Step(EventType.RETRACTION, record), by=by)
    return claim


def withhold(public_id: str, *, by: Reviewer, version: int | None, reason: str) -> Claim:
    """Take everything public about a claim away at once; the reason is for the desk alone."""
    claim = claims.to_change(public_id, by=by, version=version)
    withheld, note = claim.withhold(by=by, reason=reason)
    drop_proposal(claim, by=by)
    history.append(claim, withheld, by=by)
    history.append(claim, note, by=by)
    refresh(claim)
    return claim


def drop_proposal(claim: Claim, *, by: Reviewer) -> None:
    """Withdraw a pending proposal with an event of its own; the draft stays at the desk."""
    proposal = claims.pending(claim)
    if proposal is not None:
        proposal.state = VerdictState.WITHDRAWN
        history.append(claim, Step(EventType.WITHDRAWN, {"because": "the claim was closed"}), by=by)
