"""Whether the database is the one that was signed: older than a checkpoint known outside, it is a fork.

What is known outside is the largest log of the mirror file (`FACTCHECK_CHECKPOINT_SINK`) that a key of this
desk signed. A fork is served read-only, for a new
event in it could contradict one that readers already hold; `recover` says in the history what is lost.
"""

import json
from collections.abc import Iterator, Sequence
from itertools import chain, takewhile
from pathlib import Path

from sqlalchemy import select

from factcheck import db
from factcheck.errors import Conflict
from factcheck.ledger import EventType, LoggedEvent
from factcheck.ledger.checkpoints import Checkpoint
from factcheck.ledger.keys import DESK
from factcheck.models import StoredCheckpoint
from factcheck.models.event import Step
from factcheck.services import checkpoints, history, mirrors, signing

SINK = "factcheck.sink"


def problems() -> list[str]:
    """Return why nothing may be written to the database of this unit of work; empty where it may."""
    newest = forked_at()
    if newest is None:
        return []
    size = history.count()
    if size < newest.size:
        why = (
            f"is older than the newest checkpoint known outside: of {newest.size:,} events it holds {size:,}"
        )
    else:
        why = f"is not the one of the newest checkpoint known outside: at {newest.size:,} events it differs"
    return [f"The database {why}. It is read-only until “factcheck db recover --accept-loss”."]


def forked_at() -> Checkpoint | None:
    """Return a checkpoint of the largest log known outside that is not this log's, if there is one."""
    known = known_outside()
    newest = next(known, None)
    of_one_size = takewhile(lambda found: newest is not None and found.size == newest.size, known)
    return next((found for found in chain(filter(None, [newest]), of_one_size) if not is_ours(found)), None)


def newest_outside(*, up_to: int | None = None) -> Checkpoint | None:
    """Return the checkpoint of the largest log that the mirror file knows of and nobody gave up.

    `up_to` asks for that of a log no larger. What cannot be read tells nothing; `warnings` says so.
    """
    sizes = (found for found in known_outside() if up_to is None or found.size <= up_to)
    return next(sizes, None)


def known_outside() -> Iterator[Checkpoint]:
    """Yield what the mirror file knows and nobody gave up, largest log first: what this desk's keys signed.

    Without any key nobody can tell, and every note counts.
    """
    written = notes_outside()  # First: what stands there was committed before the database is read.
    keys = signing.known_keys()
    notes = standing(written)
    notes.sort(key=lambda pair: pair[0].size)
    for found, note in reversed(notes):  # Of one size the last.
        if not keys or mirrors.signed_by_any(note, keys):
            yield found


def standing(notes: Sequence[str]) -> list[tuple[Checkpoint, str]]:
    """Return what notes say, less those of a log that was given up: they stand before the first after it."""
    read = [(found, note) for note in notes if (found := mirrors.checkpoint_of(note)) is not None]
    gaps = [event for event in history.of_claim(DESK) if event.type == EventType.GAP]
    if not gaps:
        return read
    lost = max(json.loads(gap.body or "{}").get("up_to", 0) for gap in gaps)
    told = db.session.scalar(
        select(StoredCheckpoint.note).where(StoredCheckpoint.size >= gaps[-1].pos).order_by("size").limit(1)
    )
    place = notes.index(told) if told in notes else len(notes)
    earlier = [pair for pair in read[:place] if pair[0].size > lost]
    return earlier + read[place:]


def notes_outside() -> list[str]:
    """Return the notes of the mirror file; none where there is no file, or it cannot be read."""
    sink = sink_here()
    try:
        return mirrors.notes_in(sink) if sink is not None else []
    except OSError:
        return []


def sink_here() -> Path | None:
    sink: Path | None = db.session.info.get(SINK)
    return sink


def is_ours(checkpoint: Checkpoint) -> bool:
    """Whether this log begins with what a checkpoint signed."""
    if history.count() < checkpoint.size:
        return False
    known = select(StoredCheckpoint.root).where(StoredCheckpoint.size == checkpoint.size)
    return db.session.scalar(known) == checkpoint.root.hex() or root_at(checkpoint.size) == checkpoint.root


