"""People's text made safe to print: valid XML, one line, and nothing invisible that turns it round."""

import re
import unicodedata

MARK = "\ufffd"
FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"

# What XML 1.0 forbids, control characters, and noncharacters.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(1, 17))
    + "]"
)
# Invisible, and able to change what is read: embeddings, overrides, isolates, zero-width blanks, tags.
# The marks that Arabic, Persian, Indic scripts and emoji need in ordinary writing stay.
DECEPTIVE = re.compile("[\u202a-\u202e\u2066-\u2069\u200b\u2060-\u2064\ufeff\U000e0000-\U000e007f]")
BLANKS = re.compile(r"\s+")


def shown(text: str) -> str:
    """Return the text on one line, a visible mark in place of each character that must not be printed."""
    return BLANKS.sub(" ", DECEPTIVE.sub(MARK, FORBIDDEN.sub(MARK, text))).strip()


def isolated(text: str, *, within: str) -> str:
    """Keep a name from reordering the sentence around it, whose direction is `within`.

    Left-to-right text in a left-to-right sentence stays as it is, so that it can be searched and copied.
    """
    if within == "ltr" and not has_right_to_left(text):
        return text
    return f"{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}"


def direction_of(text: str) -> str:
    """Return `rtl` or `ltr` by the first letter that has a direction, as `dir="auto"` does."""
    for letter in text:
        kind = unicodedata.bidirectional(letter)
        if kind in {"R", "AL"}:
            return "rtl"
        if kind == "L":
            return "ltr"
    return "ltr"


def has_right_to_left(text: str) -> bool:
    return any(unicodedata.bidirectional(letter) in {"R", "AL", "AN"} for letter in text)


def cut(text: str, length: int) -> str:
    """Return the text, cut with an ellipsis if it is longer than `length` characters."""
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"
