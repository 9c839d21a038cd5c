"""People's text, made safe to print."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from factcheck.badges.plain_text import cut, direction_of, isolated, shown


@given(st.text(st.characters()))
def test_any_text_becomes_xml_that_reads_back_the_same(text: str) -> None:
    element = etree.Element("text")

    element.text = shown(text)

    assert etree.fromstring(etree.tostring(element)).text in {shown(text), shown(text) or None}


@pytest.mark.parametrize(
    "hidden", ["\x00", "\x1b", "\x85x\x80", "\ud800", "\uffff", "\U0001fffe", "\u202e", "\u200b"]
)
def test_what_must_not_be_printed_leaves_a_mark(hidden: str) -> None:
    assert "�" in shown(f"a{hidden}b")


@pytest.mark.parametrize("kept", ["می\u200cخواهم", "👩\u200d🚀", "א\u200f", "e\u0301"])
def test_marks_that_writing_needs_stay(kept: str) -> None:
    assert shown(kept) == kept


def test_text_is_one_line() -> None:
    assert shown(" one\r\n\ttwo\u2028three ") == "one two three"


def test_direction_is_that_of_the_first_letter_that_has_one() -> None:
    assert direction_of("“12 שלום") == "rtl"
    assert direction_of("12 The שלום") == "ltr"
    assert direction_of("…") == "ltr"


def test_only_what_could_turn_a_sentence_is_isolated() -> None:
    assert isolated("Ada", within="ltr") == "Ada"
    assert isolated("שלום", within="ltr") == "\u2068שלום\u2069"
    assert isolated("Ada", within="rtl") == "\u2068Ada\u2069"


def test_long_text_is_cut_with_an_ellipsis() -> None:
    assert cut("short", 5) == "short"
    assert cut("shorter than", 9) == "shorter…"
