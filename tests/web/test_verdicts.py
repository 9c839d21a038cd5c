"""Verdicts at the desk: proposing them, and all that editors do with them."""

import re
from collections.abc import Callable

import pytest

from factcheck.app import DeskApp
from factcheck.models import Claim, Verdict
from factcheck.models.terms import Checks, Publication, Status
from factcheck.services import articles, claims, scales, verdicts
from factories import confirm, make_article

from .conftest import Browser, SignedIn

ClaimIn = Callable[..., str]
ClaimAt = Callable[[str], Claim]
SUMMARY = "The bridge opened in 1935."


@pytest.fixture
def rating(app: DeskApp) -> Callable[[str], int]:
    """A function that returns the number of a rating, as the form carries it."""

    def find(key: str = "false", checks: Checks = Checks.CONTENT) -> int:
        with app.database.reading():
            return scales.rating_by_key(key, checks=checks).id

    return find


@pytest.fixture
def act(claim_at: ClaimAt) -> Callable[..., int]:
    """A function that posts one of a claim's forms with its newest version and returns the status."""

    def post(browser: Browser, public_id: str, form: str, **fields: object) -> int:
        given = {"version": claim_at(public_id).version, **fields}
        return browser.post(f"/desk/claims/{public_id}/{form}", given).status_code

    return post


@pytest.fixture
def versions(app: DeskApp, claim_at: ClaimAt) -> Callable[[str], list[Verdict]]:
    """A function that returns all versions and proposals of a claim."""

    def of(public_id: str) -> list[Verdict]:
        claim = claim_at(public_id)
        with app.database.reading():
            return verdicts.of_claim(claim)

    return of


def test_a_holder_proposes_a_verdict(
    reviewer: Browser,
    claim_in: ClaimIn,
    claim_at: ClaimAt,
    act: Callable[..., int],
    rating: Callable[..., int],
) -> None:
    public_id = claim_in(status=Status.IN_REVIEW, holder=reviewer.person)

    status = act(reviewer, public_id, "propose", rating=rating(), summary=SUMMARY, explanation="So it is.")

    assert (status, claim_at(public_id).status) == (303, Status.PROPOSED)
    page = reviewer.get(f"/desk/claims/{public_id}").text
    assert "Rana Reviewer proposed a verdict:" in page
    assert SUMMARY in page
    assert "Withdraw the proposal" in page


def test_the_form_offers_the_scale_that_fits(reviewer: Browser, claim_in: ClaimIn) -> None:
    content = claim_in(status=Status.IN_REVIEW, holder=reviewer.person)
    attribution = claim_in(status=Status.IN_REVIEW, holder=reviewer.person, checks=Checks.ATTRIBUTION)

    assert "Mostly false" in reviewer.get(f"/desk/claims/{content}").text
    assert "Misquoted" in reviewer.get(f"/desk/claims/{attribution}").text
    assert "Mostly false" not in reviewer.get(f"/desk/claims/{attribution}").text


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"rating": ""}, "Choose a rating."),
        ({"rating": "2147483647"}, "Choose a rating from the scale that fits"),
        ({"rating": "x"}, "This is not a number."),
        ({"summary": " "}, "Sum the verdict up in a sentence or two."),
    ],
)
def test_a_verdict_that_lacks_something_comes_back_as_it_was_typed(
    reviewer: Browser,
    claim_in: ClaimIn,
    claim_at: ClaimAt,
    wrong: dict[str, str],
    sentence: str,
) -> None:
    public_id = claim_in(status=Status.IN_REVIEW, holder=reviewer.person)
    fields = {"rating": "1", "summary": SUMMARY, "explanation": "A long one.", **wrong}

    answer = reviewer.post(
        f"/desk/claims/{public_id}/propose", {"version": claim_at(public_id).version, **fields}
    )

    assert answer.status_code == 422
    assert sentence in answer.text
    assert "A long one.</textarea>" in answer.text


