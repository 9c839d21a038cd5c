"""Signing in and out: who may, what is told to whom may not, and how often one may try."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from factcheck.app import DeskApp
from factcheck.models import Reviewer
from factcheck.services import people
from support.desks import PASSWORD

from .conftest import Browser, SignedIn

UNKNOWN = "do not belong together"


def test_somebody_signs_in_and_stands_before_the_queue(
    client: FlaskClient, person: Callable[..., Reviewer]
) -> None:
    rana = person("reviewer", "Rana Reviewer")

    answer = Browser(client).post("/login", {"email": " RANA.Reviewer@example.org ", "password": PASSWORD})

    assert (answer.status_code, answer.location) == (303, "/desk")
    assert rana.name in client.get("/desk").text


def test_a_wrong_password_and_an_unknown_address_get_the_same_words(
    client: FlaskClient, person: Callable[..., Reviewer]
) -> None:
    somebody = person()
    browser = Browser(client)

    wrong = browser.post("/login", {"email": somebody.email, "password": "not this one"})
    unknown = browser.post("/login", {"email": "nobody@example.org", "password": "not this one"})

    assert wrong.status_code == unknown.status_code == 422
    assert UNKNOWN in wrong.text
    assert UNKNOWN in unknown.text
    assert f'value="{somebody.email}"' in wrong.text
    assert "not this one" not in wrong.text


def test_a_closed_account_does_not_open(
    app: DeskApp, client: FlaskClient, person: Callable[..., Reviewer]
) -> None:
    somebody, admin = person(), person("admin")
    with app.database.transaction():
        people.disable(somebody.public_id, by=admin)

    answer = Browser(client).post("/login", {"email": somebody.email, "password": PASSWORD})

    assert answer.status_code == 422
    assert UNKNOWN in answer.text


@pytest.mark.parametrize(
    ("wanted", "led_to"),
    [
        ("/desk/articles?before=7", "/desk/articles?before=7"),
        ("", "/desk"),
        ("https://example.org/", "/desk"),
        ("//example.org/", "/desk"),
        ("/\\example.org", "/desk"),
        ("/desk\r\nSet-Cookie: a=b", "/desk"),
    ],
)
def test_one_is_led_on_to_paths_of_the_desk_alone(
    client: FlaskClient, person: Callable[..., Reviewer], wanted: str, led_to: str
) -> None:
    somebody = person()

    answer = Browser(client).post("/login", {"email": somebody.email, "password": PASSWORD, "next": wanted})

    assert answer.location == led_to


def test_who_is_not_signed_in_is_asked_to_and_comes_back(client: FlaskClient) -> None:
    answer = client.get("/desk/articles?before=7")

    assert answer.status_code == 302
    assert answer.location == "/login?next=/desk/articles?before%3D7"
    assert 'value="/desk/articles?before=7"' in client.get(answer.location).text


def test_who_is_signed_in_does_not_see_the_form_again(reviewer: Browser) -> None:
    answer = reviewer.get("/login?next=/desk/sources")

    assert (answer.status_code, answer.location) == (302, "/desk/sources")


def test_signing_out_ends_the_sign_in_on_the_server(reviewer: Browser) -> None:
    cookie = reviewer.client.get_cookie("factcheck")
    assert cookie is not None

    answer = reviewer.post("/logout")

    reviewer.client.set_cookie("factcheck", cookie.value)
    assert (answer.status_code, answer.location) == (303, "/login")
    assert reviewer.get("/desk").status_code == 302


def test_signing_out_without_being_signed_in_does_no_harm(client: FlaskClient) -> None:
    assert Browser(client).post("/logout").status_code == 303


def test_an_empty_form_says_what_is_missing(client: FlaskClient) -> None:
    answer = Browser(client).post("/login", {"email": "", "password": ""})

    assert answer.status_code == 422
    assert "Give your e-mail address." in answer.text
    assert "Give your password." in answer.text


def test_the_sixth_failure_within_a_minute_is_refused_and_keeps_the_address(
    client: FlaskClient, person: Callable[..., Reviewer]
) -> None:
    somebody = person()
    browser = Browser(client)
    typed = {"email": somebody.email, "password": "not this one"}

    answers = [browser.post("/login", typed) for _ in range(6)]

    assert [answer.status_code for answer in answers] == [422] * 5 + [429]
    assert answers[-1].headers["Retry-After"] == "60"
    assert f'value="{somebody.email}"' in answers[-1].text


def test_one_account_under_attack_keeps_nobody_else_out(
    client: FlaskClient, person: Callable[..., Reviewer]
) -> None:
    attacked, other = person(), person("editor")
    browser = Browser(client)
    for _ in range(6):
        browser.post("/login", {"email": attacked.email, "password": "not this one"})

    answer = browser.post("/login", {"email": other.email, "password": PASSWORD})

    assert answer.status_code == 303


def test_twenty_failures_from_one_address_close_the_door_to_it(client: FlaskClient) -> None:
    browser = Browser(client)

    answers = [
        browser.post("/login", {"email": f"guess-{number}@example.org", "password": "not this one"})
        for number in range(21)
    ]

    assert [answer.status_code for answer in answers] == [422] * 20 + [429]


def test_signing_in_often_is_no_failure(client: FlaskClient, person: Callable[..., Reviewer]) -> None:
    somebody = person()

    codes = [
        Browser(client).post("/login", {"email": somebody.email, "password": PASSWORD}).status_code
        for _ in range(2)
        if client.delete_cookie("factcheck") is None
    ]

    assert codes == [303, 303]


def test_a_session_planted_before_the_sign_in_has_no_rights_after_it(
    app: DeskApp, person: Callable[..., Reviewer]
) -> None:
    somebody, victim = person(), app.test_client()
    victim.get("/login")
    planted = victim.get_cookie("factcheck")
    assert planted is not None
    Browser(victim).post("/login", {"email": somebody.email, "password": PASSWORD})

    thief = app.test_client()
    thief.set_cookie("factcheck", planted.value)

    assert thief.get("/desk").status_code == 302


# One's own password.


def test_a_changed_password_ends_all_other_sign_ins(signed_in: SignedIn) -> None:
    here = signed_in()
    there = signed_in(somebody=here.person)

    answer = here.post("/desk/account", {"password": PASSWORD, "new_password": "another long pass phrase"})

    assert answer.status_code == 303
    assert "Your password is changed." in here.get("/desk/account").text
    assert there.get("/desk").status_code == 302


@pytest.mark.parametrize(
    ("password", "new", "sentence"),
    [
        ("not this one", "another long pass phrase", "The password you have now is another one."),
        (PASSWORD, "short", "A password has 10 to 256 characters."),
        (PASSWORD, "", "Give a new password."),
    ],
)
def test_a_password_is_not_changed_without_the_old_one_or_to_a_short_one(
    reviewer: Browser, password: str, new: str, sentence: str
) -> None:
    answer = reviewer.post("/desk/account", {"password": password, "new_password": new})

    assert answer.status_code == 422
    assert sentence in answer.text


def test_guessing_at_the_old_password_is_throttled_too(reviewer: Browser) -> None:
    typed = {"password": "not this one", "new_password": "another long pass phrase"}

    answers = [reviewer.post("/desk/account", typed) for _ in range(6)]

    assert [answer.status_code for answer in answers] == [422] * 5 + [429]
