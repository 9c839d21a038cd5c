"""Badges as images."""

import dataclasses
from itertools import pairwise, product
from typing import get_args

import pytest
from lxml import etree

from badges.samples import make_state
from factcheck.badges import STYLES, BadgeState, Style, draw
from factcheck.badges.glyphs import text_width
from factcheck.badges.messages import MESSAGES
from factcheck.badges.svg import CARD_PAD, CARD_WIDTH

SVG = "{http://www.w3.org/2000/svg}"
ALLOWED = {"svg", "title", "text", "rect", "path", "g"}
STATES = {
    "live": {},
    "true": {"rating_key": "true", "rating_label": "True", "rating_tone": 5},
    "half_true": {"rating_key": "half_true", "rating_label": "Half true", "rating_tone": 3},
    "mostly_false": {"rating_key": "mostly_false", "rating_label": "Mostly false", "rating_tone": 2},
    "false": {"rating_key": "false", "rating_label": "False", "rating_tone": 1},
    "unproven": {"rating_key": "unproven", "rating_label": "Unproven", "rating_tone": 0},
    "misleading": {"rating_key": "misleading", "rating_label": "Misleading", "rating_tone": 0},
    "missing_context": {"rating_key": "missing_context", "rating_label": "Missing context", "rating_tone": 0},
    "satire": {"rating_key": "satire", "rating_label": "Satire", "rating_tone": 0},
    "corrected": {"corrections": 1},
    "rechecking": {"rechecking": True},
    "outdated": {"newest_version": 3},
    "quote": {"checks": "attribution", "rating_key": "misquoted", "rating_label": "Misquoted"},
    "sensitive": {"sensitive": True},
    "retracted": {"publication": "retracted", "rating_label": None},
    "withheld": {"publication": "withheld", "rating_label": None, "claim_text": ""},
    "none": {"publication": None, "rating_label": None, "published_on": None, "claim_text": ""},
}


def parse(svg: str) -> etree._Element:
    return etree.fromstring(svg.encode())


def texts(svg: str) -> list[str]:
    return [text.text or "" for text in parse(svg).iter(f"{SVG}text")]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("name", STATES)
def test_every_badge_is_a_plain_image_with_its_words(name: str, style: Style) -> None:
    for lang in MESSAGES:
        root = parse(draw(make_state(**STATES[name]), style=style, lang=lang))

        title = root.findtext(f"{SVG}title")
        assert {element.tag.removeprefix(SVG) for element in root.iter()} <= ALLOWED
        assert not {"style", "class", "id", "href"} & {
            key for element in root.iter() for key in element.attrib
        }
        assert (root.get("role"), root.get("aria-label")) == ("img", title)
        assert "Example Desk" in title


def test_a_flat_badge_shows_desk_rating_date_and_notices() -> None:
    svg = draw(make_state(corrections=1, rechecking=True, newest_version=2))

    assert texts(svg) == [
        "Example Desk",
        "Mostly true",
        "2 April 2024 · corrected (1) · being re-checked · newer version exists",
    ]


def test_a_card_shows_the_claim_and_who_said_it() -> None:
    svg = draw(make_state(relayed_by="Mill Gazette"), style="card")

    assert texts(svg) == [
        "Example Desk",
        "“The bridge was closed for eleven months.”",
        "Said by Ada Quill, relayed by Mill Gazette",
        "Mostly true",
        "2 April 2024",
    ]


def test_a_card_warns_instead_of_quoting_what_is_sensitive() -> None:
    svg = draw(make_state(sensitive=True), style="card")

    assert "This claim is sensitive and is not quoted here." in texts(svg)
    assert "bridge" not in svg


@pytest.mark.parametrize("publication", ["withheld", None])
def test_a_card_of_nothing_public_quotes_nothing(publication: str | None) -> None:
    svg = draw(make_state(publication=publication), style="card")

    assert "bridge" not in svg
    assert "Ada Quill" not in svg


def test_each_verdict_has_a_shape_of_its_own() -> None:
    shapes = {
        name: tuple(path.get("d") for path in parse(draw(make_state(**given))).iter(f"{SVG}g").__next__())
        for name, given in STATES.items()
        if name not in {"corrected", "rechecking", "outdated", "quote", "sensitive"}
    }

    assert len(set(shapes.values())) == len(shapes)


def test_the_same_state_gives_the_same_bytes() -> None:
    for style, given in product(STYLES, STATES.values()):
        state = make_state(**given)
        assert draw(state, style=style) == draw(dataclasses.replace(state), style=style)


@pytest.mark.parametrize("lang", sorted(MESSAGES))
def test_nothing_overlaps_and_all_fits_by_estimate(lang: str) -> None:
    root = parse(draw(make_state(corrections=1, rechecking=True), lang=lang))
    width = float(root.get("width"))
    places = sorted(extent(text) for text in root.iter(f"{SVG}text"))

    assert places[0][0] >= 0
    assert places[-1][1] <= width
    for (_, end), (start, _) in pairwise(places):
        assert end <= start


def extent(text: etree._Element) -> tuple[float, float]:
    """Return from where to where a text reaches."""
    size, bold = float(text.get("font-size")), text.get("font-weight") == "700"
    width, x = text_width(text.text, size=size, bold=bold), float(text.get("x"))
    return (x, x + width) if text.get("direction") == "ltr" else (x - width, x)


def test_a_right_to_left_badge_begins_on_the_right() -> None:
    root = parse(draw(make_state(), lang="he"))
    desk, verdict, date = (float(text.get("x")) for text in root.iter(f"{SVG}text"))

    assert root.get("direction") == "rtl"
    assert desk > verdict > date


def test_a_claim_keeps_its_own_direction_on_a_card() -> None:
    arabic = make_state(claim_text="أُغلق الجسر أحد عشر شهراً.")
    lines = list(parse(draw(arabic, style="card", lang="en")).iter(f"{SVG}text"))

    assert [line.get("direction") for line in lines[:3]] == ["ltr", "rtl", "ltr"]
    assert float(lines[1].get("x")) == CARD_WIDTH - CARD_PAD


@pytest.mark.parametrize("letter", ["word ", "x", "长", "ش"])
def test_a_long_claim_ends_in_an_ellipsis_and_never_leaves_the_card(letter: str) -> None:
    svg = draw(make_state(claim_text=letter * 2000), style="card")
    quoted = texts(svg)[1:8]

    assert quoted[-1].endswith("…")
    for start, end in map(extent, parse(svg).iter(f"{SVG}text")):
        assert start >= 0
        assert end <= CARD_WIDTH


def test_long_names_are_cut_in_the_image_and_whole_in_its_title() -> None:
    root = parse(draw(make_state(desk="D" * 200, rating_label="R" * 200)))

    assert int(root.get("width")) < 1500
    assert "D" * 200 in root.findtext(f"{SVG}title")


def test_styles_are_those_that_can_be_asked_for() -> None:
    assert get_args(Style) == STYLES


def test_a_state_cannot_be_changed() -> None:
    state: BadgeState = make_state()

    with pytest.raises(dataclasses.FrozenInstanceError):
        state.desk = "Other"  # type: ignore[misc]  # That it is refused is what is tested.
