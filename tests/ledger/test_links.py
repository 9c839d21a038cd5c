"""Seals and links, against a small log written down once and for all.

`golden.jsonl` never changes: it is what makes sure that logs of today can be checked by programs to come.
"""

import json
from dataclasses import asdict, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.ledger import NO_HASH, LoggedEvent, NotCanonical, canonical, check, link, seal, verify_export
from factcheck.ledger.links import FORMAT
from factcheck.ledger.merkle import Tree

GOLDEN = Path(__file__).with_name("golden.jsonl")
EVENTS = [LoggedEvent(**json.loads(line)) for line in GOLDEN.read_text(encoding="utf-8").splitlines()]
# Of the file as it was first written.
DIGEST = "022f727cd5211e513efe556e66c518249223d3423469b1cdfd746deab3d189d6"
HEAD = "c47c612c6567fc582e3aeb53e0baa60f4b5907910f9ebc02f2309b62961d7392"
ROOT = "29ae54a6e050a382e21bd4ff6b3e4a2a289959070c6bea1fff7e7b97c48c5b69"
FORMATS = (1,)  # Those that a golden log stands for; whoever adds one adds a log of it, and changes none.


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


def test_the_root_of_the_golden_log_has_not_changed() -> None:
    assert Tree(bytes.fromhex(event.hash) for event in EVENTS).root().hex() == ROOT


def test_every_format_that_was_ever_written_has_a_golden_log() -> None:
    assert tuple(range(1, FORMAT + 1)) == FORMATS


def test_the_verifier_without_the_application_has_the_golden_hashes_too() -> None:
    shown = [{"v": 1, **asdict(event)} for event in EVENTS]

    assert [verify_export.seal_of(event) for event in shown] == [event.sealed for event in EVENTS]
    assert [verify_export.link_of(event) for event in shown] == [event.hash for event in EVENTS]


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


TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
NUMBERS = st.integers(-(2**53) + 1, 2**53 - 1)


@settings(max_examples=50, deadline=None)
@given(st.fixed_dictionaries(dict.fromkeys(("type", "actor", "at", "body", "salt"), TEXTS)))
def test_a_seal_is_of_the_canonical_form(contents: dict[str, str]) -> None:
    assert seal(**contents) == sha256(canonical(contents).encode()).hexdigest()


@settings(max_examples=50, deadline=None)
@given(
    st.fixed_dictionaries(
        dict.fromkeys(("pos", "seq"), NUMBERS)
        | dict.fromkeys(("claim", "prev", "prev_claim", "sealed"), TEXTS)
    )
)
def test_a_link_is_of_the_canonical_form(place: dict[str, Any]) -> None:
    assert link(**place) == sha256(b"\x00" + canonical({"v": 1, **place}).encode()).hexdigest()


@pytest.mark.parametrize("wrong", [True, 1.0, 2**53, -(2**53), "1", None])
def test_a_place_is_a_number_below_2_to_the_53(wrong: Any) -> None:
    with pytest.raises(NotCanonical):
        link(pos=wrong, claim="a", seq=1, prev="b", prev_claim="c", sealed="d")


@pytest.mark.parametrize("wrong", [b"bytes", 1, None, "\ud800"])
def test_what_is_no_text_is_neither_sealed_nor_linked(wrong: Any) -> None:
    with pytest.raises((NotCanonical, TypeError)):
        seal(type="note", actor=wrong, at="", body="{}", salt="")
    with pytest.raises((NotCanonical, TypeError)):
        link(pos=1, claim=wrong, seq=1, prev="b", prev_claim="c", sealed="d")


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
