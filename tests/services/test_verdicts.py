"""Verdicts from the proposal to the public: two people, the evidence policy, and every editor's act."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session

from factcheck.errors import Conflict, InvalidInput, MoveNotAllowed, NotAllowed, NotFound, Stale
from factcheck.ledger import EventType
from factcheck.models import Claim, Reviewer
from factcheck.models.moves import Move
from factcheck.models.terms import (
    Change,
    Checks,
    ClaimType,
    Publication,
    Role,
    SourceKind,
    Status,
    VerdictState,
    Visibility,
)
from factcheck.services import claims, history, public, shapes, sources, verdicts
from factories import (
    REASON,
    attach,
    bring_to,
    confirm,
    current,
    give_evidence,
    make_admin,
    make_claim,
    make_editor,
    make_reviewer,
    propose,
    publish,
    rating_id,
)

pytestmark = pytest.mark.usefixtures("work")

LIVE, RETRACTED, WITHHELD = Publication.LIVE, Publication.RETRACTED, Publication.WITHHELD
WORK = (Status.QUEUED, Status.IN_REVIEW, Status.PROPOSED)
REACHED = [
    *[(status, Publication.NONE) for status in Status if status is not Status.DONE],
    *[
        (status, publication)
        for status in (*WORK, Status.DONE)
        for publication in (LIVE, RETRACTED, WITHHELD)
    ],
]


def types(claim: Claim) -> list[str]:
    return [event.type for event in history.of_claim(claim.public_id)]


def body_of_newest(claim: Claim, kind: EventType) -> dict[str, Any]:
    events = [event for event in history.of_claim(claim.public_id) if event.type == kind]
    body: dict[str, Any] = json.loads(events[-1].body or "")
    return body


def release_verdict(claim: Claim, editor: Reviewer, **given: Any) -> Claim:
    return verdicts.publish(claim.public_id, by=editor, version=None, **given)


@pytest.mark.parametrize(
    ("status", "publication"),
    [(Status.NEW, LIVE), (Status.DISMISSED, WITHHELD), (Status.DONE, Publication.NONE)],
)
def test_a_state_that_no_claim_reaches_is_not_made_up(status: Status, publication: Publication) -> None:
    with pytest.raises(ValueError, match="No claim is"):
        make_claim(status=status, publication=publication)


@pytest.mark.parametrize(("status", "publication"), REACHED)
def test_moves_that_are_offered_are_those_of_the_table(status: Status, publication: Publication) -> None:
    holder, editor, other, admin = make_reviewer(), make_editor(), make_reviewer(), make_admin()
    claim = make_claim(status=status, publication=publication, holder=holder, editor=make_editor())
    before = history.count()
    assert (claim.status, claim.publication, claim.version) == (status, publication, before)
    assert list(history.verify()) == []

    offered = {
        person.role if person is not holder else "holder": claims.possible_moves(claim, person=person)
        for person in (holder, editor, other, admin)
    }

    assert offered == {
        "holder": expected_moves(status, publication, "holder"),
        Role.REVIEWER: expected_moves(status, publication, "reviewer"),
        Role.EDITOR: expected_moves(status, publication, "editor"),
        Role.ADMIN: expected_moves(status, publication, "admin"),
    }
    assert history.count() == before


def expected_moves(status: Status, publication: Publication, who: str) -> set[Move]:
    """Return the design's moves for a state, by hand: for its holder, others who review, editors, admins."""
    known = publication is not Publication.NONE
    if who == "admin":
        return {Move.WITHHOLD} if publication in {LIVE, RETRACTED} else set()
    moves: set[Move] = set()
    if status in {Status.NEW, Status.DISMISSED, Status.DONE}:
        moves |= {Move.QUEUE}
    if status in {Status.NEW, Status.QUEUED, Status.IN_REVIEW} and not known:
        moves |= {Move.DISMISS}
    if status is Status.QUEUED:
        moves |= {Move.TAKE}
    if who == "holder" and status is Status.IN_REVIEW:
        moves |= {Move.RELEASE, Move.PROPOSE}
    if who == "holder" and status is Status.PROPOSED:
        moves |= {Move.WITHDRAW}
    return moves | (editors_moves(status, publication) if who == "editor" else set())


def editors_moves(status: Status, publication: Publication) -> set[Move]:
    moves = {Move.RETRACT, Move.WITHHOLD} if publication is LIVE else set()
    moves |= {Move.WITHHOLD} if publication is RETRACTED else set()
    if status in WORK:
        moves |= {Move.UPHOLD} if publication is LIVE else set()
        moves |= {Move.CLOSE} if publication in {RETRACTED, WITHHELD} else set()
    return moves | {
        Status.QUEUED: {Move.ASSIGN},
        Status.IN_REVIEW: {Move.RELEASE},
        Status.PROPOSED: {Move.SEND_BACK, Move.PUBLISH},
        Status.DONE: {Move.REOPEN},
    }.get(status, set())


