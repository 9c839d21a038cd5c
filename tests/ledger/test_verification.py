"""Every kind of tampering is found, at the first event that does not hold."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.ledger import NO_HASH, Fault, LoggedEvent, check, link, seal

GOLDEN = Path(__file__).with_name("golden.jsonl").read_text(encoding="utf-8")
SOUND = [LoggedEvent(**json.loads(line)) for line in GOLDEN.splitlines()]
Log = list[LoggedEvent]
PLACE = 5  # The event that most kinds of tampering touch: one in the middle, of a claim with others.


def first_fault(log: Log) -> Fault | None:
    return next(check(log), None)


def changed(**columns: Any) -> Callable[[Log], Log]:
    """Return a tampering that changes columns of one event and repairs nothing."""
    return lambda log: [replace(event, **columns) if event.pos == PLACE else event for event in log]


def resealed(**columns: Any) -> Callable[[Log], Log]:
    """Return a tampering that changes an event's contents and repairs its seal, but not its hash."""

    def tamper(log: Log) -> Log:
        event = replace(log[PLACE - 1], **columns)
        return [*log[: PLACE - 1], replace(event, sealed=sealed_anew(event)), *log[PLACE:]]

    return tamper


def rehashed(**columns: Any) -> Callable[[Log], Log]:
    """Return a tampering that changes an event and repairs its seal and its hash: the next one tells."""

    def tamper(log: Log) -> Log:
        event = replace(log[PLACE - 1], **columns)
        event = replace(event, sealed=sealed_anew(event))
        return [*log[: PLACE - 1], replace(event, hash=linked_anew(event)), *log[PLACE:]]

    return tamper


def sealed_anew(event: LoggedEvent) -> str:
    return seal(type=event.type, actor=event.actor, at=event.at, body=event.body or "", salt=event.salt or "")


def linked_anew(event: LoggedEvent) -> str:
    return link(
        pos=event.pos,
        claim=event.claim,
        seq=event.seq,
        prev=event.prev,
        prev_claim=event.prev_claim,
        sealed=event.sealed,
    )


def without(pos: int) -> Callable[[Log], Log]:
    return lambda log: [event for event in log if event.pos != pos]


def swapped(log: Log) -> Log:
    one, other = log[PLACE - 2], log[PLACE - 1]
    return [*log[: PLACE - 2], other, one, *log[PLACE:]]


def doubled(log: Log) -> Log:
    return [*log[:PLACE], log[PLACE - 1], *log[PLACE:]]


def inserted(log: Log) -> Log:
    """Put an event of another claim in between, with its own seal and hash right."""
    forged = replace(log[0], pos=PLACE, claim="forged222222", prev=log[PLACE - 2].hash, at=log[PLACE - 1].at)
    forged = replace(forged, sealed=sealed_anew(forged))
    return [*log[: PLACE - 1], replace(forged, hash=linked_anew(forged)), *log[PLACE - 1 :]]


def closed_up(log: Log) -> Log:
    """Take an event out and move the others up, without repairing their links."""
    return [replace(event, pos=pos) for pos, event in enumerate(without(PLACE)(log), 1)]


