"""Measures the history: checking it whole, its end and one claim; proofs; durable writes; size.

`python bench/history.py [--quick] [--json]`; each figure comes from a process of its own. On SQLite, and on a
PostgreSQL of its own with `fsync` on where there is one. Files lie in the folder for temporary ones.
"""

import argparse
import json
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, suppress
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

from history_log import BLOCK, EVENTS_OF_A_CLAIM, life_of_a_claim, write
from sqlalchemy import text

from factcheck.db import Database
from factcheck.ledger import EventType, LoggedEvent, canonical
from factcheck.ledger.checkpoints import PublicKey, SigningKey, open_checkpoint
from factcheck.ledger.merkle import extends, includes
from factcheck.migrate import upgrade
from factcheck.models import Step
from factcheck.models.terms import Status
from factcheck.services import checkpoints, claims, history, verification
from factcheck.services.proofs import LogTree
from factories import make_claim, make_reviewer
from support.postgres import NoPostgres, own_server, programs

KIB = 1024
ACKNOWLEDGED = "acknowledged"
Report = dict[str, Any]


def main() -> None:
    """Measure, and print a table or JSON."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--quick", action="store_true", help="10,000 events instead of 100,000")
    ask.add_argument("--json", action="store_true")
    ask.add_argument("--part", nargs="+", help=argparse.SUPPRESS)
    asked = ask.parse_args()
    if asked.part:
        name, *words = asked.part
        print(json.dumps(PARTS[name](*words)))
        return
    report = measured(10_000 if asked.quick else 100_000)
    if asked.json:
        print(json.dumps(report, indent=1))
    else:
        show(report)


def measured(events: int) -> dict[str, Report]:
    """Return the figures of each kind of database there is."""
    report: dict[str, Report] = {}
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="factcheck-bench-")))
        key = SigningKey.make(folder / "signing.key", name="facts.example.org/log")
        life = life_of_a_claim(folder)

        def filled(url: str, number: int) -> str:
            upgrade(url)
            write(url, key, life, events=number)
            return url

        small, large = (f"sqlite:///{folder / name}.sqlite" for name in ("small", "large"))
        report["SQLite"] = figures(filled(small, events // 10), filled(large, events), key.public)
        with suppress(NoPostgres):
            server = stack.enter_context(own_server(programs(), durable=True))
            urls = filled(server.empty_database(), events // 10), filled(server.empty_database(), events)
            report["PostgreSQL"] = figures(*urls, key.public)
    return report


def figures(small: str, large: str, key: PublicKey) -> Report:
    """Return what is measured on a small and a large log of one kind of database; writing comes last."""
    tenth, whole = part("whole", small, key), part("whole", large, key)
    return {
        **whole,
        "events of the small log": tenth["events"],
        "peak MB, small log": tenth["peak MB"],
        **part("ends", large, key),
        **part("proofs", large, key),
        "bytes an event": bytes_per_event(large),
        **part("writes", large, key),
        **synced(small, key),
    }


def part(name: str, url: str, key: PublicKey, *, under: tuple[str, ...] = ()) -> Report:
    """Measure one part in a fresh process."""
    command = [*under, sys.executable, __file__, "--part", name, url, str(key)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    if run.returncode:
        sys.exit(run.stderr)
    found: Report = json.loads(run.stdout)
    return found


# The parts.


def whole(url: str, key: str) -> Report:
    """Check the whole log; against it, in turn, SHA-256 alone over the same contents and links."""
    keys, peak = [PublicKey.parse(key)], 0
    ours: list[float] = []
    alone: list[float] = []
    with closing(Database(url)) as database:
        for _ in range(3):
            with database.reading():
                began = time.perf_counter()
                found = verification.whole(keys=keys)
                ours.append(time.perf_counter() - began)
            assert not found.faults, found.faults[:3]
            peak = peak or peak_kib()  # Of the first check, before anything else is in memory.
            with database.reading():
                alone.append(hashing_alone())
    seconds, plain = statistics.median(ours), statistics.median(alone)
    return {
        "events": found.events,
        "checkpoints": found.checkpoints,
        "verify seconds": round(seconds, 2),
        "SHA-256 alone seconds": round(plain, 3),
        "times SHA-256 alone": round(seconds / plain, 1),
        "peak MB": round(peak / KIB, 1),
    }


def hashing_alone() -> float:
    """Return the seconds that hashing the contents and links takes, once they lie in memory."""
    taken, page = 0.0, list[bytes]()
    for event in history.walk():
        page += hashed(event)
        if event.pos % BLOCK == 0:
            began = time.perf_counter()
            for written in page:
                sha256(written).hexdigest()
            taken += time.perf_counter() - began
            page.clear()
    return taken


def hashed(event: LoggedEvent) -> list[bytes]:
    """Return the bytes that an event's seal and hash are made of."""
    contents = {name: getattr(event, name) for name in ("type", "actor", "at", "body", "salt")}
    names = ("pos", "claim", "seq", "prev", "prev_claim", "sealed")
    place = {name: getattr(event, name) for name in names}
    return [canonical(contents).encode(), b"\x00" + canonical({"v": 1, **place}).encode()]


