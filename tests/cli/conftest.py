"""The command line on a desk of a test's own: commands run in this process, their ends are looked at."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from factcheck.cli import main
from factcheck.config import Config
from factcheck.db import Database
from factcheck.paths import resource
from factcheck.services import seeds

Run = Callable[..., Result]
OURS = ("DATABASE_URL", "DATA_DIR", "PUBLIC_URL", "SECRET_KEY", "LOG_LEVEL", "DEMO", "NOINDEX")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, and settings that name it as the data folder."""
    for name in OURS:
        monkeypatch.delenv(f"FACTCHECK_{name}", raising=False)
    monkeypatch.setenv("FACTCHECK_DATA_DIR", str(tmp_path / "desk"))
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(place: Path) -> Run:
    """A function that runs a command: `run("user", "list", input="…")`."""

    def invoke(*words: str | Path, input: str | bytes | None = None) -> Result:
        result = CliRunner().invoke(main, [str(word) for word in words], input=input)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return invoke


@pytest.fixture
def desk(run: Run, database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """A migrated, empty desk that the commands work on, once on each kind of database."""
    monkeypatch.setenv("FACTCHECK_DATABASE_URL", database_url)
    database = Database(database_url)
    yield database
    database.close()


@pytest.fixture(scope="session")
def seeded_file(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the example desk, to be copied and never opened."""
    path = shutil.copyfile(migrated_sqlite, tmp_path_factory.mktemp("seeded") / "factcheck.sqlite")
    database = Database(f"sqlite:///{path}")
    seeds.load(seeds.read(resource("seeds")), database)
    database.close()
    return path


@pytest.fixture
def seeded(place: Path, seeded_file: Path) -> Iterator[Database]:
    """The example desk, a copy of this test's own, in the data folder."""
    (place / "desk").mkdir()
    path = shutil.copyfile(seeded_file, place / "desk" / "factcheck.sqlite")
    database = Database(f"sqlite:///{path}")
    yield database
    database.close()


@pytest.fixture
def config(place: Path) -> Config:
    """The settings that commands read in this test."""
    return Config.from_environment()
