"""Migrations from nothing to the newest and back, and what the database itself guards after each."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Engine, inspect, text

from factcheck import migrate
from factcheck.db import Database, open_engine
from factories import make_claim
from support.databases import sqlite_url

GUARDS = {
    "sqlite": {
        "event_chain",
        "event_no_delete",
        "event_no_update",
        "redaction_no_delete",
        "redaction_no_update",
        "redaction_once",
    },
    "postgresql": {
        "event_chain",
        "event_no_delete",
        "event_no_truncate",
        "event_no_update",
        "redaction_no_change",
        "redaction_no_truncate",
    },
}
SIGNED = {
    "sqlite": {"checkpoint_grows", "checkpoint_no_delete", "checkpoint_no_update"},
    "postgresql": {"checkpoint_grows", "checkpoint_no_change", "checkpoint_no_truncate"},
}
SEARCH = {
    f"{table}_fts_{moment}"
    for table in ("claim", "public_record")
    for moment in ("insert", "delete", "update")
}
TRIGGERS_ON_SQLITE = text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
TRIGGERS_ON_POSTGRES = text(
    "SELECT tgname, pg_get_triggerdef(oid) || tgenabled::text || pg_get_functiondef(tgfoid)"
    " FROM pg_trigger WHERE NOT tgisinternal"
)


@pytest.fixture
def engine(empty_database_url: str) -> Iterator[Engine]:
    found = open_engine(empty_database_url, guarded=False)
    yield found
    found.dispose()


def triggers(engine: Engine) -> dict[str, str]:
    """Return each trigger's SQL by its name, blanks levelled."""
    asked = TRIGGERS_ON_SQLITE if engine.dialect.name == "sqlite" else TRIGGERS_ON_POSTGRES
    with engine.connect() as connection:
        return {name: re.sub(r"\s+", " ", sql) for name, sql in connection.execute(asked)}


def tables(engine: Engine) -> set[str]:
    return {name for name in inspect(engine).get_table_names() if "_fts" not in name}


def address(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=False)


def expected_triggers(engine: Engine, revision: str) -> set[str]:
    searching = SEARCH if engine.dialect.name == "sqlite" and revision >= "0003" else set()
    signed = SIGNED[engine.dialect.name] if revision >= "0004" else set()
    return (GUARDS[engine.dialect.name] if revision >= "0002" else set()) | searching | signed


def test_every_revision_up_and_down_leaves_the_triggers_it_should(engine: Engine) -> None:
    up = ["0001", "0002", "0003", "0004"]

    for revision in [*up, "0003", "0002", "0001", "0003", "0004"]:
        before = current(engine)
        go = migrate.upgrade if before is None or revision > before else migrate.downgrade
        go(address(engine), revision)

        assert current(engine) == revision
        assert set(triggers(engine)) == expected_triggers(engine, revision)


def test_going_down_and_up_again_makes_the_same_triggers_word_for_word(engine: Engine) -> None:
    migrate.upgrade(address(engine))
    before = triggers(engine)

    migrate.downgrade(address(engine), "base")
    migrate.upgrade(address(engine))

    assert triggers(engine) == before


def test_the_triggers_say_what_they_are_for(engine: Engine) -> None:
    migrate.upgrade(address(engine))

    sql = triggers(engine)

    assert "event is append-only" in sql["event_no_delete"].replace("% is", "event is")
    assert "event time goes back" in sql["event_chain"]
    assert "event is append-only" in sql["event_no_update"]


def test_on_postgresql_every_guard_fires_in_any_session(engine: Engine) -> None:
    migrate.upgrade(address(engine))
    if engine.dialect.name == "sqlite":
        return

    with engine.connect() as connection:
        found = connection.exec_driver_sql(
            "SELECT tgname, tgenabled::text FROM pg_trigger WHERE NOT tgisinternal"
        )
        modes = dict(found.all())

    assert modes == dict.fromkeys(GUARDS["postgresql"] | SIGNED["postgresql"], "A")


def current(engine: Engine) -> str | None:
    with engine.connect() as connection:
        return migrate.current(connection)


def test_down_to_nothing_leaves_nothing(engine: Engine) -> None:
    migrate.upgrade(address(engine))

    migrate.downgrade(address(engine), "base")

    assert tables(engine) == {"alembic_version"}
    assert triggers(engine) == {}
    if engine.dialect.name == "postgresql":
        with engine.connect() as connection:
            left = connection.exec_driver_sql(
                "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace"
            )
            assert left.all() == []


def test_a_migrated_database_is_what_the_models_say(database_url: str) -> None:
    engine = open_engine(database_url)

    differences = migrate.drift(engine)

    engine.dispose()
    assert differences == []


def test_drift_names_a_column_that_the_models_do_not_know(engine: Engine) -> None:
    migrate.upgrade(address(engine))
    with engine.connect() as connection:
        connection.exec_driver_sql("ALTER TABLE article ADD COLUMN mood VARCHAR")
        connection.commit()

    differences = migrate.drift(engine)

    assert [difference[0] for difference in differences] == ["remove_column"]


def test_a_migrated_database_stands_at_the_head(database: Database) -> None:
    with database.engine.connect() as connection:
        assert migrate.current(connection) == migrate.head() == "0004"


def test_an_empty_database_stands_nowhere(engine: Engine) -> None:
    assert current(engine) is None


def test_upgrading_twice_changes_nothing(engine: Engine) -> None:
    migrate.upgrade(address(engine))
    before = triggers(engine), tables(engine)

    migrate.upgrade(address(engine))

    assert (triggers(engine), tables(engine)) == before


def test_a_log_that_holds_events_is_not_taken_away(database: Database, database_url: str) -> None:
    with database.transaction():
        make_claim()
    database.close()

    with pytest.raises(RuntimeError, match="holds events"):
        migrate.downgrade(database_url, "base")

    with database.engine.connect() as connection:
        assert migrate.current(connection) == "0004"
    assert set(triggers(database.engine)) == expected_triggers(database.engine, "0004")


@pytest.mark.parametrize("table", ["event", "redaction", "checkpoint"])
def test_a_table_of_the_history_is_never_batch_migrated(tmp_path: Path, table: str) -> None:
    url = sqlite_url(tmp_path / "factcheck.sqlite")
    migrate.upgrade(url)
    engine = open_engine(url, guarded=False)

    with engine.connect() as connection:
        operations = Operations(MigrationContext.configure(connection))
        with pytest.raises(RuntimeError, match="never batch-migrated"):
            operations.batch_alter_table(table)

    engine.dispose()


def test_another_table_may_be_batch_migrated(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path / "factcheck.sqlite")
    migrate.upgrade(url)
    engine = open_engine(url, guarded=False)

    with engine.connect() as connection:
        operations = Operations(MigrationContext.configure(connection))
        with operations.batch_alter_table("source") as batch:
            batch.alter_column("title", new_column_name="name")

    assert "name" in {column["name"] for column in inspect(engine).get_columns("source")}
    engine.dispose()
