"""`factcheck db backup`, `restore`, `recover` and `grant`: keeping the database safe."""

from pathlib import Path

import click

from factcheck.cli.desks import open_desk, settings
from factcheck.cli.terminal import counted
from factcheck.services import backups, grants, startup

FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.argument("file", type=FILE)
@click.option("--replace", is_flag=True, help="Put it in the place of a backup that is there.")
def backup(file: Path, replace: bool) -> None:
    """Write the whole database into FILE, restore it into a scratch database and verify it.

    It says "good" only after that; beside FILE its SHA-256 is written. The signing key is not in it.
    """
    if file.exists() and not replace:
        raise click.ClickException(f"{file} is there already: choose another name, or add --replace.")
    config = settings()
    with open_desk(config):
        pass  # The database is there and up to date.
    good = backups.back_up(config, file)
    events, signed = counted(good.events, "event"), counted(good.checkpoints, "signed checkpoint")
    click.echo(f"good: {file} holds {events} and {signed}.")


@click.command()
@click.argument("file", type=FILE)
@click.option("--replace", is_flag=True, help="Put it in the place of the database that is there.")
def restore(file: Path, replace: bool) -> None:
    """Make the database from the backup in FILE, after it was verified. Stop the service first.

    Texts that were removed by law since are removed from it too. A backup older than what was signed since
    is read-only until “factcheck db recover --accept-loss”.
    """
    config = settings()
    good = backups.restore(config, file, replace=replace)
    click.echo(f"Restored: {counted(good.events, 'event')}, every link and seal holds.")
    if good.replayed:
        were = "was" if good.replayed == 1 else "were"
        click.echo(f"{counted(good.replayed, 'removal')} by order of law {were} done again in it.")
    with open_desk(config) as database, database.reading():
        for problem in startup.problems():
            click.echo(problem)


@click.command()
@click.option("--accept-loss", is_flag=True, help="Go on without the events that are lost.")
def recover(accept_loss: bool) -> None:
    """Let a database that is older than what was signed go on, and say in its history what is lost."""
    with open_desk(settings(), refuse_fork=False) as database:
        with database.reading():
            found = startup.problems()
        if not found:
            click.echo("Nothing is lost: the database holds all that is known to be signed.")
            return
        if not accept_loss:
            raise click.UsageError(f"{found[0]} Look for a newer backup first.")
        gap = database.run(startup.recover, writes=True)
    if gap is not None:
        click.echo(f"Event {gap.pos} says what is lost. The desk can be written to again.")


@click.command()
@click.argument("role")
def grant(role: str) -> None:
    """Let ROLE do what the application does, and no more: it adds to the history and cannot rewrite it.

    For PostgreSQL, as the owner of the tables; once after each “factcheck db upgrade”. The service then
    connects as ROLE.
    """
    with open_desk(settings()) as database, database.engine.begin() as connection:
        grants.grant(connection, role)
    click.echo(f"{role} may add to the history, and cannot rewrite it.")