def test_a_claim_that_nobody_confirmed_gets_no_verdict(
    app: DeskApp, reviewer: Browser, claim_at: ClaimAt, rating: Callable[..., int]
) -> None:
    with app.database.transaction():
        article = make_article(by=reviewer.person)
        public_id = articles.page(article.public_id, person=reviewer.person).claims[0].public_id
        claims.queue(public_id, by=reviewer.person)
        claims.take(public_id, by=reviewer.person)
    assert "confirm the claim’s text" in reviewer.get(f"/desk/claims/{public_id}").text

    answer = reviewer.post(
        f"/desk/claims/{public_id}/propose",
        {"version": claim_at(public_id).version, "rating": rating(), "summary": SUMMARY},
    )

    assert answer.status_code == 409
    assert f"{SUMMARY}</textarea>" in answer.text


def test_somebody_who_does_not_hold_the_claim_proposes_nothing_and_keeps_the_words(
    reviewer: Browser, claim_in: ClaimIn, claim_at: ClaimAt, rating: Callable[..., int]
) -> None:
    public_id = claim_in(status=Status.IN_REVIEW)

    answer = reviewer.post(
        f"/desk/claims/{public_id}/propose",
        {"version": claim_at(public_id).version, "rating": rating(), "summary": SUMMARY},
    )

    assert answer.status_code == 403
    assert SUMMARY in answer.text


def test_a_proposal_is_withdrawn_and_stays_as_the_draft(
    reviewer: Browser, claim_in: ClaimIn, claim_at: ClaimAt, act: Callable[..., int]
) -> None:
    public_id = claim_in(status=Status.PROPOSED, holder=reviewer.person)

    status = act(reviewer, public_id, "withdraw")

    page = reviewer.get(f"/desk/claims/{public_id}").text
    assert (status, claim_at(public_id).status) == (303, Status.IN_REVIEW)
    assert "You withdrew this" in page
    assert f"{SUMMARY}</textarea>" in page


def test_a_proposal_goes_back_with_a_reason(
    reviewer: Browser, editor: Browser, claim_in: ClaimIn, act: Callable[..., int]
) -> None:
    public_id = claim_in(status=Status.PROPOSED, holder=reviewer.person)

    assert act(editor, public_id, "send-back", reason=" ") == 422
    assert act(editor, public_id, "send-back", reason="Name the archive.") == 303

    page = reviewer.get(f"/desk/claims/{public_id}").text
    assert "An editor sent this back" in page
    assert "Name the archive." in page


def test_a_second_person_publishes_under_a_byline(
    editor: Browser,
    claim_in: ClaimIn,
    claim_at: ClaimAt,
    act: Callable[..., int],
    versions: Callable[[str], list[Verdict]],
) -> None:
    public_id = claim_in(status=Status.PROPOSED)

    status = act(editor, public_id, "publish", byline="Edda E.")

    assert (status, claim_at(public_id).publication) == (303, Publication.LIVE)
    assert [(one.version, one.byline, one.second_person) for one in versions(public_id)] == [
        (1, "Edda E.", True)
    ]
    page = editor.get(f"/desk/claims/{public_id}").text
    assert "Edda Editor published the verdict, approved by a second person:" in page
    assert "readers see this" in page


def test_nobody_publishes_their_own_work(
    editor: Browser, claim_in: ClaimIn, claim_at: ClaimAt, act: Callable[..., int]
) -> None:
    public_id = claim_in(status=Status.PROPOSED, holder=editor.person)

    assert "another editor publishes it" in editor.get(f"/desk/claims/{public_id}").text
    assert act(editor, public_id, "publish") == 403
    assert claim_at(public_id).publication is Publication.NONE


def test_too_little_evidence_needs_a_reason_for_readers(
    signed_in: SignedIn,
    editor: Browser,
    claim_in: ClaimIn,
    act: Callable[..., int],
    rating: Callable[..., int],
) -> None:
    holder = signed_in("reviewer", "Otto Other")
    public_id = claim_in(status=Status.IN_REVIEW, holder=holder.person)
    act(holder, public_id, "propose", rating=rating(), summary=SUMMARY)
    assert (
        "Two pieces of evidence from two independent origins" in editor.get(f"/desk/claims/{public_id}").text
    )

    assert act(editor, public_id, "publish") == 422
    assert act(editor, public_id, "publish", override="The archive burned down.") == 303

    assert "The archive burned down." in editor.get(f"/desk/claims/{public_id}").text


