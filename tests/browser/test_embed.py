"""`<claim-badge>` and marked articles, on pages of another origin with a strict policy."""

import re
from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from badges.samples import CLAIM_ID, make_state
from browser.conftest import Open
from browser.sites import Desk

pytestmark = pytest.mark.browser

BADGE = f'<claim-badge claim="{CLAIM_ID}"><a href="https://desk.example/claims/{CLAIM_ID}">Checked</a></claim-badge>'
RATED = "Example Desk: Mostly true · 2 April 2024"
OTHER_ID = "a2b3c4d5e6f7"


def look_again(page: Page) -> None:
    """Do what a browser does when a reader comes back to the page."""
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def test_a_badge_shows_the_verdict_and_links_to_it(desk: Desk, open_article: Open) -> None:
    desk.states[CLAIM_ID] = make_state()

    page = open_article(BADGE)

    image = page.get_by_role("img", name=RATED)
    expect(image).to_be_visible()
    expect(page.get_by_role("link", name=RATED)).to_have_attribute("href", f"{desk.address}claims/{CLAIM_ID}")
    assert image.evaluate("image => image.decode().then(() => image.naturalWidth)") > 100
    expect(page.get_by_text("Checked")).to_be_hidden()


@pytest.mark.parametrize("script", ["", "defer", "async", "type=module", "type=module data-factcheck"])
def test_the_script_runs_in_every_way_it_can_be_loaded(desk: Desk, open_article: Open, script: str) -> None:
    desk.states[CLAIM_ID] = make_state()

    page = open_article(BADGE, script=script)

    expect(page.get_by_role("img", name=RATED)).to_be_visible()


def test_a_badge_asks_only_the_desk_and_tells_it_nothing(desk: Desk, open_article: Open, page: Page) -> None:
    desk.states[CLAIM_ID] = make_state()
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))

    expect(open_article(BADGE).get_by_role("img", name=RATED)).to_be_visible()

    assert {url for url in requests if not url.startswith(desk.address)} == {page.url}
    asked = [headers for path, headers in desk.asked if path.startswith("/badges")]
    assert len(asked) == 2
    assert not any("Referer" in headers for headers in asked)
    assert not any("Cookie" in headers for headers in asked)


def test_a_page_with_a_strict_policy_has_nothing_to_report(
    desk: Desk, open_article: Open, page: Page
) -> None:
    desk.states[CLAIM_ID] = make_state()
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))

    expect(open_article(BADGE).get_by_role("img", name=RATED)).to_be_visible()

    assert told == []


def test_language_version_and_style_are_passed_on(desk: Desk, open_article: Open) -> None:
    desk.states[CLAIM_ID] = make_state()

    page = open_article(
        f'<claim-badge claim="{CLAIM_ID}" lang="de" v="1" variant="image-card"></claim-badge>'
    )

    image = page.get_by_role("img", name="Größtenteils richtig")
    expect(image).to_have_attribute("src", re.compile(r"\.svg\?style=card&lang=de&v=1&seen="))


def test_a_new_verdict_is_shown_when_the_reader_looks_again(desk: Desk, open_article: Open) -> None:
    desk.states[CLAIM_ID] = make_state()
    page = open_article(BADGE)
    before = page.get_by_role("img", name=RATED).get_attribute("src")

    desk.states[CLAIM_ID] = make_state(publication="retracted", rating_label=None)
    look_again(page)

    image = page.get_by_role("img", name="Example Desk: Retracted · 2 April 2024")
    expect(image).to_be_visible()
    assert image.get_attribute("src") != before


def test_an_unchanged_verdict_is_left_alone(desk: Desk, open_article: Open) -> None:
    desk.states[CLAIM_ID] = make_state()
    page = open_article(BADGE)
    image = page.get_by_role("img", name=RATED).element_handle()

    with page.expect_response(re.compile(r"\.json")):
        look_again(page)

    assert image.evaluate("image => image.isConnected")


def test_another_claim_can_be_put_in_a_badge(desk: Desk, open_article: Open) -> None:
    desk.states |= {CLAIM_ID: make_state(), OTHER_ID: make_state(rating_key="x", rating_label="Upheld")}
    page = open_article(BADGE)
    expect(page.get_by_role("img", name=RATED)).to_be_visible()

    page.locator("claim-badge").evaluate("(badge, claim) => badge.setAttribute('claim', claim)", OTHER_ID)

    expect(page.get_by_role("img", name="Upheld")).to_be_visible()


def test_the_plain_link_stays_while_the_desk_is_down(desk: Desk, open_article: Open) -> None:
    desk.is_down = True

    page = open_article(BADGE)

    expect(page.get_by_role("link", name="Checked")).to_be_visible()
    expect(page.get_by_role("img")).to_have_count(0)


