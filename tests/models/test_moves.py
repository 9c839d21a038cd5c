"""Every cell of the table of moves, written out by hand from the design and not from the code."""

from dataclasses import dataclass
from itertools import product

import pytest

from factcheck.errors import FactcheckError, MoveNotAllowed, NotAllowed
from factcheck.models.moves import TABLE, WORDS, Move, allow
from factcheck.models.terms import Publication, Role, Status

NEW, QUEUED, IN_REVIEW, PROPOSED, DONE, DISMISSED = (
    "new",
    "queued",
    "in_review",
    "proposed",
    "done",
    "dismissed",
)
NONE, LIVE, RETRACTED, WITHHELD = "none", "live", "retracted", "withheld"
ANY_STATUS = (NEW, QUEUED, IN_REVIEW, PROPOSED, DONE, DISMISSED)
ANY_PUBLICATION = (NONE, LIVE, RETRACTED, WITHHELD)
UNCHANGED = "unchanged"


@dataclass(frozen=True)
class Line:
    """One line of the design's table. `same` and `other` are the roles that may: for the person the line
    speaks of (holder, proposer, whoever had a hand in it), and for everybody else."""

    before: tuple[str, ...]
    after: str
    publications: tuple[str, ...]
    becomes: str
    same: tuple[str, ...]
    other: tuple[str, ...]


DESK, EDITORS, NOBODY = ("reviewer", "editor"), ("editor",), ()
DESIGN = {
    "queue": Line((NEW, DISMISSED, DONE), QUEUED, ANY_PUBLICATION, UNCHANGED, DESK, DESK),
    "dismiss": Line((NEW, QUEUED, IN_REVIEW), DISMISSED, (NONE,), UNCHANGED, DESK, DESK),
    "take": Line((QUEUED,), IN_REVIEW, ANY_PUBLICATION, UNCHANGED, DESK, DESK),
    "assign": Line((QUEUED,), IN_REVIEW, ANY_PUBLICATION, UNCHANGED, EDITORS, EDITORS),
    "release": Line((IN_REVIEW,), QUEUED, ANY_PUBLICATION, UNCHANGED, DESK, EDITORS),
    "propose": Line((IN_REVIEW,), PROPOSED, ANY_PUBLICATION, UNCHANGED, DESK, NOBODY),
    "withdraw": Line((PROPOSED,), IN_REVIEW, ANY_PUBLICATION, UNCHANGED, DESK, NOBODY),
    "send_back": Line((PROPOSED,), IN_REVIEW, ANY_PUBLICATION, UNCHANGED, EDITORS, EDITORS),
    "publish": Line((PROPOSED,), DONE, ANY_PUBLICATION, LIVE, NOBODY, EDITORS),
    "uphold": Line((QUEUED, IN_REVIEW, PROPOSED), DONE, (LIVE,), UNCHANGED, NOBODY, EDITORS),
    "close": Line((QUEUED, IN_REVIEW, PROPOSED), DONE, (RETRACTED, WITHHELD), UNCHANGED, EDITORS, EDITORS),
    "reopen": Line((DONE,), IN_REVIEW, ANY_PUBLICATION, UNCHANGED, EDITORS, EDITORS),
    "retract": Line(ANY_STATUS, DONE, (LIVE,), RETRACTED, EDITORS, EDITORS),
    "withhold": Line(ANY_STATUS, DONE, (LIVE, RETRACTED), WITHHELD, ("editor", "admin"), ("editor", "admin")),
}
ROLES = ("reviewer", "editor", "admin")
CELLS = list(product(DESIGN, ANY_STATUS, ANY_PUBLICATION, ROLES, (True, False)))


@pytest.mark.parametrize("move", DESIGN)
def test_every_cell_of_a_move_is_as_designed(move: str) -> None:
    cells = [cell for cell in CELLS if cell[0] == move]

    assert {cell: ask(*cell) for cell in cells} == {cell: expected_answer(*cell) for cell in cells}
    assert len(cells) == 6 * 4 * 3 * 2


def expected_answer(
    move: str, status: str, publication: str, role: str, same: bool
) -> tuple[str, str] | type[FactcheckError]:
    line = DESIGN[move]
    if role not in line.same + line.other:
        return NotAllowed
    if status not in line.before or publication not in line.publications:
        return MoveNotAllowed
    if role not in (line.same if same else line.other):
        return NotAllowed
    return line.after, publication if line.becomes == UNCHANGED else line.becomes


def ask(
    move: str, status: str, publication: str, role: str, same: bool, *, four_eyes: bool = True
) -> tuple[str, str] | type[FactcheckError]:
    try:
        rule = allow(
            Move(move),
            status=Status(status),
            publication=Publication(publication),
            role=Role(role),
            same=same,
            four_eyes=four_eyes,
        )
    except FactcheckError as refused:
        return type(refused)
    return rule.after.value, rule.publication.value if rule.publication else publication


def test_the_table_has_the_moves_of_the_design_and_no_others() -> None:
    assert {move.value for move in Move} == set(DESIGN)
    assert set(TABLE) == set(WORDS) == set(Move)


def test_a_one_person_desk_may_publish_and_uphold_its_own_work() -> None:
    published = ask("publish", PROPOSED, NONE, "editor", same=True, four_eyes=False)
    upheld = ask("uphold", PROPOSED, LIVE, "editor", same=True, four_eyes=False)

    assert published == (DONE, LIVE)
    assert upheld == (DONE, LIVE)


def test_turning_four_eyes_off_changes_no_other_cell() -> None:
    changed = {
        cell[0]
        for cell in CELLS
        if ask(*cell, four_eyes=False) != ask(*cell) and cell[3:] != ("editor", True)
    }

    assert changed == set()


def test_what_one_may_not_do_is_403_and_what_the_state_forbids_409() -> None:
    assert NotAllowed.status == 403
    assert MoveNotAllowed.status == 409


@pytest.mark.parametrize(
    ("move", "publication", "sentence"),
    [
        ("publish", NONE, "A claim that is in review cannot be published."),
        ("dismiss", LIVE, "A claim that is in review and live cannot be dismissed."),
    ],
)
def test_a_refusal_says_where_the_claim_stands(move: str, publication: str, sentence: str) -> None:
    with pytest.raises(MoveNotAllowed) as refused:
        allow(
            Move(move),
            status=Status.IN_REVIEW,
            publication=Publication(publication),
            role=Role.EDITOR,
            same=False,
        )

    assert str(refused.value) == sentence
