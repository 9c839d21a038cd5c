"""`factcheck verify`."""

import json
import sqlite3
from pathlib import Path

import pytest

from cli.conftest import Run
from factcheck.app import create_app
from factcheck.config import Config
from factcheck.db import Database, open_engine
from factcheck.ledger.checkpoints import Checkpoint, SigningKey
from factcheck.ledger.merkle import Tree
from factcheck.ledger.verify_export import LATER
from factcheck.models.terms import Publication, Status
from factcheck.services import checkpoints, history, scales
from factories import make_claim
from support.publishing import PublishingDesk


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


@pytest.fixture
def signed(run: Run, desk: Database, place: Path, monkeypatch: pytest.MonkeyPatch) -> SigningKey:
    """The key of a desk that published one claim, with a mirror."""
    monkeypatch.setenv("FACTCHECK_CHECKPOINT_SINK", "mirror")
    run("key", "make")
    app = create_app(Config.from_environment(secret_key="a key for tests only"))
    with app.database.transaction():
        scales.add_first_scales()
    PublishingDesk(app).publish()
    app.database.close()
    return SigningKey.load(place / "desk" / "signing.key", name="127.0.0.1/log")


def test_the_newest_checkpoint_of_the_mirror_is_compared_with(
    run: Run, signed: SigningKey, place: Path
) -> None:
    mirror = place / "desk" / "mirror"
    note = mirror.read_text()
    size = int(note.split("\n")[1])
    stranger = SigningKey.make(place / "stranger", name=signed.name)

    assert run("verify").exit_code == 0
    mirror.write_text(f"{note}{Checkpoint(signed.name, size, bytes(32)).signed_by(signed)}\n")
    assert (run("verify").exit_code, "was rewritten" in run("verify").stdout) == (1, True)
    mirror.write_text(f"{note}{Checkpoint(signed.name, size + 1, bytes(32)).signed_by(signed)}\n")
    assert (run("verify").exit_code, "the log ends here" in run("verify").stdout) == (1, True)
    mirror.write_text(f"{note}{Checkpoint(signed.name, size, bytes(32)).signed_by(stranger)}\n")
    refused = run("verify")
    assert refused.exit_code == 2
    assert f"{mirror} cannot be compared with: a checkpoint in it is signed by a key" in refused.stderr


def test_the_largest_checkpoint_of_the_mirror_is_compared_with_wherever_it_stands(
    run: Run, signed: SigningKey, place: Path
) -> None:
    mirror = place / "desk" / "mirror"
    note = mirror.read_text()
    size = int(note.split("\n")[1])
    larger = Checkpoint(signed.name, size + 1, bytes(32)).signed_by(signed)

    mirror.write_text(f"{larger}\n{note}")

    answer = run("verify")
    assert (answer.exit_code, "the log ends here" in answer.stdout) == (1, True)


def test_two_signed_checkpoints_of_one_size_are_told_in_either_order(
    run: Run, signed: SigningKey, place: Path
) -> None:
    mirror = place / "desk" / "mirror"
    note = mirror.read_text()
    for size in (int(note.split("\n")[1]), 2):
        lie = Checkpoint(signed.name, size, bytes(32)).signed_by(signed)
        for written in (f"{note}{lie}\n", f"{lie}\n{note}"):
            mirror.write_text(written)

            answer = run("verify")

            assert (answer.exit_code, "its signed root is another" in answer.stdout) == (1, True)


def test_a_mirror_that_is_empty_or_gone_is_not_taken_for_compared(
    run: Run, signed: SigningKey, place: Path
) -> None:
    mirror = place / "desk" / "mirror"

    mirror.write_text("")
    empty = run("verify")
    mirror.unlink()
    gone = run("verify")

    assert (empty.exit_code, gone.exit_code) == (2, 2)
    assert f"{mirror} holds no checkpoint, and this desk signed some: nothing was compared" in gone.stderr


