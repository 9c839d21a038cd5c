"""The database: one engine, and units of work that either read or write.

A unit that writes takes the one write lock first (BEGIN IMMEDIATE on SQLite, an advisory lock on PostgreSQL),
so what it reads cannot change before it commits. Services use `db.session`; only this module commits.
On SQLite the threads of one process queue for that lock here: its own waiting is blind to who came first.
"""

import random
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Lock
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from sqlalchemy.orm import Session

from factcheck import sqlite_guard
from factcheck.errors import Busy, ReadOnly, StorageFull, StorageGone

WRITE_LOCK = 0x66616374  # "fact": the advisory lock's number on PostgreSQL.
BUSY_TIMEOUT_MS = 2000
RETRIES = 3
RETRY_FOR_SECONDS = 2.0
# How the drivers say it.
FULL = ("disk is full", "no space left")
GONE = ("unable to open database file", "disk i/o error", "readonly database", "not a database")

Answer = TypeVar("Answer")
_current: ContextVar[Session] = ContextVar("factcheck_session")


class _Session:
    """The session of the unit of work at hand; using it outside of one is a `LookupError`."""

    def __getattr__(self, name: str) -> Any:
        return getattr(_current.get(), name)


session = cast(Session, _Session())


class Database:
    """An engine and its units of work.

    `info` is known to every unit of work as `session.info`; `after_commit` gets it once a unit is committed.
    `guarded=False` is for the owner, who removes what the law orders. `refusal` says why nothing may be
    written, or nothing; it is asked before a unit that writes until it once said nothing.
    """

    def __init__(
        self,
        url: str,
        *,
        guarded: bool = True,
        refusal: Callable[[], str] | None = None,
        info: Mapping[str, Any] | None = None,
        after_commit: Callable[[dict[Any, Any]], None] | None = None,
    ) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.engine = open_engine(url, guarded=guarded)
        self.refusal = self._asked = refusal
        self._writers = Lock()
        self.info = dict(info or {})
        self.after_commit = after_commit

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Run a unit of work that only reads; nothing it does is kept, and what it loaded stays readable."""
        with self._unit(writes=False) as work:
            yield work
            work.expunge_all()
            # On PostgreSQL, which lets nothing be written here, a rollback would make the driver forget how
            # statements are planned.
            (work.rollback if self.is_sqlite else work.commit)()

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """Run a unit of work under the write lock; commit at its end, keep nothing on an exception.

        Raises `ReadOnly` (503) where nothing may be written.
        """
        self._refuse_if_read_only()
        with self._unit(writes=True) as work:
            yield work
            work.commit()
            if self.after_commit is not None:
                self.after_commit(work.info)

    def run(self, work: Callable[[], Answer], *, writes: bool) -> Answer:
        """Run `work` in a unit of work; start it again when the database was busy, at most 2 seconds in all.

        Raises `Busy` (503) when it stayed so, `StorageFull` (507), `StorageGone` (503).
        """
        unit = self.transaction if writes else self.reading
        began = time.monotonic()
        for attempt in range(RETRIES + 1):
            try:
                with unit():
                    return work()
            except NoConnectionFree as error:
                raise Busy from error
            except DBAPIError as error:
                refuse_if_lasting(error)
                late = time.monotonic() - began > RETRY_FOR_SECONDS
                if attempt == RETRIES or late:
                    raise Busy from error
                time.sleep(random.uniform(0.01, 0.1))  # noqa: S311 – spreads retries, keeps no secret.
        raise Busy

    def ask_again(self) -> str:
        """Return why nothing may be written any more, if anything says so; units that write then ask too."""
        why = self._asked() if self._asked is not None else ""
        if why:
            self.refusal = self._asked
        return why

    def _refuse_if_read_only(self) -> None:
        why = self.refusal() if self.refusal is not None else ""
        if why:
            raise ReadOnly(why)
        self.refusal = None

    @contextmanager
    def _unit(self, *, writes: bool) -> Iterator[Session]:
        turn = Turn(self._writers)
        engine = self.engine.execution_options(writes=writes, turn=turn, postgresql_readonly=not writes)
        try:
            with Session(engine, expire_on_commit=False, info=self.info) as work:
                token = _current.set(work)
                try:
                    yield work
                finally:
                    _current.reset(token)
        finally:
            turn.end()

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()


class Turn:
    """One unit's turn among the writers of this process; it begins with the unit's first statement."""

    def __init__(self, writers: Lock) -> None:
        self.writers = writers
        self.is_mine = False

    def begin(self) -> None:
        """Wait for the turn, or raise `Busy`."""
        if not self.is_mine and not self.writers.acquire(timeout=BUSY_TIMEOUT_MS / 1000):
            raise Busy
        self.is_mine = True

    def end(self) -> None:
        if self.is_mine:
            self.is_mine = False
            self.writers.release()


def refuse_if_lasting(error: DBAPIError) -> None:
    """Raise what a retry cannot mend; return where one might help."""
    words = str(error.orig).lower()
    if isinstance(error, OperationalError) and any(sign in words for sign in FULL):
        raise StorageFull from error
    if is_busy(error, words):
        return
    if is_gone(error, words):
        raise StorageGone from error
    raise error


def is_gone(error: DBAPIError, words: str) -> bool:
    """Return whether the database does not answer, or its file cannot be opened, read or written."""
    if isinstance(error.orig, sqlite3.Error):
        return any(sign in words for sign in GONE)
    return error.connection_invalidated or isinstance(error, OperationalError)


def is_busy(error: DBAPIError, words: str) -> bool:
    """Return whether another writer was in the way: locked, deadlocked or not serializable."""
    if isinstance(error.orig, sqlite3.OperationalError):
        return "locked" in words or "busy" in words
    return getattr(error.orig, "sqlstate", None) in {"40001", "40P01", "55P03"}


def open_engine(url: str, *, guarded: bool = True) -> Engine:
    """Make an engine. A `guarded` one can neither rewrite the history nor change the schema on SQLite."""
    if make_url(url).get_backend_name() == "sqlite":
        # The driver begins nothing by itself; `begin_on_sqlite` does.
        waits: dict[str, Any] = {"timeout": BUSY_TIMEOUT_MS / 1000, "isolation_level": None}
        engine = create_engine(url, connect_args=waits)
        event.listen(engine, "connect", sqlite_guard.prepare_guarded if guarded else sqlite_guard.prepare)
        event.listen(engine, "begin", begin_on_sqlite)
    else:
        engine = create_engine(
            url, pool_pre_ping=True, isolation_level="READ COMMITTED", use_native_hstore=False
        )
        event.listen(engine, "begin", begin_on_postgres)
    return engine


def begin_on_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    if not options.get("writes", False):
        connection.exec_driver_sql("BEGIN")
        return
    if "turn" in options:
        options["turn"].begin()
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def begin_on_postgres(connection: Connection) -> None:
    if connection.get_execution_options().get("writes", False):
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {BUSY_TIMEOUT_MS}")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITE_LOCK})")