# Proposing.


def test_a_proposal_is_told_in_the_history_as_a_draft() -> None:
    claim = make_claim(status=Status.PROPOSED, rating="mostly_true")

    assert body_of_newest(claim, EventType.PROPOSED) == {
        "rating": "mostly_true",
        "scale": "accuracy@1",
        "summary": "The bridge opened in 1935.",
        "explanation": "The minutes of the council say so.",
        "change": "first",
        "reason": None,
    }
    assert claims.pending(claim) is not None


def test_only_the_holder_proposes() -> None:
    claim = make_claim(status=Status.IN_REVIEW)

    for person in (make_reviewer(), make_editor()):
        with pytest.raises(NotAllowed):
            propose(claim, by=person)


def test_a_proposal_needs_a_summary() -> None:
    holder = make_reviewer()
    claim = make_claim(status=Status.IN_REVIEW, holder=holder)

    with pytest.raises(InvalidInput, match="Sum the verdict up"):
        propose(claim, by=holder, summary=" ")


def test_a_rating_is_of_the_scale_that_fits_what_is_checked() -> None:
    holder = make_reviewer()
    claim = make_claim(status=Status.IN_REVIEW, holder=holder, checks=Checks.ATTRIBUTION)
    draft = verdicts.Draft(rating_id=rating_id("false", Checks.CONTENT), summary="It is not so.")

    with pytest.raises(InvalidInput, match="Choose a rating"):
        verdicts.propose(claim.public_id, draft, by=holder, version=None)


@pytest.mark.parametrize(
    ("change", "reason", "refusal"),
    [
        (None, "Why", "what kind of change"),
        (Change.FIRST, "Why", "what kind of change"),
        (Change.RETRACTION, "Why", "what kind of change"),
        (Change.CORRECTION, " ", "the reason for the change"),
    ],
)
def test_a_later_version_says_what_it_changes_and_why(
    change: Change | None, reason: str, refusal: str
) -> None:
    holder = make_reviewer()
    claim = make_claim(status=Status.IN_REVIEW, publication=LIVE, holder=holder)
    draft = verdicts.Draft(rating_id("true"), summary="It is so.", change=change, reason=reason)

    with pytest.raises(InvalidInput, match=refusal):
        verdicts.propose(claim.public_id, draft, by=holder, version=None)


def test_a_first_version_is_first_whatever_the_draft_says() -> None:
    holder = make_reviewer()
    claim = make_claim(status=Status.IN_REVIEW, holder=holder)

    verdict = propose(claim, by=holder, change=Change.CORRECTION, reason="None yet.")

    assert verdict.change is Change.FIRST


def test_a_proposal_can_be_taken_back_by_its_proposer_alone() -> None:
    holder = make_reviewer()
    claim = make_claim(status=Status.PROPOSED, holder=holder)

    with pytest.raises(NotAllowed):
        verdicts.withdraw(claim.public_id, by=make_editor(), version=None)
    verdicts.withdraw(claim.public_id, by=holder, version=None)

    assert claim.status is Status.IN_REVIEW
    assert claims.pending(claim) is None
    assert [verdict.state for verdict in verdicts.of_claim(claim)] == [VerdictState.WITHDRAWN]


def test_a_proposal_goes_back_to_its_holder_with_a_reason() -> None:
    holder = make_reviewer()
    claim = make_claim(status=Status.PROPOSED, holder=holder)

    verdicts.send_back(claim.public_id, by=make_editor(), version=None, reason="Where are the minutes?")

    assert claim.status is Status.IN_REVIEW
    assert claim.is_held_by(holder)
    assert [verdict.state for verdict in verdicts.of_claim(claim)] == [VerdictState.SENT_BACK]
    assert body_of_newest(claim, EventType.SENT_BACK) == {"reason": "Where are the minutes?"}


@pytest.mark.parametrize("act", ["text", "evidence", "withdrawal", "confirmation", "trim"])
def test_nothing_changes_while_an_editor_has_it(act: str) -> None:
    holder = make_reviewer()
    claim = make_claim(status=Status.PROPOSED, holder=holder)
    piece = current(claim, holder).evidence[0].public_id
    acts: dict[str, Callable[[], Any]] = {
        "text": lambda: claims.edit(claim.public_id, by=holder, version=None, text="Another."),
        "evidence": lambda: attach(claim, by=holder),
        "withdrawal": lambda: sources.withdraw(claim.public_id, piece, by=holder, version=None),
        "confirmation": lambda: confirm(claim, by=holder),
        "trim": lambda: shapes.trim(claim.public_id, "Orlen", by=holder, version=None),
    }
    before = types(claim)

    with pytest.raises(Conflict, match="An editor has this claim"):
        acts[act]()

    assert types(claim) == before


