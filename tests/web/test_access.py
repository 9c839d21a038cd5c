"""Who may use which route: one table, compared with the routes there are, and tried by everybody."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from factcheck.app import DeskApp
from factcheck.db import Database
from factcheck.models import Claim, Reviewer
from factcheck.models.terms import Status
from factcheck.services import articles, people, scales
from factories import attach, make_article, make_claim, make_editor, rating_id
from support.copies import Copy
from support.publishing import MAYOR, PublishingDesk

from .conftest import Browser

EVERYBODY = frozenset({"anonymous", "disabled", "reviewer", "editor", "admin"})
SIGNED_IN = frozenset({"reviewer", "editor", "admin"})
REVIEWS = frozenset({"reviewer", "editor"})
EDITS = frozenset({"editor"})
ANSWERS = frozenset({"editor", "admin"})
MANAGES = frozenset({"admin"})

Who = frozenset[str]
Fields = dict[str, Any]
SAID_BY_ARTICLE = {
    "text": "A claim.",
    "type": "event",
    "checkable": "1",
    "attribution": "none",
    "checks": "content",
    "said_by": "article",
}
# What each route takes, so that nobody is refused for a form that is not filled in.
TABLE: dict[str, tuple[Who, Fields]] = {
    "GET static": (EVERYBODY, {}),
    "GET front.show": (EVERYBODY, {}),
    "GET public_claims.search": (EVERYBODY, {}),
    "GET public_claims.show": (EVERYBODY, {}),
    "GET public_claims.show_history": (EVERYBODY, {}),
    "GET public_claims.show_version": (EVERYBODY, {}),
    "GET public_claims.compare": (EVERYBODY, {}),
    "GET public_articles.listing": (EVERYBODY, {}),
    "GET public_articles.show": (EVERYBODY, {}),
    "GET public_articles.selectors": (EVERYBODY, {}),
    "GET public_claimants.show": (EVERYBODY, {}),
    "GET corrections.show": (EVERYBODY, {}),
    "GET corrections.feed": (EVERYBODY, {}),
    "GET corrections.spreadsheet": (EVERYBODY, {}),
    "GET methodology.show": (EVERYBODY, {}),
    "GET badges.image": (EVERYBODY, {}),
    "GET badges.endpoint": (EVERYBODY, {}),
    "GET embeds.show": (EVERYBODY, {}),
    "GET embeds.script": (EVERYBODY, {}),
    "GET embeds.describe": (EVERYBODY, {}),
    "GET exports.document": (EVERYBODY, {}),
    "GET exports.lines": (EVERYBODY, {}),
    "GET exports.table": (EVERYBODY, {}),
    "GET exports.schema": (EVERYBODY, {}),
    "GET proofs.of_badge": (EVERYBODY, {}),
    "GET proofs.log": (EVERYBODY, {}),
    "GET proofs.verify": (EVERYBODY, {}),
    "GET health.live": (EVERYBODY, {}),
    "GET health.ready": (EVERYBODY, {}),
    "GET sign_in.show": (EVERYBODY, {}),
    "POST sign_in.enter": (EVERYBODY, {}),
    "GET queue.show": (SIGNED_IN, {}),
    "GET queue.slash": (SIGNED_IN, {}),
    "GET account.show": (SIGNED_IN, {}),
    "POST account.change_password": (SIGNED_IN, {"password": "wrong", "new_password": "a longer phrase"}),
    "GET articles.index": (SIGNED_IN, {}),
    "GET articles.show": (SIGNED_IN, {}),
    "GET articles.new": (SIGNED_IN, {}),
    "POST articles.add": (REVIEWS, {"text": "Ein Satz.", "title": "A title"}),
    "POST articles.add_claim": (REVIEWS, {"quote": "number 0"}),
    "POST articles.show_freely": (EDITS, {"free": "1"}),
    "POST articles.triage": (REVIEWS, {"claims": "{claim}", "act": "queue"}),
    "GET claimants.index": (SIGNED_IN, {}),
    "GET claimants.show": (SIGNED_IN, {}),
    "POST claimants.change": (REVIEWS, {"name": "Ilse Varnhagen", "public_figure": "1"}),
    "GET sources.index": (SIGNED_IN, {}),
    "GET sources.show": (SIGNED_IN, {}),
    "POST sources.change": (REVIEWS, {"origin": "An agency"}),
    "GET claims.show": (SIGNED_IN, {}),
    "POST claims.confirm": (REVIEWS, SAID_BY_ARTICLE),
    "POST claims.note": (REVIEWS, {"note": "A note."}),
    "POST claims.flag": (EDITS, {"sensitive": "1"}),
    "POST claims.queue": (REVIEWS, {}),
    "POST claims.dismiss": (REVIEWS, {"code": "trivial"}),
    "POST claims.take": (REVIEWS, {}),
    "POST claims.assign": (EDITS, {"holder": "{person}"}),
    "POST claims.release": (REVIEWS, {}),
    "POST shapes.trim": (REVIEWS, {"quote": "Claim"}),
    "POST shapes.split": (REVIEWS, {"quotes": "Claim\nnumber"}),
    "POST shapes.merge": (REVIEWS, {"other": "{other}"}),
    "POST shapes.take_up_parts": (REVIEWS, {"parts": "0"}),
    "POST evidence.attach": (REVIEWS, {"title": "Minutes", "stance": "supports"}),
    "POST evidence.withdraw": (REVIEWS, {}),
    "POST verdicts.propose": (REVIEWS, {"rating": "{rating}", "summary": "So."}),
    "POST verdicts.withdraw": (REVIEWS, {}),
    "POST verdicts.send_back": (EDITS, {"reason": "Not yet."}),
    "POST verdicts.publish": (EDITS, {}),
    "POST verdicts.uphold": (EDITS, {"note": "It stands."}),
    "POST verdicts.close": (EDITS, {"reason": "Done."}),
    "POST verdicts.reopen": (EDITS, {"reason": "A doubt."}),
    "POST verdicts.retract": (EDITS, {"reason": "Wrong."}),
    "POST verdicts.withhold": (ANSWERS, {"reason": "A court."}),
    "GET people.index": (MANAGES, {}),
    "POST people.add": (
        MANAGES,
        {
            "name": "Nina New",
            "email": "nina@example.org",
            "role": "reviewer",
            "password": "a long pass phrase",
        },
    ),
    "POST people.change_role": (MANAGES, {"role": "reviewer"}),
    "POST people.set_password": (MANAGES, {"password": "another long phrase"}),
    "POST people.disable": (MANAGES, {}),
    "POST people.enable": (MANAGES, {}),
    # Last, for it ends what the others need.
    "POST sign_in.leave": (EVERYBODY, {}),
}


def routes(app: DeskApp) -> dict[str, Rule]:
    """Return each route by its method and endpoint."""
    return {
        f"{method} {rule.endpoint}": rule
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }


def test_every_route_stands_in_the_table(app: DeskApp) -> None:
    assert set(routes(app)) == set(TABLE)


@pytest.fixture
def furnished(copy_of: Callable[..., Copy]) -> Copy:
    """The URL of a desk with what the routes are about, and the ids of that."""
    return copy_of("things of all routes", furnish)


@pytest.fixture
def database_url(furnished: Copy) -> str:
    return furnished[0]


@pytest.fixture
def things(furnished: Copy) -> dict[str, Any]:
    return {**furnished[1], "claims": iter(furnished[1]["claims"])}


def furnish(database: Database) -> dict[str, Any]:
    """Make claims nobody has looked at, as many as there are forms, and the rest."""
    forms = sum(name.startswith("POST") for name in TABLE)
    with database.transaction():
        scales.add_first_scales()
        editor = make_editor()
        article = make_article(
            *(f"Claim number {number} and its other half." for number in range(forms + 1)), by=editor
        )
        known = make_claim(status=Status.IN_REVIEW, said_by=MAYOR)
        claims: list[Claim] = list(articles.page(article.public_id, person=editor).claims)
        return {
            "article": article.public_id,
            "seen": claims[0].public_id,
            "claims": [claim.public_id for claim in claims[1:]],
            "claimant": known.claimant.public_id if known.claimant else "",
            "person": editor.public_id,
            "source": attach(known, by=editor).source.public_id,
            "rating": rating_id("false"),
            "version": claims[0].version,
        }


@pytest.fixture
def visitor(
    app: DeskApp, client: FlaskClient, signed_in: Callable[..., Any], person: Callable[..., Reviewer]
) -> Callable[[str], Any]:
    """A function that returns the browser of somebody in a role."""

    def come(role: str) -> Any:
        if role == "anonymous":
            return Browser(client)
        if role != "disabled":
            return signed_in(role)
        somebody, admin = person("editor", "Dan Disabled"), person("admin", "Ada Admin")
        browser = signed_in(somebody=somebody)
        with app.database.transaction():
            people.disable(somebody.public_id, by=admin)
        return Browser(browser.client)

    return come


@pytest.mark.parametrize("role", sorted(EVERYBODY))
def test_a_route_lets_in_whom_the_table_names_and_nobody_else(
    app: DeskApp, visitor: Callable[[str], Any], things: dict[str, Any], role: str
) -> None:
    browser, rules = visitor(role), routes(app)

    wrong = {}
    for name, (who, fields) in TABLE.items():
        answer = ask(browser, rules[name], fields, things)
        if answer.status_code >= 500 or is_let_in(answer, name) != (role in who):
            wrong[name] = answer.status_code

    assert wrong == {}


def ask(browser: Any, rule: Rule, fields: Fields, things: dict[str, Any]) -> TestResponse:
    """Use a route, and each form on a claim of its own."""
    if "GET" in (rule.methods or ()):
        with browser.get(address(rule, things["seen"], things)) as answer:
            return answer
    claim = next(things["claims"])
    about = {
        "claim": claim,
        "other": things["seen"],
        "person": things["person"],
        "rating": things["rating"],
    }
    filled = {key: value.format(**about) for key, value in fields.items()}
    return browser.post(address(rule, claim, things), {"version": things["version"], **filled})


def address(rule: Rule, claim: str, things: dict[str, Any]) -> str:
    """Return a route's path with the ids of what it is about."""
    kind = rule.endpoint.partition(".")[0].removeprefix("public_")
    known = {"articles": things["article"], "claimants": things["claimant"], "people": things["person"]}
    known["sources"] = things["source"]
    path = rule.rule.replace("<public_id>", known.get(kind, claim))
    for part, value in (("<evidence_id>", "a" * 12), ("<number>", "1"), ("<path:filename>", "factcheck.css")):
        path = path.replace(part, value)
    return path


