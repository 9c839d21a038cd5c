"""`factcheck key`: the key that signs the history."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import click
from sqlalchemy.exc import SQLAlchemyError

from factcheck import clock
from factcheck.cli.desks import NoDesk, open_desk, settings
from factcheck.config import BadConfiguration, Config
from factcheck.errors import Conflict, ReadOnly
from factcheck.ledger.checkpoints import BadKey, SigningKey
from factcheck.services import checkpoints, desks, key_files, signing


@click.group()
def command() -> None:
    """Make the key that signs the history, show its public half, and put another in its place."""


@command.command()
def make() -> None:
    """Make the key in its file, which only its owner may read, unless it is there; print the public key.

    Where the history knows another key already, none is made; put that one's file back.
    """
    config = settings()
    if not config.signing_key_path.is_file() and told_by_history(config, without_key=True):
        raise click.ClickException(signing.MISSING)
    signer = desks.signer_of(config, make_key=True)
    assert signer is not None  # It was made if it was not there.
    click.echo(str(signer.key.public))
    for problem in told_by_history(config):
        click.echo(problem, err=True)


def told_by_history(config: Config, *, without_key: bool = False) -> list[str]:
    """Return what a history that is there has against the key in its file, or against making one."""
    named = replace(config, signing_key="") if without_key else config
    try:
        with open_desk(named) as database, database.reading():
            if without_key:
                return [signing.MISSING] if checkpoints.newest() else []
            return signing.problems()
    except (NoDesk, SQLAlchemyError):
        return []


@command.command()
def show() -> None:
    """Print the public key, which anybody may have: name, id and key in one line."""
    signer = desks.signer_of(settings(), make_key=False)
    if signer is None:
        raise click.ClickException("There is no key yet; “factcheck key make” makes one.")
    click.echo(str(signer.key.public))


@command.command()
def rotate() -> None:
    """Announce a new key in the history, signed with the old one, and sign with the new one from then on.

    The old key stays beside it, under a name with the time. A rotation that was interrupted is finished by
    running this again. A running server on this machine goes on with the new key by itself.
    """
    config = settings()
    if desks.signer_of(config, make_key=False) is None:
        raise click.ClickException("There is no key yet; “factcheck key make” makes one.")
    path = config.signing_key_path.resolve()
    with open_desk(config) as database, unmade_if_refused(key_files.waiting(path)):
        key = next_key(config)
        announced = database.run(lambda: signing.announce(key), writes=True)
    kept = key_files.take_over(path, at=clock.now())
    where = f"by event {announced.pos}" if announced else "before; the rotation that was interrupted is done"
    click.echo(f"Announced {where}. The former key is kept in {kept}.")
    click.echo(str(key.public))


@contextmanager
def unmade_if_refused(file: Path) -> Iterator[None]:
    """Remove a key's file that was made for a rotation which was refused: nobody announced it."""
    waited = file.is_file()
    try:
        yield
    except (Conflict, ReadOnly):
        if not waited:
            file.unlink(missing_ok=True)
        raise


def next_key(config: Config) -> SigningKey:
    """Return the key that is to follow, or raise `BadConfiguration` for a file that holds none."""
    try:
        return key_files.next_key(config.signing_key_path.resolve(), name=config.log_name)
    except BadKey as error:
        raise BadConfiguration(str(error)) from None
