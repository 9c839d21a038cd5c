"""`factcheck verify`: walk the whole history and say whether it holds."""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import islice

import click
import orjson
from sqlalchemy import inspect, select
from sqlalchemy.exc import DBAPIError

from factcheck import db, ledger
from factcheck.cli.desks import NoDesk, address_of, open_database, settings
from factcheck.cli.terminal import clean, console, progress
from factcheck.config import Config
from factcheck.db import Database
from factcheck.ledger import Fault, LoggedEvent
from factcheck.models import Event
from factcheck.services import history, readiness

SOUND, TAMPERED, NO_HISTORY = 0, 1, 2
OURS = frozenset({"event", "alembic_version"})
MOST_FAULTS = 1000  # Of a history that is wrong throughout, more would tell nothing.


@dataclass(frozen=True)
class Finding:
    """What a walk found: how many events there are, the faults in order, and what guards are off."""

    events: int
    faults: tuple[Fault, ...] = ()
    first: LoggedEvent | None = None
    guards: tuple[str, ...] = ()

    @property
    def sound(self) -> bool:
        return not self.faults and not self.guards


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")
def command(as_json: bool) -> None:
    """Walk every link and seal of the history.

    Ends with 0 where it is sound; 1 where it was tampered with, naming the first bad event; 2 where there is
    no history of ours at all.
    """
    try:
        finding = walked(settings())
    except NoDesk as missing:
        click.echo(orjson.dumps({"sound": None, "error": str(missing)}) if as_json else "", nl=as_json)
        click.echo(f"Error: {missing}", err=True)
        sys.exit(NO_HISTORY)
    if as_json:
        click.echo(orjson.dumps(as_data(finding)))
    else:
        tell(finding)
    sys.exit(SOUND if finding.sound else TAMPERED)


def walked(config: Config) -> Finding:
    """Check the history of the desk's database, or raise `NoDesk` where there is none."""
    with open_database(config) as database:
        refuse_foreign(database, config)
        try:
            with database.reading() as session:
                guards = readiness.triggers_missing(session.connection())
                return check(guards)
        except DBAPIError as error:
            words = str(error.orig).splitlines()[0]
            return Finding(0, (Fault(0, f"the history cannot be read: {words}"),))


def refuse_foreign(database: Database, config: Config) -> None:
    """Raise `NoDesk` for what is no database, or not one of ours."""
    try:
        with database.engine.connect() as connection:
            tables = set(inspect(connection).get_table_names())
    except DBAPIError as error:
        words = str(error.orig).splitlines()[0]
        if "malformed" in words:
            return  # It was a database once; walking it tells what is left.
        raise NoDesk(f"There is no database that can be read at {address_of(config)}: {words}.") from None
    if not tables & OURS:
        raise NoDesk(f"{address_of(config)} holds no history of ours.")


def check(guards: list[str]) -> Finding:
    """Walk the log within a unit of work."""
    total = history.count()
    with progress("Verifying") as bar:
        faults = tuple(islice(faults_of(bar.track(history.walk(), total=total)), MOST_FAULTS))
    return Finding(total, faults, event_at(faults[0].pos) if faults else None, tuple(guards))


def faults_of(events: Iterable[LoggedEvent]) -> Iterator[Fault]:
    """Yield what is wrong with the log; an event that cannot be read is the last fault told."""
    try:
        yield from ledger.check(events)
    except history.Unreadable as unreadable:
        yield Fault(unreadable.pos, "it cannot be read")


def event_at(pos: int) -> LoggedEvent | None:
    """Return an event by its position, where there is one that can be read."""
    try:
        row = db.session.execute(select(*history.WHOLE).where(Event.pos == pos)).first()
    except DBAPIError:
        return None
    return LoggedEvent(**row._mapping) if row else None


def tell(finding: Finding) -> None:
    """Say what was found to people."""
    target = console()
    if finding.sound:
        return target.print(f"Sound: {finding.events:,} events, every link and seal holds.", style="green")
    for line in told(finding):
        click.echo(clean(line))
    return None


def told(finding: Finding) -> Iterator[str]:
    if finding.faults:
        first = finding.faults[0]
        named = f" ({finding.first.type} of {finding.first.claim})" if finding.first else ""
        yield f"Tampered with: the first bad event is {first.pos}{named}: {first.why}."
        more = len(finding.faults) - 1
        if more:
            yield f"{more:,} more faults follow from it or beside it."
    else:
        yield f"{finding.events:,} events hold, but what guards them was changed."
    yield from finding.guards


def as_data(finding: Finding) -> dict[str, object]:
    """Return what was found for programs."""
    first = finding.faults[0] if finding.faults else None
    return {
        "sound": finding.sound,
        "events": finding.events,
        "first_bad": first.pos if first else None,
        "why": first.why if first else None,
        "claim": finding.first.claim if finding.first else None,
        "type": finding.first.type if finding.first else None,
        "faults": [asdict(fault) for fault in finding.faults],
        "guards": list(finding.guards),
    }