# Two people.


def test_who_proposed_does_not_publish() -> None:
    editor = make_editor()
    claim = make_claim(status=Status.PROPOSED, holder=editor)

    with pytest.raises(NotAllowed, match="A second person is needed"):
        release_verdict(claim, editor)


def contribute_text(claim: Claim, editor: Reviewer) -> None:
    claims.edit(claim.public_id, by=editor, version=None, text="The bridge opened before 1933.")


def contribute_speaker(claim: Claim, editor: Reviewer) -> None:
    claims.edit(claim.public_id, by=editor, version=None, said_by={"kind": "unnamed", "text": "a fisherman"})


def contribute_evidence(claim: Claim, editor: Reviewer) -> None:
    attach(claim, by=editor, title="A postcard", url="https://cards.example.com/1")


def contribute_withdrawal(claim: Claim, editor: Reviewer) -> None:
    piece = attach(claim, by=make_reviewer(), title="A postcard", url="https://cards.example.com/1")
    sources.withdraw(claim.public_id, piece.public_id, by=editor, version=None)


def contribute_proposal(claim: Claim, editor: Reviewer) -> None:
    """Propose another rating and take it back: the version that comes has passed through these hands."""
    claims.release(claim.public_id, by=editor)
    claims.take(claim.public_id, by=editor)
    confirm(claim, by=make_reviewer())
    propose(claim, by=editor, rating="true")
    verdicts.withdraw(claim.public_id, by=editor, version=None)
    claims.release(claim.public_id, by=editor)


CONTRIBUTIONS = [
    contribute_text,
    contribute_speaker,
    contribute_evidence,
    contribute_withdrawal,
    contribute_proposal,
]
Contribution = Callable[[Claim, Reviewer], None]


@pytest.mark.parametrize("publication", [Publication.NONE, LIVE])
@pytest.mark.parametrize("contribute", CONTRIBUTIONS)
def test_who_had_a_hand_in_a_version_does_not_publish_it(
    contribute: Contribution, publication: Publication
) -> None:
    holder, editor = make_reviewer(), make_editor()
    claim = make_claim(status=Status.IN_REVIEW, publication=publication, holder=holder)

    contribute(claim, editor)
    hand_over(claim, holder)

    with pytest.raises(NotAllowed, match="A second person is needed"):
        release_verdict(claim, editor)
    assert Move.PUBLISH not in claims.possible_moves(claim, person=editor)
    assert release_verdict(claim, make_editor()).publication is LIVE


def hand_over(claim: Claim, holder: Reviewer) -> None:
    """Let the holder confirm what the claim has become, and propose a verdict."""
    if claim.status is Status.QUEUED:
        claims.take(claim.public_id, by=holder)
    confirm(claim, by=holder)
    give_evidence(claim, by=holder)
    propose(claim, by=holder)


@pytest.mark.parametrize("contribute", CONTRIBUTIONS)
def test_a_hand_in_an_earlier_version_does_not_count(contribute: Contribution) -> None:
    holder, editor = make_reviewer(), make_editor()
    claim = make_claim(status=Status.IN_REVIEW, holder=holder)
    contribute(claim, editor)
    hand_over(claim, holder)
    release_verdict(claim, make_editor())

    bring_to(claim, Status.PROPOSED, holder=holder)

    assert release_verdict(claim, editor).publication is LIVE


def test_a_hand_in_what_a_retraction_left_unpublished_still_counts() -> None:
    holder, editor = make_reviewer(), make_editor()
    claim = make_claim(status=Status.IN_REVIEW, publication=LIVE, holder=holder)
    contribute_evidence(claim, editor)

    verdicts.retract(claim.public_id, by=make_editor(), version=None, reason="The minutes were forged.")
    bring_to(claim, Status.PROPOSED, holder=holder)

    with pytest.raises(NotAllowed, match="A second person is needed"):
        release_verdict(claim, editor)