def is_let_in(answer: TestResponse, name: str) -> bool:
    """Whether somebody passed the door; what they asked for may not exist, or be refused for its state."""
    to_sign_in = answer.status_code in {302, 303} and answer.headers["Location"].startswith("/login")
    return answer.status_code not in {401, 403} and (not to_sign_in or name.startswith("POST sign_in."))


def test_to_outsiders_a_draft_is_what_never_was(
    app: DeskApp, client: FlaskClient, desk: PublishingDesk
) -> None:
    for rule, ids in public_rules(app, desk):
        answers = [client.get(rule.rule.replace("<public_id>", one).replace("<number>", "1")) for one in ids]
        assert len({(answer.status_code, answer.data, answer.headers.get("ETag")) for answer in answers}) == 1


def public_rules(app: DeskApp, desk: PublishingDesk) -> Iterator[tuple[Rule, list[str]]]:
    """Yield the routes about one thing, each with the ids of drafts of all kinds and of nothing."""
    article = desk.article()
    claim = desk.claims_of(article)[0]
    with app.database.transaction():
        known = make_claim(status=Status.IN_REVIEW, said_by=MAYOR)
        claimant = known.claimant.public_id if known.claimant else ""
    for rule in app.url_map.iter_rules():
        if "<public_id>" in rule.rule and not rule.rule.startswith("/desk"):
            yield rule, [article.public_id, claim, claimant, "a" * 12]
