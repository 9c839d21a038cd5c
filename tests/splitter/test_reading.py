"""What is body and what only stands around it."""

import pytest

from factcheck.splitter import split
from factcheck.splitter.reading import Block, paragraphs

BODY = "The council met on Monday. It voted for the new bridge, which will cost two million crowns."


def blocks(text: str) -> list[tuple[str, str]]:
    return [(text[one.start : one.end], one.block.value) for one in paragraphs(text)]


@pytest.mark.parametrize(
    ("line", "block"),
    [
        ("What Comes Next", Block.HEADING),
        ("Friday, July 21, 2017", Block.DATELINE),
        ("21 July 2017", Block.DATELINE),
        ("Published: 2017-07-21", Block.DATELINE),
        ("By Anna Brook", Block.BYLINE),
        ("(Reuters)", Block.BYLINE),
        ("The bridge in 1950. Image: Town Archive.", Block.CAPTION),
        ("File photo of the bridge", Block.CAPTION),
        ("Read more: the bridge in pictures", Block.NOTICE),
        ("This article mentions the Harbour Trust, which owns this paper.", Block.NOTICE),
        ("This is a developing story.", Block.NOTICE),
        ("Leave a comment about this story", Block.NOTICE),
        ("https://example.org/bridge", Block.SOURCES),
    ],
)
def test_lines_around_the_body_are_told_from_it(line: str, block: Block) -> None:
    text = f"A Title\n\n{BODY}\n\n{line}\n\nNobody objected. It was late."

    assert (line, block.value) in blocks(text)


def test_the_first_short_line_is_the_title() -> None:
    assert blocks(f"A Bridge for Norburg\n\n{BODY}")[0] == ("A Bridge for Norburg", "title")


def test_a_question_can_be_a_title() -> None:
    assert blocks(f"Who will pay for the bridge?\n\n{BODY}")[0][1] == "title"


def test_a_paragraph_above_the_name_of_who_said_it_is_a_pull_quote() -> None:
    found = blocks(f"A Title\n\n{BODY}\n\nWe never had such a bridge.\n\n— Anna Brook, mayor\n\n{BODY}")

    assert ("We never had such a bridge.", "pull-quote") in found
    assert ("— Anna Brook, mayor", "caption") in found


def test_the_next_story_ends_a_list_of_sources() -> None:
    story = "The last ferry of the line sailed on Monday, according to the harbour office."

    found = blocks(f"A Title\n\n{BODY}\n\nSources\n\n“Bridge” — Courier, May 5, 2010\n\nA Ferry\n\n{story}")

    assert found[-1] == (story, "body")
    assert found[-3][1] == "sources"


def test_a_heading_needs_no_blank_line_after_it() -> None:
    found = blocks(f"A Title\n\nThe Vote\n{BODY}")

    assert found[1:] == [("The Vote", "heading"), (BODY, "body")]


def test_wrapped_lines_are_one_paragraph() -> None:
    lines = [
        "The council of the town met on Monday evening in the great hall of",
        "the school and voted, after a long debate in which many people spoke,",
        "for the new bridge, which will cost some two million crowns and take",
        "three years.",
    ]
    text = "\n".join(lines)

    assert blocks(text) == [(text, "body")]


def test_bullets_are_paragraphs_of_their_own() -> None:
    text = f"A Title\n\n{BODY}\n\n- The bridge is old.\n- The road is new."

    assert [block for _, block in blocks(text)] == ["title", "body", "body", "body"]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\u2028"])
def test_any_newline_ends_a_line(newline: str) -> None:
    text = f"A Title{newline}{newline}{BODY}"

    assert blocks(text) == [("A Title", "title"), (BODY, "body")]


def test_a_source_list_is_context_to_its_end() -> None:
    text = (
        f"A Title\n\n{BODY}\n\nSources\n\nThe council said so. It was on Monday.\n\nThe Gazette, 2 May 2017"
    )

    assert [block for _, block in blocks(text)][2:] == ["sources", "sources", "sources"]


def test_a_new_heading_ends_a_source_list() -> None:
    text = f"A Title\n\n{BODY}\n\nSources\n\nThe Gazette reported it.\n\nA Second Vote\n\n{BODY}!"

    assert [block for _, block in blocks(text)][-2:] == ["heading", "body"]


def test_a_pull_quote_and_its_author_are_context() -> None:
    quote = "It voted for the new bridge, which will cost two million crowns."
    text = f"A Title\n\n{BODY}\n\n{quote}\n\nAnna Brook, mayor\n\nThat was all that happened."

    assert [block for _, block in blocks(text)] == ["title", "body", "pull-quote", "caption", "body"]


@pytest.mark.parametrize("lead", ["Thursday, May 7, 2015 ", "7 May 2015 "])
def test_a_date_before_the_first_sentence_is_not_of_it(lead: str) -> None:
    [_, body] = blocks(f"A Title\n\n{lead}{BODY}")

    assert body == (BODY, "body")


@pytest.mark.parametrize(
    "lead", ["NORBURG, May 7 (Reuters) - ", "Norburg (AP) — ", "NORBURG — ", "Norburg, Sundland — "]
)
def test_a_place_before_the_first_sentence_is_in_its_span_and_not_in_its_words(lead: str) -> None:
    claim = split(f"A Title\n\n{lead}{BODY}").claims[0]

    assert claim.quote == f"{lead}The council met on Monday."
    assert claim.text == "The council met on Monday."


def test_the_names_of_those_who_wrote_and_edited_are_context() -> None:
    found = blocks(f"A Title\n\n{BODY}\n\n(Reporting by Ann Lee and Bo Ray; editing by Cy Orr)")

    assert [block for _, block in found] == ["title", "body", "byline"]


def test_an_empty_text_has_no_paragraphs() -> None:
    assert paragraphs(" \n\ufeff\r\n\t ") == ()


def test_prose_ends_a_source_list() -> None:
    story = "A flood reached the town of Velm on Monday. Nobody was hurt, and the roads to it are open again."
    sources = "Sources\n\nThe Gazette, “Flood in Velm”. 2 May 2017"
    text = f"A Title\n\n{BODY}\n\n{sources}\n\n{story}\n\nThe end is near."

    assert [block for _, block in blocks(text)][2:] == ["sources", "sources", "body", "body"]
