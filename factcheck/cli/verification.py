"""`factcheck verify`: walk the history, or check an export or a badge's proof, and say whether it holds."""

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import click
import orjson
from rich.text import Text
from sqlalchemy import inspect, select
from sqlalchemy.exc import DBAPIError

from factcheck import db
from factcheck.cli import documents
from factcheck.cli.checkpoints import Kept, Outside, text_of
from factcheck.cli.desks import NoDesk, address_of, open_database, settings
from factcheck.cli.terminal import clean, console, counted, progress
from factcheck.config import Config
from factcheck.db import Database
from factcheck.errors import FactcheckError
from factcheck.ledger import Fault, LoggedEvent
from factcheck.ledger.checkpoints import BadKey, Checkpoint, PublicKey
from factcheck.ledger.verify_export import Altered, Unreadable
from factcheck.models import Event
from factcheck.services import desks, history, readiness, verification
from factcheck.services.damage import damage
from factcheck.services.state import differences
from factcheck.services.walks import Findings

STATE = "Also compare claims, public records, pending proposals and standing evidence with the history."
FILE = click.Path(path_type=Path)
SOUND, TAMPERED, NO_HISTORY = 0, 1, 2
LARGEST = 2**53 - 1  # What a place in the log can be.
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
    claims: int = 0  # In an export or a proof,
    words: str = ""  # of which these say what holds.
    older: int = 0  # How many events before the newest checkpoint kept it ends.

    @property
    def sound(self) -> bool:
        return not self.faults and not self.guards


@click.command()
@click.argument("file", required=False, type=FILE)
@click.option("--key", metavar="PUB", help="The desk's public key; by default this desk's own.")
@click.option("--against", metavar="CHECKPOINT", type=FILE, help="A file of one or many.")
@click.option("--proof", metavar="ANSWER", type=FILE, help="What the desk's log proves of another size.")
@click.option("--claim", metavar="ID", help="Check the events of one claim alone.")
@click.option(
    "--since", metavar="SIZE", type=click.IntRange(min=1, max=LARGEST), help="Begin after a checkpoint."
)
@click.option("--state", is_flag=True, help=STATE)
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")
def command(file: Path | None, as_json: bool, **asked: Any) -> None:
    """Check the whole history: every link, seal and signed checkpoint, and those in the mirror.

    With FILE, check an export or a badge's proof. Ends with 0 where it is sound; 1 where it was tampered
    with, naming the first bad event or field; 2 where it could not be checked, or not compared as asked.
    """
    refuse_unfit(file, **asked)
    try:
        config = settings()
        finding = walked(config, **asked) if file is None else checked(file, config, **asked)
    except (FactcheckError, Unreadable) as missing:
        click.echo(orjson.dumps({"sound": None, "error": str(missing)}) if as_json else "", nl=as_json)
        click.echo(clean(f"Error: {missing}"), err=True)
        sys.exit(NO_HISTORY)
    if as_json:
        click.echo(orjson.dumps(as_data(finding)))
    else:
        tell(finding)
    sys.exit(SOUND if finding.sound else TAMPERED)


def refuse_unfit(file: Path | None, *, claim: str | None, **asked: Any) -> None:
    """Raise `UsageError` for what does not go together, and would not be done."""
    names = ("since", "state") if file is not None else ("key", "against", "since", "state")
    unfit = [f"--{name}" for name in names if asked[name]] if file is not None or claim is not None else []
    if asked["proof"] and file is None:
        raise click.UsageError("--proof is about an export or a badge's proof: name its FILE.")
    if file is not None and claim is not None:
        unfit.insert(0, "--claim")
    if unfit:
        what = "an export or a proof" if file is not None else "one claim"
        raise click.UsageError(f"{' and '.join(unfit)} cannot be asked of {what}: leave it out.")


def checked(file: Path, config: Config, *, key: str | None, **asked: Any) -> Finding:
    """Check an export or a badge's proof, or raise `Unreadable`."""
    text = text_of(file)
    kept, growth = (text_of(asked[name]) if asked[name] else None for name in ("against", "proof"))
    if not text.strip():
        raise Unreadable(f"{file} is empty.")
    try:
        found = documents.check(text, config, key=key, kept=kept, kept_in=str(asked["against"]), proof=growth)
    except Altered as altered:
        return Finding(0, (Fault(0, str(altered)),))
    return Finding(0, checkpoints=1, claims=found.claims, words=found.words, older=found.older)


