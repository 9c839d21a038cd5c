"""The rules that concern one claim, without a database."""

from collections.abc import Callable
from datetime import UTC, datetime
from itertools import product
from typing import Any

import pytest

from factcheck.errors import Conflict, FactcheckError, InvalidInput, MoveNotAllowed, NotAllowed
from factcheck.ledger import EventType
from factcheck.models import Claim, Claimant, Reviewer
from factcheck.models.moves import Move, allow
from factcheck.models.terms import Dismissal, Publication, Role, SaidBy, Status

NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)
EDITABLE = {Status.NEW, Status.QUEUED, Status.IN_REVIEW}


def person(role: Role = Role.REVIEWER, *, number: int = 1, disabled: bool = False) -> Reviewer:
    return Reviewer(
        id=number, name=f"Person {number}", role=role, disabled_at=NOW if disabled else None, created_at=NOW
    )


def claim(status: Status = Status.NEW, publication: Publication = Publication.NONE, **columns: Any) -> Claim:
    given: dict[str, Any] = {
        "text": "The bridge opened in 1932.",
        "said_by": SaidBy.ARTICLE,
        "worth": 500,
        "legal_hold": False,
        "restricted": False,
        "sensitive": False,
        "rechecking": False,
        "confirmed_at": NOW,
    }
    return Claim(status=status, publication=publication, **(given | columns))


# Each move as it is made, with what it needs beside the claim.
MAKE: dict[Move, Callable[[Claim, Reviewer, bool], Any]] = {
    Move.QUEUE: lambda one, by, _: one.queue(by=by, reason="There are minutes."),
    Move.DISMISS: lambda one, by, _: one.dismiss(Dismissal.TRIVIAL, by=by),
    Move.TAKE: lambda one, by, _: one.take(by=by),
    Move.ASSIGN: lambda one, by, _: one.assign(person(number=9), by=by),
    Move.RELEASE: lambda one, by, _: one.release(by=by),
    Move.PROPOSE: lambda one, by, _: one.propose(by=by),
    Move.WITHDRAW: lambda one, by, same: one.withdraw_proposal(by=by, proposer=same),
    Move.SEND_BACK: lambda one, by, _: one.send_back(by=by, reason="Where are the minutes?"),
    Move.PUBLISH: lambda one, by, same: one.publish(by=by, worked_on=same, four_eyes=True),
    Move.UPHOLD: lambda one, by, same: one.uphold(by=by, note="It stands.", worked_on=same, four_eyes=True),
    Move.CLOSE: lambda one, by, _: one.close(by=by, reason="Nothing new."),
    Move.REOPEN: lambda one, by, _: one.reopen(by, by=by, reason="A letter came.", tell_readers=False),
    Move.RETRACT: lambda one, by, _: one.retract(by=by, reason="The minutes were forged."),
    Move.WITHHOLD: lambda one, by, _: one.withhold(by=by, reason="A court ordered it."),
}


@pytest.mark.parametrize("move", Move)
def test_a_move_does_what_the_table_says_in_every_cell(move: Move) -> None:
    for status, publication, role, same in product(Status, Publication, Role, (True, False)):
        by, expected = person(role), told(move, status, publication, role, same)
        one = claim(status, publication, holder_id=1 if same else 2)

        assert made(one, move, by, same) == expected
        if isinstance(expected, type):
            assert (one.status, one.publication) == (status, publication)


def told(
    move: Move, status: Status, publication: Publication, role: Role, same: bool
) -> tuple[Status, Publication] | type[FactcheckError]:
    """Return what the table has for a cell; the table itself is tested with the moves."""
    try:
        rule = allow(move, status=status, publication=publication, role=role, same=same)
    except FactcheckError as refused:
        return type(refused)
    return rule.after, rule.publication or publication


def made(
    one: Claim, move: Move, by: Reviewer, same: bool
) -> tuple[Status, Publication] | type[FactcheckError]:
    try:
        MAKE[move](one, by, same)
    except FactcheckError as refused:
        return type(refused)
    return one.status, one.publication


