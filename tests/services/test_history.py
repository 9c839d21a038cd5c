"""The history as it is written: order, time and people, and how an edit behind its back is found."""

import json
import sqlite3
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from factcheck import clock
from factcheck.db import Database
from factcheck.errors import Stale
from factcheck.ledger import NO_HASH, EventType, NotCanonical, canonical
from factcheck.models import Claim, Reviewer, Step
from factcheck.models.terms import Publication, Status
from factcheck.services import articles, claims, corrections, history, public, verdicts
from factories import make_admin, make_article, make_claim, make_editor, make_reviewer, publish

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)


def note(words: str = "A note.") -> Step:
    return Step(EventType.NOTE, {"about": "claim", "note": words})


# Writing it.


def test_events_follow_each_other_in_the_log_and_in_their_claim(work: Session) -> None:
    person = make_reviewer()
    make_article(by=person)
    one, other, _ = work.scalars(select(Claim).order_by(Claim.id))

    for claim in (one, other, one):
        history.append(claim, note(), by=person)

    events = list(history.walk())
    assert [event.pos for event in events] == list(range(1, len(events) + 1))
    assert [event.seq for event in history.of_claim(one.public_id)] == [1, 2, 3]
    assert events[0].prev == events[0].prev_claim == NO_HASH
    assert [later.prev for later in events[1:]] == [event.hash for event in events[:-1]]
    assert list(history.verify()) == []


def test_a_claims_version_is_the_number_of_its_newest_event(work: Session) -> None:
    claim = make_claim()
    before = claim.version

    event = history.append(claim, note(), by=make_reviewer())

    assert claim.version == event.seq == before + 1
    assert claim.changed_at == clock.moment(event.at)


def test_an_event_is_stored_as_it_was_hashed(work: Session) -> None:
    claim = make_claim()

    made = history.append(claim, note("“é” \U0001f309\n\x1f"), by=make_reviewer())

    stored = history.of_claim(claim.public_id)[-1]
    assert stored == made
    assert json.loads(stored.body or "")["note"] == "“é” \U0001f309\n\x1f"
    assert len(stored.at) == 27
    assert stored.at.endswith("Z")
    assert len(stored.salt or "") == 32


def test_two_equal_events_have_different_seals(work: Session) -> None:
    claim, person = make_claim(), make_reviewer()

    one, other = (history.append(claim, note(), by=person) for _ in range(2))

    assert one.salt != other.salt
    assert one.sealed != other.sealed


@pytest.mark.parametrize("value", [0.5, 2**53, "\ud800", b"bytes"])
def test_what_has_no_canonical_form_is_not_recorded(value: Any, work: Session) -> None:
    claim, before = make_claim(), history.count()

    with pytest.raises(NotCanonical):
        history.append(claim, Step(EventType.NOTE, {"value": value}), by=make_reviewer())

    assert history.count() == before


