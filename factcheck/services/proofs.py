"""Proofs from a tree of the committed log that the process keeps and extends as the log grows.

They show that an event is in the log, and that one log begins a larger one.
"""

import json
from threading import Lock
from typing import Any

from sqlalchemy import select

from factcheck import db
from factcheck.errors import FactcheckError, InvalidInput
from factcheck.ledger import RECORD_TYPES, EventType, LoggedEvent
from factcheck.ledger.keys import DESK
from factcheck.ledger.merkle import Tree
from factcheck.models import Event
from factcheck.services import checkpoints, history, public, records

TREE = "factcheck.tree"


class NotYet(FactcheckError):
    """The signed log does not reach so far."""

    status = 404

    def __init__(self, size: int, *, signed: int) -> None:
        super().__init__(f"The signed log holds {signed:,} events: there is none of {size:,} yet.")


class LogTree:
    """The Merkle tree of one database's log; what it lacks it reads in the unit of work at hand."""

    def __init__(self) -> None:
        self._tree = Tree()
        self._lock = Lock()

    def inclusion(self, pos: int, size: int) -> dict[str, Any]:
        """Return the proof that the event at `pos` is in the log of `size` events; hashes in hex."""
        with self._lock:
            self._extend(size)
            path = self._tree.inclusion(pos - 1, size)
        return {"pos": pos, "size": size, "path": [step.hex() for step in path]}

    def consistency(self, earlier: int, size: int) -> dict[str, Any]:
        """Return the proof that the log of `earlier` events begins that of `size`; hashes in hex."""
        with self._lock:
            self._extend(size)
            path = self._tree.consistency(earlier, size)
        return {"since": earlier, "size": size, "path": [step.hex() for step in path]}

    def _extend(self, size: int) -> None:
        """Read what is missing; begin anew where the database is another one than before."""
        known = self._tree.size
        if (
            known
            and db.session.scalar(select(Event.hash).where(Event.pos == known))
            != self._tree.leaf(known - 1).hex()
        ):
            self._tree = Tree()
        if self._tree.size < size:
            for leaf in checkpoints.leaves_after(self._tree.size):
                self._tree.append(leaf)


def inclusion(pos: int, size: int) -> dict[str, Any]:
    """Return the proof that an event is in the log of that size; only in units of work that read."""
    tree: LogTree = db.session.info[TREE]
    return tree.inclusion(pos, size)


def consistency(since: int, size: int | None, *, signed: int) -> dict[str, Any]:
    """Return the proof that the log of `since` events begins that of `size`, by default all that is `signed`.

    Raises `NotYet` for a log that is not there, `InvalidInput` where the second is the smaller one.
    Only in units of work that read.
    """
    size = signed if size is None else size
    if max(since, size) > signed:
        raise NotYet(max(since, size), signed=signed)
    if since > size:
        raise InvalidInput(f"A log of {size:,} events cannot begin with one of {since:,}.")
    tree: LogTree = db.session.info[TREE]
    return tree.consistency(since, size)


def of_badge(public_id: str) -> dict[str, Any] | None:
    """Return the proof of what a badge says, or None while nothing is signed; raises `NotFound`."""
    public.record(public_id)
    stored = checkpoints.vouching()
    events = [event for event in history.of_claim(public_id) if stored and event.pos <= stored.size]
    event = deciding(events)
    if stored is None or event is None:
        return None
    verdict = public_verdict(event)
    return {
        "claim": public_id,
        "version": verdict.get("version"),
        "rating": verdict.get("rating"),
        "event": records.whole(event),
        "proof": inclusion(event.pos, stored.size),
        "checkpoint": stored.note,
        **({"keys": keys} if (keys := keys_up_to(stored.size)) else {}),
    }


def keys_up_to(size: int) -> dict[str, Any] | None:
    """Return the desk's own events in a log of that size and the proof of the last; None without a rotation.

    They lead from a key that a reader kept to the one that signs now. Only in units of work that read.
    """
    events = [event for event in history.of_claim(DESK) if event.pos <= size]
    if not any(event.type == EventType.KEY for event in events):
        return None
    return {
        "history": [records.whole(event) for event in events],
        "proof": inclusion(events[-1].pos, size),
    }


def deciding(events: list[LoggedEvent]) -> LoggedEvent | None:
    """Return the event that says what readers see now: the newest version, or the withholding."""
    deciders = {*RECORD_TYPES, EventType.WITHHELD}
    return next((event for event in reversed(events) if event.type in deciders), None)


def public_verdict(event: LoggedEvent) -> dict[str, Any]:
    verdict: dict[str, Any] = json.loads(event.body or "{}").get("verdict") or {}
    return verdict
