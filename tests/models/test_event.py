"""The database itself keeps the history append-only, whoever asks, from whatever connection."""

import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from factcheck.db import Database, open_engine
from factcheck.ledger import NO_HASH, LoggedEvent, link, seal
from factcheck.services import history
from factories import make_article, make_reviewer
from support.databases import BACKENDS, sqlite_url

COLUMNS = LoggedEvent.__slots__
Execute = Callable[..., Any]
AT = "2026-01-01T00:00:00.000000Z"
REPLACE_REDACTION = "REPLACE INTO redaction VALUES (1, 9)"


@dataclass(frozen=True)
class Log:
    """A desk's database with a few events, which no test can change, and what its newest ones are."""

    database: Database
    events: tuple[LoggedEvent, ...]

    @property
    def head(self) -> LoggedEvent:
        return self.events[-1]

    @property
    def kind(self) -> str:
        return self.database.engine.dialect.name


@pytest.fixture(scope="module", params=BACKENDS)
def log(
    request: pytest.FixtureRequest, migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Log]:
    if request.param == "sqlite":
        path = shutil.copyfile(migrated_sqlite, tmp_path_factory.mktemp("log") / "factcheck.sqlite")
        url = sqlite_url(path)
    else:
        url = request.getfixturevalue("postgres").fresh_database()
    database = Database(url)
    with database.transaction():
        make_article(by=make_reviewer())
    yield Log(database, read(database))
    database.close()
    if request.param == "postgres":
        request.getfixturevalue("postgres").drop(url)


def read(database: Database) -> tuple[LoggedEvent, ...]:
    with database.reading():
        return tuple(history.walk())


@pytest.fixture
def strangers(log: Log) -> Iterator[list[Execute]]:
    """Run SQL over connections that are not ours; on PostgreSQL one of them poses as a replica's."""
    if log.kind == "sqlite":
        connection = sqlite3.connect(log.database.url.database or "", isolation_level=None)
        yield [lambda sql, values=None: connection.execute(sql, values or {})]
        connection.close()
        return
    address = log.database.url.set(drivername="postgresql").render_as_string(hide_password=False)
    with (
        psycopg.connect(address, autocommit=True) as plain,
        psycopg.connect(address, autocommit=True) as posing,
    ):
        posing.execute("SET session_replication_role = replica")
        yield [over(plain), over(posing)]


def over(connection: psycopg.Connection[Any]) -> Execute:
    return lambda sql, values=None: connection.execute(re.sub(r":(\w+)\b", r"%(\1)s", sql).encode(), values)


def next_event(log: Log, **changed: Any) -> dict[str, Any]:
    """Return the columns of an event that fits after the newest one, but for what is changed."""
    head = log.head
    claim_head = max(
        (event for event in log.events if event.claim == head.claim), key=lambda event: event.seq
    )
    contents = {"type": "note", "actor": "editor-abcd", "at": head.at, "body": "{}", "salt": "0" * 32}
    place = {
        "pos": head.pos + 1,
        "claim": head.claim,
        "seq": claim_head.seq + 1,
        "prev": head.hash,
        "prev_claim": claim_head.hash,
        "sealed": seal(**contents),
    }
    return {**contents, **place, "hash": link(**place), **changed}


INSERT = f"INSERT INTO event ({', '.join(COLUMNS)}) VALUES ({', '.join(f':{name}' for name in COLUMNS)})"
ONLY_SQLITE = {
    "REPLACE of a position": "REPLACE INTO event SELECT * FROM event WHERE pos = 1",
    "REPLACE of a claim's number": (
        "REPLACE INTO event SELECT (SELECT max(pos) + 1 FROM event), claim, seq, type, actor, at, body, salt,"
        " sealed, (SELECT hash FROM event ORDER BY pos DESC LIMIT 1), prev_claim, printf('%064d', 7)"
        " FROM event WHERE pos = 1"
    ),
    "REPLACE of a hash": (
        "REPLACE INTO event SELECT (SELECT max(pos) + 1 FROM event), 'another', 1, type, actor,"
        " (SELECT max(at) FROM event), body, salt, sealed,"
        " (SELECT hash FROM event ORDER BY pos DESC LIMIT 1), prev_claim, hash FROM event WHERE pos = 1"
    ),
    "UPDATE OR REPLACE": "UPDATE OR REPLACE event SET pos = 1 WHERE pos = 2",
    "UPDATE OR IGNORE": "UPDATE OR IGNORE event SET body = '[]' WHERE pos = 1",
    "UPDATE of the row's own key": "UPDATE event SET rowid = 99 WHERE pos = 1",
}
ONLY_POSTGRES = {
    "TRUNCATE": "TRUNCATE event",
    "TRUNCATE with others": "TRUNCATE event, redaction CASCADE",
    "MERGE": (
        "MERGE INTO event USING (SELECT 1 AS pos) AS asked ON event.pos = asked.pos"
        " WHEN MATCHED THEN UPDATE SET actor = 'editor-zzzz'"
    ),
}
ON_BOTH = {
    "UPDATE of a body": "UPDATE event SET body = '[]' WHERE pos = 1",
    "UPDATE of every column": "UPDATE event SET pos = 99, actor = 'editor-zzzz', at = at, hash = hash",
    "UPDATE that empties": "UPDATE event SET body = NULL, salt = NULL WHERE pos = 1",
    "DELETE of one": "DELETE FROM event WHERE pos = 1",
    "DELETE of all": "DELETE FROM event",
    "upsert": (
        "INSERT INTO event SELECT * FROM event WHERE pos = 1 ON CONFLICT (pos) DO UPDATE SET body = '[]'"
    ),
    "upsert that does nothing": (
        "INSERT INTO event SELECT * FROM event WHERE pos = 1 ON CONFLICT (pos) DO NOTHING"
    ),
    "INSERT of one twice": "INSERT INTO event SELECT * FROM event WHERE pos = 1",
}
ATTACKS = ON_BOTH | ONLY_SQLITE | ONLY_POSTGRES
DATABASE_ERRORS = (sqlite3.Error, psycopg.Error)


