"""Removing a text by order of law: it is gone everywhere, the history holds, and readers are told."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import JSON, Enum, String, insert, select, text

from factcheck import clock
from factcheck.app import DeskApp
from factcheck.db import Database
from factcheck.errors import InvalidInput, NotFound, RemovedByLaw
from factcheck.ledger import EventType
from factcheck.ledger.verify_export import Altered, Key, check_file
from factcheck.models import ArticleRevision, Base, Event
from factcheck.models.event import Redaction
from factcheck.models.terms import Change, Status
from factcheck.services import (
    claims,
    corrections,
    desks,
    exports,
    history,
    public,
    snapshots,
    state,
    verdicts,
    verification,
    wiping,
)
from factcheck.services.redactions import Order, Outcome
from factories import propose
from services.conftest import ORDER
from support.publishing import MAYOR, PublishingDesk

NAME = "Gregor Quill"
SENTENCE = f"The ferry of {NAME} sank in 1931 near Orlen."
NEXT = "Nobody was hurt, the harbour master said."
Redact = Callable[..., Outcome]


@pytest.fixture
def key(app: DeskApp) -> Key:
    signer = desks.signer_of(app.desk, make_key=False)
    assert signer is not None
    return Key(str(signer.key.public))


def published(desk: PublishingDesk, **draft: Any) -> str:
    """Publish the claim that names the person."""
    summary = f"The ferry of {NAME} sank in 1935."
    return desk.publish(sentence=SENTENCE, more=[NEXT], free=True, summary=summary, **draft)


def types_of(desk: PublishingDesk, claim_id: str) -> list[str]:
    with desk.app.database.reading():
        return [event.type for event in history.of_claim(claim_id)]


def findings(app: DeskApp) -> verification.Findings:
    signer = desks.signer_of(app.desk, make_key=False)
    assert signer is not None
    with app.database.reading():
        found = verification.whole(keys=[signer.key.public])
        found.add(state.differences())
        return found


def exported(app: DeskApp, **given: Any) -> str:
    of = snapshots.newest(app.database, **given)
    return b"".join(exports.json_document(app.desk, app.database, of=of)).decode()


# What is gone.


def test_the_text_is_gone_from_every_page_feed_and_export(
    desk: PublishingDesk, client: FlaskClient, redact: Redact
) -> None:
    claim_id = published(desk)
    before = clock.stamp(clock.now())
    desk.change(claim_id, summary=f"{NAME} owned it.")

    redact(claim_id, NAME)

    paths = [
        "/",
        "/claims",
        "/articles",
        "/corrections",
        f"/claims/{claim_id}",
        f"/claims/{claim_id}/history",
    ]
    paths += [f"/claims/{claim_id}/verdicts/{number}" for number in (1, 2, 3)]
    paths += [f"/claims/{claim_id}?as_of={before}", f"/embed/{claim_id}", f"/badges/{claim_id}.svg"]
    paths += [f"/badges/{claim_id}/proof.json", "/claims?q=quill", "/export/verdicts.json"]
    paths += ["/feeds/corrections.atom", "/corrections.csv"]
    paths += [f"/claims/{claim_id}/verdicts/compare?a={a}&b={b}" for a, b in ((1, 2), (2, 3))]
    paths += ["/export/verdicts.jsonl", "/export/verdicts.csv", f"/export/verdicts.json?as_of={before}"]
    for path in paths:
        answer = client.get(path)
        assert answer.status_code in {200, 451}, path
        assert "quill" not in answer.text.replace("?q=quill", "").replace('value="quill"', "").lower(), path
    assert (
        "No published claim" in client.get("/claims?q=quill").text
        or claim_id not in client.get("/claims?q=quill").text
    )


def test_the_text_is_in_no_table_any_more(desk: PublishingDesk, redact: Redact) -> None:
    claim_id = published(desk, said_by={"kind": "person", "name": NAME, "public_figure": True})

    redact(claim_id, NAME)

    assert NAME not in everything_in(desk.app.database)


def everything_in(database: Database) -> str:
    """Return all rows of all tables as one text."""
    sqlite = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%\\_fts%' ESCAPE '\\'"
    postgres = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    with database.reading() as session:
        is_sqlite = session.get_bind().dialect.name == "sqlite"
        names = list(session.scalars(text(sqlite if is_sqlite else postgres)))
        assert "event" in names
        rows = (row for name in names for row in session.execute(text(f'SELECT * FROM "{name}"')))
        return "\n".join(sorted(map(str, rows)))


# Tables without words about an article's claims, and columns that only programs fill in.
OTHER_TABLES = {"event", "redaction", "checkpoint", "rating_scale", "rating"}
OTHER_TABLES |= {"reviewer", "login_session", "api_token", "pseudonym"}
NO_WORDS = {"public_id", "sha256", "lang", "splitter", "rules", "published_at"}


def columns_of_words() -> list[tuple[type[Base], str]]:
    """Return every column of the models that could hold somebody's words."""
    return [
        (mapper.class_, column.key)
        for mapper in Base.registry.mappers
        if mapper.class_.__tablename__ not in OTHER_TABLES
        for column in mapper.columns
        if isinstance(column.type, String | JSON) and not isinstance(column.type, Enum)
        if column.key not in NO_WORDS
    ]


