"""What the card in an iframe prints."""

from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from lxml import html

from badges.samples import make_state
from factcheck.badges import card, draw

TEMPLATES = Path(__file__).parents[2] / "templates"


@pytest.fixture(scope="module")
def template() -> Any:
    loader = FileSystemLoader(TEMPLATES)
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined).get_template(
        "embed/card.html"
    )


def test_a_card_prints_claim_speaker_rating_date_and_notices(template: Any) -> None:
    state = make_state(corrections=1, relayed_by="Mill Gazette")

    page = html.document_fromstring(template.render(card=card(state)))

    words = " ".join(page.find("body").text_content().split())
    assert words == (
        "Example Desk The bridge was closed for eleven months. Said by Ada Quill, relayed by Mill Gazette "
        "Mostly true 2 April 2024 · corrected (1) Read the verdict and its evidence"
    )
    assert page.find(".//time").get("datetime") == "2024-04-02"


@pytest.mark.parametrize(
    ("claim", "bare"), [("“We won,” she said.", True), ('"So"', True), ("So it is.", False)]
)
def test_a_claim_that_begins_with_a_quotation_mark_gets_no_second_one(
    template: Any, claim: str, bare: bool
) -> None:
    page = html.document_fromstring(template.render(card=card(make_state(claim_text=claim))))

    assert bool(page.xpath("//blockquote/p[@class='bare']")) is bare
    assert ("““" in draw(make_state(claim_text=claim), style="card")) is False


def test_a_card_links_to_the_claim_in_a_new_window(template: Any) -> None:
    page = html.document_fromstring(template.render(card=card(make_state())))

    (link,) = page.iter("a")
    assert link.get("href") == make_state().claim_url
    assert (link.get("target"), link.get("rel")) == ("_blank", "noopener")


def test_a_card_loads_one_sheet_and_runs_nothing(template: Any) -> None:
    page = html.document_fromstring(template.render(card=card(make_state())))

    assert [link.get("href") for link in page.iter("link")] == ["/static/card.css"]
    assert not list(page.iter("script", "form", "img", "iframe", "style"))
    assert not page.xpath("//@style")


def test_a_card_warns_instead_of_quoting(template: Any) -> None:
    text = template.render(card=card(make_state(sensitive=True)))

    assert "This claim is sensitive and is not quoted here." in text
    assert "bridge" not in text
    assert "blockquote" not in text


@pytest.mark.parametrize("publication", ["withheld", None])
def test_a_card_of_nothing_public_shows_nothing_of_the_claim(template: Any, publication: str | None) -> None:
    text = template.render(card=card(make_state(publication=publication, published_on=None)))

    assert "bridge" not in text
    assert "Ada Quill" not in text
    assert "To the desk’s page" in text


def test_a_card_speaks_the_language_asked_for(template: Any) -> None:
    page = html.document_fromstring(template.render(card=card(make_state(), lang="ar")))

    assert (page.get("lang"), page.get("dir")) == ("ar", "rtl")
    assert page.find(".//blockquote").get("lang") == "en"
    assert page.find(".//blockquote").get("dir") == "auto"


@pytest.mark.parametrize(
    ("kind", "text", "words"),
    [
        ("person", "Ada Quill", "Said by Ada Quill"),
        ("unnamed", "senior officials", "Said by senior officials"),
        ("article", "the report", "Said by the article itself"),
        ("unknown", "", "It is not known who said it"),
    ],
)
def test_who_said_it_is_told_in_words(kind: str, text: str, words: str) -> None:
    assert card(make_state(said_by_kind=kind, said_by_text=text)).said_by == words


def test_a_rating_outside_the_range_has_tone_0() -> None:
    assert card(make_state(rating_tone=0, rating_key="satire", rating_label="Satire")).tone == 0
    assert card(make_state(publication="retracted")).tone == 0
    assert card(make_state()).tone == 4
