"""A running application for the tests of pages, and people who are signed in to it."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import session
from flask.testing import FlaskClient
from flask_wtf.csrf import generate_csrf
from sqlalchemy import event
from werkzeug.test import TestResponse

from factcheck.app import DeskApp, create_app
from factcheck.config import Config
from factcheck.models import Claim, Reviewer
from factcheck.models.terms import Role
from factcheck.services import claims, people
from factcheck.web import sign_ins
from factories import make_claim
from support.desks import HASHED
from support.publishing import PublishingDesk
from support.shelf import SHELF, Shelf

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')

SignedIn = Callable[..., "Browser"]


class Browser:
    """A test client that posts forms as a person's browser does: with the token of the page it saw."""

    def __init__(self, client: FlaskClient, person: Reviewer | None = None, token: str = "") -> None:
        self.client = client
        self.person = person
        self.known_token = token

    def get(self, path: str, **given: Any) -> TestResponse:
        return self.client.get(path, **given)

    def post(self, path: str, fields: dict[str, Any] | None = None, **given: Any) -> TestResponse:
        return self.client.post(path, data={"csrf_token": self.token(), **(fields or {})}, **given)

    def token(self) -> str:
        """Return the token of the page that was seen first: it is the same on all pages of a session."""
        if not self.known_token:
            found = TOKEN.search(self.client.get("/login").text)
            assert found is not None
            self.known_token = found[1]
        return self.known_token


@pytest.fixture(autouse=True)
def _quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the password of nobody be as quick to check as that of everybody here."""
    monkeypatch.setattr(people, "NOBODY", HASHED)


@pytest.fixture
def database_url(furnished_url: str) -> str:
    return furnished_url


@pytest.fixture
def app(
    database_url: str, tmp_path: Path, signing_key: Path, shelves: dict[bool, Shelf]
) -> Iterator[DeskApp]:
    """The application on a database of this test's own, with a signing key."""
    config = Config(database_url=database_url, secret_key="a key for tests only", data_dir=tmp_path)
    shutil.copy(signing_key, config.completed().signing_key_path)
    app = create_app(config.completed())
    app.testing = True
    app.database.info[SHELF] = shelves[app.database.is_sqlite]
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
    """A function that signs somebody in: `signed_in("editor")`, `signed_in(somebody=person)`.

    It leaves out the form, which takes longer than most of what is done next and has tests of its own.
    """

    def enter(role: str = "reviewer", name: str = "", *, somebody: Reviewer | None = None) -> Browser:
        somebody = somebody or person(role, name)
        client = app.test_client()
        with app.test_request_context(environ_base=client.environ_base), app.database.transaction():
            sign_ins.sign_in(somebody)
            token = generate_csrf()
            known = dict(session)
        with client.session_transaction() as kept:
            kept.update(known)
        return Browser(client, somebody, token)

    return enter


@pytest.fixture
def reviewer(signed_in: SignedIn) -> Browser:
    """A reviewer who is signed in."""
    return signed_in("reviewer", "Rana Reviewer")


@pytest.fixture
def editor(signed_in: SignedIn) -> Browser:
    """An editor who is signed in."""
    return signed_in("editor", "Edda Editor")


@pytest.fixture
def admin(signed_in: SignedIn) -> Browser:
    """An admin who is signed in."""
    return signed_in("admin", "Ada Admin")


@pytest.fixture
def claim_in(app: DeskApp) -> Callable[..., str]:
    """A function that makes a claim in a state and returns its id: `claim_in(status=Status.QUEUED)`."""

    def make(**about: Any) -> str:
        with app.database.transaction():
            return make_claim(**about).public_id

    return make


@pytest.fixture
def claim_at(app: DeskApp, person: Callable[..., Reviewer]) -> Callable[[str], Claim]:
    """A function that returns a claim as it is now, with all that an editor sees of it."""
    onlooker: list[Reviewer] = []

    def look(public_id: str) -> Claim:
        if not onlooker:
            onlooker.append(person("editor", "Olga Onlooker"))
        with app.database.reading():
            return claims.get(public_id, person=onlooker[0])

    return look


@pytest.fixture
def questions(app: DeskApp) -> Callable[[Browser, str], int]:
    """A function that returns how many statements a page takes."""

    def count(browser: Browser, path: str) -> int:
        asked: list[str] = []

        def note(*given: object) -> None:
            asked.append(str(given[2]))

        event.listen(app.database.engine, "before_cursor_execute", note)
        answer = browser.get(path)
        event.remove(app.database.engine, "before_cursor_execute", note)
        assert answer.status_code == 200
        return len(asked)

    return count


@pytest.fixture
def desk(app: DeskApp) -> PublishingDesk:
    """A desk that publishes and takes back, for what readers see of it."""
    return PublishingDesk(app)
