"""`factcheck doctor`."""

import json
import os
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import Result

from cli.conftest import Run
from cli.test_verification import tamper
from factcheck import splitter
from factcheck.cli import doctor
from factcheck.db import Database

CHECKS = ["Python", "language model", "disk", "secret key", "database", "migrations", "triggers", "rights"]
CHECKS += ["signing key", "mirror", "history"]


def wrong(answer: Result) -> list[str]:
    """Return the names of what the doctor found wrong."""
    return [check["name"] for check in json.loads(answer.stdout)["checks"] if not check["well"]]


def test_all_is_well_with_a_new_desk(run: Run, desk: Database) -> None:
    answer = run("doctor", "--json")

    found = json.loads(answer.stdout)
    assert answer.exit_code == 0
    assert found["well"] is True
    assert [check["name"] for check in found["checks"]] == CHECKS


@pytest.mark.usefixtures("desk")
def test_people_get_a_table(run: Run) -> None:
    answer = run("doctor")

    assert answer.exit_code == 0
    assert all(name in answer.stdout for name in CHECKS)
    assert "wrong" not in answer.stdout


def test_a_missing_database_is_wrong(run: Run, place: Path) -> None:
    answer = run("doctor", "--json")

    assert answer.exit_code == 1
    assert wrong(answer) == ["database"]


def test_a_database_that_does_not_answer_is_wrong(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FACTCHECK_DATABASE_URL", "postgresql://desk:hushed@127.0.0.1:1/desk")

    answer = run("doctor", "--json")

    assert answer.exit_code == 1
    assert wrong(answer) == ["database"]
    assert "hushed" not in answer.stdout


@pytest.mark.usefixtures("desk")
def test_a_trigger_that_is_missing_is_wrong(run: Run, desk: Database) -> None:
    tamper(desk)

    assert "triggers" in wrong(run("doctor", "--json"))


def test_events_that_do_not_hold_are_wrong(run: Run, seeded: Database) -> None:
    tamper(seeded, "UPDATE event SET body = '{}' WHERE pos = (SELECT max(pos) FROM event)")

    assert wrong(run("doctor", "--json")) == ["triggers", "history"]


def test_an_outdated_database_is_wrong(run: Run, place: Path) -> None:
    run("db", "upgrade", "0001")

    assert wrong(run("doctor", "--json")) == ["migrations"]


@pytest.mark.usefixtures("desk")
def test_a_desk_on_the_web_without_a_secret_is_wrong(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FACTCHECK_PUBLIC_URL", "https://facts.example.org")

    assert wrong(run("doctor", "--json")) == ["secret key"]

    monkeypatch.setenv("FACTCHECK_SECRET_KEY", "a key for tests only")

    assert wrong(run("doctor", "--json")) == []


@pytest.mark.usefixtures("desk")
def test_a_full_disk_is_wrong(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda _folder: SimpleNamespace(free=1024))

    assert wrong(run("doctor", "--json")) == ["disk"]


@pytest.mark.usefixtures("desk")
def test_a_folder_that_cannot_be_written_to_is_wrong(
    run: Run, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    access = os.access
    monkeypatch.setattr(os, "access", lambda path, *mode, **how: path != place and access(path, *mode, **how))

    assert wrong(run("doctor", "--json")) == ["disk"]


@pytest.mark.usefixtures("desk")
def test_a_missing_language_model_is_wrong(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(splitter, "available_languages", lambda: ())

    assert wrong(run("doctor", "--json")) == ["language model"]


@pytest.mark.usefixtures("desk")
def test_a_mirror_that_cannot_be_read_is_wrong(
    run: Run, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FACTCHECK_CHECKPOINT_SINK", str(place))

    answer = run("doctor", "--json")

    assert answer.exit_code == 1
    assert wrong(answer) == ["mirror"]
    assert "cannot be read: Is a directory." in answer.stdout
