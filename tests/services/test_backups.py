"""Backups count once they were tried; a restored one says what is missing, and holds nothing removed."""

import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import make_url, select, text

from factcheck.app import create_app
from factcheck.config import Config
from factcheck.db import Database
from factcheck.errors import Conflict, ReadOnly
from factcheck.ledger import EventType
from factcheck.ledger.checkpoints import Checkpoint
from factcheck.models import ArticleRevision
from factcheck.services import (
    backups,
    claims,
    desks,
    dumps,
    history,
    kept_redactions,
    mirrors,
    public,
    redactions,
    scales,
    startup,
    state,
    verification,
)
from factcheck.services.dumps import BadBackup
from factories import make_reviewer
from services.conftest import ORDER
from support.copies import Copy
from support.postgres import Server, programs
from support.publishing import MAYOR, PublishingDesk

NAME = "Gregor Quill"
SENTENCE = f"The ferry of {NAME} sank in 1931 near Orlen."
BLOCKS = "\u2588" * len(NAME)
OFF_ON_POSTGRES = "ALTER TABLE event DISABLE TRIGGER event_no_update"
Redact = Callable[..., Any]
Begun = Callable[[Database], AbstractContextManager[PublishingDesk]]


@pytest.fixture(autouse=True)
def programs_that_fit(config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    """Use the programs of the server under test: `pg_dump` refuses a newer server."""
    if not dumps.is_sqlite(config.database_url):
        folder = programs()
        monkeypatch.setattr(dumps, "found", lambda program: folder / program)


@pytest.fixture
def elsewhere(config: Config, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Config]:
    """The same desk's settings with a database that is not there yet, or empty."""
    if dumps.is_sqlite(config.database_url):
        yield replace(config, database_url=f"sqlite:///{tmp_path / 'new' / 'factcheck.sqlite'}")
        return
    server: Server = request.getfixturevalue("postgres")
    url = server.empty_database()
    yield replace(config, database_url=url)
    server.drop(url)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "desk.backup"


def rows_in(config: Config) -> list[str]:
    """Return all events of a database."""
    with opened(config) as database, database.reading():
        return [str(event) for event in history.walk()]


@contextmanager
def opened(config: Config, **how: bool) -> Iterator[Database]:
    """Open the database of these settings and close it afterwards."""
    with closing(desks.open_database(config, **how)) as database:
        yield database


def faults_of(config: Config) -> list[str]:
    signer = desks.signer_of(config, make_key=False)
    assert signer is not None
    with opened(config) as database, database.reading():
        found = verification.whole(keys=[signer.key.public])
        found.add(state.differences())
    return [f"{fault.pos}: {fault.why}" for fault in found.faults]


# Making one.


def test_a_backup_was_tried_before_it_counts(desk: PublishingDesk, config: Config, file: Path) -> None:
    desk.publish()

    good = backups.back_up(config, file)

    assert good.events == len(rows_in(config))
    assert good.checkpoints == 1
    assert file.stat().st_mode & 0o077 == 0
    assert backups.sum_beside(file).read_text() == f"{backups.sum_of(file)}  {file.name}\n"
    assert not list(file.parent.glob(".*unfinished"))


def test_a_backup_of_a_history_that_was_altered_is_none(
    desk: PublishingDesk, config: Config, file: Path, owner: Database
) -> None:
    desk.publish()
    with owner.transaction() as session:
        off = "DROP TRIGGER event_no_update"
        session.execute(text(off if is_sqlite(owner) else OFF_ON_POSTGRES))
        session.execute(text("UPDATE event SET actor = 'editor-zzzz' WHERE pos = 3"))

    with pytest.raises(BadBackup, match=r"trigger|event 3"):
        backups.back_up(config, file)

    assert not file.exists()


def test_a_backup_of_tables_that_say_something_else_than_the_history_is_none(
    desk: PublishingDesk, config: Config, file: Path, owner: Database
) -> None:
    claim_id = desk.publish()
    with owner.transaction() as session:
        session.execute(text("UPDATE claim SET status = 'new' WHERE public_id = :id"), {"id": claim_id})

    with pytest.raises(BadBackup, match="status is not what the history says"):
        backups.back_up(config, file)


def is_sqlite(database: Database) -> bool:
    return database.engine.dialect.name == "sqlite"


def test_a_database_older_than_what_was_signed_makes_no_backup(
    desk: PublishingDesk, config: Config, file: Path, elsewhere: Config, tmp_path: Path
) -> None:
    desk.publish()
    backups.back_up(config, file)
    desk.publish()
    backups.restore(elsewhere, file)

    with pytest.raises(BadBackup, match="the log ends here"):
        backups.back_up(elsewhere, tmp_path / "another")


@pytest.mark.only("sqlite")  # A server's database is no file of ours.
def test_a_backup_does_not_overwrite_the_database_itself(desk: PublishingDesk, config: Config) -> None:
    with pytest.raises(Conflict, match="the database itself"):
        backups.back_up(config, dumps.path_of(config.database_url))


# Restoring one.


def test_a_backup_is_restored_as_it_was(
    desk: PublishingDesk, config: Config, file: Path, elsewhere: Config
) -> None:
    claim_id = desk.publish()
    backups.back_up(config, file)

    backups.restore(elsewhere, file)

    assert rows_in(elsewhere) == rows_in(config)
    assert faults_of(elsewhere) == []
    with opened(elsewhere) as database, database.reading():
        assert public.record(claim_id)["verdict"]["rating"]["key"] == "false"
    with opened(elsewhere) as database, database.transaction():
        make_reviewer()


@pytest.mark.only("sqlite")  # A server keeps its own files.
@pytest.mark.parametrize("replacing", [False, True])
def test_only_its_owner_may_read_a_restored_database(
    desk: PublishingDesk, config: Config, file: Path, elsewhere: Config, replacing: bool
) -> None:
    desk.publish()
    backups.back_up(config, file)
    desk.app.database.close()
    chosen = config if replacing else elsewhere

    backups.restore(chosen, file, replace=replacing)

    path = dumps.path_of(chosen.database_url)
    with opened(chosen) as database, database.transaction():
        make_reviewer()
        modes = [found.stat().st_mode & 0o777 for found in path.parent.glob(f"{path.name}*")]
    assert set(modes) == {0o600}
    assert replacing or path.parent.stat().st_mode & 0o777 == 0o700


@pytest.fixture
def backed_up(config: Config, copy_of: Callable[..., Copy], begun: Begun, file: Path) -> Path:
    """The backup of a desk that published something, and all that is beside it."""

    def back_up(database: Database) -> Path:
        with begun(database) as desk:
            desk.publish()
            backups.back_up(desk.app.desk, desk.app.desk.data_dir / file.name)
            return desk.app.desk.data_dir

    _, folder = copy_of("backed up", back_up)
    shutil.copytree(folder, config.data_dir, dirs_exist_ok=True)
    return file


@pytest.mark.parametrize("place", [0, 1, 100, 5000, -1])
def test_a_backup_with_one_flipped_byte_is_refused(backed_up: Path, elsewhere: Config, place: int) -> None:
    file = backed_up
    written = bytearray(file.read_bytes())
    written[place] ^= 1
    file.write_bytes(written)

    with pytest.raises(BadBackup, match="was altered"):
        backups.restore(elsewhere, file)

    assert dumps.is_empty(elsewhere.database_url)


@pytest.mark.only("sqlite")  # A compressed dump is not edited in place.
def test_a_backup_whose_sum_was_made_to_fit_is_still_verified(
    desk: PublishingDesk, config: Config, file: Path, elsewhere: Config
) -> None:
    desk.publish()
    backups.back_up(config, file)
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("DROP TRIGGER event_no_update")
        connection.execute("UPDATE event SET actor = 'editor-zzzz' WHERE pos = 3")
        connection.commit()
    backups.sum_beside(file).write_text(f"{backups.sum_of(file)}  {file.name}\n")

    with pytest.raises(BadBackup, match="not good"):
        backups.restore(elsewhere, file)


def test_a_file_without_its_sum_or_no_file_at_all_is_refused(
    desk: PublishingDesk, config: Config, file: Path, elsewhere: Config
) -> None:
    with pytest.raises(BadBackup, match="no file"):
        backups.restore(elsewhere, file)
    backups.back_up(config, file)
    backups.sum_beside(file).unlink()

    with pytest.raises(BadBackup, match="is missing"):
        backups.restore(elsewhere, file)


def test_a_file_that_is_no_backup_is_refused(config: Config, file: Path, elsewhere: Config) -> None:
    file.write_text("not a database")
    backups.sum_beside(file).write_text(f"{backups.sum_of(file)}  {file.name}\n")

    with pytest.raises(BadBackup, match="is no backup of a"):
        backups.restore(elsewhere, file)


def test_a_database_that_is_there_is_replaced_only_when_asked(
    desk: PublishingDesk, config: Config, file: Path
) -> None:
    desk.publish()
    backups.back_up(config, file)
    before = rows_in(config)
    with desk.app.database.transaction():
        make_reviewer()
    desk.draft()
    desk.app.database.close()

    with pytest.raises(Conflict, match="--replace"):
        backups.restore(config, file)
    backups.restore(config, file, replace=True)

    assert rows_in(config) == before


@pytest.mark.only("sqlite")  # PostgreSQL waits for a lock instead.
def test_a_database_in_use_is_not_replaced(desk: PublishingDesk, config: Config, file: Path) -> None:
    backups.back_up(config, file)

    with desk.app.database.reading() as session:
        session.execute(text("SELECT * FROM event"))
        with pytest.raises(Conflict, match="in use"):
            backups.restore(config, file, replace=True)


@pytest.mark.only("postgres")  # SQLite has no roles.
def test_a_role_that_may_make_no_database_is_told_so(
    desk: PublishingDesk, config: Config, file: Path, postgres: Server
) -> None:
    with desk.app.database.transaction() as session:
        session.execute(text("DROP ROLE IF EXISTS keeper"))
        session.execute(text("CREATE ROLE keeper LOGIN IN ROLE pg_read_all_data"))
    url = make_url(config.database_url).set(username="keeper").render_as_string(hide_password=False)

    with pytest.raises(BadBackup, match="cannot be made"):
        backups.back_up(replace(config, database_url=url), file)

    with desk.app.database.transaction() as session:
        session.execute(text("DROP ROLE keeper"))


# Older than what is known outside.


@pytest.fixture
def older(config: Config, copy_of: Callable[..., Copy], begun: Begun) -> Config:
    """A desk restored from a backup after which more was published."""

    def fall_back(database: Database) -> Path:
        with begun(database) as desk:
            own = desk.app.desk
            file = own.data_dir / "desk.backup"
            desk.publish()
            backups.back_up(own, file)
            desk.publish()
            desk.app.database.close()
            backups.restore(own, file, replace=True)
            return own.data_dir

    url, folder = copy_of("older", fall_back)
    shutil.copytree(folder, config.data_dir, dirs_exist_ok=True)
    return replace(config, database_url=url)


@pytest.fixture
def begun(config: Config, signing_key: Path, tmp_path_factory: pytest.TempPathFactory) -> Begun:
    """A function that opens a desk on a database without rows, with a folder of its own that stays."""

    @contextmanager
    def begin(database: Database) -> Iterator[PublishingDesk]:
        url, folder = database.url.render_as_string(hide_password=False), tmp_path_factory.mktemp("desk")
        own = replace(config, database_url=url, data_dir=folder)
        shutil.copy(signing_key, own.signing_key_path)
        app = create_app(own)
        with closing(app.database):
            with app.database.transaction():
                scales.add_first_scales()
            yield PublishingDesk(app)

    return begin


def test_an_older_backup_starts_read_only_and_says_why(older: Config) -> None:
    app = create_app(older)
    client: FlaskClient = app.test_client()

    ready, page, written = client.get("/readyz"), client.get("/claims"), client.post("/login", data={})

    assert ready.status_code == 503
    assert "older than the newest checkpoint known outside" in ready.get_json()["problems"][0]
    assert page.status_code == 200
    assert written.status_code == 403  # It carries no token of a form.
    with pytest.raises(ReadOnly, match="recover --accept-loss"), app.database.transaction():
        pass
    app.database.close()


def test_a_page_that_is_refused_by_a_fork_is_headed_by_what_is_true(older: Config) -> None:
    app = create_app(older)
    app.config["WTF_CSRF_ENABLED"] = False
    client: FlaskClient = app.test_client()

    refused = client.post("/login", data={"email": "a@desk.example", "password": "a long pass phrase"})
    problem = client.post("/login", data={}, headers={"Accept": "application/json"})

    assert (refused.status_code, "Retry-After" in refused.headers) == (503, False)
    assert "<h1>The desk is read-only</h1>" in refused.text
    assert "is older than the newest checkpoint known outside" in refused.text
    assert problem.get_json()["title"] == "The desk is read-only"
    app.database.close()


def test_accepting_the_loss_says_in_the_history_what_is_lost(older: Config) -> None:
    sink, kept = desks.sink_of(older), len(rows_in(older))
    assert sink is not None
    lost = max(map(mirrors.size_of, mirrors.notes_in(sink)))

    recover(older)

    with opened(older) as database:
        with database.transaction():
            make_reviewer()
        with database.reading():
            events = list(history.walk())
            assert startup.problems() == []
    gap = events[-1]
    assert (gap.claim, gap.type, len(events)) == ("desk", EventType.GAP, kept + 1)
    assert f'"up_to":{lost}' in (gap.body or "")
    assert f'"after":{kept}' in (gap.body or "")
    assert faults_of(older) == []
    assert size_outside(older) == kept + 1


def size_outside(config: Config) -> int:
    """Return the size of the log that the mirror file knows of last."""
    with opened(config) as database, database.reading():
        return getattr(startup.newest_outside(), "size", 0)


def recover(config: Config) -> None:
    with opened(config, refuse_fork=False) as database:
        assert database.run(startup.recover, writes=True) is not None


def test_a_desk_goes_on_after_a_loss_and_is_mirrored_again(older: Config, file: Path) -> None:
    recover(older)
    app = create_app(older)

    PublishingDesk(app).publish()

    assert size_outside(older) == len(rows_in(older))
    assert backups.back_up(older, file).events == len(rows_in(older))
    app.database.close()


def test_a_database_that_lost_nothing_has_nothing_to_recover(desk: PublishingDesk, config: Config) -> None:
    desk.publish()

    with opened(config, refuse_fork=False) as database:
        assert database.run(startup.recover, writes=True) is None


def test_a_loss_is_not_accepted_without_a_key(older: Config) -> None:
    older.signing_key_path.unlink()

    with opened(older, refuse_fork=False) as database, pytest.raises(Conflict, match="no key"):
        database.run(startup.recover, writes=True)


def test_another_log_of_the_same_size_is_a_fork_too(older: Config) -> None:
    recover(older)
    sink, signer = desks.sink_of(older), desks.signer_of(older, make_key=False)
    assert sink is not None
    assert signer is not None
    another = Checkpoint(signer.key.name, len(rows_in(older)), b"\x01" * 32)
    mirrors.append(sink, [another.signed_by(signer.key)])

    with opened(older) as database, database.reading():
        [why] = startup.problems()

    assert "it differs" in why


# What the law removed.


def test_a_backup_made_after_a_redaction_does_not_hold_the_text(
    desk: PublishingDesk, config: Config, file: Path, redact: Redact
) -> None:
    claim_id = desk.publish(sentence=SENTENCE)
    redact(claim_id, NAME)

    backups.back_up(config, file)

    assert NAME.encode() not in file.read_bytes()
    assert b"quill" not in file.read_bytes().lower()


def test_what_was_removed_since_is_removed_from_an_older_backup_before_it_is_served(
    desk: PublishingDesk, config: Config, file: Path, redact: Redact
) -> None:
    claim_id, untouched = desk.publish(sentence=SENTENCE, summary=f"{NAME} owned no ferry."), desk.publish()
    backups.back_up(config, file)
    outcome = redact(claim_id, NAME)
    desk.app.database.close()

    restored = backups.restore(config, file, replace=True)

    assert restored.replayed == 1
    assert faults_of(config) == []
    with opened(config) as database, database.reading():
        events, record = history.of_claim(claim_id), public.record(claim_id)
        assert public.record(untouched)["verdict"]["version"] == 1
    assert [event.pos for event in events if event.body is None] == outcome.positions[claim_id]
    assert [event.type for event in events[-2:]] == ["redaction", "minor"]
    assert record["claim"] == SENTENCE.replace(NAME, BLOCKS)
    assert NAME not in everything_in(config)


def everything_in(config: Config) -> str:
    """Return all rows of the tables that repeat what events say."""
    tables = ("event", "claim", "article", "article_revision", "verdict", "public_record", "claimant")
    with opened(config) as database, database.reading() as session:
        return str([session.execute(text(f"SELECT * FROM {name}")).all() for name in tables])


# An article whose other claims do not even stand near the text.
ARTICLE = (
    SENTENCE,
    "The harbour opened in 1890 and was enlarged twice since.",
    "Nobody was hurt, he said.",
    "A second one was built in the yard behind the church.",
    f"{NAME} owned it.",
    "It was the only ferry of the town.",
)
LEFT = SENTENCE.replace(NAME, BLOCKS).replace("near Orlen", "\u2588" * 10)


@dataclass(frozen=True)
class Removed:
    """A desk where the law removed something after its backup was made."""

    config: Config
    claims: list[str]
    positions: dict[str, list[int]]
    text: str  # The article's, as it was left.


@pytest.fixture
def removed(config: Config, copy_of: Callable[..., Copy], begun: Begun) -> Removed:
    """Publish claims of one article, back it up, and remove two texts of one of them."""

    def remove(database: Database) -> Removed:
        with begun(database) as desk:
            return taken_out_of(desk)

    url, known = copy_of("removed", remove)
    shutil.copytree(known.config.data_dir, config.data_dir, dirs_exist_ok=True)
    return replace(known, config=replace(config, database_url=url))


def taken_out_of(desk: PublishingDesk) -> Removed:
    app, own = desk.app, desk.app.desk
    found = desk.claims_of(desk.article(*ARTICLE))
    desk.publish(found[0], summary=f"{NAME} owned no ferry.", said_by={**MAYOR, "name": NAME})
    desk.publish(found[2])
    desk.publish(found[5])  # The text stands before its quotation.
    backups.back_up(own, own.data_dir / "desk.backup")
    with opened(own, guarded=False) as owner:
        outcome = owner.run(lambda: redactions.redact(found[0], NAME, ORDER), writes=True)
    with app.database.reading():
        kept_redactions.keep()
    with opened(own, guarded=False) as owner:
        owner.run(lambda: redactions.redact(found[0], "near Orlen", ORDER), writes=True)
    with app.database.reading():
        kept_redactions.keep()
        kept_redactions.keep()
    app.database.close()
    return Removed(own, found, outcome.positions, text_in(own))


def text_in(config: Config) -> str:
    with opened(config) as database, database.reading() as session:
        return session.scalars(select(ArticleRevision.text)).one()


def holds_nothing_and_is_sound(config: Config) -> bool:
    assert "quill" not in everything_in(config).lower()
    assert "near Orlen" not in everything_in(config)
    assert faults_of(config) == []
    recover(config)
    assert faults_of(config) == []
    return True


@pytest.fixture
def kept(elsewhere: Config) -> Path:
    """The file beside the mirror."""
    sink = desks.sink_of(elsewhere)
    assert sink is not None
    return kept_redactions.file_beside(sink)


def test_a_replay_removes_what_was_removed_and_no_more(file: Path, removed: Removed) -> None:
    config = removed.config
    assert backups.restore(config, file, replace=True).replayed == 4

    first, third = removed.claims[0], removed.claims[2]
    with opened(config) as database, database.reading():
        gone = [event.pos for event in history.of_claim(first) if event.body is None]
        assert gone[:-1] == removed.positions[first]
        record, other = public.record(first), public.record(third)
    assert record["claim"] == LEFT
    assert record["verdict"]["summary"] == BLOCKS + " owned no ferry."
    assert other["quote"] == ARTICLE[2]
    with opened(config) as database, database.reading():
        before = public.record(removed.claims[5])["selectors"][1]["prefix"]
        assert before.endswith(f"{BLOCKS} owned it.\n\n")
        assert public.record(removed.claims[5])["quote"] == ARTICLE[5]
    assert text_in(config) == removed.text
    assert "harbour opened" in text_in(config)
    assert holds_nothing_and_is_sound(config)
    assert backups.back_up(config, file).events


def test_the_file_beside_the_mirror_says_where_and_not_what(
    elsewhere: Config, file: Path, kept: Path, removed: Removed
) -> None:
    backups.restore(elsewhere, file)

    assert kept.stat().st_mode & 0o777 == 0o600
    assert "quill" not in kept.read_text().lower()
    assert text_in(elsewhere) == removed.text
    with opened(elsewhere) as database, database.reading():
        assert public.record(removed.claims[0])["claim"] == LEFT
    assert holds_nothing_and_is_sound(elsewhere)
    assert backups.back_up(elsewhere, file).events


def test_where_nobody_knows_what_it_was_all_goes_that_it_may_have_been(
    elsewhere: Config, file: Path, kept: Path, removed: Removed
) -> None:
    lines = [json.loads(line) for line in kept.read_text().splitlines()]
    bare = ["".join(json.dumps({k: v for k, v in line.items() if k != "blanks"})) for line in lines]
    kept.write_text("\n".join([*bare, bare[0][:60]]))

    backups.restore(elsewhere, file)

    with opened(elsewhere) as database, database.reading():
        assert public.record(removed.claims[0])["quote"] == "\u2588" * len(SENTENCE)
        assert public.record(removed.claims[2])["quote"] == ARTICLE[2]
    assert "Nobody was hurt" in text_in(elsewhere)
    assert holds_nothing_and_is_sound(elsewhere)
    assert backups.back_up(elsewhere, file).events


def test_a_text_that_no_step_of_the_history_held_is_removed_again(
    desk: PublishingDesk, config: Config, file: Path, redact: Redact
) -> None:
    claim_id = desk.claims_of(desk.article(*ARTICLE, title="What Vera Lindqvist saw"))[0]
    backups.back_up(config, file)
    assert redact(claim_id, "Vera Lindqvist").positions == {}
    desk.app.database.close()

    first = backups.restore(config, file, replace=True)
    recover(config)
    backups.back_up(config, file.with_name("again"))
    again = backups.restore(config, file.with_name("again"), replace=True)

    assert (first.replayed, again.replayed) == (1, 0)
    assert "Lindqvist" not in everything_in(config)
    assert SENTENCE in text_in(config)
    assert faults_of(config) == []


def test_what_was_edited_since_is_removed_from_its_old_wording_too(
    desk: PublishingDesk, config: Config, file: Path, redact: Redact
) -> None:
    claim_id = desk.draft("The ferry sank in 1931 near Orlen.")
    with desk.app.database.transaction():
        claims.edit(claim_id, by=desk.reviewer, version=None, text=f"The ferry of {NAME} sank.")
    backups.back_up(config, file)
    with desk.app.database.transaction():
        claims.edit(claim_id, by=desk.reviewer, version=None, text="It sank.")
    redact(claim_id, NAME)
    desk.app.database.close()

    backups.restore(config, file, replace=True)

    assert "Quill" not in everything_in(config)
    assert text_in(config) == "The ferry sank in 1931 near Orlen."
    assert faults_of(config) == []


def test_a_torn_line_beside_the_mirror_is_written_again(removed: Removed) -> None:
    sink = desks.sink_of(removed.config)
    assert sink is not None
    file = kept_redactions.file_beside(sink)
    whole = kept_redactions.outside(sink)
    file.write_bytes(file.read_bytes()[:-50])
    assert len(kept_redactions.outside(sink)) == len(whole) - 1

    with opened(removed.config) as database, database.reading():
        kept_redactions.keep()

    assert {kept.event for kept in kept_redactions.outside(sink)} == {kept.event for kept in whole}


@pytest.mark.only("sqlite")  # A server's files are not ours to break.
def test_a_database_that_cannot_be_read_any_more_is_replaced_all_the_same(
    desk: PublishingDesk, config: Config, file: Path
) -> None:
    desk.publish()
    backups.back_up(config, file)
    before = rows_in(config)
    desk.app.database.close()
    path = dumps.path_of(config.database_url)
    path.write_bytes(b"broken" * 1000)

    backups.restore(config, file, replace=True)

    assert rows_in(config) == before


# PostgreSQL's programs.


def test_passwords_are_not_among_the_words_of_a_command() -> None:
    url = make_url("postgresql+psycopg://desk:s3cret@db.example.org:5433/factcheck")

    address, environment = dumps.address_for_programs(url)

    assert address == "postgresql://desk@db.example.org:5433/factcheck"
    assert environment["PGPASSWORD"] == "s3cret"


def test_a_program_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.undo()
    monkeypatch.setattr(dumps, "DEBIAN", tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(BadBackup, match="pg_dump is not installed"):
        dumps.found("pg_dump")


def test_the_newest_of_debians_programs_is_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.undo()
    monkeypatch.setattr(dumps, "DEBIAN", tmp_path)
    monkeypatch.setenv("PATH", "")
    for version in ("9", "15"):
        (tmp_path / version / "bin").mkdir(parents=True)
        shutil.copyfile("/bin/true", tmp_path / version / "bin" / "pg_dump")

    assert dumps.found("pg_dump") == tmp_path / "15" / "bin" / "pg_dump"


@pytest.mark.only("postgres")  # SQLite needs no programs.
def test_what_a_program_has_to_say_is_told(file: Path, config: Config) -> None:
    file.write_bytes(dumps.POSTGRES_BEGINS + b"nonsense")

    with pytest.raises(BadBackup, match="pg_restore failed"):
        dumps.load(file, config.database_url)
