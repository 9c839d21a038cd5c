"""One point in time by which a whole fetch must be over, whatever the other side does."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from queue import Empty, SimpleQueue
from typing import TypeVar

from factcheck.fetching.errors import RemoteTooSlow

Result = TypeVar("Result")


class Deadline:
    """Counts down the seconds a fetch may still take, by a clock that is never set back."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._end = time.monotonic() + seconds

    @property
    def has_passed(self) -> bool:
        return time.monotonic() >= self._end

    def remaining(self) -> float:
        """Return the seconds left, always above zero, or raise `RemoteTooSlow`."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise self.too_slow()
        return left

    def too_slow(self) -> RemoteTooSlow:
        return RemoteTooSlow(f"The other side did not send the page within {self._seconds:g} seconds.")

    def wait_for(self, call: Callable[[], Result]) -> Result:
        """Return or raise what `call` does in a thread of its own, which is left alone after the deadline."""
        outcomes: SimpleQueue[tuple[Result | None, Exception | None]] = SimpleQueue()
        threading.Thread(target=_report, args=(call, outcomes), daemon=True).start()
        try:
            result, error = outcomes.get(timeout=self.remaining())
        except Empty:
            raise self.too_slow() from None
        if error is not None:
            raise error
        return result  # type: ignore[return-value]  # Without an error this is what `call` returned.

    @contextmanager
    def cutting_off(self, connection: socket.socket) -> Iterator[None]:
        """Shut the connection down when the deadline passes, so that a drip of bytes cannot outlast it."""
        handle = connection.dup()
        timer = threading.Timer(self.remaining(), _shut_down, args=(handle,))
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            timer.join()
            handle.close()


def _report(
    call: Callable[[], Result], outcomes: "SimpleQueue[tuple[Result | None, Exception | None]]"
) -> None:
    try:
        outcomes.put((call(), None))
    except Exception as error:  # It is raised again where it is awaited.
        outcomes.put((None, error))


def _shut_down(handle: socket.socket) -> None:
    with suppress(OSError):
        handle.shutdown(socket.SHUT_RDWR)
