"""Sources, and the evidence taken from them."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from factcheck.errors import Conflict, InvalidInput, NotAllowed, NotFound, Stale
from factcheck.models.terms import Medium, Publication, SourceKind, Stance, Status, Visibility
from factcheck.services import claims, history, sources
from factories import attach, current, make_admin, make_claim, make_editor, make_reviewer

pytestmark = pytest.mark.usefixtures("work")

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)


def test_attached_evidence_is_told_in_the_history() -> None:
    person = make_reviewer()
    claim = make_claim()

    piece = sources.attach(
        claim.public_id,
        by=person,
        version=claim.version,
        source={
            "title": " Minutes ",
            "url": " https://archive.example.org/minutes ",
            "publisher": "The town",
            "medium": Medium.DOCUMENT,
            "kind": SourceKind.PRIMARY,
        },
        stance=Stance.SUPPORTS,
        excerpt=" It opened. ",
        note=" p. 4 ",
        visibility=Visibility.DESCRIBED,
        accessed_at=NOON,
    )

    assert json.loads(history.of_claim(claim.public_id)[-1].body or "") == {
        "evidence": piece.public_id,
        "stance": "supports",
        "excerpt": "It opened.",
        "note": "p. 4",
        "visibility": "described",
        "source": {
            "title": "Minutes",
            "url": "https://archive.example.org/minutes",
            "publisher": "The town",
            "origin": "example.org",
            "medium": "document",
            "kind": "primary",
        },
    }
    assert (piece.accessed_at, piece.added_by_id, piece.counts) == (NOON, person.id, True)


@pytest.mark.parametrize(
    ("given", "origin"),
    [
        ({"url": "https://www.news.example.co.uk/a"}, "example.co.uk"),
        ({"url": "https://news.example.com/a", "publisher": "An agency"}, "example.com"),
        ({"url": "https://news.example.com/a", "origin": " The agency "}, "The agency"),
        ({"url": "http://192.0.2.7/a"}, "192.0.2.7"),
        ({"url": "http://archive/a"}, "archive"),
        ({"url": None, "publisher": "The town hall"}, "The town hall"),
        ({"url": None}, "A talk with the clerk"),
        ({"url": "  ", "publisher": " "}, "A talk with the clerk"),
    ],
)
def test_an_origin_is_filled_from_what_is_known(given: dict[str, Any], origin: str) -> None:
    piece = attach(make_claim(), by=make_reviewer(), title="A talk with the clerk", **given)

    assert piece.source.origin == origin


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "ftp://example.org/a",
        "//example.org/a",
        "example.org",
        "https://",
        "https://ada@example.org/",
        "https://example.org/a b",
        "https://example.org/\x00",
        "https://[::1/",
        "data:text/html,hello",
    ],
)
def test_an_address_is_of_the_web_or_refused(url: str) -> None:
    with pytest.raises(InvalidInput, match="http"):
        attach(make_claim(), by=make_reviewer(), url=url)


def test_a_source_needs_a_title() -> None:
    with pytest.raises(InvalidInput, match="title"):
        attach(make_claim(), by=make_reviewer(), title="  ")


def test_a_source_that_is_known_is_used_again() -> None:
    person = make_reviewer()
    one, other = make_claim(), make_claim()

    first, second = attach(one, by=person), attach(other, by=person)
    third = attach(other, by=person, kind=SourceKind.PRIMARY)
    fourth, fifth = (attach(other, by=person, title="A letter", url=None) for _ in range(2))

    assert first.source_id == second.source_id != third.source_id
    assert fourth.source_id == fifth.source_id
    assert [number for _, number in sources.everything()] == [2, 1, 2]


def test_withdrawn_evidence_stays_and_no_longer_counts() -> None:
    person = make_reviewer()
    claim = make_claim()
    piece = attach(claim, by=person)

    sources.withdraw(claim.public_id, piece.public_id, by=person, version=claim.version, reason="Misread.")

    assert not piece.counts
    assert current(claim, person).evidence == [piece]
    assert json.loads(history.of_claim(claim.public_id)[-1].body or "") == {
        "evidence": piece.public_id,
        "reason": "Misread.",
    }
    with pytest.raises(NotFound):
        sources.withdraw(claim.public_id, piece.public_id, by=person, version=None)


def test_evidence_of_another_claim_is_not_withdrawn_here() -> None:
    person = make_reviewer()
    piece = attach(make_claim(), by=person)

    with pytest.raises(NotFound):
        sources.withdraw(make_claim().public_id, piece.public_id, by=person, version=None)


@pytest.mark.parametrize(
    ("status", "publication"),
    [
        (Status.PROPOSED, Publication.NONE),
        (Status.DISMISSED, Publication.NONE),
        (Status.DONE, Publication.LIVE),
    ],
)
def test_evidence_is_attached_only_while_a_claim_is_worked_on(
    status: Status, publication: Publication
) -> None:
    claim = make_claim(status=status, publication=publication)

    with pytest.raises(Conflict):
        attach(claim, by=make_reviewer())


def test_evidence_is_not_attached_from_a_stale_page() -> None:
    claim, person = make_claim(), make_reviewer()
    piece = attach(claim, by=person)

    for act in (
        lambda: sources.withdraw(claim.public_id, piece.public_id, by=person, version=claim.version - 1),
        lambda: sources.attach(
            claim.public_id,
            by=person,
            version=claim.version - 1,
            source={"title": "Minutes"},
            stance=Stance.CONTEXT,
        ),
    ):
        with pytest.raises(Stale):
            act()


def test_an_admin_has_nothing_to_do_with_evidence() -> None:
    admin, claim = make_admin(), make_claim()
    piece = attach(claim, by=make_reviewer())

    for act in (
        lambda: attach(claim, by=admin),
        lambda: sources.withdraw(claim.public_id, piece.public_id, by=admin, version=None),
        lambda: sources.change_origin(piece.source.public_id, "An agency", by=admin),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_an_origin_is_corrected_by_people() -> None:
    person = make_reviewer()
    source = attach(make_claim(), by=person).source

    sources.change_origin(source.public_id, " An agency ", by=person)

    assert sources.get(source.public_id).origin == "An agency"
    with pytest.raises(InvalidInput, match="Name the origin"):
        sources.change_origin(source.public_id, " ", by=person)


def test_a_corrected_origin_is_told_to_every_claim_that_rests_on_it() -> None:
    person, first, second, other = make_reviewer(), make_claim(), make_claim(), make_claim()
    source = attach(first, by=person).source
    attach(second, by=person)
    withdrawn = attach(other, by=person)
    sources.withdraw(other.public_id, withdrawn.public_id, by=person, version=None)
    editor = make_editor()

    sources.change_origin(source.public_id, "An agency", by=editor)
    sources.change_origin(source.public_id, "An agency", by=editor)

    assert [history.worked_on(claim, editor) for claim in (first, second, other)] == [True, True, False]
    told = json.loads(history.of_claim(first.public_id)[-1].body or "")
    assert told["changes"] == {"source_origin": {"old": "example.org", "new": "An agency"}}
    assert len(history.of_claim(first.public_id)) == first.version == 4


def test_a_source_that_is_not_there_is_not_found() -> None:
    with pytest.raises(NotFound):
        sources.get("aaaaaaaaaaaa")


def test_uses_of_a_source_are_shown_to_who_may_see_the_claims() -> None:
    person, editor = make_reviewer(), make_editor()
    seen, hidden = make_claim(), make_claim()
    source = attach(seen, by=person).source
    attach(hidden, by=person)
    claims.flag(hidden.public_id, by=editor, version=None, restricted=True)

    assert [claim for _, claim in sources.uses(source, person=person)] == [seen]
    assert [claim for _, claim in sources.uses(source, person=editor)] == [hidden, seen]
