"""A copy of text made only for finding it again: words, folded. What is shown never passes here.

Both databases get words parted by single spaces, so that neither's own idea of addresses, numbers, hyphens or
accents makes it find something else than the other.
"""

import re
import unicodedata

SPACE = " "
LONGEST_WORD = 500  # Code points; PostgreSQL refuses words of over 2046 bytes.
# Accents, Hebrew points and Arabic vowel signs: people search without them.
ACCENTS = re.compile("[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u064b-\u065f\u0670]")


def fold(*texts: str | None) -> str:
    """Return the words of texts as one searchable line: compatibility forms, case and accents levelled."""
    joined = unicodedata.normalize("NFKC", SPACE.join(text for text in texts if text)).casefold()
    bare = ACCENTS.sub("", unicodedata.normalize("NFD", joined))
    return SPACE.join(word[:LONGEST_WORD] for word in words(unicodedata.normalize("NFKC", bare)))


def tokens(query: str, *, most: int = 12) -> list[str]:
    """Return the words of a query, folded; at most so many."""
    return fold(query).split()[:most]


def words(text: str) -> list[str]:
    """Return the runs of letters, digits and marks that hold at least one letter or digit."""
    spaced = "".join(letter if letter.isalnum() or is_mark(letter) else SPACE for letter in text)
    return [word for word in spaced.split() if any(letter.isalnum() for letter in word)]


def is_mark(letter: str) -> bool:
    return unicodedata.category(letter).startswith("M")
