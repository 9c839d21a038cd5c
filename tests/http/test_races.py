"""Two people at once: who wins, and what the other is told. `-m full -s` prints what came of it."""

import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import make_url

from factcheck.cli.verification import walked
from factcheck.ledger import EventType
from factcheck.services import claims, history, people
from support.databases import BACKENDS
from support.desks import ON, Reply, ServedDesk, ServeDesk

VERSION = re.compile(r'name="version" value="(\d+)"')
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


def test_of_two_people_who_save_one_claim_one_wins_and_the_other_sees_both_texts(desk: ServedDesk) -> None:
    race(desk, rounds=15)


@pytest.mark.full
def test_of_two_people_a_thousand_times(desk: ServedDesk) -> None:
    race(desk, rounds=1_000)


def race(desk: ServedDesk, *, rounds: int) -> None:
    """Let two people save the same claim at the same moment, again and again."""
    claim, pair, statuses = (
        desk.add_claim(),
        (desk.visitor("reviewer"), desk.visitor("other")),
        Counter[int](),
    )
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
            statuses.update(reply.status for reply in replies)
    kind = make_url(desk.config.database_url).get_backend_name()
    print(f"\n{kind}: {rounds} rounds of two writers over HTTP: {dict(statuses)}")
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
            claim, start = desk.add_claim(), Barrier(2)
            version = version_in(pair[0].get(f"/desk/claims/{claim}"))

            def take(at: int, claim: str = claim, start: Barrier = start, seen: str = version) -> int:
                start.wait()
                form = {"csrf_token": tokens[at], "version": seen}
                return pair[at].post(f"/desk/claims/{claim}/take", form).status

            assert sorted(threads.map(take, (0, 1))) == [303, 409]
