"""`factcheck db`."""

from pathlib import Path

import pytest
from sqlalchemy import text

from cli.conftest import Run
from factcheck import migrate
from factcheck.db import Database, open_engine
from factcheck.services import scales
from factories import make_claim


@pytest.fixture
def empty(run: Run, empty_database_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The settings name a database without tables."""
    monkeypatch.setenv("FACTCHECK_DATABASE_URL", empty_database_url)
    return empty_database_url


def test_an_upgrade_brings_an_empty_database_to_the_newest_revision(run: Run, empty: str) -> None:
    answer = run("db", "upgrade")

    assert answer.stdout == f"The database is at revision {migrate.head()}.\n"
    assert run("db", "check").exit_code == 0


def test_an_upgrade_gives_a_desk_its_rating_scales(run: Run, empty: str) -> None:
    run("db", "upgrade")
    run("db", "upgrade")

    database = Database(empty)
    with database.reading():
        found = [scale.label for scale in scales.in_use()]
    database.close()
    assert found == ["accuracy@1", "attribution@1"]


def test_an_upgrade_makes_the_data_folder(run: Run, place: Path) -> None:
    answer = run("db", "upgrade")

    assert answer.exit_code == 0
    assert (place / "desk" / "factcheck.sqlite").is_file()


def test_a_database_can_be_taken_down_and_up_again(run: Run, empty: str) -> None:
    run("db", "upgrade", "0001")

    assert run("db", "downgrade", "base").stdout == "The database is at revision none.\n"
    assert run("db", "upgrade").exit_code == 0


def test_a_log_that_holds_events_is_not_taken_down(run: Run, desk: Database) -> None:
    with desk.transaction():
        make_claim()

    answer = run("db", "downgrade", "base")

    assert answer.exit_code == 1
    assert answer.stderr == "Error: The history holds events: taking its table away would lose them.\n"


def test_an_unknown_revision_is_one_line(run: Run, empty: str) -> None:
    answer = run("db", "upgrade", "nowhere")

    assert answer.exit_code == 1
    assert answer.stderr.startswith("Error: Can't locate revision")


def test_a_check_tells_an_outdated_database(run: Run, empty: str) -> None:
    run("db", "upgrade", "0001")

    answer = run("db", "check")

    assert answer.exit_code == 1
    assert answer.stderr.startswith("Error: The database is at revision 0001, and this program needs ")


def test_a_check_tells_tables_that_were_changed(run: Run, desk: Database) -> None:
    engine = open_engine(desk.url.render_as_string(hide_password=False), guarded=False)
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE article ADD COLUMN extra TEXT"))
    engine.dispose()

    answer = run("db", "check")

    assert answer.exit_code == 1
    assert answer.stderr == "Error: The tables differ from what the program knows in 1 places.\n"


@pytest.mark.parametrize(
    "words", [("db", "check"), ("user", "list"), ("export",), ("seed",), ("article", "add", "-")]
)
def test_a_command_does_not_make_a_database_by_accident(
    run: Run, place: Path, words: tuple[str, ...]
) -> None:
    answer = run(*words, input="The bridge opened in 1932.")

    assert answer.exit_code == 1
    assert "“factcheck db upgrade” makes one" in answer.stderr
    assert not (place / "desk").exists()


def test_a_command_refuses_an_outdated_database(run: Run, empty: str) -> None:
    run("db", "upgrade", "0001")

    answer = run("user", "list")

    assert answer.exit_code == 1
    assert "run “factcheck db upgrade”" in answer.stderr
