"""Alembic from code: bring a database to a revision, and say where it stands."""

from collections.abc import Callable

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from factcheck.db import open_engine
from factcheck.models import Base
from factcheck.paths import resource

# Made by raw SQL in migrations, so the models do not know them.
OUTSIDE_THE_MODELS = ("claim_fts", "public_record_fts", "ix_claim_search", "ix_public_record_search")


def configuration() -> Config:
    """Return Alembic's configuration for the migrations that ship with the package."""
    config = Config()
    config.set_main_option("script_location", str(resource("migrations")).replace("%", "%%"))
    return config


def upgrade(url: str, revision: str = "head") -> None:
    """Bring the database up to a revision."""
    _run(url, lambda config: command.upgrade(config, revision))


def downgrade(url: str, revision: str) -> None:
    """Take the database down to a revision; a log that holds events refuses."""
    _run(url, lambda config: command.downgrade(config, revision))


def head() -> str | None:
    """Return the newest revision there is."""
    return ScriptDirectory.from_config(configuration()).get_current_head()


def current(connection: Connection) -> str | None:
    """Return the revision that a database is at."""
    return MigrationContext.configure(connection).get_current_revision()


def drift(engine: Engine) -> list[object]:
    """Return the differences between the models and a migrated database."""
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_object": include_object, "compare_type": True}
        )
        return list(compare_metadata(context, Base.metadata))


def include_object(_thing: object, name: str | None, _kind: str, _reflected: bool, _other: object) -> bool:
    """Leave out what the models do not describe: search tables and indexes."""
    return not (name or "").startswith(OUTSIDE_THE_MODELS)


def _run(url: str, work: Callable[[Config], None]) -> None:
    config = configuration()
    engine = open_engine(url, guarded=False).execution_options(writes=True)
    try:
        with engine.connect() as connection:
            config.attributes["connection"] = connection
            work(config)
    finally:
        engine.dispose()
