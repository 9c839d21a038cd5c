"""A badge as an SVG image: one line (`flat`), or a card with the claim; the same state, the same bytes."""

from math import ceil
from typing import Final, Literal

from factcheck.badges import drawing
from factcheck.badges.card import Card, card
from factcheck.badges.colours import FAINT, INK, MUTED, RULE, tone_of
from factcheck.badges.drawing import Sheet
from factcheck.badges.glyphs import text_width
from factcheck.badges.lines import wrap
from factcheck.badges.plain_text import cut, direction_of
from factcheck.badges.shapes import shape_of
from factcheck.badges.state import BadgeState
from factcheck.badges.words import Words, words_for

Style = Literal["flat", "card"]
STYLES: Final[tuple[Style, ...]] = ("flat", "card")

# Lengths in pixels.
FLAT_HEIGHT = 26
FLAT_PAD = 9
FLAT_SIZE = 12
FLAT_SYMBOL = 13
CARD_WIDTH = 440
CARD_PAD = 18
CARD_INSIDE = CARD_WIDTH - 2 * CARD_PAD
CLAIM_SIZE = 17
CLAIM_LEADING = 25
CLAIM_LINES = 7
CLAIM_LETTERS = 1000  # More than fit in any script.
SMALL_SIZE = 13
SMALL_LEADING = 19
VERDICT_SIZE = 18
VERDICT_LEADING = 24


def draw(state: BadgeState, *, style: Style = "flat", lang: str | None = None) -> str:
    """Return the badge as SVG, in `lang` where we speak it."""
    words = words_for(state, lang=lang)
    return draw_card(state, words) if style == "card" else draw_flat(state, words)


def draw_flat(state: BadgeState, words: Words) -> str:
    desk, verdict = cut(words.desk, 60), cut(words.verdict, 60)
    rest = " · ".join(filter(None, (words.date, *words.notices)))
    label = 2 * FLAT_PAD + text_width(desk, size=FLAT_SIZE)
    verdict_at = label + FLAT_PAD + FLAT_SYMBOL + 6
    rest_at = verdict_at + text_width(verdict, size=FLAT_SIZE, bold=True) + (8 if rest else 0)
    end = rest_at + text_width(rest, size=FLAT_SIZE) + FLAT_PAD + 1
    sheet = Sheet(ceil(end), FLAT_HEIGHT, words.direction)
    tone = tone_of(state)
    return drawing.document(
        sheet,
        words,
        [
            flat_label(sheet, label),
            flat_text(sheet, desk, at=FLAT_PAD, fill=MUTED),
            drawing.symbol(
                shape_of(state),
                x=sheet.span(label + FLAT_PAD, FLAT_SYMBOL),
                y=(FLAT_HEIGHT - FLAT_SYMBOL) / 2,
                size=FLAT_SYMBOL,
                colour=tone,
            ),
            flat_text(sheet, verdict, at=verdict_at, fill=tone, bold=True),
            flat_text(sheet, rest, at=rest_at, fill=MUTED) if rest else "",
        ],
    )


def flat_label(sheet: Sheet, width: float) -> str:
    """Return the tinted field behind the desk's name, round where the frame is."""
    height = sheet.height - 2
    if sheet.direction == "ltr":
        outline = f"M{drawing.number(width)} 1v{height}h-{drawing.number(width - 4.5)}a3.5 3.5 0 0 1-3.5-3.5"
        outline += f"v-{height - 7}a3.5 3.5 0 0 1 3.5-3.5Z"
    else:
        start = drawing.number(sheet.width - width)
        outline = f"M{start} 1v{height}h{drawing.number(width - 4.5)}a3.5 3.5 0 0 0 3.5-3.5"
        outline += f"v-{height - 7}a3.5 3.5 0 0 0-3.5-3.5Z"
    return f'<path d="{outline}" fill="{FAINT}"/>'


def flat_text(sheet: Sheet, words: str, *, at: float, fill: str, bold: bool = False) -> str:
    return drawing.text(
        words,
        x=sheet.x(at),
        y=17.3,
        size=FLAT_SIZE,
        fill=fill,
        direction=sheet.direction,
        bold=bold,
    )


