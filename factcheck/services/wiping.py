"""Wiping what a database's files still hold of removed rows: free pages, the log of writes, indexes."""

import sqlite3
from contextlib import closing

from sqlalchemy import text

from factcheck import db
from factcheck.db import Database
from factcheck.errors import FactcheckError
from factcheck.models import Base

INDEXES = ("claim_fts", "public_record_fts")
WAIT_SECONDS = 30


class InUse(FactcheckError):
    """Somebody else has the database open, so that its files cannot be wiped now."""

    status = 503

    def __init__(self) -> None:
        super().__init__(
            "The text is removed, but the desk is in use and its files still hold traces of it: "
            "stop the service and give the same command again."
        )


def rebuild_search() -> None:
    """Make the search indexes anew in the unit of work at hand: SQLite's keep words that rows have lost."""
    if db.session.get_bind().dialect.name == "sqlite":
        db.session.flush()
        for index in INDEXES:
            db.session.execute(text(f"INSERT INTO {index}({index}) VALUES ('rebuild')"))  # noqa: S608


def wipe(database: Database) -> None:
    """Build the database's files anew, or raise `InUse`; only for the owner's own connection."""
    if database.engine.dialect.name == "sqlite":
        wipe_sqlite(database)
    else:
        wipe_postgres(database)


def wipe_sqlite(database: Database) -> None:
    """Build the file anew and empty its write-ahead log."""
    with closing(database.engine.raw_connection()) as pooled:
        connection = pooled.driver_connection
        assert isinstance(connection, sqlite3.Connection)
        try:
            connection.execute(f"PRAGMA busy_timeout = {WAIT_SECONDS * 1000}")
            connection.execute("VACUUM")
            busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except sqlite3.OperationalError as error:
            raise InUse from error
    if busy:
        raise InUse


def wipe_postgres(database: Database) -> None:
    """Build every table and its indexes anew; the server's own log of writes goes in its own time."""
    engine = database.engine.execution_options(isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"SET lock_timeout = '{WAIT_SECONDS}s'"))
        for table in sorted(Base.metadata.tables):
            connection.execute(text(f'VACUUM FULL "{table}"'))
