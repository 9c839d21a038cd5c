"""Hostile text in every field that people write: no badge changes its shape."""

import codecs
import re
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from lxml import etree, html

from badges.samples import make_state
from factcheck.badges import STYLES, BadgeState, Style, card, draw, oembed, shield
from factcheck.badges.plain_text import shown

TESTS = Path(__file__).parents[1]
FIELDS = ("desk", "rating_label", "claim_text", "said_by_text", "relayed_by", "lang")
ESCAPED = re.compile(r"\\(?:x[0-9a-f]{2}|u[0-9a-f]{4}|U[0-9a-f]{8}|[nr\\])")


def payloads() -> dict[str, str]:
    """Return the corpus by its ids, its escapes undone."""
    lines = (TESTS / "corpora" / "xss.txt").read_text().splitlines()
    rows = (line.split("\t", 2) for line in lines if line and not line.startswith("#"))
    return {name: ESCAPED.sub(unescaped, text) for name, _, text in rows}


def unescaped(found: re.Match[str]) -> str:
    return codecs.decode(found[0], "unicode_escape")


PAYLOADS = payloads()


def shape(root: etree._Element) -> list[Any]:
    """Return a tree's elements and the names of their attributes; lines of one claim count as one."""
    found = [
        (element.tag, sorted(set(element.attrib) - {"textLength", "lengthAdjust"})) for element in root.iter()
    ]
    return [one for place, one in enumerate(found) if place == 0 or one != found[place - 1]]


def test_the_corpus_is_whole() -> None:
    assert len(PAYLOADS) == 105
    assert PAYLOADS["s08"] == "\x00\x0b\x1f\ufffe"


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("field", FIELDS)
def test_an_image_keeps_its_shape(field: str, style: Style) -> None:
    control = shape(etree.fromstring(draw(make_state(relayed_by="x"), style=style).encode()))

    for name, text in PAYLOADS.items():
        state: BadgeState = make_state(**{"relayed_by": "x", field: text})
        root = etree.fromstring(draw(state, style=style).encode())
        assert shape(root) == control, name


def test_an_image_reads_back_as_it_was_sent() -> None:
    for name, text in PAYLOADS.items():
        root = etree.fromstring(draw(make_state(desk=text)).encode())
        assert shown(text) in (root.get("aria-label") or ""), name


@pytest.mark.parametrize("field", FIELDS)
def test_a_card_keeps_its_shape_and_its_words(field: str) -> None:
    loader = FileSystemLoader(TESTS.parent / "templates")
    page = Environment(loader=loader, autoescape=True, undefined=StrictUndefined).get_template(
        "embed/card.html"
    )
    control = shape(html.document_fromstring(page.render(card=card(make_state(relayed_by="x")))))

    for name, text in PAYLOADS.items():
        state = make_state(**{"relayed_by": "x", field: text})
        root = html.document_fromstring(page.render(card=card(state)))
        assert shape(root) == control, name
        if field == "claim_text":
            assert root.findtext(".//blockquote/p") == shown(text), name


@pytest.mark.parametrize("field", FIELDS)
def test_an_iframe_keeps_its_shape(field: str) -> None:
    for name, text in PAYLOADS.items():
        answer = oembed(make_state(**{field: text}), url=f"https://desk.example/embed/x?{text}")
        (iframe,) = html.fragments_fromstring(answer["html"])
        assert iframe.tag == "iframe", name
        assert len(iframe.attrib) == 8, name


def test_json_carries_the_words_on_one_line() -> None:
    for text in PAYLOADS.values():
        label = shield(make_state(desk=text))["label"]
        assert label == shown(text)
        assert "\n" not in label
