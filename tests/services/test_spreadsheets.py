"""Cells are text that no spreadsheet runs."""

import pytest

from factcheck.services.spreadsheets import guarded, line, written


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(1)",
        " =1+1",
        ";=1",
        "|x",
        "\t=1",
        "\r=1",
        "\n=1",
        "＝1+1",
        "\ufeff=1",
        "\u200b@x",
    ],
)
def test_what_looks_like_a_formula_begins_with_an_apostrophe(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "1-1", "a=b", "The town -- all of it", "é", "  two blanks"])
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert guarded(text) == text


def test_values_that_are_no_text_are_written_as_json_does() -> None:
    assert [written(value) for value in (True, False, None, 5, "x")] == ["true", "false", "", "5", "x"]


def test_every_value_is_quoted() -> None:
    assert line(["a", "", 'say "so"', "two\nlines"]) == b'"a","","say ""so""","two\nlines"\r\n'
