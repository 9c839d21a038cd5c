"""`factcheck demo`: an example desk, made, filled and served by one command."""

import os
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import click

from factcheck.cli import rehearsal
from factcheck.cli.databases import bring_up
from factcheck.cli.desks import NoDesk, address_of, open_desk
from factcheck.cli.running import HOST, running, stoppable, wait_for_the_end
from factcheck.cli.serving import PORTS
from factcheck.config import Config
from factcheck.db import Database
from factcheck.paths import resource
from factcheck.serve import find_free, refuse_taken
from factcheck.services import desks, people, seeds

FIRST_PORT = 8000
PORTS_TRIED = 100
OWN_PLACES = ("FACTCHECK_DATA_DIR", "FACTCHECK_DATABASE_URL")


@click.command()
@click.option("--check", is_flag=True, help="Do the main job once over HTTP, say what worked, and end.")
@click.option("--port", type=PORTS, help="The port to serve at; by default the first free one from 8000.")
def command(check: bool, port: int | None) -> None:
    """Serve an example desk on this machine alone, and print its address and sign-ins.

    The desk stays in the data folder, so that starting again goes on where it was.
    """
    if check:
        with ExitStack() as stack:
            sys.exit(0 if rehearsal.rehearse(config_of_check(port, stack)) else 1)
    port = chosen_port(port)
    serve(config_at(port), port=port)


def chosen_port(asked: int | None) -> int:
    """Return the port asked for, or the first free one; raises `PortTaken` where there is none."""
    if asked is not None:
        refuse_taken(HOST, asked)
        return asked
    for port in range(FIRST_PORT, FIRST_PORT + PORTS_TRIED):
        try:
            return find_free(HOST, port)
        except OSError:
            continue
    return find_free(HOST, 0)


def config_at(port: int, **given: Any) -> Config:
    """Return the settings of a demonstration at a port of this machine."""
    if not os.environ.get("FACTCHECK_PUBLIC_URL"):
        given.setdefault("public_url", f"http://{HOST}:{port}")
    return Config.from_environment(demo=True, noindex=True, **given)


def config_of_check(port: int | None, stack: ExitStack) -> Config:
    """Return the settings of a check: in a temporary folder, unless the environment names a place."""
    at = find_free(HOST, 0) if port is None else chosen_port(port)
    given: dict[str, Any] = {"public_url": f"http://{HOST}:{at}"}
    if not any(os.environ.get(name) for name in OWN_PLACES):
        given["data_dir"] = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="factcheck-")))
    return config_at(at, **given)


def serve(config: Config, *, port: int) -> None:
    """Make the desk where it is missing, serve it and say where, until somebody stops it."""
    cast = prepare(config)
    with stoppable(), running(config, port=port) as server:
        click.echo(announcement(config, cast))
        wait_for_the_end(server)
    click.echo("Stopped.")


def prepare(config: Config) -> tuple[seeds.Person, ...]:
    """Bring the database up to date and load the example desk unless it is there."""
    bring_up(config)
    desks.signer_of(config, make_key=True)
    found = seeds.read(resource("seeds"))
    with open_desk(config) as database:
        refuse_desk_of_others(database, found, config)
        return seeds.load(found, database).people


def refuse_desk_of_others(database: Database, found: seeds.Seeds, config: Config) -> None:
    """Raise `NoDesk` for a desk at work: the demonstration's passwords are known to everybody."""
    with database.reading():
        others = [person for person in people.everybody() if person.email != people.OPERATOR]
        if others and not seeds.is_loaded(found):
            raise NoDesk(f"The desk at {address_of(config)} has people of its own; it is no demonstration.")


def announcement(config: Config, cast: tuple[seeds.Person, ...]) -> str:
    """Return what people read once the server answers."""
    rows = [("name", "e-mail", "password", "role")]
    rows += [(person.name, person.email, person.password, person.role.value) for person in cast]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows]
    return "\n".join(
        [
            "",
            f"  The demonstration desk is at {config.public_url}/",
            f"  Sign in at {config.public_url}/login",
            "",
            *(f"  {line}".rstrip() for line in lines),
            "",
            "  Its findings are examples about an invented town; of the real article they find nothing.",
            "  Press Ctrl-C to stop.",
            "",
        ]
    )
