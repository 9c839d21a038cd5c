"""Databases for the tests: SQLite in a file and a real PostgreSQL, empty or migrated, each test its own."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from factcheck.migrate import upgrade
from support.machine import lacks
from support.postgres import NoPostgres, Server, running_server

BACKENDS = ["sqlite", "postgres"]


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A running PostgreSQL, or a skip that says why there is none."""
    with ExitStack() as stack:
        try:
            server = stack.enter_context(running_server())
        except NoPostgres as missing:
            lacks("postgres", str(missing))
        yield server


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file without rows, to be copied and never opened."""
    path = tmp_path_factory.mktemp("migrated") / "factcheck.sqlite"
    upgrade(sqlite_url(path))
    return path


@pytest.fixture
def postgres_url(postgres: Server) -> Iterator[str]:
    """The URL of a PostgreSQL database without tables."""
    url = postgres.empty_database()
    yield url
    postgres.drop(url)


@pytest.fixture(params=BACKENDS)
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database without tables, once on each kind."""
    if request.param == "sqlite":
        yield sqlite_url(tmp_path / "factcheck.sqlite")
    else:
        yield request.getfixturevalue("postgres_url")


@pytest.fixture(params=BACKENDS)
def database_url(request: pytest.FixtureRequest) -> str:
    """The URL of a migrated database without rows, once on each kind."""
    url: str = request.getfixturevalue(f"migrated_{request.param}_url")
    return url


@pytest.fixture
def migrated_sqlite_url(migrated_sqlite: Path, tmp_path: Path) -> str:
    """The URL of a migrated SQLite file of this test's own."""
    return sqlite_url(shutil.copyfile(migrated_sqlite, tmp_path / "factcheck.sqlite"))


@pytest.fixture
def migrated_postgres_url(postgres: Server) -> Iterator[str]:
    """The URL of a migrated PostgreSQL database of this test's own."""
    url = postgres.fresh_database()
    yield url
    postgres.drop(url)


def sqlite_url(path: Path) -> str:
    return f"sqlite:///{path}"
