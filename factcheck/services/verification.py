"""Checking a database's whole history: links and seals, signed checkpoints, and checkpoints kept outside.

It reads in short pages and constant memory: once in order of the log, once claim by claim.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import exists, select, tuple_
from sqlalchemy.orm import aliased

from factcheck import db
from factcheck.errors import NotFound
from factcheck.ledger import NO_HASH, EventType, Fault, LoggedEvent
from factcheck.ledger.checkpoints import Checkpoint, PublicKey
from factcheck.ledger.redactions import Removed, removed_by, unfounded
from factcheck.ledger.verification import altered, check_order, out_of_claim, readable
from factcheck.models import Event, StoredCheckpoint
from factcheck.services import checkpoints, history, signing
from factcheck.services.walks import PAGE, Findings, Removals, Walk

HIDDEN = "what is read claim by claim finds fewer events, by {number}: an index of the database is damaged"


def whole(
    *,
    keys: list[PublicKey],
    against: Checkpoint | Sequence[Checkpoint] | None = None,
    since: int = 0,
    watch: Callable[[Iterator[LoggedEvent]], Iterator[LoggedEvent]] = iter,
) -> Findings:
    """Check the log and return what was found, by position; `watch` sees the events go by.

    `keys` are trusted and lead to those that events announced; `against` are checkpoints kept outside.
    `since` begins after the newest checkpoint of at most that many events, which is then taken as given.
    """
    findings = Findings()
    kept = [against] if isinstance(against, Checkpoint) else against or ()
    walk = Walk(findings, signing.chain(keys), kept)
    start = checkpoints.newest(up_to=since) if since else None
    # An event is removed by a later one, so those up to the start name none after it.
    redacted = redacted_after(start.size if start else 0)
    before = (0, NO_HASH, "")
    if start is not None:
        walk.begin_after(start)
        before = before_start(findings, walk, start)
    events = walk.track(history.walk(before[0] + 1), redacted)
    faults = check_order(
        watch(events),
        redacted=redacted,
        before=before,
        beside=lambda event: misnamed(event, redacted) if event.body is None else (),
    )
    findings.add(history.below_first())
    findings.add(until_unreadable(faults))
    findings.add(checkpoints_of_nothing())
    if start is None:
        findings.add(check_claims(findings.events))
    # A window tells less than a fault inside it, which is then what broke the root.
    findings.add(
        window for window in walk.windows if not any(fault.pos >= window.pos for fault in findings.faults)
    )
    findings.add(walk.absent)
    findings.faults.sort(key=lambda fault: fault.pos)
    return findings


def until_unreadable(faults: Iterator[Fault]) -> Iterator[Fault]:
    """Yield faults; an event that cannot be read as text is the last one told."""
    try:
        yield from faults
    except history.Unreadable as unreadable:
        yield Fault(unreadable.pos, "it cannot be read as text")


def before_start(findings: Findings, walk: Walk, start: StoredCheckpoint) -> tuple[int, str, str]:
    """Return the event that a partial check begins after, having checked the checkpoint on it."""
    checkpoint = walk.opened(start)
    if checkpoint is not None and walk.frontier.root() != checkpoint.root:
        findings.add([Fault(start.size, "the checkpoint stored for it was altered")])
    elif checkpoint is not None:
        walk.vouched |= walk.chain.vouches(start.note, start.size)
        walk.compare_kept(walk.kept_at.get(start.size, ()))
    last = db.session.execute(select(*history.WHOLE).where(Event.pos == start.size)).first()
    if last is None:
        findings.add([Fault(start.size, "it is missing")])
        return (start.size, NO_HASH, "")
    return (last.pos, last.hash, last.at)


def check_claims(walked: int) -> Iterator[Fault]:
    """Yield what is wrong with the links inside claims, reading claim by claim.

    `walked` is how many events the walk along the log came by: reading by claim must not find fewer.
    """
    claim, seq, head = "", 0, NO_HASH
    met = 0
    for row in rows_by_claim():
        met += row.pos > 0
        if row.claim != claim:
            claim, seq, head = row.claim, 0, NO_HASH
        yield from readable(row.pos, out_of_claim(row, seq, head))
        seq, head = row.seq, row.hash
    if met < walked:
        yield from missed_by_claim() or [Fault(0, HIDDEN.format(number=walked - met))]


def missed_by_claim() -> list[Fault]:
    """Return events that the log holds and that reading their claim does not find.

    Pages read by claim: an entry taken out of that index would hide an event from readers alone.
    """
    there = aliased(Event)
    by_claim = exists().where(there.claim == Event.claim, there.seq == Event.seq)
    missed = select(Event.pos).where(~by_claim).order_by(Event.pos).limit(PAGE)
    why = "what is read claim by claim does not find it: an index of the database is damaged"
    return [Fault(pos, why) for pos in db.session.scalars(missed)]


def checkpoints_of_nothing() -> Iterator[Fault]:
    """Yield checkpoints that are stored of logs which cannot be."""
    for size in db.session.scalars(select(StoredCheckpoint.size).where(StoredCheckpoint.size < 1)):
        yield Fault(0, f"a checkpoint of {size} events is stored, and no log is of that size")


def rows_by_claim() -> Iterator[Any]:
    """Yield position, place and hash of all events, claim by claim, in short pages."""
    event = history.EVENT
    columns = (event.pos, event.claim, event.seq, event.prev_claim, event.hash)
    after: tuple[str, int] = ("", 0)
    while True:
        page = select(*columns).where(tuple_(event.claim, event.seq) > tuple_(*after))
        rows = db.session.execute(page.order_by(event.claim, event.seq).limit(PAGE)).all()
        yield from rows
        if len(rows) < PAGE:
            return
        after = (rows[-1].claim, rows[-1].seq)


def one_claim(public_id: str) -> Findings:
    """Check one claim's events by themselves and against each other, or raise `NotFound`."""
    findings, events = Findings(), history.of_claim(public_id)
    redacted = removals(events)  # Only its own events can say so.
    seq, head, pos = 0, NO_HASH, 0
    for event in events:
        findings.events += 1
        findings.add(readable(event.pos, not_after(event, pos)))
        findings.add(readable(event.pos, out_of_claim(event, seq, head)))
        findings.add(readable(event.pos, altered(event, is_redacted=event.pos in redacted)))
        findings.add(misnamed(event, redacted))
        seq, head, pos = event.seq, event.hash, event.pos
    if not findings.events:
        raise NotFound("There is no such claim in the history.")
    return findings


def not_after(event: LoggedEvent, pos: int) -> Iterator[Fault]:
    """Yield a fault for an event that stands before the claim's event ahead of it, or before all."""
    if event.pos < 1:
        yield Fault(event.pos, f"an event of {event.claim} stands at position {event.pos}, below the first")
    elif event.pos <= pos:
        yield Fault(event.pos, "it does not stand after the claim's event before it")


def redacted_after(pos: int) -> dict[int, Removed]:
    """Return what later `redaction` events name, by position; the table of that name is not believed."""
    found = select(*history.WHOLE).where(Event.pos > pos, Event.type == EventType.REDACTION.value)
    return removals(LoggedEvent(*row) for row in db.session.execute(found))


def removals(events: Iterable[LoggedEvent]) -> dict[int, Removed]:
    return {removed.pos: removed for event in events for removed in removed_by(event)}


def misnamed(event: LoggedEvent, redacted: Removals) -> Iterator[Fault]:
    """Yield a fault for an event without contents that is not what its redaction says it was."""
    if unfounded(event, redacted):
        yield Fault(event.pos, "its claim, type, actor or time is not what its redaction repeats")
