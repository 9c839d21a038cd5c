"""Badges for oEmbed consumers (https://oembed.com, 1.0)."""

import pytest
from jinja2 import Environment, FileSystemLoader
from lxml import html
from playwright.sync_api import Page

from badges.samples import make_state
from factcheck.badges import card, oembed
from factcheck.paths import PACKAGE, resource

URL = "https://desk.example/embed/k3v5w2m7x4qa?lang=en&v=1"

LINE = 28  # Pixels: the fonts of the machine that runs this may be wider than those we reckon with.


def test_the_answer_is_a_rich_one_with_what_the_specification_requires() -> None:
    answer = oembed(make_state(), url=URL)

    assert (answer["version"], answer["type"]) == ("1.0", "rich")
    assert answer["provider_name"] == "Example Desk"
    assert answer["provider_url"] == "https://desk.example/"
    assert answer["title"].startswith("Example Desk rated this claim")
    assert isinstance(answer["width"], int)
    assert isinstance(answer["height"], int)


def test_the_iframe_runs_nothing_and_learns_nothing() -> None:
    answer = oembed(make_state(), url=URL)

    (iframe,) = html.fragments_fromstring(answer["html"])
    assert iframe.get("src") == URL
    assert iframe.get("sandbox") == "allow-popups"
    assert iframe.get("referrerpolicy") == "no-referrer"
    assert iframe.get("loading") == "lazy"
    assert iframe.get("title") == answer["title"]
    assert (iframe.get("width"), iframe.get("height")) == (str(answer["width"]), str(answer["height"]))
    assert iframe.get("style") is None


def test_no_size_exceeds_what_the_consumer_allows() -> None:
    state = make_state(claim_text="word " * 100)

    answer = oembed(state, url=URL, maxwidth=300, maxheight=200)

    assert (answer["width"], answer["height"]) == (300, 200)
    assert oembed(state, url=URL, maxwidth=9000)["width"] == 480


def test_a_narrow_card_is_higher() -> None:
    state = make_state(claim_text="word " * 60)

    assert oembed(state, url=URL, maxwidth=300)["height"] > oembed(state, url=URL)["height"]


def test_a_desk_below_a_path_is_named_with_it() -> None:
    state = make_state(claim_url="https://paper.example/checks/claims/k3v5w2m7x4qa")

    assert oembed(state, url=URL)["provider_url"] == "https://paper.example/checks/"


def test_a_sensitive_claim_is_not_quoted() -> None:
    assert "bridge" not in str(oembed(make_state(sensitive=True), url=URL))


@pytest.mark.browser
@pytest.mark.parametrize("width", [280, 320, 480])
def test_a_card_fits_its_frame_within_a_line(page: Page, width: int) -> None:
    templates = Environment(loader=FileSystemLoader(resource("templates")), autoescape=True)
    sheet = (PACKAGE / "static" / "card.css").read_text()
    for given in GIVEN:
        state = make_state(**given)
        page.set_viewport_size({"width": width, "height": oembed(state, url=URL, maxwidth=width)["height"]})
        page.set_content(templates.get_template("embed/card.html").render(card=card(state)))
        page.add_style_tag(content=sheet)
        height = page.evaluate("document.documentElement.scrollHeight")
        assert height <= oembed(state, url=URL, maxwidth=width)["height"] + LINE, given


GIVEN = (
    {},
    {"lang": "ar", "claim_text": "أُغلق الجسر أحد عشر شهراً، أي ضعف المدة التي وعد بها المجلس في خطته."},
    {"claim_text": "It was closed for much longer than anybody had been told. " * 8, "corrections": 1},
    {"sensitive": True, "rechecking": True, "relayed_by": "the Mill Gazette, quoting the council"},
    {"checks": "attribution", "rating_label": "Correctly attributed", "rating_key": "correctly_attributed"},
    {"publication": "retracted"},
    {"publication": "withheld"},
    {"publication": None, "published_on": None},
)
