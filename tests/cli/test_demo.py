"""`factcheck demo`, and its check."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from cli.conftest import Run
from cli.test_verification import tamper
from factcheck import serve
from factcheck.cli import demo, rehearsal
from factcheck.cli.browser import Browser
from factcheck.cli.running import ServerFailed
from factcheck.config import Config
from factcheck.db import Database
from factcheck.paths import resource
from factcheck.services import desks, history, seeds
from factories import make_reviewer

STEPS = [
    "migrated",
    "split: 15 claims",
    "signed in",
    "evidence attached",
    "proposed",
    "published by another person",
    "exported",
    "badge served",
    "history verified",
]


@contextmanager
def started(*words: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Start the demonstration; give its process and all it says until it invites people to stop it."""
    command = [sys.executable, "-m", "factcheck", "demo", *words]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        said = ""
        for line in process.stdout:
            said += line
            if "Ctrl-C" in line:
                break
        yield process, said
    finally:
        process.terminate()
        process.wait(30)
        process.stdout.close()


def events(database: Database) -> int:
    with database.reading():
        return history.count()


# The real thing.


def test_a_demonstration_says_where_it_is_and_who_may_sign_in_and_loads_nothing_twice(place: Path) -> None:
    with started() as (process, said):
        address = re.search(r"is at (http://127\.0\.0\.1:\d+)/\n", said)
        assert address is not None
        browser = Browser(address[1])
        front = browser.get("/")
        desk = rehearsal.enter(browser, seeds.read(resource("seeds")).people[2])
        process.send_signal(signal.SIGINT)
        ended = process.wait(30)

    people = seeds.read(resource("seeds")).people
    assert all(f"{person.email}" in said and person.password in said for person in people)
    assert front.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert desk.status == 200
    assert ended == 0

    with closing(desks.open_database(Config.from_environment())) as database:
        before = events(database)
        with started("--port", str(serve.find_free("127.0.0.1", 0))) as (_, said):
            pass

        assert "demo-reviewer" in said
        assert events(database) == before > 100


def test_the_check_does_the_main_job_and_says_so_line_by_line(place: Path, tmp_path: Path) -> None:
    environ = {name: value for name, value in os.environ.items() if name != "FACTCHECK_DATA_DIR"}
    environ["TMPDIR"] = str(tmp_path)

    checked = subprocess.run(
        [sys.executable, "-m", "factcheck", "demo", "--check"],
        env=environ,
        capture_output=True,
        text=True,
        check=False,
    )

    lines = checked.stdout.splitlines()
    assert checked.returncode == 0, checked.stderr
    assert len(lines) == len(STEPS)
    assert all(line.startswith(f"ok      {step}") for line, step in zip(lines, STEPS, strict=True))
    assert list(tmp_path.iterdir()) == []


# Which port, which desk.


def test_the_first_free_port_is_taken_where_none_was_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        monkeypatch.setattr(demo, "FIRST_PORT", other.getsockname()[1])

        assert demo.chosen_port(None) > other.getsockname()[1]


def test_any_port_will_do_where_all_near_are_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "PORTS_TRIED", 0)

    assert demo.chosen_port(None) > 0


def test_a_port_that_was_asked_for_and_is_taken_is_refused(run: Run) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()

        answer = run("demo", "--port", str(other.getsockname()[1]))

    assert answer.exit_code == 1
    assert "something else listens there" in answer.stderr


def test_the_desk_of_others_is_no_demonstration(run: Run, desk: Database) -> None:
    with desk.transaction():
        make_reviewer()

    answer = run("demo")

    assert answer.exit_code == 1
    assert "has people of its own" in answer.stderr
    assert events(desk) == 0


def test_a_public_address_that_was_given_is_kept(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FACTCHECK_PUBLIC_URL", "http://localhost")

    assert demo.config_at(8000).public_url == "http://localhost"


# A check that fails.


@pytest.fixture
def checked(run: Run, seeded: Database, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A function that runs the check with one thing replaced: no server, and what is given."""

    def check(**replaced: Any) -> Any:
        for name, thing in replaced.items():
            monkeypatch.setattr(rehearsal, name, thing)
        return run("demo", "--check")

    return check


@contextmanager
def no_server(_config: Config, *, port: int) -> Iterator[None]:
    yield


@contextmanager
def failing_server(_config: Config, *, port: int) -> Iterator[None]:
    raise ServerFailed("The server did not start.")
    yield


def test_a_split_that_is_wrong_fails_the_check(checked: Any) -> None:
    answer = checked(CLAIMS=16)

    assert answer.exit_code == 1
    assert answer.stderr == "failed  split: seed.txt gave 15 claims and not 16\n"
    assert answer.stdout.startswith("ok      migrated")


def test_a_server_that_does_not_start_fails_the_check(checked: Any) -> None:
    answer = checked(running=failing_server)

    assert answer.exit_code == 1
    assert answer.stderr == "failed  serving: The server did not start.\n"


def test_a_server_that_does_not_answer_fails_the_check(checked: Any) -> None:
    answer = checked(running=no_server)

    assert answer.exit_code == 1
    assert answer.stderr.startswith("failed  signed in: URLError: ")


def test_a_history_that_does_not_hold_fails_the_check(checked: Any, seeded: Database) -> None:
    tamper(seeded)

    answer = checked(running=no_server, OVER_HTTP=(("history verified", rehearsal.verify),))

    assert answer.exit_code == 1
    assert answer.stderr.startswith("failed  history verified: ")
