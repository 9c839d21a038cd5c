"""People's text stays what it was, and shows what is invisible in it."""

import pytest

from factcheck.web.texts import context_after, context_before, dated, paragraphs, pieces, web_address


def test_a_control_character_stands_alone_with_its_code() -> None:
    assert pieces("a\u202eb\u200b") == [("a", ""), ("\u202e", "U+202E"), ("b", ""), ("\u200b", "U+200B")]


@pytest.mark.parametrize("text", ["", "plain", "\u2066x\u2069", "می\u200cخواهم", "e\u0301", "👩\u200d🚀"])
def test_the_pieces_are_the_text(text: str) -> None:
    assert "".join(piece for piece, _ in pieces(text)) == text


def test_joiners_of_ordinary_writing_are_not_marked() -> None:
    assert [code for _, code in pieces("می\u200cخواهم 👩\u200d🚀")] == [""]


def test_paragraphs_stand_between_blank_lines() -> None:
    assert paragraphs("One\nline.\r\n\r\nTwo.\n \t\n\n Three. ") == ["One\nline.", "Two.", "Three."]


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://example.org/x", True),
        ("HTTP://example.org", True),
        ("javascript:alert(1)", False),
        ("java\tscript:alert(1)", False),
        (" javascript:x", False),
        ("//example.org", False),
        ("https:///path", False),
        ("http://[::1", False),
        ("", False),
        (None, False),
    ],
)
def test_only_addresses_of_the_web_are_linked(url: str | None, linked: bool) -> None:
    assert web_address(url) == (url if linked else "")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("2026-10-12", "12 October 2026"),
        ("2026-10-12T08:00:00Z", "12 October 2026"),
        ("2026-10-12x", "2026-10-12x"),
        ("spring 2026", "spring 2026"),
        ("2026-13-01", "2026-13-01"),
    ],
)
def test_dates_are_written_out_and_other_words_left_alone(written: str, shown: str) -> None:
    assert dated(written) == shown


def test_around_a_quotation_stands_its_own_paragraph_alone() -> None:
    assert context_before("The end.\n\nA heading\r\nHe said: ") == "He said: "
    assert context_after(" So it is.\n\nA heading") == " So it is."
    assert context_before("\n\n") == context_after("\n\nA heading") == ""


def test_a_context_that_goes_on_says_so() -> None:
    assert context_before("x" * 40) == "…" + "x" * 32
    assert context_after("x" * 40) == "x" * 32 + "…"
    assert context_after("x" * 31) == "x" * 31
