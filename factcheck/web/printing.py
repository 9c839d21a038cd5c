"""What templates use to print: times in words, words for terms, shapes of ratings."""

import re
import unicodedata
from datetime import datetime

from flask import Flask
from markupsafe import Markup, escape

from factcheck import clock
from factcheck.badges.shapes import GAUGE, OTHER, OUTSIDE, Shape
from factcheck.models import Claim
from factcheck.models.terms import Status
from factcheck.web.this_app import config, public_url

# Words of the interface for what the data calls by its key.
WORDS = {
    "event": "factual",
    "in_review": "in review",
    "proposed": "ready for the editor",
    "unnamed": "unnamed source",
    "article": "the article itself",
    "unknown": "not known",
    "covered_by_parts": "covered by its parts",
    "already_checked": "already checked",
    "not_selected": "not selected",
    "content": "whether it is so",
    "attribution": "whether it was said",
}


def init_app(app: Flask) -> None:
    """Give templates the filters and names below."""
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    told = (words, words_for, day, moment, is_past, tone, shape, state, state_words, visible)
    app.jinja_env.filters.update({one.__name__: one for one in told})
    app.context_processor(lambda: {"desk": config(), "public_url": public_url, "now": clock.now})


def words(term: str) -> str:
    """Say a term in the interface's words."""
    return WORDS.get(str(term), str(term).replace("_", " "))


def read(at: datetime | str) -> datetime:
    return clock.moment(at) if isinstance(at, str) else at


def day(at: datetime | str) -> str:
    """Write a day as in `2 April 2024`, in UTC."""
    at = read(at)
    return f"{at.day} {at:%B %Y}"


def moment(at: datetime | str) -> str:
    """Write a moment as in `2 April 2024, 10:12 UTC`."""
    return f"{day(at)}, {read(at):%H:%M} UTC"


def is_past(at: datetime) -> bool:
    """Whether a moment has gone by."""
    return at < clock.now()


def tone(rating: dict[str, object] | None) -> int:
    """Return a rating's place on the five-step gauge, 0 for one outside the range.

    Takes a record's rating; a shorter scale is stretched, so its best is 5 and its worst 1.
    """
    if not rating or rating.get("value") is None:
        return 0
    value, best, worst = (int(str(rating[key])) for key in ("value", "best", "worst"))
    return round(1 + 4 * (value - worst) / (best - worst))


def shape(tone: int, key: str = "") -> Shape:
    """Return the shape of a rating, the same on pages as on badges."""
    return GAUGE.get(tone) or OUTSIDE.get(key, OTHER)


def state(claim: Claim) -> str:
    """Return what a claim's mark shows: its status, or once the work is done what readers see of it."""
    return claim.publication.value if claim.status is Status.DONE else claim.status.value


def state_words(state: str) -> str:
    """Say a claim's state in the interface's words."""
    return {"live": "published"}.get(state, words(state))


def words_for(pairs: list[tuple[str, str]], term: str) -> str:
    """Return the words that a closed list of a form has for a term."""
    return dict(pairs).get(str(term), words(term))


# Characters that change what a reader sees without being seen: controls, zero widths, directions.
UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def visible(text: str | None) -> Markup:
    """Escape a text and mark the characters in it that nobody would see; it stays as it is when copied."""
    written, at = Markup(""), 0
    for found in UNSEEN.finditer(text or ""):
        written += escape((text or "")[at : found.start()]) + marker(found[0])
        at = found.end()
    return written + escape((text or "")[at:])


def marker(letter: str) -> Markup:
    """Return an unseen character with its code beside it, which the stylesheet shows."""
    name = unicodedata.name(letter, "control character").lower()
    return Markup('<span class="unseen" title="{}" data-code="{:04X}">{}</span>').format(
        name, ord(letter), letter
    )
