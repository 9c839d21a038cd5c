"""Walk a log from its first event and name what does not hold."""

from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass

from factcheck.ledger.canonical import NotCanonical, is_canonical
from factcheck.ledger.links import NO_HASH, LoggedEvent, link, seal

UNFIT = "a column holds what it cannot"


@dataclass(frozen=True, slots=True)
class Fault:
    """The position at which the log is wrong, and why, in words."""

    pos: int
    why: str


def check(events: Iterable[LoggedEvent], *, redacted: Container[int] = frozenset()) -> Iterator[Fault]:
    """Yield the faults of a log read from position 1, in order; memory grows with claims, not with events.

    `redacted` are the positions whose contents a `redaction` event says were removed.
    """
    heads: dict[str, tuple[int, str]] = {}

    def follows(event: LoggedEvent) -> Iterator[Fault]:
        yield from out_of_claim(event, *heads.get(event.claim, (0, NO_HASH)))
        heads[event.claim] = (event.seq, event.hash)

    yield from check_order(events, redacted=redacted, beside=follows)


def check_order(
    events: Iterable[LoggedEvent],
    *,
    redacted: Container[int] = frozenset(),
    before: tuple[int, str, str] = (0, NO_HASH, ""),
    beside: Callable[[LoggedEvent], Iterable[Fault]] = lambda _event: (),
) -> Iterator[Fault]:
    """Yield the faults of events in order of the log, in constant memory; claims' own links are `beside`.

    `before` is position, hash and time of the event ahead of the first one.
    """
    for event in events:
        try:
            yield from misplaced(event, *before)
            yield from beside(event)
            yield from altered(event, is_redacted=event.pos in redacted)
        except (NotCanonical, TypeError):  # A file edited by hand may hold anything in any column.
            yield Fault(event.pos, UNFIT)
        before = (event.pos, event.hash, event.at)


def readable(pos: int, faults: Iterable[Fault]) -> Iterator[Fault]:
    """Yield an event's faults; one where its columns hold what cannot even be compared."""
    try:
        yield from faults
    except (NotCanonical, TypeError):
        yield Fault(pos, UNFIT)


def misplaced(event: LoggedEvent, pos: int, head: str, at: str) -> Iterator[Fault]:
    """Yield what is wrong with an event's place after the one before it in the log."""
    if event.pos != pos + 1:
        yield Fault(event.pos, f"position {pos + 1} is missing or out of order")
    if event.prev != head:
        yield Fault(event.pos, "it does not link to the event before it")
    if event.at < at:
        yield Fault(event.pos, "its time is earlier than that of the event before it")


def out_of_claim(event: LoggedEvent, seq: int, head: str) -> Iterator[Fault]:
    """Yield what is wrong with an event's place after the claim's event before it."""
    if event.seq != seq + 1:
        yield Fault(event.pos, f"it should be number {seq + 1} of its claim")
    if event.prev_claim != head:
        yield Fault(event.pos, "it does not link to the claim's event before it")


def altered(event: LoggedEvent, *, is_redacted: bool = False) -> Iterator[Fault]:
    """Yield what is wrong with an event by itself: its contents, its seal or its hash."""
    if event.body is None or event.salt is None:
        if not is_redacted:
            yield Fault(event.pos, "its contents are missing, and no redaction names it")
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
