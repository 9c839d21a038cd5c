"""`factcheck serve`, and the server behind it."""

import os
import signal
import socket
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from cli.conftest import Run
from cli.test_verification import tamper
from factcheck import logs, serve
from factcheck.cli import running
from factcheck.cli.browser import Browser, Unexpected
from factcheck.config import BadConfiguration, Config
from factcheck.db import Database

ELSEWHERE = "https://facts.example.org"


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that something else listens at."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


# What is refused before anything runs.


@pytest.mark.usefixtures("desk")
def test_a_port_that_is_taken_is_told_in_a_line(run: Run, taken: int) -> None:
    answer = run("serve", "--port", str(taken))

    assert answer.exit_code == 1
    assert answer.stderr == (
        f"Error: Port {taken} of 127.0.0.1 cannot be used: something else listens there.\n"
    )


@pytest.mark.usefixtures("desk")
def test_an_address_of_another_machine_is_told_in_a_line(run: Run) -> None:
    answer = run("serve", "--host", "192.0.2.1", "--port", "18080")

    assert answer.exit_code == 1
    assert answer.stderr.startswith("Error: Port 18080 of 192.0.2.1 cannot be used: ")


def test_several_processes_on_one_sqlite_file_are_wrong_use(run: Run, seeded: Database) -> None:
    answer = run("serve", "--workers", "2")

    assert answer.exit_code == 2
    assert "--workers needs PostgreSQL" in answer.stderr


def test_nothing_is_served_from_a_database_that_is_not_there(run: Run, place: Path) -> None:
    assert run("serve").exit_code == 1


def test_nothing_is_served_from_an_outdated_database(run: Run, place: Path) -> None:
    run("db", "upgrade", "0001")

    answer = run("serve")

    assert answer.exit_code == 1
    assert "run “factcheck db upgrade”" in answer.stderr


