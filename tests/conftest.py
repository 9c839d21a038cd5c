"""What all tests share; the parts live in `tests/support`."""

import gc
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

import pytest
from coverage import Coverage
from hypothesis import is_hypothesis_test
from sqlalchemy.orm import Session

import factcheck
from factcheck.db import Database
from factcheck.services import scales
from support.browser import base_url, browser_type_launch_args
from support.copies import copy_of, originals
from support.databases import (
    BACKENDS,
    database_url,
    empty_database_url,
    migrated_postgres_url,
    migrated_sqlite,
    migrated_sqlite_url,
    postgres,
    postgres_url,
    sqlite_url,
)
from support.furnished import furnished_url, shelves, signing_key
from support.plans import keep_plans
from support.routes import share_compiled_routes
from support.shelf import SHELF, Shelf
from support.statements import share_compiled_statements
from support.templates import share_compiled_templates

MEASURED = pytest.StashKey[set[pytest.Item]]()
OVER_THE_WIRE = {"browser", "http"}
SWEEPING = ("hostile", "leak", "tampering", "properties")  # Over what other tests have gone through before.

gc.set_threshold(100_000, 50, 1000)  # Rows and forms are many and short-lived; tracing them often is a waste.
share_compiled_templates()
share_compiled_routes()
share_compiled_statements()

__all__ = [
    "base_url",
    "browser_type_launch_args",
    "copy_of",
    "database_url",
    "empty_database_url",
    "furnished_url",
    "migrated_postgres_url",
    "migrated_sqlite",
    "migrated_sqlite_url",
    "originals",
    "postgres",
    "postgres_url",
    "shelves",
    "signing_key",
]


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """The desk's database, migrated and empty, once on each kind."""
    found = Database(database_url)
    yield found
    found.close()


@pytest.fixture(scope="session", params=BACKENDS)
def lasting_database(
    request: pytest.FixtureRequest, migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Database]:
    """A desk with its first rating scales that many tests share, once on each kind: none leaves anything."""
    if request.param == "sqlite":
        path = shutil.copyfile(migrated_sqlite, tmp_path_factory.mktemp("lasting") / "factcheck.sqlite")
        url = sqlite_url(path)
    else:
        url = request.getfixturevalue("postgres").fresh_database()
    found = Database(url, info={SHELF: Shelf()})
    if not found.is_sqlite:
        keep_plans(found.engine)
    with found.transaction():
        scales.add_first_scales()
    yield found
    found.close()
    if request.param == "postgres":
        request.getfixturevalue("postgres").drop(url)


@pytest.fixture
def work(lasting_database: Database) -> Iterator[Session]:
    """One unit of work that lasts as long as the test, begins with a new desk and keeps nothing."""
    with lasting_database.transaction() as session:
        yield session
        session.rollback()


def pytest_configure(config: pytest.Config) -> None:
    """End the first measuring of the two in a worker, which would go on wherever the second one stops."""
    first = Coverage.current()
    if hasattr(config, "workerinput") and first is not None:
        first.stop()


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Have the modules of the package imported measured, and the tests collected unmeasured."""
    for module in walk_packages(factcheck.__path__, "factcheck."):
        import_module(module.name)
    with unmeasured():
        return (yield)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out, rather than skip, what a test marked `only` does not concern: the other kind of database."""
    others = [item for item in items if is_for_another_database(item)]
    if others:
        config.hook.pytest_deselected(items=others)
        items[:] = [item for item in items if item not in set(others)]
    config.stash[MEASURED] = to_measure(items)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Have the others go unmeasured, with all that is set up for them."""
    with nullcontext() if item in item.config.stash[MEASURED] else unmeasured():
        return (yield)


@contextmanager
def unmeasured() -> Iterator[None]:
    """Measure nothing until the block ends."""
    measuring = Coverage.current()
    if measuring is not None:
        measuring.stop()
    try:
        yield
    finally:
        if measuring is not None:
            measuring.start()


def to_measure(items: list[pytest.Item]) -> set[pytest.Item]:
    """Return what to measure, which doubles its time: what runs in this process, on databases only once."""
    here = [item for item in items if item.path.parent.name not in OVER_THE_WIRE and not sweeps(item)]
    first = {item.nodeid.partition("[")[0]: item for item in reversed(here)}.values()
    return {*first, *(item for item in here if not databases_of(item))}


def sweeps(item: pytest.Item) -> bool:
    """Whether a test tries many things with what other tests go through once, as all generated values do."""
    generated = is_hypothesis_test(getattr(item, "obj", None))
    return generated or any(word in item.path.stem for word in SWEEPING)


def is_for_another_database(item: pytest.Item) -> bool:
    only = item.get_closest_marker("only")
    return only is not None and not databases_of(item) <= set(only.args)


def databases_of(item: pytest.Item) -> set[str]:
    """Return the kind of database that this case is about, if it is about any."""
    parameters: dict[str, Any] = getattr(getattr(item, "callspec", None), "params", {})
    return {kind for kind in parameters.values() if kind in BACKENDS}
