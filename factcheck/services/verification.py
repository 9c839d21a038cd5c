"""Checking a database's whole history: links and seals, signed checkpoints, and a checkpoint kept outside.

It reads in short pages and constant memory: once in order of the log, once claim by claim.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from sqlalchemy import select, tuple_

from factcheck import db
from factcheck.errors import NotFound
from factcheck.ledger import NO_HASH, EventType, Fault, LoggedEvent
from factcheck.ledger.checkpoints import BadCheckpoint, Checkpoint, PublicKey
from factcheck.ledger.keys import KeyChain
from factcheck.ledger.merkle import Frontier
from factcheck.ledger.redactions import Removed, removed_by, unfounded
from factcheck.ledger.verification import altered, check_order, out_of_claim
from factcheck.models import Event, StoredCheckpoint
from factcheck.services import checkpoints, history, signing

PAGE = 1000
MOST_FAULTS = 1000
HASH = re.compile("[0-9a-f]{64}")
Removals = Mapping[int, Removed]


@dataclass
class Findings:
    """What a check found; `redacted` counts the events whose contents were removed by order of law."""

    events: int = 0
    redacted: int = 0
    checkpoints: int = 0
    faults: list[Fault] = field(default_factory=list)

    def add(self, faults: Iterable[Fault]) -> None:
        """Take faults in, up to a thousand: of a history that is wrong throughout, more tell nothing."""
        self.faults.extend(islice(faults, MOST_FAULTS))


class Walk:
    """One pass over the log that counts, hashes into the tree and compares with checkpoints on its way."""

    def __init__(self, findings: Findings, chain: KeyChain, against: Checkpoint | None) -> None:
        self.findings = findings
        self.chain = chain
        findings.add(chain.faults)
        self.against = against
        self.frontier = Frontier()
        self.held = 0
        self.windows: list[Fault] = []
        self.vouched = chain.start == 0

    def track(self, events: Iterable[LoggedEvent], redacted: Removals) -> Iterator[LoggedEvent]:
        """Yield events on their way to the check; compare the tree at each checkpoint's size."""
        waiting = stored_after(self.frontier.size)
        next_one = next(waiting, None)
        for event in events:
            yield event
            self.findings.events += 1
            self.findings.redacted += event.pos in redacted and event.body is None
            self.frontier.append(bytes.fromhex(event.hash) if is_hash(event.hash) else b"")
            while next_one is not None and next_one.size <= event.pos:
                self.compare(next_one)
                next_one = next(waiting, None)
            self.compare_kept(event.pos)
        while next_one is not None:
            self.lost(next_one.size)
            next_one = next(waiting, None)
        if self.against is not None and self.against.size > self.frontier.size:
            self.lost(self.against.size)
        if not self.vouched:
            why = "it announces the key asked for, and nothing shows that this key signed the log itself"
            self.fault(self.chain.start, why)

    def begin_after(self, start: StoredCheckpoint) -> None:
        """Go on from a checkpoint; where it keeps no frontier that can be read, its root will not fit."""
        with suppress(ValueError, TypeError):
            self.frontier = checkpoints.frontier_of(start)
        self.held = start.size

    def compare(self, stored: StoredCheckpoint) -> None:
        """Compare the log with a checkpoint that the database holds, at that checkpoint's size."""
        self.findings.checkpoints += 1
        checkpoint = self.opened(stored)
        if checkpoint is None:
            return None
        if checkpoint.size != stored.size or checkpoint.root.hex() != stored.root:
            return self.fault(stored.size, "the checkpoint stored for it was altered")
        if self.holds(checkpoint):
            self.vouched |= self.chain.vouches(stored.note, stored.size)
        if self.held == stored.size and stored.peaks != checkpoints.written(self.frontier):
            self.fault(stored.size, "what the checkpoint after it goes on from was altered")
        return None

    def opened(self, stored: StoredCheckpoint) -> Checkpoint | None:
        """Read a stored checkpoint by the key of its size; None with a fault where it is not signed so."""
        try:
            return self.chain.open(stored.note)
        except BadCheckpoint as bad:
            self.fault(stored.size, f"the checkpoint stored for it {bad}")
            return None

    def compare_kept(self, pos: int) -> None:
        """Compare the log with the checkpoint kept outside, at that one's size."""
        if self.against is not None and self.against.size == pos:
            self.holds(self.against)

    def holds(self, checkpoint: Checkpoint) -> bool:
        """Compare the log so far with a checkpoint of it; say whether it is the one that was signed."""
        if self.frontier.size == checkpoint.size and self.frontier.root() == checkpoint.root:
            self.held = checkpoint.size
            return True
        window = f"after event {self.held} and up to event {checkpoint.size}"
        why = f"the log was rewritten somewhere {window}: its signed root is another"
        self.windows.append(Fault(self.held + 1, why))
        return False

    def lost(self, size: int) -> None:
        self.fault(self.frontier.size + 1, f"the log ends here, and a checkpoint of {size} events was signed")

    def fault(self, pos: int, why: str) -> None:
        self.findings.add([Fault(pos, why)])