@pytest.mark.parametrize("act", ["note", "flag", "assign", "send back", "queue", "confirm"])
def test_what_changes_nothing_of_the_version_does_not_count(act: str) -> None:
    holder, editor = make_reviewer(), make_editor()
    claim = make_claim(status=Status.QUEUED, holder=holder)
    if act == "note":
        claims.note(claim.public_id, "Look at the minutes.", by=editor)
    if act == "flag":
        claims.flag(claim.public_id, by=editor, version=None, sensitive=True)
    if act == "confirm":
        confirm(claim, by=editor)
    if act == "queue":
        claims.dismiss(claim.public_id, claims.Dismissal.TRIVIAL, by=editor)
        claims.queue(claim.public_id, by=editor)
    if act == "assign":
        claims.assign(claim.public_id, holder, by=editor)
    else:
        claims.take(claim.public_id, by=holder)
    give_evidence(claim, by=holder)
    propose(claim, by=holder)
    if act == "send back":
        verdicts.send_back(claim.public_id, by=editor, version=None, reason="Shorter, please.")
        propose(claim, by=holder)

    assert release_verdict(claim, editor).publication is LIVE


def test_a_second_person_is_told_to_readers() -> None:
    claim = make_claim(status=Status.DONE, publication=LIVE)

    assert public.record(claim.public_id)["verdict"]["second_person"] is True


def test_a_one_person_desk_publishes_its_own_work_and_says_so() -> None:
    editor = make_editor()
    claim = make_claim(status=Status.PROPOSED, holder=editor)

    release_verdict(claim, editor, four_eyes=False)

    assert public.record(claim.public_id)["verdict"]["second_person"] is False


def test_a_second_person_at_a_one_person_desk_is_still_one() -> None:
    claim = make_claim(status=Status.PROPOSED)

    release_verdict(claim, make_editor(), four_eyes=False)

    assert public.record(claim.public_id)["verdict"]["second_person"] is True


@pytest.mark.parametrize("how", ["held", "held and released", "proposed", "assigned"])
def test_who_held_or_proposed_it_in_this_round_does_not_uphold(how: str) -> None:
    editor, other = make_editor(), make_reviewer()
    claim = make_claim(status=Status.QUEUED, publication=LIVE)
    if how == "assigned":
        claims.assign(claim.public_id, editor, by=make_editor())
    else:
        claims.take(claim.public_id, by=editor)
    if how == "held and released":
        claims.release(claim.public_id, by=editor)
        claims.take(claim.public_id, by=other)
    if how == "proposed":
        propose(claim, by=editor)

    with pytest.raises(NotAllowed, match="A second person is needed"):
        verdicts.uphold(claim.public_id, by=editor, version=None, note="It stands.")
    assert Move.UPHOLD not in claims.possible_moves(claim, person=editor)
    verdicts.uphold(claim.public_id, by=make_editor(), version=None, note="It stands.")

    assert claim.status is Status.DONE


def test_who_reopened_it_for_themselves_does_not_uphold_it() -> None:
    editor = make_editor()
    claim = make_claim(status=Status.DONE, publication=LIVE)

    verdicts.reopen(claim.public_id, by=editor, version=None, reason=REASON)

    assert claim.is_held_by(editor)
    with pytest.raises(NotAllowed):
        verdicts.uphold(claim.public_id, by=editor, version=None, note="It stands.")
    verdicts.uphold(claim.public_id, by=editor, version=None, note="It stands.", four_eyes=False)


def test_who_held_it_in_an_earlier_round_may_uphold() -> None:
    editor = make_editor()
    claim = make_claim(status=Status.PROPOSED, holder=editor)
    release_verdict(claim, make_editor())
    claims.queue(claim.public_id, by=make_reviewer(), reason=REASON)

    verdicts.uphold(claim.public_id, by=editor, version=None, note="It stands.")

    assert claim.status is Status.DONE


# The evidence policy.

MINUTES = {"title": "Minutes of the council", "url": "https://archive.example.org/minutes"}
HISTORY = {"title": "A history", "url": "https://www.example.net/bridge"}
REPRINT = {"title": "The minutes, reprinted", "url": "https://example.org/reprint"}
PRIMARY = {**MINUTES, "kind": SourceKind.PRIMARY}
AGENCY = {**HISTORY, "origin": "Archive.Example.org"}
DESCRIBED = {"title": "A clerk", "url": None, "origin": "the town hall"}