@pytest.mark.parametrize("move", Move)
def test_a_disabled_person_makes_no_move(move: Move) -> None:
    for status, publication in product(Status, Publication):
        one = claim(status, publication, holder_id=1)

        with pytest.raises(NotAllowed):
            MAKE[move](one, person(Role.EDITOR, disabled=True), False)


# What moves need and leave behind.


def test_a_claim_that_was_done_needs_a_reason_to_be_queued_again() -> None:
    one = claim(Status.DONE, Publication.LIVE)

    with pytest.raises(InvalidInput, match="Say why"):
        one.queue(by=person(), reason="  ")

    assert one.status is Status.DONE
    assert one.queue(by=person(), reason="A letter came.").body == {"reason": "A letter came."}


@pytest.mark.parametrize("status", [Status.NEW, Status.DISMISSED])
def test_a_claim_that_was_not_done_needs_no_reason_to_be_queued(status: Status) -> None:
    one = claim(status)

    step = one.queue(by=person())

    assert step.type is EventType.QUEUED


def test_a_dismissed_claim_says_why_until_it_is_queued_again() -> None:
    one = claim(Status.IN_REVIEW, holder_id=1)

    step = one.dismiss(Dismissal.OPINION, by=person(), words="It is about taste.")

    assert step.body == {"code": "opinion", "words": "It is about taste."}
    assert (one.dismissal, one.holder_id) == (Dismissal.OPINION, None)
    one.queue(by=person())
    assert one.dismissal is None


def test_who_takes_a_claim_holds_it_and_who_releases_it_does_not() -> None:
    one, by = claim(Status.QUEUED), person()

    one.take(by=by)

    assert one.is_held_by(by)
    assert one.release(by=by).type is EventType.RELEASED
    assert not one.is_held_by(by)


@pytest.mark.parametrize("holder", [person(Role.ADMIN, number=9), person(number=9, disabled=True)])
def test_a_claim_is_handed_only_to_who_works_on_claims(holder: Reviewer) -> None:
    queued, done = claim(Status.QUEUED), claim(Status.DONE, Publication.LIVE)

    with pytest.raises(NotAllowed):
        queued.assign(holder, by=person(Role.EDITOR))
    with pytest.raises(NotAllowed):
        done.reopen(holder, by=person(Role.EDITOR), reason="A letter came.", tell_readers=False)

    assert (queued.status, done.status) == (Status.QUEUED, Status.DONE)


def test_the_holder_keeps_a_claim_while_the_editor_has_it_and_no_longer() -> None:
    one, holder, editor = claim(Status.IN_REVIEW, holder_id=1), person(), person(Role.EDITOR, number=2)

    one.propose(by=holder)
    assert one.is_held_by(holder)
    one.send_back(by=editor, reason="Where are the minutes?")
    assert one.is_held_by(holder)
    one.propose(by=holder)
    one.publish(by=editor, worked_on=False, four_eyes=True)

    assert one.holder_id is None


def test_a_claim_nobody_confirmed_is_not_proposed() -> None:
    one = claim(Status.IN_REVIEW, holder_id=1, confirmed_at=None)

    with pytest.raises(Conflict, match="Confirm"):
        one.propose(by=person())

    assert one.status is Status.IN_REVIEW


def test_legal_hold_blocks_publishing_and_nothing_else() -> None:
    one, editor = claim(Status.PROPOSED, Publication.LIVE, legal_hold=True), person(Role.EDITOR)

    with pytest.raises(Conflict, match="legal hold"):
        one.publish(by=editor, worked_on=False, four_eyes=True)

    assert (one.status, one.publication) == (Status.PROPOSED, Publication.LIVE)
    for move in (Move.SEND_BACK, Move.UPHOLD, Move.RETRACT, Move.WITHHOLD):
        MAKE[move](claim(Status.PROPOSED, Publication.LIVE, legal_hold=True), editor, False)


