"""`factcheck seed`: load an example desk."""

from pathlib import Path

import click

from factcheck.cli.desks import open_desk, settings
from factcheck.cli.terminal import counted
from factcheck.errors import NotAllowed
from factcheck.paths import resource
from factcheck.services import desks, history, seeds


@click.command()
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(file_okay=False, path_type=Path))
def command(folder: Path | None) -> None:
    """Load the example desk of DIR, by default the one that comes with the program.

    Its people have passwords that everybody can read, so it is loaded only on this machine itself. Loading
    again does nothing.
    """
    config = settings()
    if not config.is_loopback:
        raise NotAllowed(f"The example people's passwords are public, and {config.public_url} may be too.")
    found = seeds.read(folder or resource("seeds"))
    with open_desk(config) as database, database.reading():
        is_empty = history.count() == 0
    desks.signer_of(config, make_key=is_empty)  # Before anything is published, so that all of it is signed.
    with open_desk(config) as database:
        loaded = seeds.load(found, database)
    click.echo(told(loaded))


def told(loaded: seeds.Loaded) -> str:
    """Say what loading did."""
    if not loaded.new:
        return "The example desk is there already; nothing was loaded."
    claims = ", ".join(
        f"“{title}” with {counted(number, 'claim')}" for title, number in loaded.articles.items()
    )
    return f"Loaded {claims}."
