"""The whole life of a claim in a real browser, from a pasted article to a badge on somebody else's page."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from browser.desk_work import DeskWork
from browser.inspection import listen
from browser.sites import served
from factcheck.paths import resource
from support.desks import ServedDesk, ServeDesk, serve_desk

pytestmark = pytest.mark.browser
__all__ = ["serve_desk"]

NewContext = Callable[..., BrowserContext]
ARTICLE = (resource("seeds") / "articles" / "seed.txt").read_text(encoding="utf-8")
CLAIM = 5
NAMES = {
    "unproven": re.compile("Unproven"),
    "corrected": re.compile("Unproven.*corrected", re.IGNORECASE | re.DOTALL),
}
BODY = """<h1>A paper of another origin</h1>
<p><img id=image src="{desk}/badges/{claim}.svg" alt="The verdict"></p>
<p><iframe src="{desk}/embed/{claim}" title="The verdict" width=480 height=240 sandbox=allow-popups></iframe>
<p><claim-badge claim="{claim}"><a href="{desk}/claims/{claim}">The verdict</a></claim-badge></p>
<script type=module data-factcheck src="{desk}/embed.js"></script>"""


@pytest.fixture(scope="session")
def desk(serve_desk: ServeDesk) -> ServedDesk:
    """A desk behind the real server, which the tests of this module share."""
    return serve_desk()


@pytest.fixture
def paper(desk: ServedDesk) -> Iterator[Callable[[str], str]]:
    """A function that prints a claim's badges at another host and port, and returns the page's address."""
    with ExitStack() as sites:

        def printed(claim_id: str) -> str:
            page = f"<!doctype html><meta charset=utf-8><title>Paper</title>{BODY}"
            filled = page.format(desk=desk.address, claim=claim_id)
            address = sites.enter_context(served(lambda *_: (200, "text/html", filled), headers={}))
            return address.replace("127.0.0.1", "localhost")

        yield printed


@pytest.fixture
def somebody(new_context: NewContext, desk: ServedDesk) -> Callable[..., DeskWork]:
    """A function that opens another browser in front of the desk: `somebody(java_script_enabled=False)`."""

    def open_browser(**settings: Any) -> DeskWork:
        return DeskWork(new_context(**settings).new_page(), desk)

    return open_browser


def test_a_claim_goes_from_a_pasted_article_to_a_badge_elsewhere_and_its_correction_follows(
    somebody: Callable[..., DeskWork], paper: Callable[[str], str]
) -> None:
    work, reader = somebody(), somebody().page
    told = listen(work.page)

    claim_id = work.review(ARTICLE, CLAIM)
    address = paper(claim_id)
    reader.goto(address)

    assert_badges(reader, "unproven")
    expect(reader.get_by_text(re.compile("corrected", re.IGNORECASE))).to_have_count(0)

    correct(work, claim_id)
    reader.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    expect(badge(reader, "corrected")).to_be_visible()
    newcomer = somebody().page
    newcomer.goto(address)
    assert_badges(newcomer, "corrected")
    assert told == []


def correct(work: DeskWork, claim_id: str) -> None:
    """Publish a correction: the editor takes the claim up again, and the reviewer proposes."""
    work.sign_in("editor")
    work.reopen(claim_id, "reviewer")
    work.sign_out()
    work.sign_in("reviewer")
    work.open(f"/desk/claims/{claim_id}")
    work.propose("Unproven", change="correction", reason="Our example had a slip.")
    work.sign_out()
    work.sign_in("editor")
    work.publish(claim_id)
    work.sign_out()


def badge(page: Page, state: str) -> Any:
    return page.locator("claim-badge").get_by_role("img", name=NAMES[state])


def assert_badges(page: Page, state: str) -> None:
    """Fail unless image, card and component all show this."""
    expect(badge(page, state)).to_be_visible()
    card = page.frame_locator("iframe").locator("body")
    expect(card).to_contain_text(NAMES[state])
    image = page.locator("#image")
    assert image.evaluate("image => image.decode().then(() => image.naturalWidth)") > 100
    svg = page.context.request.get(image.get_attribute("src") or "").text()
    assert NAMES[state].search(svg)


def test_all_of_it_works_without_javascript(somebody: Callable[..., DeskWork]) -> None:
    work = somebody(java_script_enabled=False)

    claim_id = work.review(ARTICLE, CLAIM + 1)

    work.open(f"/claims/{claim_id}")
    expect(work.page.get_by_text("Unproven").first).to_be_visible()