def peak_kib() -> int:
    """Return the most memory that this process has held."""
    found = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())
    return int(found[1]) if found else 0


def ends(url: str, key: str) -> Report:
    """Check the last thousand events, and one claim."""
    keys = [PublicKey.parse(key)]
    with closing(Database(url)) as database, database.reading():
        since = history.count() - 1000
        assert verification.whole(keys=keys, since=since).events == 1000
        claim = history.of_claim("claim0000007")[0].claim
        assert verification.one_claim(claim).events == EVENTS_OF_A_CLAIM
        return {
            "last 1,000 ms": ms(lambda: verification.whole(keys=keys, since=since), rounds=21),
            "one claim ms": ms(lambda: verification.one_claim(claim), rounds=51),
        }


def ms(work: Callable[[], object], *, rounds: int) -> float:
    """Return the median of several rounds, in milliseconds."""
    taken = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return round(1000 * statistics.median(taken), 3)


def proofs(url: str, key: str) -> Report:
    """Make proofs and check them as a stranger does, with the checkpoint and the public key alone."""
    public, tree, chance = PublicKey.parse(key), LogTree(), Random(5)  # noqa: S311 – places, no secrets.
    with closing(Database(url)) as database, database.reading():
        stored = checkpoints.newest()
        assert stored is not None
        first = ms(lambda: tree.inclusion(1, stored.size), rounds=1)
        places = [chance.randrange(stored.size) + 1 for _ in range(1000)]
        inner = tree._tree
        leaves = {pos: inner.leaf(pos - 1) for pos in places}
        paths = {pos: inner.inclusion(pos - 1, stored.size) for pos in places}
        making = ms(lambda: [inner.inclusion(pos - 1, stored.size) for pos in places], rounds=5)
        sizes = [len(proof_bytes(tree.inclusion(pos, stored.size), stored.note)) for pos in places]
    root, size = open_checkpoint(stored.note, public).root, stored.size

    def check() -> None:
        for pos in places:
            assert includes(leaves[pos], index=pos - 1, size=size, path=paths[pos], root=root)

    half = size // 2 + 1
    consistency, old = inner.consistency(half, size), inner.root(half)
    assert extends(earlier=half, earlier_root=old, size=size, root=root, proof=consistency)
    return {
        "tree from the log ms, once": first,
        "steps of a proof": max(len(path) for path in paths.values()),
        "bytes of the steps": 32 * max(len(path) for path in paths.values()),
        "proof made µs": making,
        "proof checked µs": ms(check, rounds=5),
        "checkpoint checked µs": 1000 * ms(lambda: open_checkpoint(stored.note, public), rounds=101),
        "consistency made ms": ms(lambda: inner.consistency(half, size), rounds=51),
        "proof and checkpoint bytes": max(sizes),
    }


def proof_bytes(proof: Report, note: str) -> bytes:
    """Return a proof with its checkpoint as they go out, in hex and JSON."""
    return json.dumps({"proof": proof, "checkpoint": note}, separators=(",", ":")).encode()


