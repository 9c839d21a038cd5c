"""Whatever the owner of the database rewrites behind the desk's back is found, and located."""

import random
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace

import pytest
from sqlalchemy import Connection, text

from factcheck.db import Database, open_engine
from factcheck.errors import NotFound
from factcheck.ledger import LoggedEvent
from factcheck.ledger.checkpoints import Checkpoint, SigningKey, open_checkpoint
from factcheck.models import StoredCheckpoint
from factcheck.services import checkpoints, history, readiness, verification
from factcheck.services.state import differences
from support.tampering import (
    Owner,
    edited,
    fill,
    issued,
    log_of,
    relinked,
    sign_with,
    store,
)

NAME = "facts.example.org/log"
Log = list[LoggedEvent]


@pytest.fixture(scope="module")
def key(tmp_path_factory) -> SigningKey:
    return SigningKey.make(tmp_path_factory.mktemp("keys") / "signing.key", name=NAME)


@pytest.fixture
def desk(copy_of, key: SigningKey) -> Iterator[Database]:
    """A desk with a signed history of four articles, a copy of this test's own."""

    def furnish(database: Database) -> None:
        sign_with(database, key)
        fill(database, articles=4)

    url, _ = copy_of("a history of four articles", furnish)
    with closing(Database(url)) as database:
        sign_with(database, key)
        yield database


def found(desk: Database, key: SigningKey, **asked) -> verification.Findings:
    with desk.reading():
        return verification.whole(keys=[key.public], **asked)


def newest(desk: Database, key: SigningKey) -> Checkpoint:
    return open_checkpoint(issued(desk)[-1].note, key.public)


def test_a_history_that_nobody_touched_is_sound(desk, key):
    sound = found(desk, key, against=newest(desk, key))

    assert sound.faults == []
    assert sound.events > 40
    assert sound.checkpoints == 4


def test_every_public_event_is_covered_by_a_checkpoint_of_its_own(desk, key):
    with desk.reading():
        public = [event.pos for event in whole_log() if event.type == "published"]

    assert [stored.size for stored in issued(desk)] == public


def whole_log() -> list[LoggedEvent]:
    return list(history.walk())


# Each takes the log and a place in it, and returns what the owner makes of it and the positions at which,
# or in whose window, the fault must be named.
def edit_body(log: Log, at: int) -> tuple[Log, range]:
    return put(log, at, edited(log[at])), exactly(at)


def edit_actor(log: Log, at: int) -> tuple[Log, range]:
    return put(log, at, replace(log[at], actor="editor-aaaa")), exactly(at)


def edit_time(log: Log, at: int) -> tuple[Log, range]:
    moved = log[at].at[:-2] + ("0" if log[at].at[-2] != "0" else "1") + "Z"
    return put(log, at, replace(log[at], at=moved)), range(at + 1, at + 3)


def edit_type(log: Log, at: int) -> tuple[Log, range]:
    return put(log, at, replace(log[at], type="note" if log[at].type != "note" else "queued")), exactly(at)


def delete_one(log: Log, at: int) -> tuple[Log, range]:
    return [*log[:at], *log[at + 1 :]], range(at + 1, at + 3)


def insert_one(log: Log, at: int) -> tuple[Log, range]:
    forged = replace(edited(log[at]), pos=len(log) + 1, hash="f" * 64, seq=999)
    return [*log, forged], exactly(len(log))


def swap(log: Log, at: int) -> tuple[Log, range]:
    other = (at + 1) % len(log)
    first, second = log[at], log[other]
    changed = put(log, at, replace(first, body=second.body, salt=second.salt))
    return put(changed, other, replace(second, body=first.body, salt=first.salt)), around(at, other)


def relink_one(log: Log, at: int) -> tuple[Log, range]:
    alone = relinked([*log[:at], edited(log[at])], start=at + 1)[-1]
    return put(log, at, alone), range(at + 1, at + 3)