def whole(
    *,
    keys: list[PublicKey],
    against: Checkpoint | None = None,
    since: int = 0,
    watch: Callable[[Iterator[LoggedEvent]], Iterator[LoggedEvent]] = iter,
) -> Findings:
    """Check the log and return what was found, by position; `watch` sees the events go by.

    `keys` are trusted and lead to those that events announced; `against` is one kept outside.
    `since` begins after the newest checkpoint of at most that many events, which is then taken as given.
    """
    findings = Findings()
    walk = Walk(findings, signing.chain(keys), against)
    start = checkpoints.newest(up_to=since) if since else None
    # An event is removed by a later one, so those up to the start name none after it.
    redacted = redacted_after(start.size if start else 0)
    before = (0, NO_HASH, "")
    if start is not None:
        walk.begin_after(start)
        before = before_start(findings, walk, start)
    events = walk.track(history.walk(before[0] + 1), redacted)
    faults = check_order(
        watch(events), redacted=redacted, before=before, beside=lambda event: misnamed(event, redacted)
    )
    findings.add(until_unreadable(faults))
    if start is None:
        findings.add(check_claims())
    # A window tells less than a fault inside it, which is then what broke the root.
    findings.add(
        window for window in walk.windows if not any(fault.pos >= window.pos for fault in findings.faults)
    )
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
    last = db.session.execute(select(*history.WHOLE).where(Event.pos == start.size)).first()
    if last is None:
        findings.add([Fault(start.size, "it is missing")])
        return (start.size, NO_HASH, "")
    return (last.pos, last.hash, last.at)


def check_claims() -> Iterator[Fault]:
    """Yield what is wrong with the links inside claims, reading claim by claim."""
    claim, seq, head = "", 0, NO_HASH
    for row in rows_by_claim():
        if row.claim != claim:
            claim, seq, head = row.claim, 0, NO_HASH
        yield from out_of_claim(row, seq, head)
        seq, head = row.seq, row.hash


def rows_by_claim() -> Iterator[Any]:
    """Yield position, place and hash of all events, claim by claim, in short pages."""
    columns = (Event.pos, Event.claim, Event.seq, Event.prev_claim, Event.hash)
    after: tuple[str, int] = ("", 0)
    while True:
        page = select(*columns).where(tuple_(Event.claim, Event.seq) > tuple_(*after))
        rows = db.session.execute(page.order_by(Event.claim, Event.seq).limit(PAGE)).all()
        yield from rows
        if len(rows) < PAGE:
            return
        after = (rows[-1].claim, rows[-1].seq)


def one_claim(public_id: str) -> Findings:
    """Check one claim's events by themselves and against each other, or raise `NotFound`."""
    findings, events = Findings(), history.of_claim(public_id)
    redacted = removals(events)  # Only its own events can say so.
    seq, head = 0, NO_HASH
    for event in events:
        findings.events += 1
        findings.add(out_of_claim(event, seq, head))
        findings.add(altered(event, is_redacted=event.pos in redacted))
        findings.add(misnamed(event, redacted))
        seq, head = event.seq, event.hash
    if not findings.events:
        raise NotFound("There is no such claim in the history.")
    return findings


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


def stored_after(size: int) -> Iterator[StoredCheckpoint]:
    """Yield the stored checkpoints of larger logs, smallest first, in short pages."""
    while True:
        found = db.session.scalars(
            select(StoredCheckpoint)
            .where(StoredCheckpoint.size > size)
            .order_by(StoredCheckpoint.size)
            .limit(PAGE)
        ).all()
        yield from found
        if len(found) < PAGE:
            return
        size = found[-1].size
        db.session.expunge_all()


def is_hash(written: object) -> bool:
    return isinstance(written, str) and HASH.fullmatch(written) is not None