def test_what_the_evidence_still_lacks_is_said_before_a_verdict_is_proposed(
    reviewer: Browser, claim_in: ClaimIn, act: Callable[..., int], rating: Callable[..., int]
) -> None:
    public_id = claim_in(status=Status.IN_REVIEW, holder=reviewer.person)

    none = reviewer.get(f"/desk/claims/{public_id}").text
    attach(act, reviewer, public_id, "https://one.example.org/minutes")
    one = reviewer.get(f"/desk/claims/{public_id}").text
    attach(act, reviewer, public_id, "https://one.example.org/other")
    same = reviewer.get(f"/desk/claims/{public_id}").text
    attach(act, reviewer, public_id, "https://two.example.net/minutes")
    enough = reviewer.get(f"/desk/claims/{public_id}").text

    assert "from two independent origins are needed; none stands yet. You can propose all the same" in none
    assert "are needed; one stands." in one
    assert "are needed; those that stand share one origin." in same
    assert "are needed" not in enough


def test_little_evidence_keeps_nobody_from_proposing(
    reviewer: Browser, claim_in: ClaimIn, act: Callable[..., int], rating: Callable[..., int]
) -> None:
    public_id = claim_in(status=Status.IN_REVIEW, holder=reviewer.person)

    assert act(reviewer, public_id, "propose", rating=rating(), summary=SUMMARY) == 303


def attach(act: Callable[..., int], browser: Browser, public_id: str, url: str) -> None:
    fields = {"stance": "refutes", "excerpt": "It opened in 1935.", "title": "Minutes", "url": url}
    kinds = {"medium": "web", "kind": "secondary", "visibility": "public"}
    assert act(browser, public_id, "evidence", **fields, **kinds) == 303


def test_the_next_step_of_a_claim_in_hand_is_its_main_action(
    app: DeskApp, reviewer: Browser, claim_at: ClaimAt, act: Callable[..., int]
) -> None:
    with app.database.transaction():
        article = make_article(by=reviewer.person)
        claim = articles.page(article.public_id, person=reviewer.person).claims[0]
        claims.queue(claim.public_id, by=reviewer.person)
    public_id = claim.public_id
    act(reviewer, public_id, "take")

    taken = main_actions(reviewer, public_id)
    with app.database.transaction():
        confirm(claim, by=reviewer.person)
    confirmed = main_actions(reviewer, public_id)
    for host in ("one.example.org", "two.example.net"):
        attach(act, reviewer, public_id, f"https://{host}/")

    assert (taken, confirmed) == (["correct"], ["attach"])
    assert main_actions(reviewer, public_id) == ["propose"]


def main_actions(browser: Browser, public_id: str) -> list[str]:
    """Return where the main actions of a claim's page lead to."""
    return re.findall(r'class="button main" href="#(\w+)"', browser.get(f"/desk/claims/{public_id}").text)


def test_a_legal_hold_blocks_publishing(editor: Browser, claim_in: ClaimIn, act: Callable[..., int]) -> None:
    public_id = claim_in(status=Status.PROPOSED)
    act(editor, public_id, "flags", legal_hold="1")

    assert "The claim is on legal hold" in editor.get(f"/desk/claims/{public_id}").text
    assert act(editor, public_id, "publish") == 409


