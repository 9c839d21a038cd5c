"""`factcheck db`: bring the database to a revision, and say whether it is as it should be.

Keeping it stands in `keeping`.
"""

from collections.abc import Callable

import click
from alembic.util import CommandError

from factcheck import migrate
from factcheck.cli import keeping
from factcheck.cli.commands import Commands
from factcheck.cli.desks import NoDesk, file_of, open_database, refuse_outdated, revision_of, settings
from factcheck.config import Config
from factcheck.db import Database
from factcheck.services import scales


@click.group("db", cls=Commands)
def command() -> None:
    """Bring the database up or down, check it, back it up and restore it."""


for kept in (keeping.backup, keeping.restore, keeping.recover, keeping.grant):
    command.add_command(kept)


@command.command()
@click.argument("revision", default="head")
def upgrade(revision: str) -> None:
    """Bring the database up to REVISION, by default the newest; makes one where there is none."""
    config = settings()
    bring_up(config, revision)
    with open_database(config) as database:
        click.echo(f"The database is at revision {revision_of(database)}.")


def bring_up(config: Config, revision: str = "head") -> None:
    """Migrate, and give a desk at the newest revision the scales it begins with."""
    path = file_of(config)
    if path is not None:
        # Nobody else on the machine is to read what the desk has not published.
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600, exist_ok=True)
    attempt(lambda: migrate.upgrade(config.database_url, revision))
    database = Database(config.database_url)
    try:
        if revision_of(database) == migrate.head():
            database.run(scales.add_first_scales, writes=True)
    finally:
        database.close()


def attempt(work: Callable[[], None]) -> None:
    """Run a migration; say in one sentence why it was refused."""
    try:
        work()
    except (CommandError, RuntimeError) as refusal:
        raise NoDesk(str(refusal)) from refusal


@command.command()
@click.argument("revision")
def downgrade(revision: str) -> None:
    """Take the database down to REVISION ("base" is the beginning); refused where that would lose history."""
    config = settings()
    with open_database(config) as database:
        attempt(lambda: migrate.downgrade(config.database_url, revision))
        click.echo(f"The database is at revision {revision_of(database) or 'none'}.")


@command.command()
def check() -> None:
    """Say whether the database is at the newest revision and has the tables that the program knows."""
    with open_database(settings()) as database:
        refuse_outdated(database)
        differences = migrate.drift(database.engine)
        if differences:
            raise NoDesk(f"The tables differ from what the program knows in {len(differences)} places.")
        click.echo(f"The database is at revision {revision_of(database)}, the newest.")
