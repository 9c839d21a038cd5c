"""What a verdict looks like on other people's pages; pure, and imports nothing of ours.

`from_record` reads a public record into a `BadgeState`; everything else is drawn from that alone.
"""

from factcheck.badges.card import Card, card
from factcheck.badges.endpoint import shield
from factcheck.badges.oembed import iframe, oembed
from factcheck.badges.snippets import Snippets, snippets
from factcheck.badges.state import BadgeState, from_record
from factcheck.badges.svg import STYLES, Style, draw
from factcheck.badges.words import Words, language_for, words_for

__all__ = [
    "STYLES",
    "BadgeState",
    "Card",
    "Snippets",
    "Style",
    "Words",
    "card",
    "draw",
    "from_record",
    "iframe",
    "language_for",
    "oembed",
    "shield",
    "snippets",
    "words_for",
]
