"""A durable PostgreSQL that is ended without warning and started again on the same files."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

from support.postgres import Place, Server, installed, kept, programs

END_SECONDS = 20


class MortalServer:
    """One that the test started; all that it ends it ends by the ids of this server's own processes."""

    def __init__(self, place: Place, stack: ExitStack) -> None:
        self.place = place
        self.stack = stack
        self.running = ExitStack()

    def start(self) -> None:
        """Start it, and return once it has recovered what it holds."""
        self.running = self.stack.enter_context(ExitStack())
        self.running.enter_context(kept(self.place, farewell=""))

    def crash(self, how: signal.Signals) -> None:
        """End it at once: SIGQUIT is its immediate stop, SIGKILL ends every process of it as it stands."""
        pid = int((self.place.home / "data" / "postmaster.pid").read_text().split()[0])
        processes = [pid]
        if how is signal.SIGKILL:
            os.kill(pid, signal.SIGSTOP)  # So that it makes no other meanwhile.
            processes += children_of(pid)
        for one in processes:
            os.kill(one, how)
        self.running.close()
        until = time.monotonic() + END_SECONDS
        while any(is_running(one) for one in processes):
            assert time.monotonic() < until, "a process of PostgreSQL does not end"
            time.sleep(0.01)

    def database(self) -> str:
        """Make a migrated database and return its URL."""
        with closing(Server(self.place.url)) as server:
            return server.fresh_database()


@contextmanager
def mortal_server() -> Iterator[MortalServer]:
    """Run a server with `fsync` on, on a disk; raises `NoPostgres`."""
    with installed(programs(), durable=True) as place, ExitStack() as stack:
        server = MortalServer(place, stack)
        server.start()
        yield server


def children_of(pid: int) -> list[int]:
    return [int(file.parent.name) for file in stats() if (found := state_of(file)) and found[1] == str(pid)]


def is_running(pid: int) -> bool:
    """Whether a process is there and not only waiting to be counted as ended."""
    found = state_of(Path(f"/proc/{pid}/stat"))
    return found is not None and found[0] not in "ZX"


def stats() -> Iterator[Path]:
    return Path("/proc").glob("[0-9]*/stat")


def state_of(file: Path) -> list[str] | None:
    """Return a process's state and parent, or None where it is gone."""
    try:
        return file.read_text().rpartition(")")[2].split()[:2]
    except OSError:
        return None
