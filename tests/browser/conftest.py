"""A desk that answers, and a newspaper's page that embeds it under a strict policy."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Page

from browser.sites import Desk, served

Open = Callable[..., Page]


@pytest.fixture
def desk() -> Iterator[Desk]:
    """A desk without verdicts; tests give it some."""
    desk = Desk()
    with served(
        desk.answer, headers={"Access-Control-Allow-Origin": "*", "Cache-Control": "max-age=60"}
    ) as address:
        desk.address = address
        yield desk


@pytest.fixture
def open_article(page: Page, desk: Desk) -> Iterator[Open]:
    """Open a page of another origin with this body and the desk's script; it forbids all else."""
    with ExitStack() as sites:

        def open_article(body: str, *, script: str = "", policy: str | None = None) -> Page:
            loads = desk.address.rstrip("/")
            usual = f"script-src {loads}; img-src {loads}; connect-src {loads}; frame-src {loads}"
            trusted = "require-trusted-types-for 'script'"
            headers = {"Content-Security-Policy": f"default-src 'none'; {policy or usual}; {trusted}"}
            document = (
                f"<!doctype html><meta charset=utf-8><script {script} src={loads}/embed.js></script>{body}"
            )
            address = sites.enter_context(served(lambda *_: (200, "text/html", document), headers=headers))
            page.context.add_cookies([{"name": "known", "value": "1", "url": desk.address}])
            page.goto(address)
            return page

        yield open_article
