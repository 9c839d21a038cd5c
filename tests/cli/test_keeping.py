"""Keeping a desk's database from the command line: backups, restoring, a loss, a removal, and rights."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from factcheck.app import create_app
from factcheck.config import Config
from factcheck.db import Database
from factcheck.services import desks, dumps, scales
from support.postgres import programs
from support.publishing import PublishingDesk

Run = Callable[..., Result]
NAME = "Gregor Quill"
ORDER = ("--ground", "An order of the court of Orlen", "--note", "A name was taken out.")


@pytest.fixture
def publishing(
    desk: Database, place: Path, monkeypatch: pytest.MonkeyPatch, database_url: str
) -> PublishingDesk:
    """The desk of the commands, which signs and mirrors what it publishes."""
    monkeypatch.setenv("FACTCHECK_CHECKPOINT_SINK", str(place / "checkpoints"))
    if not dumps.is_sqlite(database_url):
        folder = programs()
        monkeypatch.setattr(dumps, "found", lambda program: folder / program)
    config = Config.from_environment(secret_key="a key for tests only")
    desks.signer_of(config, make_key=True)
    app = create_app(config)
    with app.database.transaction():
        scales.add_first_scales()
    return PublishingDesk(app)


def publish(desk: PublishingDesk) -> str:
    claim_id = desk.publish(sentence=f"The ferry of {NAME} sank in 1931.")
    desk.app.database.close()
    return claim_id


def test_a_backup_is_made_tried_and_restored(run: Run, publishing: PublishingDesk, place: Path) -> None:
    publish(publishing)

    made = run("db", "backup", place / "desk.backup")
    restored = run("db", "restore", place / "desk.backup", "--replace")

    assert (made.exit_code, made.output.startswith("good: ")) == (0, True)
    assert restored.exit_code == 0
    assert "every link and seal holds" in restored.output
    assert "read-only" not in restored.output
    assert run("verify").exit_code == 0


def test_a_backup_with_a_flipped_byte_or_in_the_place_of_a_desk_is_refused(
    run: Run, publishing: PublishingDesk, place: Path
) -> None:
    publish(publishing)
    file = place / "desk.backup"
    run("db", "backup", file)

    unasked = run("db", "restore", file)
    written = bytearray(file.read_bytes())
    written[len(written) // 2] ^= 1
    file.write_bytes(written)
    altered = run("db", "restore", file, "--replace")

    assert (unasked.exit_code, altered.exit_code) == (1, 1)
    assert "--replace" in unasked.stderr
    assert "was altered" in altered.stderr


def test_a_backup_that_is_there_is_replaced_only_where_that_is_asked_for(
    run: Run, publishing: PublishingDesk, place: Path
) -> None:
    file = place / "desk.backup"
    run("db", "backup", file)
    before = file.read_bytes()
    publish(publishing)

    refused = run("db", "backup", file)
    kept = file.read_bytes()
    replaced = run("db", "backup", file, "--replace")

    assert (refused.exit_code, kept) == (1, before)
    assert "is there already: choose another name, or add --replace." in refused.stderr
    assert replaced.exit_code == 0
    assert file.read_bytes() != before


def test_a_loss_is_told_and_accepted_in_the_open(run: Run, publishing: PublishingDesk, place: Path) -> None:
    publish(publishing)
    run("db", "backup", place / "desk.backup")
    publish(publishing)

    restored = run("db", "restore", place / "desk.backup", "--replace")
    asked = run("db", "recover")
    accepted = run("db", "recover", "--accept-loss")
    again = run("db", "recover", "--accept-loss")

    assert "It is read-only until" in restored.output
    assert asked.exit_code == 2
    assert "older than the newest checkpoint known outside" in asked.stderr
    assert (accepted.exit_code, again.exit_code) == (0, 0)
    assert "says what is lost" in accepted.output
    assert "Nothing is lost" in again.output
    assert run("verify", "--state").exit_code == 0


def test_a_text_is_removed_and_an_older_backup_loses_it_again(
    run: Run, publishing: PublishingDesk, place: Path
) -> None:
    claim_id = publish(publishing)
    run("db", "backup", place / "desk.backup")

    removed = run("redact", claim_id, "--text", NAME, *ORDER)
    again = run("redact", claim_id, "--text", NAME, *ORDER)
    restored = run("db", "restore", place / "desk.backup", "--replace")

    assert removed.exit_code == 0, removed.stderr
    assert claim_id in removed.output
    assert again.output.startswith("Removed: the contents of 0 steps")
    assert "1 removal by order of law was done again" in restored.output
    run("db", "recover", "--accept-loss")
    exported = run("export", "--out", place / "out")
    assert exported.exit_code == 0
    assert NAME not in (place / "out" / "verdicts.json").read_text()
    assert run("verify", place / "out" / "verdicts.json").exit_code == 0
    assert "contents removed by order" in run("verify", "--state").output


@pytest.mark.only("sqlite")  # A server's files are not ours to read.
def test_a_file_of_sqlite_holds_nothing_that_was_removed(
    run: Run, publishing: PublishingDesk, database_url: str, place: Path
) -> None:
    claim_id = publish(publishing)
    other = publish(publishing)
    path = dumps.path_of(database_url)
    assert NAME.encode() in path.read_bytes()

    first = run("redact", claim_id, "--text", NAME, *ORDER)
    run("redact", other, "--text", NAME, *ORDER)
    run("db", "backup", place / "desk.backup")

    assert f"Still holds the text: {other}" in first.output
    held = [file.read_bytes() for file in (*path.parent.glob(f"{path.name}*"), place / "desk.backup")]
    assert not any(b"quill" in written.lower() for written in held)


def test_what_a_redaction_itself_says_is_told_to_stay(run: Run, publishing: PublishingDesk) -> None:
    claim_id = publish(publishing)
    run("redact", claim_id, "--text", NAME, *ORDER)

    answer = run("redact", claim_id, "--text", "court of Orlen", "--ground", "Another", "--note", "A note.")

    assert answer.exit_code == 0
    said = f"A redaction of {claim_id} says the text itself, and redactions cannot be redacted."
    assert answer.output.splitlines()[-1] == said
    assert "redact it too" not in answer.output


def test_a_removal_that_nobody_could_carry_out_is_refused(run: Run, publishing: PublishingDesk) -> None:
    claim_id = publish(publishing)

    refused = run("redact", claim_id, "--text", "Somebody else", *ORDER)
    incomplete = run("redact", claim_id, "--text", NAME)

    assert (refused.exit_code, incomplete.exit_code) == (1, 2)
    assert "holds that text" in refused.stderr


def test_rights_are_for_the_roles_of_postgresql(run: Run, desk: Database, database_url: str) -> None:
    refused = run("db", "grant", "nobody_of_that_name")

    assert refused.exit_code == 1
    wanted = "Only PostgreSQL has roles" if dumps.is_sqlite(database_url) else "There is no role"
    assert wanted in refused.stderr
