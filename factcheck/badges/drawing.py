"""The few SVG elements badges are made of, with attributes only: no style, no script, no reference."""

from dataclasses import dataclass
from html import escape

from factcheck.badges.colours import EDGE, PAPER
from factcheck.badges.glyphs import is_measured, text_width
from factcheck.badges.shapes import Shape
from factcheck.badges.words import Words

SANS = "Arial,Helvetica,'Liberation Sans',sans-serif"
SERIF = "Georgia,'Times New Roman',serif"


@dataclass(frozen=True, slots=True)
class Sheet:
    """The field that is drawn on. Places are counted from the side where its language begins."""

    width: int
    height: int
    direction: str

    def x(self, start: float) -> float:
        """Return the x of a place `start` pixels from the beginning side."""
        return start if self.direction == "ltr" else self.width - start

    def span(self, start: float, width: float) -> float:
        """Return the x where a stretch of that width begins, as SVG counts."""
        return start if self.direction == "ltr" else self.width - start - width


def document(sheet: Sheet, words: Words, parts: list[str]) -> str:
    """Return a whole SVG image with its frame, its name for those who hear it, and its parts."""
    sentence = escape(words.sentence)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{sheet.width}" height="{sheet.height}"'
        f' viewBox="0 0 {sheet.width} {sheet.height}" role="img" aria-label="{sentence}"'
        f' xml:lang="{words.language}" direction="{sheet.direction}">'
        f"<title>{sentence}</title>"
        f'<rect x="0.5" y="0.5" width="{sheet.width - 1}" height="{sheet.height - 1}" rx="4"'
        f' fill="{PAPER}" stroke="{EDGE}"/>{"".join(parts)}</svg>\n'
    )


def text(
    words: str,
    *,
    x: float,
    y: float,
    size: int,
    fill: str,
    direction: str,
    bold: bool = False,
    serif: bool = False,
) -> str:
    """Return a line of text that starts at x; where its width is known, no other font can change it."""
    weight = ' font-weight="700"' if bold else ""
    width = text_width(words, size=size, bold=bold)
    fixed = f' textLength="{number(width)}" lengthAdjust="spacingAndGlyphs"'
    return (
        f'<text x="{number(x)}" y="{number(y)}" font-family="{SERIF if serif else SANS}" font-size="{size}"'
        f'{weight} fill="{fill}" direction="{direction}"'
        f"{fixed if words and not serif and is_measured(words) else ''}>{escape(words)}</text>"
    )


def symbol(shape: Shape, *, x: float, y: float, size: float, colour: str) -> str:
    """Return a verdict's shape, its corner at x and y."""
    scale = number(size / 16)
    filled = f'<path d="{shape.fill}" fill="{colour}"/>' if shape.fill else ""
    return (
        f'<g transform="translate({number(x)} {number(y)}) scale({scale})">'
        f'<path d="{shape.line}" fill="none" stroke="{colour}" stroke-width="{shape.width}"'
        f' stroke-linecap="round"/>{filled}</g>'
    )


def number(value: float) -> str:
    """Write a length with at most two decimals, the same on every machine."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
