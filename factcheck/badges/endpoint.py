"""A badge as JSON in the shape that shields.io reads from an endpoint."""

from typing import Any

from factcheck.badges.colours import tone_of
from factcheck.badges.state import BadgeState
from factcheck.badges.words import words_for

CACHE_SECONDS = 300  # The shortest that shields.io accepts.


def shield(state: BadgeState, *, lang: str | None = None) -> dict[str, Any]:
    """Return label, message and colour; what was retracted or withdrawn takes no other colour."""
    words = words_for(state, lang=lang)
    shape: dict[str, Any] = {
        "schemaVersion": 1,
        "label": words.desk,
        "message": words.line,
        "color": tone_of(state).removeprefix("#"),
        "cacheSeconds": CACHE_SECONDS,
    }
    if state.publication in {"retracted", "withheld"}:
        shape["isError"] = True
    return shape
