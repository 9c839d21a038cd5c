"""Adding, trimming, splitting, merging claims, and taking up their parts."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from factcheck import splitter
from factcheck.errors import Conflict, InvalidInput, NotAllowed, NotFound, Stale
from factcheck.models import Claim, Reviewer
from factcheck.models.terms import Dismissal, Publication, SaidBy, Status
from factcheck.services import articles, claims, history, shapes
from factories import (
    confirm,
    current,
    make_admin,
    make_article,
    make_claim,
    make_editor,
    make_reading,
    make_reviewer,
    propose,
    publish,
    split_claim,
)

pytestmark = pytest.mark.usefixtures("work")

TWO = "It cost four million crowns and was paid for by the harbour."
TEXT = "The bridge opened in 1932.", TWO, "Then  it\n\trained \U0001f327 for weeks."


def brought(by: Reviewer, *sentences: str) -> list[Claim]:
    article = make_article(*(sentences or TEXT), by=by)
    return list(articles.page(article.public_id, person=by).claims)


def newest(claim: Claim) -> dict[str, Any]:
    body: dict[str, Any] = json.loads(history.of_claim(claim.public_id)[-1].body or "")
    return body


# Adding.


def test_a_claim_added_by_hand_stands_where_its_words_are() -> None:
    person = make_reviewer()
    article = make_article(*TEXT, by=person)

    claim = shapes.add_by_hand(
        article.public_id, " paid for by the harbour ", by=person, text="The harbour paid."
    )

    text = article.revisions[-1].text
    assert text[claim.start : claim.end] == claim.quote == "paid for by the harbour"
    assert (claim.text, claim.splitter, claim.status) == ("The harbour paid.", "by hand", Status.NEW)
    assert text[: claim.start].endswith(claim.prefix)
    assert text[claim.end :].startswith(claim.suffix)
    assert [event.type for event in history.of_claim(claim.public_id)] == ["created"]


def test_words_are_found_whatever_blanks_they_were_copied_with() -> None:
    person = make_reviewer()
    article = make_article(*TEXT, by=person)

    claim = shapes.add_by_hand(article.public_id, "Then it rained\n\U0001f327 for weeks.", by=person)

    assert claim.quote == "Then  it\n\trained \U0001f327 for weeks."
    assert claim.text == claim.quote


def test_words_can_be_looked_for_from_a_place_on() -> None:
    assert shapes.find("one two one", "one") == shapes.Span(0, 3)
    assert shapes.find("one two one", "one", after=1) == shapes.Span(8, 11)
    assert shapes.find("o ne two o ne", "one", after=3) == shapes.Span(9, 13)


@pytest.mark.parametrize("quote", ["", "  ", "words that are not there"])
def test_words_that_do_not_stand_in_the_article_are_refused(quote: str) -> None:
    person = make_reviewer()
    article = make_article(*TEXT, by=person)

    with pytest.raises(InvalidInput):
        shapes.add_by_hand(article.public_id, quote, by=person)


def test_an_admin_adds_no_claim() -> None:
    article = make_article(*TEXT)

    with pytest.raises(NotAllowed):
        shapes.add_by_hand(article.public_id, "The bridge", by=make_admin())


def test_an_article_that_is_not_there_gets_no_claim() -> None:
    with pytest.raises(NotFound):
        shapes.add_by_hand("aaaaaaaaaaaa", "The bridge", by=make_reviewer())


# Trimming.


def test_a_trimmed_claim_has_another_stretch_and_its_context() -> None:
    person = make_reviewer()
    _, claim, _ = brought(person)

    shapes.trim(claim.public_id, "was paid for by the harbour", by=person, version=claim.version)

    text = claim.revision.text
    assert text[claim.start : claim.end] == claim.quote == "was paid for by the harbour"
    assert claim.suffix.startswith(".\n\nThen")
    assert newest(claim)["changes"]["quote"]["new"] == "was paid for by the harbour"


def test_a_trimmed_claim_has_to_be_confirmed_again() -> None:
    holder = make_reviewer()
    claim = make_claim(status=Status.IN_REVIEW, holder=holder, sentence=TWO)

    shapes.trim(claim.public_id, "It cost four million crowns", by=holder, version=None)

    with pytest.raises(Conflict, match="Confirm"):
        propose(claim, by=holder)


def test_what_the_splitter_found_outside_of_a_trimmed_claim_goes() -> None:
    person = make_reviewer()
    reading = make_reading(TWO)
    found = split_claim(TWO, content_start=3, content_end=len(TWO) - 1)
    split = splitter.Split("en", "by rule 1", (found,), (), None, (), ())
    article = articles.add(articles.Reading(reading.text, reading.title, split), by=person)
    [claim] = articles.page(article.public_id, person=person).claims

    shapes.trim(claim.public_id, "It cost four million crowns", by=person, version=None)
    trimmed = [part["quote"] for part in claim.suggested_parts], claim.content_start, claim.content_end
    again = shapes.trim(claim.public_id, "It cost four million crowns", by=person, version=None)

    assert trimmed == (["It cost four million crowns"], None, None)
    assert len(history.of_claim(again.public_id)) == 2


def test_what_still_lies_inside_a_trimmed_claim_stays() -> None:
    person = make_reviewer()
    found = split_claim(TWO, content_start=3, content_end=20)
    split = splitter.Split("en", "by rule 1", (found,), (), None, (), ())
    article = articles.add(articles.Reading(TWO, "A bridge", split), by=person)
    [claim] = articles.page(article.public_id, person=person).claims

    shapes.trim(claim.public_id, TWO[:-1], by=person, version=None)

    assert (claim.content_start, claim.content_end, len(claim.suggested_parts)) == (3, 20, 1)


# Splitting and taking up parts.


def test_a_split_claim_closes_as_covered_by_its_parts() -> None:
    person = make_reviewer()
    said_by = {"kind": "organisation", "name": "The harbour", "relayed_by": "The Orlen Echo"}
    claim = make_claim(sentence=TWO, said_by=said_by, claimed_at="2025-12-31")

    parts = shapes.split(
        claim.public_id, ["cost four million crowns", "paid for by the harbour"], by=person, version=None
    )

    assert (claim.status, claim.dismissal) == (Status.DISMISSED, Dismissal.COVERED_BY_PARTS)
    assert newest(claim)["parts"] == [part.public_id for part in parts]
    assert [part.public_id for part in current(claim, person).parts] == [part.public_id for part in parts]
    for part in parts:
        assert part.parent_id == claim.id
        assert claim.start <= part.start < part.end <= claim.end
        assert (part.status, part.said_by, part.claimant_id) == (
            Status.NEW,
            SaidBy.ORGANISATION,
            claim.claimant_id,
        )
        assert (part.relayed_by, part.claimed_at) == ("The Orlen Echo", "2025-12-31")


@pytest.mark.parametrize(
    "quotes",
    [[], ["cost four million crowns"], ["cost", "rained"], ["cost", "cost"], ["cost", " "]],
)
def test_a_claim_is_split_into_several_stretches_of_its_own(quotes: list[str]) -> None:
    person = make_reviewer()
    _, claim, _ = brought(person)

    with pytest.raises(InvalidInput):
        shapes.split(claim.public_id, quotes, by=person, version=None)

    assert claim.status is Status.NEW


def test_suggested_parts_are_taken_up_by_their_numbers() -> None:
    person = make_reviewer()
    _, claim, _ = brought(person)

    [part] = shapes.take_up_parts(claim.public_id, [1, 1], by=person, version=claim.version)

    assert part.quote == part.text == "was paid for by the harbour."
    assert claim.dismissal is Dismissal.COVERED_BY_PARTS


@pytest.mark.parametrize("chosen", [[], [2], [-1], [0, 9]])
def test_parts_that_are_not_there_are_refused(chosen: list[int]) -> None:
    person = make_reviewer()
    _, claim, _ = brought(person)

    with pytest.raises(InvalidInput, match="Choose the parts"):
        shapes.take_up_parts(claim.public_id, chosen, by=person, version=None)


def test_parts_are_not_taken_up_twice() -> None:
    person = make_reviewer()
    _, claim, _ = brought(person)
    shapes.take_up_parts(claim.public_id, [0, 1], by=person, version=None)

    with pytest.raises(Conflict):
        shapes.take_up_parts(claim.public_id, [0, 1], by=person, version=None)


@pytest.mark.parametrize("flag", ["restricted", "legal_hold", "sensitive"])
def test_an_editors_guards_hold_for_parts_and_for_what_is_merged(flag: str) -> None:
    editor = make_editor()
    one, two, _ = brought(editor)
    claims.flag(two.public_id, by=editor, version=None, **{flag: True})

    shapes.merge(one.public_id, two.public_id, by=editor, version=None)
    first, second = shapes.split(one.public_id, ["The bridge", "by the harbour"], by=editor, version=None)

    assert [getattr(claim, flag) for claim in (one, first, second)] == [True, True, True]


def test_an_admin_takes_up_no_parts() -> None:
    claim = make_claim(sentence=TWO)

    with pytest.raises(NotAllowed):
        shapes.take_up_parts(claim.public_id, [0, 1], by=make_admin(), version=None)


# Merging.


@pytest.mark.parametrize("backwards", [False, True])
def test_a_merged_claim_spans_both_in_the_order_of_the_text(backwards: bool) -> None:
    person = make_reviewer()
    one, two, _ = brought(person)
    kept, other = (two, one) if backwards else (one, two)

    shapes.merge(kept.public_id, other.public_id, by=person, version=kept.version)

    assert kept.quote == kept.revision.text[kept.start : kept.end] == f"{TEXT[0]}\n\n{TWO}"
    assert kept.text == f"{TEXT[0]} {TWO}"
    assert (other.status, other.superseded_by_id) == (Status.DISMISSED, kept.id)
    assert newest(other)["merged_into"] == kept.public_id


def test_a_claim_is_merged_with_another_of_the_same_text() -> None:
    person = make_reviewer()
    claim, *_ = brought(person)
    elsewhere, *_ = brought(person)

    for other in (claim, elsewhere):
        with pytest.raises(InvalidInput, match="another claim of the same article"):
            shapes.merge(claim.public_id, other.public_id, by=person, version=None)


def test_a_restricted_claim_is_merged_by_nobody_who_may_not_see_it() -> None:
    person = make_reviewer()
    one, two, three = brought(person)
    claims.flag(two.public_id, by=make_editor(), version=None, restricted=True)

    with pytest.raises(NotFound):
        shapes.merge(one.public_id, two.public_id, by=person, version=None)

    assert shapes.neighbours(one, person=person) == [three]
    assert shapes.neighbours(one, person=make_editor()) == [two, three]


def test_neighbours_are_those_that_could_be_merged() -> None:
    person = make_reviewer()
    one, two, three = brought(person)
    claims.dismiss(two.public_id, Dismissal.TRIVIAL, by=person)
    confirm(three, by=person)
    publish(three)

    assert shapes.neighbours(one, person=person) == []


# When none of it is possible.

Act = Callable[[Claim, Reviewer, int | None], Any]
ACTS: dict[str, Act] = {
    "trim": lambda claim, by, version: shapes.trim(claim.public_id, "It cost", by=by, version=version),
    "split": lambda claim, by, version: shapes.split(
        claim.public_id, ["It cost", "the harbour"], by=by, version=version
    ),
    "parts": lambda claim, by, version: shapes.take_up_parts(claim.public_id, [0, 1], by=by, version=version),
    "merge": lambda claim, by, version: shapes.merge(
        claim.public_id, claim.public_id, by=by, version=version
    ),
}


@pytest.mark.parametrize(
    ("status", "publication"),
    [
        (Status.PROPOSED, Publication.NONE),
        (Status.DISMISSED, Publication.NONE),
        (Status.IN_REVIEW, Publication.LIVE),
        (Status.QUEUED, Publication.RETRACTED),
        (Status.DONE, Publication.WITHHELD),
    ],
)
def test_a_claim_that_is_public_or_not_worked_on_keeps_its_shape(
    status: Status, publication: Publication
) -> None:
    holder = make_reviewer()
    claim = make_claim(status=status, publication=publication, holder=holder, sentence=TWO)

    for act in ACTS.values():
        with pytest.raises(Conflict):
            act(claim, holder, None)

    assert claim.quote == TWO


@pytest.mark.parametrize("act", ACTS)
def test_a_shape_is_not_changed_from_a_stale_page(act: str) -> None:
    person = make_reviewer()
    claim = make_claim(sentence=TWO)

    with pytest.raises(Stale):
        ACTS[act](claim, person, claim.version - 1)
