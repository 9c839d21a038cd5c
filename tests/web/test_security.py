"""What guards every form of the desk: tokens, origins, headers, and text that shows what it is."""

import re
from collections.abc import Callable, Iterator

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.routing import Rule

from factcheck import db
from factcheck.app import DeskApp
from factcheck.models import Claim, Event
from factcheck.models.terms import Status
from factcheck.web.desk import BLUEPRINTS

from .conftest import Browser

OURS = {blueprint.name for blueprint in BLUEPRINTS}
UNSAFE = ("POST", "PUT", "PATCH", "DELETE")
BIDI = "The bridge \u202eopened\u202c in 1932."


def rules(app: DeskApp, *methods: str) -> Iterator[tuple[Rule, str]]:
    """Yield the desk's rules that take one of these methods, each with an address that fits it."""
    for rule in app.url_map.iter_rules():
        if rule.endpoint.split(".")[0] in OURS and rule.methods and rule.methods & set(methods):
            yield rule, re.sub(r"<\w+>", "aaaaaaaaaaaa", rule.rule)


def rows(app: DeskApp) -> tuple[int, int]:
    with app.database.reading():
        events = db.session.scalar(select(func.count()).select_from(Event))
        changed = db.session.scalar(select(func.sum(Claim.version)))
        return events or 0, changed or 0


@pytest.mark.parametrize(
    ("token", "headers"),
    [
        (None, {}),
        ("a wrong token", {}),
        ("right", {"Origin": "https://elsewhere.example"}),
        ("right", {"Sec-Fetch-Site": "cross-site"}),
    ],
)
def test_no_form_is_taken_from_another_page(
    app: DeskApp,
    editor: Browser,
    claim_in: Callable[..., str],
    token: str | None,
    headers: dict[str, str],
) -> None:
    public_id = claim_in(status=Status.QUEUED)
    before = rows(app)
    fields = {"csrf_token": editor.token() if token == "right" else token or "", "version": "1"}

    refused = {
        path: editor.client.post(
            path.replace("aaaaaaaaaaaa", public_id), data=fields, headers=headers
        ).status_code
        for _, path in rules(app, *UNSAFE)
    }

    assert len(refused) >= 30
    assert {path: status for path, status in refused.items() if status != 403} == {}
    assert rows(app) == before


def test_another_persons_token_is_none(editor: Browser, reviewer: Browser) -> None:
    answer = editor.client.post("/desk/account", data={"csrf_token": reviewer.token()})

    assert answer.status_code == 403


def test_a_form_that_expired_comes_back_to_be_sent_again(
    reviewer: Browser, claim_in: Callable[..., str]
) -> None:
    public_id = claim_in()
    path = f"/desk/claims/{public_id}/note"

    answer = reviewer.client.post(path, data={"csrf_token": "old", "note": "Ask the <archive>."})

    assert answer.status_code == 403
    assert "Ask the &lt;archive&gt;.</textarea>" in answer.text
    assert f'action="{path}"' in answer.text
    token = re.findall(r'name="csrf_token" value="([^"]+)"', answer.text)[-1]
    assert reviewer.client.post(path, data={"csrf_token": token, "note": "Ask."}).status_code == 303


def test_an_expired_form_keeps_its_version_and_choices_out_of_sight(reviewer: Browser) -> None:
    fields = {"csrf_token": "old", "version": "7", "stance": "refutes", "excerpt": "A passage."}

    answer = reviewer.client.post("/desk/claims/aaaaaaaaaaaa/evidence", data=fields)

    assert '<input type="hidden" name="version" value="7">' in answer.text
    assert '<input type="hidden" name="stance" value="refutes">' in answer.text
    assert "A passage.</textarea>" in answer.text


def test_an_expired_sign_in_form_asks_for_the_password_anew(client: FlaskClient) -> None:
    answer = client.post("/login", data={"email": "rana@example.org", "password": "a secret one"})

    assert answer.status_code == 403
    assert "rana@example.org" in answer.text
    assert "a secret one" not in answer.text
    assert 'type="password"' in answer.text


def test_who_is_not_signed_in_reaches_no_page_of_the_desk(app: DeskApp, client: FlaskClient) -> None:
    token = Browser(client).token()

    read = {path: client.get(path).status_code for rule, path in rules(app, "GET") if "/desk" in rule.rule}
    written = {
        path: client.post(path, data={"csrf_token": token}).status_code
        for rule, path in rules(app, *UNSAFE)
        if "/desk" in rule.rule
    }

    assert set(read.values()) == {302}
    assert set(written.values()) == {302}


def test_pages_of_the_desk_are_kept_by_no_cache_and_framed_by_nobody(reviewer: Browser) -> None:
    answer = reviewer.get("/desk")

    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert "unsafe" not in answer.headers["Content-Security-Policy"]


def test_what_is_no_text_is_refused(reviewer: Browser, claim_in: Callable[..., str]) -> None:
    public_id = claim_in()

    answer = reviewer.post(f"/desk/claims/{public_id}/note", {"note": "Ask \x00 the archive."})

    assert answer.status_code == 422
    assert "the archive." not in reviewer.get(f"/desk/claims/{public_id}").text


def test_letters_that_nobody_sees_are_marked(reviewer: Browser, claim_in: Callable[..., str]) -> None:
    public_id = claim_in(sentence=BIDI)

    page = reviewer.get(f"/desk/claims/{public_id}").text

    assert 'data-code="202E"' in page
    assert 'title="right-to-left override"' in page


def test_markup_in_a_claim_is_shown_not_obeyed(reviewer: Browser, claim_in: Callable[..., str]) -> None:
    public_id = claim_in(sentence='<script>window.__x=1</script><img src=x onerror="window.__x=1">')

    pages = [reviewer.get(path).text for path in (f"/desk/claims/{public_id}", "/desk?view=new")]

    assert all("<script>window" not in page and "<img src=x" not in page for page in pages)
