"""A desk with a signed history, and an owner of its database who rewrites it behind its back."""

import json
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, select, text

from factcheck import db
from factcheck.db import Database, open_engine
from factcheck.ledger import NO_HASH, LoggedEvent, canonical, link, seal
from factcheck.ledger.checkpoints import SigningKey
from factcheck.models import Claim, StoredCheckpoint
from factcheck.models.terms import Checks
from factcheck.services import claims, history, scales, verdicts
from factcheck.services.checkpoints import SIGNER, Signer
from factcheck.services.proofs import TREE, LogTree
from factories import make_article, make_editor, make_reviewer
from support.copies import Copy

NAME = "facts.example.org/log"
TABLES = ("event", "redaction", "checkpoint")
COLUMNS = history.COLUMNS
OF_CHECKPOINTS = tuple(column.name for column in StoredCheckpoint.__table__.columns)


def sign_with(database: Database, key: SigningKey) -> None:
    """Have everything published through this database signed."""
    database.info |= {SIGNER: Signer(key), TREE: LogTree()}


def signed_history(copy_of: Callable[..., Copy], key: SigningKey, *, articles: int) -> str:
    """Return the URL of a desk with a signed history of so many articles, a copy of this test's own."""

    def furnish(database: Database) -> None:
        sign_with(database, key)
        fill(database, articles=articles)

    return copy_of(f"a signed history of {articles} articles", furnish)[0]


@contextmanager
def opened_history(copy_of: Callable[..., Copy], key: SigningKey, *, articles: int) -> Iterator[Database]:
    """Open such a desk, which goes on signing."""
    with closing(Database(signed_history(copy_of, key, articles=articles))) as database:
        sign_with(database, key)
        yield database


def fill(database: Database, *, articles: int) -> list[str]:
    """Publish one claim of each article and work on the others; return the published claims."""
    published = []
    with database.transaction():
        scales.add_first_scales()
        reviewer, editor = make_reviewer(), make_editor()
        for number in range(articles):
            article = make_article(*sentences(number), by=reviewer)
            first, second, _ = claims_of(article.id)
            published.append(publish(first, by=reviewer, editor=editor))
            claims.queue(second.public_id, by=reviewer)
            claims.take(second.public_id, by=reviewer)
            claims.note(second.public_id, f"Note {number}", by=reviewer)
    return published


def sentences(number: int) -> tuple[str, str, str]:
    return (
        f"Bridge {number} of Orlen opened in 1932.",
        f"It cost {number} crowns.",
        f"Nobody counted {number}.",
    )


def claims_of(article_id: int) -> list[Claim]:
    return list(db.session.scalars(select(Claim).where(Claim.article_id == article_id).order_by(Claim.start)))


def publish(claim: Claim, *, by: Any, editor: Any) -> str:
    public_id = claim.public_id
    claims.queue(public_id, by=by)
    claims.take(public_id, by=by)
    claims.confirm(public_id, by=by, version=None, text=claim.text, said_by={"kind": "article"})
    rating = scales.rating_by_key("unproven", checks=Checks.CONTENT)
    verdicts.propose(
        public_id, verdicts.Draft(rating.id, "An example; it finds nothing."), by=by, version=None
    )
    verdicts.publish(public_id, by=editor, version=None, byline="Example desk")
    return public_id


@dataclass
class Owner:
    """Somebody who may write the database's files and drop its triggers."""

    url: str

    def rewrite(self, change: Callable[[Connection], None]) -> None:
        """Change the tables with their triggers switched off, and put the triggers back afterwards."""
        engine = open_engine(self.url, guarded=False)
        try:
            with engine.execution_options(writes=True).begin() as connection:
                triggers = switch_off(connection)
                change(connection)
                switch_on(connection, triggers)
        finally:
            engine.dispose()


