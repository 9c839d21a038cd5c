"""`factcheck user`."""

import json

import pytest

from cli.conftest import Run
from factcheck.cli import people as commands
from factcheck.db import Database
from factcheck.models import Reviewer
from factcheck.models.terms import Role
from factcheck.services import people

PASSWORD = "a long pass phrase"
ANA = ("user", "add", "--name", "Ana Example", "--email", "Ana@Example.org", "--role", "editor")


def test_a_person_who_was_added_can_sign_in(run: Run, desk: Database) -> None:
    answer = run(*ANA, "--password-stdin", input=f"{PASSWORD}\n")

    with desk.reading():
        ana = people.by_email("ana@example.org")
        assert ana is not None
        assert (ana.name, ana.role) == ("Ana Example", Role.EDITOR)
        assert people.password_fits(PASSWORD, ana.password_hash)
    assert answer.stdout == "Ana Example signs in as ana@example.org (editor).\n"


def test_a_password_is_typed_twice_and_not_shown(
    run: Run, desk: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commands, "has_terminal", lambda: True)
    answer = run(*ANA, input=f"{PASSWORD}\nanother one\n{PASSWORD}\n{PASSWORD}\n")

    assert answer.exit_code == 0
    assert PASSWORD not in answer.output


@pytest.mark.usefixtures("desk")
def test_without_a_terminal_the_password_comes_from_a_program(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commands, "has_terminal", lambda: False)

    answer = run(*ANA)

    assert answer.exit_code == 2
    assert "There is no terminal to type a password at: give it with --password-stdin." in answer.stderr


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("address", ["ana", "@example.org", "ana@", "ana lind@example.org"])
def test_what_is_no_e_mail_address_is_called_so(run: Run, address: str) -> None:
    words = ("--name", "Ana", "--email", address, "--role", "editor")
    answer = run("user", "add", *words, "--password-stdin", input=PASSWORD)

    assert answer.exit_code == 1
    assert answer.stderr == "Error: A person signs in with an e-mail address, such as ana@example.org.\n"


def test_a_short_password_is_refused(run: Run, desk: Database) -> None:
    answer = run(*ANA, "--password-stdin", input="short\n")

    assert answer.exit_code == 1
    assert answer.stderr == "Error: A password has 10 to 256 characters.\n"


def test_an_address_is_given_once(run: Run, desk: Database) -> None:
    run(*ANA, "--password-stdin", input=PASSWORD)

    answer = run(*ANA, "--password-stdin", input=PASSWORD)

    assert answer.exit_code == 1
    assert answer.stderr == "Error: Somebody signs in as ana@example.org already.\n"


def test_who_is_disabled_is_signed_out_at_once(run: Run, desk: Database) -> None:
    run(*ANA, "--password-stdin", input=PASSWORD)
    with desk.transaction():
        token = people.begin_sign_in(found("ana@example.org"))

    answer = run("user", "disable", "ana@example.org")

    with desk.reading():
        assert people.signed_in(token) is None
    assert answer.stdout == "Ana Example can no longer sign in.\n"


def test_nobody_unknown_is_disabled(run: Run, desk: Database) -> None:
    answer = run("user", "disable", "nobody@example.org")

    assert (answer.exit_code, answer.stderr) == (1, "Error: Nobody signs in as nobody@example.org.\n")


@pytest.mark.usefixtures("desk")
def test_people_are_listed_for_people_and_for_programs(run: Run) -> None:
    run(*ANA, "--password-stdin", input=PASSWORD)
    run("user", "disable", "ana@example.org")

    table, listed = run("user", "list").stdout, json.loads(run("user", "list", "--json").stdout)

    assert "Ana Example  ana@example.org  editor  disabled" in table
    assert [(one["email"], one["role"], one["disabled"]) for one in listed] == [
        ("ana@example.org", "editor", True)
    ]


def found(email: str) -> Reviewer:
    person = people.by_email(email)
    assert person is not None
    return person
