"""The published record of every claim as of one moment, read in short pages and constant memory.

A snapshot shows the log up to its newest public event: what came later is left out, so that the same
snapshot always gives the same records.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import Row, func, select

from factcheck import clock, db
from factcheck.config import Config
from factcheck.db import Database
from factcheck.ledger import LoggedEvent
from factcheck.models import Event, PublicRecord
from factcheck.models.terms import Publication
from factcheck.services import checkpoints, proofs, public, record_order, records
from factcheck.services import history as log
from factcheck.services.records import Record

PAGE = 200
WITHHELD_KEYS = ("claim_id", "publication", "modified_at")


@dataclass(frozen=True)
class Snapshot:
    """What an export shows: the log up to a position, and how many records.

    `at` is the time of the newest public event, or the moment asked for; `checkpoint` the signed note on the
    log of `size` events that proofs lead to, None where the log is not signed; `keys` lead to the key that
    signed it where that was not always the same.
    """

    pos: int
    at: str
    count: int
    size: int = 0
    checkpoint: str | None = None
    as_of: str | None = None
    keys: Record | None = None


def newest(database: Database, *, as_of: datetime | None = None) -> Snapshot:
    """Return the newest snapshot, or what one showed at an earlier moment."""
    with database.reading():
        return present(as_of=as_of)


def present(*, as_of: datetime | None = None) -> Snapshot:
    """Return the newest snapshot within the unit of work at hand, or that of an earlier moment.

    It shows the log as of its newest checkpoint, or where nothing is signed as of its newest public event.
    """
    pos, at = public.newest_change()
    signed = checkpoints.vouching()
    if signed is not None and signed.size >= pos:
        pos = signed.size
    else:
        signed = None
    if as_of is not None:
        at = clock.stamp(as_of)
        pos = min(pos, db.session.scalar(select(func.max(Event.pos)).where(Event.at <= at)) or 0)
    return Snapshot(
        pos=pos,
        at=at,
        count=count_until(at),
        size=signed.size if signed else 0,
        checkpoint=signed.note if signed else None,
        as_of=at if as_of else None,
        keys=proofs.keys_up_to(signed.size) if signed else None,
    )


def count_until(at: str) -> int:
    """Return how many claims readers had known by a time."""
    known = select(func.count()).select_from(PublicRecord)
    known = known.where(PublicRecord.first_published_at <= clock.moment(at))
    return db.session.scalar(known) or 0


def every_record(config: Config, database: Database, of: Snapshot, *, history: bool) -> Iterator[Record]:
    """Yield the records of a snapshot, withheld ones too, in the order in which claims were made."""
    last = 0
    while True:
        with database.reading():
            rows = rows_after(last, of)
            found = events_of([row.public_id for row in rows if history or row.pos > of.pos], up_to=of.pos)
            proved = proofs_of(found, of) if history else {}
        for row in rows:
            record = exported(row, found.get(row.public_id, Telling()), of, config=config, history=history)
            yield {**record, "proof": proved.get(row.public_id)} if history else record
        if len(rows) < PAGE:
            return
        last = rows[-1].claim_id


def rows_after(claim_id: int, of: Snapshot) -> Sequence[Row[Any]]:
    """Return the next records of a snapshot, as plain rows that outlive their unit of work."""
    return db.session.execute(
        select(PublicRecord.claim_id, PublicRecord.public_id, PublicRecord.pos, PublicRecord.record)
        .where(PublicRecord.claim_id > claim_id, PublicRecord.first_published_at <= clock.moment(of.at))
        .order_by(PublicRecord.claim_id)
        .limit(PAGE)
    ).all()


@dataclass(frozen=True)
class Telling:
    """A claim's events as a snapshot lists them, and those of them that it knows of."""

    events: Sequence[LoggedEvent] = ()
    known: Sequence[LoggedEvent] = ()


def events_of(claims: Sequence[str], *, up_to: int) -> dict[str, Telling]:
    """Return the events of several claims up to a position, or up to what withheld or removed some since."""
    rows = db.session.execute(
        select(*log.WHOLE).where(Event.claim.in_(claims)).order_by(Event.claim, Event.seq)
    )
    events = [LoggedEvent(**row._mapping) for row in rows]
    return {
        claim: told(list(of_claim), up_to=up_to) for claim, of_claim in groupby(events, attrgetter("claim"))
    }


def told(events: list[LoggedEvent], *, up_to: int) -> Telling:
    known = records.as_known(events, up_to=up_to)
    return Telling([event for event in events if event.pos <= known[-1].pos], known)


def exported(row: Row[Any], telling: Telling, of: Snapshot, *, config: Config, history: bool) -> Record:
    """Return one record with its keys in their fixed order."""
    record = row.record if row.pos <= of.pos else records.assemble(telling.known)
    withheld = record["publication"] == Publication.WITHHELD
    record = {"url": f"{config.public_url}/claims/{row.public_id}", **record}
    shown = {key: record[key] for key in (WITHHELD_KEYS if withheld else record_order.RECORD)}
    if history:
        shown["history"] = records.public_history(telling.events, telling.known)
    return shown


def proofs_of(found: dict[str, Telling], of: Snapshot) -> dict[str, Record]:
    """Return the inclusion of each claim's last listed event in the log of the checkpoint.

    A claim withheld while an export is being sent is hidden at once; that event is later than the checkpoint
    and has no proof, so whoever checks this export is told to ask for a newer one.
    """
    if of.checkpoint is None:
        return {}
    last = {claim: telling.events[-1].pos for claim, telling in found.items()}
    return {claim: proofs.inclusion(pos, of.size) for claim, pos in last.items() if pos <= of.size}
