"""The desk a command works on: its settings, and its database if that is there and up to date."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import make_url

from factcheck import logs, migrate
from factcheck.config import Config
from factcheck.db import Database
from factcheck.errors import FactcheckError
from factcheck.services import desks


class NoDesk(FactcheckError):
    """There is no database of ours to work on, or it is not up to date."""


def settings() -> Config:
    """Return the settings of the environment, or raise `BadConfiguration`."""
    return Config.from_environment()


@contextmanager
def open_desk(config: Config, *, guarded: bool = True, refuse_fork: bool = True) -> Iterator[Database]:
    """Open the desk's database, or raise `NoDesk` where it is missing or at another revision."""
    with open_database(config, guarded=guarded, refuse_fork=refuse_fork) as database:
        refuse_outdated(database)
        yield database


@contextmanager
def open_database(config: Config, **how: bool) -> Iterator[Database]:
    """Open the database at whatever revision, or raise `NoDesk`; SQLite would make a missing file."""
    path = file_of(config)
    if path is not None and not path.is_file():
        raise NoDesk(f"There is no desk at {path} yet; “factcheck db upgrade” makes one.")
    logs.configure("WARNING")  # On standard error: what a command prints is for programs too.
    database = desks.open_database(config, **how)
    try:
        yield database
    finally:
        database.close()


def refuse_outdated(database: Database) -> None:
    """Raise `NoDesk` where the database is not at this program's revision."""
    found, wanted = revision_of(database), migrate.head()
    if found != wanted:
        raise NoDesk(
            f"The database is at revision {found or 'none'}, and this program needs {wanted}: "
            "run “factcheck db upgrade”."
        )


def revision_of(database: Database) -> str | None:
    with database.engine.connect() as connection:
        return migrate.current(connection)


def file_of(config: Config) -> Path | None:
    """Return the file of a SQLite database; None for any other."""
    url = make_url(config.database_url)
    on_disk = url.get_backend_name() == "sqlite" and url.database
    return Path(url.database or "") if on_disk else None


def address_of(config: Config) -> str:
    """Return the database's address without its password."""
    return make_url(config.database_url).render_as_string(hide_password=True)
