"""What is at work on a claim against its history: the proposal that an editor has, and evidence that stands.

Both are published as the tables have them, so whoever alters them there speaks in somebody else's name.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from factcheck import db
from factcheck.ledger import EventType, Fault, LoggedEvent
from factcheck.models import Claim, Event, Rating, Verdict
from factcheck.models.terms import Status, VerdictState
from factcheck.services import sources, verdicts
from factcheck.services.removal import BLOCK

A_REDACTION = select(Event.pos).where(Event.type == EventType.REDACTION.value).limit(1)


def proposals_of(claims: Sequence[Claim]) -> dict[int, list[Verdict]]:
    """Return the proposals that editors have of these claims, by the claims' ids."""
    found: dict[int, list[Verdict]] = {}
    rows = select(Verdict).where(
        Verdict.claim_id.in_(claim.id for claim in claims), Verdict.state == VerdictState.PROPOSED
    )
    for row in db.session.scalars(rows.options(selectinload(Verdict.rating).selectinload(Rating.scale))):
        found.setdefault(row.claim_id, []).append(row)
    return found


def differences(claim: Claim, events: list[LoggedEvent], proposals: list[Verdict]) -> Iterator[Fault]:
    """Yield where a claim's proposal and evidence are not what those of its events say that have it still."""
    if not events:
        return
    yield from of_proposals(claim, events, proposals)
    if all(event.body is not None for event in events):
        meant = pieces_told(claim, events)
        for piece in claim.evidence:
            if piece.counts and not is_as_told(meant.get(piece.public_id, {}), sources.told(piece)):
                why = f"its evidence {piece.public_id} is not what the history says"
                yield Fault(events[-1].pos, f"claim {claim.public_id}: {why}")


def is_as_told(meant: dict[str, Any], found: dict[str, Any]) -> bool:
    """Whether evidence is what the history says, but for words that a removal blanked in a shared source."""
    if meant == found:
        return True
    blanked = without_blanked(meant, found) == found
    return blanked and db.session.scalar(A_REDACTION) is not None


def without_blanked(meant: Any, found: Any) -> Any:
    """Return what is meant with the words that the tables have blanked as they have them."""
    if isinstance(meant, dict) and isinstance(found, dict):
        return {name: without_blanked(value, found.get(name)) for name, value in meant.items()}
    return found if isinstance(found, str) and isinstance(meant, str) and BLOCK in found else meant


def of_proposals(claim: Claim, events: list[LoggedEvent], proposals: list[Verdict]) -> Iterator[Fault]:
    newest = next((event for event in reversed(events) if event.type == EventType.PROPOSED), None)
    if newest is not None and newest.body is None:
        return  # Its contents were removed by order of law.
    is_pending = newest is not None and claim.status is Status.PROPOSED
    meant = [json.loads(newest.body or "{}")] if newest is not None and is_pending else []
    if meant != [verdicts.proposed(proposal) for proposal in proposals if proposal.rating is not None]:
        pos = newest.pos if newest is not None else events[-1].pos
        yield Fault(pos, f"claim {claim.public_id}: its proposal is not what the history says")


def pieces_told(claim: Claim, events: list[LoggedEvent]) -> dict[str, dict[str, Any]]:
    """Return what the events say of each piece of evidence, with the origins that were corrected since."""
    source_of = {piece.public_id: piece.source.public_id for piece in claim.evidence}
    told: dict[str, dict[str, Any]] = {}
    for event in events:
        body = json.loads(event.body or "{}")
        if event.type == EventType.EVIDENCE_ADDED:
            told[body["evidence"]] = body
        elif event.type == EventType.EDITED and "source" in body:
            for name in (name for name in told if source_of.get(name) == body["source"]):
                origin = body["changes"]["source_origin"]["new"]
                told[name] = {**told[name], "source": {**told[name]["source"], "origin": origin}}
    return told
