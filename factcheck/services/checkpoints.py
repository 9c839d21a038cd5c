"""Signed checkpoints: issuing them under the write lock, keeping them, mirroring them outside."""

import json
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from sqlalchemy import insert, select

from factcheck import clock, db
from factcheck.errors import Damaged, ReadOnly
from factcheck.ledger import EventType
from factcheck.ledger.checkpoints import BadKey, Checkpoint, PublicKey, SigningKey, is_signed
from factcheck.ledger.keys import DESK
from factcheck.ledger.merkle import Frontier
from factcheck.models import Event, StoredCheckpoint
from factcheck.services import mirrors

SIGNER = "factcheck.signer"
ISSUED = "factcheck.issued"
FOLLOWING = "factcheck.following"  # The key that a rotation announces, while it does so.


class WrongKey(ReadOnly):
    """What would be signed now could not be checked by anybody who follows the announced keys."""

    title = "Nothing can be published now"

    def __init__(self) -> None:
        super().__init__(
            "The signing key on disk is not the one that the history goes on with: nothing can be published. "
            "“factcheck key rotate” finishes a rotation that was interrupted; else put the right key back."
        )


class Signer:
    """What a desk signs its log with, and the file outside the database that gets every checkpoint.

    The key is read again once `file` is another one, so that a rotation reaches a running server.
    """

    def __init__(self, key: SigningKey, sink: Path | None = None, *, file: Path | None = None) -> None:
        self.mirror = mirrors.Mirror(sink) if sink is not None else None
        self.file = file
        self._key, self._seen = key, seen(file)

    @property
    def key(self) -> SigningKey:
        """The key as its file has it now."""
        now = seen(self.file)
        if self.file is not None and now is not None and now != self._seen:
            with suppress(
                BadKey, OSError
            ):  # What cannot be read signs nothing; the history refuses the old one.
                self._key = SigningKey.load(self.file, name=self._key.name)
            self._seen = now
        return self._key


def lacking(notes: Sequence[str]) -> list[str]:
    """Return the stored notes, oldest first, that are newer than all of these."""
    known = sorted(((mirrors.size_of(note), note) for note in notes), reverse=True)
    last = next((size for size, note in known if note == note_at(size)), 0)
    newer = select(StoredCheckpoint.note).where(StoredCheckpoint.size > last)
    return list(db.session.scalars(newer.order_by(StoredCheckpoint.size)))


def note_at(size: int) -> str | None:
    """Return the note that is stored of the log at one size, if there is one."""
    return db.session.scalar(select(StoredCheckpoint.note).where(StoredCheckpoint.size == size))


def seen(file: Path | None) -> tuple[int, int] | None:
    """Return what tells a key's file from the one that takes its place; None where there is none."""
    try:
        found = file.stat() if file is not None else None
    except OSError:
        return None
    return (found.st_ino, found.st_mtime_ns) if found else None


def signer() -> Signer | None:
    """Return who signs in this unit of work, if anybody."""
    found: Signer | None = db.session.info.get(SIGNER)
    return found


def issue() -> StoredCheckpoint | None:
    """Sign the log as it stands and store the checkpoint; None without a key, or where nothing was added.

    Runs under the write lock, in the transaction of the events it covers. Raises `WrongKey` where the key is
    not the one in force. A key that is announced now signs as well: so it stands for all that came before it.
    """
    by, before = signer(), newest()
    frontier = frontier_of(before)
    for leaf in leaves_after(frontier.size):
        frontier.append(leaf)
    if by is None or frontier.size == (before.size if before else 0):
        return None
    key, root = by.key, frontier.root()
    if not follows(key.public, announced(below=frontier.size), before):
        raise WrongKey
    following: SigningKey | None = db.session.info.pop(FOLLOWING, None)
    stored = StoredCheckpoint(
        size=frontier.size,
        at=clock.stamp(clock.now()),
        root=root.hex(),
        peaks=written(frontier),
        note=Checkpoint(key.name, frontier.size, root).signed_by(*filter(None, (key, following))),
    )
    columns = {name: getattr(stored, name) for name in ("size", "at", "root", "peaks", "note")}
    db.session.execute(insert(StoredCheckpoint).values(columns))
    db.session.info[ISSUED] = db.session.info.get(ISSUED, 0) + 1
    return stored


def is_in_force(key: PublicKey) -> bool:
    """Whether a key is the one that the log goes on with."""
    return follows(key, announced(), newest())


def follows(key: PublicKey, named: PublicKey | None, last: StoredCheckpoint | None) -> bool:
    """Whether a key is the one announced last, or that of the newest checkpoint where none was announced.

    Names do not count, for they change with the desk's address.
    """
    if named is not None:
        return named.raw == key.raw
    if last is None:
        return True
    return is_text(last) and is_signed(last.note, PublicKey(last.note.partition("\n")[0], key.raw))


def announced(*, below: int | None = None) -> PublicKey | None:
    """Return the key that the newest `key` event names, if there is one; `verify` asks who signed it.

    `below` leaves out what is announced at that position itself: the key before signs it.
    """
    found = select(Event.body).where(Event.claim == DESK, Event.type == EventType.KEY.value)
    if below is not None:
        found = found.where(Event.pos < below)
    body = db.session.scalar(found.order_by(Event.seq.desc()).limit(1))
    try:
        return PublicKey.parse(json.loads(body)["key"]) if body else None
    except (BadKey, KeyError, TypeError, ValueError, AttributeError):
        raise WrongKey from None


def notes() -> set[str]:
    """Return the notes of all stored checkpoints."""
    return set(db.session.scalars(select(StoredCheckpoint.note)))


def newest(*, up_to: int | None = None) -> StoredCheckpoint | None:
    """Return the newest checkpoint, or the newest of a log no larger than `up_to`."""
    found = select(StoredCheckpoint).order_by(StoredCheckpoint.size.desc()).limit(1)
    if up_to is not None:
        found = found.where(StoredCheckpoint.size <= up_to)
    return db.session.scalar(found)


def newest_note() -> str | None:
    """Return the note of the newest checkpoint; None where there is none, or somebody made it no text."""
    stored = newest()
    return stored.note if stored is not None and is_text(stored) else None


def vouching() -> StoredCheckpoint | None:
    """Return the newest checkpoint to give out; raise `Damaged` where its note was made no text."""
    stored = newest()
    if stored is not None and not is_text(stored):
        raise Damaged
    return stored


def is_text(stored: StoredCheckpoint) -> bool:
    """Whether a note can be read: whoever owns the database can make it no text, and so nobody's."""
    return isinstance(stored.note, str)


def frontier_of(stored: StoredCheckpoint | None) -> Frontier:
    """Return the frontier of the log as a checkpoint kept it."""
    if stored is None:
        return Frontier()
    return Frontier((width, bytes.fromhex(peak)) for width, peak in json.loads(stored.peaks))


def written(frontier: Frontier) -> str:
    """Return a frontier as a checkpoint keeps it."""
    return json.dumps([[width, peak.hex()] for width, peak in frontier.peaks])


def leaves_after(pos: int) -> list[bytes]:
    """Return the hashes of the events after a position, in order."""
    rows = db.session.execute(select(Event.hash).where(Event.pos > pos).order_by(Event.pos))
    return [bytes.fromhex(row.hash) for row in rows]
