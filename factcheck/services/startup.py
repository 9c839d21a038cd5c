"""Whether the database is the one that was signed: older than a checkpoint known outside, it is a fork.

What is known outside is the mirror file (`FACTCHECK_CHECKPOINT_SINK`). A fork is served read-only, for a new
event in it could contradict one that readers already hold; `recover` says in the history what is lost.
"""

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import select

from factcheck import db
from factcheck.errors import Conflict
from factcheck.ledger import EventType, LoggedEvent
from factcheck.ledger.checkpoints import BadCheckpoint, Checkpoint, read_checkpoint
from factcheck.models import StoredCheckpoint
from factcheck.models.event import Step
from factcheck.services import checkpoints, history

SINK = "factcheck.sink"


def problems() -> list[str]:
    """Return why nothing may be written to the database of this unit of work; empty where it may."""
    newest = newest_outside()
    if newest is None or is_ours(newest):
        return []
    size = history.count()
    if size < newest.size:
        why = (
            f"is older than the newest checkpoint known outside: of {newest.size:,} events it holds {size:,}"
        )
    else:
        why = f"is not the one of the newest checkpoint known outside: at {newest.size:,} events it differs"
    return [f"The database {why}. It is read-only until “factcheck db recover --accept-loss”."]


def newest_outside() -> Checkpoint | None:
    """Return the newest checkpoint of the mirror file, where there is one."""
    sink: Path | None = db.session.info.get(SINK)
    return checkpoints.last_mirrored(sink) if sink is not None else None


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


# Accepting the loss.


def recover() -> LoggedEvent | None:
    """Say in the history what is lost, and let the log go on from here; None where nothing is.

    Runs under the write lock. Raises `Conflict` where nobody signs: what goes on must be known outside.
    """
    newest = newest_outside()
    if newest is None or not problems():
        return None
    if checkpoints.signer() is None:
        raise Conflict("There is no key to sign with: name its file in FACTCHECK_SIGNING_KEY.")
    body = {"size": history.count(), "after": last_common(), "up_to": newest.size, "root": newest.root.hex()}
    return history.append_to_desk(Step(EventType.GAP, body))


def last_common() -> int:
    """Return the size up to which this log is known to be the one that was signed."""
    return max((checkpoint.size for checkpoint in mirrored() if is_ours(checkpoint)), default=0)


def newest_outside_up_to_here() -> Checkpoint | None:
    """Return the newest checkpoint of the mirror file on a log no larger than this one."""
    size = history.count()
    known = [checkpoint for checkpoint in mirrored() if checkpoint.size <= size]
    return known[-1] if known else None


def mirrored() -> Iterator[Checkpoint]:
    """Yield the checkpoints of the mirror file, as they were written."""
    sink: Path | None = db.session.info.get(SINK)
    written = sink.read_text(encoding="utf-8") if sink is not None and sink.is_file() else ""
    for note in written.split("\n\n"):
        lines = note.strip("\n").split("\n")[-3:]
        try:
            yield read_checkpoint("\n".join(lines) + "\n\n")
        except BadCheckpoint:
            continue  # The signature of the one before.


def mirror_from_here() -> None:
    """Add the newest checkpoint to the mirror file, whose last one is of a lost log; after its commit."""
    signer, newest = checkpoints.signer(), checkpoints.newest()
    if signer is not None and newest is not None:
        signer.add([newest.note])
