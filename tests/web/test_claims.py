"""The claim workspace: what a claim says, its shape, the moves, and two people at one claim."""

import re
from collections.abc import Callable
from contextlib import suppress

import pytest

from factcheck.app import DeskApp
from factcheck.models import Claim
from factcheck.models.terms import Checks, ClaimType, Dismissal, Publication, SaidBy, Status
from factcheck.services import articles, claims, shapes
from factories import SENTENCES, make_article, make_claim

from .conftest import Browser, SignedIn

ClaimIn = Callable[..., str]
ClaimAt = Callable[[str], Claim]


def form(claim: Claim, **changed: object) -> dict[str, object]:
    """Return the confirm form as the page shows it, with some fields changed."""
    shown: dict[str, object] = {
        "version": claim.version,
        "text": claim.text,
        "type": claim.type.value,
        "checkable": "1",
        "attribution": claim.attribution.value,
        "checks": claim.checks.value,
        "said_by": claim.said_by.value,
        "confirm": "1",
    }
    return shown | changed


@pytest.mark.parametrize("publication", list(Publication))
def test_the_page_of_a_claim_opens_for_everybody_in_every_state(
    reviewer: Browser, editor: Browser, admin: Browser, claim_in: ClaimIn, publication: Publication
) -> None:
    public_ids = []
    for status in Status:
        with suppress(ValueError):  # No claim reaches some of these states.
            public_ids.append(claim_in(status=status, publication=publication))

    answers = [
        browser.get(f"/desk/claims/{public_id}")
        for browser in (reviewer, editor, admin)
        for public_id in public_ids
    ]

    assert len(answers) >= 12
    assert {answer.status_code for answer in answers} == {200}
    assert all("What you can do now" in answer.text for answer in answers)


def test_an_unknown_claim_is_not_found(reviewer: Browser) -> None:
    assert reviewer.get("/desk/claims/aaaaaaaaaaaa").status_code == 404
    assert reviewer.post("/desk/claims/aaaaaaaaaaaa/queue", {"version": 1}).status_code == 404


def test_a_restricted_claim_is_not_found_by_others(
    app: DeskApp, reviewer: Browser, editor: Browser, admin: Browser, claim_in: ClaimIn
) -> None:
    public_id = claim_in()
    with app.database.transaction():
        claims.flag(public_id, by=editor.person, version=None, restricted=True)

    path = f"/desk/claims/{public_id}"

    assert editor.get(path).status_code == 200
    assert [reviewer.get(path).status_code, admin.get(path).status_code] == [404, 404]
    assert reviewer.post(f"{path}/queue", {"version": 1}).status_code == 404


# What a claim says.


def test_a_claim_is_corrected_and_confirmed(reviewer: Browser, claim_in: ClaimIn, claim_at: ClaimAt) -> None:
    public_id = claim_in()
    given = form(
        claim_at(public_id),
        text="The Orlen bridge opened in 1932.",
        type="numerical",
        checks="attribution",
        said_by="person",
        said_by_text="the mayor",
        claimant="Ilse Varnhagen",
        public_figure="1",
        description="Mayor of Orlen",
        relayed_by="a wire agency",
        claimed_at="2026-03-31",
    )

    answer = reviewer.post(f"/desk/claims/{public_id}/confirm", given)

    claim = claim_at(public_id)
    assert answer.status_code == 303
    assert (claim.text, claim.type) == ("The Orlen bridge opened in 1932.", ClaimType.NUMERICAL)
    assert (claim.checks, claim.said_by) == (Checks.ATTRIBUTION, SaidBy.PERSON)
    assert claim.claimant is not None
    assert (claim.claimant.name, claim.claimant.public_figure) == ("Ilse Varnhagen", True)
    assert (claim.relayed_by, claim.claimed_at) == ("a wire agency", "2026-03-31")
    assert "confirmed the text and who said it" in reviewer.get(f"/desk/claims/{public_id}").text


def test_a_claim_is_saved_without_being_confirmed(app: DeskApp, reviewer: Browser, claim_at: ClaimAt) -> None:
    with app.database.transaction():
        article = make_article(by=reviewer.person)
        public_id = articles.page(article.public_id, person=reviewer.person).claims[0].public_id

    reviewer.post(f"/desk/claims/{public_id}/confirm", form(claim_at(public_id), text="Other.", confirm="0"))

    assert claim_at(public_id).text == "Other."
    assert claim_at(public_id).confirmed_at is None