@pytest.mark.parametrize(
    ("move", "make"),
    [
        (Move.SEND_BACK, lambda one, by: one.send_back(by=by, reason=" ")),
        (Move.UPHOLD, lambda one, by: one.uphold(by=by, note="", worked_on=False, four_eyes=True)),
        (Move.REOPEN, lambda one, by: one.reopen(by, by=by, reason="\n", tell_readers=False)),
        (Move.RETRACT, lambda one, by: one.retract(by=by, reason=" ")),
        (Move.WITHHOLD, lambda one, by: one.withhold(by=by, reason="")),
    ],
)
def test_an_editors_move_needs_its_words(move: Move, make: Callable[[Claim, Reviewer], Any]) -> None:
    status = Status.DONE if move is Move.REOPEN else Status.PROPOSED
    one = claim(status, Publication.LIVE)

    with pytest.raises(InvalidInput):
        make(one, person(Role.EDITOR))

    assert (one.status, one.publication) == (status, Publication.LIVE)


def test_closing_needs_a_reason() -> None:
    with pytest.raises(InvalidInput, match="Say why"):
        claim(Status.QUEUED, Publication.RETRACTED).close(by=person(Role.EDITOR), reason=" ")


@pytest.mark.parametrize("publication", [Publication.RETRACTED, Publication.WITHHELD])
def test_readers_are_told_of_a_recheck_only_of_a_live_verdict(publication: Publication) -> None:
    one, editor = claim(Status.DONE, publication), person(Role.EDITOR)

    with pytest.raises(InvalidInput, match="Only a live verdict"):
        one.reopen(editor, by=editor, reason="A letter came.", tell_readers=True)

    assert not one.rechecking


@pytest.mark.parametrize("move", [Move.PUBLISH, Move.UPHOLD, Move.RETRACT, Move.WITHHOLD])
def test_a_recheck_ends_with_its_outcome(move: Move) -> None:
    one, editor = claim(Status.DONE, Publication.LIVE), person(Role.EDITOR)

    steps = one.reopen(editor, by=editor, reason="A letter came.", tell_readers=True)
    told_readers = one.rechecking
    one.status = Status.PROPOSED
    MAKE[move](one, editor, False)

    assert [step.type for step in steps] == [EventType.REOPENED, EventType.RECHECKING]
    assert (told_readers, one.rechecking) == (True, False)


def test_the_reason_of_a_withholding_is_a_note_and_not_in_what_readers_get() -> None:
    withheld, note = claim(Status.DONE, Publication.LIVE).withhold(by=person(Role.ADMIN), reason="A court.")

    assert (withheld.type, withheld.body) == (EventType.WITHHELD, {})
    assert (note.type, note.body) == (EventType.NOTE, {"about": "withheld", "note": "A court."})


# What the claim says.


@pytest.mark.parametrize("status", Status)
def test_a_claim_is_edited_only_while_it_is_worked_on(status: Status) -> None:
    one = claim(status)

    if status in EDITABLE:
        one.refuse_edits()
        one.refuse_reshaping()
    else:
        for refuse in (one.refuse_edits, one.refuse_reshaping):
            with pytest.raises(Conflict):
                refuse()
        with pytest.raises(Conflict):
            one.edit({"text": "Another."}, by=person())
        with pytest.raises(Conflict):
            one.confirm(by=person(), at=NOW)

    assert one.can_be_edited is (status in EDITABLE)
    assert one.text == "The bridge opened in 1932."


@pytest.mark.parametrize("publication", [Publication.LIVE, Publication.RETRACTED, Publication.WITHHELD])
def test_a_claim_that_readers_know_is_not_reshaped(publication: Publication) -> None:
    with pytest.raises(Conflict, match="readers know"):
        claim(Status.IN_REVIEW, publication).refuse_reshaping()


def test_an_edit_tells_old_and_new_of_what_changed_and_of_nothing_else() -> None:
    one = claim()

    step = one.edit({"text": "The bridge opened in 1935.", "said_by": SaidBy.ARTICLE}, by=person())

    assert step.body == {
        "changes": {"text": {"old": "The bridge opened in 1932.", "new": "The bridge opened in 1935."}}
    }


@pytest.mark.parametrize(
    ("changes", "confirmed"),
    [
        ({"text": "Another."}, False),
        ({"said_by": SaidBy.UNKNOWN}, False),
        ({"said_by_text": "a fisherman"}, False),
        ({"quote": "another"}, False),
        ({"text": "The bridge opened in 1932."}, True),
        ({"worth": 700}, True),
    ],
)
def test_what_was_confirmed_and_then_changed_has_to_be_confirmed_again(
    changes: dict[str, Any], confirmed: bool
) -> None:
    one = claim()

    one.edit(changes, by=person())

    assert (one.confirmed_at is not None) is confirmed