@pytest.mark.parametrize("attack", ATTACKS)
def test_the_history_refuses(attack: str, log: Log, strangers: list[Execute]) -> None:
    if attack in (ONLY_POSTGRES if log.kind == "sqlite" else ONLY_SQLITE):
        return

    for execute in strangers:
        with pytest.raises(DATABASE_ERRORS, match=r"append-only|position|already|sequence|link"):
            execute(ATTACKS[attack])

    assert read(log.database) == log.events


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"pos": 99}, "position is not the next one"),
        ({"pos": 1}, "position is not the next one|already"),
        ({"prev": NO_HASH}, "does not link to the head"),
        ({"seq": 9}, "claim sequence is not the next one"),
        ({"prev_claim": NO_HASH}, "does not link to the claim head"),
        ({"at": "2000-01-01T00:00:00.000000Z"}, "time goes back"),
        ({"body": None, "salt": None}, "has no contents"),
        ({"body": None}, "has no contents|ck_event_contents"),
        ({"salt": None}, "ck_event_contents"),
        ({"hash": "f" * 63}, "ck_event_hash"),
        ({"sealed": "F" * 64}, "ck_event_sealed"),
        ({"salt": "xyz"}, "ck_event_salt"),
        ({"claim": "another", "seq": 1, "prev_claim": "g" * 64}, "claim head|ck_event_prev_claim"),
        ({"at": "9999-01-01 00:00:00.000000Z"}, "ck_event_at"),
        ({"type": ""}, "ck_event_type"),
        ({"actor": ""}, "ck_event_actor"),
        ({"actor": None}, r"NOT NULL|not-null"),
    ],
)
def test_an_event_that_does_not_fit_is_refused(
    changed: dict[str, Any], refusal: str, log: Log, strangers: list[Execute]
) -> None:
    for execute in strangers:
        with pytest.raises(DATABASE_ERRORS, match=refusal):
            execute(INSERT, next_event(log, **changed))

    assert read(log.database) == log.events


def test_a_hash_stands_in_the_log_once(log: Log, strangers: list[Execute]) -> None:
    known = next_event(log, hash=log.events[0].hash)

    for execute in strangers:
        with pytest.raises(DATABASE_ERRORS, match=r"already in the log|uq_event_hash"):
            execute(INSERT, known)


def test_an_event_that_fits_is_taken(database: Database) -> None:
    with database.transaction():
        make_article(by=make_reviewer())
    log = Log(database, read(database))
    fits = next_event(log)

    with database.engine.execution_options(writes=True).begin() as connection:
        connection.execute(text(INSERT), fits)

    assert read(database)[-1].pos == log.head.pos + 1
    with database.reading():
        assert list(history.verify()) == []


def test_redactions_are_append_only_too(database: Database) -> None:
    statements = [
        "UPDATE redaction SET event = 9",
        "DELETE FROM redaction",
        *([REPLACE_REDACTION] if database.engine.dialect.name == "sqlite" else ["TRUNCATE redaction"]),
    ]
    owner = open_engine(database.url.render_as_string(hide_password=False), guarded=False)
    with owner.connect() as connection:
        connection.exec_driver_sql("INSERT INTO redaction VALUES (1, 2)")
        connection.commit()

    for statement in statements:
        with owner.connect() as connection, pytest.raises(DBAPIError, match=r"append-only|already recorded"):
            connection.exec_driver_sql(statement)

    owner.dispose()


def test_only_the_contents_of_a_redacted_event_can_go(database: Database) -> None:
    with database.transaction():
        make_article(by=make_reviewer())
    owner = open_engine(database.url.render_as_string(hide_password=False), guarded=False)
    with owner.connect() as connection:
        connection.exec_driver_sql("INSERT INTO redaction VALUES (1, 2)")
        connection.commit()

    for refused in (
        "UPDATE event SET body = NULL, salt = NULL WHERE pos = 2",
        "UPDATE event SET body = NULL, salt = NULL, actor = 'editor-zzzz' WHERE pos = 1",
        "UPDATE event SET body = '[]', salt = NULL WHERE pos = 1",
    ):
        with owner.connect() as connection, pytest.raises(DBAPIError, match="append-only"):
            connection.exec_driver_sql(refused)
    with owner.connect() as connection:
        connection.exec_driver_sql("UPDATE event SET body = NULL, salt = NULL WHERE pos = 1")
        connection.commit()

    owner.dispose()
    assert read(database)[0].body is None


def test_an_event_without_contents_can_be_restored_where_a_redaction_names_it(database: Database) -> None:
    owner = open_engine(database.url.render_as_string(hide_password=False), guarded=False)
    place = {"pos": 1, "claim": "abc", "seq": 1, "prev": NO_HASH, "prev_claim": NO_HASH, "sealed": "a" * 64}
    contents = {"type": "note", "actor": "editor-abcd", "at": AT, "body": None, "salt": None}

    with owner.connect() as connection:
        connection.exec_driver_sql("INSERT INTO redaction VALUES (1, 2)")
        connection.execute(text(INSERT), {**place, **contents, "hash": link(**place)})
        connection.commit()

    owner.dispose()
    assert [event.body for event in read(database)] == [None]
