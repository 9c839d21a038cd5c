"""A desk that signs its history and mirrors its checkpoints, for tests that need more than a unit of work."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from factcheck.app import DeskApp, create_app
from factcheck.config import Config
from factcheck.db import Database
from factcheck.ledger.checkpoints import SigningKey
from factcheck.services import desks, redactions
from factcheck.services.redactions import Order, Outcome
from support.publishing import PublishingDesk
from support.shelf import SHELF, Shelf
from support.tampering import NAME

ORDER = Order("Order 12/2026 of the district court of Orlen", "A private person's name was taken out.")


@pytest.fixture(scope="session")
def key(tmp_path_factory: pytest.TempPathFactory) -> SigningKey:
    """The key that the histories to be tampered with are signed with."""
    return SigningKey.make(tmp_path_factory.mktemp("keys") / "signing.key", name=NAME)


@pytest.fixture
def config(furnished_url: str, tmp_path: Path) -> Config:
    return Config(
        database_url=furnished_url,
        data_dir=tmp_path,
        secret_key="a key for tests only",
        checkpoint_sink="checkpoints",
    ).completed()


@pytest.fixture
def app(config: Config, signing_key: Path, shelves: dict[bool, Shelf]) -> Iterator[DeskApp]:
    shutil.copy(signing_key, config.signing_key_path)
    app = create_app(config)
    app.testing = True
    app.database.info[SHELF] = shelves[app.database.is_sqlite]
    yield app
    app.database.close()


@pytest.fixture
def client(app: DeskApp) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def desk(app: DeskApp) -> PublishingDesk:
    return PublishingDesk(app)


@pytest.fixture
def owner(app: DeskApp) -> Iterator[Database]:
    """The owner's own connection."""
    database = desks.open_database(app.desk, guarded=False)
    yield database
    database.close()


@pytest.fixture
def redact(owner: Database) -> Callable[..., Outcome]:
    """A function that removes a text: `redact(claim_id, "some name")`."""

    def remove(claim_id: str, words: str, order: Order = ORDER) -> Outcome:
        try:
            return owner.run(lambda: redactions.redact(claim_id, words, order), writes=True)
        finally:
            owner.close()  # As the command does: nobody holds the file any more.

    return remove
