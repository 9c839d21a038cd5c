"""Finds what stands between quotation marks, straight or curly, also where a mark is missing."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from factcheck.splitter.claims import Span

SINGLE_AT_MOST = 400

_marks = re.compile(r"[\"“”„«»‘’]|(?<![^\s(\[—–-])'(?=\w)")
_opens_paragraph = re.compile(r"[\"“„«‘'(\[\s]{0,3}[\"“„«‘]")
_single_close = re.compile(r"[’'](?!\w)")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation with its marks, and the words between them."""

    start: int
    end: int
    inner_start: int
    inner_end: int
    closed: bool
    continues: bool = False

    @property
    def inner(self) -> Span:
        return self.inner_start, self.inner_end


class Quotations:
    """All quotations of an article in order."""

    def __init__(self, found: Sequence[Quotation]) -> None:
        self._found = tuple(found)
        self._starts = [quotation.start for quotation in self._found]

    def at(self, place: int) -> Quotation | None:
        """Return the quotation a place is in, its marks included."""
        number = bisect_right(self._starts, place) - 1
        if number >= 0 and place < self._found[number].end:
            return self._found[number]
        return None

    def within(self, start: int, end: int) -> list[Quotation]:
        """Return the quotations that touch a span."""
        number = max(0, bisect_right(self._starts, start) - 1)
        touching = []
        for quotation in self._found[number:]:
            if quotation.start >= end:
                break
            if quotation.end > start:
                touching.append(quotation)
        return touching

    def before(self, quotation: Quotation) -> Quotation | None:
        """Return the quotation ahead of this one."""
        number = bisect_right(self._starts, quotation.start) - 2
        return self._found[number] if number >= 0 else None


def find(text: str, paragraphs: Sequence[Span]) -> Quotations:
    """Return the quotations in the paragraphs; one never closed runs to its paragraph's end."""
    found: list[Quotation] = []
    for number, (start, end) in enumerate(paragraphs):
        following = paragraphs[number + 1][0] if number + 1 < len(paragraphs) else len(text)
        reopened = bool(_opens_paragraph.match(text, following, following + 6))
        found.extend(_in_paragraph(text, start, end, reopened=reopened))
    return Quotations(found)


def _in_paragraph(text: str, start: int, end: int, *, reopened: bool) -> list[Quotation]:
    found: list[Quotation] = []
    opened: int | None = None
    skip_to = start
    for match in _marks.finditer(text, start, end):
        place = match.start()
        if place < skip_to:
            continue
        if opened is not None:
            if _closes(text, place, end):
                found.append(Quotation(opened, place + 1, opened + 1, place, closed=True))
                opened = None
        elif text[place] in "‘'":
            closing = _single_close.search(text, place + 1, min(end, place + SINGLE_AT_MOST))
            if closing:
                found.append(Quotation(place, closing.end(), place + 1, closing.start(), closed=True))
                skip_to = closing.end()
        elif _opens(text, place, start, end):
            opened = place
    if opened is not None:
        found.append(Quotation(opened, end, opened + 1, end, closed=False, continues=reopened))
    return found


def _opens(text: str, place: int, start: int, end: int) -> bool:
    """Say whether a mark outside any quotation begins one."""
    if text[place] in "”»’" or place + 1 >= end or text[place + 1].isspace():
        return False
    after_a_word = place > start and (text[place - 1].isalnum() or text[place - 1] in ".,!?")
    return text[place] != '"' or not after_a_word or text[place + 1].isalnum()


def _closes(text: str, place: int, end: int) -> bool:
    """Say whether a mark inside an open quotation ends it."""
    mark = text[place]
    if mark in "”»":
        return True
    if mark in "‘’'„«":
        return False
    return place + 1 >= end or not text[place + 1].isalnum() or not text[place - 1].isspace()