@pytest.mark.parametrize(
    ("checks", "rating", "pieces", "enough"),
    [
        (Checks.CONTENT, "false", [], False),
        (Checks.CONTENT, "false", [MINUTES], False),
        (Checks.CONTENT, "false", [MINUTES, HISTORY], True),
        (Checks.CONTENT, "false", [MINUTES, DESCRIBED], True),
        (Checks.CONTENT, "false", [MINUTES, REPRINT], False),
        (Checks.CONTENT, "false", [MINUTES, REPRINT, HISTORY], True),
        (Checks.CONTENT, "false", [{**MINUTES, "origin": "archive.example.org"}, AGENCY], False),
        (Checks.CONTENT, "false", [PRIMARY], False),
        (Checks.CONTENT, "unproven", [], True),
        (Checks.CONTENT, "misleading", [], False),
        (Checks.ATTRIBUTION, "misquoted", [PRIMARY], True),
        (Checks.ATTRIBUTION, "misquoted", [MINUTES], False),
        (Checks.ATTRIBUTION, "misquoted", [MINUTES, HISTORY], True),
        (Checks.ATTRIBUTION, "unproven", [], True),
    ],
)
def test_the_evidence_policy(checks: Checks, rating: str, pieces: list[dict[str, Any]], enough: bool) -> None:
    holder = make_reviewer()
    claim = make_claim(status=Status.IN_REVIEW, holder=holder, checks=checks)
    for piece in pieces:
        attach(claim, by=holder, **piece)
    propose(claim, by=holder, rating=rating)

    if enough:
        assert release_verdict(claim, make_editor()).publication is LIVE
    else:
        with pytest.raises(InvalidInput, match="two independent origins"):
            release_verdict(claim, make_editor())


def test_evidence_that_was_withdrawn_does_not_count() -> None:
    holder = make_reviewer()
    claim = make_claim(status=Status.IN_REVIEW, holder=holder)
    give_evidence(claim, by=holder)
    piece = current(claim, holder).evidence[0]

    sources.withdraw(claim.public_id, piece.public_id, by=holder, version=None, reason="Misread.")
    propose(claim, by=holder)

    with pytest.raises(InvalidInput, match="two independent origins"):
        release_verdict(claim, make_editor())


def test_a_corrected_origin_counts() -> None:
    holder = make_reviewer()
    claim = make_claim(status=Status.IN_REVIEW, holder=holder)
    attach(claim, by=holder, **MINUTES)
    reprint = attach(claim, by=holder, **HISTORY)
    sources.change_origin(reprint.source.public_id, "example.org", by=holder)
    propose(claim, by=holder)

    with pytest.raises(InvalidInput, match="two independent origins"):
        release_verdict(claim, make_editor())


def test_publishing_on_less_evidence_tells_readers_why() -> None:
    claim = proposed_without_evidence()

    release_verdict(claim, make_editor(), override="The archive burnt down; nothing else is left.")

    verdict = public.record(claim.public_id)["verdict"]
    assert verdict["evidence_override"] == "The archive burnt down; nothing else is left."
    assert "burnt down" in (history.of_claim(claim.public_id)[-1].body or "")


def proposed_without_evidence() -> Claim:
    holder = make_reviewer()
    claim = make_claim(status=Status.IN_REVIEW, holder=holder)
    propose(claim, by=holder)
    return claim


def test_an_override_that_is_not_needed_is_not_told() -> None:
    claim = make_claim(status=Status.PROPOSED)

    release_verdict(claim, make_editor(), override="Just in case.")

    assert "evidence_override" not in public.record(claim.public_id)["verdict"]


def test_blanks_are_no_reason_for_an_override() -> None:
    with pytest.raises(InvalidInput, match="Or give readers the reason"):
        release_verdict(proposed_without_evidence(), make_editor(), override="  ")


def test_what_the_policy_lacks_is_told_before_publishing() -> None:
    claim = proposed_without_evidence()
    proposal = claims.pending(claim)
    assert proposal is not None

    assert "Two pieces" in verdicts.lacking_evidence(current(claim, make_editor()), proposal)


# Publishing.


def test_a_published_claim_is_done_and_in_nobodys_hands() -> None:
    claim = make_claim(status=Status.PROPOSED)

    release_verdict(claim, make_editor())

    assert (claim.status, claim.publication, claim.holder_id) == (Status.DONE, LIVE, None)
    assert types(claim)[-1] == "published"


def test_a_claim_on_legal_hold_is_not_published() -> None:
    claim, editor = make_claim(status=Status.PROPOSED), make_editor()
    claims.flag(claim.public_id, by=editor, version=None, legal_hold=True)

    with pytest.raises(Conflict, match="legal hold"):
        release_verdict(claim, editor)

    claims.flag(claim.public_id, by=editor, version=None, legal_hold=False)
    assert release_verdict(claim, editor).publication is LIVE


