"""The whole life of a claim in a real browser, from a pasted article to a badge on somebody else's page."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from browser.desk_work import DeskWork
from browser.inspection import faults, listen
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

    claim_id = work.review(f"{ARTICLE}\nThis copy is another article.", CLAIM + 1)

    work.open(f"/claims/{claim_id}")
    expect(work.page.get_by_text("Unproven").first).to_be_visible()


# By keyboard.


def test_a_claim_is_found_queued_and_taken_by_keyboard_alone(somebody: Callable[..., DeskWork]) -> None:
    work = somebody()
    page, keys = work.page, work.page.keyboard
    told = listen(page)
    work.open("/login")
    page.get_by_label("E-mail address").focus()
    keys.type(work.desk.people["other"].email)
    keys.press("Tab")
    keys.type(work.desk.people["other"].password)
    keys.press("Enter")
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    work.add_article("The bridge of Orlen opened in 1932.\n\nIt cost four million crowns.")

    keys.press("j")
    expect(page.locator("a.title").first).to_be_focused()
    keys.press("j")
    keys.press("k")
    keys.press("Enter")
    page.wait_for_url("**/desk/claims/*")
    keys.press("q")
    expect(page.get_by_text("The claim is in the queue.")).to_be_visible()
    keys.press("t")
    expect(page.get_by_text("The claim is yours.")).to_be_visible()
    keys.press("s")

    expect(page.locator("#attach :focus")).to_be_in_viewport()
    assert is_in_sight(page)
    assert told == []


def test_the_tab_key_goes_through_a_page_in_sight_and_begins_with_the_way_to_its_main_part(
    somebody: Callable[..., DeskWork],
) -> None:
    work = somebody()
    work.sign_in("other")
    work.open("/desk/articles/new")
    work.page.keyboard.press("Tab")
    reached: list[str] = []

    while work.page.evaluate("document.activeElement !== document.body") and len(reached) < 60:
        reached.append(work.page.evaluate("document.activeElement.outerHTML.slice(0, 80)"))
        assert is_in_sight(work.page), reached[-1]
        work.page.keyboard.press("Tab")

    assert "#main" in reached[0]
    assert any('id="text"' in one for one in reached)


def is_in_sight(page: Page) -> bool:
    """Whether what has the focus can be seen, and has a ring around it or is a field with a cursor."""
    found: bool = page.evaluate(
        """() => {
          const one = document.activeElement, box = one.getBoundingClientRect();
          const style = getComputedStyle(one);
          const shown = box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight;
          return shown && (style.outlineStyle !== "none" || style.boxShadow !== "none");
        }"""
    )
    return found


# From right to left.

HEBREW = (
    "הגשר החדש באורלן\n\n"
    "הגשר של העיירה הבדויה אורלן נפתח בשנת 1932, אמרה ראשת העיר אילזה ורנהגן.\n\n"
    "הוא עלה ארבעה מיליון כתרים, ו־60% מהם שילם הנמל.\n"
)


def test_an_article_from_right_to_left_is_read_so_and_the_desk_around_it_is_not(
    somebody: Callable[..., DeskWork], tmp_path: Path
) -> None:
    work = somebody(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page = work.page
    work.sign_in("reviewer")
    work.add_article(HEBREW)

    assert direction(page, "article.reading p[dir]") == "rtl"
    assert direction(page, "article.reading h1") == "rtl"
    assert direction(page, "a.title") == "rtl"
    assert direction(page, "header.mast") == "ltr"
    assert faults(page) == {}
    claim_id = work.queue_claim(1)
    work.take(claim_id)
    assert direction(page, "h1.claim-text") == "rtl"
    assert faults(page) == {}
    work.confirm()
    work.propose("Unproven")
    work.sign_out()
    work.sign_in("editor")
    work.publish(claim_id)
    work.open(f"/claims/{claim_id}")
    assert direction(page, "blockquote") == "rtl"
    assert faults(page) == {}
    page.set_viewport_size({"width": 320, "height": 640})
    assert faults(page, ("overflow", "targets")) == {}
    svg = page.request.get(f"{work.desk.address}/badges/{claim_id}.svg?style=card").text()
    assert 'direction="rtl"' in svg
    page.set_viewport_size({"width": 1280, "height": 900})
    page.screenshot(path=tmp_path / "claim.png", full_page=True)


def direction(page: Page, selector: str) -> str:
    found: str = page.locator(selector).first.evaluate("one => getComputedStyle(one).direction")
    return found