def test_a_badge_without_a_link_of_its_own_gets_one(desk: Desk, open_article: Open) -> None:
    desk.is_down = True

    page = open_article(f'<claim-badge claim="{CLAIM_ID}"></claim-badge>')

    expect(page.get_by_role("link", name="Fact check")).to_have_attribute(
        "href", f"{desk.address}claims/{CLAIM_ID}"
    )


def test_a_badge_comes_back_with_the_desk(desk: Desk, open_article: Open) -> None:
    desk.states[CLAIM_ID], desk.is_down = make_state(), True
    page = open_article(BADGE)
    expect(page.get_by_role("link", name="Checked")).to_be_visible()

    desk.is_down = False
    look_again(page)

    expect(page.get_by_role("img", name=RATED)).to_be_visible()


def test_no_badge_goes_stale_unnoticed(desk: Desk, open_article: Open, page: Page) -> None:
    desk.states[CLAIM_ID] = make_state()
    page.clock.install()
    open_article(BADGE)
    expect(page.get_by_role("img", name=RATED)).to_be_visible()

    desk.is_down = True
    page.clock.run_for("20:00")

    expect(page.get_by_role("link", name="Checked")).to_be_visible()


def test_an_open_page_asks_again_by_itself(desk: Desk, open_article: Open, page: Page) -> None:
    desk.states[CLAIM_ID] = make_state()
    page.clock.install()
    open_article(BADGE)
    expect(page.get_by_role("img", name=RATED)).to_be_visible()

    desk.states[CLAIM_ID] = make_state(corrections=1)
    page.clock.run_for("03:01")

    expect(page.get_by_role("img", name=f"{RATED} · corrected (1)")).to_be_visible()


def test_where_the_page_forbids_asking_the_image_is_still_shown(desk: Desk, open_article: Open) -> None:
    desk.states[CLAIM_ID] = make_state()
    loads = desk.address.rstrip("/")

    page = open_article(BADGE, policy=f"script-src {loads}; img-src {loads}")

    expect(page.get_by_role("img", name="Checked")).to_be_visible()


@pytest.mark.parametrize("claim", ["", "../../evil", "a b", "<img>", "A2B3"])
def test_what_is_no_claim_is_not_asked_for(desk: Desk, open_article: Open, claim: str) -> None:
    page = open_article(f'<claim-badge claim="{claim.replace("<", "&lt;")}">A plain text</claim-badge>')

    expect(page.get_by_text("A plain text")).to_be_visible()
    assert [path for path, _ in desk.asked if path not in {"/embed.js", "/favicon.ico"}] == []


def test_a_card_is_an_iframe_that_runs_nothing(desk: Desk, open_article: Open) -> None:
    desk.states[CLAIM_ID] = make_state()

    page = open_article(BADGE.replace("claim=", 'variant="card" claim='))

    frame = page.locator("claim-badge iframe")
    expect(frame).to_have_attribute("sandbox", "allow-popups")
    expect(frame).to_have_attribute("referrerpolicy", "no-referrer")
    expect(frame).to_have_attribute("title", RATED)
    assert 150 < int(frame.get_attribute("height") or 0) < 400
    expect(page.frame_locator("claim-badge iframe").get_by_text("The bridge was closed")).to_be_visible()


def test_what_the_desk_says_is_text_and_never_markup(desk: Desk, open_article: Open) -> None:
    hostile = '"><img src=x onerror="window.__x=1"><script>window.__x=1</script>'
    desk.states[CLAIM_ID] = make_state(desk=hostile)

    page = open_article(BADGE)

    expect(page.get_by_role("img", name="window.__x=1")).to_be_visible()
    assert page.evaluate("window.__x") is None


# Marked articles.