def test_a_claim_without_text_comes_back_with_all_that_was_typed(
    reviewer: Browser, claim_in: ClaimIn, claim_at: ClaimAt
) -> None:
    public_id = claim_in()
    given = form(claim_at(public_id), text=" ", relayed_by="a wire agency", type="nonsense", checks="")

    answer = reviewer.post(f"/desk/claims/{public_id}/confirm", given)

    assert answer.status_code == 422
    assert "Write the claim as a sentence that stands alone." in answer.text
    assert "Choose one of the list." in answer.text
    assert 'value="a wire agency"' in answer.text
    assert claim_at(public_id).version == given["version"]


def test_two_people_saving_one_claim_lose_nothing(
    reviewer: Browser, signed_in: SignedIn, claim_in: ClaimIn, claim_at: ClaimAt
) -> None:
    other, public_id = signed_in("reviewer", "Otto Other"), claim_in()
    seen = claim_at(public_id)
    other.post(f"/desk/claims/{public_id}/confirm", form(seen, text="The text of Otto."))

    answer = reviewer.post(f"/desk/claims/{public_id}/confirm", form(seen, text="The text of Rana."))

    assert answer.status_code == 409
    assert "The text of Otto." in answer.text
    assert answer.text.count("The text of Rana.") == 2
    assert f'name="version" value="{claim_at(public_id).version}"' in answer.text
    assert claim_at(public_id).text == "The text of Otto."


def test_the_form_that_came_back_can_be_saved(
    reviewer: Browser, signed_in: SignedIn, claim_in: ClaimIn, claim_at: ClaimAt
) -> None:
    other, public_id = signed_in("reviewer", "Otto Other"), claim_in()
    seen = claim_at(public_id)
    other.post(f"/desk/claims/{public_id}/confirm", form(seen, text="The text of Otto."))
    reviewer.post(f"/desk/claims/{public_id}/confirm", form(seen, text="The text of Rana."))

    answer = reviewer.post(
        f"/desk/claims/{public_id}/confirm", form(claim_at(public_id), text="The text of Rana.")
    )

    assert answer.status_code == 303
    assert claim_at(public_id).text == "The text of Rana."


@pytest.mark.parametrize("version", ["", "x", "-1", "٣", "99999999999", "2147483648"])
def test_a_version_that_is_none_is_refused(reviewer: Browser, claim_in: ClaimIn, version: str) -> None:
    public_id = claim_in()

    answer = reviewer.post(f"/desk/claims/{public_id}/queue", {"version": version})

    assert answer.status_code == 422


def test_a_claim_at_an_editors_is_not_corrected_and_the_words_are_kept(
    reviewer: Browser, claim_in: ClaimIn, claim_at: ClaimAt
) -> None:
    public_id = claim_in(status=Status.PROPOSED)

    answer = reviewer.post(
        f"/desk/claims/{public_id}/confirm", form(claim_at(public_id), text="Words of mine.")
    )

    assert answer.status_code == 409
    assert "Words of mine." in answer.text


def test_an_admin_corrects_nothing(admin: Browser, claim_in: ClaimIn, claim_at: ClaimAt) -> None:
    public_id = claim_in()

    answer = admin.post(f"/desk/claims/{public_id}/confirm", form(claim_at(public_id), text="Other."))

    assert answer.status_code == 403
    assert claim_at(public_id).text == SENTENCES[0]


# Moves.


def test_a_new_claim_is_queued_taken_and_put_back(
    reviewer: Browser, claim_in: ClaimIn, claim_at: ClaimAt
) -> None:
    public_id = claim_in()
    states = []

    for move in ("queue", "take", "release"):
        fields = {"version": claim_at(public_id).version, "reason": ""}
        reviewer.post(f"/desk/claims/{public_id}/{move}", fields)
        states.append(claim_at(public_id).status)

    assert states == [Status.QUEUED, Status.IN_REVIEW, Status.QUEUED]