@pytest.mark.parametrize("publication", [LIVE, RETRACTED])
def test_legal_hold_keeps_nothing_from_being_taken_back(publication: Publication) -> None:
    claim, editor = make_claim(status=Status.DONE, publication=publication), make_editor()
    claims.flag(claim.public_id, by=editor, version=None, legal_hold=True)

    if publication is LIVE:
        verdicts.retract(claim.public_id, by=editor, version=None, reason="Forged.")
    verdicts.withhold(claim.public_id, by=editor, version=None, reason="A court ordered it.")

    assert claim.publication is WITHHELD


@pytest.mark.parametrize("publication", [Publication.NONE, LIVE, RETRACTED, WITHHELD])
def test_only_an_editor_publishes(publication: Publication) -> None:
    claim = make_claim(status=Status.PROPOSED, publication=publication)

    for person in (make_reviewer(), make_admin()):
        with pytest.raises(NotAllowed):
            release_verdict(claim, person)


@pytest.mark.parametrize("publication", [LIVE, RETRACTED, WITHHELD])
def test_a_new_version_makes_a_claim_live_again(publication: Publication) -> None:
    claim = make_claim(status=Status.PROPOSED, publication=publication)

    release_verdict(claim, make_editor())

    assert claim.publication is LIVE
    assert public.record(claim.public_id)["publication"] == "live"


@pytest.mark.parametrize("change", [Change.CORRECTION, Change.UPDATE, Change.CLARIFICATION, Change.MINOR])
def test_a_later_version_is_an_event_of_its_kind(change: Change) -> None:
    claim = make_claim(status=Status.DONE, publication=LIVE)

    publish(claim, change=change, reason="A letter came.")

    verdict = public.record(claim.public_id)["verdict"]
    assert types(claim)[-1] == change.value
    assert (verdict["version"], verdict["change"], verdict["reason"]) == (2, change.value, "A letter came.")


def test_versions_are_numbered_through_retractions() -> None:
    claim, editor = make_claim(status=Status.DONE, publication=LIVE), make_editor()
    publish(claim, rating="half_true", change=Change.UPDATE)
    verdicts.retract(claim.public_id, by=editor, version=None, reason="Forged.")
    publish(claim, rating="half_true")

    record = public.record(claim.public_id)

    versions = [record["verdict"], *record["previous"]]
    assert [verdict["version"] for verdict in versions] == [4, 3, 2, 1]
    assert [verdict["rating_changed"] for verdict in versions] == [True, True, True, None]
    assert [verdict["change"] for verdict in versions] == ["correction", "retraction", "update", "first"]


@pytest.mark.parametrize(("rating", "changed"), [("false", False), ("mostly_false", True)])
def test_whether_the_rating_changed_is_computed(rating: str, changed: bool) -> None:
    claim = make_claim(status=Status.DONE, publication=LIVE, rating="false")

    publish(claim, rating=rating, change=Change.MINOR)

    assert public.record(claim.public_id)["verdict"]["rating_changed"] is changed


def test_a_byline_is_chosen_when_publishing() -> None:
    claim = make_claim(status=Status.PROPOSED)

    release_verdict(claim, make_editor(), byline=" The bridge desk ")

    assert public.record(claim.public_id)["verdict"]["byline"] == "The bridge desk"


def test_what_changes_after_publication_waits_for_the_next_version() -> None:
    holder = make_reviewer()
    claim = make_claim(status=Status.DONE, publication=LIVE, holder=holder)
    before = public.record(claim.public_id)
    bring_to(claim, Status.IN_REVIEW, holder=holder)

    claims.edit(claim.public_id, by=holder, version=None, text="Another text.", said_by={"kind": "unknown"})
    attach(claim, by=holder, title="A postcard", url=None, excerpt="Greetings, 1935")
    assert public.record(claim.public_id) == before

    confirm(claim, by=holder)
    propose(claim, by=holder)
    release_verdict(claim, make_editor())
    after = public.record(claim.public_id)
    assert (after["claim"], len(after["evidence"])) == ("Another text.", 3)


def test_a_retraction_brings_nothing_to_readers_that_nobody_approved() -> None:
    holder = make_reviewer()
    claim = make_claim(status=Status.DONE, publication=LIVE, holder=holder)
    before = public.record(claim.public_id)
    bring_to(claim, Status.IN_REVIEW, holder=holder)
    claims.edit(claim.public_id, by=holder, version=None, text="CANARY text.", said_by={"kind": "unknown"})
    attach(claim, by=holder, title="CANARY", url=None, excerpt="CANARY")

    verdicts.retract(claim.public_id, by=make_editor(), version=None, reason="Forged.")

    after = public.record(claim.public_id)
    assert "CANARY" not in json.dumps(after) + json.dumps(public.history_of(claim.public_id))
    assert {name: after[name] for name in ("claim", "said_by", "evidence")} == {
        name: before[name] for name in ("claim", "said_by", "evidence")
    }


