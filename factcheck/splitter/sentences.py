"""Sentences by rule, for any script."""

from collections.abc import Iterator

from sentencex import get_sentence_boundaries

from factcheck.splitter.claims import Span

# The boundary library is quadratic on unclosed quotation marks, so it never sees more than this at once.
WINDOW = 2_000


def by_rule(text: str, start: int, end: int, *, language: str) -> Iterator[Span]:
    """Yield the sentences of text[start:end], without the blanks around them."""
    for window_start, window_end in windows(text, start, end, size=WINDOW):
        window = text[window_start:window_end]
        for boundary in get_sentence_boundaries(language, window):
            span = trimmed(text, window_start + boundary["start_index"], window_start + boundary["end_index"])
            if span[0] < span[1]:
                yield span


def windows(text: str, start: int, end: int, *, size: int) -> Iterator[Span]:
    """Cut text[start:end] into pieces of at most `size`, at the end of a sentence or at least at a blank."""
    while end - start > size:
        cut = _cut(text, start, start + size)
        yield start, cut
        start = cut
    if start < end:
        yield start, end


def _cut(text: str, start: int, end: int) -> int:
    half = (start + end) // 2
    for mark in (". ", "\n", " "):
        place = text.rfind(mark, half, end)
        if place >= 0:
            return place + len(mark)
    return end


def trimmed(text: str, start: int, end: int) -> Span:
    """Return the span without blanks at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