def writes(url: str, _key: str) -> Report:
    """Append events, each with a commit of its own: alone, and as notes at a desk."""
    with closing(Database(url)) as database:
        with database.transaction():
            reviewer = make_reviewer()
            claim = make_claim(status=Status.QUEUED, holder=reviewer).public_id
        step = Step(EventType.NOTE, {"about": "claim", "note": "The archive answered."})

        def append() -> None:
            history.append_event(claim, step, actor="reviewer-aaaa")

        def note() -> None:
            claims.note(claim, "The archive answered.", by=reviewer)

        return {
            "events appended a second": rate(lambda: database.run(note, writes=True)),
            "of these by the ledger alone": rate(lambda: database.run(append, writes=True)),
        }


def rate(work: Callable[[], object], *, seconds: float = 3.0) -> int:
    """Return how often a second something can be done."""
    began, number = time.perf_counter(), 0
    while time.perf_counter() - began < seconds:
        work()
        number += 1
    return round(number / (time.perf_counter() - began))


# Syncs for each write.


def synced(url: str, key: PublicKey) -> Report:
    """Return how often SQLite had its log written through to the disk for each acknowledged write.

    `strace` counts them, between the commits that the writing process tells of; without it nothing does.
    """
    if not url.startswith("sqlite"):
        return {}
    if shutil.which("strace") is None:
        return {"fdatasync a write": "not counted: no strace"}
    with tempfile.NamedTemporaryFile(prefix="factcheck-strace-") as file:
        tracer = ("strace", "-f", "-y", "-e", "trace=fdatasync,fsync,write", "-o", file.name)
        number = part("acknowledging", url, key, under=tracer)["writes"]
        counts = list(between_acknowledgements(Path(file.name).read_text(errors="replace")))
    assert len(counts) == number
    return {
        "writes traced": number,
        "fewest fdatasync a write": min(counts),
        "fdatasync a write": round(statistics.mean(counts), 2),
    }


def acknowledging(url: str, _key: str) -> Report:
    """Write 200 notes and tell of each on standard error as soon as it is committed."""
    with closing(Database(url)) as database:
        with database.transaction():
            reviewer = make_reviewer()
            claim = make_claim(status=Status.QUEUED, holder=reviewer).public_id
        tell("begin")
        for number in range(200):
            database.run(lambda number=number: claims.note(claim, f"Note {number}", by=reviewer), writes=True)
            tell(ACKNOWLEDGED)
    return {"writes": 200}


def tell(word: str) -> None:
    sys.stderr.write(word)
    sys.stderr.flush()


def between_acknowledgements(trace: str) -> Iterator[int]:
    """Yield how many syncs of the write-ahead log ended before each acknowledgement, since the one before."""
    number, begun = 0, False
    for line in trace.splitlines():
        if '"begin"' in line:
            number, begun = 0, True
        elif "sync(" in line and "-wal>" in line and line.endswith("= 0"):
            number += 1
        elif begun and f'"{ACKNOWLEDGED}"' in line:
            yield number
            number = 0


def bytes_per_event(url: str) -> int | None:
    """Return what an event takes in its table and indexes; None where the database cannot tell."""
    with closing(Database(url, guarded=False)) as database, database.reading() as work:
        number = history.count()
        if database.url.get_backend_name() == "postgresql":
            size = work.scalar(text("SELECT pg_total_relation_size('event')"))
        else:
            with suppress(Exception):
                of_event = "name = 'event' OR name LIKE 'sqlite_autoindex_event_%'"
                size = work.scalar(text(f"SELECT sum(pgsize) FROM dbstat WHERE {of_event}"))  # noqa: S608
                return round(size / number)
            return None
    return round(size / number)


PARTS = {"whole": whole, "ends": ends, "proofs": proofs, "writes": writes, "acknowledging": acknowledging}


def show(report: dict[str, Report]) -> None:
    """Print the report as a table for people."""
    names = list(dict.fromkeys(name for found in report.values() for name in found))
    print(f"{'':32}" + "".join(f"{kind:>14}" for kind in report))
    for name in names:
        print(f"{name:32}" + "".join(f"{found.get(name, '–')!s:>14}" for found in report.values()))
    if "PostgreSQL" not in report:
        print("There is no PostgreSQL on this machine.", file=sys.stderr)


if __name__ == "__main__":
    main()
