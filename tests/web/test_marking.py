"""Claims are marked in the text by code points, however they nest, overlap or run on."""

from factcheck.models import Claim
from factcheck.web.marking import around, marked

TEXT = "A heading\n\nOne two three. Four five.\n  Six 🙂 seven.\n\n"


def claim(quote: str, number: int = 1, text: str = TEXT) -> Claim:
    start = text.index(quote)
    return Claim(id=number, start=start, end=start + len(quote))


def shown(*claims: Claim, text: str = TEXT) -> list[list[tuple[str, int | None]]]:
    """Return each block as its stretches with the claim that shows there."""
    return [
        [(piece.text, piece.claim.id if piece.claim else None) for piece in block.stretches]
        for block in marked(text, claims)
    ]


def test_lines_become_blocks_and_blank_ones_none() -> None:
    assert shown() == [
        [("A heading", None)],
        [("One two three. Four five.", None)],
        [("Six 🙂 seven.", None)],
    ]


def test_headings_are_told_apart() -> None:
    assert [block.is_heading for block in marked(TEXT, [], headings=[[0, 9]])] == [True, False, False]


def test_a_claim_is_marked_after_an_emoji() -> None:
    assert shown(claim("seven"))[2] == [("Six 🙂 ", None), ("seven", 1), (".", None)]


def test_of_nested_claims_the_narrower_shows_and_the_wider_around_it() -> None:
    assert shown(claim("One two three.", 1), claim("two", 2))[1] == [
        ("One ", 1),
        ("two", 2),
        (" three.", 1),
        (" Four five.", None),
    ]


def test_overlapping_claims_share_the_middle() -> None:
    pieces = shown(claim("One two", 1), claim("two three. Four", 2))[1]

    assert pieces == [("One ", 1), ("two", 1), (" three. Four", 2), (" five.", None)]


def test_a_claim_over_two_lines_is_marked_in_both_and_begins_once() -> None:
    blocks = marked(TEXT, [claim("Four five.\n  Six")])

    begun = [piece.is_first for block in blocks for piece in block.stretches if piece.claim]
    assert [piece.text for block in blocks for piece in block.stretches if piece.claim] == [
        "Four five.",
        "Six",
    ]
    assert begun == [True, False]


def test_all_claims_that_begin_in_one_place_are_named_there() -> None:
    wide, narrow = claim("One two three.", 1), claim("One", 2)

    first = marked(TEXT, [narrow, wide])[1].stretches[0]

    assert first.claim is narrow
    assert set(map(id, first.opens)) == {id(wide), id(narrow)}


def test_the_stretches_put_together_are_the_text() -> None:
    claims = [claim("One two", 1), claim("two three. Four", 2), claim("seven", 3)]

    joined = ["".join(piece.text for piece in block.stretches) for block in marked(TEXT, claims)]

    assert joined == [line.strip() for line in TEXT.splitlines() if line.strip()]


def test_a_text_without_an_end_of_line_is_one_block() -> None:
    assert shown(claim("two", text="One two"), text="One two") == [[("One ", None), ("two", 1)]]


def test_around_a_claim_stands_its_paragraph_alone() -> None:
    one = Claim(id=1, start=TEXT.index("Four"), end=TEXT.index("Four") + 4)

    blocks = around(TEXT, one)

    assert ["".join(piece.text for piece in block.stretches) for block in blocks] == [
        "One two three. Four five."
    ]


def test_around_the_last_words_the_text_may_end() -> None:
    assert len(around("One two", claim("two", text="One two"))) == 1