def test_a_correction_says_what_changed_and_why(
    reviewer: Browser,
    editor: Browser,
    claim_in: ClaimIn,
    act: Callable[..., int],
    rating: Callable[..., int],
) -> None:
    public_id = claim_in(status=Status.IN_REVIEW, publication=Publication.LIVE, holder=reviewer.person)
    fields = {"rating": rating("true"), "summary": "It opened in 1932."}

    assert act(reviewer, public_id, "propose", **fields, change="first", reason="x") == 422
    assert act(reviewer, public_id, "propose", **fields, change="", reason="x") == 422
    assert act(reviewer, public_id, "propose", **fields, change="correction", reason="") == 422
    assert act(reviewer, public_id, "propose", **fields, change="correction", reason="New minutes.") == 303
    assert act(editor, public_id, "publish") == 303

    page = editor.get(f"/desk/claims/{public_id}").text
    assert "proposed a verdict as a correction:" in page
    assert "published a correction, approved by a second person:" in page
    assert "New minutes." in page


def test_a_later_version_begins_with_what_readers_have(
    reviewer: Browser, claim_in: ClaimIn, act: Callable[..., int], rating: Callable[..., int]
) -> None:
    public_id = claim_in(status=Status.IN_REVIEW, publication=Publication.LIVE, holder=reviewer.person)

    page = reviewer.get(f"/desk/claims/{public_id}").text

    assert chosen(page) == [str(rating())]
    assert "those of version 1, which readers have now" in page
    assert f"{SUMMARY}</textarea>" in page
    assert 'name="change" value="correction" required>' in page


def test_a_later_version_that_is_refused_shows_what_was_typed(
    reviewer: Browser, claim_in: ClaimIn, claim_at: ClaimAt, rating: Callable[..., int]
) -> None:
    public_id = claim_in(status=Status.IN_REVIEW, publication=Publication.LIVE, holder=reviewer.person)
    typed = {"version": claim_at(public_id).version, "rating": rating("true"), "summary": "It never opened."}

    answer = reviewer.post(f"/desk/claims/{public_id}/propose", typed)

    assert answer.status_code == 422
    assert chosen(answer.text) == [str(rating("true"))]
    assert "It never opened.</textarea>" in answer.text
    assert f"{SUMMARY}</textarea>" not in answer.text


def test_after_a_retraction_the_form_begins_empty(reviewer: Browser, claim_in: ClaimIn) -> None:
    public_id = claim_in(status=Status.IN_REVIEW, publication=Publication.RETRACTED, holder=reviewer.person)

    assert chosen(reviewer.get(f"/desk/claims/{public_id}").text) == []


def chosen(page: str) -> list[str]:
    """Return the ratings that the form for a proposal has chosen."""
    return re.findall(r'name="rating" value="(\d+)" required checked', page)


def test_a_verdict_is_upheld_with_a_public_note(
    editor: Browser, claim_in: ClaimIn, claim_at: ClaimAt, act: Callable[..., int]
) -> None:
    public_id = claim_in(status=Status.IN_REVIEW, publication=Publication.LIVE)

    assert act(editor, public_id, "uphold", note="") == 422
    assert act(editor, public_id, "uphold", note="It stands.") == 303

    assert claim_at(public_id).status is Status.DONE
    assert "let the verdict stand" in editor.get(f"/desk/claims/{public_id}").text


def test_the_work_on_a_retracted_claim_is_ended(
    editor: Browser, claim_in: ClaimIn, claim_at: ClaimAt, act: Callable[..., int]
) -> None:
    public_id = claim_in(status=Status.IN_REVIEW, publication=Publication.RETRACTED)

    assert act(editor, public_id, "close", reason="") == 422
    assert act(editor, public_id, "close", reason="Nothing new.") == 303

    assert claim_at(public_id).status is Status.DONE
    assert "ended the work without a new version" in editor.get(f"/desk/claims/{public_id}").text


def test_a_claim_is_opened_again_for_somebody_and_readers_are_told(
    reviewer: Browser, editor: Browser, claim_in: ClaimIn, claim_at: ClaimAt, act: Callable[..., int]
) -> None:
    public_id = claim_in(status=Status.DONE, publication=Publication.LIVE)
    holder = reviewer.person.public_id

    assert act(editor, public_id, "reopen", reason="", holder=holder) == 422
    assert act(editor, public_id, "reopen", reason="A letter.", holder=holder, tell_readers="1") == 303

    assert (claim_at(public_id).holder_id, claim_at(public_id).rechecking) == (reviewer.person.id, True)
    page = editor.get(f"/desk/claims/{public_id}").text
    assert "took the claim up again and gave it to Rana Reviewer." in page
    assert "Readers were told that the claim is being re-checked." in page


