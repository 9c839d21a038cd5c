"""Writes logs for the benchmarks of the history: claims of 25 events, each published once.

Bodies and types are those of a claim that was taken through the desk; rows go in by `executemany`, through
the triggers, and every public event has its checkpoint from the code that issues them.
"""

import secrets
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert, text

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
sys.path.insert(0, str(Path(__file__).parent.parent))

from factcheck import clock, db
from factcheck.db import Database
from factcheck.ledger import NO_HASH, PUBLIC_TYPES, LoggedEvent, canonical, link, seal
from factcheck.ledger.checkpoints import SigningKey
from factcheck.migrate import upgrade
from factcheck.models import Event
from factcheck.models.terms import Publication, Status
from factcheck.services import checkpoints, history
from factcheck.services.checkpoints import SIGNER, Signer
from factories import make_claim

EVENTS_OF_A_CLAIM = 25
CLAIMS_AT_ONCE = 40
BLOCK = EVENTS_OF_A_CLAIM * CLAIMS_AT_ONCE
NOTE = {"about": "claim", "note": "The archive will send the minutes of the council by the end of next week."}
Moment = tuple[str, str, str]  # Type, actor and body.


def life_of_a_claim(folder: Path) -> list[Moment]:
    """Return what happens to a claim from the article to the verdict, with notes up to 25 events."""
    url = f"sqlite:///{folder / 'life.sqlite'}"
    upgrade(url)
    with closing(Database(url)) as database, database.transaction():
        claim = make_claim(status=Status.DONE, publication=Publication.LIVE)
        events = history.of_claim(claim.public_id)
    found = [(event.type, event.actor, event.body or "") for event in events]
    notes = [("note", events[0].actor, canonical(NOTE))] * (EVENTS_OF_A_CLAIM - len(found))
    return [*found[:2], *notes, *found[2:]]


class Log:
    """Events one after another, with the links that the next one needs."""

    def __init__(self, life: list[Moment]) -> None:
        self.life = life
        self.pos, self.head = 0, NO_HASH
        self.heads: dict[str, tuple[int, str]] = {}
        self.began = datetime(2026, 1, 5, 9, tzinfo=UTC)

    def next(self, claim: str) -> LoggedEvent:
        """Return the claim's next event in its place."""
        seq, prev_claim = self.heads.get(claim, (0, NO_HASH))
        kind, actor, body = self.life[seq]
        at = clock.stamp(self.began + timedelta(seconds=self.pos))
        salt = secrets.token_hex(16)
        sealed = seal(type=kind, actor=actor, at=at, body=body, salt=salt)
        self.pos += 1
        place: dict[str, Any] = {
            "pos": self.pos,
            "claim": claim,
            "seq": seq + 1,
            "prev": self.head,
            "prev_claim": prev_claim,
            "sealed": sealed,
        }
        self.head = link(**place)
        self.heads[claim] = (seq + 1, self.head)
        return LoggedEvent(type=kind, actor=actor, at=at, body=body, salt=salt, hash=self.head, **place)


def write(url: str, key: SigningKey, life: list[Moment], *, events: int) -> None:
    """Fill a migrated database with a signed log of so many events, a multiple of a thousand."""
    log = Log(life)
    with closing(Database(url, info={SIGNER: Signer(key)})) as database:
        for block in range(events // BLOCK):
            claims = [f"claim{block * CLAIMS_AT_ONCE + number:07}" for number in range(CLAIMS_AT_ONCE)]
            with database.transaction():
                for _ in range(EVENTS_OF_A_CLAIM):
                    store([log.next(claim) for claim in claims])
    settle(url)


def store(events: list[LoggedEvent]) -> None:
    """Insert events of one type; public ones one by one, each with its checkpoint."""
    is_public = events[0].type in PUBLIC_TYPES
    for rows in [[event] for event in events] if is_public else [events]:
        db.session.execute(insert(Event), [row(event) for event in rows])
        if is_public:
            checkpoints.issue()


def row(event: LoggedEvent) -> dict[str, Any]:
    return {name: getattr(event, name) for name in history.COLUMNS}


def settle(url: str) -> None:
    """Let PostgreSQL do what it would have done by itself after so much writing; SQLite needs nothing."""
    with closing(Database(url)) as database:
        if database.url.get_backend_name() == "postgresql":
            with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.execute(text("VACUUM ANALYZE event"))
                connection.execute(text("VACUUM ANALYZE checkpoint"))
