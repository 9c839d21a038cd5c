"""The ways in which whoever owns the database may rewrite a history, and whether each was found and located.

A kind has places at which it can be tried. Each attempt leaves the desk as it was.
"""

import random
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, text

from factcheck.db import Database, open_engine
from factcheck.ledger import NO_HASH, PUBLIC_TYPES, LoggedEvent
from factcheck.ledger.checkpoints import Checkpoint, SigningKey, open_checkpoint
from factcheck.models import StoredCheckpoint
from factcheck.services import readiness, verification
from factcheck.services.state import differences
from support.tampering import (
    OF_CHECKPOINTS,
    Owner,
    edited,
    issued,
    linked,
    log_of,
    relinked,
    store,
    store_checkpoints,
)

Log = list[LoggedEvent]
Change = Callable[[Connection], None]
FORGED = "forged222222"


class Outcome(NamedTuple):
    """Whether an attempt was found, whether where it was made, and what was told first."""

    found: bool
    located: bool
    told: Any = None


class Victim:
    """A desk whose owner rewrites it, and the newest checkpoint, which somebody keeps outside."""

    def __init__(self, desk: Database, key: SigningKey) -> None:
        self.desk, self.key = desk, key
        self.url = desk.url.render_as_string(hide_password=False)
        self.owner = Owner(self.url)
        self.checkpoints = issued(desk)
        self.kept = open_checkpoint(self.checkpoints[-1].note, key.public)
        self.log: Log = []
        self.rewrite(lambda connection: self.log.extend(log_of(connection)))

    @property
    def signed(self) -> range:
        """The places, from 0, of the events that the checkpoint kept outside covers."""
        return range(self.kept.size)

    def rewrite(self, change: Change) -> None:
        self.owner.rewrite(change)

    def findings(self) -> verification.Findings:
        with self.desk.reading():
            return verification.whole(keys=[self.key.public], against=self.kept)

    def after(self, log: Log, pos: int) -> Outcome:
        """Try another log; the first fault must be told at this position."""
        return self.tried(
            pos, lambda connection: store(connection, log), lambda connection: store(connection, self.log)
        )

    def after_both(self, log: Log, left: list[StoredCheckpoint], pos: int) -> Outcome:
        """Try another log and other checkpoints."""

        def change(connection: Connection, log: Log, checkpoints: list[StoredCheckpoint]) -> None:
            store(connection, log)
            store_checkpoints(connection, checkpoints)

        return self.tried(
            pos,
            lambda connection: change(connection, log, left),
            lambda connection: change(connection, self.log, self.checkpoints),
        )

    def tried(self, pos: int, change: Change, undo: Change) -> Outcome:
        """Make a change, look what is found, and take it back."""
        self.rewrite(change)
        faults = self.findings().faults
        self.rewrite(undo)
        return Outcome(bool(faults), bool(faults) and faults[0].pos == pos, faults[:1])


@dataclass(frozen=True)
class Kind:
    """A way to tamper, and where it can be tried."""

    name: str
    places: Callable[[Victim], Sequence[Any]]
    attempt: Callable[[Victim, Any], Outcome]

    def outcomes(self, victim: Victim, *, places: int) -> list[tuple[Any, Outcome]]:
        """Try the first and the last place and some between, always the same ones."""
        return [(place, self.attempt(victim, place)) for place in chosen(self.places(victim), places)]


def chosen(places: Sequence[Any], number: int) -> list[Any]:
    if len(places) <= number:
        return list(places)
    between = random.Random(7).sample(range(1, len(places) - 1), k=number - 2)
    return [places[at] for at in [0, *sorted(between), len(places) - 1]]


# Where.


def events(victim: Victim) -> Sequence[int]:
    return victim.signed


def events_with_a_next(victim: Victim) -> Sequence[int]:
    return victim.signed[:-1]


def events_between(victim: Victim) -> Sequence[int]:
    return victim.signed[1:-1]


def firsts(victim: Victim) -> Sequence[int]:
    """Return the place of the first event of each claim; that of the log is the first of all."""
    return [at for at in victim.signed if victim.log[at].seq == 1]


def lasts(victim: Victim) -> Sequence[int]:
    """Return the place of the last event of each claim, as far as it is signed."""
    return sorted({victim.log[at].claim: at for at in victim.signed}.values())


def checkpoint_forgeries(victim: Victim) -> Sequence[tuple[int, str]]:
    ways = ("another key", "another log", "another root", "another frontier")
    return [(at, ways[at % len(ways)]) for at in range(len(victim.checkpoints))]


