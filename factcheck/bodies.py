"""What clients send is received whole before any of it takes one of the desk's few working threads.

The server hands a request over as soon as its headers are there, and reading the rest waits for the client
for as long as it likes. So the server gets many threads that may wait, and a gate lets few of them work;
only requests with a body wait, and not on all threads: nobody keeps readers out with half a form.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from tempfile import SpooledTemporaryFile
from threading import BoundedSemaphore, Lock
from typing import Any

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]

LARGEST = 20 * 1024 * 1024  # Bytes; what says that it is larger is refused unread.
IN_MEMORY = 1024 * 1024
PIECE = 64 * 1024
WAITING = 60  # How many requests may be on their way at once,
WAITING_FROM_ONE = 20  # and how many of those from one address.
TOO_MANY = b"Too many requests are on their way. Try again in some seconds.\n"


class WholeBodies:
    """A WSGI application (PEP 3333) that lets few requests at once into another, each received whole."""

    def __init__(self, application: Application, *, threads: int) -> None:
        self.application = application
        self.gate = BoundedSemaphore(threads)
        self.waiting: Counter[str] = Counter()
        self.lock = Lock()

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        if has_body(environ):
            with self.place(environ.get("REMOTE_ADDR", "")) as found:
                if not found:
                    start_response("503 Service Unavailable", REFUSAL)
                    return [TOO_MANY]
                receive(environ)
        with self.gate:
            return self.application(environ, start_response)

    @contextmanager
    def place(self, address: str) -> Iterator[bool]:
        """Yield whether there is room to wait for somebody; hold the place while waiting."""
        with self.lock:
            found = self.waiting.total() < WAITING and self.waiting[address] < WAITING_FROM_ONE
            self.waiting[address] += found
        try:
            yield found
        finally:
            with self.lock:
                self.waiting[address] -= found
                self.waiting += Counter()  # Forgets those that nobody is waited for from.


REFUSAL = [("Content-Type", "text/plain; charset=utf-8"), ("Retry-After", "5"), ("Connection", "close")]


def has_body(environ: Environ) -> bool:
    """Whether something follows the headers: by its length, else in pieces (RFC 9112, section 6)."""
    return environ.get("CONTENT_LENGTH", "") not in {"", "0"} or "HTTP_TRANSFER_ENCODING" in environ


def receive(environ: Environ) -> None:
    """Put what is sent, when all of it is there, in the place of what is on its way."""
    length = environ.get("CONTENT_LENGTH", "")
    if length and not (length.isdecimal() and int(length) <= LARGEST):
        return
    left = int(length) if length else LARGEST + 1
    body = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 – it lives with the request.
    while left and (piece := environ["wsgi.input"].read(min(left, PIECE))):
        left -= body.write(piece)
    if "HTTP_TRANSFER_ENCODING" in environ:
        environ["CONTENT_LENGTH"] = str(body.tell())
    body.seek(0)
    environ["wsgi.input"] = body
