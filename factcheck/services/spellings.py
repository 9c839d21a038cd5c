"""The spellings of a text: what is the same to a reader or a browser, and what only looks like it.

The same are capitals, line breaks, composed and decomposed accents, and what addresses make of letters and
blanks. Alike are also other accents, and other signs between the words; whether it is meant, people decide.
"""

import re
from functools import cache
from unicodedata import normalize
from urllib.parse import quote, unquote_plus

from factcheck.folding import fold

BLANKS = r"(?:\s|\+|%20|%0D|%0A|%09|%C2%A0)+"
BETWEEN = r"[\W_]+"
MARKS = "[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]*"


def same(text: str) -> str:
    """Return the pattern of all spellings of a text that are the same; it ignores case."""
    return BLANKS.join("".join(map(spelled, word)) for word in normalize("NFC", text).split())


@cache
def spelled(letter: str) -> str:
    """Return the pattern of one letter: itself, its parts, and either as an address has it."""
    cases = {letter} if letter.isascii() else {letter, letter.lower(), letter.upper()}
    forms = cases | {normalize("NFD", form) for form in cases}
    every = {re.escape(form) for form in forms | {quote(form, safe="") for form in forms}}
    found = sorted(every, key=len, reverse=True)
    return f"(?:{'|'.join(found)})" if len(found) > 1 else found[0]


def alike(text: str) -> re.Pattern[str] | None:
    """Return the pattern that finds in `levelled` words what looks like a text; None where nothing could."""
    words = [MARKS.join(map(re.escape, normalize("NFKD", word))) + MARKS for word in fold(text).split()]
    return re.compile(rf"(?<!\w){BETWEEN.join(words)}(?!\w)") if words else None


def levelled(words: str) -> str:
    """Return words as `alike` looks through them."""
    return normalize("NFKD", unquote_plus(words).casefold())