def test_a_claim_is_closed_with_a_code(reviewer: Browser, claim_in: ClaimIn, claim_at: ClaimAt) -> None:
    public_id = claim_in()
    fields = {"version": claim_at(public_id).version, "code": "opinion", "words": "A matter of taste."}

    reviewer.post(f"/desk/claims/{public_id}/dismiss", fields)

    assert claim_at(public_id).dismissal is Dismissal.OPINION
    page = reviewer.get(f"/desk/claims/{public_id}").text
    assert "Rana Reviewer closed the claim: opinion." in page
    assert "A matter of taste." in page


def test_who_said_it_is_named_once(reviewer: Browser, claim_in: ClaimIn) -> None:
    said_by = {"kind": SaidBy.PERSON, "name": "Anna Lind", "text": "Anna Lind", "public_figure": True}
    same = claim_in(said_by=said_by)
    other = claim_in(said_by={**said_by, "text": "the mayor"})

    assert re.search(r"Said by</dt><dd><a [^>]*><bdi>Anna Lind</bdi></a></dd>", page_of(reviewer, same))
    assert re.search(
        r"Said by</dt><dd><bdi>the mayor</bdi> <small><a [^>]*><bdi>Anna Lind", page_of(reviewer, other)
    )


def page_of(browser: Browser, public_id: str) -> str:
    """Return a claim's page without the blanks that only lay out its source."""
    return re.sub(r">\s+<(?=/dd)", "><", browser.get(f"/desk/claims/{public_id}").text)


def test_flags_stand_apart(editor: Browser, claim_in: ClaimIn, claim_at: ClaimAt) -> None:
    public_id = claim_in()
    fields = {"version": claim_at(public_id).version, "legal_hold": "1", "restricted": "1"}
    editor.post(f"/desk/claims/{public_id}/flags", fields)

    page = editor.get(f"/desk/claims/{public_id}").text

    assert '<span class="flag">on legal hold</span> <span class="flag">restricted</span>' in page


def test_closing_without_a_code_is_refused(reviewer: Browser, claim_in: ClaimIn, claim_at: ClaimAt) -> None:
    public_id = claim_in()
    fields = {"version": claim_at(public_id).version, "code": "", "words": "A matter of taste."}

    answer = reviewer.post(f"/desk/claims/{public_id}/dismiss", fields)

    assert answer.status_code == 422
    assert "Choose why the claim is closed." in answer.text
    assert "A matter of taste." in answer.text


def test_a_move_the_table_forbids_is_a_conflict(
    reviewer: Browser, claim_in: ClaimIn, claim_at: ClaimAt
) -> None:
    public_id = claim_in()

    answer = reviewer.post(f"/desk/claims/{public_id}/take", {"version": claim_at(public_id).version})

    assert answer.status_code == 409
    assert "A claim that is new cannot be taken up." in answer.text


def test_the_wrong_role_is_refused(
    reviewer: Browser, admin: Browser, claim_in: ClaimIn, claim_at: ClaimAt
) -> None:
    public_id = claim_in(status=Status.QUEUED)
    fields = {"version": claim_at(public_id).version, "holder": reviewer.person.public_id}

    assert reviewer.post(f"/desk/claims/{public_id}/assign", fields).status_code == 403
    assert admin.post(f"/desk/claims/{public_id}/take", fields).status_code == 403


def test_a_claim_is_assigned_to_somebody_only(
    editor: Browser, admin: Browser, claim_in: ClaimIn, claim_at: ClaimAt
) -> None:
    public_id = claim_in(status=Status.QUEUED)
    version = claim_at(public_id).version

    def assign(holder: str) -> int:
        fields = {"version": version, "holder": holder}
        return editor.post(f"/desk/claims/{public_id}/assign", fields).status_code

    assert [assign(""), assign("aaaaaaaaaaaa"), assign(admin.person.public_id)] == [422, 404, 403]


def test_a_move_from_an_articles_page_leads_back_to_it(
    reviewer: Browser, claim_in: ClaimIn, claim_at: ClaimAt
) -> None:
    public_id = claim_in()
    article = claim_at(public_id).article.public_id
    fields = {"version": claim_at(public_id).version, "back": "article", "article": article}

    answer = reviewer.post(f"/desk/claims/{public_id}/queue", fields)

    assert answer.location == f"/desk/articles/{article}?claim={public_id}#c-{public_id}"


