"""Redactions as they are kept outside, in a file beside the mirror: what they say, and where blocks stand.

One line of JSON each. The removed words stand nowhere; a line that was torn is written again.
"""

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select

from factcheck import db
from factcheck.ledger import EventType, LoggedEvent
from factcheck.models import Claim, Event
from factcheck.services import blanks, history, redactions
from factcheck.services.blanks import Blanks
from factcheck.services.startup import SINK


@dataclass(frozen=True)
class Kept:
    """A redaction, and the blocks it left; None where nobody kept where they are."""

    event: LoggedEvent
    blanks: Blanks | None


def here() -> list[Kept]:
    """Return the redactions of this unit's history with the blocks of now."""
    return [Kept(event, blanks_for(event)) for event in events_here()]


def events_here() -> Iterator[LoggedEvent]:
    rows = db.session.execute(select(*history.WHOLE).where(Event.type == EventType.REDACTION.value))
    for row in rows.all():
        yield LoggedEvent(*row)


def blanks_for(redaction: LoggedEvent) -> Blanks:
    """Return the blocks in the article of a redaction's claim."""
    claim = db.session.scalar(select(Claim).where(Claim.public_id == redaction.claim))
    return blanks.of_article(redactions.of_article(claim)) if claim is not None else {}


def joined(known: Iterable[Kept]) -> list[Kept]:
    """Return each redaction once, in order of the log, with its blocks as they were known first."""
    found: dict[str, Kept] = {}
    for one in known:
        if one.event.hash not in found or found[one.event.hash].blanks is None:
            found[one.event.hash] = one
    return sorted(found.values(), key=lambda kept: kept.event.pos)


# The file.


def file_beside(sink: Path) -> Path:
    return sink.with_name(f"{sink.name}.redactions")


def outside(sink: Path | None) -> list[Kept]:
    """Return the redactions that the file beside the mirror keeps; raises `OSError`."""
    if sink is None or not file_beside(sink).is_file():
        return []
    lines = file_beside(sink).read_text(encoding="utf-8", errors="replace").split("\n")
    return [kept for line in lines if (kept := read(line)) is not None]


def read(line: str) -> Kept | None:
    """Return what a line says; None for one that was torn."""
    try:
        told = json.loads(line)
        places = told.pop("blanks", None)
        return Kept(LoggedEvent(**told), None if places is None else blanks.read(places))
    except (AttributeError, KeyError, TypeError, ValueError):
        return None


def keep() -> None:
    """Add to the file beside the mirror every redaction of this unit's history that it lacks.

    Only the owner may read it, for some are of claims that nobody published. Raises `OSError`.
    """
    sink: Path | None = db.session.info.get(SINK)
    if sink is None:
        return
    known = {kept.event.hash for kept in outside(sink)}
    lacking = [written(event) for event in events_here() if event.hash not in known]
    if not lacking:
        return
    with open(file_beside(sink), "ab+", opener=for_its_owner) as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - 1))
        torn = size > 0 and file.read() != b"\n"
        file.write((b"\n" if torn else b"") + "".join(lacking).encode())
        file.flush()
        os.fsync(file.fileno())


def written(redaction: LoggedEvent) -> str:
    told: dict[str, Any] = {**asdict(redaction), "blanks": blanks.written(blanks_for(redaction))}
    return f"{json.dumps(told, ensure_ascii=False)}\n"


def for_its_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
