"""Asks for one page over one connection, and turns whatever goes wrong into a sentence."""

import http.client
import socket
import ssl
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Final

from urllib3.exceptions import HTTPError
from urllib3.response import BaseHTTPResponse

from factcheck.fetching.connecting import connected
from factcheck.fetching.deadline import Deadline
from factcheck.fetching.errors import RemoteFailed
from factcheck.fetching.guard import Target

REDIRECTIONS: Final = frozenset({301, 302, 303, 307, 308})
REQUEST_HEADERS: Final = {
    "Accept": "text/html, application/xhtml+xml, text/plain;q=0.8",
    "Accept-Encoding": "gzip",
    "Connection": "close",
    "User-Agent": "factcheck (fetches articles for fact-checkers)",
}


@contextmanager
def asking(target: Target, opened: socket.socket, *, deadline: Deadline) -> Iterator[BaseHTTPResponse]:
    """Send the request and give the answer's head; its body is read, if at all, inside the block."""
    with _explaining(deadline), closing(opened), deadline.cutting_off(opened):
        with connected(target, opened, timeout=deadline.remaining()) as connection:
            connection.request(
                "GET", target.resource, headers=REQUEST_HEADERS, preload_content=False, decode_content=False
            )
            with closing(connection.getresponse()) as answer:
                deadline.remaining()
                yield answer
        deadline.remaining()


def redirection(answer: BaseHTTPResponse) -> str | None:
    """Return where the answer redirects to, None if it does not, or raise `RemoteFailed`."""
    if answer.status not in REDIRECTIONS:
        return None
    locations = set(answer.headers.getlist("location"))
    if len(locations) != 1:
        raise RemoteFailed("The site redirects without saying where to.")
    return _as_written(locations.pop().strip(" \t"))


def refuse_failure(answer: BaseHTTPResponse) -> None:
    """Raise `RemoteFailed` unless the answer carries the page."""
    if answer.status != http.HTTPStatus.OK:
        raise RemoteFailed(f"The site answered with status {answer.status} instead of the page.")


@contextmanager
def _explaining(deadline: Deadline) -> Iterator[None]:
    try:
        yield
    except (HTTPError, http.client.HTTPException, OSError, ValueError) as error:
        # Whoever is cut off at the deadline sees a connection that broke.
        if deadline.has_passed or isinstance(error, TimeoutError):
            raise deadline.too_slow() from error
        if _is_untrusted(error):
            raise RemoteFailed("The site's certificate is not valid for that address.") from error
        raise RemoteFailed("The site broke off or did not speak proper HTTP.") from error


def _is_untrusted(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return True
        error = error.__cause__ or error.__context__
    return False


def _as_written(location: str) -> str:
    # Headers are read as Latin-1; servers that put letters there mean UTF-8.
    try:
        return location.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return location
