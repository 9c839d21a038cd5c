"""A checkpoint kept outside is compared wherever a check begins, and with a log that was signed anew."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import Connection

from factcheck.db import Database
from factcheck.ledger.checkpoints import Checkpoint, SigningKey, open_checkpoint
from factcheck.ledger.merkle import Frontier
from factcheck.models import StoredCheckpoint
from factcheck.services import checkpoints, verification
from support.tampering import (
    NAME,
    Owner,
    edited,
    issued,
    log_of,
    opened_history,
    relinked,
    store,
    store_checkpoints,
)


@pytest.fixture
def desk(copy_of, key: SigningKey) -> Iterator[Database]:
    """A desk with a signed history of four articles, a copy of this test's own."""
    with opened_history(copy_of, key, articles=4) as database:
        yield database


def rewrite(desk: Database, key: SigningKey, pos: int) -> None:
    """Change one event and sign the whole log anew, as whoever holds the key can."""
    sizes = [stored.size for stored in issued(desk)]

    def change(connection: Connection) -> None:
        log = log_of(connection)
        log[pos - 1] = edited(log[pos - 1])
        log = relinked(log)
        frontier, signed = Frontier(), []
        for event in log:
            frontier.append(bytes.fromhex(event.hash))
            if event.pos in sizes:
                signed.append(signed_now(key, frontier, event.at))
        store(connection, log)
        store_checkpoints(connection, signed)

    Owner(desk.url.render_as_string(hide_password=False)).rewrite(change)


def signed_now(key: SigningKey, frontier: Frontier, at: str) -> StoredCheckpoint:
    root = frontier.root()
    note = Checkpoint(NAME, frontier.size, root).signed_by(key)
    peaks = checkpoints.written(frontier)
    return StoredCheckpoint(size=frontier.size, at=at, root=root.hex(), peaks=peaks, note=note)


def test_a_check_that_begins_at_a_kept_checkpoint_compares_it(desk, key):
    stored = issued(desk)
    kept = open_checkpoint(stored[2].note, key.public)
    lie = replace(kept, root=bytes(32))

    with desk.reading():
        assert verification.whole(keys=[key.public], against=kept, since=kept.size).faults == []
        (fault,) = verification.whole(keys=[key.public], against=lie, since=kept.size).faults

    assert "the log was rewritten somewhere" in fault.why


def test_a_log_that_was_signed_anew_was_rewritten_after_what_was_kept_and_still_fits(desk, key):
    first, second, third, _ = (open_checkpoint(stored.note, key.public) for stored in issued(desk))
    rewrite(desk, key, second.size)

    with desk.reading():
        alone = verification.whole(keys=[key.public]).faults
        (late,) = verification.whole(keys=[key.public], against=[third]).faults
        found = verification.whole(keys=[key.public], against=[first, third]).faults

    assert alone == []
    assert (late.pos, found[0].pos) == (1, first.size + 1)
    assert f"after event {first.size} and up to event {third.size}" in found[0].why
