"""Claims at the desk: what they say, their flags, the moves up to a proposal, and triage."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import inspect
from sqlalchemy.orm import Session

from factcheck.errors import Conflict, InvalidInput, NotAllowed, NotFound, Stale
from factcheck.models import Claim
from factcheck.models.terms import Checks, ClaimType, Dismissal, Publication, Role, SaidBy, Status
from factcheck.services import articles, claimants, claims, history, people
from factories import (
    attach,
    confirm,
    current,
    make_admin,
    make_article,
    make_claim,
    make_editor,
    make_reviewer,
    propose,
)

pytestmark = pytest.mark.usefixtures("work")

LIVE = Publication.LIVE
DUE = datetime(2026, 2, 1, 12, tzinfo=UTC)


def newest_body(claim: Claim) -> dict[str, Any]:
    body: dict[str, Any] = json.loads(history.of_claim(claim.public_id)[-1].body or "")
    return body


# Finding them.


def test_a_claim_comes_with_all_that_its_page_shows() -> None:
    holder = make_reviewer()
    claim = make_claim(status=Status.IN_REVIEW, holder=holder)
    attach(claim, by=holder)

    found = claims.get(claim.public_id, person=holder)

    assert found.article.title == "A bridge in Orlen"
    assert found.revision.text.startswith("The bridge of Orlen")
    assert found.holder is holder
    assert (found.claimant, found.parent, found.parts) == (None, None, [])
    assert [piece.source.title for piece in found.evidence] == ["Minutes of the town council"]


def test_notes_moves_and_flags_load_the_claim_alone(work: Session) -> None:
    reviewer, editor = make_reviewer(), make_editor()
    claim_id = make_claim().public_id

    for act in (
        lambda: claims.note(claim_id, "Ask the harbour.", by=reviewer),
        lambda: claims.flag(claim_id, by=editor, version=None, sensitive=True),
        lambda: claims.queue(claim_id, by=reviewer),
        lambda: claims.take(claim_id, by=reviewer),
        lambda: claims.release(claim_id, by=reviewer),
        lambda: claims.assign(claim_id, reviewer, by=editor),
    ):
        work.flush()
        work.expunge_all()
        changed = act()
        for name in ("article", "revision", "claimant", "holder", "parent", "parts", "evidence"):
            assert name in inspect(changed).unloaded


def test_a_claim_that_is_not_there_is_not_found() -> None:
    with pytest.raises(NotFound) as refused:
        claims.get("aaaaaaaaaaaa", person=make_editor())

    assert refused.value.status == 404


def test_a_restricted_claim_is_not_there_for_others() -> None:
    holder, editor, other, admin = make_reviewer(), make_editor(), make_reviewer(), make_admin()
    claim = make_claim(status=Status.IN_REVIEW, holder=holder)
    claims.flag(claim.public_id, by=editor, version=None, restricted=True)

    for person in (holder, editor):
        assert claims.get(claim.public_id, person=person) is claim
    for person in (other, admin):
        with pytest.raises(NotFound):
            claims.get(claim.public_id, person=person)
        with pytest.raises(NotFound):
            claims.note(claim.public_id, "I can see it.", by=person)
    assert articles.page(claim.article.public_id, person=other).claims == []


def test_a_holder_who_gives_a_restricted_claim_back_no_longer_sees_it() -> None:
    holder = make_reviewer()
    claim = make_claim(status=Status.IN_REVIEW, holder=holder)
    claims.flag(claim.public_id, by=make_editor(), version=None, restricted=True)

    claims.release(claim.public_id, by=holder)

    with pytest.raises(NotFound):
        claims.get(claim.public_id, person=holder)


# What they say.


def test_an_edit_is_one_event_with_old_and_new() -> None:
    claim, person = make_claim(), make_reviewer()

    claims.edit(
        claim.public_id,
        by=person,
        version=claim.version,
        text="The bridge of Orlen opened in 1935.",
        type=ClaimType.NUMERICAL,
        checks=Checks.ATTRIBUTION,
    )

    assert newest_body(claim) == {
        "changes": {
            "text": {
                "old": "The bridge of Orlen opened in 1932, the mayor said.",
                "new": "The bridge of Orlen opened in 1935.",
            },
            "type": {"old": "event", "new": "numerical"},
            "checks": {"old": "content", "new": "attribution"},
        }
    }


def test_an_edit_that_changes_nothing_is_no_event() -> None:
    claim = make_claim()
    before = claim.version

    claims.edit(claim.public_id, by=make_reviewer(), version=before, text=claim.text)

    assert claim.version == before


def test_a_stale_edit_changes_nothing() -> None:
    claim, person = make_claim(), make_reviewer()
    seen = claim.version
    claims.edit(claim.public_id, by=person, version=seen, text="The first to save.")

    with pytest.raises(Stale):
        claims.edit(claim.public_id, by=person, version=seen, text="The second to save.")

    assert claim.text == "The first to save."


@pytest.mark.parametrize("status", [Status.DISMISSED, Status.PROPOSED])
def test_a_claim_that_is_not_worked_on_is_not_edited(status: Status) -> None:
    claim = make_claim(status=status)

    with pytest.raises(Conflict):
        claims.edit(claim.public_id, by=make_editor(), version=None, text="Another.")


def test_an_admin_edits_and_confirms_nothing() -> None:
    claim, admin = make_claim(), make_admin()

    with pytest.raises(NotAllowed):
        claims.edit(claim.public_id, by=admin, version=None, text="Another.")
    with pytest.raises(NotAllowed):
        confirm(claim, by=admin)
    with pytest.raises(NotAllowed):
        claims.note(claim.public_id, "A note.", by=admin)


def test_a_changed_claim_has_to_be_confirmed_again_before_it_is_proposed() -> None:
    holder = make_reviewer()
    claim = make_claim(status=Status.IN_REVIEW, holder=holder)
    claims.edit(claim.public_id, by=holder, version=None, text="The bridge opened before 1933.")

    with pytest.raises(Conflict, match="Confirm"):
        propose(claim, by=holder)

    confirm(claim, by=holder)
    propose(claim, by=holder)
    assert claim.status is Status.PROPOSED


@pytest.mark.parametrize("kind", [SaidBy.PERSON, SaidBy.ORGANISATION])
def test_people_and_organisations_become_claimants(kind: SaidBy) -> None:
    claim = make_claim()

    confirm(claim, by=make_reviewer(), said_by={"kind": kind, "name": "Ada Orlen", "text": "the mayor"})

    found = current(claim, make_editor())
    assert found.claimant is not None
    assert (found.claimant.name, found.claimant.kind, found.said_by_text) == ("Ada Orlen", kind, "the mayor")
    assert found.claimant.public_figure is (kind is SaidBy.ORGANISATION)


@pytest.mark.parametrize(
    ("said_by", "kind", "text"),
    [
        ({"kind": "unnamed", "text": "senior officials"}, SaidBy.UNNAMED, "senior officials"),
        ({"kind": "unnamed", "name": "officials", "text": None}, SaidBy.UNNAMED, "officials"),
        ({"kind": "unknown"}, SaidBy.UNKNOWN, None),
        ({"kind": "article", "text": "the article"}, SaidBy.ARTICLE, None),
        ({"kind": "person", "name": " "}, SaidBy.PERSON, None),
    ],
)
def test_the_others_never_become_claimants(said_by: dict[str, Any], kind: SaidBy, text: str | None) -> None:
    claim = make_claim()

    claims.edit(claim.public_id, by=make_reviewer(), version=None, said_by=said_by)

    assert (claim.said_by, claim.said_by_text, claim.claimant_id) == (kind, text, None)
    assert claimants.everyone() == []


def test_claims_of_one_name_and_kind_have_one_claimant() -> None:
    said_by = {"kind": "person", "name": "Ada Orlen", "description": "the mayor", "public_figure": True}
    one, other = make_claim(said_by=said_by), make_claim(said_by={"kind": "person", "text": "Ada Orlen"})
    organisation = make_claim(said_by={"kind": "organisation", "name": "Ada Orlen"})

    [(person, number), _] = sorted(claimants.everyone(), key=lambda row: row[0].kind, reverse=True)

    assert one.claimant_id == other.claimant_id != organisation.claimant_id
    assert (person.description, person.public_figure, number) == ("the mayor", True, 2)


# Flags and notes.


def test_an_editor_sets_flags_and_each_is_told() -> None:
    claim, editor = make_claim(), make_editor()

    claims.flag(claim.public_id, by=editor, version=None, due_at=DUE, legal_hold=True, restricted=True)

    assert (claim.due_at, claim.legal_hold, claim.restricted, claim.sensitive) == (DUE, True, True, False)
    assert newest_body(claim) == {
        "due_at": "2026-02-01T12:00:00+00:00",
        "legal_hold": True,
        "restricted": True,
    }


def test_flags_that_stay_as_they_are_are_no_event() -> None:
    claim = make_claim()
    before = claim.version

    claims.flag(claim.public_id, by=make_editor(), version=before, legal_hold=False, due_at=None)

    assert claim.version == before


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.ADMIN])
def test_others_set_no_flags(role: Role) -> None:
    claim = make_claim()

    with pytest.raises(NotAllowed):
        claims.flag(claim.public_id, by=make_reviewer(role=role), version=None, sensitive=True)


@pytest.mark.parametrize(
    ("status", "publication"), [(Status.PROPOSED, Publication.NONE), (Status.DONE, LIVE)]
)
def test_notes_can_be_left_at_any_time(status: Status, publication: Publication) -> None:
    claim = make_claim(status=status, publication=publication)

    claims.note(claim.public_id, "Ask the harbour.", by=make_reviewer())

    assert newest_body(claim) == {"about": "claim", "note": "Ask the harbour."}


# Moves.


def test_the_way_from_new_into_hands_and_back() -> None:
    holder, editor = make_reviewer(), make_editor()
    claim = make_claim()

    claims.queue(claim.public_id, by=holder, version=claim.version)
    claims.take(claim.public_id, by=holder, version=claim.version)
    assert claim.is_held_by(holder)
    claims.release(claim.public_id, by=editor, version=claim.version)
    assert claim.holder_id is None
    claims.assign(claim.public_id, holder, by=editor, version=claim.version)

    assert (claim.status, claim.is_held_by(holder)) == (Status.IN_REVIEW, True)
    assert newest_body(claim) == {"holder": history.code_of(claim.public_id, holder.id)}
    assert history.of_claim(claim.public_id)[-1].actor.startswith("editor-")


def test_nobody_releases_what_another_holds() -> None:
    claim = make_claim(status=Status.IN_REVIEW)

    with pytest.raises(NotAllowed):
        claims.release(claim.public_id, by=make_reviewer())


def test_a_claim_goes_to_nobody_who_was_disabled() -> None:
    admin, gone = make_admin(), make_reviewer()
    claim = make_claim(status=Status.QUEUED)
    people.disable(gone.public_id, by=admin)

    with pytest.raises(NotAllowed):
        claims.assign(claim.public_id, gone, by=make_editor())
    with pytest.raises(NotAllowed):
        claims.take(claim.public_id, by=gone)

    assert claim.status is Status.QUEUED


def test_a_claim_that_was_done_goes_back_with_a_reason() -> None:
    claim = make_claim(status=Status.DONE, publication=LIVE)

    with pytest.raises(InvalidInput):
        claims.queue(claim.public_id, by=make_reviewer())
    claims.queue(claim.public_id, by=make_reviewer(), reason="A letter came.")

    assert (claim.status, claim.publication) == (Status.QUEUED, LIVE)


@pytest.mark.parametrize("code", Dismissal)
def test_a_dismissal_has_a_code_and_may_have_words(code: Dismissal) -> None:
    claim = make_claim()

    claims.dismiss(claim.public_id, code, by=make_reviewer(), words="Not now.")

    assert newest_body(claim) == {"code": code.value, "words": "Not now."}
    assert claim.dismissal is code


def test_moves_refuse_what_somebody_changed_since() -> None:
    claim, holder, editor = make_claim(), make_reviewer(), make_editor()
    seen = claim.version
    claims.note(claim.public_id, "One moment.", by=holder)

    for move in (
        lambda: claims.queue(claim.public_id, by=holder, version=seen),
        lambda: claims.dismiss(claim.public_id, Dismissal.TRIVIAL, by=holder, version=seen),
        lambda: claims.take(claim.public_id, by=holder, version=seen),
        lambda: claims.assign(claim.public_id, holder, by=editor, version=seen),
        lambda: claims.release(claim.public_id, by=holder, version=seen),
        lambda: claims.flag(claim.public_id, by=editor, version=seen, sensitive=True),
    ):
        with pytest.raises(Stale):
            move()


# Triage.


def ids(found: list[Claim]) -> list[str]:
    return [claim.public_id for claim in found]


def test_triage_queues_some_and_closes_the_rest_with_one_code() -> None:
    person = make_reviewer()
    article = make_article(by=person)
    one, two, three = articles.page(article.public_id, person=person).claims

    done = claims.triage(
        [two.public_id],
        by=person,
        article=article.public_id,
        dismiss_rest_as=Dismissal.NOT_SELECTED,
    )

    assert ids(done.changed) == ids([two, one, three])
    assert done.refused == []
    assert [claim.status for claim in (one, two, three)] == [
        Status.DISMISSED,
        Status.QUEUED,
        Status.DISMISSED,
    ]
    assert one.dismissal is Dismissal.NOT_SELECTED


def test_triage_dismisses_the_chosen_with_one_code() -> None:
    person = make_reviewer()
    claim = make_claim()

    done = claims.triage([claim.public_id], by=person, dismiss_as=Dismissal.OPINION)

    assert ids(done.changed) == [claim.public_id]
    assert claim.dismissal is Dismissal.OPINION


def test_triage_names_what_cannot_make_the_move_and_does_the_others() -> None:
    held, new = make_claim(status=Status.IN_REVIEW), make_claim()

    done = claims.triage([held.public_id, new.public_id], by=make_reviewer())

    assert ids(done.changed) == [new.public_id]
    assert [(claim.public_id, words) for claim, words in done.refused] == [
        (held.public_id, "A claim that is in review cannot be queued.")
    ]
    assert held.status is Status.IN_REVIEW


def test_triage_closes_only_what_is_new_and_may_be_seen() -> None:
    person, editor = make_reviewer(), make_editor()
    article = make_article(by=person)
    one, two, three = articles.page(article.public_id, person=person).claims
    claims.queue(one.public_id, by=person)
    claims.flag(two.public_id, by=editor, version=None, restricted=True)

    claims.triage([], by=person, article=article.public_id, dismiss_rest_as=Dismissal.TRIVIAL)

    assert [claim.status for claim in (one, two, three)] == [
        Status.QUEUED,
        Status.NEW,
        Status.DISMISSED,
    ]


def test_an_admin_does_no_triage() -> None:
    claim = make_claim()

    with pytest.raises(NotAllowed):
        claims.triage([claim.public_id], by=make_admin())

    assert claim.status is Status.NEW
