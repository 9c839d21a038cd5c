"""A server or a database that dies while people write: what they were told is saved is never lost.

`pytest -m full -s` on this file kills the server two hundred times on each kind of database and PostgreSQL
itself twenty times, and prints what became of the writes.
"""

import json
import random
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPException
from itertools import count
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import make_url

from factcheck.cli.verification import walked
from factcheck.ledger import EventType
from factcheck.services import history
from support.crashes import MortalServer, mortal_server
from support.databases import BACKENDS
from support.desks import ON, ServedDesk, served
from support.machine import lacks
from support.postgres import NoPostgres

SECONDS_TO_LIVE = 0.5
PATIENCE_SECONDS = 60


@pytest.fixture(params=BACKENDS)
def mortal(request: pytest.FixtureRequest) -> ServedDesk:
    """A desk whose server is to be killed; nobody shares it."""
    found: ServedDesk = request.getfixturevalue(ON[request.param])(fresh=True)
    return found


@pytest.fixture
def mortal_postgres() -> Iterator[MortalServer]:
    """A PostgreSQL that is to be ended."""
    try:
        with mortal_server() as server:
            yield server
    except NoPostgres as missing:
        lacks("postgres", str(missing))


def test_what_was_acknowledged_outlives_a_killed_server(mortal: ServedDesk) -> None:
    kill_again_and_again(mortal, times=2)


@pytest.mark.full
def test_what_was_acknowledged_outlives_two_hundred_kills(mortal: ServedDesk) -> None:
    kill_again_and_again(mortal, times=200)


@pytest.mark.full
def test_what_was_acknowledged_outlives_twenty_crashes_of_postgresql(
    mortal_postgres: MortalServer, tmp_path: Path
) -> None:
    with served(tmp_path, mortal_postgres.database()) as desk:
        writing = Writing(desk, desk.add_claim())
        for number in range(20):
            how = (signal.SIGQUIT, signal.SIGKILL)[number % 2]
            writing.until(lambda how=how: mortal_postgres.crash(how))
            mortal_postgres.start()
            writing.assert_kept()
        print(f"\n20 crashes of PostgreSQL: {writing.summary}")


def kill_again_and_again(desk: ServedDesk, *, times: int) -> None:
    """Write notes without a pause while the server is killed and started again; no answered one is lost."""
    writing = Writing(desk, desk.add_claim())
    for number in range(times):
        writing.until(lambda number=number: desk.kill(workers=number % 2 == 0))
        desk.start_again()
        writing.assert_kept()
    print(f"\n{writing.kind}: {times} kills of the server: {writing.summary}")


@dataclass
class Writing:
    """Notes on one claim, sent one after another; `acknowledged` are those that were answered as saved."""

    desk: ServedDesk
    claim: str
    acknowledged: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    rounds: int = 0

    def __post_init__(self) -> None:
        self.chance = random.Random(self.claim)

    @property
    def kind(self) -> str:
        return make_url(self.desk.config.database_url).get_backend_name()

    @property
    def summary(self) -> str:
        unanswered = len(self.kept) - len(self.acknowledged)
        return (
            f"{len(self.acknowledged)} writes acknowledged, 0 of them lost or twice; {unanswered} kept "
            f"without an answer; {self.rounds} times the history was sound"
        )

    def until(self, death: Callable[[], None]) -> None:
        """Write until this death, which comes at some moment after the first answer."""
        first = Event()
        writer = Thread(target=self.write, args=(first,))
        writer.start()
        assert first.wait(PATIENCE_SECONDS), "nothing was written"
        time.sleep(self.chance.uniform(0, SECONDS_TO_LIVE))
        death()
        writer.join()

    def write(self, first: Event) -> None:
        """Send notes until one is not answered as saved."""
        self.rounds += 1
        with suppress(OSError, HTTPException):
            visitor = self.desk.visitor("reviewer")
            token = visitor.token()
            for number in count():
                note = f"note {self.rounds}, {number}"
                form = {"csrf_token": token, "note": note}
                if visitor.post(f"/desk/claims/{self.claim}/note", form).status != 303:
                    return
                self.acknowledged.append(note)
                first.set()

    def assert_kept(self) -> None:
        """Fail unless each acknowledged note is there once, no other twice, and the history holds."""
        with self.desk.database() as database, database.reading():
            events = [event for event in history.of_claim(self.claim) if event.type == EventType.NOTE]
        notes = [json.loads(event.body or "{}")["note"] for event in events]
        self.kept = [note for note in notes if note.startswith("note ")]
        assert [note for note in self.acknowledged if note not in set(self.kept)] == []
        assert len(self.kept) == len(set(self.kept))
        assert walked(self.desk.config).sound
