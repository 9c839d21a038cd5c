"""A claim's public events as readers are told them."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from factcheck.ledger import RECORD_TYPES, EventType, LoggedEvent
from factcheck.services.records import Record


@dataclass(frozen=True)
class Happening:
    """One public event: what it was, the version it made if it made one, and the rating before that."""

    event: LoggedEvent
    verdict: Record | None
    before: Record | None
    note: str
    ground: str = ""
    origins: Sequence[str] = ()  # Whom the facts of its evidence come from, as far as readers may know.

    @property
    def removed(self) -> bool:
        """Whether what it said was removed by order of law."""
        return self.event.body is None

    @property
    def type(self) -> str:
        return self.event.type

    @property
    def at(self) -> str:
        return self.event.at

    @property
    def role(self) -> str:
        return self.event.actor.partition("-")[0]

    @property
    def state(self) -> str:
        """Which of the statuses' colours fits it."""
        states = {EventType.RETRACTION: "retracted", EventType.WITHHELD: "withheld"}
        states[EventType.RECHECKING] = "in_review"
        return states.get(EventType(self.type), "live")


def story(events: Iterable[LoggedEvent]) -> list[Happening]:
    """Return what happened, newest first."""
    told: list[Happening] = []
    rating: Record | None = None
    for event in events:
        body = json.loads(event.body or "{}")
        verdict = body["verdict"] if event.type in RECORD_TYPES and body else None
        note, ground = body.get("note", ""), body.get("ground", "")
        told.append(Happening(event, verdict, rating, note, ground, origins_in(body)))
        rating = verdict["rating"] if verdict else rating
    return told[::-1]


def origins_in(body: Record) -> list[str]:
    """Return the origins of a version's evidence, each once; a retraction rests on none."""
    if not (body.get("verdict") or {}).get("rating"):
        return []
    sources = [piece["source"] for piece in body.get("evidence", []) if piece["source"]]
    return list(dict.fromkeys(source["origin"] for source in sources if source["origin"]))
