"""Published corrections and retractions, from the history itself, so that none can be forgotten.

Of a claim that was withheld after one, the withholding stands in its place: that it was withdrawn, and when.
"""

import json
from collections.abc import Sequence

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import aliased

from factcheck import db
from factcheck.ledger import EventType, LoggedEvent
from factcheck.models import Event, PublicRecord
from factcheck.services import history, records
from factcheck.services.public import SHOWN
from factcheck.services.records import Record

PAGE = 30
TYPES = (EventType.CORRECTION.value, EventType.RETRACTION.value)


def listed(
    *, before: int | None = None, limit: int = PAGE, withdrawn: bool = True
) -> list[tuple[LoggedEvent, Record]]:
    """Return corrections and retractions, newest first, each with the claim's present record.

    They come from before a position in the history. What was withheld since is one entry of its own, which
    `withdrawn=False` leaves out.
    """
    found: list[tuple[LoggedEvent, Record]] = []
    while len(found) < limit:
        rows = entries_before(before, limit=limit)
        found.extend((event, now) for event, now in rows if is_shown(event, now, withdrawn=withdrawn))
        if len(rows) < limit:
            break
        before = rows[-1][0].pos
    return found[:limit]


def entries_before(before: int | None, *, limit: int) -> Sequence[tuple[LoggedEvent, Record]]:
    earlier = aliased(Event)
    was_listed = select(earlier.pos).where(
        earlier.claim == Event.claim, earlier.pos < Event.pos, earlier.type.in_(TYPES)
    )
    chosen = (
        select(*history.WHOLE, PublicRecord.record)
        .join(PublicRecord, PublicRecord.public_id == Event.claim)
        .where(
            or_(
                and_(Event.type.in_(TYPES), PublicRecord.publication.in_(SHOWN)),
                and_(Event.type == EventType.WITHHELD.value, was_listed.exists()),
            )
        )
    )
    if before is not None:
        chosen = chosen.where(Event.pos < before)
    rows = db.session.execute(chosen.order_by(Event.pos.desc()).limit(limit))
    values = [dict(row._mapping) for row in rows]
    return [(LoggedEvent(**value), present) for value in values for present in [value.pop("record")]]


def is_shown(event: LoggedEvent, present: Record, *, withdrawn: bool) -> bool:
    """Whether readers may still see the version an event made, or know that it was removed or withdrawn."""
    if event.type == EventType.WITHHELD:
        return withdrawn and event.pos == records.hidden_up_to(history.of_claim(event.claim))
    if event.body is None:
        return event.pos > records.hidden_up_to(history.of_claim(event.claim))
    made = json.loads(event.body or "{}").get("verdict", {}).get("version")
    return any(shown["version"] == made for shown in [present["verdict"], *present["previous"]])
