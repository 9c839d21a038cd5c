"""What people read on a terminal."""

import pytest

from factcheck.cli.terminal import clean, console, counted, progress, table


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        (12, "12"),
        ("a\x1b[31mb", "a [31mb"),
        ("a\u202eb\u2066c", "a b c"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("🏙️", "🏙️"),
    ],
)
def test_text_keeps_its_letters_and_loses_what_could_steer_a_terminal(text: object, shown: str) -> None:
    assert clean(text) == shown


@pytest.mark.parametrize(
    ("number", "said"), [(0, "0 events"), (1, "1 event"), (2, "2 events"), (2000, "2,000 events")]
)
def test_one_is_not_told_as_many(number: int, said: str) -> None:
    assert counted(number, "event") == said


def test_a_table_without_names_has_no_empty_head(capsys: pytest.CaptureFixture[str]) -> None:
    console().print(table(("", ""), [("ok", "Python")]))

    assert capsys.readouterr().out.startswith("ok")


def test_a_table_takes_no_word_for_markup(capsys: pytest.CaptureFixture[str]) -> None:
    console().print(table(("name",), [("[red]Ana[/red]",)], title="[b]People[/b]"))

    assert "[red]Ana[/red]" in capsys.readouterr().out


def test_a_bar_does_not_show_where_nobody_looks(capsys: pytest.CaptureFixture[str]) -> None:
    with progress("Counting") as bar:
        assert list(bar.track([1, 2])) == [1, 2]

    assert capsys.readouterr().err == ""
