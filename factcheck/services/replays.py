"""Removing from a restored backup what the law had removed since: before anything of it is served.

What was removed is known from the redactions of the database that is replaced, and from a file beside the
mirror of checkpoints, to which each redaction is added. Neither holds the text itself. It is found again by
comparing the backup with the database that is replaced; where that does not show it, all words of the removed
events go, and the whole text of the article with them.
"""

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from factcheck import db
from factcheck.config import Config
from factcheck.db import Database
from factcheck.ledger import EventType, LoggedEvent
from factcheck.ledger.redactions import NEVER_REDACTED, removed_by
from factcheck.models import Claim, Event
from factcheck.models.base import Base
from factcheck.services import desks, dumps, history, redactions, removed_rows, wiping
from factcheck.services.redactions import Order
from factcheck.services.removal import BLOCK, Removal, columns_of_words, words_in
from factcheck.services.startup import SINK


def replay(restored: Database, config: Config) -> int:
    """Carry out in a restored database every redaction known that it lacks; return how many there were."""
    known = {event.hash: event for event in kept_outside(desks.sink_of(config))}
    if dumps.is_empty(config.database_url):
        return carry_out_all(restored, known.values(), None)
    replaced = Database(config.database_url)
    try:
        with replaced.reading() as there:
            known |= {event.hash: event for event in redactions_in(there)}
            return carry_out_all(restored, known.values(), there)
    except DBAPIError:  # What is replaced cannot be read any more, which is why it is replaced.
        return carry_out_all(restored, known.values(), None)
    finally:
        replaced.close()


def carry_out_all(restored: Database, known: Iterable[LoggedEvent], there: Session | None) -> int:
    with restored.transaction():
        done = sum(carry_out(event, there) for event in sorted(known, key=lambda event: event.pos))
        wiping.rebuild_search()
    wiping.wipe(restored)
    return done


def carry_out(redaction: LoggedEvent, there: Session | None) -> bool:
    """Remove what a redaction names and this database still holds; say whether there was anything."""
    claim = db.session.scalar(select(Claim).where(Claim.public_id == redaction.claim))
    doomed = doomed_by(redaction)
    if claim is None or not doomed:
        return False
    siblings = db.session.scalars(select(Claim).where(Claim.article_id == claim.article_id)).all()
    removal = Removal.of(texts_of(siblings, doomed, there))
    spans = removed_rows.spans_of_revisions(siblings, removal)
    body = json.loads(redaction.body or "{}")
    order = Order(body.get("ground", ""), body.get("note", ""))
    redactions.carry_out(claim, doomed, removal, order, spans[claim.revision_id])
    removed_rows.scrub(siblings, removal, spans)
    redactions.refresh(claim)
    return True


def doomed_by(redaction: LoggedEvent) -> list[LoggedEvent]:
    """Return the events that a redaction names and that still have their contents here."""
    named = {removed.pos: removed for removed in removed_by(redaction)}
    return [
        event
        for event in history.of_claim(redaction.claim)
        if event.pos in named
        and named[event.pos].fits(event)
        and event.body is not None
        and event.type not in NEVER_REDACTED
    ]


# What the text was.


def texts_of(claims: Sequence[Claim], doomed: Sequence[LoggedEvent], there: Session | None) -> set[str]:
    """Return what was removed, as far as it shows; else all that the removed events said."""
    rows = [*claims, *removed_rows.rows_of(claims), *removed_rows.revisions_of(claims)]
    texts = {words for row in rows for words in blanked_there(row, there)}
    shown = Removal.of(texts) if texts else None
    for event in doomed:
        body = json.loads(event.body or "{}")
        if shown is None or not shown.is_in(body):
            texts |= {words for words in words_in(body) if words.strip()}
            texts |= {revision.text for revision in removed_rows.revisions_of(claims)}
    return texts


def blanked_there(row: Base, there: Session | None) -> Iterator[str]:
    """Yield what a row says where the same row of the database that is replaced has blocks."""
    key = row.__mapper__.primary_key_from_instance(row)
    other = there.get(type(row), key) if there is not None else None
    for name in columns_of_words(type(row)) if other is not None else ():
        mine, theirs = getattr(row, name), getattr(other, name)
        if isinstance(mine, str) and isinstance(theirs, str) and len(mine) == len(theirs):
            yield from under_blocks(mine, theirs)


def under_blocks(mine: str, theirs: str) -> Iterator[str]:
    """Yield the stretches of a text where another of the same length has blocks."""
    start = None
    for place, letter in enumerate([*theirs, ""]):
        hidden = letter == BLOCK and mine[place] != BLOCK
        if hidden and start is None:
            start = place
        elif not hidden and start is not None:
            yield mine[start:place]
            start = None


# What is known outside.


def redactions_in(session: Session) -> Iterator[LoggedEvent]:
    """Yield the redactions of a database's history."""
    rows = session.execute(select(*history.WHOLE).where(Event.type == EventType.REDACTION.value))
    for row in rows:
        yield LoggedEvent(**row._mapping)


def file_beside(sink: Path) -> Path:
    return sink.with_name(f"{sink.name}.redactions")


def kept_outside(sink: Path | None) -> list[LoggedEvent]:
    """Return the redactions that the file beside the mirror keeps."""
    if sink is None or not file_beside(sink).is_file():
        return []
    lines = file_beside(sink).read_text(encoding="utf-8").splitlines()
    return [LoggedEvent(**json.loads(line)) for line in lines if line.strip()]


def keep_outside() -> None:
    """Add to the file beside the mirror every redaction of this unit's history that it lacks."""
    sink: Path | None = db.session.info.get(SINK)
    if sink is None:
        return
    known = {event.hash for event in kept_outside(sink)}
    lacking: list[dict[str, Any]] = [
        asdict(event) for event in redactions_in(db.session) if event.hash not in known
    ]
    with file_beside(sink).open("a", encoding="utf-8") as file:
        file.writelines(f"{json.dumps(event, ensure_ascii=False)}\n" for event in lacking)
        file.flush()
        os.fsync(file.fileno())
