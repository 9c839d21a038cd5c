"""`factcheck user`: people who sign in, managed by whoever runs the desk."""

import os
import sys

import click
import orjson

from factcheck.cli.commands import Commands
from factcheck.cli.desks import open_desk, settings
from factcheck.cli.terminal import clean, console, table
from factcheck.models import Reviewer
from factcheck.models.terms import Role
from factcheck.services import people


@click.group("user", cls=Commands)
def command() -> None:
    """Add, disable and list people."""


@command.command()
@click.option("--name", required=True, help="The name that colleagues see.")
@click.option("--email", required=True, help="What the person signs in with.")
@click.option("--role", required=True, type=click.Choice([role.value for role in Role]))
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input, one line.")
def add(name: str, email: str, role: str, password_stdin: bool) -> None:
    """Add a person; asks for a password."""
    with open_desk(settings()) as database:
        hashed = people.hash_password(password(from_stdin=password_stdin))
        with database.transaction():
            person = people.add(name=name, email=email, role=Role(role), password_hash=hashed)
        click.echo(f"{clean(person.name)} signs in as {clean(person.email)} ({person.role.value}).")


def password(*, from_stdin: bool) -> str:
    """Return the password, from a person who types it twice or from a program."""
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not has_terminal():
        raise click.UsageError("There is no terminal to type a password at: give it with --password-stdin.")
    typed: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    return typed


def has_terminal() -> bool:
    """Whether somebody could type unseen, be standard input what it may."""
    try:
        os.close(os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY))
    except OSError:
        return sys.stdin.isatty()
    return True


@command.command()
@click.argument("email")
def disable(email: str) -> None:
    """Keep a person from signing in, at once; what they did stays in the history."""
    with open_desk(settings()) as database:
        with database.transaction():
            person = people.shut_out(email)
        click.echo(f"{clean(person.name)} can no longer sign in.")


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print people as JSON.")
def everybody(as_json: bool) -> None:
    """List people by name."""
    with open_desk(settings()) as database, database.reading():
        found = [as_data(person) for person in people.everybody()]
    if as_json:
        return click.echo(orjson.dumps(found))
    rows = [(one["name"], one["email"], one["role"], "disabled" if one["disabled"] else "") for one in found]
    return console().print(table(("name", "e-mail", "role", ""), rows))


def as_data(person: Reviewer) -> dict[str, object]:
    return {
        "id": person.public_id,
        "name": person.name,
        "email": person.email,
        "role": person.role.value,
        "disabled": person.disabled_at is not None,
    }