def cached_columns(victim: Victim) -> Sequence[tuple[str, str]]:
    """Return each claim with a statement that changes what is kept of it; published ones with two."""
    claims = list(dict.fromkeys(event.claim for event in victim.log))
    ways = [(claim, EDITS[at % len(EDITS)]) for at, claim in enumerate(claims)]
    published = dict.fromkeys(event.claim for event in victim.log if event.type == "published")
    return ways + [(claim, RECORD) for claim in published]


def triggers(victim: Victim) -> Sequence[tuple[str, str]]:
    backend = victim.desk.url.get_backend_name()
    return [(name, way) for way in WAYS[backend] for name in sorted(readiness.triggers_of(backend))]


# How.


def put(log: Log, at: int, event: LoggedEvent) -> Log:
    return [*log[:at], event, *log[at + 1 :]]


def contents(change: Callable[[LoggedEvent], LoggedEvent]) -> Callable[[Victim, int], Outcome]:
    """Return an attempt that changes one event's contents and repairs nothing."""
    return lambda victim, at: victim.after(put(victim.log, at, change(victim.log[at])), at + 1)


def other_time(event: LoggedEvent) -> LoggedEvent:
    return replace(event, at=event.at[:-2] + ("0" if event.at[-2] != "0" else "1") + "Z")


def other_type(event: LoggedEvent) -> LoggedEvent:
    return replace(event, type="note" if event.type != "note" else "queued")


def delete(victim: Victim, at: int) -> Outcome:
    return victim.after([*victim.log[:at], *victim.log[at + 1 :]], at + 2)


def insert(victim: Victim, at: int) -> Outcome:
    """Put an event after this one, right in itself, and move the others up."""
    before = victim.log[at]
    forged = linked(
        replace(edited(before), pos=at + 2, claim=FORGED, seq=1, prev=before.hash, prev_claim=NO_HASH)
    )
    moved = [replace(event, pos=event.pos + 1) for event in victim.log[at + 1 :]]
    # A public one lacks its checkpoint, unless the one in whose place it is had one; others break a link.
    is_unsigned = forged.type in PUBLIC_TYPES and victim.log[at + 1].type not in PUBLIC_TYPES
    return victim.after([*victim.log[: at + 1], forged, *moved], at + (2 if is_unsigned else 3))


def swap(victim: Victim, at: int) -> Outcome:
    """Let an event and the next one change places."""
    first, second = victim.log[at : at + 2]
    swapped = [replace(second, pos=first.pos), replace(first, pos=second.pos)]
    return victim.after([*victim.log[:at], *swapped, *victim.log[at + 2 :]], at + 1)


def relink_one(victim: Victim, at: int) -> Outcome:
    """Edit an event and make its own seal and hash right again."""
    return victim.after(put(victim.log, at, linked(edited(victim.log[at]))), at + 2)


def rehash_all(victim: Victim, at: int) -> Outcome:
    """Edit an event and make everything after it right again; the window ends at the next checkpoint."""
    rewritten = relinked(put(victim.log, at, edited(victim.log[at])), start=at + 1)
    return victim.after(rewritten, window_of(victim, at))


def rehash_all_and_checkpoints(victim: Victim, at: int) -> Outcome:
    """The same, and remove the checkpoints that tell of it: only the one outside does."""
    rewritten = relinked(put(victim.log, at, edited(victim.log[at])), start=at + 1)
    return victim.after_both(rewritten, up_to(at, victim), window_of(victim, at))


def window_of(victim: Victim, at: int) -> int:
    """Return the position after the last checkpoint that an edit at this place leaves right."""
    return max((stored.size for stored in up_to(at, victim)), default=0) + 1


def up_to(size: int, victim: Victim) -> list[StoredCheckpoint]:
    return [stored for stored in victim.checkpoints if stored.size <= size]


def cut(victim: Victim, at: int) -> Outcome:
    return victim.after(victim.log[:at], at + 1)


def cut_with_checkpoints(victim: Victim, at: int) -> Outcome:
    """Cut the tail, and what the database holds of checkpoints on it."""
    return victim.after_both(victim.log[:at], up_to(at, victim), at + 1)


