"""What all tests share; the parts live in `tests/support`."""

import gc
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from sqlalchemy.orm import Session

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

# A busy machine may take its time over an example: tests ask whether, not how fast.
hypothesis.settings.register_profile("patient", deadline=None)
hypothesis.settings.load_profile("patient")
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


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out, rather than skip, what a test marked `only` does not concern: the other kind of database."""
    others = [item for item in items if is_for_another_database(item)]
    if others:
        config.hook.pytest_deselected(items=others)
        items[:] = [item for item in items if item not in set(others)]


def is_for_another_database(item: pytest.Item) -> bool:
    only = item.get_closest_marker("only")
    return only is not None and not databases_of(item) <= set(only.args)


def databases_of(item: pytest.Item) -> set[str]:
    """Return the kind of database that this case is about, if it is about any."""
    parameters: dict[str, Any] = getattr(getattr(item, "callspec", None), "params", {})
    return {kind for kind in parameters.values() if kind in BACKENDS}