def test_times_never_go_back_whatever_the_clock_does(work: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    claim, person = make_claim(), make_reviewer()
    first = NOON + timedelta(days=3650)
    moments = iter([first, NOON, NOON + timedelta(days=3650, seconds=1)])
    monkeypatch.setattr(clock, "now", lambda: next(moments))

    events = [history.append(claim, note(), by=person) for _ in range(3)]

    assert [event.at for event in events] == [
        clock.stamp(first),
        clock.stamp(first),
        clock.stamp(first + timedelta(seconds=1)),
    ]
    assert list(history.verify()) == []


def test_a_clock_that_stands_still_still_publishes(work: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOON)

    claim = make_claim(status=Status.DONE, publication=Publication.LIVE)
    publish(claim)
    verdicts.withhold(claim.public_id, by=make_editor(), version=None, reason="A court.")
    publish(claim)

    assert {event.at for event in history.walk()} == {clock.stamp(NOON)}
    assert public.record(claim.public_id)["previous"] == []
    assert [
        json.loads(event.body or "")["verdict"]["version"] for event, _ in corrections.listed(withdrawn=False)
    ] == [3]
    assert list(history.verify()) == []


def test_a_stamp_is_27_characters_in_utc_and_reads_back() -> None:
    moment = datetime.fromisoformat("2026-01-05T21:00:00+09:00")

    assert clock.stamp(moment) == "2026-01-05T12:00:00.000000Z"
    assert clock.moment(clock.stamp(moment)) == moment
    assert clock.now().tzinfo is UTC


# People in it.


def test_a_person_has_another_code_in_every_claim(work: Session) -> None:
    person = make_reviewer()
    make_article(*(f"Sentence {number}." for number in range(20)), by=person)

    codes = {event.actor for event in history.walk()}

    assert len(codes) > 15
    assert {actor.split("-")[0] for actor in codes} == {"reviewer"}
    assert {len(actor.split("-")[1]) for actor in codes} == {4}


def test_a_person_keeps_their_code_in_one_claim_also_in_another_role(work: Session) -> None:
    person, claim = make_reviewer(), make_claim()

    before = history.actor(claim.public_id, person)
    person.role = make_editor().role
    after = history.actor(claim.public_id, person)

    assert before.split("-")[1] == after.split("-")[1]
    assert (before.split("-")[0], after.split("-")[0]) == ("reviewer", "editor")


def test_nobody_shares_a_code_in_one_claim(work: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    claim = make_claim()
    codes = iter(["aaaa", "aaaa", "aaaa", "bbbb"])
    monkeypatch.setattr(history, "random_code", lambda _length: next(codes))

    found = [history.code_of(claim.public_id, make_reviewer().id) for _ in range(2)]

    assert found == ["aaaa", "bbbb"]


def test_the_desk_knows_who_is_behind_a_code(work: Session) -> None:
    holder, editor = make_reviewer(), make_editor()
    claim = make_claim(status=Status.DONE, publication=Publication.LIVE, holder=holder, editor=editor)

    names = history.names_in(claim.public_id)

    last = history.of_claim(claim.public_id)[-1]
    assert names[history.code_in(last.actor)] is editor
    assert set(names.values()) == {holder, editor}


def test_asking_who_may_do_what_writes_nothing(work: Session) -> None:
    claim, stranger = make_claim(status=Status.PROPOSED, publication=Publication.LIVE), make_editor()

    claims.possible_moves(claim, person=stranger)
    assert not history.worked_on(claim, stranger)
    assert not history.held_or_proposed(claim, stranger)

    assert history.known_code(claim.public_id, stranger.id) is None
    assert not work.new


def test_an_admin_acts_as_an_admin(work: Session) -> None:
    claim = make_claim()

    assert history.actor(claim.public_id, make_admin()).startswith("admin-")


def test_a_stale_version_is_told_with_both_numbers(work: Session) -> None:
    claim = make_claim()

    history.refuse_stale(claim, None)
    history.refuse_stale(claim, claim.version)
    with pytest.raises(Stale) as refused:
        history.refuse_stale(claim, claim.version - 1)

    assert (refused.value.seen, refused.value.current) == (claim.version - 1, claim.version)
    assert "Nothing was saved" in str(refused.value)


# Reading it whole.


def test_a_log_of_several_pages_is_walked_whole(work: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    make_article(*(f"Sentence {number}." for number in range(9)))
    assert history.count() == 9

    for page in (1, 2, 3, 9, 10):
        monkeypatch.setattr(history, "PAGE", page)

        assert [event.pos for event in history.walk()] == list(range(1, 10))
        assert [event.pos for event in history.walk(4)] == list(range(4, 10))


def test_an_empty_log_is_sound(work: Session) -> None:
    assert list(history.walk()) == []
    assert list(history.verify()) == []
    assert history.count() == 0
    assert history.check_tail() == history.Tail(0, ())


@pytest.mark.parametrize("length", [1, 2, 100])
def test_the_tail_of_a_sound_log_is_sound(work: Session, length: int) -> None:
    make_article()

    assert history.check_tail(length) == history.Tail(history.count(), ())


# Editing the database behind its back.

ANOTHER_HASH = "CASE WHEN hash LIKE 'f%' THEN 'e' ELSE 'f' END || substr(hash, 2)"
TAMPERINGS = [
    ("UPDATE event SET body = '{}' WHERE pos = 3", 3, "contents are not what was sealed"),
    ("UPDATE event SET body = '[1.5]' WHERE pos = 2", 2, "not canonical"),
    ("UPDATE event SET actor = 'editor-zzzz' WHERE pos = 4", 4, "contents are not what was sealed"),
    ("UPDATE event SET type = 'published' WHERE pos = 1", 1, "contents are not what was sealed"),
    ("UPDATE event SET at = '2000-01-01T00:00:00.000000Z' WHERE pos = 3", 3, "time is earlier"),
    ("UPDATE event SET body = NULL, salt = NULL WHERE pos = 3", 3, "contents are missing"),
    ("DELETE FROM event WHERE pos = 3", 4, "position 3 is missing"),
    ("DELETE FROM event WHERE pos = 1", 2, "position 1 is missing"),
    ("UPDATE event SET pos = 99 WHERE pos = 3", 4, "position 3 is missing"),
    (f"UPDATE event SET hash = {ANOTHER_HASH} WHERE pos = 5", 5, "hash is not"),
]
DISARM = {
    "sqlite": ["event_no_update", "event_no_delete", "event_chain"],
    "postgresql": ["event_no_update", "event_no_delete"],
}


def tamper(database: Database, *statements: str) -> None:
    """Change the history as the owner of the file or the server can, once the triggers are away."""
    if database.engine.dialect.name == "sqlite":
        connection = sqlite3.connect(database.url.database or "")
        for trigger in DISARM["sqlite"]:
            connection.execute(f"DROP TRIGGER {trigger}")
        for statement in statements:
            connection.execute(statement)
        connection.commit()
        connection.close()
        return
    address = database.url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True) as server:
        for trigger in DISARM["postgresql"]:
            server.execute(f"ALTER TABLE event DISABLE TRIGGER {trigger}".encode())
        for statement in statements:
            server.execute(statement.encode())


def sound_desk(database: Database) -> None:
    with database.transaction():
        make_article(*(f"Sentence {number}." for number in range(6)), by=make_reviewer())
    with database.reading():
        assert list(history.verify()) == []


@pytest.mark.parametrize(("statement", "pos", "why"), TAMPERINGS)
def test_an_edit_behind_its_back_is_named_at_the_first_bad_event(
    database: Database, statement: str, pos: int, why: str
) -> None:
    sound_desk(database)

    tamper(database, statement)

    with database.reading():
        fault = next(history.verify())
    assert fault.pos == pos
    assert why in fault.why


def test_an_edit_of_the_newest_events_is_seen_at_start_up(database: Database) -> None:
    sound_desk(database)

    tamper(database, "UPDATE event SET body = '{}' WHERE pos = 6", "DELETE FROM event WHERE pos = 4")

    with database.reading():
        tail = history.check_tail()
    assert tail.size == 6
    assert {fault.pos for fault in tail.faults} == {5, 6}


@pytest.mark.parametrize("page", [2, 1000])
def test_bytes_that_are_no_text_are_named_and_so_is_what_is_wrong_before_them(
    migrated_sqlite_url: str, monkeypatch: pytest.MonkeyPatch, page: int
) -> None:
    database = Database(migrated_sqlite_url)
    sound_desk(database)
    monkeypatch.setattr(history, "PAGE", page)
    unreadable = "UPDATE event SET body = CAST(X'7BFF7D' AS TEXT) WHERE pos = 4"

    tamper(database, unreadable, "UPDATE event SET body = '{}' WHERE pos = 2")

    with database.reading():
        faults = list(history.verify())
    database.close()
    assert [(fault.pos, fault.why) for fault in faults] == [
        (2, "its contents are not what was sealed"),
        (4, "it cannot be read as text"),
    ]


def test_a_column_of_another_kind_is_named(migrated_sqlite_url: str) -> None:
    database = Database(migrated_sqlite_url)
    sound_desk(database)

    tamper(database, "PRAGMA ignore_check_constraints = ON", "UPDATE event SET at = X'00' WHERE pos = 4")

    with database.reading():
        fault = next(history.verify())
    database.close()
    assert (fault.pos, fault.why) == (4, "a column holds what it cannot")


def test_a_database_that_is_gone_is_not_taken_for_tampering(migrated_sqlite_url: str) -> None:
    database = Database(migrated_sqlite_url)
    tamper(database, "DROP TABLE event")

    with pytest.raises(history.OperationalError, match="no such table"), database.reading():
        list(history.verify())

    database.close()


# What is kept stays what it was, through every service.


def test_every_change_of_a_claim_is_an_event(work: Session) -> None:
    claim = make_claim(status=Status.PROPOSED, publication=Publication.RETRACTED)

    types = [event.type for event in history.of_claim(claim.public_id)]

    assert types == [
        "created",
        "confirmed",
        "queued",
        "assigned",
        "evidence_added",
        "evidence_added",
        "proposed",
        "published",
        "retraction",
        "queued",
        "assigned",
        "proposed",
    ]


def test_all_bodies_are_canonical(work: Session) -> None:
    claim, editor = make_claim(status=Status.DONE, publication=Publication.WITHHELD), make_editor()
    claims.flag(claim.public_id, by=editor, version=None, due_at=NOON)
    publish(claim)

    for event in history.walk():
        assert canonical(json.loads(event.body or "")) == event.body


def test_who_comes_first_in_a_claim_is_who_brought_its_article(work: Session) -> None:
    person: Reviewer = make_reviewer()
    article = make_article(by=person)
    claim = articles.page(article.public_id, person=person).claims[0]

    created = history.of_claim(claim.public_id)[0]

    assert history.names_in(claim.public_id)[history.code_in(created.actor)] is person
    assert json.loads(created.body or "")["quote"] == claim.quote
