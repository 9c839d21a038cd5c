"""Seals and links, against a small log written down once and for all.

`golden.jsonl` never changes: it is what makes sure that logs of today can be checked by programs to come.
"""

import json
from dataclasses import asdict, replace
from hashlib import sha256
from pathlib import Path

import pytest

from factcheck.ledger import NO_HASH, LoggedEvent, check, link, seal

GOLDEN = Path(__file__).with_name("golden.jsonl")
EVENTS = [LoggedEvent(**json.loads(line)) for line in GOLDEN.read_text(encoding="utf-8").splitlines()]
# Of the file as it was first written.
DIGEST = "022f727cd5211e513efe556e66c518249223d3423469b1cdfd746deab3d189d6"
HEAD = "c47c612c6567fc582e3aeb53e0baa60f4b5907910f9ebc02f2309b62961d7392"


def test_the_golden_log_is_the_one_that_was_written() -> None:
    assert sha256(GOLDEN.read_bytes()).hexdigest() == DIGEST
    assert EVENTS[-1].hash == HEAD


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.pos)
def test_seals_and_hashes_of_the_golden_log_have_not_changed(event: LoggedEvent) -> None:
    assert event.body is not None
    assert event.salt is not None

    sealed = seal(type=event.type, actor=event.actor, at=event.at, body=event.body, salt=event.salt)
    linked = link(
        pos=event.pos,
        claim=event.claim,
        seq=event.seq,
        prev=event.prev,
        prev_claim=event.prev_claim,
        sealed=event.sealed,
    )

    assert (sealed, linked) == (event.sealed, event.hash)


def test_the_golden_log_is_sound() -> None:
    assert list(check(EVENTS)) == []


def test_a_seal_is_the_hash_of_the_contents_written_out() -> None:
    event = EVENTS[0]
    body = json.dumps(event.body, ensure_ascii=False)
    written = (
        f'{{"actor":"{event.actor}","at":"{event.at}","body":{body},'
        f'"salt":"{event.salt}","type":"{event.type}"}}'
    )

    assert sha256(written.encode()).hexdigest() == event.sealed


def test_a_hash_is_a_leaf_of_the_merkle_tree_over_the_link_written_out() -> None:
    event = EVENTS[0]
    written = (
        f'{{"claim":"{event.claim}","pos":1,"prev":"{NO_HASH}","prev_claim":"{NO_HASH}",'
        f'"sealed":"{event.sealed}","seq":1,"v":1}}'
    )

    assert sha256(b"\x00" + written.encode()).hexdigest() == event.hash


@pytest.mark.parametrize("column", ["type", "actor", "at", "body", "salt"])
def test_every_part_of_the_contents_is_sealed(column: str) -> None:
    contents = {name: asdict(EVENTS[0])[name] for name in ("type", "actor", "at", "body", "salt")}

    changed = contents | {column: contents[column] + "0"}

    assert seal(**changed) != EVENTS[0].sealed


def test_the_contents_can_go_and_the_hash_still_holds() -> None:
    event = replace(EVENTS[0], body=None, salt=None)

    linked = link(
        pos=event.pos,
        claim=event.claim,
        seq=event.seq,
        prev=event.prev,
        prev_claim=event.prev_claim,
        sealed=event.sealed,
    )

    assert linked == event.hash