def test_a_check_that_begins_after_the_end_says_so(run: Run, told: Database) -> None:
    late, huge = run("verify", "--since", "999"), run("verify", "--since", str(2**70))

    assert (late.exit_code, huge.exit_code) == (2, 2)
    assert "--since 999 begins after the end: the history holds " in late.stderr
    assert "is not in the range" in huge.stderr


def test_a_claim_that_is_checked_alone_says_what_that_does_not_show(run: Run, told: Database) -> None:
    with told.reading():
        claim = next(history.walk()).claim

    answer = run("verify", "--claim", claim)

    assert answer.exit_code == 0
    assert "Events cut off at its end do not show here" in " ".join(answer.stdout.split())


@pytest.mark.only("sqlite")  # PostgreSQL keeps its columns to their kinds.
def test_rows_of_another_kind_are_told_as_json(run: Run, signed: SigningKey, desk: Database) -> None:
    tamper(
        desk,
        "PRAGMA ignore_check_constraints = ON",
        "DROP TRIGGER checkpoint_no_update",
        "UPDATE checkpoint SET note = CAST(note AS BLOB)",
        "UPDATE event SET type = CAST(type AS BLOB) WHERE pos = 1",
    )

    answer, export = run("verify", "--json"), run("export")

    found = json.loads(answer.stdout)
    assert (answer.exit_code, found["first_bad"]) == (1, 1)
    assert "the checkpoint stored for it is no text" in [fault["why"] for fault in found["faults"]]
    assert (export.exit_code, export.stdout) == (1, "")
    assert "The newest signed checkpoint cannot be read" in export.stderr


def test_a_claim_that_is_none_is_json_too(run: Run, told: Database) -> None:
    answer = run("verify", "--claim", "aaaaaaaaaaaa", "--json")

    assert (answer.exit_code, json.loads(answer.stdout)["sound"]) == (2, None)


def test_each_checkpoint_of_a_kept_file_is_compared_with(run: Run, signed: SigningKey, place: Path) -> None:
    note = (place / "desk" / "mirror").read_text().strip() + "\n"
    size, kept = int(note.split("\n")[1]), place / "kept"
    lie = Checkpoint(signed.name, size, bytes(32)).signed_by(signed)
    unsigned = note.partition("\n\n")[0]

    def end(written: str) -> int:
        kept.write_text(written)
        return run("verify", "--against", kept).exit_code

    assert [end(sound) for sound in (note, note.strip(), f"\ufeff{note}\n", f"{note}\n{note}")] == [0] * 4
    assert [end(false) for false in (lie, f"{note}\n{lie}", f"{lie}\n{note}")] == [1] * 3
    assert [end(none) for none in ("", unsigned, f"{note}\n{unsigned}", f"{note}\nnonsense")] == [2] * 4
    assert f"{kept} cannot be compared with: a checkpoint in it" in run("verify", "--against", kept).stderr
    assert run("verify", "--against", place / "nowhere").exit_code == 2


def test_a_history_that_should_be_signed_and_is_not_ends_with_1(run: Run, told: Database) -> None:
    before = run("verify")
    key = run("key", "make").stdout

    assert (before.exit_code, run("verify").exit_code, run("verify", "--key", key.strip()).exit_code) == (
        0,
        1,
        1,
    )
    assert "it is public, and nothing in the log is signed" in run("verify").stdout


def test_an_export_is_told_in_claims_and_fields(run: Run, signed: SigningKey, place: Path) -> None:
    run("export", "--out", "exported", "--format", "json")
    file = next(place.rglob("verdicts.json"))

    sound = run("verify", file)
    found = json.loads(run("verify", file, "--json").stdout)
    file.write_text(file.read_text().replace("bridge", "brigde"))
    changed = run("verify", file)

    assert sound.stdout.startswith("Sound: 1 claim, each field shown is in the signed log of ")
    assert sound.stdout.endswith(f"The log may hold later events of a claim: {LATER}\n")
    assert (found["sound"], found["claims"], found["first_bad"]) == (True, 1, None)
    assert changed.stdout == "Tampered with: the list of records is not signed by this key.\n"
    assert changed.exit_code == 1


