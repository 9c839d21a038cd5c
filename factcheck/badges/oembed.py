"""A badge for oEmbed consumers: the card in a sandboxed iframe."""

from html import escape
from typing import Any

from factcheck.badges.card import card
from factcheck.badges.lines import wrap
from factcheck.badges.plain_text import shown
from factcheck.badges.state import BadgeState
from factcheck.badges.words import words_for

# Pixels.
WIDTH = 480
NARROWEST = 220
LETTERS = 4000
CACHE_AGE = 60  # Seconds.


def oembed(
    state: BadgeState,
    *,
    maxwidth: int | None = None,
    maxheight: int | None = None,
    url: str,
    lang: str | None = None,
) -> dict[str, Any]:
    """Return an oEmbed 1.0 answer of type `rich`; `url` is the card's own address, sizes are pixels."""
    width = min(WIDTH, maxwidth or WIDTH)
    height = card_height(state, width=width, lang=lang)
    height = min(height, maxheight or height)
    words = words_for(state, lang=lang)
    return {
        "version": "1.0",
        "type": "rich",
        "title": words.sentence,
        "provider_name": words.desk,
        "provider_url": home_of(state),
        "cache_age": CACHE_AGE,
        "width": width,
        "height": height,
        "html": iframe(url=url, title=words.sentence, width=width, height=height),
    }


def iframe(*, url: str, title: str, width: int, height: int) -> str:
    """Return the HTML that embeds a card: it runs no script and learns nothing of the page around it."""
    return (
        f'<iframe src="{escape(shown(url))}" title="{escape(title)}" width="{width}" height="{height}"'
        ' sandbox="allow-popups" referrerpolicy="no-referrer" loading="lazy" frameborder="0"></iframe>'
    )


def card_height(state: BadgeState, *, width: int, lang: str | None = None) -> int:
    """Estimate the height in pixels at which a card of that width need not scroll."""
    shows = card(state, lang=lang)
    inside = max(width, NARROWEST) - 44
    # Text, its room, its size and its leading; a little more than the sheet has, for fonts we do not know.
    blocks = (
        (shows.claim or shows.warning, inside, 21, 28),
        (shows.said_by, inside, 16, 21),
        (shows.words.verdict, inside - 28, 22, 26),
        (shows.words.line, inside, 15, 21),
        (shows.link_text, inside, 15, 21),
    )
    lines = sum(leading * lines_of(text, room, size) for text, room, size, leading in blocks)
    return lines + (112 if shows.claim or shows.warning else 98)


def lines_of(text: str, width: int, size: int) -> int:
    return len(wrap(text[:LETTERS], width=width, size=size, most=40))


def home_of(state: BadgeState) -> str:
    """Return the desk's own address, from that of the claim's page."""
    return f"{state.claim_url.removesuffix(f'claims/{state.claim_id}').rstrip('/')}/"
