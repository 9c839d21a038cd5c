"""Claimants: who they are, and who may say so."""

import json

import pytest

from factcheck.errors import NotAllowed, NotFound
from factcheck.models.terms import SaidBy
from factcheck.services import claimants, history
from factories import make_admin, make_claim, make_editor, make_reviewer

pytestmark = pytest.mark.usefixtures("work")


def test_a_person_is_no_public_figure_until_somebody_says_so() -> None:
    assert claimants.named("Ada Orlen", SaidBy.PERSON).public_figure is False
    assert claimants.named("The harbour", SaidBy.ORGANISATION).public_figure is True


def test_a_name_is_added_once_for_each_kind() -> None:
    person = claimants.named("Ada Orlen", SaidBy.PERSON)

    assert claimants.named("Ada Orlen", SaidBy.PERSON) is person
    assert claimants.named("Ada Orlen", SaidBy.ORGANISATION) is not person
    assert claimants.named("Ada  Orlen", SaidBy.PERSON) is not person


def test_claimants_are_listed_by_name_with_how_many_claims_they_have() -> None:
    for name in ("Mayor Ada", "Mayor Ada", "Clerk Bo"):
        make_claim(said_by={"kind": "person", "name": name})
    claimants.named("A harbour", SaidBy.ORGANISATION)

    listed = [(claimant.name, number) for claimant, number in claimants.everyone()]

    assert listed == [("A harbour", 0), ("Clerk Bo", 1), ("Mayor Ada", 2)]


def test_what_is_known_of_a_claimant_is_corrected() -> None:
    ada = claimants.named("Ada Orlen", SaidBy.PERSON)
    changes = {"name": "Ada of Orlen", "public_figure": True, "same_as": "https://example.org/ada"}

    claimants.change(ada.public_id, changes, by=make_reviewer())

    found = claimants.get(ada.public_id)
    assert (found.name, found.public_figure, found.same_as) == tuple(changes.values())


def test_what_became_of_a_claimant_is_told_to_each_of_their_claims() -> None:
    theirs, other = make_claim(said_by={"kind": "person", "name": "Ada Orlen"}), make_claim()
    ada, editor = claimants.named("Ada Orlen", SaidBy.PERSON), make_editor()
    before = other.version

    claimants.change(ada.public_id, {"public_figure": True, "description": ""}, by=editor)

    told = json.loads(history.of_claim(theirs.public_id)[-1].body or "")
    assert told["changes"] == {"claimant_public_figure": {"old": False, "new": True}}
    assert history.worked_on(theirs, editor)
    assert other.version == before


def test_an_admin_describes_nobody() -> None:
    ada = claimants.named("Ada Orlen", SaidBy.PERSON)

    with pytest.raises(NotAllowed):
        claimants.change(ada.public_id, {"public_figure": True}, by=make_admin())


def test_a_claimant_that_is_not_there_is_not_found() -> None:
    with pytest.raises(NotFound):
        claimants.get("aaaaaaaaaaaa")