def test_a_person_confirms_that_the_text_is_right() -> None:
    one = claim(confirmed_at=None)

    step = one.confirm(by=person(), at=NOW)

    assert step.type is EventType.CONFIRMED
    assert one.confirmed_at == NOW


def test_a_claim_without_text_cannot_be_confirmed() -> None:
    with pytest.raises(InvalidInput, match="no text"):
        claim(text=" ").confirm(by=person(), at=NOW)


@pytest.mark.parametrize("act", ["edit", "confirm", "flag"])
def test_an_admin_is_not_by_that_an_editor(act: str) -> None:
    one, admin = claim(), person(Role.ADMIN)
    acts: dict[str, Callable[[], Any]] = {
        "edit": lambda: one.edit({"text": "Another."}, by=admin),
        "confirm": lambda: one.confirm(by=admin, at=NOW),
        "flag": lambda: one.flag({"legal_hold": True}, by=admin),
    }

    with pytest.raises(NotAllowed):
        acts[act]()


def test_only_an_editor_sets_flags() -> None:
    with pytest.raises(NotAllowed):
        claim().flag({"sensitive": True}, by=person())


def test_flags_that_change_are_told_with_times_as_text() -> None:
    one = claim(due_at=None)

    step = one.flag({"due_at": NOW, "legal_hold": True, "sensitive": False}, by=person(Role.EDITOR))

    assert step.type is EventType.FLAGGED
    assert step.body == {"due_at": "2026-01-05T09:00:00+00:00", "legal_hold": True}
    assert (one.due_at, one.legal_hold, one.sensitive) == (NOW, True, False)


# Who sees it.


@pytest.mark.parametrize(
    ("by", "sees"),
    [
        (person(number=1), True),
        (person(number=2), False),
        (person(Role.EDITOR, number=3), True),
        (person(Role.ADMIN, number=4), False),
    ],
)
def test_a_restricted_claim_is_for_its_holder_and_editors(by: Reviewer, sees: bool) -> None:
    one = claim(Status.IN_REVIEW, holder_id=1, restricted=True)

    assert one.is_visible_to(by) is sees
    assert claim(holder_id=1).is_visible_to(by)


def test_a_claim_without_a_holder_is_held_by_nobody() -> None:
    assert not claim().is_held_by(Reviewer(id=None))


def test_a_page_is_offered_what_the_table_allows() -> None:
    one = claim(Status.QUEUED)

    assert one.may(Move.TAKE, person(), same=False)
    assert not one.may(Move.ASSIGN, person(), same=False)
    assert not one.may(Move.PUBLISH, person(Role.EDITOR), same=False)


@pytest.mark.parametrize(
    ("worth", "priority"),
    [(0, "low"), (299, "low"), (300, "medium"), (599, "medium"), (600, "high"), (1000, "high")],
)
def test_check_worthiness_is_high_medium_or_low_to_people(worth: int, priority: str) -> None:
    assert claim(worth=worth).priority == priority


@pytest.mark.parametrize("publication", Publication)
def test_a_claim_is_public_once_readers_know_it(publication: Publication) -> None:
    assert claim(publication=publication).is_public is (publication is not Publication.NONE)


def test_a_forbidden_move_is_a_conflict_and_names_the_state() -> None:
    with pytest.raises(MoveNotAllowed, match="A claim that is new cannot be published"):
        claim().publish(by=person(Role.EDITOR), worked_on=False, four_eyes=True)


def test_a_claim_whose_words_name_somebody_not_public_says_so() -> None:
    somebody = Claimant(name="Ada van Orlen", kind=SaidBy.PERSON, public_figure=False)
    words = {"text": "The pier is safe, the director said.", "quote": "It is safe, Orlen said."}

    assert claim(claimant=somebody, **words).names_who_is_not_public
    assert not claim(claimant=somebody, **{**words, "quote": "It is safe."}).names_who_is_not_public
    somebody.public_figure = True
    assert not claim(claimant=somebody, **words).names_who_is_not_public
    assert not claim(**words).names_who_is_not_public