# Retracting, withholding, upholding, closing, reopening.


def make_act(act: str, claim: Claim, editor: Reviewer) -> Claim:
    acts: dict[str, Callable[..., Claim]] = {
        "retract": verdicts.retract,
        "withhold": verdicts.withhold,
        "close": verdicts.close,
    }
    if act == "uphold":
        return verdicts.uphold(claim.public_id, by=editor, version=None, note="It stands.")
    return acts[act](claim.public_id, by=editor, version=None, reason="For a good reason.")


@pytest.mark.parametrize(
    ("act", "publication", "outcome", "told"),
    [
        ("retract", LIVE, RETRACTED, ["withdrawn", "retraction"]),
        ("withhold", LIVE, WITHHELD, ["withdrawn", "withheld", "note"]),
        ("withhold", RETRACTED, WITHHELD, ["withdrawn", "withheld", "note"]),
        ("uphold", LIVE, LIVE, ["withdrawn", "upheld"]),
        ("close", RETRACTED, RETRACTED, ["withdrawn", "closed"]),
        ("close", WITHHELD, WITHHELD, ["withdrawn", "closed"]),
    ],
)
def test_an_editors_last_word_withdraws_a_pending_proposal(
    act: str, publication: Publication, outcome: Publication, told: list[str]
) -> None:
    claim = make_claim(status=Status.PROPOSED, publication=publication)
    before = types(claim)

    make_act(act, claim, make_editor())

    assert types(claim)[len(before) :] == told
    assert (claim.status, claim.publication, claim.holder_id) == (Status.DONE, outcome, None)
    assert claims.pending(claim) is None
    assert VerdictState.WITHDRAWN in [verdict.state for verdict in verdicts.of_claim(claim)]


@pytest.mark.parametrize("act", ["retract", "withhold", "uphold"])
def test_without_a_proposal_there_is_nothing_to_withdraw(act: str) -> None:
    claim = make_claim(status=Status.QUEUED, publication=LIVE)

    make_act(act, claim, make_editor())

    assert "withdrawn" not in types(claim)


def test_a_draft_that_was_withdrawn_stays_at_the_desk() -> None:
    holder = make_reviewer()
    claim = make_claim(status=Status.IN_REVIEW, publication=LIVE, holder=holder)
    propose(claim, by=holder, summary="CANARY summary", reason="CANARY reason")

    verdicts.uphold(claim.public_id, by=make_editor(), version=None, note="It stands.")

    assert "CANARY" not in json.dumps(public.record(claim.public_id))
    assert "CANARY" not in json.dumps(public.history_of(claim.public_id))


@pytest.mark.parametrize("act", ["retract", "withhold", "uphold", "close"])
def test_a_reviewer_has_no_last_word(act: str) -> None:
    publication = RETRACTED if act == "close" else LIVE
    claim = make_claim(status=Status.PROPOSED, publication=publication)

    with pytest.raises(NotAllowed):
        make_act(act, claim, make_reviewer())


def test_an_admin_withholds_and_does_nothing_else() -> None:
    claim, admin = make_claim(status=Status.PROPOSED, publication=LIVE), make_admin()

    for act in ("retract", "uphold"):
        with pytest.raises(NotAllowed):
            make_act(act, claim, admin)
    make_act("withhold", claim, admin)

    assert claim.publication is WITHHELD
    assert history.of_claim(claim.public_id)[-1].actor.startswith("admin-")


def test_a_retraction_is_a_version_without_a_rating() -> None:
    claim = make_claim(status=Status.DONE, publication=LIVE)

    verdicts.retract(claim.public_id, by=make_editor(), version=None, reason=" The minutes were forged. ")

    verdict = public.record(claim.public_id)["verdict"]
    assert (verdict["version"], verdict["rating"], verdict["change"]) == (2, None, "retraction")
    assert (verdict["reason"], verdict["summary"]) == ("The minutes were forged.", "")


def test_an_upheld_verdict_stays_and_its_note_is_public() -> None:
    claim = make_claim(status=Status.QUEUED, publication=LIVE)
    before = public.record(claim.public_id)["verdict"]

    verdicts.uphold(claim.public_id, by=make_editor(), version=None, note="We looked again; it stands.")

    assert public.record(claim.public_id)["verdict"] == before
    assert public.history_of(claim.public_id)[-1]["body"] == '{"note":"We looked again; it stands."}'