def test_what_is_amiss_is_said_before_anything_is_served(
    run: Run, desk: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    tamper(desk)
    served: list[object] = []
    monkeypatch.setattr(serve, "serve", lambda config, **_how: served.append(config))

    answer = run("serve")

    assert "Not ready: The trigger event_no_update is missing or switched off." in answer.stderr
    assert len(served) == 1


def test_a_desk_on_the_web_needs_a_secret_of_its_own(
    run: Run, seeded: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FACTCHECK_PUBLIC_URL", ELSEWHERE)

    answer = run("serve", "--port", str(serve.find_free("127.0.0.1", 0)))

    assert answer.exit_code == 1
    assert answer.stderr.startswith("Error: FACTCHECK_SECRET_KEY is not set")


def test_an_unknown_level_of_logging_is_refused(
    run: Run, seeded: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FACTCHECK_LOG_LEVEL", "LOUD")

    answer = run("serve", "--port", str(serve.find_free("127.0.0.1", 0)))

    assert answer.exit_code == 1
    assert answer.stderr.startswith("Error: FACTCHECK_LOG_LEVEL is one of ")


def test_a_free_port_of_ipv6_is_found() -> None:
    if not socket.has_ipv6:
        pytest.skip("This machine has no IPv6.")

    assert serve.find_free("::1", 0) > 0


# The secret.


def test_a_secret_is_made_once_and_only_its_owner_reads_it(config: Config) -> None:
    first, second = serve.with_secret(config), serve.with_secret(config)

    path = config.data_dir / "secret.key"
    assert first.secret_key == second.secret_key == path.read_text()
    assert len(first.secret_key) > 40
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_of_two_who_make_a_secret_at_once_the_first_is_kept(config: Config) -> None:
    path = config.data_dir / "secret.key"

    serve.make_secret(path)
    first = path.read_text()
    serve.make_secret(path)

    assert path.read_text() == first
    assert [file.name for file in config.data_dir.iterdir()] == ["secret.key"]


def test_a_secret_that_was_given_is_kept(config: Config) -> None:
    given = replace(config, secret_key="mine")

    assert serve.with_secret(given) is given
    assert not config.data_dir.exists()


def test_no_secret_is_made_for_a_desk_on_the_web(config: Config) -> None:
    assert serve.with_secret(replace(config, public_url=ELSEWHERE)).secret_key == ""


def test_a_demonstration_makes_its_secret_wherever_it_is(config: Config) -> None:
    assert serve.with_secret(replace(config, public_url=ELSEWHERE, demo=True)).secret_key


# What a worker does.


def test_a_worker_is_an_application_with_the_settings_of_the_environment(
    seeded: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FACTCHECK_SECRET_KEY", "a key for tests only")
    monkeypatch.setattr(serve.splitter, "preload", lambda: True)

    app = serve.application()

    assert app.test_client().get("/healthz").status_code == 200
    app.database.close()


@pytest.mark.parametrize("setting", ["1", "0"])
def test_a_worker_loads_the_language_model_beside_its_start_if_it_is_to(
    seeded: Database, monkeypatch: pytest.MonkeyPatch, setting: str
) -> None:
    told = threading.Event()
    monkeypatch.setenv("FACTCHECK_SECRET_KEY", "a key for tests only")
    monkeypatch.setenv("FACTCHECK_PRELOAD", setting)
    monkeypatch.setattr(serve.splitter, "preload", told.wait)

    app = serve.application()

    loading = [thread for thread in threading.enumerate() if thread.name == "preload"]
    assert len(loading) == int(setting)
    told.set()
    for thread in loading:
        thread.join()
    app.database.close()


def test_the_log_is_one_line_an_event_without_what_variables_held(
    capsys: pytest.CaptureFixture[str],
) -> None:
    logs.configure("INFO")
    log = logs.structlog.get_logger()
    password = "very secret"
    try:
        raise ZeroDivisionError(len(password))
    except ZeroDivisionError:
        log.exception("fault", path="/desk")
    log.debug("quiet")

    lines = capsys.readouterr().err.splitlines()
    logs.structlog.reset_defaults()
    assert len(lines) == 1
    assert '"event": "fault"' in lines[0]
    assert password not in lines[0]


# A real one.


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_a_server_answers_and_ends_with_0(seeded: Database, config: Config, stop: signal.Signals) -> None:
    port = serve.find_free("127.0.0.1", 0)
    config = replace(config, public_url=f"http://127.0.0.1:{port}")

    with running.running(config, port=port) as server:
        page = Browser(config.public_url).get("/")
        with pytest.raises(Unexpected, match="/nothing answered 404: "):
            Browser(config.public_url).get("/nothing")
        server.send_signal(stop)
        ended = server.wait(20)

    assert page.status == 200
    assert ended == 0
    assert [path.name for path in config.data_dir.glob("*sqlite*")] == ["factcheck.sqlite"]


def test_several_processes_serve_a_desk_on_postgresql(
    migrated_postgres_url: str, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = serve.find_free("127.0.0.1", 0)
    config = replace(config, database_url=migrated_postgres_url, public_url=f"http://127.0.0.1:{port}")
    monkeypatch.setattr(running, "COMMAND", (*running.COMMAND[:5], "--workers", "2", *running.COMMAND[5:]))

    with running.running(config, port=port):
        page = Browser(config.public_url).get("/readyz")

    assert page.status == 200


def test_a_server_that_does_not_start_is_told(place: Path, config: Config) -> None:
    with pytest.raises(running.ServerFailed, match="did not start"), running.running(config, port=1):
        pass


def test_a_server_that_ends_by_itself_is_told() -> None:
    server = subprocess.Popen([sys.executable, "-c", ""])

    with pytest.raises(running.ServerFailed, match="ended by itself"):
        running.wait_for_the_end(server)


def test_a_program_that_is_told_to_stop_stops_waiting() -> None:
    server = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    before = signal.getsignal(signal.SIGTERM)

    with running.stoppable():
        killer = subprocess.Popen(["/bin/sh", "-c", f"sleep 0.2; kill -TERM {os.getpid()}"])
        running.wait_for_the_end(server)
    killer.wait()
    running.end(server)

    assert server.returncode == -signal.SIGTERM
    assert signal.getsignal(signal.SIGTERM) is before


def test_a_server_that_will_not_end_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    code = "import signal, time; signal.signal(15, signal.SIG_IGN); print(flush=True); time.sleep(60)"
    server = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    monkeypatch.setattr(running, "END_SECONDS", 0.2)
    assert server.stdout is not None

    with server.stdout as out:
        out.readline()
        running.end(server)

    assert server.returncode == -signal.SIGKILL


def test_a_bad_level_is_a_bad_configuration(config: Config) -> None:
    with pytest.raises(BadConfiguration):
        serve.log_level_of(replace(config, log_level="loud"))
