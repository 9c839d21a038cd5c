"""The published record of every claim as of one moment, read in short pages and constant memory.

A snapshot shows the log up to its newest public event: what came later is left out, so that the same
snapshot always gives the same records.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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
from factcheck.services import history as log
from factcheck.services import public, record_order, records
from factcheck.services.records import Record

PAGE = 200
WITHHELD_KEYS = ("claim_id", "publication", "modified_at")


@dataclass(frozen=True)
class Snapshot:
    """What an export shows: the log up to the position and time of a public event, and how many records."""

    pos: int
    at: str
    count: int


def newest(database: Database) -> Snapshot:
    """Return the newest snapshot: the log as of its newest public event."""
    with database.reading():
        return present()


def present() -> Snapshot:
    """Return the newest snapshot within the unit of work at hand."""
    pos, at = public.newest_change()
    count = db.session.scalar(select(func.count()).select_from(PublicRecord)) or 0
    return Snapshot(pos, at, count)


def every_record(config: Config, database: Database, of: Snapshot, *, history: bool) -> Iterator[Record]:
    """Yield the records of a snapshot, withheld ones too, in the order in which claims were made."""
    last = 0
    while True:
        with database.reading():
            rows = rows_after(last, of)
            found = events_of([row.public_id for row in rows if history or row.pos > of.pos], up_to=of.pos)
        for row in rows:
            yield exported(row, found.get(row.public_id, []), of, config=config, history=history)
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


def events_of(claims: Sequence[str], *, up_to: int) -> dict[str, list[LoggedEvent]]:
    """Return the events of several claims up to a position; one withheld since is told as it is now."""
    rows = db.session.execute(
        select(*log.WHOLE).where(Event.claim.in_(claims)).order_by(Event.claim, Event.seq)
    )
    events = [LoggedEvent(**row._mapping) for row in rows]
    return {
        claim: told(list(of_claim), up_to=up_to) for claim, of_claim in groupby(events, attrgetter("claim"))
    }


def told(events: list[LoggedEvent], *, up_to: int) -> list[LoggedEvent]:
    """Return the events up to a position, or up to a later withholding, which nothing may undo."""
    last = max(up_to, records.hidden_up_to(events))
    return [event for event in events if event.pos <= last]


def exported(
    row: Row[Any], events: Sequence[LoggedEvent], of: Snapshot, *, config: Config, history: bool
) -> Record:
    """Return one record with its keys in their fixed order."""
    record = row.record if row.pos <= of.pos else records.assemble(events)
    withheld = record["publication"] == Publication.WITHHELD
    record = {"url": f"{config.public_url}/claims/{row.public_id}", **record}
    shown = {key: record[key] for key in (WITHHELD_KEYS if withheld else record_order.RECORD)}
    if history:
        shown.update(history=records.public_history(events), proof=None)
    return shown
