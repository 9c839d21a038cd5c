"""Whole databases as files: SQLite by `VACUUM INTO`, PostgreSQL by `pg_dump`; and scratch databases.

A copy of an open SQLite file is no backup, so none is ever made.
"""

import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from uuid import uuid4

from sqlalchemy import URL, create_engine, inspect, make_url, text
from sqlalchemy.exc import DatabaseError, DBAPIError
from sqlalchemy.pool import NullPool

from factcheck.errors import FactcheckError

SQLITE_BEGINS = b"SQLite format 3\x00"
POSTGRES_BEGINS = b"PGDMP"
DEBIAN = Path("/usr/lib/postgresql")


class BadBackup(FactcheckError):
    """A file is no backup that could be restored as it is."""


def dump(url: str, file: Path) -> None:
    """Write the whole database into a new file that only its owner may read."""
    os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    if is_sqlite(url):
        with closing(sqlite3.connect(path_of(url), isolation_level=None)) as connection:
            connection.execute("VACUUM INTO ?", (str(file),))
    else:
        run_postgres("pg_dump", url, "--format=custom", "--no-owner", "--no-privileges", f"--file={file}")


def load(file: Path, url: str, *, replace: bool = False) -> None:
    """Restore a file into an empty database, or in place of all that a PostgreSQL one holds.

    On SQLite only its owner may read it, as no more may read what it is made of.
    """
    refuse_other_kind(file, url)
    if is_sqlite(url):
        os.close(os.open(path_of(url), os.O_WRONLY | os.O_CREAT, 0o600))
        shutil.copyfile(file, path_of(url))
    else:
        clean = ("--clean", "--if-exists") if replace else ()
        how = ("--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction")
        run_postgres("pg_restore", url, *how, *clean, str(file))


def refuse_other_kind(file: Path, url: str) -> None:
    """Raise `BadBackup` for a file that is no backup of this kind of database."""
    wanted = SQLITE_BEGINS if is_sqlite(url) else POSTGRES_BEGINS
    with file.open("rb") as beginning:
        if beginning.read(len(wanted)) != wanted:
            kind = "SQLite" if is_sqlite(url) else "PostgreSQL"
            raise BadBackup(f"{file.name} is no backup of a {kind} database.")


def is_sqlite(url: str) -> bool:
    return make_url(url).get_backend_name() == "sqlite"


def path_of(url: str) -> Path:
    return Path(make_url(url).database or "")


def is_empty(url: str) -> bool:
    """Whether a database is not there yet, or holds no table; one that cannot be read is not empty."""
    if is_sqlite(url) and not (path_of(url).is_file() and path_of(url).stat().st_size):
        return True
    engine = create_engine(url, poolclass=NullPool)
    try:
        with engine.connect() as connection:
            return not inspect(connection).get_table_names()
    except DatabaseError as error:
        if isinstance(error.orig, sqlite3.DatabaseError):
            return False
        raise


# PostgreSQL's own programs.


def run_postgres(program: str, url: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs on a database; raises `BadBackup` with what it had to say."""
    address, environment = address_for_programs(make_url(url))
    command = [str(found(program)), *arguments[:-1], f"--dbname={address}", arguments[-1]]
    # The program is PostgreSQL's own, and no shell reads the words.
    done = subprocess.run(command, check=False, capture_output=True, text=True, env=environment)  # noqa: S603
    if done.returncode != 0:
        words = (done.stderr.strip().splitlines() or ["it gave no reason"])[0]
        raise BadBackup(f"{program} failed: {words}")


def address_for_programs(url: URL) -> tuple[str, dict[str, str]]:
    """Return the address without its password, and the environment that carries it unseen."""
    bare = url.set(drivername="postgresql")._replace(password=None)
    secret = {"PGPASSWORD": str(url.password)} if url.password else {}
    return bare.render_as_string(hide_password=False), {**os.environ, "LC_ALL": "C.UTF-8", **secret}


def found(program: str) -> Path:
    """Return PostgreSQL's program of that name: Debian's newest, else the path's; raises `BadBackup`."""
    versions = (folder for folder in DEBIAN.glob("*") if folder.name.isdigit())
    debian = [folder / "bin" / program for folder in sorted(versions, key=lambda one: -int(one.name))]
    on_path = shutil.which(program)
    for path in [*([Path(on_path)] if on_path else []), *debian]:
        if path.is_file() and not path.resolve().name.startswith("pg_wrapper"):
            return path
    raise BadBackup(f"PostgreSQL's {program} is not installed here.")


# Scratch databases.


@contextmanager
def scratch(url: str, *, beside: Path | None = None) -> Iterator[str]:
    """Yield the address of an empty database of the same kind, which is gone afterwards.

    On SQLite it is in a folder of its own, by default a temporary one, `beside` in that folder.
    """
    if is_sqlite(url):
        with tempfile.TemporaryDirectory(prefix=".factcheck-", dir=beside) as folder:
            yield f"sqlite:///{Path(folder) / 'scratch.sqlite'}"
        return
    name = f"factcheck_scratch_{uuid4().hex}"
    execute_outside(url, f'CREATE DATABASE "{name}" TEMPLATE template0')
    try:
        yield make_url(url).set(database=name).render_as_string(hide_password=False)
    finally:
        execute_outside(url, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@contextmanager
def scratch_file() -> Iterator[Path]:
    """Yield the name of a file that is not there yet, and is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="factcheck-") as folder:
        yield Path(folder) / "backup"


def execute_outside(url: str, statement: str) -> None:
    """Run a statement that stands in no transaction; raises `BadBackup` where the role may not."""
    engine = create_engine(url, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    try:
        with engine.connect() as connection:
            connection.execute(text(statement))
    except DBAPIError as error:
        words = str(error.orig).splitlines()[0]
        raise BadBackup(
            f"A backup is tried in a database of its own, which cannot be made: {words}"
        ) from None
