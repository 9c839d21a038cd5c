"""The history told to people: a sentence for every type of event, and nothing where text was removed."""

import json
from typing import Any

import pytest

from factcheck.ledger import EventType, LoggedEvent
from factcheck.models import Reviewer
from factcheck.web.story import FIELDS, Entry, told

NAMES = {"aaaa": Reviewer(name="Rana"), "bbbb": Reviewer(name="Edda")}


def entry(kind: EventType, body: dict[str, Any] | None = None, actor: str = "reviewer-aaaa") -> Entry:
    """Return how one event is told."""
    written = None if body is None else json.dumps(body)
    event = LoggedEvent(
        pos=1,
        claim="c",
        seq=1,
        type=kind.value,
        actor=actor,
        at="2026-03-31T10:00:00.000000Z",
        body=written,
        salt=None,
        sealed="",
        prev="",
        prev_claim="",
        hash="",
    )
    return told([event], names=NAMES, ratings={})[0]


@pytest.mark.parametrize("kind", list(EventType))
def test_every_type_of_event_has_a_sentence(kind: EventType) -> None:
    sentence = entry(kind, {}).sentence

    assert sentence
    assert sentence[0].isupper()
    assert "{" not in sentence


@pytest.mark.parametrize("kind", list(EventType))
def test_what_was_removed_is_not_guessed_at(kind: EventType) -> None:
    assert entry(kind).sentence == "What stood here was removed by order of law."


@pytest.mark.parametrize(
    ("kind", "body", "sentence"),
    [
        (EventType.CREATED, {"splitter": "by hand"}, "Rana marked the claim by hand."),
        (EventType.CREATED, {"splitter": "en 1"}, "Found in the article Rana added."),
        (EventType.ASSIGNED, {"holder": "aaaa"}, "Rana took the claim."),
        (EventType.ASSIGNED, {"holder": "bbbb"}, "Rana gave the claim to Edda."),
        (EventType.ASSIGNED, {"holder": "zzzz"}, "Rana gave the claim to Somebody."),
        (EventType.DISMISSED, {"code": "covered_by_parts"}, "Rana closed the claim: covered by its parts."),
        (EventType.EDITED, {"changes": {}}, "Rana corrected details of the claim."),
        (
            EventType.EDITED,
            {"changes": {"claimant_id": {"old": 1, "new": 2}}},
            "Rana corrected details of the claim.",
        ),
        (EventType.FLAGGED, {"legal_hold": False}, "Rana lifted the legal hold."),
        (
            EventType.FLAGGED,
            {"restricted": True, "sensitive": False},
            "Rana restricted the claim to its holder and editors, marked the claim as not sensitive.",
        ),
        (
            EventType.PUBLISHED,
            {"verdict": {"second_person": False, "rating": None}},
            "Rana published the verdict, without a second person:",
        ),
        (
            EventType.UPDATE,
            {"verdict": {"change": "update", "second_person": True}},
            "Rana published an update, approved by a second person:",
        ),
        (
            EventType.MINOR,
            {"verdict": {"change": "minor", "second_person": True}},
            "Rana published a minor change, approved by a second person:",
        ),
        (EventType.EVIDENCE_WITHDRAWN, {"evidence": "x"}, "Rana withdrew evidence: a source."),
    ],
)
def test_an_event_is_told_in_words(kind: EventType, body: dict[str, Any], sentence: str) -> None:
    assert entry(kind, body).sentence == sentence


def test_each_change_is_told_with_its_name() -> None:
    changes = {name: {"old": None, "new": True} for name in FIELDS}

    told_changes = entry(EventType.EDITED, {"changes": changes}).changes

    assert [(change.old, change.new) for change in told_changes][2] == ("", "yes")
    assert len(told_changes) == len(FIELDS)


def test_a_term_is_told_in_the_words_of_the_interface_and_a_text_as_it_is() -> None:
    body = {
        "changes": {
            "checks": {"old": "content", "new": "attribution"},
            "text": {"old": "in_review", "new": "Other."},
        }
    }

    checks, text = entry(EventType.EDITED, body).changes

    assert (checks.old, checks.new) == ("whether it is so", "whether it was said")
    assert text.old == "in_review"
