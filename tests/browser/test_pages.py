"""Every kind of page of a furnished desk: room, targets, contrast, labels, headings, and a quiet console."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import BrowserContext

from browser.inspection import faults, listen
from factcheck.models import Reviewer
from factcheck.models.terms import Publication, Status
from factcheck.services import claims, people
from factories import give_evidence, make_article, make_claim, publish
from support.desks import ServedDesk, ServeDesk, serve_desk
from support.publishing import MAYOR

pytestmark = pytest.mark.browser
__all__ = ["serve_desk"]

NewContext = Callable[..., BrowserContext]
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 640}
UNFOLD = "() => document.querySelectorAll('details').forEach((part) => { part.open = true; })"
PAGES = {
    "": (
        "/",
        "/claims",
        "/claims?q=bridge",
        "/claims?q=nothing-is-like-this",
        "/claims/{live}",
        "/claims/{live}/history",
        "/claims/{live}/verdicts/1",
        "/claims/{live}/verdicts/compare",
        "/claims/{retracted}",
        "/articles",
        "/articles/{article}",
        "/claimants/{claimant}",
        "/corrections",
        "/methodology",
        "/verify",
        "/login",
        "/nowhere",
    ),
    "reviewer": ("/desk/articles/new", "/desk/claims/{in_review}", "/desk/claims/{new}", "/desk/account"),
    "editor": (
        "/desk",
        "/desk?view=ready",
        "/desk/articles",
        "/desk/articles/{long_article}",
        "/desk/articles/{article}?claim={live}",
        "/desk/claims/{proposed}",
        "/desk/claims/{live}",
        "/desk/claimants",
        "/desk/claimants/{claimant}",
        "/desk/sources",
        "/desk/sources/{source}",
    ),
    "admin": ("/desk/people",),
}


@dataclass
class Furnished:
    """A served desk with something in every state, and cookies of people who are signed in."""

    desk: ServedDesk
    places: dict[str, str]
    cookies: dict[str, Any]

    def address(self, path: str) -> str:
        return self.desk.address + path.format(**self.places)


@pytest.fixture(scope="module")
def furnished(serve_desk: ServeDesk) -> Furnished:
    """A desk of an invented town."""
    desk = serve_desk(fresh=True)
    with desk.database() as database, database.transaction():
        places = furnish(*(people.by_email(desk.people[role].email) for role in ("reviewer", "editor")))
    cookies = {role: cookies_of(desk, role) for role in filter(None, PAGES)}
    return Furnished(desk, places, cookies)


def furnish(reviewer: Reviewer | None, editor: Reviewer | None) -> dict[str, str]:
    """Bring one claim into each state, and return ids of one thing of each kind."""
    assert reviewer is not None
    assert editor is not None
    cast: dict[str, Any] = {"holder": reviewer, "editor": editor}
    states = (Status.NEW, Status.QUEUED, Status.IN_REVIEW, Status.PROPOSED, Status.DISMISSED)
    ids = {status.value: make_claim(status=status, **cast).public_id for status in states}
    retracted = make_claim(status=Status.DONE, publication=Publication.RETRACTED, **cast)
    live = make_claim(status=Status.DONE, publication=Publication.LIVE, said_by=MAYOR, **cast)
    publish(live, holder=reviewer, editor=editor, rating="mostly_true")
    give_evidence(claims.get(ids["in_review"], person=reviewer), by=reviewer)
    seen = claims.get(live.public_id, person=editor)
    assert seen.claimant is not None
    return {
        **ids,
        "live": live.public_id,
        "retracted": retracted.public_id,
        "article": seen.article.public_id,
        "claimant": seen.claimant.public_id,
        "source": seen.evidence[0].source.public_id,
        "long_article": make_article(title="A second bridge in Orlen", by=reviewer).public_id,
    }


def cookies_of(desk: ServedDesk, role: str) -> Any:
    visitor = desk.visitor(role)
    return [{"name": name, "value": value, "url": desk.address} for name, value in visitor.cookies.items()]


@pytest.mark.parametrize(("role", "path"), [(role, path) for role, paths in PAGES.items() for path in paths])
def test_a_page_can_be_read_and_used_by_everybody(
    new_context: NewContext, furnished: Furnished, role: str, path: str
) -> None:
    context = new_context(viewport=WIDE, color_scheme="light", reduced_motion="reduce")
    if role:
        context.add_cookies(furnished.cookies[role])
    page = context.new_page()
    told = listen(page)

    page.goto(furnished.address(path))
    page.evaluate(UNFOLD)
    by_day = faults(page)
    page.emulate_media(color_scheme="dark")
    by_night = faults(page, ("contrast",))
    page.set_viewport_size(NARROW)
    on_a_phone = faults(page, ("overflow", "targets"))

    assert (by_day, by_night, on_a_phone) == ({}, {}, {})
    assert [words for words in told if path != "/nowhere"] == []  # Of a 404 the browser tells itself.