TAMPERINGS: dict[str, tuple[Callable[[Log], Log], int, str]] = {
    "a body": (changed(body="{}"), PLACE, "contents are not what was sealed"),
    "a body with blanks": (changed(body='{"a": 1}'), PLACE, "not canonical"),
    "a body that is no JSON": (changed(body="{"), PLACE, "not canonical"),
    "a body that is too deep": (changed(body="[" * 100_000), PLACE, "not canonical"),
    "a body with a float": (changed(body='{"a":0.5}'), PLACE, "not canonical"),
    "a body with a key twice": (changed(body='{"a":1,"a":1}'), PLACE, "not canonical"),
    "a body of bytes": (changed(body=b"{}"), PLACE, "not canonical"),
    "a body that is gone": (changed(body=None), PLACE, "contents are missing"),
    "a salt that is gone": (changed(salt=None), PLACE, "contents are missing"),
    "contents that are gone": (changed(body=None, salt=None), PLACE, "contents are missing"),
    "a type": (changed(type="minor"), PLACE, "contents are not what was sealed"),
    "an actor": (changed(actor="editor-zzzz"), PLACE, "contents are not what was sealed"),
    "a later time": (changed(at="2026-01-06T08:30:00.000001Z"), PLACE, "contents are not what was sealed"),
    "an earlier time": (changed(at="2026-01-01T00:00:00.000000Z"), PLACE, "time is earlier"),
    "a salt": (changed(salt="0" * 32), PLACE, "contents are not what was sealed"),
    "a seal": (changed(sealed="0" * 64), PLACE, "contents are not what was sealed"),
    "a hash": (changed(hash="0" * 64), PLACE, "hash is not that of its place and seal"),
    "a link": (changed(prev="0" * 64), PLACE, "does not link to the event before it"),
    "a claim's link": (changed(prev_claim="0" * 64), PLACE, "does not link to the claim's event"),
    "a number": (changed(seq=9), PLACE, "should be number 4 of its claim"),
    "a position": (changed(pos=99), 99, "position 5 is missing or out of order"),
    "a claim": (changed(claim="harbourtax22"), PLACE, "should be number 2 of its claim"),
    "a column of bytes": (changed(actor=b"editor-zzzz"), PLACE, "a column holds what it cannot"),
    "a time that is none": (changed(at=None), PLACE, "a column holds what it cannot"),
    "a number that is none": (changed(seq=0.5), PLACE, "should be number 4 of its claim"),
    "a huge position": (changed(pos=2**60), 2**60, "position 5 is missing"),
    "contents and their seal": (resealed(body="{}"), PLACE, "hash is not that of its place and seal"),
    "contents, seal and hash": (rehashed(body="{}"), PLACE + 1, "does not link to the event before it"),
    "an actor, seal and hash": (
        rehashed(actor="editor-zzzz"),
        PLACE + 1,
        "does not link to the event before",
    ),
    "an event taken out": (without(PLACE), PLACE + 1, "position 5 is missing"),
    "the first taken out": (without(1), 2, "position 1 is missing"),
    "an event taken out and the gap closed": (closed_up, PLACE, "does not link to the event before it"),
    "two events swapped": (swapped, PLACE, "position 4 is missing or out of order"),
    "an event twice": (doubled, PLACE, "position 6 is missing or out of order"),
    "an event put in": (inserted, PLACE, "position 6 is missing or out of order"),
}


@pytest.mark.parametrize("kind", TAMPERINGS)
def test_tampering_is_named_at_its_event(kind: str) -> None:
    tamper, pos, why = TAMPERINGS[kind]

    fault = first_fault(tamper(SOUND))

    assert fault is not None
    assert fault.pos == pos
    assert why in fault.why


@settings(deadline=None)
@given(st.data())
def test_a_single_changed_character_is_found_at_its_event(data: st.DataObject) -> None:
    event = data.draw(st.sampled_from(SOUND))
    column = data.draw(st.sampled_from(["claim", "type", "actor", "at", "body", "salt", "sealed", "hash"]))
    value = getattr(event, column)
    place = data.draw(st.integers(0, len(value) - 1))
    letter = data.draw(st.characters(exclude_categories=["Cs"]).filter(lambda other: other != value[place]))

    forged = replace(event, **{column: value[:place] + letter + value[place + 1 :]})
    fault = first_fault([forged if other.pos == event.pos else other for other in SOUND])

    assert fault is not None
    assert fault.pos == event.pos


def test_every_fault_is_told_not_only_the_first() -> None:
    log = changed(body="{}", hash="0" * 64)(SOUND)

    faults = list(check(log))

    assert [fault.pos for fault in faults] == [PLACE, PLACE, PLACE + 1, PLACE + 3]


def test_an_empty_log_is_sound() -> None:
    assert list(check([])) == []


def test_a_log_that_lacks_its_end_is_sound_by_itself() -> None:
    """Only a head kept elsewhere shows that; see the history's limits."""
    assert first_fault(SOUND[:3]) is None


def test_the_first_event_links_to_nothing() -> None:
    assert SOUND[0].prev == SOUND[0].prev_claim == NO_HASH
