"""`factcheck doctor`: whether anything is amiss with this desk, and what."""

import os
import platform
import shutil
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass

import click
import orjson
from rich.text import Text
from sqlalchemy.exc import SQLAlchemyError

from factcheck import migrate, splitter
from factcheck.cli.desks import address_of, open_database, revision_of, settings
from factcheck.cli.terminal import console, counted, table
from factcheck.config import Config
from factcheck.db import Database
from factcheck.errors import FactcheckError
from factcheck.services import damage, grants, history, readiness, signing, startup

NEEDED_BYTES = 500 * 1024 * 1024
SUPPORTED = ((3, 11), (3, 14))


@dataclass(frozen=True)
class Check:
    """One thing that was looked at."""

    name: str
    well: bool
    words: str


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")
def command(as_json: bool) -> None:
    """Look at everything the desk needs; ends with 1 if something is wrong."""
    config = settings()
    found = [*of_machine(config), *of_database(config)]
    if as_json:
        click.echo(orjson.dumps({"well": is_well(found), "checks": [asdict(check) for check in found]}))
    else:
        console().print(table(("", "", ""), [(mark(check), check.name, check.words) for check in found]))
    sys.exit(0 if is_well(found) else 1)


def is_well(found: list[Check]) -> bool:
    return all(check.well for check in found)


def mark(check: Check) -> Text:
    return Text("ok", style="green") if check.well else Text("wrong", style="bold red")


# What needs no database.


def of_machine(config: Config) -> Iterator[Check]:
    version = platform.python_version()
    yield Check("Python", SUPPORTED[0] <= sys.version_info < SUPPORTED[1], version)
    languages = splitter.available_languages()
    yield Check("language model", bool(languages), ", ".join(languages) or "none: only rules split texts")
    yield of_disk(config)
    yield of_secret(config)


def of_disk(config: Config) -> Check:
    """Look at the room left where the desk keeps its files, and whether it may write there."""
    folder = config.data_dir
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    writable = os.access(folder, os.W_OK)
    words = f"{free // 1024**2:,} MiB free at {folder}" + ("" if writable else ", which cannot be written to")
    return Check("disk", writable and free > NEEDED_BYTES, words)


def of_secret(config: Config) -> Check:
    if config.secret_key:
        return Check("secret key", True, "set")
    made = config.demo or config.is_loopback
    words = "made by the server and kept in the data folder" if made else "FACTCHECK_SECRET_KEY is not set"
    return Check("secret key", made, words)


# What needs one.


def of_database(config: Config) -> Iterator[Check]:
    """Look at the database; what cannot be reached is not looked into."""
    try:
        with open_database(config) as database:
            revision, newest = revision_of(database), migrate.head()
            yield Check("database", True, address_of(config))
            yield Check("migrations", revision == newest, f"at {revision or 'none'}, newest is {newest}")
            if revision == newest:
                yield from of_history(database)
    except FactcheckError as failure:
        yield Check("database", False, str(failure))
    except SQLAlchemyError as failure:
        words = str(getattr(failure, "orig", None) or failure).splitlines()
        yield Check("database", False, f"{address_of(config)}: {words[0]}")


def of_history(database: Database) -> Iterator[Check]:
    with database.reading() as session:
        yield told("triggers", readiness.triggers_missing(session.connection()), "all there")
        tail, broken = history.check_tail(), damage.problems()
        yield told("rights", grants.problems(session.connection()), "no more than are needed")
        yield told("signing key", signing.problems(), "the one that the history goes on with")
        yield told(
            "mirror", [*startup.problems(), *startup.warnings()], "knows of nothing that is missing here"
        )
    broken += [f"Event {fault.pos}: {fault.why}." for fault in tail.faults]
    yield told("history", broken, f"{counted(tail.size, 'event')}, the newest hold")


def told(name: str, problems: list[str], otherwise: str) -> Check:
    return Check(name, not problems, " ".join(problems) or otherwise)