def test_no_column_keeps_the_text_whatever_it_is_for(
    desk: PublishingDesk, redact: Redact, owner: Database
) -> None:
    claim_id = desk.publish(sentence=SENTENCE, said_by=MAYOR)
    with owner.transaction() as session:
        for model, name in columns_of_words():
            for row in session.scalars(select(model)):
                setattr(row, name, with_words(getattr(row, name), NAME))
    marked = [name for _, name in columns_of_words()]
    assert {"suggested_parts", "reasons", "notes", "headings", "record", "title", "excerpt"} <= set(marked)

    redact(claim_id, NAME)

    assert "quill" not in everything_in(owner).lower()


def with_words(value: Any, words: str) -> Any:
    """Return a value of a column with words added to it."""
    if isinstance(value, dict):
        return {**value, "more": [words]}
    if isinstance(value, list):
        return [*value, {"start": 0, "end": 9, "quote": words, "text": words, "deeper": [words]}]
    return f"{value or ''} {words}"


def test_a_suggested_part_keeps_no_piece_of_the_text(desk: PublishingDesk, redact: Redact) -> None:
    claim_id = desk.draft(SENTENCE)
    part = {"start": 0, "end": 9, "quote": "The ferry", "text": "A ferry sank."}
    with desk.app.database.transaction():
        desk.claim(claim_id).suggested_parts = [part, {**part, "start": 39, "end": 44, "quote": "Orlen"}]

    redact(claim_id, "The ferry of")

    with desk.app.database.reading():
        gone, kept = desk.claim(claim_id).suggested_parts
    assert (gone["quote"], gone["text"]) == ("\u2588" * 9, "\u2588" * 13)
    assert (kept["quote"], kept["text"]) == ("Orlen", "A ferry sank.")


@pytest.mark.only("sqlite")  # Only SQLite's files are ours to read.
def test_the_text_is_in_neither_the_file_nor_its_log_of_writes(desk: PublishingDesk, redact: Redact) -> None:
    claim_id = published(desk)
    path = Path(desk.app.database.url.database or "")
    assert NAME.encode() in bytes_of(path)

    redact(claim_id, NAME)
    desk.app.database.close()
    owner = Database(desk.app.desk.database_url, guarded=False)
    wiping.wipe(owner)
    owner.close()

    assert NAME.encode() not in bytes_of(path)
    assert b"quill" not in bytes_of(path).lower()


def bytes_of(path: Path) -> bytes:
    return b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))


def test_wiping_works_on_each_database_and_changes_no_event(
    desk: PublishingDesk, redact: Redact, owner: Database
) -> None:
    claim_id = published(desk)
    redact(claim_id, NAME)
    before = everything_in(desk.app.database)

    wiping.wipe(owner)

    assert everything_in(desk.app.database) == before


