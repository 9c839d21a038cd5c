"""The mirror file stands in nobody's way, is mended where it was torn, and only signatures are believed."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from factcheck import db
from factcheck.app import DeskApp, create_app
from factcheck.config import Config
from factcheck.db import Database
from factcheck.errors import ReadOnly
from factcheck.ledger.checkpoints import Checkpoint, SigningKey
from factcheck.models import StoredCheckpoint
from factcheck.services import backups, desks, mirrors, startup
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
