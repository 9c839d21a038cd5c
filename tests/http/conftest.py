"""Desks over real HTTP and in this process, for tests that attack them."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.databases import BACKENDS
from support.desks import serve_desk, serve_desk_on_postgres

from .crowd import Crowd, gathered

__all__ = ["serve_desk", "serve_desk_on_postgres"]


@pytest.fixture(scope="module")
def crowd(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crowd]:
    """A furnished desk on SQLite that the tests of one module share, because none of them changes it."""
    path = shutil.copyfile(migrated_sqlite, tmp_path_factory.mktemp("crowd") / "factcheck.sqlite")
    with gathered(f"sqlite:///{path}") as found:
        yield found


@pytest.fixture(scope="module", params=BACKENDS)
def crowds(
    request: pytest.FixtureRequest, migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Crowd]:
    """The same once on each kind of database, for what databases take differently."""
    if request.param == "sqlite":
        path = shutil.copyfile(migrated_sqlite, tmp_path_factory.mktemp("crowds") / "factcheck.sqlite")
        url = f"sqlite:///{path}"
    else:
        url = request.getfixturevalue("postgres").fresh_database()
    with gathered(url) as found:
        yield found
    if request.param == "postgres":
        request.getfixturevalue("postgres").drop(url)
