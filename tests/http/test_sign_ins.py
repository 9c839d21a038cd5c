"""What a cookie is worth: before the sign-in, after its end, after a change, after its time."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from factcheck import clock
from factcheck.app import DeskApp, create_app
from factcheck.config import Config
from factcheck.db import Database
from factcheck.models.terms import Role
from factcheck.services import people
from support.databases import sqlite_url
from support.desks import CSRF, HASHED, PASSWORD, QUICK

ANOTHER = "another long pass phrase"
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
COOKIE = "factcheck"


class Clock:
    """The desk's clock, which stands until a test moves it."""

    def __init__(self) -> None:
        self.time = NOON

    def now(self) -> datetime:
        return self.time

    def advance(self, **given: float) -> None:
        self.time += timedelta(**given)


@pytest.fixture
def standing_clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    standing = Clock()
    monkeypatch.setattr(clock, "now", standing.now)
    return standing


@pytest.fixture(autouse=True)
def quick_hashing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hash passwords at once: how slow that should be is no subject here."""
    monkeypatch.setattr(people, "hasher", QUICK)
    monkeypatch.setattr(people, "NOBODY", QUICK.hash("nobody's"))


@pytest.fixture
def app(migrated_sqlite: Path, tmp_path: Path, standing_clock: Clock) -> Iterator[DeskApp]:
    """A desk with one person of each role."""
    path = shutil.copyfile(migrated_sqlite, tmp_path / "factcheck.sqlite")
    app = create_app(Config(database_url=sqlite_url(path), secret_key="a key for tests only").completed())
    with app.database.transaction():
        for role in Role:
            people.add(name=role.title(), email=f"{role}@example.org", role=role, password_hash=HASHED)
    yield app
    app.database.close()


@pytest.fixture
def reviewer(app: DeskApp) -> FlaskClient:
    """A reviewer who is signed in."""
    return entered(app, "reviewer")


def entered(app: DeskApp, role: str, password: str = PASSWORD) -> FlaskClient:
    client = app.test_client()
    assert attempt(client, f"{role}@example.org", password) == 303
    return client


def attempt(client: FlaskClient, email: str, password: str, **given: str) -> int:
    """Try to sign in; return the answer's status."""
    return send(client, "/login", page="/login", email=email, password=password, **given)


def send(client: FlaskClient, path: str, *, page: str = "/desk/account", **fields: str) -> int:
    token = CSRF.search(client.get(page).text)
    assert token is not None
    return client.post(path, data={"csrf_token": token[1], **fields}).status_code


def is_in(client: FlaskClient) -> bool:
    return client.get("/desk").status_code == 200


def cookie_of(client: FlaskClient) -> str:
    found = client.get_cookie(COOKIE)
    assert found is not None
    return found.value


def thief_with(app: DeskApp, cookie: str) -> FlaskClient:
    client = app.test_client()
    client.set_cookie(COOKIE, cookie)
    return client


def id_of(app: DeskApp, role: str) -> str:
    with app.database.reading():
        found = people.by_email(f"{role}@example.org")
        assert found is not None
        return found.public_id


# Before and after the sign-in.


def test_a_cookie_planted_before_the_sign_in_has_no_rights_after_it(app: DeskApp) -> None:
    planter, victim = app.test_client(), app.test_client()
    planter.get("/login")
    planted = cookie_of(planter)
    victim.set_cookie(COOKIE, planted)

    assert attempt(victim, "reviewer@example.org", PASSWORD) == 303

    assert is_in(victim)
    assert cookie_of(victim) != planted
    assert not is_in(thief_with(app, planted))


def test_a_sign_in_over_another_one_s_leaves_that_one_behind(app: DeskApp, reviewer: FlaskClient) -> None:
    """A shared machine: the second person has the rights of the second person alone."""
    send(reviewer, "/logout")

    attempt(reviewer, "admin@example.org", PASSWORD)

    assert "Admin" in reviewer.get("/desk/account").text
    assert reviewer.get("/desk/people").status_code == 200


@pytest.mark.parametrize(
    "cookie", ["", "x", "a.b.c", "é", '"' * 50, "A" * 4000, "eyJfdXNlcl9pZCI6IjEifQ.aaaaaa.bbbb"]
)
def test_a_cookie_of_one_s_own_making_is_nobody_s(app: DeskApp, cookie: str) -> None:
    answer = app.test_client().get("/desk", headers={"Cookie": f"{COOKIE}={cookie}"})

    assert answer.status_code == 302


def test_a_cookie_signed_with_another_key_is_nobody_s(app: DeskApp, reviewer: FlaskClient) -> None:
    app.secret_key = "the next key"

    assert not is_in(thief_with(app, cookie_of(reviewer)))


def test_the_cookie_is_kept_from_scripts_and_from_other_sites(app: DeskApp) -> None:
    answer = app.test_client().get("/login")

    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Path=/" in cookie
    assert "Domain" not in cookie


def test_on_https_the_cookie_is_bound_to_the_host(migrated_sqlite_url: str) -> None:
    config = Config(database_url=migrated_sqlite_url, secret_key="key", public_url="https://desk.example")
    app = create_app(config.completed())

    answer = app.test_client().get("/login", base_url="https://desk.example")

    assert answer.headers["Set-Cookie"].startswith("__Host-factcheck=")
    assert "Secure" in answer.headers["Set-Cookie"]
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
    app.database.close()


