"""The colours of badges: each stands on a ground of its own, so contrasts hold on light and dark pages."""

from typing import Final

from factcheck.badges.state import BadgeState

PAPER: Final = "#ffffff"
FAINT: Final = "#f2efe8"
INK: Final = "#1d1b18"
MUTED: Final = "#625c53"
EDGE: Final = "#767069"  # Between light and dark: 3:1 at least against both.
RULE: Final = "#e3ded3"
# By the place on the gauge; 0 is for what stands outside the range.
TONES: Final = ("#565b66", "#a3211c", "#a5480a", "#8a5d00", "#4c7022", "#1c6b3c")


def tone_of(state: BadgeState) -> str:
    """Return the colour of the verdict; what is no rating is grey, so that it looks like none."""
    return TONES[state.rating_tone] if state.has_rating else TONES[0]
