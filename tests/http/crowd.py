"""A desk in this process with something in every state, and people of every role who are signed in to it."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import MetaData, select
from werkzeug.routing import Rule

from factcheck.app import DeskApp, create_app
from factcheck.config import Config
from factcheck.models.terms import Publication, Role, SaidBy, Status
from factcheck.services import articles, claims, people, scales
from factories import attach, make_claim
from support.desks import CSRF, HASHED, PASSWORD

GUESTS = "guest"
ROLES = {"reviewer": Role.REVIEWER, "other": Role.REVIEWER, "editor": Role.EDITOR, "admin": Role.ADMIN}
MAYOR = {"kind": SaidBy.PERSON, "name": "Ilse Varnhagen", "text": "the mayor", "public_figure": True}
HOLE = re.compile(r"<(?:[^:>]+:)?([^>]+)>")


@dataclass
class Crowd:
    """Clients by role; `places` fills the holes of rules with things that are there."""

    app: DeskApp
    clients: dict[str, FlaskClient]
    claims: dict[Status, str] = field(default_factory=dict)
    published: str = ""
    places: dict[str, dict[str, str]] = field(default_factory=dict)
    tables: MetaData = field(default_factory=MetaData)
    tokens: dict[str, str] = field(default_factory=dict)

    def token(self, role: str) -> str:
        """Return the token of a person's session: the same on all its pages."""
        if role not in self.tokens:
            page = "/login" if role == GUESTS else "/desk/account"
            found = CSRF.search(self.clients[role].get(page).text)
            assert found is not None
            self.tokens[role] = found[1]
        return self.tokens[role]

    def post(self, role: str, path: str, fields: Mapping[str, Any] | None = None, **given: Any) -> Any:
        """Send a form with a token that holds."""
        filled = {"csrf_token": self.token(role), **(fields or {})}
        return self.clients[role].post(path, data=filled, **given)

    def rules(self, method: str) -> list[Rule]:
        found = [rule for rule in self.app.url_map.iter_rules() if method in (rule.methods or ())]
        return sorted(found, key=str)

    def path(self, rule: Rule, **values: str) -> str:
        """Return an address that this rule answers, of things that are there unless others are given."""
        room = next((name for name in self.places if f"/{name}/" in str(rule)), "")
        known = {"public_id": self.published, "number": "1", "filename": "factcheck.css"}
        filled = {**known, **self.places.get(room, {}), **values}
        return HOLE.sub(lambda hole: filled[hole[1]], str(rule))

    def digest(self) -> str:
        """Return what all rows together hash to, but for when a sign-in was last seen."""
        digest = sha256()
        with self.app.database.reading() as work:
            if not self.tables.tables:
                self.tables.reflect(work.connection())
            for table in self.tables.sorted_tables:
                columns = [column for column in table.columns if column.name != "seen_at"]
                rows = work.execute(select(*columns)).all()
                digest.update(repr((table.name, sorted(map(repr, rows)))).encode())
        return digest.hexdigest()


@contextmanager
def gathered(url: str) -> Iterator[Crowd]:
    """Open a desk on a migrated database and bring everybody and everything in."""
    app = create_app(Config(database_url=url, secret_key="a key for tests only").completed())
    with app.database.transaction():
        scales.add_first_scales()
        cast = {
            name: people.add(name=name.title(), email=f"{name}@example.org", role=role, password_hash=HASHED)
            for name, role in ROLES.items()
        }
    crowd = Crowd(app, {GUESTS: app.test_client()})
    for name in ROLES:
        crowd.clients[name] = enter(app, f"{name}@example.org")
    furnish(crowd, cast)
    yield crowd
    app.database.close()


def enter(app: DeskApp, email: str) -> FlaskClient:
    """Return a client that is signed in."""
    client = app.test_client()
    found = CSRF.search(client.get("/login").text)
    assert found is not None
    form = {"csrf_token": found[1], "email": email, "password": PASSWORD}
    assert client.post("/login", data=form).status_code == 303
    return client


def furnish(crowd: Crowd, cast: Mapping[str, Any]) -> None:
    """Bring one claim into each state, one of them public."""
    with crowd.app.database.transaction():
        for status in (Status.NEW, Status.QUEUED, Status.IN_REVIEW, Status.PROPOSED, Status.DISMISSED):
            crowd.claims[status] = make_claim(status=status, holder=cast["reviewer"]).public_id
        live = make_claim(
            status=Status.DONE,
            publication=Publication.LIVE,
            holder=cast["reviewer"],
            editor=cast["editor"],
            said_by=MAYOR,
        )
        held = claims.get(crowd.claims[Status.IN_REVIEW], person=cast["reviewer"])
        piece = attach(held, by=cast["reviewer"])
        crowd.published = live.public_id
        seen = claims.get(live.public_id, person=cast["editor"])
        page = articles.page(seen.article.public_id, person=cast["editor"])
        assert seen.claimant is not None
        crowd.places = {
            "evidence": {"public_id": held.public_id, "evidence_id": piece.public_id},
            "articles": {"public_id": page.article.public_id},
            "claimants": {"public_id": seen.claimant.public_id},
            "sources": {"public_id": seen.evidence[0].source.public_id},
            "people": {"public_id": cast["other"].public_id},
        }