def draw_card(state: BadgeState, words: Words) -> str:
    """Draw from top to bottom: desk, claim, who said it, a rule, the verdict, what readers must know."""
    shows = card(state, lang=words.language)
    claim = claim_lines(shows)
    said = wrap(shows.said_by, width=CARD_INSIDE, size=SMALL_SIZE, most=2)
    verdict = wrap(words.verdict, width=CARD_INSIDE - 26, size=VERDICT_SIZE, most=2, bold=True)
    notes = wrap(" · ".join(filter(None, (words.date, *words.notices))), width=CARD_INSIDE, size=SMALL_SIZE)
    tops = [CARD_PAD + 12]
    tops.append(tops[-1] + (10 + CLAIM_LEADING * len(claim) if claim else 4))
    tops.append(tops[-1] + SMALL_LEADING * len(said) + (20 if said else 14))
    tops.append(tops[-1] + VERDICT_LEADING * len(verdict) + 4)
    height = tops[-1] + SMALL_LEADING * len(notes) + CARD_PAD - 6
    sheet = Sheet(CARD_WIDTH, height, words.direction)
    return drawing.document(
        sheet,
        words,
        [
            *small_lines(sheet, [cut(words.desk, 60)], y=tops[0], leading=0, bold=True),
            *claim_text(sheet, claim, y=tops[0] + 10, warns=bool(shows.warning)),
            *small_lines(sheet, said, y=tops[1] + 5),
            rule(sheet, y=tops[2]),
            *verdict_text(sheet, state, verdict, y=tops[2]),
            *small_lines(sheet, notes, y=tops[3]),
        ],
    )


def claim_lines(shows: Card) -> list[str]:
    """Return the claim between quotation marks, or the warning that stands in its place."""
    if shows.warning:
        return wrap(shows.warning, width=CARD_INSIDE, size=CLAIM_SIZE)
    words_of_claim = shows.claim if shows.has_own_marks or not shows.claim else f"“{shows.claim}”"
    quoted = cut(words_of_claim, CLAIM_LETTERS)
    return wrap(quoted, width=CARD_INSIDE, size=CLAIM_SIZE, most=CLAIM_LINES)


def claim_text(sheet: Sheet, lines: list[str], *, y: int, warns: bool) -> list[str]:
    """Set the claim in its own direction, whatever the badge's."""
    direction = direction_of(" ".join(lines))
    own = Sheet(sheet.width, sheet.height, direction)
    return [
        drawing.text(
            line,
            x=own.x(CARD_PAD),
            y=y + CLAIM_LEADING * (place + 1) - 5,
            size=CLAIM_SIZE,
            fill=MUTED if warns else INK,
            direction=direction,
            serif=True,
        )
        for place, line in enumerate(lines)
    ]


def small_lines(
    sheet: Sheet, lines: list[str], *, y: int, leading: int = SMALL_LEADING, bold: bool = False
) -> list[str]:
    return [
        drawing.text(
            line,
            x=sheet.x(CARD_PAD),
            y=y + leading * (place + 1) - (4 if leading else 0),
            size=SMALL_SIZE,
            fill=MUTED,
            direction=sheet.direction,
            bold=bold,
        )
        for place, line in enumerate(lines)
    ]


def rule(sheet: Sheet, *, y: int) -> str:
    return f'<rect x="{CARD_PAD}" y="{y - 7}" width="{sheet.width - 2 * CARD_PAD}" height="1" fill="{RULE}"/>'


def verdict_text(sheet: Sheet, state: BadgeState, lines: list[str], *, y: int) -> list[str]:
    """Set the verdict's shape and words in its colour."""
    tone = tone_of(state)
    shape = drawing.symbol(shape_of(state), x=sheet.span(CARD_PAD, 18), y=y + 4, size=18, colour=tone)
    texts = [
        drawing.text(
            line,
            x=sheet.x(CARD_PAD + 26),
            y=y + VERDICT_LEADING * (place + 1) - 4.5,
            size=VERDICT_SIZE,
            fill=tone,
            direction=sheet.direction,
            bold=True,
        )
        for place, line in enumerate(lines)
    ]
    return [shape, *texts]
