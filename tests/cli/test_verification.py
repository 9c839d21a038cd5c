"""`factcheck verify`."""

import json
import sqlite3
from pathlib import Path

import pytest

from cli.conftest import Run
from factcheck.db import Database, open_engine
from factcheck.models.terms import Publication, Status
from factories import make_claim


@pytest.fixture
def told(desk: Database) -> Database:
    """A desk with a history."""
    with desk.transaction():
        make_claim(status=Status.DONE, publication=Publication.LIVE)
    return desk


def tamper(desk: Database, *statements: str) -> None:
    """Change the database behind the desk's back, as its owner can: without the triggers."""
    engine = open_engine(desk.url.render_as_string(hide_password=False), guarded=False)
    with engine.begin() as connection:
        on_sqlite = engine.dialect.name == "sqlite"
        off = "DROP TRIGGER event_no_update" if on_sqlite else "ALTER TABLE event DISABLE TRIGGER ALL"
        for statement in (off, *statements):
            connection.exec_driver_sql(statement)
    engine.dispose()


def test_a_sound_history_ends_with_0(run: Run, told: Database) -> None:
    answer = run("verify")

    assert answer.exit_code == 0
    assert answer.stdout.startswith("Sound: ")


def test_the_tables_are_named_where_they_were_compared(run: Run, seeded: Database) -> None:
    alone, compared = run("verify").stdout, run("verify", "--state").stdout

    assert "the tables" not in alone
    assert "and the tables say what the history says" in " ".join(compared.split())


def test_an_empty_file_is_called_empty(run: Run, place: Path) -> None:
    (place / "empty.json").touch()

    answer = run("verify", place / "empty.json", "--key", "any")

    assert answer.exit_code == 2
    assert answer.stderr.endswith("empty.json is empty.\n")


def test_an_empty_history_is_sound(run: Run, desk: Database) -> None:
    assert run("verify").exit_code == 0


def test_a_changed_event_ends_with_1_and_is_named(run: Run, told: Database) -> None:
    tamper(told, "UPDATE event SET body = '{\"forged\":true}' WHERE pos IN (4, 6)")

    answer = run("verify")

    assert answer.exit_code == 1
    assert answer.stdout.startswith("Tampered with: the first bad event is 4 (")
    assert "its contents are not what was sealed" in answer.stdout
    assert "1 more fault follows" in answer.stdout


def test_programs_get_the_first_bad_event_as_json(run: Run, told: Database) -> None:
    tamper(told, "UPDATE event SET actor = 'editor-aaaa' WHERE pos = 3")

    answer = run("verify", "--json")

    found = json.loads(answer.stdout)
    assert answer.exit_code == 1
    assert (found["sound"], found["first_bad"]) == (False, 3)
    assert found["type"]
    assert any("trigger" in sentence for sentence in found["guards"])


def test_programs_get_a_sound_history_as_json(run: Run, told: Database) -> None:
    found = json.loads(run("verify", "--json").stdout)

    assert (found["sound"], found["first_bad"], found["faults"], found["guards"]) == (True, None, [], [])


def test_a_missing_event_is_named_by_its_neighbour(run: Run, told: Database) -> None:
    on_sqlite = told.url.get_backend_name() == "sqlite"
    off = ("DROP TRIGGER event_no_delete",) if on_sqlite else ()
    tamper(told, *off, "DELETE FROM event WHERE pos = 2")

    answer = run("verify")

    assert answer.exit_code == 1
    assert "the first bad event is 3 (" in answer.stdout


def test_guards_that_were_switched_off_are_told_though_the_events_hold(run: Run, told: Database) -> None:
    tamper(told)

    answer = run("verify")

    assert answer.exit_code == 1
    assert "events hold, but what guards them was changed" in answer.stdout
    assert "event_no_update" in answer.stdout


def test_no_database_at_all_ends_with_2(run: Run, place: Path) -> None:
    answer = run("verify")

    assert (answer.exit_code, answer.stdout) == (2, "")
    assert answer.stderr.startswith("Error: There is no desk at ")


def test_no_database_at_all_is_json_too(run: Run, place: Path) -> None:
    answer = run("verify", "--json")

    assert answer.exit_code == 2
    assert json.loads(answer.stdout)["sound"] is None


def test_a_file_that_is_no_database_ends_with_2(run: Run, place: Path) -> None:
    (place / "desk").mkdir()
    (place / "desk" / "factcheck.sqlite").write_bytes(b"This is a text about databases. " * 40)

    answer = run("verify")

    assert answer.exit_code == 2
    assert "file is not a database" in answer.stderr


def test_a_database_with_damaged_pages_ends_with_1(run: Run, place: Path, seeded_file: Path) -> None:
    (place / "desk").mkdir()
    damaged = bytearray(seeded_file.read_bytes())
    damaged[100:400] = bytes(300)
    (place / "desk" / "factcheck.sqlite").write_bytes(damaged)

    answer = run("verify")

    assert answer.exit_code == 1
    assert "the history cannot be read" in answer.stdout


def test_a_database_of_somebody_else_ends_with_2(run: Run, place: Path) -> None:
    (place / "desk").mkdir()
    with sqlite3.connect(place / "desk" / "factcheck.sqlite") as other:
        other.execute("CREATE TABLE recipe (name TEXT)")
    other.close()

    answer = run("verify")

    assert answer.exit_code == 2
    assert "holds no history of ours" in answer.stderr


def test_a_history_whose_table_is_gone_ends_with_1(run: Run, told: Database) -> None:
    tamper(told, "DROP TABLE event")

    answer = run("verify")

    assert answer.exit_code == 1
    assert "the history cannot be read" in answer.stdout


def test_bytes_that_are_no_text_are_named(run: Run, seeded: Database) -> None:
    tamper(
        seeded,
        "PRAGMA ignore_check_constraints = ON",
        "UPDATE event SET body = CAST(x'ff' AS TEXT) WHERE pos = 5",
    )

    answer = run("verify")

    assert answer.exit_code == 1
    assert "the first bad event is 5: it cannot be read" in answer.stdout


def test_the_example_desk_is_sound(run: Run, seeded: Database) -> None:
    assert run("verify").exit_code == 0
