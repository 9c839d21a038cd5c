"""The one place where events are appended, under the write lock, and where they are read again."""

import json
import secrets
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, cast

from sqlalchemy import Row, Table, bindparam, func, insert, select
from sqlalchemy.exc import OperationalError

from factcheck import clock, db
from factcheck.errors import Stale
from factcheck.ledger import (
    NO_HASH,
    PUBLIC_TYPES,
    PUBLISHING_TYPES,
    RECORD_TYPES,
    EventType,
    Fault,
    LoggedEvent,
    altered,
    canonical,
    check,
    link,
    seal,
)
from factcheck.ledger.keys import DESK
from factcheck.ledger.redactions import removed_by, replaced_by
from factcheck.ledger.verification import readable
from factcheck.models import Claim, Event, Pseudonym, Reviewer, Step
from factcheck.models.base import random_code
from factcheck.services import checkpoints, people

PAGE = 1000
CODE_LENGTH = 4
# What makes a person's own work of a version: whoever did one of these does not approve it alone.
CONTRIBUTIONS = frozenset(
    {EventType.EDITED, EventType.EVIDENCE_ADDED, EventType.EVIDENCE_WITHDRAWN, EventType.PROPOSED}
)
# Events after which a new round of work on a claim begins.
ENDS_OF_ROUNDS = RECORD_TYPES | {
    EventType.UPHELD,
    EventType.WITHHELD,
    EventType.CLOSED,
    EventType.DISMISSED,
}

HANDED = frozenset({EventType.ASSIGNED, EventType.REOPENED})


def append(claim: Claim, step: Step, *, by: Reviewer) -> LoggedEvent:
    """Add a step to the history as this person's, in this claim, and count it in the claim's version."""
    event = append_event(claim.public_id, step, actor=actor(claim.public_id, by))
    claim.version = event.seq
    claim.changed_at = clock.moment(event.at)
    return event


def append_event(claim: str, step: Step, *, actor: str) -> LoggedEvent:
    """Give a step its place, time, seal and links, and store it. Runs under the write lock."""
    db.session.flush()
    head = db.session.execute(NEWEST).first()
    claim_head = head if head and head.claim == claim else head_of(claim)
    at = max(clock.stamp(clock.now()), head.at if head else "")
    body, salt = canonical(step.body), secrets.token_hex(16)
    sealed = seal(type=step.type.value, actor=actor, at=at, body=body, salt=salt)
    place: dict[str, Any] = {
        "pos": head.pos + 1 if head else 1,
        "claim": claim,
        "seq": claim_head.seq + 1 if claim_head else 1,
        "prev": head.hash if head else NO_HASH,
        "prev_claim": claim_head.hash if claim_head else NO_HASH,
        "sealed": sealed,
    }
    event = LoggedEvent(
        type=step.type.value, actor=actor, at=at, body=body, salt=salt, hash=link(**place), **place
    )
    db.session.execute(ADD, {name: getattr(event, name) for name in COLUMNS})
    if step.type in PUBLIC_TYPES:
        checkpoints.issue()
    return event


def append_to_desk(step: Step) -> LoggedEvent:
    """Add a step of whoever runs the desk's machine that concerns no claim."""
    return append_event(DESK, step, actor=f"operator-{code_of(DESK, people.operator().id)}")


EVENT = Event.__table__.c  # Rows of the table itself come sooner than those of the class.
COLUMNS = tuple(column.name for column in EVENT)
WHOLE = tuple(EVENT[name] for name in LoggedEvent.__slots__)  # In its order, to be made of a row.
# Each event takes these; made once, they need not be put together each time.
ADD = insert(cast(Table, Event.__table__))
OF_CLAIM = select(*WHOLE).where(EVENT.claim == bindparam("claim_id")).order_by(EVENT.seq)
NEWEST = select(EVENT.pos, EVENT.claim, EVENT.seq, EVENT.hash, EVENT.at).order_by(EVENT.pos.desc()).limit(1)
NEWEST_OF_CLAIM = (
    select(EVENT.seq, EVENT.hash)
    .where(EVENT.claim == bindparam("claim_id"))
    .order_by(EVENT.seq.desc())
    .limit(1)
)
PAGE_FROM = select(*WHOLE).where(EVENT.pos >= bindparam("start")).order_by(EVENT.pos).limit(PAGE)
CODE_OF_PERSON = select(Pseudonym.code).where(
    Pseudonym.claim == bindparam("claim_id"), Pseudonym.reviewer_id == bindparam("person_id")
)


def head_of(claim: str) -> Row[int, str] | None:
    """Return the place of a claim's newest event."""
    return db.session.execute(NEWEST_OF_CLAIM, {"claim_id": claim}).first()


def of_claim(claim: str) -> list[LoggedEvent]:
    """Return a claim's events, oldest first."""
    rows = db.session.execute(OF_CLAIM, {"claim_id": claim})
    return [LoggedEvent(*row) for row in rows]


def refuse_stale(claim: Claim, version: int | None) -> None:
    """Raise `Stale` where somebody else changed the claim after this version was shown."""
    if version is not None and version != claim.version:
        raise Stale(seen=version, current=claim.version)


# People in the history.


def actor(claim: str, person: Reviewer) -> str:
    """Return a person's role and pseudonym in one claim, such as `editor-7k2m`."""
    return f"{person.role.value}-{code_of(claim, person.id)}"


