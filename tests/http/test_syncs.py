"""A write is answered as saved only after SQLite had it written through to the disk; `strace` sees it."""

import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from support.crashes import children_of
from support.desks import ServedDesk, ServeDesk
from support.machine import lacks

BEGUN = re.compile(r"^(\d+) +(\S+) f(?:data)?sync\(\d+<.*-wal>")  # Process and time.
ENDED = re.compile(r"^(\d+) +(\S+) .*sync.*\) += 0 <(\S+)>$")  # Also the time it took.
WRITES = 200
PATIENCE_SECONDS = 20


@pytest.mark.full
def test_each_acknowledged_write_was_synced_between_its_request_and_its_answer(
    serve_desk: ServeDesk, tmp_path: Path
) -> None:
    desk = serve_desk(fresh=True)
    claim, visitor = desk.add_claim(), desk.visitor("reviewer")
    token, answered = visitor.token(), list[tuple[float, float]]()

    with traced(desk, tmp_path / "trace"):
        for number in range(WRITES):
            sent = time.time()
            form = {"csrf_token": token, "note": f"note {number}"}
            assert visitor.post(f"/desk/claims/{claim}/note", form).status == 303
            answered.append((sent, time.time()))

    ended = list(ends_of_syncs((tmp_path / "trace").read_text()))
    counts = [sum(sent < at < answer for at in ended) for sent, answer in answered]
    print(
        f"\n{WRITES} writes acknowledged over HTTP: {min(counts)} to {max(counts)} fdatasync of the log each"
    )
    assert min(counts) >= 1


def ends_of_syncs(trace: str) -> Iterator[float]:
    """Yield when each sync of the write-ahead log was done; one may be told of in two lines."""
    waiting = dict[str, float]()
    for line in trace.splitlines():
        if begun := BEGUN.match(line):
            waiting[begun[1]] = float(begun[2])
        if (ended := ENDED.match(line)) and ended[1] in waiting:
            yield waiting.pop(ended[1]) + float(ended[3])


@contextmanager
def traced(desk: ServedDesk, file: Path) -> Iterator[None]:
    """Have `strace` note the server's syncs until the block ends."""
    if shutil.which("strace") is None:
        lacks("strace", "there is no strace")
    pids = [desk.process.pid, *children_of(desk.process.pid)]
    each = [word for pid in pids for word in ("-p", str(pid))]
    command = ["strace", "-f", "-y", "-ttt", "-T", "-e", "trace=fdatasync,fsync", "-o", str(file), *each]
    tracer = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        wait_until_traced(pids)
        yield
    finally:
        os.kill(tracer.pid, signal.SIGINT)
        tracer.wait(PATIENCE_SECONDS)


def wait_until_traced(pids: list[int]) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while not all(is_traced(pid) for pid in pids):
        assert time.monotonic() < until, "strace may not look at the server"
        time.sleep(0.02)


def is_traced(pid: int) -> bool:
    threads = Path(f"/proc/{pid}/task").glob("*/status")
    return all("TracerPid:\t0" not in thread.read_text() for thread in threads)
