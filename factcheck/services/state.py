"""The present state against the history: folds each claim's events and compares what the tables repeat."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from factcheck import db
from factcheck.ledger import RECORD_TYPES, EventType, Fault, LoggedEvent
from factcheck.ledger.redactions import replaced_by
from factcheck.models import Claim, Event, Evidence, Pseudonym, PublicRecord, Verdict
from factcheck.models.terms import Status
from factcheck.services import history, records, work

PAGE = 200
# What each type of event makes of the status; those that are not here leave it.
BECOMES = {
    EventType.CREATED: Status.NEW,
    EventType.QUEUED: Status.QUEUED,
    EventType.RELEASED: Status.QUEUED,
    EventType.ASSIGNED: Status.IN_REVIEW,
    EventType.REOPENED: Status.IN_REVIEW,
    EventType.SENT_BACK: Status.IN_REVIEW,
    EventType.WITHDRAWN: Status.IN_REVIEW,
    EventType.PROPOSED: Status.PROPOSED,
    EventType.DISMISSED: Status.DISMISSED,
    EventType.UPHELD: Status.DONE,
    EventType.CLOSED: Status.DONE,
    EventType.WITHHELD: Status.DONE,
    **dict.fromkeys(RECORD_TYPES, Status.DONE),
}
WITHOUT_HOLDER = frozenset({Status.NEW, Status.QUEUED, Status.DISMISSED, Status.DONE})
WORDS = (
    "text",
    "quote",
    "start",
    "end",
    "type",
    "said_by",
    "said_by_text",
    "checks",
    "relayed_by",
    "claimed_at",
)
FLAGS = ("legal_hold", "restricted", "sensitive")
# What events whose contents were removed can no longer tell of.
UNTOLD = frozenset({*WORDS, *FLAGS, "evidence", "holder"})


@dataclass
class State:
    """What a claim's events add up to. `known` are the columns that they tell of."""

    status: Status = Status.NEW
    holder: str | None = None
    known: dict[str, Any] = field(default_factory=dict)
    evidence: set[str] = field(default_factory=set)

    def take(self, event: LoggedEvent, *, moves: bool = True) -> None:
        """Take the next event in; contents that were removed by order tell nothing.

        A version that only stands in for a removed one moves nothing.
        """
        kind, body = event.type, json.loads(event.body or "{}")
        if not moves:
            return
        self.status = BECOMES.get(EventType(kind), self.status) if kind in set(EventType) else self.status
        self.holder = None if self.status in WITHOUT_HOLDER else body.get("holder", self.holder)
        if kind == EventType.CREATED:
            self.known |= {name: body[name] for name in WORDS if name in body}
        elif kind == EventType.EDITED:
            changes = body.get("changes", {})
            self.known |= {name: changes[name]["new"] for name in WORDS if name in changes}
        elif kind == EventType.FLAGGED:
            self.known |= {name: body[name] for name in FLAGS if name in body}
        elif kind == EventType.EVIDENCE_ADDED:
            self.evidence |= {body["evidence"]} if body else set()
        elif kind == EventType.EVIDENCE_WITHDRAWN:
            self.evidence -= {body.get("evidence")}


def differences() -> Iterator[Fault]:
    """Yield where the tables say something else than the history, by the claim's newest event."""
    last = 0
    while True:
        claims = page_after(last)
        ids = [claim.public_id for claim in claims]
        events, codes = events_of(ids), codes_of(ids)
        shown = {row.public_id: row for row in records_of(ids)}
        proposals = work.proposals_of(claims)
        for claim in claims:
            found = events.get(claim.public_id, [])
            at_work = proposals.get(claim.id, [])
            yield from of_rows(claim, found, codes, shown.get(claim.public_id), at_work)
        if len(claims) < PAGE:
            return
        last = claims[-1].id
        db.session.expunge_all()


def page_after(claim_id: int) -> Sequence[Claim]:
    chosen = select(Claim).where(Claim.id > claim_id).order_by(Claim.id).limit(PAGE)
    loaded = selectinload(Claim.evidence).selectinload(Evidence.source)
    return db.session.scalars(chosen.options(loaded)).all()


def events_of(claims: Sequence[str]) -> dict[str, list[LoggedEvent]]:
    rows = db.session.execute(
        select(*history.WHOLE).where(Event.claim.in_(claims)).order_by(Event.claim, Event.seq)
    )
    events = [LoggedEvent(**row._mapping) for row in rows]
    return {claim: list(found) for claim, found in groupby(events, attrgetter("claim"))}


def codes_of(claims: Sequence[str]) -> dict[tuple[str, int], str]:
    rows = db.session.scalars(select(Pseudonym).where(Pseudonym.claim.in_(claims)))
    return {(row.claim, row.reviewer_id): row.code for row in rows}


def records_of(claims: Sequence[str]) -> Sequence[PublicRecord]:
    return db.session.scalars(select(PublicRecord).where(PublicRecord.public_id.in_(claims))).all()


def of_rows(
    claim: Claim,
    events: list[LoggedEvent],
    codes: dict[tuple[str, int], str],
    record: PublicRecord | None,
    proposals: list[Verdict],
) -> Iterator[Fault]:
    """Yield what the rows of one claim say that its events do not."""
    try:
        yield from of_claim(claim, events, codes)
        yield from of_record(claim, events, record)
        yield from work.differences(claim, events, proposals)
    except (AttributeError, KeyError, TypeError, ValueError):  # A body edited by hand may hold anything.
        pos = events[-1].pos if events else 0
        yield Fault(pos, f"claim {claim.public_id}: its events cannot be read as a history")


def of_claim(claim: Claim, events: list[LoggedEvent], codes: dict[tuple[str, int], str]) -> Iterator[Fault]:
    """Yield what a claim's row says that its events do not."""
    if not events:
        yield Fault(0, f"claim {claim.public_id} has no events")
        return
    state, pos = State(), events[-1].pos
    stand_ins = {event.pos for event in replaced_by(events)}
    for event in events:
        state.take(event, moves=event.pos not in stand_ins)
    public = records.for_readers(events)
    meant: dict[str, Any] = {
        **state.known,
        "status": state.status.value,
        "version": events[-1].seq,
        "publication": records.publication_after(public).value,
        "rechecking": records.is_rechecking(public),
        "holder": state.holder,
        "evidence": sorted(state.evidence),
    }
    told = {name: getattr(claim, name) for name in meant if name not in {"holder", "evidence"}}
    told["holder"] = codes.get((claim.public_id, claim.holder_id)) if claim.holder_id else None
    told["evidence"] = sorted(piece.public_id for piece in claim.evidence if piece.counts)
    removed = any(event.body is None for event in events)
    for name, value in meant.items():
        if told[name] != value and not (removed and name in UNTOLD):
            yield Fault(pos, f"claim {claim.public_id}: its {name} is not what the history says")


def of_record(claim: Claim, events: list[LoggedEvent], row: PublicRecord | None) -> Iterator[Fault]:
    """Yield where what readers get is not what the public events say."""
    public = records.for_readers(events)
    if not public:
        if row is not None:
            yield Fault(0, f"claim {claim.public_id} has a public record and was never published")
        return
    if row is None or row.record != records.assemble(events):
        yield Fault(
            public[-1].pos, f"claim {claim.public_id}: its public record is not what the history says"
        )