def root_at(size: int) -> bytes:
    """Return the root over the first events of the log, from the newest checkpoint before them."""
    frontier = checkpoints.frontier_of(checkpoints.newest(up_to=size))
    for leaf in checkpoints.leaves_after(frontier.size)[: size - frontier.size]:
        frontier.append(leaf)
    return frontier.root()


# What the mirror is to be given.


def lacking(mirror: mirrors.Mirror) -> list[str]:
    """Return the stored notes that a mirror file lacks; a fork has nothing to add. Raises `OSError`.

    Where the file ends in the note of its largest log, and that one is stored here, nothing before it counts.
    """
    last = mirror.newest()
    if last is not None and is_stored_here(last):
        return checkpoints.lacking([last])
    return [] if problems() else checkpoints.lacking(mirrors.notes_in(mirror.file))


def is_stored_here(note: str) -> bool:
    """Whether a note is by a key of this desk, and the one that this database keeps of its own log."""
    found = mirrors.checkpoint_of(note)
    return (
        found is not None
        and note == checkpoints.note_at(found.size)
        and mirrors.signed_by_any(note, signing.known_keys())
        and is_ours(found)
    )


# Accepting the loss.


def recover() -> LoggedEvent | None:
    """Say in the history what is lost, and let the log go on from here; None where nothing is.

    Runs under the write lock. Raises `Conflict` where nobody signs: what goes on must be known outside.
    """
    newest = forked_at()
    if newest is None:
        return None
    if checkpoints.signer() is None:
        raise Conflict("There is no key to sign with: name its file in FACTCHECK_SIGNING_KEY.")
    body = {"size": history.count(), "after": last_common(), "up_to": newest.size, "root": newest.root.hex()}
    return history.append_to_desk(Step(EventType.GAP, body))


def last_common() -> int:
    """Return the size up to which this log is known to be the one that was signed."""
    return next((found.size for found in known_outside() if is_ours(found)), 0)


# Whether the mirror is kept as it should be.


def warnings() -> list[str]:
    """Return what is amiss with the mirror file itself, in sentences; the desk does its work all the same."""
    sink = sink_here()
    if sink is None:
        return []
    try:
        notes = mirrors.notes_in(sink)
    except OSError as error:
        return [f"The mirror file {sink.name} cannot be read: {error.strerror}."]
    if not mirrors.may_be_written(sink):
        return [f"The mirror file {sink.name} cannot be written to: checkpoints are not known outside."]
    return [*behind(sink, notes), *strange(sink, notes), *contradicted(sink, notes)]


def behind(sink: Path, notes: Sequence[str]) -> list[str]:
    missing = [] if problems() else checkpoints.lacking(notes)
    if not missing:
        return []
    words = "the newest checkpoint" if len(missing) == 1 else f"the newest {len(missing):,} checkpoints"
    return [f"The mirror file {sink.name} lacks {words}; the next publication or start adds what it lacks."]


def strange(sink: Path, notes: Sequence[str]) -> list[str]:
    keys = signing.known_keys()
    found = [note for note in mirrors.strangers(notes, keys) if not is_torn(note)] if keys else []
    words = "1 note" if len(found) == 1 else f"{len(found):,} notes"
    told = (
        f"The mirror file {sink.name} holds {words} that no key of this desk signed; none of it is believed."
    )
    return [told] if found else []


def contradicted(sink: Path, notes: Sequence[str]) -> list[str]:
    """Return which notes this desk's keys signed of another log than this one, no larger than it."""
    keys, size = signing.known_keys(), history.count()
    alike = checkpoints.notes()
    found = {
        told.size
        for told, note in standing(notes)
        if told.size <= size and note not in alike and mirrors.signed_by_any(note, keys) and not is_ours(told)
    }
    return [
        f"The mirror file {sink.name} holds another log of {size:,} events that a key of this desk signed: "
        "“factcheck verify” compares."
        for size in sorted(found)
    ]


def is_torn(note: str) -> bool:
    """Whether a note says what one of this desk's does, and only its signature was cut short."""
    stored = checkpoints.note_at(mirrors.size_of(note))
    return isinstance(stored, str) and stored.startswith(note.rstrip("\n"))
