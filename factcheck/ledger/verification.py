"""Walk a log from its first event and name what does not hold."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from factcheck.ledger.canonical import NotCanonical, canonical
from factcheck.ledger.links import NO_HASH, LoggedEvent, link, seal


@dataclass(frozen=True, slots=True)
class Fault:
    """The position at which the log is wrong, and why, in words."""

    pos: int
    why: str


def check(events: Iterable[LoggedEvent]) -> Iterator[Fault]:
    """Yield the faults of a log read from position 1, in order; memory grows with claims, not with events."""
    heads: dict[str, tuple[int, str]] = {}
    before: LoggedEvent | None = None
    for event in events:
        seq, claim_head = heads.get(event.claim, (0, NO_HASH))
        try:
            yield from misplaced(event, before=before, seq=seq, claim_head=claim_head)
            yield from altered(event)
        except (NotCanonical, TypeError):  # A file edited by hand may hold anything in any column.
            yield Fault(event.pos, "a column holds what it cannot")
        heads[event.claim] = (event.seq, event.hash)
        before = event


def misplaced(
    event: LoggedEvent, *, before: LoggedEvent | None, seq: int, claim_head: str
) -> Iterator[Fault]:
    """Yield what is wrong with an event's place among the others."""
    pos, head = (before.pos, before.hash) if before else (0, NO_HASH)
    if event.pos != pos + 1:
        yield Fault(event.pos, f"position {pos + 1} is missing or out of order")
    if event.prev != head:
        yield Fault(event.pos, "it does not link to the event before it")
    if event.seq != seq + 1:
        yield Fault(event.pos, f"it should be number {seq + 1} of its claim")
    if event.prev_claim != claim_head:
        yield Fault(event.pos, "it does not link to the claim's event before it")
    if before and event.at < before.at:
        yield Fault(event.pos, "its time is earlier than that of the event before it")


def altered(event: LoggedEvent) -> Iterator[Fault]:
    """Yield what is wrong with an event by itself: its contents, its seal or its hash."""
    if event.body is None or event.salt is None:
        yield Fault(event.pos, "its contents are missing")
    elif not is_canonical(event.body):
        yield Fault(event.pos, "its body is not canonical JSON")
    elif event.sealed != seal(
        type=event.type, actor=event.actor, at=event.at, body=event.body, salt=event.salt
    ):
        yield Fault(event.pos, "its contents are not what was sealed")
    if event.hash != link(
        pos=event.pos,
        claim=event.claim,
        seq=event.seq,
        prev=event.prev,
        prev_claim=event.prev_claim,
        sealed=event.sealed,
    ):
        yield Fault(event.pos, "its hash is not that of its place and seal")


def is_canonical(body: str) -> bool:
    """Return whether a text is canonical JSON."""
    try:
        return canonical(json.loads(body)) == body
    except (NotCanonical, TypeError, ValueError, RecursionError):
        return False
