"""What stands between quotation marks."""

import pytest

from factcheck.splitter.quotes import find


def inner(text: str) -> list[str]:
    quotations = find(text, [(0, len(text))])
    return [text[slice(*one.inner)] for one in quotations.within(0, len(text))]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('He said "it works" and left.', ["it works"]),
        ("He said “it works” and left.", ["it works"]),
        ("He said ‘it works’ and left.", ["it works"]),
        ("He said 'it works' and left.", ["it works"]),
        ("Er sagte „es geht“ und ging.", ["es geht"]),
        ("Il dit « ça va » et partit.", []),
        ("It’s the officials’ car, isn't it?", []),
        ('"One," he said, "two."', ["One,", "two."]),
        ('The 5" pipe is old.', []),
        ('It ended badly."', []),
        ('They went to schools," For example, to ours".', []),
    ],
)
def test_marks_of_all_kinds_are_paired(text: str, quoted: list[str]) -> None:
    assert inner(text) == quoted


def test_a_quotation_without_an_end_runs_to_the_end_of_its_paragraph() -> None:
    text = '"It began here.\n\n"It went on."'
    quotations = find(text, [(0, 15), (17, len(text))])

    first, second = quotations.within(0, len(text))

    assert (text[slice(*first.inner)], first.closed, first.continues) == ("It began here.", False, True)
    assert (text[slice(*second.inner)], second.closed) == ("It went on.", True)


def test_a_place_outside_any_quotation_is_in_none() -> None:
    quotations = find('a "b" c', [(0, 7)])

    assert quotations.at(0) is None
    assert quotations.at(3) is not None
    assert quotations.at(6) is None
