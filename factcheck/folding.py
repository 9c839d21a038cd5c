"""A copy of text made only for finding it again: NFKC, case-folded. What is shown never passes here."""

import unicodedata

SPACE = " "


def fold(*texts: str | None) -> str:
    """Return texts as one searchable line."""
    joined = SPACE.join(text for text in texts if text)
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", joined).casefold())


def tokens(query: str, *, most: int = 12) -> list[str]:
    """Return the words of a query: runs of letters and digits, folded; at most so many."""
    words = "".join(
        letter if letter.isalnum() or is_mark(letter) else SPACE for letter in fold(query)
    ).split()
    return words[:most]


def is_mark(letter: str) -> bool:
    return unicodedata.category(letter).startswith("M")
