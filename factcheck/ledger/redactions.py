"""What a `redaction` event says: which events had their contents removed by order of law.

It repeats type, actor and time of each, because without contents an event's seal can no longer be checked.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from factcheck.ledger.event_types import RECORD_TYPES, EventType
from factcheck.ledger.links import LoggedEvent

# What says that something was removed, or lost, or signed by another key, stays.
NEVER_REDACTED = frozenset({EventType.REDACTION, EventType.KEY, EventType.GAP})


@dataclass(frozen=True, slots=True)
class Removed:
    """One removed event as a redaction names it; `by` is the redaction's own position."""

    pos: int
    claim: str
    type: str
    actor: str
    at: str
    by: int

    def fits(self, event: LoggedEvent) -> bool:
        """Whether an event may be without contents by this redaction: its own claim's, and later."""
        told = (self.claim, self.type, self.actor, self.at)
        allowed = self.by > event.pos and event.type not in NEVER_REDACTED
        return allowed and told == (event.claim, event.type, event.actor, event.at)


def named_by(event: LoggedEvent) -> set[int]:
    """Return the positions that a redaction names; none for other events."""
    return {removed.pos for removed in removed_by(event)}


def removed_by(event: LoggedEvent) -> list[Removed]:
    """Return what a redaction names; nothing for other events, and for one whose body is no such thing."""
    if event.type != EventType.REDACTION or event.body is None:
        return []
    try:
        return [read(named, event) for named in json.loads(event.body).get("positions", [])]
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError):
        return []  # It was tampered with, which its seal tells.


def read(named: dict[str, Any], by: LoggedEvent) -> Removed:
    told: dict[str, Any] = {name: named.get(name) for name in ("type", "actor", "at")}
    return Removed(pos=int(named["pos"]), claim=by.claim, by=by.pos, **told)


def replaced_by(events: Iterable[LoggedEvent]) -> Iterator[LoggedEvent]:
    """Yield the versions of a claim that only stand in for a removed one: no move of the desk made them."""
    waiting = False
    for event in events:
        if event.type == EventType.REDACTION:
            waiting = waiting or json.loads(event.body or "{}").get("version") is not None
        elif waiting and event.type in RECORD_TYPES:
            waiting = False
            yield event


def unfounded(event: LoggedEvent, removed: Mapping[int, Removed]) -> bool:
    """Whether an event lacks its contents and what is said of it is not what its redaction repeats."""
    named = removed.get(event.pos)
    return event.body is None and named is not None and not named.fits(event)
