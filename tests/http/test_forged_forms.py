"""Every form of the desk, sent without its token, with another one's, or from another site's page."""

from typing import Any

import pytest

from factcheck.models.terms import Status

from .crowd import GUESTS, Crowd

FOREIGN = "https://elsewhere.example"
VARIANTS: dict[str, tuple[str, dict[str, str]]] = {
    "no token": ("", {}),
    "a wrong token": ("wrong", {}),
    "a token of one's own making": ("ImFiYyI.aaaaaa.bbbbbbbbbbbbbbbbbbbbbbbbbbb", {}),
    "somebody else's token": ("theirs", {}),
    "another site's page": ("own", {"Origin": FOREIGN}),
    "an origin that hides itself": ("own", {"Origin": "null"}),
    "an origin that cannot be read": ("own", {"Origin": "http://["}),
    "the right host on another port": ("own", {"Origin": "http://127.0.0.1:1"}),
    "a page that the browser calls foreign": ("own", {"Sec-Fetch-Site": "cross-site"}),
}


@pytest.mark.parametrize(
    ("role", "variant"),
    [
        *[("editor", variant) for variant in VARIANTS],
        *[("admin", variant) for variant in ("no token", "somebody else's token", "another site's page")],
        (GUESTS, "somebody else's token"),
    ],
)
def test_a_forged_form_is_refused_everywhere_and_changes_nothing(
    crowd: Crowd, role: str, variant: str
) -> None:
    kind, headers = VARIANTS[variant]
    tokens = {"own": crowd.token(role), "theirs": crowd.token("reviewer")}
    form = {"csrf_token": tokens.get(kind, kind), "version": "0", "role": "editor", "email": "a@example.org"}
    before = crowd.digest()

    answers = {
        str(rule): crowd.clients[role].post(crowd.path(rule), data=form, headers=headers).status_code
        for rule in crowd.rules("POST")
    }

    assert len(answers) > 30
    assert {rule: status for rule, status in answers.items() if status != 403} == {}
    assert crowd.digest() == before


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_no_address_takes_another_unsafe_method(crowd: Crowd, method: str) -> None:
    client, headers = crowd.clients["editor"], {"X-CSRFToken": crowd.token("editor")}

    answers = {
        client.open(crowd.path(rule), method=method, headers=headers).status_code
        for rule in crowd.rules("GET")
    }

    assert answers == {405}


@pytest.mark.parametrize(
    "asked",
    [
        {"headers": {"X-HTTP-Method-Override": "POST"}},
        {"query_string": {"_method": "POST"}},
    ],
)
def test_a_link_cannot_be_made_into_a_form(crowd: Crowd, asked: dict[str, Any]) -> None:
    before = crowd.digest()

    answer = crowd.clients["reviewer"].get(f"/desk/claims/{crowd.claims[Status.QUEUED]}/take", **asked)

    assert answer.status_code == 405
    assert crowd.digest() == before


@pytest.mark.parametrize("kind", ["text/plain", "application/json", ""])
def test_a_body_that_is_no_form_carries_no_token(crowd: Crowd, kind: str) -> None:
    before, body = crowd.digest(), f"csrf_token={crowd.token('reviewer')}&version=0"

    answer = crowd.clients["reviewer"].post(
        f"/desk/claims/{crowd.claims[Status.QUEUED]}/take", data=body, content_type=kind
    )

    assert answer.status_code == 403
    assert crowd.digest() == before


def test_a_form_with_its_own_token_is_taken(crowd: Crowd) -> None:
    """The refusals above would mean nothing if nothing were ever taken."""
    before = crowd.digest()

    answer = crowd.post("editor", f"/desk/claims/{crowd.claims[Status.NEW]}/note", {"note": "Seen."})

    assert answer.status_code == 303
    assert crowd.digest() != before