def replace_checkpoint(victim: Victim, way: tuple[int, str]) -> Outcome:
    at, how = way
    stored, other = victim.checkpoints[at], victim.checkpoints[at - 1]
    forged = StoredCheckpoint(**{name: getattr(stored, name) for name in OF_CHECKPOINTS})
    if how == "another key":
        forger = SigningKey(victim.key.name, Ed25519PrivateKey.generate())
        lie = Checkpoint(forger.name, stored.size, bytes(32))
        forged.note, forged.root = lie.signed_by(forger), lie.root.hex()
    else:
        column = {"another log": "note", "another root": "root", "another frontier": "peaks"}[how]
        setattr(forged, column, getattr(other, column))
    changed = [*victim.checkpoints[:at], forged, *victim.checkpoints[at + 1 :]]
    return victim.after_both(victim.log, changed, stored.size)


EDITS = (
    "UPDATE claim SET status = CASE status WHEN 'dismissed' THEN 'new' ELSE 'dismissed' END",
    "UPDATE claim SET text = 'Something else.'",
    "UPDATE claim SET version = version + 1",
    "UPDATE claim SET publication = CASE publication WHEN 'live' THEN 'none' ELSE 'live' END",
)
RECORD = "UPDATE public_record SET record = '{}'"


def edit_cache(victim: Victim, way: tuple[str, str]) -> Outcome:
    """Change a table beside the history, in a unit of work that is not kept."""
    claim, statement = way
    with closing(Database(victim.url, guarded=False)) as database, database.transaction() as work:
        work.execute(text(f"{statement} WHERE public_id = :claim"), {"claim": claim})
        faults = list(differences())
        work.rollback()
    return Outcome(bool(faults), all(claim in fault.why for fault in faults), faults)


WAYS = {
    "sqlite": ("drop", "empty", "never"),
    "postgresql": ("drop", "disable", "enable", "enable replica", "empty"),
}


def disarm(victim: Victim, way: tuple[str, str]) -> Outcome:
    """Switch one trigger off, in a transaction that is not kept."""
    name, how = way
    engine = open_engine(victim.url, guarded=False)
    with engine.execution_options(writes=True).connect() as connection:
        for statement in disarming(connection, name, how):
            connection.exec_driver_sql(statement)
        told = readiness.triggers_missing(connection)
        connection.rollback()
    engine.dispose()
    return Outcome(bool(told), any(f"trigger {name} " in words for words in told), told)


def disarming(connection: Connection, name: str, how: str) -> list[str]:
    """Return the statements that take a trigger its power."""
    if connection.dialect.name == "sqlite":
        table, event = name.partition("_")[0], MOMENT.get(name.partition("_")[2], "INSERT")
        when, then = ("WHEN 0 ", "RAISE(ABORT, 'no')") if how == "never" else ("", "1")
        nothing = f"CREATE TRIGGER {name} BEFORE {event} ON {table} {when}BEGIN SELECT {then}; END"
        return [f"DROP TRIGGER {name}", *([nothing] if how != "drop" else [])]
    found = connection.execute(
        text("SELECT tgrelid::regclass, tgfoid::regproc FROM pg_trigger WHERE tgname = :name"), {"name": name}
    ).one()
    if how == "drop":
        return [f"DROP TRIGGER {name} ON {found[0]}"]
    if how == "empty":
        nothing = "BEGIN RETURN coalesce(NEW, OLD); END"
        return [f"CREATE OR REPLACE FUNCTION {found[1]}() RETURNS trigger LANGUAGE plpgsql AS $${nothing}$$"]
    return [f"ALTER TABLE {found[0]} {how.upper()} TRIGGER {name}"]


MOMENT = {"no_delete": "DELETE", "no_update": "UPDATE"}


KINDS = (
    Kind("edit the body", events, contents(edited)),
    Kind("edit the actor", events, contents(lambda event: replace(event, actor="editor-aaaa"))),
    Kind("edit the time", events, contents(other_time)),
    Kind("edit the type", events, contents(other_type)),
    Kind("delete the first", firsts, delete),
    Kind("delete one in the middle", events_between, delete),
    Kind("delete the last", lasts, delete),
    Kind("insert one", events_with_a_next, insert),
    Kind("swap two", events_with_a_next, swap),
    Kind("re-link one", events_with_a_next, relink_one),
    Kind("re-hash all after an edit", events, rehash_all),
    Kind("re-hash all, no checkpoints left", events, rehash_all_and_checkpoints),
    Kind("cut the tail", events, cut),
    Kind("cut the tail and its checkpoints", events, cut_with_checkpoints),
    Kind("replace a checkpoint", checkpoint_forgeries, replace_checkpoint),
    Kind("drop or disarm a trigger", triggers, disarm),
    Kind("edit the cache", cached_columns, edit_cache),
    Kind("remove a body", events, contents(lambda event: replace(event, body=None, salt=None))),
)