def test_an_editor_opens_a_claim_again_for_themselves(
    editor: Browser, claim_in: ClaimIn, claim_at: ClaimAt, act: Callable[..., int]
) -> None:
    public_id = claim_in(status=Status.DONE, publication=Publication.LIVE)

    act(editor, public_id, "reopen", reason="A letter.")

    assert claim_at(public_id).holder_id == editor.person.id
    assert "Edda Editor took the claim up again." in editor.get(f"/desk/claims/{public_id}").text


def test_a_verdict_is_retracted_with_a_public_reason(
    editor: Browser, claim_in: ClaimIn, claim_at: ClaimAt, act: Callable[..., int]
) -> None:
    public_id = claim_in(status=Status.PROPOSED, publication=Publication.LIVE)

    assert act(editor, public_id, "retract", reason="") == 422
    assert act(editor, public_id, "retract", reason="The minutes were forged.") == 303

    assert claim_at(public_id).publication is Publication.RETRACTED
    page = editor.get(f"/desk/claims/{public_id}").text
    assert "Edda Editor retracted the verdict." in page
    assert "The pending proposal was withdrawn, because the work on the claim ended." in page


@pytest.mark.parametrize("role", ["editor", "admin"])
def test_editors_and_admins_withhold_at_once(
    signed_in: SignedIn, claim_in: ClaimIn, claim_at: ClaimAt, act: Callable[..., int], role: str
) -> None:
    somebody, public_id = signed_in(role), claim_in(status=Status.DONE, publication=Publication.LIVE)

    assert act(somebody, public_id, "withhold", reason="") == 422
    assert act(somebody, public_id, "withhold", reason="A court ordered it.") == 303

    assert claim_at(public_id).publication is Publication.WITHHELD
    page = somebody.get(f"/desk/claims/{public_id}").text
    assert "withheld everything public about the claim" in page
    assert "A court ordered it." in page


def test_a_reviewer_does_not_do_what_editors_do(
    reviewer: Browser, claim_in: ClaimIn, act: Callable[..., int]
) -> None:
    done = claim_in(status=Status.DONE, publication=Publication.LIVE)
    proposed = claim_in(status=Status.PROPOSED, publication=Publication.LIVE)

    refused = [act(reviewer, done, form, reason="A reason.") for form in ("reopen", "retract", "withhold")]
    refused += [
        act(reviewer, proposed, form, reason="A reason.") for form in ("publish", "send-back", "close")
    ]
    refused.append(act(reviewer, proposed, "uphold", note="A note."))

    assert set(refused) == {403}


def test_a_stale_publication_is_refused(
    app: DeskApp, reviewer: Browser, editor: Browser, claim_in: ClaimIn, claim_at: ClaimAt
) -> None:
    public_id = claim_in(status=Status.PROPOSED)
    seen = claim_at(public_id).version
    with app.database.transaction():
        claims.note(public_id, "Wait!", by=reviewer.person)

    answer = editor.post(f"/desk/claims/{public_id}/publish", {"version": seen, "byline": "Edda E."})

    assert answer.status_code == 409
    assert "Rana Reviewer left a note:" in answer.text
    assert 'value="Edda E."' in answer.text
    assert claim_at(public_id).publication is Publication.NONE


def test_a_one_person_desk_publishes_its_own_work(
    app: DeskApp, editor: Browser, claim_in: ClaimIn, claim_at: ClaimAt
) -> None:
    object.__setattr__(app.desk, "four_eyes", False)
    public_id = claim_in(status=Status.PROPOSED, holder=editor.person)

    answer = editor.post(f"/desk/claims/{public_id}/publish", {"version": claim_at(public_id).version})

    assert answer.status_code == 303
    assert "without a second person" in editor.get(f"/desk/claims/{public_id}").text
