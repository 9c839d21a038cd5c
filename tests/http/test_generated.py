"""Generated requests to every address and every form: whatever is asked, it is never a fault of ours."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from factcheck.models import Claim
from factcheck.models.terms import Checks, ClaimType, Dismissal, SaidBy, Stance, Status, Visibility

from .crowd import Crowd
from .headers import lacking

BOUNDED = settings(
    max_examples=35,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
LONG = settings(BOUNDED, max_examples=10_000, derandomize=False)

numbers = st.one_of(st.integers(), st.floats(), st.sampled_from([2**31, 2**63, 2**64, -1, 0])).map(str)
words = st.text(max_size=40)
dates = st.one_of(st.dates().map(str), st.datetimes().map(lambda at: f"{at:%Y-%m-%dT%H:%M:%S.%fZ}~abc"))
terms = st.sampled_from([*ClaimType, *Checks, *SaidBy, *Stance, *Status, *Dismissal, *Visibility]).map(str)
addresses = st.one_of(
    words.map(lambda path: f"https://example.org/{path}"), words.map(lambda name: f"http://{name}/")
)
values = st.one_of(words, numbers, dates, terms, addresses, st.just(""))
QUESTIONS = [
    "q",
    "rating",
    "claimant",
    "type",
    "article",
    "after",
    "before",
    "style",
    "lang",
    "v",
    "url",
    "maxwidth",
    "maxheight",
    "format",
]
QUESTIONS += ["view", "worth", "order", "show", "claim", "next", "history", "as_of"]
FIELDS = [
    "text",
    "quote",
    "quotes",
    "title",
    "url",
    "publisher",
    "author",
    "published_at",
    "claims",
    "act",
    "code",
    "free",
    "name",
    "kind",
    "role",
    "email",
]
FIELDS += [
    "password",
    "new_password",
    "version",
    "reason",
    "type",
    "checkable",
    "attribution",
    "checks",
    "claimed_at",
    "said_by",
    "byline",
]
FIELDS += [
    "said_by_text",
    "claimant",
    "public_figure",
    "description",
    "relayed_by",
    "confirm",
    "other",
    "parts",
    "words",
    "holder",
    "note",
]
FIELDS += [
    "due_at",
    "legal_hold",
    "restricted",
    "sensitive",
    "origin",
    "medium",
    "stance",
    "excerpt",
    "visibility",
    "archived_url",
]
FIELDS += ["rating", "summary", "explanation", "change", "override", "tell_readers", "next", "same_as"]
ALLOWED_BEYOND = {501}  # What a later version offers is said to be not there yet.

questions = st.dictionaries(st.sampled_from(QUESTIONS), values, max_size=4)
forms = st.dictionaries(st.sampled_from(FIELDS), values, max_size=12)
roles = st.sampled_from(["guest", "reviewer", "editor", "admin"])
Move = tuple[str, Status, int, dict[str, str]]
moves: st.SearchStrategy[Move] = st.tuples(
    roles,
    st.sampled_from([Status.NEW, Status.QUEUED, Status.IN_REVIEW, Status.PROPOSED]),
    st.integers(0, 10_000),
    forms,
)
WELL_FILLED = {
    "text": "The bridge of Orlen opened in 1932.",
    "quote": "opened in 1932",
    "quotes": "The bridge of Orlen\nopened in 1932",
    "type": "event",
    "attribution": "none",
    "checks": "content",
    "said_by": "article",
    "title": "Minutes of the town council",
    "url": "https://archive.example.org/minutes",
    "stance": "refutes",
    "rating": "1",
    "summary": "The bridge opened in 1935.",
    "code": "trivial",
    "reason": "The minutes say so.",
    "note": "Seen.",
    "parts": "0",
}


def ask(crowd: Crowd, role: str, number: int, place: str, asked: dict[str, str]) -> None:
    """Ask one of the addresses something, at what is there or at an id that was made up."""
    rules = crowd.rules("GET")
    rule = rules[number % len(rules)]
    given = (
        dict.fromkeys(rule.arguments, place.replace("/", "").replace("?", "").replace("#", ""))
        if place
        else {}
    )
    with crowd.clients[role].get(crowd.path(rule, **given), query_string=asked) as answer:
        assert answer.status_code < 500 or answer.status_code in ALLOWED_BEYOND, (str(rule), given, asked)
        assert lacking(answer.headers, answer.request.path) == []


def send(crowd: Crowd, tokens: dict[str, str], role: str, number: int, filled: dict[str, Any]) -> None:
    """Send one of the forms; sign-ins are ended by some, and signing in is slow, so these are left out."""
    rules = [
        rule
        for rule in crowd.rules("POST")
        if rule.endpoint.partition(".")[0] not in {"sign_in", "account", "people"}
    ]
    path = crowd.path(rules[number % len(rules)])
    if path == "/desk/articles/new":
        filled = {**filled, "url": ""}  # Nothing is fetched here.
    known = {"version": "0", "csrf_token": tokens[role]}
    answer = crowd.clients[role].post(path, data={**known, **filled})
    assert answer.status_code < 500, (path, filled)
    assert lacking(answer.headers, path) == []


def work_on(crowd: Crowd, tokens: dict[str, str], case: Move) -> None:
    """Send one of the workspace's forms, filled in well but for what was made up, for some claim."""
    role, status, number, filled = case
    moves = [rule for rule in crowd.rules("POST") if str(rule).startswith("/desk/claims/<public_id>/")]
    claim = crowd.claims[status]
    path = crowd.path(moves[number % len(moves)], public_id=claim)
    known = {**WELL_FILLED, "version": version_of(crowd, claim), "csrf_token": tokens[role]}
    answer = crowd.clients[role].post(path, data={**known, **filled})
    assert answer.status_code < 500, (path, filled)


def version_of(crowd: Crowd, claim: str) -> str:
    with crowd.app.database.reading() as work:
        return str(work.scalars(select(Claim.version).where(Claim.public_id == claim)).one())


@pytest.fixture(scope="module")
def tokens(crowds: Crowd) -> dict[str, str]:
    return {role: crowds.token(role) for role in crowds.clients}


@BOUNDED
@given(role=roles, number=st.integers(0, 10_000), place=st.one_of(st.just(""), words), asked=questions)
def test_no_address_fails(crowds: Crowd, role: str, number: int, place: str, asked: dict[str, str]) -> None:
    ask(crowds, role, number, place, asked)


@BOUNDED
@given(role=roles, number=st.integers(0, 10_000), filled=forms)
def test_no_form_fails(
    crowds: Crowd, tokens: dict[str, str], role: str, number: int, filled: dict[str, str]
) -> None:
    send(crowds, tokens, role, number, filled)


@BOUNDED
@given(case=moves)
def test_no_move_fails(crowds: Crowd, tokens: dict[str, str], case: Move) -> None:
    work_on(crowds, tokens, case)


@pytest.mark.full
@LONG
@given(case=moves, place=st.one_of(st.just(""), words), asked=questions)
def test_none_of_them_fails_ten_thousand_times(
    crowds: Crowd, tokens: dict[str, str], case: Move, place: str, asked: dict[str, str]
) -> None:
    role, _, number, filled = case
    ask(crowds, role, number, place, asked)
    send(crowds, tokens, role, number, filled)
    work_on(crowds, tokens, case)
