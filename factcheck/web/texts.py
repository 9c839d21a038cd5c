"""People's text on pages: exactly as it was, with what is invisible in it made visible."""

import re
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from flask import Flask

from factcheck.badges.plain_text import DECEPTIVE, FORBIDDEN, shown
from factcheck.badges.shapes import RETRACTED
from factcheck.models.terms import Checks

CONTROL = re.compile(f"({DECEPTIVE.pattern}|{FORBIDDEN.pattern})")
LINES = re.compile(r"[\r\n]+")
AROUND = 32  # Characters on each side of a quotation that readers get.
SENSITIVE = "This claim is sensitive and is not quoted here."


def init_app(app: Flask) -> None:
    """Give templates the filters below."""
    app.jinja_env.filters.update(
        pieces=pieces,
        paragraphs=paragraphs,
        context_before=context_before,
        context_after=context_after,
        web_address=web_address,
        headline=headline,
        dated=dated,
        finding=finding,
        plain=shown,
    )
    app.jinja_env.globals["retracted_shape"] = RETRACTED


def finding(rating: dict[str, Any] | None, checks: str) -> str:
    """Write what was found: a rating's label, which says where it is about the quotation, or a retraction."""
    if not rating:
        return "Retracted"
    return f"Quote: {rating['label']}" if checks == Checks.ATTRIBUTION else str(rating["label"])


def pieces(text: str) -> list[tuple[str, str]]:
    """Cut a text at characters that are invisible and deceive; each of those comes with its code."""
    cut = CONTROL.split(text)
    return [(piece, f"U+{ord(piece):04X}" if place % 2 else "") for place, piece in enumerate(cut) if piece]


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text: what stands between blank lines."""
    found = re.split(r"\n[^\S\n]*\n", text.replace("\r\n", "\n"))
    return [paragraph.strip() for paragraph in found if paragraph.strip()]


def context_before(prefix: str) -> str:
    """Return what stands before a quotation in its own paragraph, as far as readers get it."""
    *others, line = LINES.split(prefix[-AROUND:])
    return line if others or len(prefix) < AROUND else f"…{line}"


def context_after(suffix: str) -> str:
    """Return what stands after a quotation in its own paragraph, as far as readers get it."""
    line, *others = LINES.split(suffix[:AROUND])
    return line if others or len(suffix) < AROUND else f"{line}…"


def web_address(url: str | None) -> str:
    """Return an address that may be linked, which is an http or https one; else nothing."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return ""
    return url if url and parts.scheme.lower() in {"http", "https"} and parts.netloc else ""


def dated(written: str) -> str:
    """Write an ISO date, or the day of an ISO moment, as in `2 April 2024`; leave other words alone."""
    try:
        day = date.fromisoformat(written[:10])
    except ValueError:
        return written
    return f"{day.day} {day:%B %Y}" if written[10:11] in {"", "T", " "} else written


def headline(record: dict[str, Any]) -> str:
    """Return what a list or a card says of a claim: its words, unless they are sensitive."""
    return SENSITIVE if record["sensitive"] else str(record["claim"])