def switch_off(connection: Connection) -> list[str]:
    if connection.dialect.name == "postgresql":
        for table in TABLES:
            connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
        return []
    found = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")).all()
    ours = [row for row in found if row.name.startswith(TABLES)]
    for row in ours:
        connection.execute(text(f"DROP TRIGGER {row.name}"))
    return [row.sql for row in ours]


def switch_on(connection: Connection, triggers: list[str]) -> None:
    for statement in triggers:
        connection.exec_driver_sql(statement)
    if connection.dialect.name == "postgresql":
        for table in TABLES:
            connection.execute(text(f"ALTER TABLE {table} ENABLE TRIGGER USER"))
            names = connection.execute(
                text("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgrelid = to_regclass(:name)"),
                {"name": table},
            )
            for name in names.scalars().all():
                connection.execute(text(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}"))


def log_of(connection: Connection) -> list[LoggedEvent]:
    rows = connection.execute(text(f"SELECT {', '.join(COLUMNS)} FROM event ORDER BY pos"))
    return [LoggedEvent(**row._mapping) for row in rows]


def store(connection: Connection, log: list[LoggedEvent]) -> None:
    """Make this the whole log."""
    there, wanted = set(log_of(connection)), set(log)
    values = ", ".join(f":{name}" for name in COLUMNS)
    insert = text(f"INSERT INTO event ({', '.join(COLUMNS)}) VALUES ({values})")
    if gone := [{"pos": event.pos} for event in there - wanted]:
        connection.execute(text("DELETE FROM event WHERE pos = :pos"), gone)
    if new := [{name: getattr(event, name) for name in COLUMNS} for event in wanted - there]:
        connection.execute(insert, new)


def put_value(connection: Connection, pos: int, column: str, value: str) -> None:
    """Change one column of one event."""
    connection.execute(
        text(f"UPDATE event SET {column} = :value WHERE pos = :pos"), {"value": value, "pos": pos}
    )


def store_checkpoints(connection: Connection, rows: list[StoredCheckpoint]) -> None:
    """Make these all the checkpoints that the database holds."""
    connection.execute(text("DELETE FROM checkpoint"))
    if rows:
        values = ", ".join(f":{name}" for name in OF_CHECKPOINTS)
        insert = text(f"INSERT INTO checkpoint ({', '.join(OF_CHECKPOINTS)}) VALUES ({values})")
        connection.execute(insert, [{name: getattr(row, name) for name in OF_CHECKPOINTS} for row in rows])


def relinked(log: list[LoggedEvent], *, start: int = 1) -> list[LoggedEvent]:
    """Return a log whose seals, links and hashes are right again from a position on: a consistent rewrite."""
    done: list[LoggedEvent] = []
    heads: dict[str, tuple[int, str]] = {}
    for pos, event in enumerate(log, start=1):
        seq, head = heads.get(event.claim, (0, NO_HASH))
        prev = done[-1].hash if done else NO_HASH
        place = {"pos": pos, "seq": seq + 1, "prev": prev, "prev_claim": head}
        done.append(linked(replace(event, **place)) if pos >= start else event)
        heads[event.claim] = (done[-1].seq, done[-1].hash)
    return done


def linked(event: LoggedEvent) -> LoggedEvent:
    """Return an event with the seal and hash that its contents and place have."""
    body, salt = event.body or "", event.salt or ""
    sealed = seal(type=event.type, actor=event.actor, at=event.at, body=body, salt=salt)
    place = {name: getattr(event, name) for name in ("pos", "claim", "seq", "prev", "prev_claim")}
    return replace(event, sealed=sealed, hash=link(**place, sealed=sealed))


def edited(event: LoggedEvent) -> LoggedEvent:
    """Return an event that tells something else."""
    body = {**json.loads(event.body or "{}"), "told": "something else"}
    return replace(event, body=canonical(body))


def issued(database: Database) -> list[StoredCheckpoint]:
    """Return all checkpoints that were stored, smallest log first."""
    with database.reading():
        return list(db.session.scalars(select(StoredCheckpoint).order_by(StoredCheckpoint.size)))