def rehash_all(log: Log, at: int) -> tuple[Log, range]:
    return relinked(put(log, at, edited(log[at])), start=at + 1), range(1, at + 2)


def cut_tail(log: Log, at: int) -> tuple[Log, range]:
    return log[:at], range(at, at + 2)


def remove_body(log: Log, at: int) -> tuple[Log, range]:
    return put(log, at, replace(log[at], body=None, salt=None)), exactly(at)


KINDS: tuple[Callable[[Log, int], tuple[Log, range]], ...] = (
    edit_body,
    edit_actor,
    edit_time,
    edit_type,
    delete_one,
    insert_one,
    swap,
    relink_one,
    rehash_all,
    cut_tail,
    remove_body,
)


def put(log: Log, at: int, event: LoggedEvent) -> Log:
    return [*log[:at], event, *log[at + 1 :]]


def exactly(at: int) -> range:
    return range(at + 1, at + 2)


def around(*places: int) -> range:
    return range(min(places) + 1, max(places) + 2)


@pytest.mark.parametrize("kind", KINDS)
def test_tampering_with_events_is_found_and_located(desk, key, kind):
    check_tampering(desk, key, kind, places=3)


@pytest.mark.full
@pytest.mark.parametrize("kind", KINDS)
def test_tampering_with_events_is_found_at_forty_places(desk, key, kind):
    check_tampering(desk, key, kind, places=40)


def check_tampering(desk: Database, key: SigningKey, kind, *, places: int) -> None:
    kept, owner = newest(desk, key), Owner(desk.url.render_as_string(hide_password=False))
    before: Log = []
    owner.rewrite(lambda connection: before.extend(log_of(connection)))
    signed = [event for event in before if event.pos <= kept.size]
    for at in chosen(len(signed), places):
        tampered, where = kind(before, at)
        owner.rewrite(lambda connection, log=tampered: store(connection, log))
        findings = found(desk, key, against=kept)
        assert findings.faults, f"{kind.__name__} at {at + 1} was not found"
        assert findings.faults[0].pos in where, (kind.__name__, at + 1, findings.faults[0])
    owner.rewrite(lambda connection: store(connection, before))
    assert found(desk, key, against=kept).faults == []


def chosen(size: int, places: int) -> list[int]:
    """Return first, last, and places between, always the same ones."""
    middle = random.Random(7).sample(range(1, size - 1), k=min(places, size - 1) - 2)
    return [0, size - 1, *middle] if places > 2 else [0, size - 1]


def test_one_character_changed_anywhere_is_found_at_its_event(desk, key):
    check_flips(desk, key, flips=25)


@pytest.mark.full
def test_a_thousand_characters_changed_are_found(desk, key):
    check_flips(desk, key, flips=1000)


def check_flips(desk: Database, key: SigningKey, *, flips: int) -> None:
    owner, chance = Owner(desk.url.render_as_string(hide_password=False)), random.Random(11)
    for _ in range(flips):
        undo: list[tuple[int, str, str]] = []

        def flip(connection: Connection, undo=undo) -> None:
            event = chance.choice(log_of(connection))
            column = chance.choice(["type", "actor", "body", "salt", "sealed", "prev", "prev_claim", "hash"])
            value = getattr(event, column)
            place = chance.randrange(len(value))
            other = "a" if value[place] != "a" else "b"
            undo.append((event.pos, column, value))
            put_value(connection, event.pos, column, value[:place] + other + value[place + 1 :])

        owner.rewrite(flip)
        pos, column, _ = undo[0]
        findings = found(desk, key)
        assert findings.faults, (pos, column)
        assert findings.faults[0].pos == pos, (pos, column, findings.faults[0])
        owner.rewrite(lambda connection, u=undo[0]: put_value(connection, *u))
    assert found(desk, key).faults == []


def put_value(connection: Connection, pos: int, column: str, value: str) -> None:
    connection.execute(
        text(f"UPDATE event SET {column} = :value WHERE pos = :pos"), {"value": value, "pos": pos}
    )