def test_what_was_withheld_cannot_be_withheld_again() -> None:
    claim = make_claim(status=Status.DONE, publication=WITHHELD)

    with pytest.raises(MoveNotAllowed):
        make_act("withhold", claim, make_editor())


def test_an_editor_reopens_in_another_persons_name() -> None:
    holder = make_reviewer()
    claim = make_claim(status=Status.DONE, publication=LIVE)

    verdicts.reopen(claim.public_id, by=make_editor(), version=None, reason=REASON, holder=holder)

    assert (claim.status, claim.publication) == (Status.IN_REVIEW, LIVE)
    assert claim.is_held_by(holder)
    assert body_of_newest(claim, EventType.REOPENED) == {
        "reason": REASON,
        "holder": history.code_of(claim.public_id, holder.id),
    }


@pytest.mark.parametrize("tell", [True, False])
def test_readers_learn_of_a_recheck_only_when_they_should(tell: bool) -> None:
    claim = make_claim(status=Status.DONE, publication=LIVE)

    verdicts.reopen(claim.public_id, by=make_editor(), version=None, reason=REASON, tell_readers=tell)

    assert public.record(claim.public_id)["rechecking"] is tell
    assert ("rechecking" in types(claim)) is tell


@pytest.mark.parametrize("outcome", ["uphold", "retract", "publish"])
def test_a_recheck_ends_for_readers_with_its_outcome(outcome: str) -> None:
    holder = make_reviewer()
    claim = make_claim(status=Status.DONE, publication=LIVE)
    verdicts.reopen(
        claim.public_id, by=make_editor(), version=None, reason=REASON, holder=holder, tell_readers=True
    )

    if outcome == "publish":
        propose(claim, by=holder)
        release_verdict(claim, make_editor())
    else:
        make_act(outcome, claim, make_editor())

    assert public.record(claim.public_id)["rechecking"] is False


def test_every_act_of_an_editor_refuses_what_somebody_changed_since() -> None:
    claim, editor = make_claim(status=Status.PROPOSED, publication=LIVE), make_editor()
    seen = claim.version
    claims.note(claim.public_id, "One moment.", by=make_reviewer())
    given: dict[str, Any] = {"by": editor, "version": seen}

    for act in (
        lambda: verdicts.publish(claim.public_id, **given),
        lambda: verdicts.send_back(claim.public_id, **given, reason="Why?"),
        lambda: verdicts.uphold(claim.public_id, **given, note="It stands."),
        lambda: verdicts.retract(claim.public_id, **given, reason="Forged."),
        lambda: verdicts.withhold(claim.public_id, **given, reason="A court."),
        lambda: verdicts.close(claim.public_id, **given, reason="Nothing new."),
        lambda: verdicts.reopen(claim.public_id, **given, reason="A letter."),
        lambda: verdicts.withdraw(claim.public_id, **given),
    ):
        with pytest.raises(Stale) as refused:
            act()
        assert (refused.value.seen, refused.value.current, refused.value.status) == (seen, seen + 1, 409)


def test_an_unknown_claim_has_no_verdict() -> None:
    with pytest.raises(NotFound):
        verdicts.publish("aaaaaaaaaaaa", by=make_editor(), version=None)


def test_a_claim_without_its_proposal_is_not_published(work: Session) -> None:
    claim = make_claim(status=Status.PROPOSED)
    proposal = claims.pending(claim)
    assert proposal is not None
    proposal.state = VerdictState.WITHDRAWN
    work.flush()

    with pytest.raises(Conflict, match="no proposal"):
        release_verdict(claim, make_editor())


def test_the_desk_sees_every_version_and_draft_of_a_claim() -> None:
    claim = make_claim(status=Status.PROPOSED, publication=RETRACTED)

    states = [(verdict.version, verdict.state) for verdict in verdicts.of_claim(claim)]

    assert states == [
        (1, VerdictState.PUBLISHED),
        (2, VerdictState.PUBLISHED),
        (None, VerdictState.PROPOSED),
    ]


def test_appeals_are_checked_for_their_attribution_without_primary_sources_from_the_claim_itself() -> None:
    holder = make_reviewer()
    claim = make_claim(
        status=Status.IN_REVIEW, holder=holder, checks=Checks.ATTRIBUTION, type=ClaimType.APPEAL
    )
    attach(claim, by=holder, kind=SourceKind.PRIMARY, visibility=Visibility.DESCRIBED)
    propose(claim, by=holder, rating="correctly_attributed")

    release_verdict(claim, make_editor())

    record = public.record(claim.public_id)
    assert (record["type"], record["checks"]) == ("appeal", "attribution")
    assert record["verdict"]["rating"]["scale"] == "attribution@1"
