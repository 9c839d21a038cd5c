"""`factcheck serve`: the production server."""

import click
from sqlalchemy import make_url

from factcheck.cli.desks import open_desk, settings
from factcheck.config import Config
from factcheck.services import desks, readiness

WORKERS = click.IntRange(1, 64)
THREADS = click.IntRange(1, 256)
PORTS = click.IntRange(1, 65535)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option("--port", default=8000, show_default=True, type=PORTS)
@click.option("--workers", default=1, show_default=True, type=WORKERS, help="Processes; PostgreSQL only.")
@click.option("--threads", default=4, show_default=True, type=THREADS, help="Threads of each process.")
def command(host: str, port: int, workers: int, threads: int) -> None:
    """Serve the desk until told to stop; requests in flight are finished.

    What is amiss with the history or what guards it is said first, and by /readyz for as long as it is so.
    """
    from factcheck.serve import serve  # noqa: PLC0415 – the help of all commands must not load the server.

    config = settings()
    refuse_workers(config, workers)
    with open_desk(config) as database:  # Workers open connections of their own.
        desks.bring_mirror_up(database)
        with database.reading():
            problems, warnings = readiness.problems(), readiness.warnings()
    for problem in problems:
        click.echo(f"Not ready: {problem}", err=True)
    for warning in warnings:
        click.echo(f"Warning: {warning}", err=True)
    serve(config, host=host, port=port, workers=workers, threads=threads)


def refuse_workers(config: Config, workers: int) -> None:
    """Raise `UsageError` for more processes than a SQLite file serves well."""
    if workers > 1 and make_url(config.database_url).get_backend_name() == "sqlite":
        raise click.UsageError(
            "A desk on SQLite runs as one process with several threads; --workers needs PostgreSQL."
        )