def test_a_replaced_checkpoint_is_found(desk, key, tmp_path):
    other = SigningKey.make(tmp_path / "other.key", name=NAME)
    stored = issued(desk)[1]
    forged = Checkpoint(NAME, stored.size, bytes(32))

    for note, root in (
        (forged.signed_by(other), "00" * 32),
        (issued(desk)[0].note, stored.root),
        (stored.note, "00" * 32),
    ):
        Owner(desk.url.render_as_string(hide_password=False)).rewrite(
            lambda connection, note=note, root=root: connection.execute(
                text("UPDATE checkpoint SET note = :note, root = :root WHERE size = :size"),
                {"note": note, "root": root, "size": stored.size},
            )
        )
        assert found(desk, key).faults[0].pos == stored.size


def test_a_dropped_trigger_is_reported_beside_the_events(desk, key):
    with desk.reading() as session:
        assert readiness.triggers_missing(session.connection()) == []

    engine_url = desk.url.render_as_string(hide_password=False)
    on_sqlite = desk.url.get_backend_name() == "sqlite"
    statement = "DROP TRIGGER event_no_update" + ("" if on_sqlite else " ON event")
    Owner(engine_url).rewrite(lambda _connection: None)
    drop(engine_url, statement)

    with desk.reading() as session:
        assert readiness.triggers_missing(session.connection()) == [
            "The trigger event_no_update is missing or switched off."
        ]
    assert found(desk, key).faults == []


def drop(url: str, statement: str) -> None:
    engine = open_engine(url, guarded=False)
    with engine.execution_options(writes=True).begin() as connection:
        connection.exec_driver_sql(statement)
    engine.dispose()


def test_an_edited_cache_is_named_by_its_claim(desk, key):
    with desk.reading():
        assert list(differences()) == []

    for statement in (
        "UPDATE claim SET status = 'dismissed' WHERE publication = 'live'",
        "UPDATE claim SET text = 'Something else.' WHERE publication = 'none' AND status = 'new'",
        "UPDATE public_record SET record = '{}'",
    ):
        drop(desk.url.render_as_string(hide_password=False), statement)
        with desk.reading():
            faults = list(differences())
        assert len(faults) >= 4
        assert all("is not what the history says" in fault.why for fault in faults)


def test_a_check_since_a_checkpoint_reads_only_what_came_after(desk, key):
    sizes = [stored.size for stored in issued(desk)]

    later = found(desk, key, since=sizes[2])

    assert later.faults == []
    with desk.reading():
        assert later.events == history.count() - sizes[2]


def test_a_check_since_a_checkpoint_finds_what_was_changed_after(desk, key):
    start = issued(desk)[2].size
    owner = Owner(desk.url.render_as_string(hide_password=False))
    owner.rewrite(lambda connection: put_value(connection, start + 1, "actor", "editor-aaaa"))

    assert found(desk, key, since=start).faults[0].pos == start + 1


def test_one_claim_is_checked_alone(desk, key):
    with desk.reading():
        claim = whole_log()[0].claim
        assert verification.one_claim(claim).faults == []
        with pytest.raises(NotFound):
            verification.one_claim("aaaaaaaaaaaa")

    owner = Owner(desk.url.render_as_string(hide_password=False))
    owner.rewrite(lambda connection: put_value(connection, 1, "actor", "editor-aaaa"))

    with desk.reading():
        assert verification.one_claim(claim).faults[0].pos == 1


def test_a_checkpoint_is_issued_hourly_only_if_the_log_grew(desk, key):
    before = len(issued(desk))
    with desk.transaction():
        assert isinstance(checkpoints.issue(), StoredCheckpoint)
        assert checkpoints.issue() is None

    assert len(issued(desk)) == before + 1
    assert found(desk, key).faults == []


def test_nothing_is_signed_without_a_key(database):
    fill(database, articles=1)

    assert issued(database) == []
    with database.transaction():
        assert checkpoints.issue() is None
    with database.reading():
        assert verification.whole(keys=[]).faults == []
