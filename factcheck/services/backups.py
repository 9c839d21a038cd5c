"""Backups that were tried: each is restored into a scratch database and verified before it counts.

Beside the file stands its SHA-256 in the form of `sha256sum`: one changed byte, and it is refused.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path

from alembic.util import CommandError
from sqlalchemy.exc import DBAPIError

from factcheck import migrate
from factcheck.config import Config
from factcheck.db import Database
from factcheck.errors import Conflict
from factcheck.ledger.checkpoints import Checkpoint, PublicKey
from factcheck.services import (
    desks,
    dumps,
    history,
    key_files,
    readiness,
    replays,
    startup,
    state,
    verification,
)
from factcheck.services.checkpoints import SIGNER
from factcheck.services.damage import damage
from factcheck.services.dumps import BadBackup


@dataclass(frozen=True)
class Backup:
    """A backup that holds: how many events and checkpoints it has, and how many redactions were replayed."""

    events: int
    checkpoints: int
    replayed: int = 0


def back_up(config: Config, file: Path) -> Backup:
    """Write the database into a file and try it; the file is there only if it is good, else `BadBackup`."""
    refuse_own_file(config, file)
    newest = newest_outside(config)
    unfinished = file.with_name(f".{file.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    try:
        dumps.dump(config.database_url, unfinished)
        with dumps.scratch(config.database_url) as url:
            dumps.load(unfinished, url)
            good = tried(url, config, against=newest)
        keep(unfinished, file)
    finally:
        unfinished.unlink(missing_ok=True)
    return good


def refuse_own_file(config: Config, file: Path) -> None:
    url = config.database_url
    if dumps.is_sqlite(url) and file.resolve() == dumps.path_of(url).resolve():
        raise Conflict("This is the database itself: choose another file.")


def newest_outside(config: Config) -> Checkpoint | None:
    """Return the newest checkpoint known outside, as it was before the backup began."""
    try:
        with opened(config.database_url, config) as database, database.reading():
            return startup.newest_outside()
    except DBAPIError as error:
        raise BadBackup(f"The database cannot be read: {str(error.orig).splitlines()[0]}.") from None


def keep(unfinished: Path, file: Path) -> None:
    """Make sure of a finished file, give it its name, and write its sum beside it."""
    digest = sum_of(unfinished)
    with unfinished.open("rb") as written:
        os.fsync(written.fileno())
    unfinished.replace(file)
    sum_beside(file).write_text(f"{digest}  {file.name}\n", encoding="utf-8")


def sum_beside(file: Path) -> Path:
    return file.with_name(f"{file.name}.sha256")


def sum_of(file: Path) -> str:
    with file.open("rb") as read:
        return file_digest(read, "sha256").hexdigest()


# Trying one.


def tried(url: str, config: Config, *, against: Checkpoint | None) -> Backup:
    """Verify a restored database whole, or raise `BadBackup` with the first thing that does not hold."""
    try:
        with opened(url, config) as database, database.reading() as session:
            refuse_broken()
            guards = readiness.triggers_missing(session.connection())
            found = verification.whole(keys=keys_of(config), against=against)
            found.add(state.differences())
    except DBAPIError as error:
        raise BadBackup(f"The backup cannot be read: {str(error.orig).splitlines()[0]}.") from None
    if guards:
        raise BadBackup(f"The backup is not good. {guards[0]}")
    if found.faults:
        first = found.faults[0]
        raise BadBackup(f"The backup is not good: at event {first.pos}, {first.why}.")
    return Backup(found.events, found.checkpoints)


@contextmanager
def opened(url: str, config: Config) -> Iterator[Database]:
    """Open a scratch database as its owner: signed like the desk's, and known to nobody outside."""
    signer, sink = desks.signer_of(config, make_key=False), desks.sink_of(config)
    database = Database(url, guarded=False, info={SIGNER: signer, startup.SINK: sink})
    try:
        yield database
    finally:
        database.close()


def keys_of(config: Config) -> list[PublicKey]:
    """Return the keys that a backup may be signed with: a restored one may be older than the newest."""
    signer = desks.signer_of(config, make_key=False)
    if signer is None:
        return []
    former = key_files.former_keys(config.signing_key_path.resolve(), name=config.log_name)
    return [signer.key.public, *former]


def refuse_broken() -> None:
    """Raise `BadBackup` where SQLite finds pages, indexes or links of a file broken."""
    if found := damage():
        raise BadBackup(f"The backup is broken: {found}.")


# Restoring one.


def restore(config: Config, file: Path, *, replace: bool = False) -> Backup:
    """Put a backup in the database's place; what was removed by law since is removed from it first.

    Raises `BadBackup`, or `Conflict` where there is a database already and it is not to be replaced.
    """
    refuse_altered(file)
    url = config.database_url
    dumps.refuse_other_kind(file, url)
    if not dumps.is_empty(url) and not replace:
        raise Conflict("There is a database already; --replace puts the backup in its place.")
    with dumps.scratch(url, beside=folder_of(url)) as place:
        dumps.load(file, place)
        bring_up(place)
        good = tried(place, config, against=known_then(place, config))
        with opened(place, config) as restored:
            replayed = replays.replay(restored, config)
        move(place, url)
    return Backup(good.events, good.checkpoints, replayed)


def refuse_altered(file: Path) -> None:
    """Raise `BadBackup` for a file that is not, byte by byte, what was written."""
    beside = sum_beside(file)
    if not file.is_file():
        raise BadBackup(f"There is no file {file}.")
    if not beside.is_file():
        raise BadBackup(f"{beside.name} is missing beside it, which says what the file must be.")
    if beside.read_text(encoding="utf-8").split()[:1] != [sum_of(file)]:
        raise BadBackup(f"{file.name} was altered: it is not what {beside.name} says.")


def folder_of(url: str) -> Path | None:
    """Return where a SQLite database is, making the folder: a scratch file there can be moved into place."""
    if not dumps.is_sqlite(url):
        return None
    folder = dumps.path_of(url).parent
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def bring_up(url: str) -> None:
    """Migrate a restored database, which may be of an earlier version; raises `BadBackup` for a later one."""
    try:
        migrate.upgrade(url)
    except (CommandError, DBAPIError) as error:
        words = str(error.orig if isinstance(error, DBAPIError) else error).splitlines()[0]
        raise BadBackup(f"The backup cannot be brought up to date: {words}.") from None


def known_then(url: str, config: Config) -> Checkpoint | None:
    """Return the newest checkpoint of the mirror file on a log no larger than the one restored."""
    with opened(url, config) as database, database.reading():
        return startup.newest_outside(up_to=history.count())


def move(place: str, url: str) -> None:
    """Put a restored database where the desk's is; whoever has that one open is told to stop first."""
    if dumps.is_sqlite(url):
        leave_log(dumps.path_of(url))
        dumps.path_of(place).replace(dumps.path_of(url))
        return
    with dumps.scratch_file() as again:
        dumps.dump(place, again)
        dumps.load(again, url, replace=True)


def leave_log(path: Path) -> None:
    """Take an old SQLite file out of its write-ahead log; raises `Conflict` while somebody has it open."""
    if not path.is_file():
        return
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.OperationalError:
        raise Conflict("The database is in use: stop the service first.") from None
    except sqlite3.DatabaseError:
        for kind in ("-wal", "-shm"):  # It is no database any more, and neither is what stands beside it.
            path.with_name(path.name + kind).unlink(missing_ok=True)
