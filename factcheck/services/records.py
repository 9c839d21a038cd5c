"""The record of a claim as readers get it, put together from its public events.

Readers get nothing but what comes from here, so nothing internal can reach them.
"""

import json
from collections.abc import Sequence
from typing import Any

from factcheck import clock, db
from factcheck.folding import fold
from factcheck.ledger import PUBLIC_TYPES, RECORD_TYPES, EventType, LoggedEvent
from factcheck.ledger.redactions import named_by
from factcheck.models import Claim, PublicRecord
from factcheck.models.terms import Publication
from factcheck.services.record_order import in_order

Record = dict[str, Any]
FORMAT = 1


def assemble(events: Sequence[LoggedEvent]) -> Record:
    """Put a record together from a claim's events, oldest first; without `url`, `history` and `proof`.

    A withheld claim is its id, publication and time alone; versions from before a withholding stay hidden.
    """
    public = for_readers(events)
    newest, bodies = public[-1], shown_versions(public)
    state = publication_after(public)
    if state is Publication.WITHHELD:
        return {"claim_id": newest.claim, "publication": state.value, "modified_at": newest.at}
    at, record = bodies[-1]
    assembled: Record = in_order(
        {
            **record,
            "verdict": {**record["verdict"], "published_at": at},
            "publication": state.value,
            "rechecking": is_rechecking(public),
            "modified_at": newest.at,
            "previous": [{**old["verdict"], "published_at": then} for then, old in reversed(bodies[:-1])],
        }
    )
    return assembled


def assemble_as_of(events: Sequence[LoggedEvent], at: str) -> Record | None:
    """Return the record as readers had it at a time, less what was withheld or removed since.

    None before it was public. `events` are all of the claim's, oldest first; `at` is UTC in 27 characters.
    """
    then = [event for event in events if event.at <= at]
    return assemble(as_known(events, up_to=then[-1].pos)) if for_readers(then) else None


def as_known(events: Sequence[LoggedEvent], *, up_to: int) -> list[LoggedEvent]:
    """Return the events that say what readers had at a position, less what was withheld or removed since.

    Of the later ones these are all up to a withholding; a redaction of an earlier one; and where that left no
    version, the one that stands in for it.
    """
    last = max(up_to, hidden_up_to(events))
    then = [event for event in events if event.pos <= last]
    later = [event for event in events if event.pos > last]
    gone = {event.pos for event in then if event.body is None}
    since = [event for event in later if named_by(event) & gone]
    if since and not shown_versions(then) and publication_after(then) is not Publication.WITHHELD:
        since += [event for event in later if event.type in RECORD_TYPES and event.body is not None][:1]
    return sorted([*then, *since], key=lambda event: event.pos)


def for_readers(events: Sequence[LoggedEvent]) -> list[LoggedEvent]:
    """Return the events that readers may know of, whole: none before the first publication.

    After a withholding that is the withholding itself, and what follows once the claim is public again: what
    stood before is sealed with the versions, and a redaction in between is about nothing that anybody sees.
    """
    hidden = hidden_up_to(events)
    first = next((event.pos for event in events if event.type in RECORD_TYPES and event.pos > hidden), None)
    return [
        event
        for event in events
        if event.type in PUBLIC_TYPES and (event.pos == hidden or (first is not None and event.pos >= first))
    ]


def publication_after(public: Sequence[LoggedEvent]) -> Publication:
    """Return what readers see after these public events."""
    state = Publication.NONE
    for event in public:
        if event.type == EventType.WITHHELD:
            state = Publication.WITHHELD
        elif event.type in RECORD_TYPES:
            retracted = event.type == EventType.RETRACTION
            state = Publication.RETRACTED if retracted else Publication.LIVE
    return state


def is_rechecking(public: Sequence[LoggedEvent]) -> bool:
    """Whether readers were told of a re-check that has not ended yet."""
    told = False
    for event in public:
        if event.type == EventType.RECHECKING:
            told = True
        elif event.type in RECORD_TYPES | {EventType.UPHELD, EventType.WITHHELD}:
            told = False
    return told


def shown_versions(events: Sequence[LoggedEvent]) -> list[tuple[str, Record]]:
    """Return time and body of the versions readers may see: those after the last withholding."""
    hidden = hidden_up_to(events)
    return [
        (event.at, json.loads(event.body))
        for event in events
        if event.type in RECORD_TYPES and event.pos > hidden and event.body is not None
    ]


def hidden_up_to(events: Sequence[LoggedEvent]) -> int:
    """Return the position up to which versions are hidden: that of the last withholding, or 0."""
    return max((event.pos for event in events if event.type == EventType.WITHHELD), default=0)


def public_history(events: Sequence[LoggedEvent], known: Sequence[LoggedEvent] | None = None) -> list[Record]:
    """Return a claim's events as they may leave the house: public ones whole, all others sealed.

    `known` are those that a moment in the past knew of. One whose contents were removed names its redaction.
    """
    shown = for_readers(events if known is None else known)
    removed = {pos: event.pos for event in shown for pos in named_by(event)}
    positions = {event.pos for event in shown if event.body is not None}
    return [
        {**place(event), "redacted": removed[event.pos]}
        if event.body is None and event.pos in removed
        else whole(event)
        if event.pos in positions
        else sealed(event)
        for event in events
    ]


def whole(event: LoggedEvent) -> Record:
    """Return an event exactly as hashed; its body is the canonical JSON text itself."""
    return {
        **place(event),
        "type": event.type,
        "actor": event.actor,
        "at": event.at,
        "body": event.body,
        "salt": event.salt,
    }


def sealed(event: LoggedEvent) -> Record:
    """Return an event of which nothing is told but its place and its seal."""
    return {**place(event), "internal": True}


def place(event: LoggedEvent) -> Record:
    return {
        "v": FORMAT,
        "pos": event.pos,
        "claim": event.claim,
        "seq": event.seq,
        "prev": event.prev,
        "prev_claim": event.prev_claim,
        "sealed": event.sealed,
        "hash": event.hash,
    }


# The cache that pages, lists and exports read.


def refresh(claim: Claim, events: Sequence[LoggedEvent]) -> PublicRecord:
    """Bring a claim's public record up to its newest public event, in the same transaction."""
    record = assemble(events)
    public = for_readers(events)
    row = db.session.get(PublicRecord, claim.id)
    if row is None:
        row = PublicRecord(claim_id=claim.id, public_id=claim.public_id)
        row.first_published_at = clock.moment(public[0].at)
        db.session.add(row)
    row.pos = public[-1].pos
    row.publication = Publication(record["publication"])
    row.modified_at = clock.moment(record["modified_at"])
    row.record = record
    for name, value in listed(record).items():
        setattr(row, name, value)
    return row


def listed(record: Record) -> Record:
    """Return the columns that lists sort and search by; all empty for a withheld claim."""
    if record["publication"] == Publication.WITHHELD:
        nothing = ("article", "start", "claimant", "type", "checks", "rating", "change")
        return {**dict.fromkeys(nothing), "folded": ""}
    verdict, said = record["verdict"], record["said_by"]
    claimant = said["claimant"]
    words = (
        record["claim"],
        record["quote"],
        said["text"],
        claimant and claimant["name"],
        verdict["summary"],
    )
    return {
        "article": record["article"]["id"],
        "start": record["selectors"][0]["start"],
        "claimant": claimant["id"] if claimant else None,
        "type": record["type"],
        "checks": record["checks"],
        "rating": verdict["rating"]["key"] if verdict["rating"] else None,
        "change": verdict["change"],
        "folded": fold(*words) if not record["sensitive"] else fold(record["claim"], said["text"]),
    }