def test_an_export_is_compared_with_a_kept_checkpoint_by_what_the_log_proves(
    run: Run, signed: SigningKey, place: Path
) -> None:
    run("export", "--out", "exported", "--format", "json")
    file, kept, answer = next(place.rglob("verdicts.json")), place / "kept", place / "answer"
    size = int(json.loads(file.read_text())["checkpoint"].split("\n")[1])
    app = create_app(Config.from_environment(secret_key="a key for tests only"))
    with app.database.reading():
        root = Tree(checkpoints.leaves_after(0)).root(3)
    kept.write_text(Checkpoint(signed.name, 3, root).signed_by(signed))
    answer.write_text(app.test_client().get(f"/.well-known/factcheck-log?since=3&size={size}").text)
    app.database.close()

    alone = run("verify", file, "--against", kept)
    proved = run("verify", file, "--against", kept, "--proof", answer)
    kept.write_text(Checkpoint(signed.name, 3, bytes(32)).signed_by(signed))
    rewritten = run("verify", file, "--against", kept, "--proof", answer)

    assert alone.exit_code == 2
    assert f"/.well-known/factcheck-log?since=3&size={size} proves" in alone.stderr
    assert (proved.exit_code, "before the newest" in proved.stdout) == (0, False)
    assert rewritten.exit_code == 1
    assert "the log was rewritten: the proof does not show" in rewritten.stdout
    assert run("verify", file, "--proof", answer).exit_code == 2
    assert "--proof is about an export" in run("verify", "--proof", answer).stderr


def test_an_export_that_ends_before_what_was_kept_says_so(run: Run, signed: SigningKey, place: Path) -> None:
    run("export", "--out", "exported", "--format", "json")
    file, kept, answer = next(place.rglob("verdicts.json")), place / "kept", place / "answer"
    size = int(json.loads(file.read_text())["checkpoint"].split("\n")[1])
    app = create_app(Config.from_environment(secret_key="a key for tests only"))
    PublishingDesk(app).publish()
    log = app.test_client().get(f"/.well-known/factcheck-log?since={size}")
    app.database.close()
    kept.write_text(log.json["checkpoint"])
    answer.write_text(log.text)

    found = run("verify", file, "--against", kept, "--proof", answer)
    told = json.loads(run("verify", file, "--against", kept, "--proof", answer, "--json").stdout)

    older = log.json["size"] - size
    assert found.exit_code == 0
    assert f"It ends {older} events before the newest one kept." in found.stdout
    assert (told["sound"], told["older_by"]) == (True, older)


def test_nothing_in_a_document_steers_the_terminal(run: Run, signed: SigningKey, place: Path) -> None:
    file, kept = place / "\x1b[31m.json", place / "kept"
    steering = {"verdicts": [], "keys": {"history": [{"claim": "x"}], "proof": {}}}

    missing = run("verify", file)
    file.write_text(json.dumps(steering))
    kept.write_text("nonsense")
    found = run("verify", file, "--against", kept, "--proof", file)

    assert (missing.exit_code, found.exit_code) == (2, 1)
    assert "\x1b" not in missing.stdout + missing.stderr + found.stdout + found.stderr


@pytest.mark.parametrize(
    "asked",
    [
        "--claim aaaaaaaaaaaa --state",
        "--claim aaaaaaaaaaaa --since 4",
        "--claim aaaaaaaaaaaa --against kept",
        "file.json --state",
        "file.json --since 4",
        "file.json --claim aaaaaaaaaaaa",
    ],
)
def test_what_does_not_go_together_is_refused(run: Run, told: Database, asked: str) -> None:
    refused = run("verify", *asked.split())

    assert refused.exit_code == 2
    assert "cannot be asked of" in refused.stderr


def test_a_key_that_is_none_is_refused(run: Run, told: Database) -> None:
    refused = run("verify", "--key", "nonsense")

    assert (refused.exit_code, refused.stderr) == (2, "Error: This is no verifier key: name+id+base64.\n")
