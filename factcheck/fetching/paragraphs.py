"""Turns the tree of an extracted article into text: a paragraph or heading, a blank line, the next one."""

import re
from collections.abc import Iterator
from typing import Final

from lxml.etree import _Element

# The elements of trafilatura's result that stand apart from the text around them; all others run within it.
BLOCKS: Final = frozenset(
    {"body", "main", "div", "p", "head", "ab", "list", "item", "quote", "blockquote", "code"}
    | {"table", "row", "cell", "details", "summary", "fw"}
)
LINE_BREAK: Final = "\n"
PARAGRAPH_BREAK: Final = "\n\n"
CELL_BREAK: Final = " | "

_blanks = re.compile(r"[ \t\r\n\f]+")  # HTML Standard, ASCII whitespace; a no-break space is no blank here.
_paragraph_break = re.compile(r" ?\n(?: ?\n)+ ?")
_sentence_end = re.compile(r"[.!?…。！？؟।॥۔][\"'”’»」』)\]]{0,3}\Z")


def plain_text(body: _Element) -> str:
    """Return the paragraphs in their order, the blanks within each collapsed."""
    paragraphs = _paragraph_break.split("".join(_pieces(body)))
    tidy = (_join_lines(paragraph) for paragraph in paragraphs)
    return PARAGRAPH_BREAK.join(paragraph for paragraph in tidy if paragraph)


def _pieces(element: _Element) -> Iterator[str]:
    edge = PARAGRAPH_BREAK if element.tag in BLOCKS else ""
    yield edge
    yield _words(element.text)
    for child in element:
        yield from _inner_pieces(child)
        yield _words(child.tail)
    yield edge


def _inner_pieces(child: _Element) -> Iterator[str]:
    if child.tag == "lb":
        yield LINE_BREAK
    elif child.tag == "row" and len(child) > 1:
        yield PARAGRAPH_BREAK + CELL_BREAK.join(_cells(child)) + PARAGRAPH_BREAK
    elif child.tag != "graphic":
        yield from _pieces(child)


def _cells(row: _Element) -> Iterator[str]:
    for cell in row:
        words = collapsed("".join(_pieces(cell))).strip()
        if words:
            yield words


def _join_lines(paragraph: str) -> str:
    # Pages that break lines instead of marking paragraphs do so where a sentence ends.
    lines = [_blanks.sub(" ", line).strip() for line in paragraph.split(LINE_BREAK)]
    joined = ""
    for line in filter(None, lines):
        gap = PARAGRAPH_BREAK if _sentence_end.search(joined) else LINE_BREAK
        joined = f"{joined}{gap}{line}" if joined else line
    return joined


def _words(text: str | None) -> str:
    # In pages of few marks the extractor puts all into one element, with a line for each paragraph.
    return PARAGRAPH_BREAK.join(collapsed(line) for line in text.split("\n")) if text else ""


def collapsed(text: str) -> str:
    """Return the text with each run of blanks, as HTML counts them, made one."""
    return _blanks.sub(" ", text)
