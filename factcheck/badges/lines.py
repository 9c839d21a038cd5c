"""Breaking text into lines that fit, by the widths of `glyphs`."""

import unicodedata

from factcheck.badges.glyphs import text_width


def wrap(text: str, *, width: float, size: int, most: int = 4, bold: bool = False) -> list[str]:
    """Break text into at most `most` lines of `width` pixels; what is left over becomes an ellipsis."""
    lines = [""]
    for piece in pieces(text, width=width, size=size, bold=bold):
        longer = lines[-1] + piece
        if text_width(longer.rstrip(), size=size, bold=bold) <= width:
            lines[-1] = longer
        elif len(lines) == most:
            lines[-1] = ended(lines[-1], width=width, size=size, bold=bold)
            break
        else:
            lines.append(piece)
    return [line.strip() for line in lines if line.strip()]


def pieces(text: str, *, width: float, size: int, bold: bool) -> list[str]:
    """Return the stretches that may not be broken: words, wide characters, and parts of words too long."""
    found: list[str] = []
    for letter in text:
        if found and not may_break(found[-1], letter):
            longer = found[-1] + letter
            if text_width(longer.rstrip(), size=size, bold=bold) <= width:
                found[-1] = longer
                continue
        found.append(letter)
    return found


def may_break(before: str, letter: str) -> bool:
    """Whether a line may end between what came before and this letter."""
    if letter == " ":
        return False
    return before[-1] == " " or (is_wide(before[-1]) and is_wide(letter))


def is_wide(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) == "W" and unicodedata.category(letter)[0] == "L"


def ended(line: str, *, width: float, size: int, bold: bool) -> str:
    """Return the line with an ellipsis, shortened until that fits."""
    while line and text_width(f"{line.rstrip()}…", size=size, bold=bold) > width:
        line = line[:-1]
    return f"{line.rstrip()}…"
