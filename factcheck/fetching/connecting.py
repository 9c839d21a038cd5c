"""Speaks HTTP and TLS, by urllib3, over a connection that is already open and counts what comes in.

The host is asked for, and its certificate checked, by name; the name is never looked up again here.
"""

import http.client
import io
import socket
import ssl
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from typing import Any, cast

import certifi
from urllib3.connection import HTTPConnection, HTTPSConnection

from factcheck.fetching.errors import RemoteFailed
from factcheck.fetching.guard import Target
from factcheck.fetching.limits import HEADER_BYTES, WIRE_BYTES


class Wire(io.RawIOBase):
    """The bytes of one answer as they come in, no more of them than allowed."""

    def __init__(self, source: io.RawIOBase) -> None:
        super().__init__()
        self._source = source
        self._allowance = HEADER_BYTES
        self._excess = "The site sends headers without end."

    def allow_body(self) -> None:
        self._allowance += WIRE_BYTES
        self._excess = "The page is larger than can be fetched."

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        if self._allowance <= 0:
            raise RemoteFailed(self._excess)
        count: int | None = self._source.readinto(memoryview(buffer)[: self._allowance])
        self._allowance -= count or 0
        return count

    def close(self) -> None:
        self._source.close()
        super().close()


class CountedAnswer(http.client.HTTPResponse):
    """An answer that stops reading beyond the limits, in headers, chunk sizes and trailers as in the body."""

    def __init__(self, sock: socket.socket, *arguments: Any, **options: Any) -> None:
        super().__init__(sock, *arguments, **options)
        self.fp.close()
        self._wire = Wire(sock.makefile("rb", buffering=0))
        self.fp = io.BufferedReader(self._wire)

    def begin(self) -> None:
        super().begin()
        self._wire.allow_body()


class PlainConnection(HTTPConnection):
    """HTTP over the connection that was opened to the checked address."""

    def __init__(self, target: Target, opened: socket.socket, *, timeout: float) -> None:
        super().__init__(target.host, target.port, timeout=timeout)
        self._opened = opened

    def _new_conn(self) -> socket.socket:
        return self._opened


class SecureConnection(HTTPSConnection):
    """HTTPS over the connection that was opened to the checked address."""

    def __init__(self, target: Target, opened: socket.socket, *, timeout: float) -> None:
        super().__init__(target.host, target.port, timeout=timeout, ssl_context=_trust())
        self._opened = opened

    def _new_conn(self) -> socket.socket:
        return self._opened


@contextmanager
def connected(target: Target, opened: socket.socket, *, timeout: float) -> Iterator[HTTPConnection]:
    """Give the connection that the address's scheme asks for; `timeout` is for each read, in seconds."""
    kind = SecureConnection if target.scheme == "https" else PlainConnection
    with ExitStack() as to_close, closing(kind(target, opened, timeout=timeout)) as connection:

        def counted(*arguments: Any, **options: Any) -> CountedAnswer:
            # Urllib3 does not close an answer whose headers it refuses.
            return to_close.enter_context(closing(CountedAnswer(*arguments, **options)))

        connection.response_class = cast(Any, counted)
        yield connection


def _trust() -> ssl.SSLContext:
    context = ssl.create_default_context()
    paths = ssl.get_default_verify_paths()
    if not (paths.cafile or paths.capath):
        context.load_verify_locations(certifi.where())  # A machine without certificates of its own.
    return context
