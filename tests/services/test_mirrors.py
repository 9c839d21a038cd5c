"""The mirror file stands in nobody's way, is mended where it was torn, and only signatures are believed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from structlog.testing import capture_logs

from factcheck import db
from factcheck.app import DeskApp, create_app
from factcheck.config import Config
from factcheck.db import Database
from factcheck.errors import ReadOnly
from factcheck.ledger import EventType
from factcheck.ledger.checkpoints import Checkpoint, SigningKey
from factcheck.models import Step, StoredCheckpoint
from factcheck.services import backups, checkpoints, desks, history, mirrors, startup
from factories import make_reviewer
from support.publishing import PublishingDesk


@pytest.fixture
def sink(config: Config) -> Path:
    found = desks.sink_of(config)
    assert found is not None
    return found


@pytest.fixture
def key(config: Config, app: DeskApp) -> SigningKey:
    signer = desks.signer_of(config, make_key=False)
    assert signer is not None
    return signer.key


def stored(app: DeskApp) -> list[str]:
    with app.database.reading():
        return list(db.session.scalars(select(StoredCheckpoint.note).order_by(StoredCheckpoint.size)))


@contextmanager
def opened_again(config: Config, **how: bool) -> Iterator[Database]:
    """Open the desk as another process does."""
    database = desks.open_database(config, **how)
    try:
        yield database
    finally:
        database.close()


def told(client: FlaskClient) -> tuple[int, list[str]]:
    answer = client.get("/readyz")
    return answer.status_code, answer.json["warnings"]


# Faults of the file.


def test_every_checkpoint_is_mirrored(desk: PublishingDesk, app: DeskApp, sink: Path) -> None:
    desk.publish()
    desk.publish()

    assert mirrors.notes_in(sink) == stored(app)
    assert sink.read_text() == "".join(f"{note}\n" for note in stored(app))


def test_what_is_published_stands_though_the_mirror_cannot_be_read_or_written(
    desk: PublishingDesk, app: DeskApp, client: FlaskClient, sink: Path, config: Config
) -> None:
    sink.mkdir()

    claim_id = desk.publish()

    assert client.get(f"/claims/{claim_id}").status_code == 200
    assert told(client) == (200, [f"The mirror file {sink.name} cannot be read: Is a directory."])
    with opened_again(config) as database, database.transaction():
        make_reviewer()
    sink.rmdir()
    [behind] = told(client)[1]
    assert "lacks the newest checkpoint; the next publication or start adds" in behind
    desks.bring_mirror_up(app.database)
    assert told(client) == (200, [])
    assert mirrors.notes_in(sink) == stored(app)


def test_a_mirror_whose_folder_is_gone_is_told(
    desk: PublishingDesk, client: FlaskClient, app: DeskApp, sink: Path
) -> None:
    app.database.info[startup.SINK] = sink.parent / "gone" / "mirror"

    assert told(client) == (
        200,
        ["The mirror file mirror cannot be written to: checkpoints are not known outside."],
    )


@pytest.mark.parametrize("cut", [1, 2, 5, 60, 100, 180])
def test_a_torn_note_is_written_again_and_no_other_is_lost(
    desk: PublishingDesk, app: DeskApp, client: FlaskClient, sink: Path, cut: int
) -> None:
    desk.publish()
    desk.publish()
    sink.write_bytes(sink.read_bytes()[:-cut])

    assert not any("signed" in warning for warning in told(client)[1])
    with opened_again(app.desk) as database, database.transaction():
        make_reviewer()
    desk.publish()

    assert set(mirrors.notes_in(sink)) >= set(stored(app))
    assert told(client) == (200, [])


@pytest.mark.parametrize(
    "written", [b"", b"nonsense\n", b"\xff\xfe\x00" * 99, b"a\n1\nAAAA\n\n\xe2\x80\x94 b c\n"]
)
def test_a_file_that_holds_something_else_is_added_to(
    desk: PublishingDesk, app: DeskApp, client: FlaskClient, sink: Path, written: bytes
) -> None:
    sink.write_bytes(written)

    desk.publish()

    assert sink.read_bytes().startswith(written)
    assert mirrors.notes_in(sink) == stored(app)
    assert told(client) == (200, [])


@pytest.mark.only("sqlite")  # PostgreSQL's programs have nothing to do with it.
def test_a_broken_mirror_does_not_keep_anybody_from_a_backup(
    desk: PublishingDesk, sink: Path, config: Config, tmp_path: Path
) -> None:
    desk.publish()
    sink.write_bytes(sink.read_bytes()[:-60])

    assert backups.back_up(config, tmp_path / "desk.backup").checkpoints == 1


# How much of it is read.


def whole(sink: Path) -> list[str]:
    """Return what all of a mirror file says that it lacks."""
    return [] if startup.problems() else checkpoints.lacking(mirrors.notes_in(sink))


def test_a_mirror_is_read_on_from_the_last_note_that_was_known(
    desk: PublishingDesk, app: DeskApp, sink: Path
) -> None:
    desk.publish()
    mirror = mirrors.Mirror(sink)
    desk.publish()
    assert mirror.newest() == stored(app)[1]
    blotted = b"#" * len(stored(app)[0])

    sink.write_bytes(blotted + sink.read_bytes()[len(blotted) :])
    desk.publish()

    assert mirrors.notes_in(sink) == stored(app)[1:]
    assert mirror.newest() == stored(app)[2]
    with app.database.reading():
        assert startup.lacking(mirror) == []


def test_nothing_before_the_last_note_is_read_where_it_is_ours(
    desk: PublishingDesk, app: DeskApp, sink: Path
) -> None:
    desk.publish()
    kept = sink.read_bytes()
    desk.publish()
    desk.publish()

    for written, missing in ((kept, 2), (sink.read_bytes(), 0)):
        sink.write_bytes(written)
        with app.database.reading():
            assert startup.is_stored_here(str(mirrors.Mirror(sink).newest()))
            assert startup.lacking(mirrors.Mirror(sink)) == whole(sink) == stored(app)[3 - missing :]


Change = Callable[[Path, SigningKey], object]


def adding(*written: str) -> Change:
    """Return a change of a mirror file that puts this at its end."""

    def add(sink: Path, key: SigningKey) -> None:
        sink.write_text(sink.read_text() + "".join(written))

    return add


def noting(size: int, *, signed: bool = True) -> Change:
    """Return a change that adds a note on another log of this size."""

    def add(sink: Path, key: SigningKey) -> None:
        other = Checkpoint(key.name, size, b"\x01" * 32)
        unsigned = f"{other.body}\n— {key.name} AAAA\n"
        mirrors.append(sink, [other.signed_by(key) if signed else unsigned])

    return add


def again(place: int) -> Change:
    return lambda sink, key: mirrors.append(sink, [mirrors.notes_in(sink)[place]])


def cut(number: int) -> Change:
    """Return a change that takes bytes from the end."""
    return lambda sink, key: sink.write_bytes(sink.read_bytes()[:-number])


def exchange(sink: Path, key: SigningKey) -> None:
    """Put another file in its place."""
    other = sink.with_name("other")
    other.write_text("".join(f"{note}\n" for note in mirrors.notes_in(sink)[1::-1]))
    other.replace(sink)


ODD: dict[str, list[Change]] = {
    "a torn note": [cut(60)],
    "a torn end of line": [cut(1)],
    "a note less": [cut(200), adding("\n\n")],
    "other words": [adding("nonsense\n")],
    "other ends of lines": [adding("nonsense\r\n\r\n"), again(0)],
    "another log that is larger": [noting(999)],
    "another log that is larger, before ours": [noting(999), again(1)],
    "another log that is smaller": [noting(2)],
    "another log of the same size, before ours": [noting(20), again(-2)],
    "a note that nobody signed": [noting(999, signed=False), again(1)],
    "an older note": [again(0)],
    "an older note, then the newest": [again(0), again(1)],
    "the newest twice": [again(-1)],
    "another file": [exchange],
    "an empty file": [lambda sink, key: sink.write_bytes(b"")],
    "no file": [lambda sink, key: sink.unlink()],
}


@pytest.mark.only("sqlite")  # What is read of a file has nothing to do with the kind of database.
@pytest.mark.parametrize("kind", ODD)
def test_what_a_mirror_lacks_is_the_same_however_much_of_it_is_read(
    desk: PublishingDesk, app: DeskApp, sink: Path, key: SigningKey, kind: str
) -> None:
    desk.publish()
    desk.publish()
    mirror = mirrors.Mirror(sink)
    mirror.newest()

    for change in ODD[kind]:
        change(sink, key)
        with app.database.reading():
            meant = whole(sink)
            assert startup.lacking(mirror) == startup.lacking(mirrors.Mirror(sink)) == meant


@pytest.mark.only("sqlite")  # What is read of a file has nothing to do with the kind of database.
def test_a_fork_adds_nothing_to_a_mirror_whose_beginning_was_known(
    desk: PublishingDesk, app: DeskApp, sink: Path, config: Config, tmp_path: Path
) -> None:
    desk.publish()
    backups.back_up(config, tmp_path / "desk.backup")
    desk.publish()
    desk.publish()
    older = replace(config, database_url=f"sqlite:///{tmp_path / 'older.sqlite'}")
    backups.restore(older, tmp_path / "desk.backup")
    mirror = mirrors.Mirror(sink)
    assert mirror.newest() == stored(app)[2]

    with opened_again(older, refuse_fork=False) as database:
        for notes in ([], stored(app)[:1]):
            mirrors.append(sink, notes)
            kept = sink.read_bytes()
            with database.transaction():
                history.append_to_desk(Step(EventType.NOTE))
                checkpoints.issue()
            with database.reading():
                assert startup.lacking(mirror) == []
            assert sink.read_bytes() == kept


# What is believed.


def test_a_note_that_nobody_signed_changes_nothing_and_is_told(
    desk: PublishingDesk, client: FlaskClient, sink: Path, key: SigningKey, tmp_path: Path
) -> None:
    desk.publish()
    forged = Checkpoint(key.name, 999, b"\x01" * 32)
    stranger = SigningKey.make(tmp_path / "another.key", name=key.name)
    mirrors.append(sink, [f"{forged.body}\n— {key.name} AAAA\n", forged.signed_by(stranger)])

    with opened_again(desk.app.desk) as database:
        with database.transaction():
            make_reviewer()
        assert database.run(startup.recover, writes=True) is None

    status, [warning] = told(client)
    assert status == 200
    assert warning.endswith("holds 2 notes that no key of this desk signed; none of it is believed.")


@pytest.mark.only("sqlite")  # What is believed has nothing to do with the kind of database.
def test_an_older_note_at_the_end_hides_no_loss(
    desk: PublishingDesk, sink: Path, config: Config, tmp_path: Path
) -> None:
    desk.publish()
    backups.back_up(config, tmp_path / "desk.backup")
    desk.publish()
    mirrors.append(sink, mirrors.notes_in(sink)[:1])
    older = replace(config, database_url=f"sqlite:///{tmp_path / 'older.sqlite'}")
    backups.restore(older, tmp_path / "desk.backup")

    with opened_again(older) as database, pytest.raises(ReadOnly, match="is older"), database.transaction():
        pass


@pytest.mark.only("sqlite")  # What is believed has nothing to do with the kind of database.
def test_a_loss_that_was_accepted_hides_no_later_one(
    desk: PublishingDesk, sink: Path, config: Config, tmp_path: Path
) -> None:
    desk.publish()
    backups.back_up(config, tmp_path / "desk.backup")
    for _ in range(3):
        desk.publish()
    desk.app.database.close()
    backups.restore(config, tmp_path / "desk.backup", replace=True)
    with opened_again(config, refuse_fork=False) as database:
        assert database.run(startup.recover, writes=True) is not None
    backups.back_up(config, tmp_path / "again.backup")
    again = create_app(config)
    PublishingDesk(again).publish()
    again.database.close()

    backups.restore(config, tmp_path / "again.backup", replace=True)

    with opened_again(config) as database, database.reading():
        [why] = startup.problems()
    assert "is older than the newest checkpoint known outside" in why


# Two logs by one key.


@pytest.mark.only("sqlite")  # What is believed has nothing to do with the kind of database.
@pytest.mark.parametrize("first", [True, False])
def test_another_log_of_one_size_that_our_key_signed_is_told(
    desk: PublishingDesk, client: FlaskClient, sink: Path, key: SigningKey, first: bool
) -> None:
    for _ in range(2):
        desk.publish()
    notes = mirrors.notes_in(sink)
    small, large = map(mirrors.size_of, notes)

    for size, status in ((small, 200), (large, 503)):
        lie = Checkpoint(key.name, size, bytes(32)).signed_by(key)
        sink.write_text("".join(f"{note}\n" for note in ([lie, *notes] if first else [*notes, lie])))

        assert told(client) == (
            status,
            [
                f"The mirror file {sink.name} holds another log of {size:,} events that a key of this desk "
                "signed: “factcheck verify” compares."
            ],
        )


@pytest.mark.only("sqlite")  # What is believed has nothing to do with the kind of database.
def test_a_fork_that_shows_in_the_mirror_of_a_running_desk_makes_it_read_only(
    desk: PublishingDesk, client: FlaskClient, app: DeskApp, sink: Path, key: SigningKey
) -> None:
    desk.publish()
    mirrors.append(sink, [Checkpoint(key.name, 999, bytes(32)).signed_by(key)])

    with capture_logs() as logs:
        desk.publish()
        for _ in range(2):
            with pytest.raises(ReadOnly, match="is older"), app.database.transaction():
                pass

    assert [(entry["event"], entry["log_level"]) for entry in logs if entry["log_level"] == "error"] == [
        ("forked", "error")
    ]
    assert mirrors.size_of(mirrors.notes_in(sink)[-1]) == 999


@pytest.mark.only("sqlite")  # What becomes of the file has nothing to do with the kind of database.
def test_a_mirror_that_was_emptied_is_not_filled_in_silence(
    desk: PublishingDesk, app: DeskApp, client: FlaskClient, sink: Path
) -> None:
    desk.publish()
    with capture_logs() as quiet:
        desk.publish()
    sink.write_text("")
    assert "lacks the newest 2 checkpoints" in told(client)[1][0]

    with capture_logs() as logs:
        desk.publish()

    assert [entry for entry in quiet if entry["log_level"] == "error"] == []
    [told_then] = [entry for entry in logs if entry["log_level"] == "error"]
    assert (told_then["event"], told_then["added"]) == ("mirror_lacked_checkpoints", 3)
    assert mirrors.notes_in(sink) == stored(app)