def code_of(claim: str, reviewer_id: int) -> str:
    """Return the code that stands for a person in one claim, making it on first use."""
    known = known_code(claim, reviewer_id)
    if known is not None:
        return known
    taken = set(db.session.scalars(select(Pseudonym.code).where(Pseudonym.claim == claim)))
    code = next(code for code in iter(lambda: random_code(CODE_LENGTH), "") if code not in taken)
    db.session.add(Pseudonym(claim=claim, reviewer_id=reviewer_id, code=code))
    db.session.flush()
    return code


def known_code(claim: str, reviewer_id: int) -> str | None:
    """Return a person's code in one claim, or None where they have none yet; asking writes nothing."""
    return db.session.scalar(CODE_OF_PERSON, {"claim_id": claim, "person_id": reviewer_id})


def names_in(claim: str) -> dict[str, Reviewer]:
    """Return the people behind the codes of one claim; for the desk's own pages only."""
    rows = db.session.execute(select(Pseudonym.code, Reviewer).join(Reviewer).where(Pseudonym.claim == claim))
    return {row[0]: row[1] for row in rows}


def code_in(actor: str) -> str:
    """Return the code in an actor's name: what stands after its role."""
    return actor.rpartition("-")[2]


def worked_on(claim: Claim, person: Reviewer) -> bool:
    """Whether a person proposed, edited or gave evidence for what would be published next."""
    code = known_code(claim.public_id, person.id)
    since = since_last(of_claim(claim.public_id), PUBLISHING_TYPES)
    return code is not None and any(
        code_in(event.actor) == code for event in since if event.type in CONTRIBUTIONS
    )


def held_or_proposed(claim: Claim, person: Reviewer) -> bool:
    """Whether a person held the claim or proposed its verdict in this round of work."""
    code = known_code(claim.public_id, person.id)
    if code is None:
        return False
    for event in since_last(of_claim(claim.public_id), ENDS_OF_ROUNDS):
        if event.type == EventType.PROPOSED and code_in(event.actor) == code:
            return True
        if event.type in HANDED and json.loads(event.body or "{}").get("holder") == code:
            return True
    return False


def since_last(events: Sequence[LoggedEvent], types: Collection[EventType]) -> list[LoggedEvent]:
    """Return the events after the newest one of these types; one that stands in for another ends nothing."""
    stand_ins = {event.pos for event in replaced_by(events)}
    ends = (event.type in types and event.pos not in stand_ins for event in events)
    last = max((place for place, is_end in enumerate(ends) if is_end), default=-1)
    return list(events[last + 1 :])


# Reading it whole.


def walk(start: int = 1) -> Iterator[LoggedEvent]:
    """Yield all events from a position on, in short pages, each its own query; may raise `Unreadable`."""
    while True:
        number = 0
        for row in page_from(start):
            number += 1
            event = LoggedEvent(*row)
            yield event
        if number < PAGE:
            return
        start = event.pos + 1


def page_from(start: int) -> Iterable[Sequence[Any]]:
    """Return the events from a position on; where one of them cannot be read, those before it."""
    try:
        return db.session.execute(PAGE_FROM, {"start": start}).all()
    except OperationalError as error:
        if "decode" not in str(error.orig):
            raise
        return one_by_one(start)


def one_by_one(start: int) -> Iterator[Row[Any]]:
    """Yield the events up to the first that cannot be read, then raise `Unreadable`."""
    places = db.session.scalars(select(Event.pos).where(Event.pos >= start).order_by(Event.pos)).all()
    for pos in places:
        try:
            yield db.session.execute(select(*WHOLE).where(Event.pos == pos)).one()
        except OperationalError as error:
            raise Unreadable(pos) from error


class Unreadable(Exception):
    """An event holds bytes that are no text, as a file edited by hand may."""

    def __init__(self, pos: int) -> None:
        super().__init__(f"Event {pos} cannot be read.")
        self.pos = pos


def verify() -> Iterator[Fault]:
    """Yield what is wrong with the history, first fault first."""
    try:
        yield from check(walk())
    except Unreadable as unreadable:
        yield Fault(unreadable.pos, "it cannot be read as text")


def count() -> int:
    """Return how many events the log holds."""
    return db.session.scalar(select(func.max(Event.pos))) or 0


def below_first() -> Iterator[Fault]:
    """Yield events at positions below 1: no walk comes by them, and readers' pages would show them."""
    stray = select(EVENT.pos, EVENT.claim).where(EVENT.pos < 1).order_by(EVENT.pos).limit(PAGE)
    for row in db.session.execute(stray):
        yield Fault(row.pos, f"an event of {row.claim} stands at position {row.pos}, below the first")


@dataclass(frozen=True)
class Tail:
    """The newest events and whether they hold."""

    size: int
    faults: tuple[Fault, ...]


def check_tail(length: int = 100) -> Tail:
    """Check the last events by themselves and against each other; for a start-up check, not for proof.

    What was removed by order is named by a later event, which is then among them too.
    """
    rows = db.session.execute(select(*WHOLE).order_by(Event.pos.desc()).limit(length)).all()
    events = [LoggedEvent(*row) for row in reversed(rows)]
    faults = list(below_first())
    for before, event in pairwise(events):
        if event.prev != before.hash or event.pos != before.pos + 1:
            faults.append(Fault(event.pos, "it does not link to the event before it"))
    removed = {removed.pos: removed for event in events for removed in removed_by(event)}
    for event in events:
        named = removed.get(event.pos)
        by_itself = altered(event, is_redacted=named is not None and named.fits(event))
        faults.extend(readable(event.pos, by_itself))
    return Tail(events[-1].pos if events else 0, tuple(faults))
