"""Signed checkpoints: issuing them under the write lock, keeping them, mirroring them outside."""

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import insert, select

from factcheck import clock, db
from factcheck.ledger.checkpoints import Checkpoint, SigningKey, read_checkpoint
from factcheck.ledger.merkle import Frontier
from factcheck.models import Event, StoredCheckpoint

SIGNER = "factcheck.signer"
ISSUED = "factcheck.issued"
LONGEST_NOTE = 4096  # Bytes.


@dataclass(frozen=True)
class Signer:
    """What a desk signs its log with, and the file outside the database that gets every checkpoint."""

    key: SigningKey
    sink: Path | None = None

    def mirror(self) -> None:
        """Append to the mirror file every stored checkpoint that it lacks; runs after their commit."""
        if self.sink is None:
            return
        last = last_mirrored(self.sink)
        missing = select(StoredCheckpoint.note).where(StoredCheckpoint.size > (last.size if last else 0))
        self.add(db.session.scalars(missing.order_by(StoredCheckpoint.size)).all())

    def add(self, notes: Sequence[str]) -> None:
        """Append signed notes to the mirror file, where there is one."""
        if self.sink is None:
            return
        with self.sink.open("a", encoding="utf-8") as file:
            file.writelines(f"{note}\n" for note in notes)
            file.flush()
            os.fsync(file.fileno())


def last_mirrored(sink: Path) -> Checkpoint | None:
    """Return the newest checkpoint of a mirror file, which may not be there yet."""
    if not sink.is_file():
        return None
    with sink.open("rb") as file:
        file.seek(max(0, file.seek(0, os.SEEK_END) - LONGEST_NOTE))
        notes = file.read().decode("utf-8", "ignore").rstrip("\n").split("\n\n")
    if len(notes) < 2:
        return None
    return read_checkpoint("\n".join(notes[-2].split("\n")[-3:]) + "\n\n")


def signer() -> Signer | None:
    """Return who signs in this unit of work, if anybody."""
    found: Signer | None = db.session.info.get(SIGNER)
    return found


def issue() -> StoredCheckpoint | None:
    """Sign the log as it stands and store the checkpoint; None without a key, or where nothing was added.

    Runs under the write lock, in the transaction of the events it covers.
    """
    by, before = signer(), newest()
    frontier = frontier_of(before)
    for leaf in leaves_after(frontier.size):
        frontier.append(leaf)
    if by is None or frontier.size == (before.size if before else 0):
        return None
    root = frontier.root()
    stored = StoredCheckpoint(
        size=frontier.size,
        at=clock.stamp(clock.now()),
        root=root.hex(),
        peaks=json.dumps([[width, peak.hex()] for width, peak in frontier.peaks]),
        note=Checkpoint(by.key.name, frontier.size, root).signed_by(by.key),
    )
    columns = {name: getattr(stored, name) for name in ("size", "at", "root", "peaks", "note")}
    db.session.execute(insert(StoredCheckpoint).values(columns))
    db.session.info[ISSUED] = True
    return stored


def newest(*, up_to: int | None = None) -> StoredCheckpoint | None:
    """Return the newest checkpoint, or the newest of a log no larger than `up_to`."""
    found = select(StoredCheckpoint).order_by(StoredCheckpoint.size.desc()).limit(1)
    if up_to is not None:
        found = found.where(StoredCheckpoint.size <= up_to)
    return db.session.scalar(found)


def frontier_of(stored: StoredCheckpoint | None) -> Frontier:
    """Return the frontier of the log as a checkpoint kept it."""
    if stored is None:
        return Frontier()
    return Frontier((width, bytes.fromhex(peak)) for width, peak in json.loads(stored.peaks))


def leaves_after(pos: int) -> list[bytes]:
    """Return the hashes of the events after a position, in order."""
    rows = db.session.execute(select(Event.hash).where(Event.pos > pos).order_by(Event.pos))
    return [bytes.fromhex(row.hash) for row in rows]
