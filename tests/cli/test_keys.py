"""`factcheck key`: making the key that signs the history, showing it, and putting another in its place."""

from pathlib import Path

import pytest

from cli.conftest import Run
from factcheck.app import create_app
from factcheck.config import Config
from factcheck.db import Database
from factcheck.ledger.checkpoints import Checkpoint, SigningKey
from factcheck.services import key_files, mirrors, scales
from support.publishing import PublishingDesk


@pytest.fixture
def path(place: Path) -> Path:
    return place / "desk" / "signing.key"


def publish() -> str:
    """Publish a claim as the server of this desk would, started anew."""
    app = create_app(Config.from_environment(secret_key="a key for tests only"))
    with app.database.transaction():
        scales.add_first_scales()
    claim_id = PublishingDesk(app).publish()
    app.database.close()
    return claim_id


def test_a_key_is_made_once_shown_and_kept_for_its_owner(run: Run, place: Path, path: Path) -> None:
    none = run("key", "show")
    made, again, shown = run("key", "make"), run("key", "make"), run("key", "show")

    assert (none.exit_code, run("key", "rotate").exit_code) == (1, 1)
    assert made.stdout == again.stdout == shown.stdout
    assert path.stat().st_mode & 0o777 == 0o600


def test_no_second_key_is_made_for_a_history_that_knows_one(
    run: Run, desk: Database, path: Path, place: Path
) -> None:
    run("key", "make")
    publish()
    kept = path.rename(place / "kept")

    refused = run("key", "make")

    assert (refused.exit_code, path.exists()) == (1, False)
    assert "put its file back, for a new one would not be believed" in refused.stderr
    kept.rename(path)
    assert (run("key", "make").exit_code, run("key", "make").stderr) == (0, "")


def test_a_key_that_the_history_does_not_go_on_with_is_named(
    run: Run, desk: Database, path: Path, place: Path
) -> None:
    run("key", "make")
    publish()
    path.rename(place / "kept")
    SigningKey.make(path, name="127.0.0.1/log")

    answer = run("key", "make")

    assert answer.exit_code == 0
    assert "is not the one that the history goes on with" in answer.stderr


def test_a_rotation_can_be_interrupted_anywhere_and_finished(
    run: Run, desk: Database, path: Path, monkeypatch: pytest.MonkeyPatch, place: Path
) -> None:
    old = run("key", "make").stdout.strip()
    publish()
    run("export", "--out", "before")
    with monkeypatch.context() as cut:
        cut.setattr(key_files, "take_over", interrupted)
        stopped = run("key", "rotate")
    waiting = run("key", "show").stdout.strip()

    finished = run("key", "rotate")
    new = run("key", "show").stdout.strip()
    run("export", "--out", "after")

    assert (stopped.exit_code, waiting) == (1, old)
    assert finished.exit_code == 0
    assert "the rotation that was interrupted is done" in finished.stdout
    assert finished.stdout.endswith(f"{new}\n")
    assert new != old
    assert not key_files.waiting(path).exists()
    for key in ((), ("--key", old), ("--key", new)):
        answer = run("verify", *key, "--state")
        assert answer.exit_code == 0, answer.output
        assert run("verify", "after/verdicts.json", *key).exit_code == 0
    assert run("verify", "before/verdicts.json", "--key", old).exit_code == 0
    assert run("verify", "before/verdicts.json").exit_code == 0
    assert run("verify", "before/verdicts.json", "--key", new).exit_code == 1


def test_a_rotation_that_is_refused_leaves_no_key_behind(
    run: Run, desk: Database, place: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FACTCHECK_CHECKPOINT_SINK", str(place / "checkpoints"))
    run("key", "make")
    publish()
    own = SigningKey.load(path, name="127.0.0.1/log")
    mirrors.append(place / "checkpoints", [Checkpoint(own.name, 999, b"\x01" * 32).signed_by(own)])

    refused = run("key", "rotate")

    assert refused.exit_code == 1
    assert "read-only" in refused.stderr
    assert not key_files.waiting(path).exists()


def interrupted(*_given: object, **_named: object) -> Path:
    raise OSError("the power went")


@pytest.mark.only("sqlite")  # What is asked is about the key, not about dumps.
def test_a_backup_from_before_a_rotation_goes_on_with_the_key_of_its_time(
    run: Run, desk: Database, place: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FACTCHECK_CHECKPOINT_SINK", str(place / "checkpoints"))
    run("key", "make")
    publish()
    run("db", "backup", place / "desk.backup")
    run("key", "rotate")
    desk.close()

    restored = run("db", "restore", place / "desk.backup", "--replace")
    refused = run("db", "recover", "--accept-loss")
    (former,) = key_files.kept_files(path)
    former.replace(path)
    ends = [run("db", "recover", "--accept-loss").exit_code, run("key", "rotate").exit_code]

    assert restored.exit_code == 0, restored.output
    assert "It is read-only until" in restored.output
    assert refused.exit_code == 1
    assert "put the right key back" in refused.stderr
    assert ends == [0, 0]
    assert run("verify", "--state").exit_code == 0
