"""What makes a page usable, read off the page itself: room, targets, contrast, labels, headings."""

from pathlib import Path
from typing import Any

from playwright.sync_api import ConsoleMessage, Page

CHECKS = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
ALL = ("overflow", "targets", "labels", "headings", "names", "contrast")


def faults(page: Page, names: tuple[str, ...] = ALL) -> dict[str, Any]:
    """Return all that is wrong with the page as it stands; an empty answer is a page that is right."""
    script = f"(names) => {{ const checks = {CHECKS}; return names.map((name) => checks[name]()); }}"
    found = zip(names, page.evaluate(script, names), strict=True)
    return {name: wrong for name, wrong in found if wrong}


def listen(page: Page) -> list[str]:
    """Return the list that all complaints of the page's browser go to from now on."""
    complaints: list[str] = []

    def note(said: ConsoleMessage) -> None:
        if said.type in {"error", "warning"}:
            complaints.append(said.text)

    page.on("console", note)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return complaints