# Its end.


def end_by_logout(app: DeskApp, client: FlaskClient) -> None:
    assert send(client, "/logout") == 303


def end_by_password(app: DeskApp, client: FlaskClient) -> None:
    fields = {"password": PASSWORD, "new_password": ANOTHER}
    assert send(client, "/desk/account", **fields) == 303


def end_by_another_s_password(app: DeskApp, client: FlaskClient) -> None:
    path = f"/desk/people/{id_of(app, 'reviewer')}/password"
    assert send(entered(app, "admin"), path, password=ANOTHER) == 303


def end_by_role(app: DeskApp, client: FlaskClient) -> None:
    assert send(entered(app, "admin"), f"/desk/people/{id_of(app, 'reviewer')}/role", role="editor") == 303


def end_by_closing(app: DeskApp, client: FlaskClient) -> None:
    assert send(entered(app, "admin"), f"/desk/people/{id_of(app, 'reviewer')}/disable") == 303


def end_from_the_command_line(app: DeskApp, client: FlaskClient) -> None:
    database = Database(app.desk.database_url)
    with database.transaction():
        people.shut_out("reviewer@example.org")
    database.close()


@pytest.mark.parametrize(
    "end",
    [
        end_by_logout,
        end_by_password,
        end_by_another_s_password,
        end_by_role,
        end_by_closing,
        end_from_the_command_line,
    ],
)
def test_an_old_cookie_is_dead_after(
    app: DeskApp, reviewer: FlaskClient, end: Callable[[DeskApp, FlaskClient], None]
) -> None:
    old = cookie_of(reviewer)
    assert is_in(thief_with(app, old))

    end(app, reviewer)

    assert not is_in(thief_with(app, old))
    assert thief_with(app, old).get("/desk/articles/new").status_code == 302


def test_a_closed_account_opens_with_its_password_again_but_not_with_its_old_cookie(
    app: DeskApp, reviewer: FlaskClient
) -> None:
    admin, path = entered(app, "admin"), f"/desk/people/{id_of(app, 'reviewer')}"
    send(admin, f"{path}/disable")
    assert attempt(app.test_client(), "reviewer@example.org", PASSWORD) == 422

    send(admin, f"{path}/enable")

    assert not is_in(reviewer)
    assert is_in(entered(app, "reviewer"))


# Its time.


def test_a_sign_in_ends_after_half_an_hour_without_use(reviewer: FlaskClient, standing_clock: Clock) -> None:
    standing_clock.advance(minutes=29)
    assert is_in(reviewer)

    standing_clock.advance(minutes=30)

    assert not is_in(reviewer)


def test_use_keeps_a_sign_in_open_but_not_for_longer_than_twelve_hours(
    reviewer: FlaskClient, standing_clock: Clock
) -> None:
    for _ in range(35):
        standing_clock.advance(minutes=20)
        assert is_in(reviewer)

    standing_clock.advance(minutes=20)

    assert not is_in(reviewer)


def test_what_only_programs_fetch_keeps_no_sign_in_open(reviewer: FlaskClient, standing_clock: Clock) -> None:
    for _ in range(3):
        standing_clock.advance(minutes=15)
        assert reviewer.get("/healthz").status_code == 200

    assert not is_in(reviewer)


def test_a_form_sent_after_the_sign_in_ended_changes_nothing(
    app: DeskApp, reviewer: FlaskClient, standing_clock: Clock
) -> None:
    token = CSRF.search(reviewer.get("/desk/account").text)
    assert token is not None
    standing_clock.advance(hours=1)

    answer = reviewer.post(
        "/desk/account", data={"csrf_token": token[1], "password": PASSWORD, "new_password": ANOTHER}
    )

    assert answer.status_code in {302, 403}
    assert is_in(entered(app, "reviewer"))


# Guessing.


def test_a_hundred_guesses_are_at_most_ten_looks_at_the_password(
    app: DeskApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked = list[str]()
    monkeypatch.setattr(people, "password_fits", lambda password, _: looked.append(password) or False)
    client = app.test_client()

    answers = [attempt(client, "reviewer@example.org", f"guess {number}") for number in range(100)]

    assert len(looked) <= 10
    assert answers[-1] == 429


def test_many_guessers_at_one_account_are_throttled_together(app: DeskApp) -> None:
    answers = []
    for number in range(8):
        client = app.test_client()
        client.environ_base["REMOTE_ADDR"] = f"192.0.2.{number}"
        answers.append(attempt(client, "reviewer@example.org", "not this one"))

    assert answers == [422] * 5 + [429] * 3


def test_a_forged_forwarding_header_hides_no_guesser(app: DeskApp) -> None:
    client, answers = app.test_client(), list[int]()

    for number in range(21):
        client.environ_base["HTTP_X_FORWARDED_FOR"] = f"192.0.2.{number}"
        answers.append(attempt(client, f"guess-{number}@example.org", "not this one"))

    assert answers == [422] * 20 + [429]


def test_another_writing_of_an_address_is_the_same_account(app: DeskApp) -> None:
    client = app.test_client()
    writings = [
        "reviewer@example.org",
        "REVIEWER@example.org",
        " reviewer@example.org ",
        "Reviewer@Example.Org",
    ]

    answers = [attempt(client, writings[number % 4], "not this one") for number in range(6)]

    assert answers == [422] * 5 + [429]
