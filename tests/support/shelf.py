"""Claims that were brought to a state once, and whose rows are laid out again for the next test.

Only where the desk is new: what is laid out is exactly what the services wrote, with its places in the log.
"""

from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import Any

from sqlalchemy import Table, exists, insert, select, text

from factcheck import clock, db
from factcheck.models import Base, Claim, Claimant, Event, Reviewer, Source
from factcheck.services import claims
from factcheck.services.checkpoints import ISSUED
from factcheck.services.startup import SINK

SHELF = "shelf"  # Its name in the `info` of a unit of work.
STANDING = {"reviewer", "login_session", "rating", "rating_scale"}  # What a new desk may have.
WRITTEN = {
    table: select(table).order_by(*table.primary_key)
    for table in Base.metadata.sorted_tables
    if table.name not in STANDING
}
SOMETHING = select(*(exists(select(table)).label(table.__tablename__) for table in (Event, Source, Claimant)))
EVENT, CHECKPOINT = Base.metadata.tables["event"], Base.metadata.tables["checkpoint"]
TIME = clock.now
# New rows are counted on from those that were laid out.
COUNT_ON = text(
    "SELECT setval(number, greatest(nextval(number), :last)) FROM unnest(ARRAY["
    + ", ".join(f"'{table.name}_id_seq'" for table in WRITTEN if "id" in table.c)
    + "]) AS number"
)

Rows = dict[Table, list[dict[str, Any]]]


class Shelf:
    """What was brought to a state in one database, by what it was made of."""

    def __init__(self) -> None:
        self.known: dict[Hashable, tuple[str, list[int], Rows]] = {}

    def claim(self, about: Hashable, people: Sequence[Reviewer], bring: Callable[[], Claim]) -> Claim:
        """Return a claim in these people's hands, brought to its state by `bring` the first time."""
        if clock.now is not TIME or any(db.session.execute(SOMETHING).one()):
            return bring()
        ids = [person.id for person in people]
        if about in self.known:
            public_id, others, rows = self.known[about]
            lay_out(rows, dict(zip(others, ids, strict=True)))
            if CHECKPOINT in rows and db.session.info.get(SINK):
                db.session.info[ISSUED] = True  # Checkpoints are mirrored as they were at first.
            return claims.get(public_id, person=people[-1])
        made = bring()
        self.known[about] = (made.public_id, ids, taken_down())
        return made


def taken_down() -> Rows:
    """Return all rows of a desk that was new, but for those it began with."""
    db.session.flush()
    found = {table: db.session.execute(rows).mappings().all() for table, rows in WRITTEN.items()}
    return {table: [dict(row) for row in rows] for table, rows in found.items() if rows}


def in_turn(rows: Rows) -> Iterator[tuple[Table, list[dict[str, Any]]]]:
    """Go through tables and rows in an order that the database takes: checkpoints end at the newest event."""
    events = rows[EVENT]
    for checkpoint in rows.get(CHECKPOINT, ()):
        yield EVENT, [event for event in events if event["pos"] <= checkpoint["size"]]
        yield CHECKPOINT, [checkpoint]
        events = [event for event in events if event["pos"] > checkpoint["size"]]
    yield EVENT, events
    yield from ((table, old) for table, old in rows.items() if table not in {EVENT, CHECKPOINT})


def lay_out(rows: Rows, people: dict[int, int]) -> None:
    """Write rows again, with other people in the places of those who had them."""
    for table, old in in_turn(rows):
        whose = [key.parent.name for key in table.foreign_keys if key.column.table.name == "reviewer"]
        new = [{**row, **{name: row[name] and people[row[name]] for name in whose}} for row in old]
        if new:
            db.session.execute(insert(table), new)
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(COUNT_ON, {"last": max(row.get("id", 0) for old in rows.values() for row in old)})
