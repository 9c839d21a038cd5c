"""Checking a whole history, a part of it, and one claim. `test_tampering.py` has what must be found."""

from collections.abc import Iterator

import pytest
from sqlalchemy import text

from factcheck.db import Database, open_engine
from factcheck.errors import NotFound
from factcheck.ledger import EventType, LoggedEvent
from factcheck.ledger.checkpoints import Checkpoint, SigningKey, open_checkpoint
from factcheck.models import Step, StoredCheckpoint
from factcheck.models.terms import Status
from factcheck.services import checkpoints, history, sources, verification
from factcheck.services.state import differences
from factories import attach, confirm, make_claim, make_reviewer, propose
from support.tampering import NAME, Owner, fill, issued, opened_history, put_value, store_checkpoints


@pytest.fixture
def desk(copy_of, key: SigningKey) -> Iterator[Database]:
    """A desk with a signed history of four articles, a copy of this test's own."""
    with opened_history(copy_of, key, articles=4) as database:
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


def test_an_edited_proposal_or_piece_of_evidence_is_named(desk, key):
    with desk.transaction():
        reviewer = make_reviewer()
        proposed = make_claim(status=Status.IN_REVIEW, holder=reviewer)
        confirm(proposed, by=reviewer)
        piece = attach(proposed, by=reviewer)
        sources.change_origin(piece.source.public_id, "Another agency", by=reviewer)
        propose(proposed, by=reviewer)
    with desk.reading():
        assert list(differences()) == []

    for statement, what in (
        ("UPDATE verdict SET summary = 'Forged.' WHERE state = 'proposed'", "its proposal"),
        ("UPDATE verdict SET rating_id = rating_id + 1 WHERE state = 'proposed'", "its proposal"),
        ("UPDATE verdict SET state = 'withdrawn' WHERE state = 'proposed'", "its proposal"),
        ("UPDATE evidence SET excerpt = 'Forged.'", f"its evidence {piece.public_id}"),
        ("UPDATE source SET title = 'Forged.'", f"its evidence {piece.public_id}"),
        ("UPDATE source SET title = '\u2588'", f"its evidence {piece.public_id}"),
    ):
        with desk.transaction() as work:
            work.execute(text(statement))
            faults = list(differences())
            work.rollback()
        assert [fault.why for fault in faults] == [
            f"claim {proposed.public_id}: {what} is not what the history says"
        ]


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


def test_a_checkpoint_whose_frontier_cannot_be_read_is_named(desk, key):
    stored = issued(desk)[2]
    owner = Owner(desk.url.render_as_string(hide_password=False))
    for peaks in ("[]", "{", '[[1,"x"]]'):
        stored.peaks = peaks
        owner.rewrite(lambda connection: store_checkpoints(connection, [*issued(desk)[:2], stored]))

        assert found(desk, key).faults[0].pos == stored.size
        assert found(desk, key, since=stored.size).faults[0].pos == stored.size


def test_a_redaction_whose_body_names_nothing_is_named_itself(desk, key):
    owner = Owner(desk.url.render_as_string(hide_password=False))
    for body in ("{{", "[]", '{"positions":[1]}', '{"positions":[{"pos":"x"}]}'):

        def forge(connection, body=body) -> None:
            put_value(connection, 3, "type", "redaction")
            put_value(connection, 3, "body", body)

        owner.rewrite(forge)

        assert found(desk, key).faults[0].pos == 3


def test_a_claim_whose_events_cannot_be_read_is_named_when_its_tables_are_compared(desk, key):
    with desk.reading():
        claim = whole_log()[0].claim
        places = [event.pos for event in history.of_claim(claim)]
    owner = Owner(desk.url.render_as_string(hide_password=False))
    for body in ("[]", "{{"):
        owner.rewrite(
            lambda connection, body=body: [put_value(connection, pos, "body", body) for pos in places]
        )

        with desk.reading():
            assert {claim in fault.why for fault in differences()} == {True}
        assert found(desk, key).faults[0].pos == places[0]


def test_missing_checkpoints_are_found_where_the_log_is_signed(desk, key):
    stored = issued(desk)
    owner = Owner(desk.url.render_as_string(hide_password=False))
    missing = "it is public, and the signed checkpoint on it is missing"

    def without(*left):
        owner.rewrite(lambda connection: store_checkpoints(connection, list(left)))
        return [(fault.pos, fault.why) for fault in found(desk, key).faults]

    assert without() == [(stored[0].size, "it is public, and nothing in the log is signed")]
    assert without(*stored[:-1]) == [(stored[-1].size, missing)]
    assert without(stored[0], *stored[2:]) == [(stored[1].size, missing)]
    assert without(*stored[1:]) == [(stored[0].size, missing)]
    with desk.reading():
        assert verification.whole(keys=[]).faults == []  # A desk without a key may have begun so.
    assert without(*stored) == []


def test_every_checkpoint_kept_outside_is_compared_with(desk, key):
    stored = issued(desk)
    kept = [open_checkpoint(row.note, key.public) for row in stored]
    lie = Checkpoint(NAME, stored[1].size, bytes(32))

    assert found(desk, key, against=kept).faults == []
    for against in ([lie, *kept], [*kept, lie]):
        (fault,) = found(desk, key, against=against).faults
        assert "the log was rewritten somewhere" in fault.why
    assert "the log ends here" in found(desk, key, against=[Checkpoint(NAME, 999, b""), *kept]).faults[0].why


def test_a_checkpoint_of_a_stretch_that_was_given_up_names_the_event_that_says_so(desk, key):
    size = issued(desk)[-1].size
    with desk.transaction():
        body = {"size": size + 3, "after": size, "up_to": size + 9, "root": "00" * 32}
        gap = history.append_to_desk(Step(EventType.GAP, body)).pos

    for lost in (size + 1, size + 9):
        (fault,) = found(desk, key, against=Checkpoint(NAME, lost, bytes(32))).faults
        assert fault.pos == gap
        assert f"what followed event {size}, up to event {size + 9}, is lost" in fault.why
    both = [Checkpoint(NAME, size + 1, bytes(32)), Checkpoint(NAME, size + 9, bytes(32))]
    assert len(found(desk, key, against=both).faults) == 1
    (fault,) = found(desk, key, against=Checkpoint(NAME, size, bytes(32))).faults
    assert "rewritten" in fault.why
