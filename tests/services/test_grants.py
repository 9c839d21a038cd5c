"""The application's role on PostgreSQL: it does the desk's work, and cannot rewrite what the desk did."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import make_url, text
from sqlalchemy.exc import DBAPIError

from factcheck.app import create_app
from factcheck.config import Config
from factcheck.db import Database
from factcheck.errors import Conflict, NotFound
from factcheck.services import desks, grants, readiness, scales, state, verification
from support.postgres import Server
from support.publishing import PublishingDesk

REFUSED = (
    "UPDATE event SET actor = 'editor-zzzz' WHERE pos = 1",
    "UPDATE event SET body = NULL, salt = NULL WHERE pos = 1",
    "DELETE FROM event WHERE pos = 1",
    "TRUNCATE event",
    "DROP TABLE event",
    "ALTER TABLE event ADD COLUMN more TEXT",
    "ALTER TABLE event DISABLE TRIGGER event_no_update",
    "ALTER TABLE event DISABLE TRIGGER ALL",
    "DROP TRIGGER event_chain ON event",
    "CREATE OR REPLACE FUNCTION event_refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN OLD; END'",
    "CREATE TRIGGER another BEFORE INSERT ON event FOR EACH ROW EXECUTE FUNCTION event_chain()",
    "SET session_replication_role = replica",
    "UPDATE checkpoint SET root = root",
    "DELETE FROM checkpoint",
    "TRUNCATE checkpoint",
    "INSERT INTO redaction (pos, event) VALUES (1, 2)",
    "DELETE FROM redaction",
    "UPDATE alembic_version SET version_num = '0001'",
    "CREATE TABLE another (id INTEGER)",
    "CREATE TEMPORARY TABLE redaction (pos BIGINT, event BIGINT)",
)


@pytest.fixture
def config(migrated_postgres_url: str, tmp_path: Path) -> Config:
    config = Config(
        database_url=migrated_postgres_url, data_dir=tmp_path, secret_key="a key for tests only"
    ).completed()
    desks.signer_of(config, make_key=True)
    return config


@pytest.fixture
def role(config: Config, postgres: Server) -> Iterator[str]:
    """A role of this test's own that may sign in and nothing else."""
    name = f"app_{uuid4().hex}"
    with closing(Database(config.database_url)) as database:
        with database.transaction() as session:
            session.execute(text(f'CREATE ROLE "{name}" LOGIN'))
        yield name
        with database.transaction() as session:
            session.execute(text(f'DROP OWNED BY "{name}"'))
            session.execute(text(f'DROP ROLE "{name}"'))


@pytest.fixture
def granted(config: Config, role: str) -> Config:
    """The desk's settings as the application has them: with the role's address."""
    give(config, role)
    url = make_url(config.database_url).set(username=role).render_as_string(hide_password=False)
    return replace(config, database_url=url)


def give(config: Config, role: str) -> None:
    with closing(Database(config.database_url)) as database, database.engine.begin() as connection:
        grants.grant(connection, role)


def test_a_desk_started_by_the_applications_role_does_all_of_its_work(granted: Config) -> None:
    signer = desks.signer_of(granted, make_key=False)
    assert signer is not None
    app = create_app(granted)
    with app.database.transaction():
        scales.add_first_scales()
    desk, client = PublishingDesk(app), app.test_client()

    retracted, claim_id = desk.publish(), desk.publish()
    desk.change(claim_id)
    desk.retract(retracted)
    desk.withhold(claim_id)

    assert "was withdrawn on" in client.get(f"/claims/{claim_id}").text
    assert client.get("/readyz").json == {"ready": True, "problems": [], "warnings": []}
    assert client.get("/.well-known/factcheck-log").json["public_key"] == str(signer.key.public)
    with app.database.reading() as session:
        found = verification.whole(keys=[signer.key.public])
        found.add(state.differences())
        assert (found.faults, found.checkpoints) == ([], 5)
        assert grants.excess(session.connection()) == []
    app.database.close()


@pytest.mark.parametrize("statement", REFUSED)
def test_the_application_cannot_rewrite_the_history(granted: Config, statement: str) -> None:
    refused = pytest.raises(DBAPIError, match=r"permission denied|must be owner")
    with closing(Database(granted.database_url)) as database, refused, database.transaction() as session:
        session.execute(text(statement))


def test_a_second_grant_takes_back_what_a_role_should_not_have(config: Config, granted: Config) -> None:
    role = make_url(granted.database_url).username or ""
    with closing(Database(config.database_url)) as database, database.transaction() as session:
        session.execute(text(f'GRANT ALL ON event, redaction TO "{role}"'))
    with closing(Database(granted.database_url)) as database:
        with database.reading() as session:
            assert "UPDATE on event" in grants.excess(session.connection())
            assert "has the right to UPDATE on event" in " ".join(readiness.problems())

        give(config, role)

        with database.reading() as session:
            assert grants.excess(session.connection()) == []


def test_an_owner_a_superuser_and_nobody_are_refused(config: Config, role: str) -> None:
    with closing(Database(config.database_url)) as database, database.engine.connect() as connection:
        owner = connection.scalar(text("SELECT current_user")) or ""
        with pytest.raises(Conflict, match="owns the tables"):
            grants.grant(connection, owner)
        with pytest.raises(NotFound, match="no role"):
            grants.grant(connection, "nobody_of_that_name")
        connection.execute(text(f'GRANT "{owner}" TO "{role}"'))
        with pytest.raises(Conflict, match="owns the tables"):
            grants.grant(connection, role)


def test_sqlite_has_no_roles_to_grant_anything(migrated_sqlite_url: str) -> None:
    with closing(Database(migrated_sqlite_url)) as database, database.engine.connect() as connection:
        with pytest.raises(Conflict, match="Only PostgreSQL"):
            grants.grant(connection, "anybody")
        assert grants.excess(connection) == []
