"""The shapes of verdicts on a field of 16 by 16: a gauge from False to True, squares for all else."""

from dataclasses import dataclass

from factcheck.badges.state import BadgeState


@dataclass(frozen=True, slots=True)
class Shape:
    """Two paths in one colour: one drawn as a line of `width`, one filled; either may be empty."""

    line: str
    fill: str = ""
    width: float = 1.5


RING = "M8 1.2a6.8 6.8 0 1 1 0 13.6a6.8 6.8 0 1 1 0-13.6Z"
SQUARE = "M3 1.5h10l1.5 1.5v10l-1.5 1.5h-10l-1.5-1.5v-10Z"
DOTTED = "M7 11.1h2v1.9h-2Z"

GAUGE = {
    5: Shape(RING, RING),
    4: Shape(RING, "M8 8V1A7 7 0 1 1 1 8Z"),
    3: Shape(RING, "M8 1A7 7 0 0 1 8 15Z"),
    2: Shape(RING, "M8 8V1A7 7 0 0 1 15 8Z"),
    1: Shape(f"{RING}M5.2 5.2l5.6 5.6M10.8 5.2l-5.6 5.6"),
}
OUTSIDE = {
    "unproven": Shape(f"{SQUARE}M5.9 6.2a2.1 2.1 0 1 1 3 1.9c-.6.3-.9.7-.9 1.5", DOTTED),
    "misleading": Shape(SQUARE, f"M7 3.4h2v6.2h-2Z{DOTTED}"),
    "missing_context": Shape(SQUARE, "M4 7h2v2h-2ZM7 7h2v2h-2ZM10 7h2v2h-2Z"),
}
OTHER = Shape(SQUARE, "M5 5h6v6h-6Z")
RETRACTED = Shape(f"{SQUARE}M4.6 11.4l6.8-6.8")
WITHDRAWN = Shape(f"{SQUARE}M4.6 8h6.8")
NOTHING = Shape(SQUARE)


def shape_of(state: BadgeState) -> Shape:
    """Return the shape of a verdict, or of what stands in its place."""
    if state.has_rating:
        return GAUGE.get(state.rating_tone) or OUTSIDE.get(state.rating_key or "", OTHER)
    return {"retracted": RETRACTED, "withheld": WITHDRAWN}.get(state.publication or "", NOTHING)
