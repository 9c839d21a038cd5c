"""The queue: what each person finds in each view, in which order, and how much of it."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from factcheck import clock
from factcheck.models import Claim, Reviewer
from factcheck.models.terms import Publication, Status
from factcheck.services import articles, claims, queue
from factories import make_admin, make_article, make_claim, make_editor, make_reviewer

LIVE = Publication.LIVE


def seen(person: Reviewer, view: str, query: str = "") -> set[str]:
    return {claim.public_id for claim in queue.listing(person, view=view, query=query).claims}


def test_every_view_holds_what_it_says(work: Session) -> None:
    mine, editor = make_reviewer(), make_editor()
    states = {
        status: make_claim(status=status, holder=mine) for status in Status if status is not Status.DONE
    }
    states[Status.DONE] = make_claim(status=Status.DONE, publication=LIVE)
    other = make_claim(status=Status.IN_REVIEW)
    late, later = clock.now() - timedelta(hours=1), clock.now() + timedelta(hours=1)
    claims.flag(states[Status.QUEUED].public_id, by=editor, version=None, due_at=late)
    claims.flag(states[Status.IN_REVIEW].public_id, by=editor, version=None, due_at=later)
    claims.flag(states[Status.NEW].public_id, by=editor, version=None, due_at=late)

    ids = {status: claim.public_id for status, claim in states.items()}
    expected = {
        "open": {ids[Status.QUEUED], ids[Status.IN_REVIEW], ids[Status.PROPOSED], other.public_id},
        "mine": {ids[Status.IN_REVIEW], ids[Status.PROPOSED]},
        "unassigned": {ids[Status.QUEUED]},
        "ready": {ids[Status.PROPOSED]},
        "overdue": {ids[Status.QUEUED]},
        "in_review": {ids[Status.IN_REVIEW], other.public_id},
        **{status.value: {ids[status]} for status in Status if status is not Status.IN_REVIEW},
    }
    assert {view: seen(mine, view) for view in queue.VIEWS} == expected
    assert queue.counts(mine) == {view: len(found) for view, found in expected.items()}
    assert seen(mine, "no such view") == expected["open"]


def test_a_restricted_claim_is_in_the_queue_of_its_holder_and_of_editors(work: Session) -> None:
    holder, other, editor, admin = make_reviewer(), make_reviewer(), make_editor(), make_admin()
    claim = make_claim(status=Status.IN_REVIEW, holder=holder)
    claims.flag(claim.public_id, by=editor, version=None, restricted=True)

    for person, shown in ((holder, 1), (editor, 1), (other, 0), (admin, 0)):
        assert len(seen(person, "open")) == shown
        assert queue.counts(person)["open"] == shown


def test_the_most_check_worthy_come_first_page_by_page(
    work: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue, "PAGE", 2)
    person = make_reviewer()
    article = make_article(*(f"Sentence {number}." for number in range(5)), by=person)
    made = articles.page(article.public_id, person=person).claims
    for claim, worth in zip(made, (300, 900, 300, 1000, 0), strict=True):
        claim.worth = worth
    work.flush()

    pages, after = [], None
    while not pages or after is not None:
        page = queue.listing(person, view="new", after=after)
        pages.append([claim.worth for claim in page.claims])
        after = page.after

    assert pages == [[1000, 900], [300, 300], [0]]


def test_counts_stop_at_a_thousand(work: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue, "MOST_COUNTED", 2)
    person = make_reviewer()
    make_article(by=person)

    assert queue.counts(person)["new"] == 2


def test_a_queue_is_searched_within_its_view(work: Session) -> None:
    person = make_reviewer()
    bridge = make_claim(status=Status.QUEUED, sentence="The bridge opened.")
    make_claim(status=Status.QUEUED, sentence="It rained.")
    make_claim(sentence="The bridge is new.")

    assert seen(person, "open", "bridge") == {bridge.public_id}
    assert seen(person, "open", "?!") == set()
    assert len(seen(person, "open", "  ")) == 2


def test_a_listed_claim_comes_with_what_its_row_shows(work: Session) -> None:
    holder = make_reviewer()
    said_by = {"kind": "person", "name": "Mayor Ada"}
    make_claim(status=Status.IN_REVIEW, holder=holder, said_by=said_by)
    work.expunge_all()

    [claim] = queue.listing(holder, view="mine").claims

    assert isinstance(claim, Claim)
    assert claim.article.title == "A bridge in Orlen"
    assert claim.holder is not None
    assert claim.claimant is not None
