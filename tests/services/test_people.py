"""People at the desk: adding them, their roles, signing in and out."""

from datetime import timedelta

import pytest
from argon2 import extract_parameters
from argon2.exceptions import VerifyMismatchError

from factcheck import clock
from factcheck.errors import Conflict, InvalidInput, NotAllowed, NotFound
from factcheck.models.reviewer import IDLE
from factcheck.models.terms import Role
from factcheck.services import people
from factories import make_admin, make_editor, make_reviewer

PASSWORD = "a long enough password"


@pytest.fixture(scope="module")
def hashed() -> str:
    return people.hash_password(PASSWORD)


def test_a_password_fits_its_own_hash_and_no_other(hashed: str) -> None:
    assert people.password_fits(PASSWORD, hashed)
    assert not people.password_fits("another password", hashed)
    assert not people.password_fits(PASSWORD, None)
    assert not people.password_fits(PASSWORD, "no hash at all")
    assert hashed.startswith("$argon2id$")


def test_an_unknown_name_takes_as_much_work_as_a_known_one(hashed: str) -> None:
    with pytest.raises(VerifyMismatchError):
        people.hasher.verify(people.NOBODY, PASSWORD)

    assert extract_parameters(people.NOBODY) == extract_parameters(hashed)


@pytest.mark.parametrize("password", ["", "too short", "x" * 257])
def test_a_password_is_neither_too_short_nor_too_long(password: str) -> None:
    with pytest.raises(InvalidInput, match="10 to 256"):
        people.hash_password(password)


@pytest.mark.usefixtures("work")
def test_a_person_is_found_by_their_address_in_any_case() -> None:
    ada = people.add(name=" Ada ", email=" Ada@Example.ORG ", role=Role.EDITOR, password_hash="none")

    assert (ada.name, ada.email) == ("Ada", "ada@example.org")
    assert people.by_email("ADA@example.org") is ada
    assert people.by_public_id(ada.public_id) is ada
    assert people.by_email("bo@example.org") is None


@pytest.mark.usefixtures("work")
def test_an_address_signs_in_one_person() -> None:
    people.add(name="Ada", email="ada@example.org", role=Role.EDITOR, password_hash="none")

    with pytest.raises(Conflict, match="already"):
        people.add(name="Bo", email="ADA@example.org", role=Role.REVIEWER, password_hash="none")


@pytest.mark.usefixtures("work")
@pytest.mark.parametrize(("name", "email"), [(" ", "ada@example.org"), ("Ada", "ada"), ("Ada", "")])
def test_a_person_has_a_name_and_an_address(name: str, email: str) -> None:
    with pytest.raises(InvalidInput):
        people.add(name=name, email=email, role=Role.REVIEWER, password_hash="none")


@pytest.mark.usefixtures("work")
def test_who_reviews_is_not_disabled_and_not_only_an_admin() -> None:
    admin, editor, reviewer, gone = (
        make_admin("D"),
        make_editor("C"),
        make_reviewer(name="B"),
        make_editor("A"),
    )
    people.disable(gone.public_id, by=admin)

    assert people.everybody() == [gone, reviewer, editor, admin]
    assert people.who_review() == [reviewer, editor]


@pytest.mark.usefixtures("work")
@pytest.mark.parametrize("role", [Role.REVIEWER, Role.EDITOR])
def test_only_an_admin_manages_people(role: Role) -> None:
    person, other = make_reviewer(role=role), make_reviewer()

    for act in (
        lambda: people.disable(other.public_id, by=person),
        lambda: people.enable(other.public_id, by=person),
        lambda: people.change_role(other.public_id, Role.EDITOR, by=person),
    ):
        with pytest.raises(NotAllowed):
            act()


@pytest.mark.usefixtures("work")
def test_an_admin_keeps_their_own_role_and_access() -> None:
    admin = make_admin()

    with pytest.raises(Conflict):
        people.disable(admin.public_id, by=admin)
    with pytest.raises(Conflict):
        people.change_role(admin.public_id, Role.REVIEWER, by=admin)


@pytest.mark.usefixtures("work")
def test_a_person_who_is_not_there_is_not_found() -> None:
    with pytest.raises(NotFound):
        people.disable("aaaaaaaaaaaa", by=make_admin())


# Sign-ins.


@pytest.mark.usefixtures("work")
def test_a_sign_in_is_known_by_its_token_until_it_ends() -> None:
    person = make_reviewer()

    token, other = people.begin_sign_in(person), people.begin_sign_in(person)
    assert people.signed_in(token) is person
    people.end_sign_in(token)

    assert people.signed_in(token) is None
    assert people.signed_in(other) is person
    assert people.signed_in("no token") is None


@pytest.mark.usefixtures("work")
@pytest.mark.parametrize("act", ["role", "disable", "password"])
def test_sign_ins_end_at_once_when_who_a_person_is_changes(act: str, hashed: str) -> None:
    admin, person = make_admin(), make_reviewer()
    tokens = [people.begin_sign_in(person) for _ in range(2)]
    kept = people.begin_sign_in(admin)

    if act == "role":
        people.change_role(person.public_id, Role.EDITOR, by=admin)
    elif act == "disable":
        people.disable(person.public_id, by=admin)
    else:
        people.set_password(person, hashed)

    assert [people.signed_in(token) for token in tokens] == [None, None]
    assert people.signed_in(kept) is admin


@pytest.mark.usefixtures("work")
def test_a_disabled_person_is_let_in_again_only_once_enabled() -> None:
    admin, person = make_admin(), make_reviewer()
    people.disable(person.public_id, by=admin)
    since = person.disabled_at
    people.disable(person.public_id, by=admin)
    assert person.disabled_at == since

    token = people.begin_sign_in(person)
    assert people.signed_in(token) is None
    people.enable(person.public_id, by=admin)

    assert people.signed_in(token) is person


@pytest.mark.usefixtures("work")
def test_a_sign_in_in_use_lasts_longer_than_one_that_idles(monkeypatch: pytest.MonkeyPatch) -> None:
    began = clock.now()
    moment = began
    monkeypatch.setattr(clock, "now", lambda: moment)
    person = make_reviewer()
    used, idle = people.begin_sign_in(person), people.begin_sign_in(person)
    assert not people.is_seen_late(used)

    moment = began + IDLE / 2
    assert people.is_seen_late(used)
    people.note_seen(used)
    assert not people.is_seen_late(used)
    moment = began + IDLE + timedelta(minutes=1)

    assert people.signed_in(used) is person
    assert people.signed_in(idle) is None
    assert not people.is_seen_late("no token")


# Whoever runs the desk.


@pytest.mark.usefixtures("work")
def test_whoever_runs_the_desk_shuts_people_out_without_signing_in() -> None:
    person = make_editor()
    token = people.begin_sign_in(person)

    people.shut_out(person.email)

    assert person.disabled_at is not None
    assert people.signed_in(token) is None
    with pytest.raises(NotFound, match="Nobody signs in"):
        people.shut_out("nobody@example.org")


@pytest.mark.usefixtures("work")
def test_the_command_line_stands_in_the_history_as_one_who_cannot_sign_in() -> None:
    operator = people.operator()

    assert people.operator() is operator
    assert people.signed_in(people.begin_sign_in(operator)) is None
    assert not people.password_fits("no password has this hash", operator.password_hash)
