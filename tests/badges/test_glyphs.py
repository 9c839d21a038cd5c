"""Widths without a font."""

from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Page

from badges.samples import make_state
from factcheck.badges import draw
from factcheck.badges.glyphs import is_measured, text_width
from factcheck.badges.lines import wrap
from factcheck.badges.messages import MESSAGES, RATINGS

# Pixels by which a font that this machine happens to have may exceed the estimates for its script.
ESTIMATED = 14


def test_widths_are_those_of_the_helvetica_metrics() -> None:
    assert text_width("WAVE", size=1000) == 944 + 667 + 667 + 667
    assert text_width("will", size=10, bold=True) == pytest.approx(7.78 + 3 * 2.78)


def test_accents_do_not_widen_a_letter() -> None:
    assert text_width("é", size=10) == text_width("e", size=10)
    assert text_width("e\u0301", size=10) == text_width("e", size=10)


def test_other_scripts_are_estimated() -> None:
    assert is_measured("Größtenteils richtig · 2. April")
    assert not is_measured("Половина")
    assert text_width("长", size=10) == 10
    assert text_width("🚀", size=10) > 10
    assert text_width("\u200d", size=10) == 0
    assert text_width("Ω", size=10, bold=True) > text_width("Ω", size=10) > text_width("ω", size=10)
    assert text_width("ꙮꔀ", size=10) > 0


def test_lines_break_between_words_and_between_wide_characters() -> None:
    assert wrap("one two three", width=40, size=10) == ["one two", "three"]
    assert wrap("真相真相真相", width=40, size=10) == ["真相真相", "真相"]
    assert wrap("xxxxxxxxxxxx", width=40, size=10) == ["xxxxxxxx", "xxxx"]
    assert wrap("", width=40, size=10) == []


def test_a_break_does_not_begin_a_line_with_closing_punctuation() -> None:
    assert wrap("真相真相。”", width=40, size=10)[-1].startswith("相")


def test_what_does_not_fit_ends_in_an_ellipsis() -> None:
    assert wrap("one two three four", width=40, size=10, most=1) == ["one tw…"]


@pytest.mark.browser
def test_a_browser_sets_no_text_wider_than_it_was_given_room(page: Page) -> None:
    badges = [
        draw(
            make_state(rating_key=key, rating_label=label, corrections=1, rechecking=True, newest_version=2),
            lang=lang,
        )
        for lang in MESSAGES
        for key, label in RATINGS["en"].items()
    ]
    page.set_content(f"<meta charset=utf-8>{''.join(badges)}")

    boxes: list[list[Any]] = page.evaluate(
        """() => [...document.querySelectorAll("svg")].map(svg => {
            const left = svg.getBoundingClientRect().left;
            const texts = [...svg.querySelectorAll("text")].map(t => t.getBoundingClientRect());
            const spans = texts.map(b => [b.left - left, b.right - left]).sort((a, b) => a[0] - b[0]);
            return [svg.querySelector("title").textContent, svg.width.baseVal.value, spans];
        })"""
    )

    for title, width, spans in boxes:
        edges = [0, *(edge for span in spans for edge in span), width]
        room = 0 if is_measured(title) else ESTIMATED
        assert all(before <= after + room for before, after in pairwise(edges)), title
