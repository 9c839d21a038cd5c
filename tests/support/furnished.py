"""What the desks of many tests begin with: the first rating scales, one signing key, claims made once."""

from collections.abc import Callable
from pathlib import Path

import pytest

from factcheck.config import Config
from factcheck.db import Database
from factcheck.services import desks, scales
from support.copies import Copy
from support.shelf import Shelf


@pytest.fixture
def furnished_url(copy_of: Callable[..., Copy]) -> str:
    """The URL of a desk that has its first rating scales and nothing else, once on each kind."""

    def furnish(database: Database) -> None:
        with database.transaction():
            scales.add_first_scales()

    return copy_of("first scales", furnish)[0]


@pytest.fixture(scope="session")
def signing_key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of the key that all these desks sign with."""
    config = Config(data_dir=tmp_path_factory.mktemp("key")).completed()
    desks.signer_of(config, make_key=True)
    return config.signing_key_path


@pytest.fixture(scope="session")
def shelves() -> dict[bool, Shelf]:
    """What was made once for these desks, on each kind of database."""
    return {True: Shelf(), False: Shelf()}