def test_who_puts_back_a_restricted_claim_no_longer_sees_it(
    app: DeskApp, reviewer: Browser, editor: Browser, claim_at: ClaimAt
) -> None:
    with app.database.transaction():
        public_id = make_claim(status=Status.IN_REVIEW, holder=reviewer.person).public_id
        claims.flag(public_id, by=editor.person, version=None, restricted=True)

    answer = reviewer.post(f"/desk/claims/{public_id}/release", {"version": claim_at(public_id).version})

    assert answer.location == "/desk"


def test_a_note_stands_in_the_history(reviewer: Browser, claim_in: ClaimIn) -> None:
    public_id = claim_in()

    reviewer.post(f"/desk/claims/{public_id}/note", {"note": "Ask the archive."})

    page = reviewer.get(f"/desk/claims/{public_id}").text
    assert "Rana Reviewer left a note:" in page
    assert "Ask the archive." in page
    assert reviewer.post(f"/desk/claims/{public_id}/note", {"note": ""}).status_code == 422


def test_an_editor_sets_and_lifts_flags(editor: Browser, claim_in: ClaimIn, claim_at: ClaimAt) -> None:
    public_id = claim_in()
    path = f"/desk/claims/{public_id}"
    given = {"due_at": "2026-03-31", "legal_hold": "1", "restricted": "1", "sensitive": "1"}

    editor.post(f"{path}/flags", {"version": claim_at(public_id).version, **given})
    flagged, page = claim_at(public_id), editor.get(path).text
    editor.post(f"{path}/flags", {"version": flagged.version, "due_at": ""})

    assert (flagged.legal_hold, flagged.restricted, flagged.sensitive) == (True, True, True)
    assert flagged.due_at is not None
    assert flagged.due_at.isoformat() == "2026-03-31T23:59:59+00:00"
    assert "set the due date to 31 March 2026" in page
    assert "put the claim on legal hold" in page
    assert claim_at(public_id).due_at is None
    assert "took the due date away" in editor.get(path).text


def test_a_day_that_is_none_is_kept_and_named(editor: Browser, claim_in: ClaimIn, claim_at: ClaimAt) -> None:
    public_id = claim_in()
    fields = {"version": claim_at(public_id).version, "due_at": "31 March"}

    answer = editor.post(f"/desk/claims/{public_id}/flags", fields)

    assert answer.status_code == 422
    assert "Write the day as year-month-day" in answer.text
    assert 'value="31 March"' in answer.text


def test_a_reviewer_sets_no_flags(reviewer: Browser, claim_in: ClaimIn, claim_at: ClaimAt) -> None:
    public_id = claim_in()

    answer = reviewer.post(
        f"/desk/claims/{public_id}/flags", {"version": claim_at(public_id).version, "sensitive": "1"}
    )

    assert answer.status_code == 403


# The shape of a claim.

WHOLE = SENTENCES[1]
HALVES = ("It cost four million crowns", "was paid for by the harbour.")


def test_a_claim_is_trimmed(reviewer: Browser, claim_in: ClaimIn, claim_at: ClaimAt) -> None:
    public_id = claim_in(sentence=WHOLE)
    fields = {"version": claim_at(public_id).version, "quote": HALVES[0]}

    reviewer.post(f"/desk/claims/{public_id}/trim", fields)

    assert claim_at(public_id).quote == HALVES[0]


def test_words_that_do_not_stand_in_the_article_are_refused_and_kept(
    reviewer: Browser, claim_in: ClaimIn, claim_at: ClaimAt
) -> None:
    public_id = claim_in(sentence=WHOLE)
    fields = {"version": claim_at(public_id).version, "quote": "It cost five million"}

    answer = reviewer.post(f"/desk/claims/{public_id}/trim", fields)

    assert answer.status_code == 422
    assert "These words do not stand in the article" in answer.text
    assert "It cost five million</textarea>" in answer.text


