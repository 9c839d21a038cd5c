"""Rows that no walk along the log would come by, or that hold what no column can, are faults all the same."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace

import pytest
from sqlalchemy import Connection, text

from factcheck.db import Database
from factcheck.ledger import LoggedEvent
from factcheck.ledger.checkpoints import SigningKey
from factcheck.services import damage, history, readiness, verification
from support.tampering import COLUMNS, Owner, edited, fill, linked, log_of, opened_history, sign_with

CHECKED = ("event", "ck_event_pos"), ("checkpoint", "ck_checkpoint_size")


@pytest.fixture
def desk(copy_of, key: SigningKey) -> Iterator[Database]:
    """A desk with a signed history of two articles, a copy of this test's own."""
    with opened_history(copy_of, key, articles=2) as database:
        yield database


@pytest.fixture
def file(migrated_sqlite_url: str, key: SigningKey) -> Iterator[Database]:
    """A desk whose database is a file, in which any column may hold anything."""
    with closing(Database(migrated_sqlite_url)) as database:
        sign_with(database, key)
        fill(database, articles=1)
        yield database


def url_of(desk: Database) -> str:
    return desk.url.render_as_string(hide_password=False)


def unchecked(desk: Database, *statements: str, rows: tuple[LoggedEvent, ...] = ()) -> None:
    """Change what the tables hold without their checks."""

    def change(connection: Connection) -> None:
        if connection.dialect.name == "postgresql":
            for table, check in CHECKED:
                connection.execute(text(f"ALTER TABLE {table} DROP CONSTRAINT {check}"))
        else:
            connection.execute(text("PRAGMA ignore_check_constraints = ON"))
        values = ", ".join(f":{name}" for name in COLUMNS)
        for row in rows:
            insert = text(f"INSERT INTO event ({', '.join(COLUMNS)}) VALUES ({values})")
            connection.execute(insert, {name: getattr(row, name) for name in COLUMNS})
        for statement in statements:
            connection.execute(text(statement))

    Owner(url_of(desk)).rewrite(change)


def log(desk: Database) -> list[LoggedEvent]:
    with desk.engine.connect() as connection:
        return log_of(connection)


@pytest.mark.parametrize("pos", [0, -7])
def test_an_event_below_the_first_position_is_named_with_its_claim(desk, key, pos):
    last = [event for event in log(desk) if event.type == "published"][-1]
    newest = [event for event in log(desk) if event.claim == last.claim][-1]
    forged = replace(edited(last), pos=pos, seq=newest.seq + 1, prev="0" * 64, prev_claim=newest.hash)

    unchecked(desk, rows=(linked(forged),))

    told = f"an event of {last.claim} stands at position {pos}, below the first"
    with desk.reading():
        for since in (0, last.pos):
            faults = verification.whole(keys=[key.public], since=since).faults
            assert (faults[0].pos, faults[0].why) == (pos, told)
        assert told in [fault.why for fault in verification.one_claim(last.claim).faults]
        assert f"Event {pos}: {told}." in readiness.problems()


def test_a_claim_whose_events_change_places_is_told_alone(desk, key):
    first, second = [event for event in log(desk) if event.claim == log(desk)[0].claim][:2]

    unchecked(
        desk,
        f"UPDATE event SET pos = 9999 WHERE pos = {first.pos}",
        f"UPDATE event SET pos = {first.pos} WHERE pos = {second.pos}",
    )

    with desk.reading():
        faults = verification.one_claim(first.claim).faults
    assert "it does not stand after the claim's event before it" in [fault.why for fault in faults]


@pytest.mark.parametrize("size", [0, -3])
def test_a_checkpoint_of_no_log_at_all_is_a_fault(desk, key, size):
    columns = "at, root, peaks, note FROM checkpoint LIMIT 1"

    unchecked(desk, f"INSERT INTO checkpoint (size, at, root, peaks, note) SELECT {size}, {columns}")

    with desk.reading():
        (fault,) = verification.whole(keys=[key.public]).faults
    assert fault.why == f"a checkpoint of {size} events is stored, and no log is of that size"


def test_an_event_taken_out_of_the_index_of_its_claim_is_named(file, key):
    hidden = next(event for event in log(file) if event.type == "published")

    take_out_of_index(file, hidden)

    with file.reading():
        assert len(history.of_claim(hidden.claim)) == hidden.seq - 1
        (fault,) = verification.whole(keys=[key.public]).faults
        assert fault.pos == hidden.pos
        assert "what is read claim by claim does not find it" in fault.why
        (told,) = damage.problems()
        assert told.startswith("The database file itself is damaged: ")


def take_out_of_index(desk: Database, event: LoggedEvent) -> None:
    """Call the index of claims a table as well for a while, and delete from that."""
    made = "CREATE TABLE taken (claim, seq, pos, PRIMARY KEY (claim, seq, pos)) WITHOUT ROWID"
    also = f"""
        INSERT INTO sqlite_master SELECT 'table', 'taken', 'taken', rootpage, '{made}'
        FROM sqlite_master WHERE name = 'sqlite_autoindex_event_1'
    """
    taken = f"DELETE FROM taken WHERE claim = '{event.claim}' AND seq >= {event.seq}"
    for statement in (also, taken, "DELETE FROM sqlite_master WHERE name = 'taken'"):
        with closing(sqlite3.connect(str(desk.url.database), isolation_level=None)) as connection:
            connection.execute("PRAGMA writable_schema = ON")
            connection.execute(statement)
            [version] = connection.execute("PRAGMA schema_version").fetchone()
            connection.execute(f"PRAGMA schema_version = {version + 1}")


@pytest.mark.parametrize("column", [name for name in COLUMNS if name != "pos"])
def test_a_column_of_another_kind_is_a_fault_of_its_claim_and_of_the_whole(file, key, column):
    event = log(file)[0]
    value = "'x'" if column == "seq" else f"CAST({column} AS BLOB)"

    unchecked(file, f"UPDATE event SET {column} = {value} WHERE pos = 1")

    with file.reading():
        assert verification.whole(keys=[key.public]).faults
        assert history.check_tail().faults
        assert verification.one_claim(event.claim).faults


@pytest.mark.parametrize("column", ["root", "peaks", "note"])
def test_a_checkpoint_of_another_kind_is_a_fault(file, key, column):
    unchecked(file, f"UPDATE checkpoint SET {column} = CAST({column} AS BLOB)")

    with file.reading():
        assert verification.whole(keys=[key.public]).faults
