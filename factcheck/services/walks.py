"""One pass over the log: it counts, hashes into the tree, and compares with every signed checkpoint."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice

from sqlalchemy import select

from factcheck import db
from factcheck.ledger import PUBLIC_TYPES, EventType, Fault, LoggedEvent
from factcheck.ledger.checkpoints import BadCheckpoint, Checkpoint
from factcheck.ledger.keys import DESK, KeyChain
from factcheck.ledger.merkle import Frontier
from factcheck.ledger.redactions import Removed
from factcheck.models import StoredCheckpoint
from factcheck.services import checkpoints, history

PAGE = 1000
MOST_FAULTS = 1000
MISSING = "it is public, and the signed checkpoint on it is missing"
UNSIGNED = "it is public, and nothing in the log is signed"
Removals = Mapping[int, Removed]


@dataclass(frozen=True, slots=True)
class Stored:
    """A checkpoint of the database as plain values, for each event asks whether the next one is its own."""

    size: int
    root: str
    peaks: str
    note: str


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
    """One pass over the log; `against` are checkpoints kept outside."""

    def __init__(self, findings: Findings, chain: KeyChain, against: Sequence[Checkpoint]) -> None:
        self.findings = findings
        self.chain = chain
        findings.add(chain.faults)
        self.against = against
        self.kept_at: dict[int, list[Checkpoint]] = {}  # A mirror's notes may be thousands.
        for kept in against:
            self.kept_at.setdefault(kept.size, []).append(kept)
        self.frontier = Frontier()
        self.held = 0  # The size up to which the log is known to be the one that was signed.
        self.agreed = 0  # The same, by those kept outside alone.
        self.covered = 0  # The size of the largest checkpoint met so far.
        self.unsigned = 0  # The first public event, where no checkpoint was met yet.
        self.windows: list[Fault] = []
        self.absent: list[Fault] = []  # What should have been signed.
        self.vouched = chain.start == 0

    def track(self, events: Iterable[LoggedEvent], redacted: Removals) -> Iterator[LoggedEvent]:
        """Yield events on their way to the check; compare the tree at each checkpoint's size."""
        waiting = stored_after(self.frontier.size)
        next_one = next(waiting, None)
        for event in events:
            yield event
            pos = event.pos
            self.findings.events += 1
            self.findings.redacted += event.body is None and pos in redacted
            self.frontier.append(leaf_of(event.hash))
            while next_one is not None and next_one.size <= pos:
                self.compare(next_one)
                next_one = next(waiting, None)
            if pos in self.kept_at:
                self.compare_kept(self.kept_at[pos])
            if event.type in PUBLIC_TYPES and self.covered != pos:
                self.miss(pos)
        while next_one is not None:
            self.lost(next_one.size)
            next_one = next(waiting, None)
        self.end()

    def end(self) -> None:
        """Say what only the end of the log shows: what is missing after it, and who did not sign it."""
        for kept in self.against:
            if kept.size > self.frontier.size and not self.was_given_up(kept):
                self.lost(kept.size)
        if self.unsigned and self.chain.trusted:
            self.absent.append(Fault(self.unsigned, MISSING if self.covered else UNSIGNED))
        if not self.vouched and self.covered:
            why = "it announces the key asked for, and nothing shows that this key signed the log itself"
            self.absent.append(Fault(self.chain.start, why))

    def miss(self, pos: int) -> None:
        """Say that a public event has no checkpoint of its own; `end` says it of those before the first."""
        if self.covered:
            self.absent.append(Fault(pos, MISSING))
        else:
            self.unsigned = self.unsigned or pos

    def begin_after(self, start: StoredCheckpoint) -> None:
        """Go on from a checkpoint; where it keeps no frontier that can be read, its root will not fit."""
        with suppress(ValueError, TypeError):
            self.frontier = checkpoints.frontier_of(start)
        self.held = self.covered = start.size

    def compare(self, stored: Stored) -> None:
        """Compare the log with a checkpoint that the database holds, at that checkpoint's size."""
        self.findings.checkpoints += 1
        self.covered = stored.size
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

    def opened(self, stored: Stored | StoredCheckpoint) -> Checkpoint | None:
        """Read a stored checkpoint by the key of its size; None with a fault where it is not signed so."""
        try:
            return self.chain.open(stored.note)
        except BadCheckpoint as bad:
            self.fault(stored.size, f"the checkpoint stored for it {bad}")
        except TypeError:  # A file edited by hand may hold anything in any column.
            self.fault(stored.size, "the checkpoint stored for it is no text")
        return None

    def compare_kept(self, here: Iterable[Checkpoint]) -> None:
        """Compare the log so far with the checkpoints of its size that were kept outside."""
        agreed = self.agreed
        for kept in here:
            if kept.root == self.frontier.root():
                self.held = self.agreed = kept.size
            elif not self.was_given_up(kept):
                # Where the desk's own of this size fits, the log was signed anew: none of its own tells.
                self.rewritten(kept.size, since=agreed if self.held == kept.size else self.held)

    def was_given_up(self, kept: Checkpoint) -> bool:
        """Say which `gap` event says that the stretch of a checkpoint is lost, if there is one."""
        for event in history.of_claim(DESK):
            told = json.loads(event.body or "{}") if event.type == EventType.GAP else {}
            if told and told["after"] < kept.size <= told["up_to"]:
                stretch = f"what followed event {told['after']}, up to event {told['up_to']}, is lost"
                why = f"it says that {stretch}: a checkpoint kept outside is of that stretch"
                if Fault(event.pos, why) not in self.findings.faults:
                    self.fault(event.pos, why)
                return True
        return False

    def holds(self, checkpoint: Checkpoint) -> bool:
        """Compare the log so far with a checkpoint of it; say whether it is the one that was signed."""
        if self.frontier.size == checkpoint.size and self.frontier.root() == checkpoint.root:
            self.held = checkpoint.size
            return True
        self.rewritten(checkpoint.size, since=self.held)
        return False

    def rewritten(self, size: int, *, since: int) -> None:
        why = f"the log was rewritten somewhere after event {since} and up to event {size}"
        self.windows.append(Fault(since + 1, f"{why}: its signed root is another"))

    def lost(self, size: int) -> None:
        self.fault(self.frontier.size + 1, f"the log ends here, and a checkpoint of {size} events was signed")

    def fault(self, pos: int, why: str) -> None:
        self.findings.add([Fault(pos, why)])


def stored_after(size: int) -> Iterator[Stored]:
    """Yield the stored checkpoints of larger logs, smallest first, in short pages."""
    column = StoredCheckpoint.__table__.c
    page = select(column.size, column.root, column.peaks, column.note).order_by(column.size).limit(PAGE)
    while True:
        found = db.session.execute(page.where(column.size > size)).all()
        yield from (Stored(*row) for row in found)
        if len(found) < PAGE:
            return
        size = found[-1].size


def leaf_of(written: str) -> bytes:
    """Return the bytes of an event's hash; none where it is no such thing."""
    try:
        leaf = bytes.fromhex(written)
    except (TypeError, ValueError):
        return b""
    return leaf if len(leaf) == 32 and leaf.hex() == written else b""
