"""Every colour can be read, by measure (WCAG 2.2, 1.4.3 and 1.4.11)."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

from factcheck.badges import colours

SHEET = Path(__file__).parents[2] / "factcheck" / "static" / "card.css"


def luminance(colour: str) -> float:
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("tone", colours.TONES)
def test_ratings_stand_out_from_their_ground(tone: str) -> None:
    assert contrast(tone, colours.PAPER) >= 4.5


@pytest.mark.parametrize("tone", colours.TONES)
def test_white_stands_out_from_the_colours_given_to_shields(tone: str) -> None:
    assert contrast(tone, "#ffffff") >= 4.5


@pytest.mark.parametrize("ground", [colours.PAPER, colours.FAINT])
@pytest.mark.parametrize("ink", [colours.INK, colours.MUTED])
def test_words_stand_out_from_their_ground(ink: str, ground: str) -> None:
    assert contrast(ink, ground) >= 4.5


@pytest.mark.parametrize("page", ["#ffffff", "#fbfaf6", "#1d1b19", "#151412", "#000000"])
def test_the_frame_shows_on_light_and_dark_pages(page: str) -> None:
    assert contrast(colours.EDGE, page) >= 3


def test_the_cards_colours_hold_in_both_schemes() -> None:
    light, dark = SHEET.read_text().split("@media (prefers-color-scheme: dark)")

    for part in (light, dark):
        surface = value(part, "surface")
        tones = re.findall(r"--tone: (#\w{6})", part)
        assert len(tones) == 6
        for colour in [*tones, *(value(part, name) for name in ("ink", "muted", "accent"))]:
            assert contrast(colour, surface) >= 4.5
        assert contrast(value(part, "focus"), surface) >= 3


def value(sheet: str, name: str) -> str:
    found = re.search(rf"--{name}: (#\w{{6}})", sheet)
    assert found
    return found[1]


def test_neighbours_on_the_gauge_differ() -> None:
    assert all(one != other for one, other in pairwise(colours.TONES))
