"""The queue: its views, its search, its pages, and taking claims from it."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from factcheck.app import DeskApp
from factcheck.models import Claim
from factcheck.models.terms import Status
from factcheck.services import articles, claims, queue
from factories import make_article, make_claim

from .conftest import Browser


def test_the_queue_shows_open_claims_with_what_is_known_of_them(
    reviewer: Browser, claim_in: Callable[..., str]
) -> None:
    queued, _new = claim_in(status=Status.QUEUED), claim_in(sentence="It is a fine bridge.")

    page = reviewer.get("/desk").text

    assert f"/desk/claims/{queued}" in page
    assert "The bridge of Orlen opened in 1932" in page
    assert "It is a fine bridge." not in page
    assert f'action="/desk/claims/{queued}/take"' in page


@pytest.mark.parametrize("view", [*queue.VIEWS, "", "nonsense"])
def test_an_empty_view_teaches(reviewer: Browser, view: str) -> None:
    answer = reviewer.get(f"/desk?view={view}")

    assert answer.status_code == 200
    assert 'class="empty"' in answer.text


def test_a_search_finds_words_and_says_where_it_found_none(
    reviewer: Browser, claim_in: Callable[..., str]
) -> None:
    claim_in(status=Status.QUEUED)

    assert "opened in 1932" in reviewer.get("/desk?q=orlen bri").text
    assert "No claim here holds these words" in reviewer.get("/desk?q=zebra").text


def test_pages_of_the_queue_show_every_claim_once(app: DeskApp, reviewer: Browser) -> None:
    sentences = [f"The bridge has {number} arches." for number in range(queue.PAGE + 3)]
    with app.database.transaction():
        article = make_article(*sentences)
        for claim in articles.page(article.public_id, person=reviewer.person).claims:
            claims.queue(claim.public_id, by=reviewer.person)

    first = reviewer.get("/desk").text
    link = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    second = reviewer.get(link).text

    assert first.count("arches.</a>") == queue.PAGE
    assert second.count("arches.</a>") == 3
    assert "Back to the first" in second
    assert 'rel="next"' not in second


@pytest.mark.parametrize(
    "address", ["/desk?worth=a&after=1", "/desk?after=99999999999", f"/desk?q={'a' * 201}"]
)
def test_an_address_that_asks_for_nonsense_is_not_found(reviewer: Browser, address: str) -> None:
    assert reviewer.get(f"/desk{address}").status_code == 404


def test_half_a_place_is_no_place(reviewer: Browser) -> None:
    assert reviewer.get("/desk?after=7").status_code == 200


def test_a_slash_at_the_end_leads_to_the_queue(reviewer: Browser) -> None:
    assert reviewer.get("/desk/").location == "/desk"


def test_a_reviewer_takes_a_claim_from_the_list(
    reviewer: Browser, claim_in: Callable[..., str], claim_at: Callable[[str], Claim]
) -> None:
    public_id = claim_in(status=Status.QUEUED)

    answer = reviewer.post(f"/desk/claims/{public_id}/take", {"version": claim_at(public_id).version})

    assert answer.location == f"/desk/claims/{public_id}"
    assert claim_at(public_id).holder_id == reviewer.person.id
    assert "Mine" in reviewer.get("/desk?view=mine").text


def test_an_editor_assigns_a_claim_from_the_list(
    editor: Browser,
    reviewer: Browser,
    claim_in: Callable[..., str],
    claim_at: Callable[[str], Claim],
) -> None:
    public_id = claim_in(status=Status.QUEUED)
    assert "Rana Reviewer</option>" in editor.get("/desk").text
    fields = {"holder": reviewer.person.public_id, "version": claim_at(public_id).version, "back": "queue"}

    answer = editor.post(f"/desk/claims/{public_id}/assign", fields)

    assert answer.location == "/desk"
    assert claim_at(public_id).holder_id == reviewer.person.id


def test_a_claim_that_somebody_took_first_is_refused_with_its_story(
    reviewer: Browser,
    signed_in: Callable[..., Browser],
    claim_in: Callable[..., str],
    claim_at: Callable[[str], Claim],
) -> None:
    other, public_id = signed_in("reviewer", "Otto Other"), claim_in(status=Status.QUEUED)
    version = claim_at(public_id).version
    other.post(f"/desk/claims/{public_id}/take", {"version": version})

    answer = reviewer.post(f"/desk/claims/{public_id}/take", {"version": version})

    assert answer.status_code == 409
    assert "Otto Other took the claim." in answer.text
    assert claim_at(public_id).holder_id == other.person.id


def test_restricted_claims_stand_in_the_queue_of_editors_alone(
    app: DeskApp, reviewer: Browser, editor: Browser, admin: Browser
) -> None:
    with app.database.transaction():
        claim = make_claim(status=Status.QUEUED)
        claims.flag(claim.public_id, by=editor.person, version=None, restricted=True)

    assert claim.public_id in editor.get("/desk").text
    assert claim.public_id not in reviewer.get("/desk").text
    assert claim.public_id not in admin.get("/desk").text


def test_an_admin_sees_the_queue_without_taking_from_it(admin: Browser, claim_in: Callable[..., str]) -> None:
    public_id = claim_in(status=Status.QUEUED)

    page = admin.get("/desk").text

    assert public_id in page
    assert "/take" not in page


def test_the_queue_asks_the_database_as_often_for_one_claim_as_for_many(
    reviewer: Browser, claim_in: Callable[..., str], questions: Callable[[Browser, str], int]
) -> None:
    claim_in(status=Status.IN_REVIEW)
    few = questions(reviewer, "/desk")
    for _ in range(4):
        claim_in(status=Status.IN_REVIEW)

    assert questions(reviewer, "/desk") == few


def test_nobody_sees_the_queue_without_a_sign_in(client: FlaskClient) -> None:
    assert client.get("/desk").location == "/login?next=/desk"