@pytest.mark.only("sqlite")  # PostgreSQL waits for a lock instead.
def test_a_database_that_somebody_reads_is_not_wiped_and_says_so(
    desk: PublishingDesk, redact: Redact, owner: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim_id = published(desk)
    redact(claim_id, NAME)
    monkeypatch.setattr(wiping, "WAIT_SECONDS", 0)

    with closing(sqlite3.connect(owner.url.database or "")) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM event").fetchone()

        with pytest.raises(wiping.InUse, match="stop the service"):
            wiping.wipe(owner)

    assert redact(claim_id, NAME).positions == {}
    wiping.wipe(owner)


def test_offsets_stay_because_blocks_of_the_same_length_take_the_place(
    desk: PublishingDesk, redact: Redact
) -> None:
    claim_id = published(desk)

    redact(claim_id, NAME)

    with desk.app.database.reading() as session:
        revision = session.scalars(select(ArticleRevision)).one()
        claim = desk.claim(claim_id)
        blocks = "\u2588" * len(NAME)
        assert revision.text == f"{SENTENCE}\n\n{NEXT}".replace(NAME, blocks)
        assert revision.text[claim.start : claim.end] == claim.quote == SENTENCE.replace(NAME, blocks)
        assert "quill" not in claim.folded


def test_the_text_is_found_whatever_its_capitals_and_line_breaks(
    desk: PublishingDesk, redact: Redact
) -> None:
    claim_id = desk.publish(sentence="The ferry of GREGOR\nQUILL sank in 1931.")

    redact(claim_id, NAME)

    assert "QUILL" not in everything_in(desk.app.database)


def test_the_text_is_found_in_addresses_too(desk: PublishingDesk, redact: Redact, owner: Database) -> None:
    url = "https://a.example.org/Gregor%20Quill?by=gregor+quill"
    claim_id = desk.publish(sentence=SENTENCE, url=url)

    redact(claim_id, NAME)

    assert "quill" not in everything_in(owner).lower()


def test_what_looks_like_the_text_is_told_and_left(desk: PublishingDesk, redact: Redact) -> None:
    claim_id = desk.publish(sentence=SENTENCE, url="https://a.example.org/gregor-quill")
    other = desk.article(NEXT, title=f"What {NAME} saw")

    outcome = redact(claim_id, NAME)

    assert outcome.remaining == (f"article {other.public_id}",)
    assert outcome.similar == (claim_id,)


def test_a_piece_of_the_text_in_the_context_of_another_quotation_goes_too(
    desk: PublishingDesk, redact: Redact
) -> None:
    article = desk.article(SENTENCE, NEXT)
    first, second = desk.claims_of(article)
    desk.publish(second)

    outcome = redact(first, SENTENCE)

    assert set(outcome.positions) == {first, second}
    with desk.app.database.reading():
        quote = public.record(second)["selectors"][1]
        assert set(quote["prefix"].strip()) == {"\u2588"}
        assert quote["exact"] == NEXT
    assert "near Orlen" not in everything_in(desk.app.database)


# What stays.


def test_the_history_holds_and_the_tables_say_what_it_says(
    desk: PublishingDesk, redact: Redact, app: DeskApp
) -> None:
    claim_id = published(desk)
    desk.change(claim_id)
    desk.recheck(claim_id)

    outcome = redact(claim_id, NAME)

    found = findings(app)
    assert found.faults == []
    assert found.redacted == sum(map(len, outcome.positions.values())) > 0


def test_a_redaction_names_each_event_with_its_type_actor_and_time(
    desk: PublishingDesk, redact: Redact
) -> None:
    claim_id = published(desk)
    with desk.app.database.reading():
        before = {event.pos: event for event in history.of_claim(claim_id)}

    positions = redact(claim_id, NAME).positions[claim_id]

    with desk.app.database.reading():
        events = history.of_claim(claim_id)
    redaction = next(event for event in events if event.type == EventType.REDACTION)
    body = json.loads(redaction.body or "")
    assert [named["pos"] for named in body["positions"]] == positions
    for named in body["positions"]:
        event = before[named["pos"]]
        assert named == {"pos": event.pos, "type": event.type, "actor": event.actor, "at": event.at}
    assert (body["ground"], body["note"], body["version"]) == (ORDER.ground, ORDER.note, 2)
    assert redaction.actor.startswith("operator-")
    assert [event.pos for event in events if event.body is None] == positions


def test_a_live_record_lives_on_as_a_small_change_without_the_text(
    desk: PublishingDesk, redact: Redact
) -> None:
    claim_id = published(desk)

    redact(claim_id, NAME)

    assert types_of(desk, claim_id)[-2:] == ["redaction", "minor"]
    with desk.app.database.reading():
        record = public.record(claim_id)
        assert record["publication"] == "live"
        assert record["verdict"]["version"] == 2
        assert (record["verdict"]["change"], record["verdict"]["reason"]) == ("minor", ORDER.note)
        assert record["verdict"]["rating"]["key"] == "false"
        assert record["verdict"]["rating_changed"] is False
        assert record["previous"] == []
        newest = verdicts.latest(desk.claim(claim_id))
        assert newest is not None
        assert newest.version == 2


def test_a_removed_correction_is_still_a_correction(
    desk: PublishingDesk, redact: Redact, client: FlaskClient
) -> None:
    claim_id = published(desk)
    desk.change(claim_id, reason="The minutes say so.")
    desk.change(claim_id, change=Change.UPDATE, rating="half_true")

    redact(claim_id, NAME)

    with desk.app.database.reading():
        assert public.record(claim_id)["verdict"]["change"] == "correction"
        listed = [event.body is None for event, _ in corrections.listed()]
    assert listed == [False, True]
    for path in ("/corrections", "/feeds/corrections.atom", f"/claims/{claim_id}/verdicts/compare?a=1&b=2"):
        assert "was removed by order of law" in client.get(path).text
    assert '"true"\r\n' in client.get("/corrections.csv").text


def test_a_retraction_stays_a_retraction(desk: PublishingDesk, redact: Redact) -> None:
    claim_id = published(desk)
    desk.retract(claim_id)

    redact(claim_id, NAME)

    with desk.app.database.reading():
        record = public.record(claim_id)
    assert record["publication"] == "retracted"
    assert record["verdict"]["rating"] is None
    assert record["verdict"]["reason"] == "The minutes were forged."
    assert types_of(desk, claim_id)[-1] == "retraction"


def test_a_version_that_never_held_the_text_stays_as_it_was(desk: PublishingDesk, redact: Redact) -> None:
    claim_id = desk.publish(summary=f"{NAME} owned it.")
    desk.change(claim_id, summary="It sank in 1935.")

    redact(claim_id, NAME)

    with desk.app.database.reading():
        record = public.record(claim_id)
    assert types_of(desk, claim_id)[-1] == "redaction"
    assert (record["verdict"]["version"], record["previous"]) == (2, [])


def test_a_withheld_claim_stays_withheld_and_says_no_more(
    desk: PublishingDesk, redact: Redact, app: DeskApp, client: FlaskClient, key: Key
) -> None:
    claim_id = published(desk)
    desk.withhold(claim_id, reason=f"{NAME} complained.")
    with app.database.reading():
        before = public.record(claim_id)

    redact(claim_id, NAME)

    with app.database.reading():
        assert public.record(claim_id) == before
    assert ORDER.ground not in client.get(f"/claims/{claim_id}").text
    assert types_of(desk, claim_id)[-1] == "redaction"
    document = exported(app)
    assert ORDER.ground not in document
    assert list(check_file(document, key)) == [claim_id]
    assert findings(app).faults == []
    assert NAME not in everything_in(app.database)


def test_a_claim_nobody_published_loses_the_text_and_stays_unpublished(
    desk: PublishingDesk, redact: Redact, app: DeskApp, client: FlaskClient
) -> None:
    claim_id = desk.draft(SENTENCE)

    redact(claim_id, NAME)

    assert client.get(f"/claims/{claim_id}").status_code == 404
    assert findings(app).faults == []
    desk.publish(claim_id)
    assert findings(app).faults == []
    with app.database.reading():
        shown = public.history_of(claim_id)
    assert "redaction" not in [event.get("type") for event in shown]


def test_work_in_hand_goes_on_and_its_author_still_cannot_approve_it(
    desk: PublishingDesk, redact: Redact, app: DeskApp
) -> None:
    claim_id = published(desk)
    with app.database.transaction():
        claims.queue(claim_id, by=desk.reviewer, reason="A reader wrote.")
        claims.take(claim_id, by=desk.editor)
        propose(desk.claim(claim_id), by=desk.editor, rating="true", summary=f"{NAME} was right.")

    redact(claim_id, NAME)

    with app.database.reading():
        claim = desk.claim(claim_id)
        assert claim.status is Status.PROPOSED
        assert history.worked_on(claim, desk.editor)
        proposal = claims.pending(claim)
        assert proposal is not None
        assert NAME not in proposal.summary
    assert findings(app).faults == []


def test_claims_of_other_articles_are_named_and_left(desk: PublishingDesk, redact: Redact) -> None:
    claim_id, other = published(desk), desk.draft(f"{NAME} came back.")

    outcome = redact(claim_id, NAME)

    assert outcome.remaining == (other,)
    with desk.app.database.reading():
        assert NAME in desk.claim(other).text


def test_a_claimant_whom_another_article_names_keeps_the_name_there(
    desk: PublishingDesk, redact: Redact, client: FlaskClient, app: DeskApp
) -> None:
    named = {**MAYOR, "name": NAME}
    claim_id = desk.publish(sentence=SENTENCE, said_by=named)
    other = desk.publish(said_by=named)
    with app.database.reading():
        before = public.record(other)["said_by"]["claimant"]["id"]
        assert public.record(claim_id)["said_by"]["claimant"]["id"] == before

    outcome = redact(claim_id, NAME)

    assert outcome.remaining == (other,)
    with app.database.reading():
        kept, own = (public.record(one)["said_by"]["claimant"] for one in (other, claim_id))
        assert desk.claim(claim_id).claimant_id != desk.claim(other).claimant_id
    assert (kept["id"], kept["name"]) == (before, NAME)
    assert (own["id"] != before, own["name"]) == (True, "\u2588" * len(NAME))
    page = client.get(f"/claimants/{before}").text
    assert NAME in page
    assert claim_id not in page
    assert findings(app).faults == []
    redact(other, NAME)
    assert NAME not in everything_in(app.database)
    assert findings(app).faults == []


def test_a_text_of_the_article_that_no_claim_holds_is_removed_too(
    desk: PublishingDesk, redact: Redact, app: DeskApp
) -> None:
    article = desk.article(NEXT, title=f"What {NAME} saw")
    claim_id = desk.claims_of(article)[0]

    outcome = redact(claim_id, NAME)

    assert outcome.positions == {}
    assert NAME not in everything_in(app.database)
    assert findings(app).faults == []


# What readers and verifiers are told.


def test_a_desk_is_ready_after_a_redaction(
    desk: PublishingDesk, redact: Redact, client: FlaskClient, owner: Database
) -> None:
    claim_id = published(desk)
    redact(claim_id, NAME)

    assert client.get("/readyz").status_code == 200

    with owner.transaction() as session:
        session.execute(insert(Redaction), [{"pos": 2, "event": 1}])
        session.execute(text("UPDATE event SET body = NULL, salt = NULL WHERE pos = 2"))
    [problem] = client.get("/readyz").json["problems"]
    assert problem == "Event 2: its contents are missing, and no redaction names it."


def test_pages_say_that_something_was_removed_and_on_what_ground(
    desk: PublishingDesk, redact: Redact, client: FlaskClient
) -> None:
    claim_id = published(desk)

    redact(claim_id, NAME)

    for path in (f"/claims/{claim_id}", f"/claims/{claim_id}/history"):
        page = client.get(path).text
        assert "removed by order of law" in page
        assert ORDER.ground in page
        assert ORDER.note.replace("'", "&#39;") in page
    removed = client.get(f"/claims/{claim_id}/verdicts/1")
    assert removed.status_code == 451
    assert ORDER.ground in removed.text


def test_a_stranger_can_check_every_export_after_a_redaction(
    desk: PublishingDesk, redact: Redact, app: DeskApp, key: Key
) -> None:
    claim_id = published(desk)
    moments = [clock.now()]
    desk.recheck(claim_id)
    moments.append(clock.now())
    desk.uphold(claim_id, note=f"{NAME} is known to us.")
    moments.append(clock.now())
    other = desk.publish()
    redact(claim_id, NAME)
    desk.change(claim_id)
    moments.append(clock.now())

    for of in (None, *moments):
        document = exported(app, as_of=of)
        assert NAME not in document
        assert set(check_file(document, key)) >= {claim_id}
    newest = json.loads(exported(app))
    record = next(record for record in newest["verdicts"] if record["claim_id"] == claim_id)
    redaction = next(event for event in record["history"] if event.get("type") == "redaction")
    removed = [event for event in record["history"] if "redacted" in event]
    assert {event["redacted"] for event in removed} == {redaction["pos"]}
    shape = {"v", "pos", "claim", "seq", "prev", "prev_claim", "sealed", "hash", "redacted"}
    assert all(set(event) == shape for event in removed)
    assert other in exported(app)


def test_an_export_that_drops_the_redaction_is_found_out(
    desk: PublishingDesk, redact: Redact, app: DeskApp, key: Key
) -> None:
    claim_id = published(desk)
    redact(claim_id, NAME)
    document = json.loads(exported(app))
    [record] = document["verdicts"]
    for event in record["history"]:
        if event.get("type") == "redaction":
            for name in ("type", "actor", "at", "body", "salt"):
                del event[name]
            event["internal"] = True

    with pytest.raises(Altered):
        list(check_file(json.dumps(document), key))


def test_the_record_of_a_time_before_shows_what_was_left_of_it(
    desk: PublishingDesk, redact: Redact, app: DeskApp
) -> None:
    claim_id = published(desk)
    then = clock.now()
    desk.change(claim_id)

    redact(claim_id, NAME)

    with app.database.reading():
        record = public.record(claim_id, as_of=then)
        assert "\u2588" in record["claim"]
        with pytest.raises(NotFound):
            public.record(claim_id, as_of=then - timedelta(days=1))
        with pytest.raises(RemovedByLaw):
            public.version(claim_id, 1)


# What is refused.


@pytest.mark.parametrize(
    ("words", "order"),
    [
        ("Q", ORDER),
        (NAME, Order(" ", "A note.")),
        (NAME, Order("A ground.", "")),
        (NAME, Order("A ground.", f"The name of {NAME.upper()} was removed.")),
        (NAME, Order("https://court.example/gregor-quill", "A note.")),
    ],
)
def test_an_order_that_cannot_be_told_is_refused(
    desk: PublishingDesk, redact: Redact, words: str, order: Order
) -> None:
    claim_id = published(desk)

    with pytest.raises(InvalidInput):
        redact(claim_id, words, order)


def test_a_text_that_is_not_there_is_not_removed(desk: PublishingDesk, redact: Redact) -> None:
    claim_id = published(desk)

    with pytest.raises(NotFound, match="holds that text"):
        redact(claim_id, "Somebody else")
    with pytest.raises(NotFound, match="no such claim"):
        redact("nothing", NAME)


def test_what_says_that_a_text_was_removed_cannot_be_removed(
    desk: PublishingDesk, redact: Redact, app: DeskApp
) -> None:
    claim_id = published(desk)
    redact(claim_id, NAME)

    outcome = redact(claim_id, "district court", Order("Another order", "A word was taken out."))

    assert outcome == Outcome({}, lasting=(claim_id,))
    assert findings(app).faults == []


def test_a_text_can_be_removed_from_the_version_that_stood_in(
    desk: PublishingDesk, redact: Redact, app: DeskApp, key: Key
) -> None:
    claim_id = published(desk)
    then = clock.now()
    redact(claim_id, NAME)

    redact(claim_id, "near Orlen")

    with app.database.reading():
        assert public.record(claim_id)["verdict"]["version"] == 3
    assert list(check_file(exported(app), key)) == [claim_id]
    assert list(check_file(exported(app, as_of=then), key)) == [claim_id]
    assert findings(app).faults == []


# Tampering.


def test_a_body_that_no_redaction_event_names_is_tampering_whatever_the_table_says(
    desk: PublishingDesk, owner: Database, app: DeskApp
) -> None:
    published(desk)
    with owner.transaction() as session:
        session.execute(insert(Redaction), [{"pos": 1, "event": 2}])
        session.execute(text("UPDATE event SET body = NULL, salt = NULL WHERE pos = 1"))

    found = findings(app)

    assert (found.faults[0].pos, found.redacted) == (1, 0)
    assert "no redaction names it" in found.faults[0].why


@pytest.mark.parametrize("column", ["type", "actor", "at"])
def test_what_is_left_of_a_removed_event_cannot_be_altered_either(
    desk: PublishingDesk, redact: Redact, owner: Database, app: DeskApp, column: str
) -> None:
    claim_id = published(desk)
    pos = redact(claim_id, NAME).positions[claim_id][0]
    with owner.transaction() as session:
        switch_triggers_off(session)
        before = session.scalar(select(getattr(Event, column)).where(Event.pos == pos)) or ""
        later = before[:-2] + ("1Z" if before[-2] != "1" else "2Z")
        value = later if column == "at" else "note"
        session.execute(
            text(f"UPDATE event SET {column} = :value WHERE pos = :pos"), {"value": value, "pos": pos}
        )

    assert findings(app).faults[0].pos == pos


def switch_triggers_off(session: Any) -> None:
    if session.get_bind().dialect.name == "sqlite":
        session.execute(text("DROP TRIGGER event_no_update"))
    else:
        session.execute(text("ALTER TABLE event DISABLE TRIGGER event_no_update"))