def test_a_claim_is_split_and_shows_its_parts(
    reviewer: Browser, claim_in: ClaimIn, claim_at: ClaimAt
) -> None:
    public_id = claim_in(sentence=WHOLE)
    fields = {"version": claim_at(public_id).version, "quotes": "\r\n".join(HALVES)}

    reviewer.post(f"/desk/claims/{public_id}/split", fields)

    whole = claim_at(public_id)
    assert [part.quote for part in whole.parts] == list(HALVES)
    page = reviewer.get(f"/desk/claims/{public_id}").text
    assert "Covered by its parts" in page
    assert "closed the claim as covered by 2 parts" in page
    assert "A part of" in reviewer.get(f"/desk/claims/{whole.parts[0].public_id}").text


def test_suggested_parts_are_taken_up(reviewer: Browser, claim_in: ClaimIn, claim_at: ClaimAt) -> None:
    public_id = claim_in(sentence=WHOLE)
    assert "Take up its 2 parts" in reviewer.get(f"/desk/claims/{public_id}").text

    reviewer.post(
        f"/desk/claims/{public_id}/parts", {"version": claim_at(public_id).version, "parts": ["0", "1"]}
    )

    assert len(claim_at(public_id).parts) == 2


@pytest.mark.parametrize("parts", [[], ["9"], ["x"]])
def test_parts_that_are_none_are_refused(
    reviewer: Browser, claim_in: ClaimIn, claim_at: ClaimAt, parts: list[str]
) -> None:
    public_id = claim_in(sentence=WHOLE)
    fields = {"version": claim_at(public_id).version, "parts": parts}

    assert reviewer.post(f"/desk/claims/{public_id}/parts", fields).status_code == 422


def test_two_claims_are_merged(app: DeskApp, reviewer: Browser, claim_at: ClaimAt) -> None:
    with app.database.transaction():
        article = make_article(by=reviewer.person)
        first, second, _ = articles.page(article.public_id, person=reviewer.person).claims
    fields = {"version": claim_at(first.public_id).version, "other": second.public_id}

    reviewer.post(f"/desk/claims/{first.public_id}/merge", fields)

    assert claim_at(first.public_id).text == f"{first.text} {second.text}"
    assert "merged the claim into another one" in reviewer.get(f"/desk/claims/{second.public_id}").text


def test_a_stale_shape_shows_both_texts(
    app: DeskApp, reviewer: Browser, claim_in: ClaimIn, claim_at: ClaimAt
) -> None:
    public_id = claim_in(sentence=WHOLE)
    seen = claim_at(public_id).version
    with app.database.transaction():
        shapes.trim(public_id, HALVES[0], by=reviewer.person, version=None)

    answer = reviewer.post(f"/desk/claims/{public_id}/split", {"version": seen, "quotes": "\n".join(HALVES)})

    assert answer.status_code == 409
    assert "As you typed it" in answer.text
    assert HALVES[1] in answer.text


def test_a_claim_that_readers_know_keeps_its_shape_and_the_words_typed_come_back(
    reviewer: Browser, claim_in: ClaimIn, claim_at: ClaimAt
) -> None:
    public_id = claim_in(status=Status.IN_REVIEW, publication=Publication.LIVE)

    answer = reviewer.post(
        f"/desk/claims/{public_id}/trim", {"version": claim_at(public_id).version, "quote": "The bridge"}
    )

    assert answer.status_code == 409
    assert "What you typed" in answer.text


def test_words_beyond_the_limit_are_refused_and_kept(
    reviewer: Browser, claim_in: ClaimIn, claim_at: ClaimAt
) -> None:
    public_id = claim_in()

    answer = reviewer.post(f"/desk/claims/{public_id}/confirm", form(claim_at(public_id), text="word " * 500))

    assert answer.status_code == 422
    assert "This is too long: 2,499 characters, and 2,000 are the most." in answer.text


def test_the_page_asks_the_database_as_often_for_a_long_story_as_for_a_short_one(
    app: DeskApp, reviewer: Browser, claim_in: ClaimIn, questions: Callable[[Browser, str], int]
) -> None:
    public_id = claim_in(status=Status.IN_REVIEW)
    few = questions(reviewer, f"/desk/claims/{public_id}")
    with app.database.transaction():
        for number in range(5):
            claims.note(public_id, f"Note {number}", by=reviewer.person)

    assert questions(reviewer, f"/desk/claims/{public_id}") == few
