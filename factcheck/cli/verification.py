"""`factcheck verify`: walk the history, or check an export or a badge's proof, and say whether it holds."""

import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import click
import orjson
from sqlalchemy import inspect, select
from sqlalchemy.exc import DBAPIError

from factcheck import db
from factcheck.cli.desks import NoDesk, address_of, open_database, open_desk, settings
from factcheck.cli.terminal import clean, console, counted, progress
from factcheck.config import Config
from factcheck.db import Database
from factcheck.ledger import Fault, LoggedEvent, verify_export
from factcheck.ledger.checkpoints import BadCheckpoint, Checkpoint, PublicKey
from factcheck.ledger.verify_export import Altered, Unreadable, check_file
from factcheck.models import Event
from factcheck.services import desks, history, readiness, signing, verification
from factcheck.services.state import differences
from factcheck.services.walks import Findings

SOUND, TAMPERED, NO_HISTORY = 0, 1, 2
OURS = frozenset({"event", "alembic_version"})


@dataclass(frozen=True)
class Finding:
    """What a check found: how much there is, the faults in order, and what guards are off."""

    events: int
    faults: tuple[Fault, ...] = ()
    first: LoggedEvent | None = None
    guards: tuple[str, ...] = ()
    redacted: int = 0
    checkpoints: int = 0
    compared: bool = False  # Whether the tables were compared with the history.

    @property
    def sound(self) -> bool:
        return not self.faults and not self.guards


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--key", metavar="PUB", help="The desk's public key; by default this desk's own.")
@click.option("--against", metavar="CHECKPOINT", type=click.Path(path_type=Path), help="One kept before.")
@click.option("--claim", metavar="ID", help="Check the events of one claim alone.")
@click.option("--since", metavar="SIZE", type=click.IntRange(min=1), help="Begin after a checkpoint.")
@click.option("--state", is_flag=True, help="Also compare the tables with the history.")
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")
def command(file: Path | None, as_json: bool, **asked: Any) -> None:
    """Check the whole history: every link, seal and signed checkpoint.

    With FILE, check an export or a badge's proof. Ends with 0 where it is sound; 1 where it was tampered
    with, naming the first bad event or field; 2 where there is no history, export or proof at all.
    """
    try:
        config = settings()
        finding = walked(config, **asked) if file is None else checked(file, config, **asked)
    except (NoDesk, Unreadable) as missing:
        click.echo(orjson.dumps({"sound": None, "error": str(missing)}) if as_json else "", nl=as_json)
        click.echo(f"Error: {missing}", err=True)
        sys.exit(NO_HISTORY)
    if as_json:
        click.echo(orjson.dumps(as_data(finding)))
    else:
        tell(finding)
    sys.exit(SOUND if finding.sound else TAMPERED)


def checked(file: Path, config: Config, *, key: str | None, against: Path | None, **_asked: Any) -> Finding:
    """Check an export or a badge's proof, or raise `Unreadable`."""
    try:
        text = file.read_text(encoding="utf-8")
        kept = against.read_text(encoding="utf-8") if against else None
    except (OSError, UnicodeDecodeError) as error:
        raise Unreadable(
            f"{error.filename if isinstance(error, OSError) else file} cannot be read."
        ) from None
    if not text.strip():
        raise Unreadable(f"{file} is empty.")
    try:
        found = list(check_file(text, verify_export.Key(key or own_key(config, text)), kept))
    except Altered as altered:
        return Finding(0, (Fault(0, str(altered)),))
    return Finding(len(found), checkpoints=1)


def own_key(config: Config, document: str) -> str:
    """Return the public key this desk signed a document with, or raise `Unreadable` where it has none."""
    signer = desks.signer_of(config, make_key=False)
    if signer is None:
        raise Unreadable("This desk has no key of its own: name the public key with --key.")
    try:
        with open_desk(config) as database, database.reading():
            return signing.key_for(document)
    except NoDesk:
        return str(signer.key.public)


def walked(
    config: Config,
    *,
    key: str | None = None,
    against: Path | None = None,
    claim: str | None = None,
    since: int | None = None,
    state: bool = False,
) -> Finding:
    """Check the history of the desk's database, or raise `NoDesk` where there is none."""
    keys = [PublicKey.parse(key)] if key else []
    with open_database(config) as database:
        refuse_foreign(database, config)
        if not keys and (signer := desks.signer_of(config, make_key=False)):
            keys = [signer.key.public]
        try:
            with database.reading() as session:
                guards = readiness.triggers_missing(session.connection())
                if claim is not None:
                    return told_of(verification.one_claim(claim), guards)
                return check(guards, keys=keys, against=opened(against, keys), since=since or 0, state=state)
        except BadCheckpoint as bad:
            return Finding(0, (Fault(0, f"the checkpoint kept outside {bad}"),))
        except DBAPIError as error:
            words = str(error.orig).splitlines()[0]
            return Finding(0, (Fault(0, f"the history cannot be read: {words}"),))


def opened(kept: Path | None, keys: list[PublicKey]) -> Checkpoint | None:
    """Read a checkpoint kept outside, or raise `BadCheckpoint` where no known key signed it."""
    return signing.chain(keys).open(kept.read_text(encoding="utf-8")) if kept is not None else None


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


def check(
    guards: list[str], *, keys: list[PublicKey], against: Checkpoint | None, since: int, state: bool
) -> Finding:
    """Walk the log within a unit of work."""
    total = history.count()
    with progress("Verifying") as bar:
        found = verification.whole(
            keys=keys, against=against, since=since, watch=lambda events: iter(bar.track(events, total=total))
        )
    if state:
        found.add(differences())
    return told_of(found, guards, compared=state)


def told_of(found: Findings, guards: list[str], *, compared: bool = False) -> Finding:
    """Return findings with the event that the first fault is about."""
    first = event_at(found.faults[0].pos) if found.faults else None
    faults = tuple(found.faults)
    return Finding(found.events, faults, first, tuple(guards), found.redacted, found.checkpoints, compared)


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
        return target.print(sound_words(finding), style="green")
    for line in told(finding):
        click.echo(clean(line))
    return None


def sound_words(finding: Finding) -> str:
    """Say how much holds."""
    signed = f", {counted(finding.checkpoints, 'signed checkpoint')}" if finding.checkpoints else ""
    tables = ", and the tables say what the history says" if finding.compared else ""
    gone = f" {counted(finding.redacted, 'event')} had contents removed by order." if finding.redacted else ""
    return f"Sound: {counted(finding.events, 'event')}{signed}, every link and seal holds{tables}.{gone}"


def told(finding: Finding) -> Iterator[str]:
    if finding.faults:
        first = finding.faults[0]
        named = f" ({finding.first.type} of {finding.first.claim})" if finding.first else ""
        yield f"Tampered with: the first bad event is {first.pos}{named}: {first.why}."
        more = len(finding.faults) - 1
        if more:
            follow = "follows" if more == 1 else "follow"
            yield f"{counted(more, 'more fault')} {follow} from it or beside it."
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
        "redacted": finding.redacted,
        "checkpoints": finding.checkpoints,
        "claim": finding.first.claim if finding.first else None,
        "type": finding.first.type if finding.first else None,
        "faults": [asdict(fault) for fault in finding.faults],
        "guards": list(finding.guards),
    }
