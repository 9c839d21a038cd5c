"""Removing from a restored backup what the law had removed since: before anything of it is served.

What was removed is known from the redactions of the database that is replaced, and from a file beside the
mirror of checkpoints, to which each redaction is added. Both know where blocks took its place, neither knows
the text itself, which is found again by that. Where it does not show, all words of the removed events go, and
of the article's text all that no other claim quotes.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from factcheck import db
from factcheck.config import Config
from factcheck.db import Database
from factcheck.ledger import LoggedEvent
from factcheck.ledger.redactions import NEVER_REDACTED, removed_by
from factcheck.models import Claim, Event
from factcheck.services import (
    blanks,
    desks,
    dumps,
    history,
    kept_redactions,
    redactions,
    removed_rows,
    wiping,
)
from factcheck.services.kept_redactions import Kept
from factcheck.services.redactions import Order
from factcheck.services.removal import Removal, words_in

Spans = Mapping[int, Sequence[tuple[int, int]]]


def replay(restored: Database, config: Config) -> int:
    """Carry out in a restored database every redaction known that it lacks; return how many there were."""
    known = kept_redactions.outside(desks.sink_of(config)) + known_there(config)
    with restored.transaction():
        lacking = [found for kept in kept_redactions.joined(known) if (found := Found.of(kept)) is not None]
        for found in lacking:
            carry_out(found)
        wiping.rebuild_search()
    wiping.wipe(restored)
    return len(lacking)


def known_there(config: Config) -> list[Kept]:
    """Return the redactions of the database that is replaced, where there is one that can be read."""
    if dumps.is_empty(config.database_url):
        return []
    replaced = Database(config.database_url)
    try:
        with replaced.reading():
            return kept_redactions.here()
    except DBAPIError:  # It cannot be read any more, which is why it is replaced.
        return []
    finally:
        replaced.close()


@dataclass(frozen=True)
class Found:
    """What a redaction removed, found before any is carried out: rows show it no more after the first."""

    redaction: LoggedEvent
    claim: Claim
    siblings: Sequence[Claim]
    texts: set[str] | None
    spans: Spans

    @classmethod
    def of(cls, kept: Kept) -> Self | None:
        """Return what is to be removed; None where that was done, or the claim is not in this database."""
        claim = db.session.scalar(select(Claim).where(Claim.public_id == kept.event.claim))
        if claim is None or is_in_log(kept.event):
            return None
        siblings = redactions.of_article(claim)
        named = doomed_by(kept.event)
        if kept.blanks is None:
            if removed_by(kept.event) and not named:
                return None
            spans = removed_rows.spans_nobody_else_quotes(claim, siblings)
            return cls(kept.event, claim, siblings, None, spans)
        texts = blanks.texts_under(siblings, kept.blanks)
        if not texts and not named:
            return None
        spans = removed_rows.spans_of_revisions(siblings, Removal.of(texts))
        return cls(kept.event, claim, siblings, texts, spans)

    @property
    def known(self) -> Removal:
        return Removal.of(self.texts or ())

    @property
    def place(self) -> Sequence[tuple[int, int]]:
        """Where it stands in the text that its own claim quotes."""
        return self.spans[self.claim.revision_id]

    def doomed(self) -> tuple[list[LoggedEvent], list[LoggedEvent]]:
        """Return the claim's events that lose their contents, and those of them that show no known text."""
        holding = redactions.holding(self.claim, self.known, self.place) if self.texts is not None else []
        every = {*doomed_by(self.redaction), *holding}
        return sorted(every, key=lambda event: event.pos), [event for event in every if event not in holding]


def carry_out(found: Found) -> None:
    """Remove known texts from all claims of the article, and from the redaction's own what may have been one.

    Those are whole texts that its rows repeat of events that show none.
    """
    doomed, unclear = found.doomed()
    known, every = found.known, Removal.of(found.texts or (), whole=words_of(unclear))
    body = json.loads(found.redaction.body or "{}")
    order = Order(body.get("ground", ""), body.get("note", ""))
    removed_rows.part_claimants(found.siblings, known)
    redactions.carry_out(found.claim, doomed, every, order, found.place)
    removed_rows.scrub(found.siblings, known, found.spans)
    removed_rows.scrub_claim_and_rows(found.claim, every, found.place)
    for one in found.siblings:
        redactions.refresh(one)


def is_in_log(event: LoggedEvent) -> bool:
    return db.session.scalar(select(Event.pos).where(Event.hash == event.hash)) is not None


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


def words_of(events: Iterable[LoggedEvent]) -> set[str]:
    """Return every text that these events say."""
    bodies = (json.loads(event.body or "{}") for event in events)
    return {words for body in bodies for words in words_in(body) if words.strip()}