def walked(
    config: Config,
    *,
    key: str | None = None,
    against: Path | None = None,
    claim: str | None = None,
    since: int | None = None,
    state: bool = False,
    **_asked: Any,
) -> Finding:
    """Check the history of the desk's database, or raise `NoDesk` where there is none.

    Raises `Unreadable` where it holds by itself, and a checkpoint kept outside is none.
    """
    keys = keys_of(key)
    # What was mirrored before the database is read was committed before as well.
    outside = Outside.of(config, against)
    with open_database(config) as database:
        refuse_foreign(database, config)
        if not keys and (signer := desks.signer_of(config, make_key=False)):
            keys = [signer.key.public]
        if against is not None and not keys:
            raise Unreadable("To compare with a checkpoint, name the key that signed it with --key.")
        try:
            with database.reading() as session:
                guards = readiness.triggers_missing(session.connection())
                if claim is not None:
                    return replace(
                        told_of(found := verification.one_claim(claim), guards), words=alone(found)
                    )
                kept = Kept.of(outside, keys, since=since or 0)
                finding = check(database, guards, keys=keys, against=kept.good, since=since or 0, state=state)
                if finding.sound and (since or 0) > (size := history.count()):
                    raise Unreadable(
                        f"--since {since} begins after the end: the history holds {size} events."
                    )
                if finding.sound and kept.bad:
                    raise Unreadable(kept.bad[0])
                return finding
        except DBAPIError as error:
            words = str(error.orig).splitlines()[0]
            return Finding(0, (Fault(0, f"the history cannot be read: {words}"),))


def keys_of(written: str | None) -> list[PublicKey]:
    """Read the key that was asked for, or raise `Unreadable`."""
    try:
        return [PublicKey.parse(written)] if written else []
    except BadKey as bad:
        raise Unreadable(str(bad)) from None


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
    database: Database,
    guards: list[str],
    *,
    keys: list[PublicKey],
    against: list[Checkpoint],
    since: int,
    state: bool,
) -> Finding:
    """Walk the log within a unit of work, and have the file looked through meanwhile."""
    total = history.count()
    with ThreadPoolExecutor(max_workers=1) as beside:
        file = None if since else beside.submit(damage_of, database)
        with progress("Verifying") as bar:
            found = verification.whole(
                keys=keys,
                against=against,
                since=since,
                watch=lambda events: iter(bar.track(events, total=total)),
            )
        if state:
            found.add(differences())
        if file is not None and (broken := file.result()):
            found.add([Fault(0, f"the database file itself is damaged: {broken}")])
    return told_of(found, guards, compared=state)


def damage_of(database: Database) -> str:
    """Look through the file in a unit of work of its own."""
    with database.reading():
        return damage()


def told_of(found: Findings, guards: list[str], *, compared: bool = False) -> Finding:
    """Return findings with the event that the first fault is about."""
    first = event_at(found.faults[0].pos) if found.faults and found.faults[0].pos else None
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
    if finding.sound:
        return console().print(Text(clean(sound_words(finding))), style="green", soft_wrap=True)
    for line in told(finding):
        click.echo(clean(line))
    return None


def sound_words(finding: Finding) -> str:
    """Say how much holds."""
    if finding.words:
        return finding.words
    signed = f", {counted(finding.checkpoints, 'signed checkpoint')}" if finding.checkpoints else ""
    tables = ", and the tables say what the history says" if finding.compared else ""
    gone = f" {counted(finding.redacted, 'event')} had contents removed by order." if finding.redacted else ""
    return f"Sound: {counted(finding.events, 'event')}{signed}, every link and seal holds{tables}.{gone}"


def alone(found: Findings) -> str:
    """Say how much of one claim holds, and what looking at it alone cannot show."""
    held = (
        f"Sound: {counted(found.events, 'event')} of this claim, every link within it and every seal holds."
    )
    return f"{held} Events cut off at its end do not show here: “factcheck verify” without --claim looks."


def told(finding: Finding) -> Iterator[str]:
    if finding.faults:
        first = finding.faults[0]
        named = f" ({finding.first.type} of {finding.first.claim})" if finding.first else ""
        where = f"the first bad event is {first.pos}{named}: " if first.pos else ""
        yield f"Tampered with: {where}{first.why}."
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
        "claims": finding.claims,
        "older_by": finding.older,
        "first_bad": (first.pos or None) if first else None,
        "why": first.why if first else None,
        "redacted": finding.redacted,
        "checkpoints": finding.checkpoints,
        "claim": str(finding.first.claim) if finding.first else None,  # A file edited by hand may hold bytes.
        "type": str(finding.first.type) if finding.first else None,
        "faults": [asdict(fault) for fault in finding.faults],
        "guards": list(finding.guards),
    }
