"""A badge's facts, read from a public record."""

from typing import Any

import pytest

from badges.samples import CLAIM_ID, make_record, make_version
from factcheck.badges import BadgeState, from_record
from factcheck.badges.state import tone

RETRACTION = {"change": "retraction", "rating": None}
CORRECTION = {"change": "correction", "rating": ("Mostly true", 4)}


def read(record: Any, *, version: int | None = None) -> BadgeState:
    return from_record(record, desk="Example Desk", public_url="https://desk.example", version=version)


def test_a_live_record_is_read_whole() -> None:
    state = read(make_record())

    assert (state.claim_id, state.publication, state.checks) == (CLAIM_ID, "live", "content")
    assert (state.rating_key, state.rating_label, state.rating_tone) == ("true", "True", 5)
    assert (state.version, state.newest_version, state.published_on) == (1, 1, "2024-04-01")
    assert (state.said_by_text, state.relayed_by) == ("Ada Quill", "Mill Gazette")
    assert state.claim_url == f"https://desk.example/claims/{CLAIM_ID}"


def test_words_stand_where_there_is_no_claimant() -> None:
    said = {"kind": "unnamed", "text": "senior officials", "claimant": None, "relayed_by": None}

    state = read(make_record(said_by=said))

    assert (state.said_by_kind, state.said_by_text, state.relayed_by) == ("unnamed", "senior officials", "")


def test_a_claim_readers_do_not_know_reveals_nothing() -> None:
    state = read(None)

    assert state == BadgeState(claim_id="", desk="Example Desk", claim_url="https://desk.example/")


def test_only_corrections_are_counted() -> None:
    changes = ["update", "correction", "minor", "correction", "clarification", "first"]
    versions = [make_version(6 - place, change=change) for place, change in enumerate(changes)]

    assert read(make_record(versions=versions)).corrections == 2


def test_a_retracted_record_has_no_rating() -> None:
    versions = [make_version(2, **RETRACTION), make_version(1)]

    state = read(make_record(publication="retracted", versions=versions))

    assert (state.publication, state.rating_label, state.published_on) == ("retracted", None, "2024-04-02")


def test_a_withheld_record_gives_its_date_alone() -> None:
    record = {"claim_id": CLAIM_ID, "publication": "withheld", "modified_at": "2024-05-09T10:12:00.000000Z"}

    state = read(record, version=1)

    assert (state.publication, state.published_on, state.claim_text) == ("withheld", "2024-05-09", "")


def test_a_pinned_badge_shows_its_version_and_knows_the_newest() -> None:
    record = make_record(versions=[make_version(2, **CORRECTION), make_version(1)])

    state = read(record, version=1)

    assert (state.rating_label, state.published_on) == ("True", "2024-04-01")
    assert state.is_outdated


def test_a_badge_pinned_to_the_newest_version_is_not_outdated() -> None:
    record = make_record(versions=[make_version(2, **CORRECTION), make_version(1)])

    assert not read(record, version=2).is_outdated
    assert not read(record).is_outdated


def test_a_pinned_badge_yields_to_a_retraction() -> None:
    versions = [make_version(2, **RETRACTION), make_version(1)]

    state = read(make_record(publication="retracted", versions=versions), version=1)

    assert (state.publication, state.rating_label, state.version) == ("retracted", None, 2)


def test_a_version_that_was_retracted_stays_so_under_a_new_one() -> None:
    versions = [make_version(3, change="update"), make_version(2, **RETRACTION), make_version(1)]

    pinned, live = read(make_record(versions=versions), version=1), read(make_record(versions=versions))

    assert (pinned.publication, pinned.published_on, pinned.is_outdated) == ("retracted", "2024-04-02", True)
    assert (live.publication, live.rating_label) == ("live", "True")


def test_a_version_nobody_knows_is_as_if_none_were_given() -> None:
    record = make_record()

    assert read(record, version=7) == read(record)


@pytest.mark.parametrize(
    ("value", "best", "worst", "place"),
    [
        (5, 5, 1, 5),
        (4, 5, 1, 4),
        (1, 5, 1, 1),
        (3, 3, 1, 5),
        (2, 3, 1, 3),
        (1, 3, 1, 1),
        (10, 10, 0, 5),
        (0, 10, 0, 1),
        (None, 5, 1, 0),
        (1, 1, 1, 0),
    ],
)
def test_every_scale_has_its_place_on_the_gauge(value: int | None, best: int, worst: int, place: int) -> None:
    assert tone({"value": value, "best": best, "worst": worst}) == place
