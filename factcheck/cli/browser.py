"""A browser of a few lines: pages, cookies, and forms filled in as their pages have them."""

from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message
from http.cookiejar import CookieJar
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin
from urllib.request import HTTPCookieProcessor, ProxyHandler, Request, build_opener

import lxml.html

from factcheck.errors import FactcheckError

TIMEOUT_SECONDS = 60


class Unexpected(FactcheckError):
    """A page is not what it should be; the sentence says how."""


@dataclass(frozen=True)
class Page:
    """An answer. `url` is where redirects led."""

    url: str
    status: int
    headers: Message
    body: bytes

    @property
    def tree(self) -> Any:
        return lxml.html.fromstring(self.body or b"<html></html>", base_url=self.url)

    def link(self, words: str, *, to: str) -> str:
        """Return the first address with this beginning whose link has these words, or raise `Unexpected`."""
        for link in self.tree.iter("a"):
            address: str = link.get("href", "")
            if address.startswith(to) and words in link.text_content():
                return urljoin(self.url, address)
        raise Unexpected(f"{self.url} has no link “{words}”")

    def form(self, ending: str) -> Any:
        """Return the form whose address ends so, or raise `Unexpected`."""
        for form in self.tree.forms:
            if (form.get("action") or self.url).endswith(ending):
                return form
        raise Unexpected(f"{self.url} offers no form “{ending}”")

    def complaint(self) -> str:
        """Return what a page says is wrong, as far as it says so."""
        said = self.tree.xpath("//*[@role='alert']") or self.tree.xpath("//main//p")
        words = " ".join(" ".join(part.text_content().split()) for part in said)
        return f"{self.url} answered {self.status}: {words}"[:300]


class Browser:
    """One person's browser, with cookies of its own."""

    def __init__(self, address: str) -> None:
        self.address = address
        # No proxy: the server is on this machine.
        self.opener = build_opener(ProxyHandler({}), HTTPCookieProcessor(CookieJar()))

    def get(self, path: str) -> Page:
        """Return a page, or raise `Unexpected` for any answer that is an error."""
        return self._open(Request(urljoin(self.address, path)))  # noqa: S310 – always http at this machine.

    def submit(self, page: Page, ending: str, fields: Mapping[str, str]) -> Page:
        """Send a form of a page, its hidden and filled-in fields as they stand but for these."""
        form = page.form(ending)
        filled = {**dict(form.form_values()), **fields}
        target = urljoin(page.url, form.get("action") or page.url)
        return self._open(Request(target, data=urlencode(filled).encode()))  # noqa: S310 – as above.

    def _open(self, request: Request) -> Page:
        try:
            with self.opener.open(request, timeout=TIMEOUT_SECONDS) as answer:
                return Page(answer.url, answer.status, answer.headers, answer.read())
        except HTTPError as error:
            with error:
                page = Page(error.url, error.code, error.headers, error.read())
            raise Unexpected(page.complaint()) from None
