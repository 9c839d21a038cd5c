"""`factcheck key`: the key that signs the history."""

import click

from factcheck.cli.desks import settings
from factcheck.services import desks


@click.group()
def command() -> None:
    """Make the key that signs the history, and show its public half."""


@command.command()
def make() -> None:
    """Make the key in its file, which only its owner may read, unless it is there; print the public key."""
    signer = desks.signer_of(settings(), make_key=True)
    assert signer is not None  # It was made if it was not there.
    click.echo(str(signer.key.public))


@command.command()
def show() -> None:
    """Print the public key, which anybody may have: name, id and key in one line."""
    signer = desks.signer_of(settings(), make_key=False)
    if signer is None:
        raise click.ClickException("There is no key yet; “factcheck key make” makes one.")
    click.echo(str(signer.key.public))
