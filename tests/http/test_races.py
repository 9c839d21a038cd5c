"""Two people at once, and a server that dies in the middle: who wins, and what is never lost."""

import random
import re
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from http.client import HTTPException
from itertools import count
from threading import Barrier, Event, Thread

import pytest

from factcheck.cli.verification import walked
from factcheck.ledger import EventType
from factcheck.models.terms import Status
from factcheck.services import claims, history, people
from factories import make_claim
from support.databases import BACKENDS
from support.desks import ON, Reply, ServedDesk, ServeDesk, Visitor

VERSION = re.compile(r'name="version" value="(\d+)"')
SECONDS_TO_LIVE = 0.5
PATIENCE_SECONDS = 60
OF_A_CLAIM = {
    "type": "event",
    "attribution": "none",
    "checks": "content",
    "said_by": "article",
    "checkable": "1",
}


@pytest.fixture(params=BACKENDS)
def serve(request: pytest.FixtureRequest) -> ServeDesk:
    """A function that serves a desk, on each kind of database."""
    found: ServeDesk = request.getfixturevalue(ON[request.param])
    return found


@pytest.fixture
def desk(serve: ServeDesk) -> ServedDesk:
    """A desk behind the real server."""
    return serve()


@pytest.fixture
def mortal(serve: ServeDesk) -> ServedDesk:
    """A desk whose server is to be killed; nobody shares it."""
    return serve(fresh=True)


def claim_of(desk: ServedDesk) -> str:
    """Return a new claim, added beside the server."""
    with desk.database() as database, database.transaction():
        holder = people.by_email(desk.people["reviewer"].email)
        editor = people.by_email(desk.people["editor"].email)
        return make_claim(status=Status.QUEUED, holder=holder, editor=editor).public_id


# Two writers.


def test_of_two_people_who_save_one_claim_one_wins_and_the_other_sees_both_texts(desk: ServedDesk) -> None:
    race(desk, rounds=30)


@pytest.mark.full
def test_of_two_people_a_thousand_times(desk: ServedDesk) -> None:
    race(desk, rounds=1_000)


def race(desk: ServedDesk, *, rounds: int) -> None:
    """Let two people save the same claim at the same moment, again and again."""
    claim, pair = claim_of(desk), (desk.visitor("reviewer"), desk.visitor("other"))
    tokens = [visitor.token() for visitor in pair]
    version = version_in(pair[0].get(f"/desk/claims/{claim}"))
    with ThreadPoolExecutor(2) as threads:
        for number in range(rounds):
            texts = [
                f"The bridge opened in {number}, said one.",
                f"The bridge opened in {number}, said another.",
            ]
            start = Barrier(2)

            def save(at: int, texts: list[str] = texts, start: Barrier = start, seen: str = version) -> Reply:
                form = {**OF_A_CLAIM, "csrf_token": tokens[at], "version": seen, "text": texts[at]}
                start.wait()
                return pair[at].post(f"/desk/claims/{claim}/confirm", form)

            replies = list(threads.map(save, (0, 1)))
            version = assert_one_winner(replies, texts)
    assert_sound(desk, claim, edits=rounds)


def version_in(page: Reply) -> str:
    found = VERSION.search(page.text)
    assert found is not None, page.text[:500]
    return found[1]


def assert_one_winner(replies: list[Reply], texts: list[str]) -> str:
    """Fail unless one was saved and the other told of both texts; return the version that holds now."""
    assert sorted(reply.status for reply in replies) == [303, 409]
    lost = replies[0] if replies[0].status == 409 else replies[1]
    assert texts[0] in lost.text
    assert texts[1] in lost.text
    return version_in(lost)


def assert_sound(desk: ServedDesk, claim: str, *, edits: int) -> None:
    """Fail unless the claim's history has these edits, without a gap, and the whole history holds."""
    with desk.database() as database, database.reading():
        editor = people.by_email(desk.people["editor"].email)
        assert editor is not None
        events = history.of_claim(claims.get(claim, person=editor).public_id)
        assert [event.seq for event in events] == list(range(1, len(events) + 1))
        assert sum(event.type == EventType.EDITED for event in events) == edits
    assert walked(desk.config).sound


def test_a_claim_that_two_people_take_at_once_is_one_person_s(desk: ServedDesk) -> None:
    pair = desk.visitor("reviewer"), desk.visitor("other")
    tokens = [visitor.token() for visitor in pair]
    with ThreadPoolExecutor(2) as threads:
        for _ in range(5):
            claim, start = claim_of(desk), Barrier(2)
            version = version_in(pair[0].get(f"/desk/claims/{claim}"))

            def take(at: int, claim: str = claim, start: Barrier = start, seen: str = version) -> int:
                start.wait()
                form = {"csrf_token": tokens[at], "version": seen}
                return pair[at].post(f"/desk/claims/{claim}/take", form).status

            assert sorted(threads.map(take, (0, 1))) == [303, 409]


# A server that dies.


def test_what_was_acknowledged_outlives_a_killed_server(mortal: ServedDesk) -> None:
    kill_again_and_again(mortal, times=2)


@pytest.mark.full
def test_what_was_acknowledged_outlives_two_hundred_kills(mortal: ServedDesk) -> None:
    kill_again_and_again(mortal, times=200)


def kill_again_and_again(desk: ServedDesk, *, times: int) -> None:
    """Write notes without a pause while the server is killed and started again; no answered one is lost."""
    claim, acknowledged, moment = claim_of(desk), list[str](), random.Random(desk.address)
    print(f"seed {desk.address}")
    for number in range(times):
        visitor, first = desk.visitor("reviewer"), Event()
        writer = Thread(target=write, args=(visitor, claim, f"note {number}", acknowledged, first))
        writer.start()
        first.wait(PATIENCE_SECONDS)
        time.sleep(moment.uniform(0, SECONDS_TO_LIVE))
        desk.kill(workers=number % 2 == 0)
        writer.join()
        desk.start_again()
    kept = notes_of(desk, claim)
    assert acknowledged
    assert [note for note in acknowledged if kept.count(note) != 1] == []
    assert len(kept) == len(set(kept))
    assert walked(desk.config).sound


def write(visitor: Visitor, claim: str, prefix: str, acknowledged: list[str], first: Event) -> None:
    """Send notes one after another until the server is gone, and keep those that it said were saved."""
    with suppress(OSError, HTTPException):
        token = visitor.token()
        for number in count():
            note = f"{prefix}, {number}"
            reply = visitor.post(f"/desk/claims/{claim}/note", {"csrf_token": token, "note": note})
            if reply.status == 303:
                acknowledged.append(note)
                first.set()


def notes_of(desk: ServedDesk, claim: str) -> list[str]:
    """Return the claim's notes as its page at the desk tells them."""
    page = desk.visitor("editor").get(f"/desk/claims/{claim}").text
    return re.findall(r"note \d+, \d+", page)
