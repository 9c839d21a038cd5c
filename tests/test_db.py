"""Units of work, their lock and their retries, and what the application's own connections are refused."""

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError, InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from factcheck import db, sqlite_guard
from factcheck.db import BUSY_TIMEOUT_MS, RETRIES, Database, open_engine
from factcheck.errors import Busy, StorageFull, StorageGone
from factcheck.models import Claim, Event, Reviewer
from factcheck.models.terms import Role
from factcheck.services import claims, history
from factories import make_claim, make_reviewer
from support.databases import sqlite_url

WRITES, THREADS = 200, 8


def is_sqlite(database: Database) -> bool:
    return database.engine.dialect.name == "sqlite"


def number_of_people(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count(Reviewer.id))) or 0


# Units of work.


def test_a_unit_that_writes_keeps_what_it_did(database: Database) -> None:
    with database.transaction():
        make_reviewer()

    assert number_of_people(database) == 1


def test_a_unit_that_only_reads_keeps_nothing(database: Database) -> None:
    with refused_on_postgres(database), database.reading():
        make_reviewer()

    assert number_of_people(database) == 0


def refused_on_postgres(database: Database) -> AbstractContextManager[Any]:
    return nullcontext() if database.is_sqlite else pytest.raises(InternalError, match="read-only")


def test_a_unit_that_fails_keeps_nothing_at_all(database: Database) -> None:
    def fail() -> None:
        make_claim()
        db.session.flush()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        database.run(fail, writes=True)

    with database.reading():
        assert history.count() == 0
        assert db.session.scalar(select(func.count(Claim.id))) == 0


def test_there_is_no_session_outside_of_a_unit() -> None:
    with pytest.raises(LookupError):
        db.session.flush()


def test_units_in_each_other_keep_their_own_session(database: Database) -> None:
    with database.reading() as outer:
        with database.reading() as inner:
            assert db.session.connection() is inner.connection()
        assert db.session.connection() is outer.connection()


def test_work_is_run_in_a_unit_and_its_answer_returned(database: Database) -> None:
    name = database.run(lambda: make_reviewer(name="Ada").name, writes=True)

    assert name == "Ada"
    assert number_of_people(database) == 1


def test_run_without_writes_keeps_nothing(database: Database) -> None:
    with refused_on_postgres(database):
        database.run(make_reviewer, writes=False)

    assert number_of_people(database) == 0


# Many at once.