def item(claim: str, exact: str, *, prefix: str = "", suffix: str = "", start: int = 0) -> dict[str, Any]:
    return {
        "id": claim,
        "url": f"https://desk.example/claims/{claim}",
        "selectors": [
            {"type": "TextPositionSelector", "start": start, "end": start + len(exact)},
            {"type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix},
        ],
    }


def article(body: str) -> str:
    return f'<article data-factcheck-article="m2n3p4q5r6s7">{body}</article>'


def marked(desk: Desk, open_article: Open, body: str, *items: dict[str, Any]) -> str:
    """Return an article's text, each badge written as `[claim]`."""
    desk.articles["m2n3p4q5r6s7"] = list(items)
    for one in items:
        desk.states[one["id"]] = replace(make_state(), claim_id=one["id"])
    with_article = open_article(article(body))
    expect(with_article.locator("claim-badge img").first).to_be_attached()
    return read_marked(with_article)


def read_marked(page: Page) -> str:
    text: str = page.locator("article").evaluate(
        """article => {
            const copy = article.cloneNode(true);
            copy.querySelectorAll("claim-badge").forEach(b => b.replaceWith(`[${b.getAttribute("claim")}]`));
            return copy.textContent.replace(/\\s+/g, " ").trim();
        }"""
    )
    return text


def test_a_badge_stands_after_its_quote(desk: Desk, open_article: Open) -> None:
    text = marked(
        desk,
        open_article,
        "<p>It rained. The mill closed. It snowed.</p>",
        item(CLAIM_ID, "The mill closed."),
    )

    assert text == f"It rained. The mill closed. [{CLAIM_ID}] It snowed."


def test_blanks_quotation_marks_and_markup_do_not_matter(desk: Desk, open_article: Open) -> None:
    body = "<p>She said\n  <em>“The&nbsp;mi&shy;ll</em> is\n\n<b>clos</b>ed’” then.</p>"

    text = marked(desk, open_article, body, item(CLAIM_ID, 'She said "The mill is closed\'"'))

    assert text.endswith(f"ed’” [{CLAIM_ID}] then.")


def test_a_quote_may_run_over_paragraphs(desk: Desk, open_article: Open) -> None:
    body = "<p>The mill closed.</p><p>It burnt down later.</p>"

    text = marked(desk, open_article, body, item(CLAIM_ID, "The mill closed.\n\nIt burnt down"))

    assert text == f"The mill closed.It burnt down [{CLAIM_ID}] later."


def test_of_two_alike_the_one_with_the_right_neighbours_is_marked(desk: Desk, open_article: Open) -> None:
    body = "<p>In May: it closed. In June: it closed. In July: it closed.</p>"

    text = marked(
        desk, open_article, body, item(CLAIM_ID, "it closed.", prefix="In June: ", suffix=" In July")
    )

    assert text == f"In May: it closed. In June: it closed. [{CLAIM_ID}] In July: it closed."


def test_positions_count_code_points(desk: Desk, open_article: Open) -> None:
    rockets = "🚀" * 12
    body = f"<p>it closed {rockets} it closed {rockets} it closed</p>"

    text = marked(desk, open_article, body, item(CLAIM_ID, "it closed", start=23))

    assert text == f"it closed {rockets} it closed [{CLAIM_ID}] {rockets} it closed"


def test_a_badge_is_never_put_inside_a_link(desk: Desk, open_article: Open) -> None:
    body = '<p><a href="#x">The mill closed. More</a> here.</p>'

    marked(desk, open_article, body, item(CLAIM_ID, "The mill closed."))

    assert open_article(article(body)).locator("a claim-badge").count() == 0


def test_several_claims_are_marked_each_once(desk: Desk, open_article: Open, page: Page) -> None:
    body = "<p>It rained. The mill closed. It snowed.</p>"
    items = [item(CLAIM_ID, "It rained."), item(OTHER_ID, "It snowed.")]

    text = marked(desk, open_article, body, *items)
    with page.expect_response(re.compile("articles/")):
        look_again(page)
    page.wait_for_load_state("networkidle")

    assert text == read_marked(page)
    assert text == f"It rained. [{CLAIM_ID}] The mill closed. It snowed. [{OTHER_ID}]"


def test_a_quote_that_is_not_there_is_passed_over(desk: Desk, open_article: Open) -> None:
    items = [item(CLAIM_ID, "The mill closed."), item(OTHER_ID, "Nobody wrote this."), item(OTHER_ID, "")]

    text = marked(desk, open_article, "<p>The mill closed.</p>", *items)

    assert text == f"The mill closed. [{CLAIM_ID}]"


def test_what_is_no_text_of_the_article_is_not_read(desk: Desk, open_article: Open) -> None:
    hidden = "<template>The mill closed.</template><textarea>The mill closed.</textarea>"
    body = f"{hidden}<p>Here: The mill closed.</p>"

    text = marked(desk, open_article, body, item(CLAIM_ID, "The mill closed."))

    assert text.endswith(f"Here: The mill closed. [{CLAIM_ID}]")


def test_an_article_can_ask_for_badges_in_its_language(desk: Desk, open_article: Open) -> None:
    desk.articles["m2n3p4q5r6s7"] = [item(CLAIM_ID, "The mill closed.")]
    desk.states[CLAIM_ID] = make_state()

    page = open_article(article("The mill closed.").replace("<article", '<article data-factcheck-lang="de"'))

    expect(page.get_by_role("img", name="Größtenteils richtig")).to_be_visible()
