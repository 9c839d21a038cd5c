"""Evidence at the desk: attaching it, withdrawing it, and the sources it comes from."""

from collections.abc import Callable

import pytest

from factcheck.app import DeskApp
from factcheck.models import Claim
from factcheck.models.terms import Medium, SourceKind, Stance, Status, Visibility
from factcheck.services import claims
from factories import attach

from .conftest import Browser

ClaimIn = Callable[..., str]
ClaimAt = Callable[[str], Claim]
GIVEN = {
    "title": "Minutes of the town council",
    "url": "https://archive.example.org/minutes",
    "publisher": "The archive of Orlen",
    "medium": "document",
    "kind": "primary",
    "stance": "refutes",
    "excerpt": "The bridge was opened on 3 May 1935.",
    "note": "The council's own record.",
    "visibility": "described",
}


def test_evidence_is_attached_with_its_source(
    reviewer: Browser, claim_in: ClaimIn, claim_at: ClaimAt
) -> None:
    public_id = claim_in(status=Status.IN_REVIEW)

    answer = reviewer.post(
        f"/desk/claims/{public_id}/evidence", {**GIVEN, "version": claim_at(public_id).version}
    )

    piece = claim_at(public_id).evidence[0]
    assert answer.status_code == 303
    assert (piece.stance, piece.visibility) == (Stance.REFUTES, Visibility.DESCRIBED)
    assert (piece.source.origin, piece.source.medium) == ("example.org", Medium.DOCUMENT)
    assert piece.source.kind is SourceKind.PRIMARY
    page = reviewer.get(f"/desk/claims/{public_id}").text
    assert "The bridge was opened on 3 May 1935." in page
    assert "attached evidence that refutes the claim: Minutes of the town council." in page


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"title": " "}, "Give the source a title."),
        ({"stance": ""}, "Say how the passage bears on the claim."),
        ({"stance": "nonsense"}, "Choose one of the list."),
        ({"url": "ftp://archive.example.org"}, "begins with http:// or https://."),
        ({"archived_url": "minutes"}, "begins with http:// or https://."),
        ({"excerpt": "a" * 5_001}, "This is too long"),
    ],
)
def test_evidence_that_cannot_be_used_comes_back_as_it_was_typed(
    reviewer: Browser,
    claim_in: ClaimIn,
    claim_at: ClaimAt,
    wrong: dict[str, str],
    sentence: str,
) -> None:
    public_id = claim_in(status=Status.IN_REVIEW)
    fields = {**GIVEN, **wrong, "version": claim_at(public_id).version}

    answer = reviewer.post(f"/desk/claims/{public_id}/evidence", fields)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'value="The archive of Orlen"' in answer.text
    assert claim_at(public_id).evidence == []


def test_evidence_on_a_claim_that_changed_meanwhile_is_shown_beside_it(
    app: DeskApp, reviewer: Browser, claim_in: ClaimIn, claim_at: ClaimAt
) -> None:
    public_id = claim_in(status=Status.IN_REVIEW)
    seen = claim_at(public_id).version
    with app.database.transaction():
        claims.note(public_id, "Ask the archive.", by=reviewer.person)

    answer = reviewer.post(f"/desk/claims/{public_id}/evidence", {**GIVEN, "version": seen})

    assert answer.status_code == 409
    assert "As you typed it" in answer.text
    assert answer.text.count("The bridge was opened on 3 May 1935.") == 2


def test_evidence_is_withdrawn_and_stays_in_the_history(
    app: DeskApp, reviewer: Browser, claim_in: ClaimIn, claim_at: ClaimAt
) -> None:
    public_id = claim_in(status=Status.IN_REVIEW)
    with app.database.transaction():
        piece = attach(claims.get(public_id, person=reviewer.person), by=reviewer.person)
    path = f"/desk/claims/{public_id}/evidence/{piece.public_id}/withdraw"

    reviewer.post(path, {"version": claim_at(public_id).version, "reason": "It is a forgery."})

    assert claim_at(public_id).evidence[0].withdrawn_at is not None
    page = reviewer.get(f"/desk/claims/{public_id}").text
    assert "withdrew evidence: Minutes of the town council." in page
    assert "It is a forgery." in page
    assert reviewer.post(path, {"version": claim_at(public_id).version}).status_code == 404


def test_evidence_cannot_be_withdrawn_while_an_editor_has_the_claim(
    reviewer: Browser, claim_in: ClaimIn, claim_at: ClaimAt
) -> None:
    public_id = claim_in(status=Status.PROPOSED)
    claim = claim_at(public_id)

    answer = reviewer.post(
        f"/desk/claims/{public_id}/evidence/{claim.evidence[0].public_id}/withdraw",
        {"version": claim.version, "reason": "It is a forgery."},
    )

    assert answer.status_code == 409
    assert "It is a forgery." in answer.text


def test_an_admin_attaches_nothing(admin: Browser, claim_in: ClaimIn, claim_at: ClaimAt) -> None:
    public_id = claim_in(status=Status.IN_REVIEW)

    answer = admin.post(
        f"/desk/claims/{public_id}/evidence", {**GIVEN, "version": claim_at(public_id).version}
    )

    assert answer.status_code == 403


# Sources.


def test_sources_teach_while_there_are_none(reviewer: Browser) -> None:
    assert "No source yet" in reviewer.get("/desk/sources").text


def test_a_source_shows_its_uses_and_takes_another_origin(
    app: DeskApp, reviewer: Browser, claim_in: ClaimIn, claim_at: ClaimAt
) -> None:
    public_id = claim_in(status=Status.PROPOSED)
    source = claim_at(public_id).evidence[0].source
    path = f"/desk/sources/{source.public_id}"
    assert source.title in reviewer.get("/desk/sources").text
    assert f"/desk/claims/{public_id}#e-" in reviewer.get(path).text

    answer = reviewer.post(path, {"origin": "The council of Orlen"})

    assert answer.status_code == 303
    assert claim_at(public_id).evidence[0].source.origin == "The council of Orlen"


def test_a_source_without_uses_that_one_may_see_says_so(
    app: DeskApp, reviewer: Browser, editor: Browser, claim_in: ClaimIn, claim_at: ClaimAt
) -> None:
    public_id = claim_in(status=Status.PROPOSED)
    source = claim_at(public_id).evidence[0].source.public_id
    with app.database.transaction():
        claims.flag(public_id, by=editor.person, version=None, restricted=True)

    assert "Nothing that you may see." in reviewer.get(f"/desk/sources/{source}").text


def test_an_origin_is_needed_and_not_an_admins_to_give(
    reviewer: Browser, admin: Browser, claim_in: ClaimIn, claim_at: ClaimAt
) -> None:
    source = claim_at(claim_in(status=Status.PROPOSED)).evidence[0].source.public_id

    assert reviewer.post(f"/desk/sources/{source}", {"origin": " "}).status_code == 422
    assert admin.post(f"/desk/sources/{source}", {"origin": "The council"}).status_code == 403
    assert reviewer.get("/desk/sources/aaaaaaaaaaaa").status_code == 404
