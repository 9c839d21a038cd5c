"""A running application for the tests of pages, and people who are signed in to it."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from factcheck.app import DeskApp, create_app
from factcheck.config import Config
from factcheck.models import Reviewer
from factcheck.models.terms import Role
from factcheck.services import people, scales
from support.publishing import PublishingDesk

PASSWORD = "a long pass phrase"
# Hashed once: hashing is slow on purpose.
HASHED = people.hash_password(PASSWORD)
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')

SignedIn = Callable[..., "Browser"]


class Browser:
    """A test client that posts forms as a person's browser does: with the token of the page it saw."""

    def __init__(self, client: FlaskClient, person: Reviewer | None = None) -> None:
        self.client = client
        self.person = person

    def get(self, path: str, **given: Any) -> TestResponse:
        return self.client.get(path, **given)

    def post(self, path: str, fields: dict[str, Any] | None = None, **given: Any) -> TestResponse:
        return self.client.post(path, data={"csrf_token": self.token(), **(fields or {})}, **given)

    def token(self) -> str:
        found = TOKEN.search(self.client.get("/login").text)
        assert found is not None
        return found[1]


@pytest.fixture
def app(database_url: str) -> Iterator[DeskApp]:
    """The application on a migrated database with its first rating scales."""
    app = create_app(Config(database_url=database_url, secret_key="a key for tests only").completed())
    app.testing = True
    with app.database.transaction():
        scales.add_first_scales()
    yield app
    app.database.close()


@pytest.fixture
def client(app: DeskApp) -> FlaskClient:
    """Somebody who is not signed in."""
    return app.test_client()


@pytest.fixture
def person(app: DeskApp) -> Callable[..., Reviewer]:
    """A function that adds somebody to the desk: `person("editor", "Edda Example")`."""

    def add(role: str = "reviewer", name: str = "") -> Reviewer:
        name = name or f"Some {role.title()}"
        with app.database.transaction():
            email = f"{name.replace(' ', '.').casefold()}@example.org"
            return people.add(name=name, email=email, role=Role(role), password_hash=HASHED)

    return add


@pytest.fixture
def signed_in(app: DeskApp, person: Callable[..., Reviewer]) -> SignedIn:
    """A function that signs somebody in: `signed_in("editor")` or `signed_in(person=somebody)`."""

    def enter(role: str = "reviewer", name: str = "", person_: Reviewer | None = None) -> Browser:
        somebody = person_ or person(role, name)
        browser = Browser(app.test_client(), somebody)
        answer = browser.post("/login", {"email": somebody.email, "password": PASSWORD})
        assert answer.status_code == 303, answer.text
        return browser

    return enter


@pytest.fixture
def desk(app: DeskApp) -> PublishingDesk:
    """A desk that publishes and takes back, for what readers see of it."""
    return PublishingDesk(app)
