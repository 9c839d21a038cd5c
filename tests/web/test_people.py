"""The people of the desk and the claimants of its claims."""

from collections.abc import Callable

import pytest

from factcheck.app import DeskApp
from factcheck.models import Claimant, Reviewer
from factcheck.models.terms import Role, SaidBy
from factcheck.services import claimants, people
from support.desks import PASSWORD

from .conftest import Browser, SignedIn

NEW = {
    "name": "Nora New",
    "email": "Nora@example.org",
    "role": "reviewer",
    "password": "a first pass phrase",
}


@pytest.fixture
def as_stored(app: DeskApp) -> Callable[[Reviewer], Reviewer]:
    """A function that returns a person as they are now."""

    def look(person: Reviewer) -> Reviewer:
        with app.database.reading():
            return people.by_public_id(person.public_id)

    return look


@pytest.mark.parametrize("role", ["reviewer", "editor"])
def test_only_admins_manage_people(signed_in: SignedIn, role: str) -> None:
    somebody = signed_in(role)
    other = somebody.person.public_id

    assert somebody.get("/desk/people").status_code == 403
    assert somebody.post("/desk/people", NEW).status_code == 403
    assert somebody.post(f"/desk/people/{other}/role", {"role": "admin"}).status_code == 403
    assert ">People</a>" not in somebody.get("/desk").text


def test_an_admin_adds_somebody_who_then_signs_in(app: DeskApp, admin: Browser) -> None:
    answer = admin.post("/desk/people", NEW)

    entered = Browser(app.test_client()).post(
        "/login", {"email": "nora@example.org", "password": NEW["password"]}
    )
    assert answer.status_code == 303
    assert "Nora New can sign in now." in admin.get("/desk/people").text
    assert entered.status_code == 303


@pytest.mark.parametrize(
    ("wrong", "status", "sentence"),
    [
        ({"name": ""}, 422, "Give the person&#39;s name."),
        ({"email": "nora"}, 422, "A person signs in with an e-mail address"),
        ({"role": "owner"}, 422, "Choose one of the list."),
        ({"password": "short"}, 422, "A password has 10 to 256 characters."),
        ({"email": "ada.admin@example.org"}, 409, "Somebody signs in as ada.admin@example.org already."),
    ],
)
def test_somebody_who_cannot_be_added_comes_back_as_typed(
    admin: Browser, wrong: dict[str, str], status: int, sentence: str
) -> None:
    answer = admin.post("/desk/people", {**NEW, "name": "Nora New", **wrong})

    assert answer.status_code == status
    assert sentence in answer.text
    assert 'value="Nora' in answer.text or "name" in wrong
    assert NEW["password"] not in answer.text


def test_a_changed_role_ends_the_sign_in(
    admin: Browser, reviewer: Browser, as_stored: Callable[[Reviewer], Reviewer]
) -> None:
    answer = admin.post(f"/desk/people/{reviewer.person.public_id}/role", {"role": "editor"})

    assert answer.status_code == 303
    assert as_stored(reviewer.person).role is Role.EDITOR
    assert reviewer.get("/desk").status_code == 302
    assert "is an editor now" in admin.get("/desk/people").text


def test_an_account_is_closed_at_once_and_opened_again(
    admin: Browser, reviewer: Browser, signed_in: SignedIn
) -> None:
    path = f"/desk/people/{reviewer.person.public_id}"

    admin.post(f"{path}/disable")
    assert reviewer.get("/desk").status_code == 302
    assert "Open again" in admin.get("/desk/people").text
    admin.post(f"{path}/enable")

    assert signed_in(somebody=reviewer.person).get("/desk").status_code == 200


def test_an_admin_gives_a_new_password_to_who_lost_theirs(
    app: DeskApp, admin: Browser, reviewer: Browser
) -> None:
    path = f"/desk/people/{reviewer.person.public_id}/password"

    assert admin.post(path, {"password": "short"}).status_code == 422
    assert admin.post(path, {"password": ""}).status_code == 422
    admin.post(path, {"password": "another pass phrase"})

    again = Browser(app.test_client())
    old = {"email": reviewer.person.email, "password": PASSWORD}
    assert reviewer.get("/desk").status_code == 302
    assert again.post("/login", old).status_code == 422
    assert again.post("/login", {**old, "password": "another pass phrase"}).status_code == 303


@pytest.mark.parametrize("act", ["role", "disable"])
def test_an_admin_neither_demotes_nor_closes_themselves(admin: Browser, act: str) -> None:
    answer = admin.post(f"/desk/people/{admin.person.public_id}/{act}", {"role": "reviewer"})

    assert answer.status_code == 409
    assert "You cannot" in answer.text


@pytest.mark.parametrize("act", ["role", "disable", "enable", "password"])
def test_somebody_unknown_is_not_found(admin: Browser, act: str) -> None:
    fields = {"role": "editor", "password": "a first pass phrase"}

    assert admin.post(f"/desk/people/aaaaaaaaaaaa/{act}", fields).status_code == 404


def test_a_role_that_is_none_is_refused(admin: Browser, reviewer: Browser) -> None:
    answer = admin.post(f"/desk/people/{reviewer.person.public_id}/role", {"role": "owner"})

    assert answer.status_code == 422


# Claimants.


@pytest.fixture
def claimant(app: DeskApp) -> Claimant:
    """Somebody who said something."""
    with app.database.transaction():
        return claimants.named("Ilse Varnhagen", SaidBy.PERSON)


def test_claimants_teach_while_there_are_none(reviewer: Browser) -> None:
    assert "Nobody yet" in reviewer.get("/desk/claimants").text


def test_a_claimant_is_corrected(app: DeskApp, reviewer: Browser, claimant: Claimant) -> None:
    path = f"/desk/claimants/{claimant.public_id}"
    assert "Not named in public." in reviewer.get(path).text
    given = {
        "name": "Ilse Varnhagen-Ort",
        "description": "Mayor of Orlen",
        "public_figure": "1",
        "same_as": "https://example.org/varnhagen",
    }

    answer = reviewer.post(path, given)

    assert answer.status_code == 303
    assert "Ilse Varnhagen-Ort" in reviewer.get("/desk/claimants").text
    assert "Named in public." in reviewer.get(path).text
    assert 'value="https://example.org/varnhagen"' in reviewer.get(path).text


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [({"name": ""}, "A claimant needs a name."), ({"same_as": "Q1"}, "begins with http:// or https://")],
)
def test_a_claimant_that_cannot_be_saved_comes_back_as_typed(
    reviewer: Browser, claimant: Claimant, wrong: dict[str, str], sentence: str
) -> None:
    answer = reviewer.post(
        f"/desk/claimants/{claimant.public_id}",
        {"name": "Ilse", "description": "Mayor of Orlen", **wrong},
    )

    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Mayor of Orlen</textarea>" in answer.text


def test_an_admin_reads_of_claimants_and_changes_nothing(admin: Browser, claimant: Claimant) -> None:
    path = f"/desk/claimants/{claimant.public_id}"

    assert "<textarea" not in admin.get(path).text
    assert admin.post(path, {"name": "Ilse"}).status_code == 403
    assert admin.get("/desk/claimants/aaaaaaaaaaaa").status_code == 404
