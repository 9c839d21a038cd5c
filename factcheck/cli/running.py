"""A server in a process of its own: started, waited for until it answers, and ended by its own id."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from factcheck.config import Config
from factcheck.errors import FactcheckError

HOST = "127.0.0.1"
PATIENCE_SECONDS = 60.0
END_SECONDS = 20.0
GLANCE_SECONDS = 0.05

# `-P` keeps whatever lies in the current folder from being taken for the program.
COMMAND = (sys.executable, "-P", "-m", "factcheck", "serve", "--host", HOST, "--port")

STOPS = (signal.SIGINT, signal.SIGTERM)
Process = subprocess.Popen[bytes]


class ServerFailed(FactcheckError):
    """The server ended by itself, or does not answer."""


@contextmanager
def running(config: Config, *, port: int) -> Iterator[Process]:
    """Serve the desk with these settings until the block ends; returns once the server answers."""
    server = subprocess.Popen([*COMMAND, str(port)], env=environment(config), stdin=subprocess.DEVNULL)  # noqa: S603 – our own program.
    try:
        wait_until_it_answers(server, f"http://{HOST}:{port}/healthz")
        yield server
    finally:
        end(server)


def environment(config: Config) -> dict[str, str]:
    """Return the environment that tells a server of these settings; its log keeps to warnings."""
    return {
        "FACTCHECK_LOG_LEVEL": "WARNING",
        **os.environ,
        "FACTCHECK_DATA_DIR": str(config.data_dir),
        "FACTCHECK_DATABASE_URL": config.database_url,
        "FACTCHECK_PUBLIC_URL": config.public_url,
        "FACTCHECK_DEMO": "1" if config.demo else "0",
        "FACTCHECK_NOINDEX": "1" if config.noindex else "0",
        "FACTCHECK_PRELOAD": "1" if config.preload else "0",
    }


def wait_until_it_answers(server: Process, address: str) -> None:
    """Return at the server's first answer, or raise `ServerFailed`."""
    until = time.monotonic() + PATIENCE_SECONDS
    while server.poll() is None and time.monotonic() < until:
        if answers(address):
            return
        time.sleep(GLANCE_SECONDS)
    raise ServerFailed("The server did not start.")


def answers(address: str) -> bool:
    try:
        with urlopen(address, timeout=PATIENCE_SECONDS):  # noqa: S310 – always http at this machine.
            return True
    except HTTPError:
        return True
    except (URLError, OSError):
        return False


def wait_for_the_end(server: Process) -> None:
    """Return when somebody stops the program; raise `ServerFailed` if the server ends by itself."""
    try:
        server.wait()
    except KeyboardInterrupt:
        return
    raise ServerFailed("The server ended by itself.")


@contextmanager
def stoppable() -> Iterator[None]:
    """Let Ctrl-C and SIGTERM raise `KeyboardInterrupt`, also where a shell had SIGINT ignored."""
    before = {number: signal.signal(number, signal.default_int_handler) for number in STOPS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def end(server: Process) -> None:
    """End a server and wait for it; requests in flight are finished, but nobody waits for ever."""
    if server.poll() is None:
        server.terminate()
    try:
        server.wait(END_SECONDS)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