def test_concurrent_writers_lose_nothing_and_never_meet_a_lock(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A machine that is busy otherwise may need longer than a person should have to wait.
    monkeypatch.setattr(db, "BUSY_TIMEOUT_MS", 60_000)
    with database.transaction():
        person = make_reviewer()
        claim = make_claim().public_id
        before = history.count()

    def write(number: int) -> int:
        return database.run(lambda: claims.note(claim, f"note {number}", by=person).version, writes=True)

    with ThreadPoolExecutor(THREADS) as pool:
        versions = list(pool.map(write, range(WRITES)))

    with database.reading():
        assert history.count() == before + WRITES
        assert list(history.verify()) == []
        assert len(set(versions)) == WRITES
        assert {f'{{"about":"claim","note":"note {number}"}}' for number in range(WRITES)} <= {
            event.body for event in history.of_claim(claim)
        }


def test_of_two_who_saw_the_same_version_one_wins_and_one_is_told(database: Database) -> None:
    with database.transaction():
        person = make_reviewer()
        claim = make_claim()
        seen = claim.version

    def save(number: int) -> str:
        try:
            database.run(
                lambda: claims.edit(claim.public_id, by=person, version=seen, text=f"Text {number}."),
                writes=True,
            )
        except claims.FactcheckError as refused:
            return type(refused).__name__
        return "saved"

    with ThreadPoolExecutor(THREADS) as pool:
        answers = sorted(pool.map(save, range(THREADS)))

    assert answers == ["Stale"] * (THREADS - 1) + ["saved"]


def test_a_reader_is_not_kept_waiting_by_a_writer(database: Database) -> None:
    with database.transaction():
        make_reviewer()
        db.session.flush()
        answer: list[int] = []
        reader = threading.Thread(target=lambda: answer.append(number_of_people(database)))
        reader.start()
        reader.join(timeout=10)

    assert answer == [0]


def test_who_waits_too_long_for_the_write_lock_is_told_that_the_desk_is_busy(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(db, "BUSY_TIMEOUT_MS", 50)
    monkeypatch.setattr(db, "RETRY_FOR_SECONDS", 0.0)
    impatient = Database(database.url.render_as_string(hide_password=False))

    with database.transaction():
        make_reviewer()
        refused = (
            ThreadPoolExecutor(1).submit(impatient.run, make_reviewer, writes=True).exception(timeout=30)
        )

    impatient.close()
    assert isinstance(refused, Busy)
    assert number_of_people(database) == 1


# Retries and errors.


def failing(*errors: Exception | None) -> tuple[Callable[[], str], list[int]]:
    """Return work that meets these errors one after the other, and a list of how often it ran."""
    runs: list[int] = []

    def work() -> str:
        runs.append(1)
        error = errors[min(len(runs), len(errors)) - 1]
        if error is not None:
            raise error
        return "done"

    return work, runs


def refused_by_sqlite(words: str, kind: type[sqlite3.Error] = sqlite3.OperationalError) -> DBAPIError:
    return OperationalError("SELECT 1", {}, kind(words))


LOCKED = refused_by_sqlite("database is locked")
BUSY_ON_POSTGRES = [
    OperationalError("SELECT 1", {}, kind())
    for kind in (
        psycopg.errors.SerializationFailure,
        psycopg.errors.DeadlockDetected,
        psycopg.errors.LockNotAvailable,
    )
]


@pytest.fixture
def desk(migrated_sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """A database on which retries do not wait."""
    monkeypatch.setattr(time, "sleep", lambda _seconds: None)
    found = Database(migrated_sqlite_url)
    yield found
    found.close()


@pytest.mark.parametrize("error", [LOCKED, refused_by_sqlite("database table is busy"), *BUSY_ON_POSTGRES])
def test_work_begins_again_when_another_writer_was_in_the_way(desk: Database, error: DBAPIError) -> None:
    work, runs = failing(error, error, None)

    answer = desk.run(work, writes=True)

    assert answer == "done"
    assert len(runs) == 3


def test_what_was_done_before_a_retry_is_not_done_twice(desk: Database) -> None:
    errors = iter([LOCKED])

    def work() -> None:
        make_reviewer()
        db.session.flush()
        for error in errors:
            raise error

    desk.run(work, writes=True)

    assert number_of_people(desk) == 1


def test_after_three_retries_the_desk_is_busy(desk: Database) -> None:
    work, runs = failing(LOCKED)

    with pytest.raises(Busy) as refused:
        desk.run(work, writes=True)

    assert len(runs) == RETRIES + 1
    assert refused.value.status == 503


def test_no_retry_begins_after_two_seconds(desk: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    work, runs = failing(LOCKED)
    moments = iter([0.0, 2.1])
    monkeypatch.setattr(time, "monotonic", lambda: next(moments))

    with pytest.raises(Busy):
        desk.run(work, writes=True)

    assert len(runs) == 1


@pytest.mark.parametrize(
    "error",
    [
        refused_by_sqlite("database or disk is full"),
        OperationalError("INSERT", {}, psycopg.errors.DiskFull("could not extend: No space left on device")),
    ],
)
def test_a_full_disk_is_507_and_not_tried_again(desk: Database, error: DBAPIError) -> None:
    work, runs = failing(error)

    with pytest.raises(StorageFull) as refused:
        desk.run(work, writes=True)

    assert len(runs) == 1
    assert refused.value.status == 507


def test_a_database_file_that_may_not_grow_is_full(migrated_sqlite_url: str) -> None:
    desk = Database(migrated_sqlite_url)
    desk.engine = open_engine(migrated_sqlite_url, guarded=False)

    def fill() -> None:
        db.session.execute(text("PRAGMA max_page_count = 1"))  # As many as there are.
        for _ in range(500):
            make_reviewer(name="A" * 1000)

    with pytest.raises(StorageFull):
        desk.run(fill, writes=True)

    assert number_of_people(desk) == 0
    desk.close()


@pytest.mark.parametrize(
    "error",
    [
        OperationalError("SELECT 1", {}, psycopg.OperationalError("connection refused")),
        OperationalError("SELECT 1", {}, psycopg.errors.AdminShutdown("terminating connection")),
        DBAPIError(
            "SELECT 1", {}, psycopg.InterfaceError("the connection is closed"), connection_invalidated=True
        ),
        refused_by_sqlite("unable to open database file"),
        refused_by_sqlite("disk I/O error"),
        refused_by_sqlite("attempt to write a readonly database"),
        refused_by_sqlite("file is not a database", sqlite3.DatabaseError),
    ],
)
def test_a_database_that_does_not_answer_is_503_and_not_tried_again(
    desk: Database, error: DBAPIError
) -> None:
    work, runs = failing(error)

    with pytest.raises(StorageGone) as refused:
        desk.run(work, writes=True)

    assert len(runs) == 1
    assert refused.value.status == 503


def test_a_file_that_cannot_be_opened_does_not_answer(tmp_path: Path) -> None:
    desk = Database(sqlite_url(tmp_path / "nowhere" / "factcheck.sqlite"))

    with pytest.raises(StorageGone):
        desk.run(lambda: db.session.execute(text("SELECT 1")), writes=False)

    desk.close()


def test_a_file_that_is_no_database_does_not_answer(tmp_path: Path) -> None:
    (tmp_path / "factcheck.sqlite").write_bytes(b"Dear diary, " * 500)
    desk = Database(sqlite_url(tmp_path / "factcheck.sqlite"))

    with pytest.raises(StorageGone):
        desk.run(lambda: db.session.execute(text("SELECT 1")), writes=True)

    desk.close()


def test_a_server_that_is_gone_does_not_answer(migrated_postgres_url: str, postgres: Any) -> None:
    desk = Database(migrated_postgres_url)
    postgres.drop(migrated_postgres_url)

    with pytest.raises(StorageGone):
        desk.run(lambda: db.session.execute(text("SELECT 1")), writes=True)

    desk.close()


def test_a_connection_cut_in_the_middle_does_not_answer(migrated_postgres_url: str) -> None:
    desk = Database(migrated_postgres_url)

    def cut() -> None:
        mine = db.session.scalar(text("SELECT pg_backend_pid()"))
        other = Database(migrated_postgres_url)
        with other.reading() as session:
            session.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": mine})
        other.close()
        db.session.execute(text("SELECT 1"))

    with pytest.raises(StorageGone):
        desk.run(cut, writes=True)

    assert desk.run(lambda: db.session.scalar(text("SELECT 1")), writes=True) == 1
    desk.close()


def test_a_pool_without_a_free_connection_is_busy(desk: Database) -> None:
    work, _ = failing(NoConnectionFree("QueuePool limit"))

    with pytest.raises(Busy):
        desk.run(work, writes=False)


def test_other_faults_are_passed_on_as_they_are(database: Database) -> None:
    def add_twice() -> None:
        for _ in range(2):
            given = {"name": "Ada", "email": "disk is full", "role": Role.EDITOR, "password_hash": "none"}
            db.session.add(Reviewer(**given, created_at=datetime.now(UTC)))
        db.session.flush()

    with pytest.raises(IntegrityError):
        database.run(add_twice, writes=True)


# How SQLite is opened, and what it is refused.


AS_DESIGNED = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "recursive_triggers": 1,
    "secure_delete": 1,
    "busy_timeout": BUSY_TIMEOUT_MS,
}


def test_sqlite_is_opened_as_the_design_says(migrated_sqlite_url: str) -> None:
    engine = open_engine(migrated_sqlite_url, guarded=False)

    with engine.connect() as connection:
        asked = (
            "journal_mode",
            "synchronous",
            "foreign_keys",
            "recursive_triggers",
            "secure_delete",
            "busy_timeout",
        )
        found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in asked}

    engine.dispose()
    assert found == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "recursive_triggers": 1,
        "secure_delete": 1,
        "busy_timeout": BUSY_TIMEOUT_MS,
    }


@pytest.mark.parametrize(("writes", "begun"), [(True, "BEGIN IMMEDIATE"), (False, "BEGIN")])
def test_a_unit_that_writes_takes_sqlites_lock_at_once(
    migrated_sqlite_url: str, writes: bool, begun: str
) -> None:
    desk, said = Database(migrated_sqlite_url), []
    connection = desk.engine.raw_connection()
    connection.set_trace_callback(said.append)  # type: ignore[attr-defined] # The driver's own.
    connection.close()

    desk.run(lambda: db.session.execute(text("SELECT 1")), writes=writes)

    desk.close()
    assert said[0] == begun


FORBIDDEN = {
    "UPDATE": "UPDATE event SET body = '[]'",
    "UPDATE of nothing": "UPDATE event SET body = body WHERE pos = -1",
    "DELETE": "DELETE FROM event WHERE pos = -1",
    "UPDATE of redactions": "UPDATE redaction SET event = 1 WHERE pos = -1",
    "DELETE of redactions": "DELETE FROM redaction WHERE pos = -1",
    "DROP TABLE": "DROP TABLE event",
    "DROP of a virtual table": "DROP TABLE claim_fts",
    "DROP TRIGGER": "DROP TRIGGER event_no_update",
    "DROP INDEX": "DROP INDEX ix_claim_status",
    "ALTER": "ALTER TABLE event ADD COLUMN mood TEXT",
    "ALTER that renames": "ALTER TABLE event RENAME TO old_event",
    "CREATE TRIGGER": "CREATE TRIGGER quiet BEFORE INSERT ON event BEGIN SELECT 1; END",
    "CREATE TEMP TRIGGER": "CREATE TEMP TRIGGER quiet BEFORE INSERT ON event BEGIN SELECT 1; END",
    "ATTACH": "ATTACH ':memory:' AS other",
    "VACUUM INTO": "VACUUM INTO '/dev/null'",
    "PRAGMA writable_schema": "PRAGMA writable_schema = ON",
    "PRAGMA recursive_triggers": "PRAGMA recursive_triggers = OFF",
    "PRAGMA foreign_keys": "PRAGMA foreign_keys = OFF",
    "PRAGMA ignore_check_constraints": "PRAGMA ignore_check_constraints = ON",
    "PRAGMA journal_mode": "PRAGMA journal_mode = DELETE",
    "PRAGMA synchronous": "PRAGMA synchronous = OFF",
    "PRAGMA in capitals": "PRAGMA MAIN.WRITABLE_SCHEMA = ON",
    "the schema's own table": "UPDATE sqlite_master SET sql = '' WHERE name = 'event'",
}


@pytest.mark.parametrize("statement", FORBIDDEN.values(), ids=FORBIDDEN)
def test_the_applications_own_connections_are_refused(migrated_sqlite_url: str, statement: str) -> None:
    engine = open_engine(migrated_sqlite_url)

    connection = engine.raw_connection()
    with pytest.raises(sqlite3.DatabaseError, match=r"authoriz|prohibited|may not be modified"):
        connection.cursor().execute(statement)

    connection.close()
    engine.dispose()


def test_the_application_may_look_at_the_schema_and_check_the_file(migrated_sqlite_url: str) -> None:
    engine = open_engine(migrated_sqlite_url)

    with engine.connect() as connection:
        sound = connection.exec_driver_sql("PRAGMA quick_check").scalar()
        columns = connection.exec_driver_sql("PRAGMA table_info(event)").all()

    engine.dispose()
    assert sound == "ok"
    assert len(columns) == len(Event.__table__.columns)


def test_every_refused_action_has_its_own_code() -> None:
    assert sqlite_guard.authorize(sqlite3.SQLITE_SELECT, None, None, None, None) == sqlite3.SQLITE_OK
    assert sqlite_guard.authorize(sqlite3.SQLITE_PRAGMA, None, None, None, None) == sqlite3.SQLITE_DENY
    assert sqlite_guard.authorize(sqlite3.SQLITE_UPDATE, "claim", None, None, None) == sqlite3.SQLITE_OK
