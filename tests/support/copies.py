"""Databases that are filled once and copied for each test that works on them."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from factcheck.db import Database
from support.databases import BACKENDS, sqlite_url
from support.postgres import Server

Fill = Callable[[Database], Any]
Copy = tuple[str, Any]


class Originals:
    """What copies are made of: by its name, the URL and what filling it returned."""

    def __init__(self, folder: Path, migrated: Path) -> None:
        self.folder = folder
        self.migrated = migrated
        self.known: dict[tuple[str, str], Copy] = {}

    def filled(self, name: str, fill: Fill, *, server: Server | None) -> Copy:
        """Return the original of this name on this kind of database, filling it on first use."""
        about = (name, "sqlite" if server is None else "postgres")
        if about not in self.known:
            url = server.fresh_database() if server else self.new_file(len(self.known))
            with closing(Database(url)) as database:
                self.known[about] = (url, fill(database))
        return self.known[about]

    def new_file(self, number: int) -> str:
        return sqlite_url(shutil.copyfile(self.migrated, self.folder / f"{number}.sqlite"))


@pytest.fixture(scope="session")
def originals(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Originals:
    return Originals(tmp_path_factory.mktemp("originals"), migrated_sqlite)


@pytest.fixture(params=BACKENDS)
def copy_of(
    request: pytest.FixtureRequest, originals: Originals, tmp_path: Path
) -> Iterator[Callable[[str, Fill], Copy]]:
    """A function that returns the URL of a copy of what was filled once, and what filling it returned."""
    server = None if request.param == "sqlite" else request.getfixturevalue("postgres")
    made = []

    def copy(name: str, fill: Fill) -> Copy:
        original, told = originals.filled(name, fill, server=server)
        if server is None:
            file = shutil.copyfile(original.removeprefix("sqlite:///"), tmp_path / "factcheck.sqlite")
            return sqlite_url(file), told
        made.append(server.copy(original))
        return made[-1], told

    yield copy
    for url in made:
        server.drop(url)
