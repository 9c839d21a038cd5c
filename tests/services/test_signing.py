"""A key is announced by the one before it; either leads through the whole log, and no other signs."""

import json
from dataclasses import replace
from typing import Any

import jsonschema
import pytest
from flask.testing import FlaskClient

from factcheck import clock
from factcheck.app import DeskApp, create_app
from factcheck.db import Database
from factcheck.ledger import EventType
from factcheck.ledger.checkpoints import PublicKey, SigningKey
from factcheck.ledger.keys import Announcement
from factcheck.ledger.verify_export import Altered, Key, Unreadable, check_file
from factcheck.models import Step, StoredCheckpoint
from factcheck.services import checkpoints, desks, history, key_files, readiness, signing, verification
from factcheck.services.checkpoints import SIGNER, Signer, WrongKey
from support.publishing import PublishingDesk


def own(app: DeskApp) -> SigningKey:
    signer = desks.signer_of(app.desk, make_key=True)
    assert signer is not None
    return signer.key


def rotate(app: DeskApp, *, finish: bool = True) -> PublicKey:
    """Announce another key and, where it is to finish, put it in place."""
    path = app.desk.signing_key_path
    key = key_files.next_key(path, name=app.desk.log_name)
    app.database.run(lambda: signing.announce(key), writes=True)
    if finish:
        key_files.take_over(path, at=clock.now())
    return key.public


def faults(database: Database, *keys: PublicKey) -> list[str]:
    with database.reading():
        return [f"{fault.pos}: {fault.why}" for fault in verification.whole(keys=list(keys)).faults]


def holds(document: Any, key: PublicKey, against: str | None = None) -> bool:
    try:
        list(check_file(json.dumps(document), Key(str(key)), against))
    except Altered:
        return False
    return True


def test_either_key_leads_through_the_whole_log_and_what_left_the_house(
    app: DeskApp, client: FlaskClient, desk: PublishingDesk
) -> None:
    keys, claim = [own(app).public], desk.publish()
    kept = client.get("/.well-known/factcheck-log").json
    early, proved = client.get("/export/verdicts.json").json, client.get(f"/badges/{claim}/proof.json").json
    for _ in range(2):  # The server runs on, and signs with each new key by itself.
        keys.append(rotate(app))
        at_once = client.get("/export/verdicts.json").json
        desk.change(claim)

    log = client.get("/.well-known/factcheck-log").json
    documents = [at_once, client.get("/export/verdicts.json").json]
    documents.append(client.get(f"/badges/{claim}/proof.json").json)

    assert "keys" not in early
    assert log["public_key"] == str(keys[2]) == str(own(app).public)
    assert [former["public_key"] for former in log["former_keys"]] == [str(key) for key in keys[:2]]
    for key in keys:
        assert faults(app.database, key) == []
        assert all(holds(document, key) for document in documents)
        assert holds(documents[-1], key, against=log["checkpoint"])
        with pytest.raises(Unreadable, match="was not compared with 1 of other sizes"):
            holds(documents[-1], key, against=f"{kept['checkpoint']}\n{log['checkpoint']}")
    jsonschema.validate(documents[1], client.get("/export/schema.json").json)
    assert client.get("/readyz").json["problems"] == []
    assert "This proof holds" in client.get("/verify", query_string={"proof": json.dumps(proved)}).text
    for document in documents:
        announced = document["keys"]["history"]
        for changed in ([], announced[1:], announced[:-1], [{**announced[0], "body": "{}"}, *announced[1:]]):
            assert not holds({**document, "keys": {**document["keys"], "history": changed}}, keys[0])
        assert not holds({name: value for name, value in document.items() if name != "keys"}, keys[0])


def test_whoever_announces_a_key_that_is_not_theirs_signs_nothing_in_its_name(
    app: DeskApp, client: FlaskClient, desk: PublishingDesk, tmp_path
) -> None:
    forger, claim = own(app), desk.publish()
    real = SigningKey.make(tmp_path / "real", name=app.desk.log_name).public
    with app.database.transaction():
        announcement = Announcement(real, forger.public, history.count())
        at = history.append_to_desk(Step(EventType.KEY, announcement.signed_by(forger))).pos

    for address in ("/export/verdicts.json", f"/badges/{claim}/proof.json"):
        forged = client.get(address).json
        assert holds(forged, forger.public)
        with pytest.raises(Unreadable, match="check it with the key of its time"):
            list(check_file(json.dumps(forged), Key(str(real))))
    assert faults(app.database, forger.public) == []
    why = "it announces the key asked for, and nothing shows that this key signed the log itself"
    assert faults(app.database, real) == [f"{at}: {why}"]


def test_a_key_that_signs_the_log_of_its_announcement_stands_for_what_came_before(
    app: DeskApp, client: FlaskClient, desk: PublishingDesk
) -> None:
    old, claim = own(app).public, desk.publish()
    new = rotate(app)

    proof = client.get(f"/badges/{claim}/proof.json").json

    assert holds(proof, old)
    assert holds(proof, new)
    assert faults(app.database, old) == faults(app.database, new) == []
    lines = proof["checkpoint"].splitlines(keepends=True)
    for changed in (lines[:-1], [*lines[:-2], lines[-1]], [*lines, lines[-1]], lines[:-2]):
        with pytest.raises((Altered, Unreadable)):
            list(check_file(json.dumps({**proof, "checkpoint": "".join(changed)}), Key(str(new))))


def test_a_rotation_that_was_interrupted_stops_publishing_until_it_is_finished(
    app: DeskApp, client: FlaskClient, desk: PublishingDesk
) -> None:
    old, claim = own(app).public, desk.publish()
    new = rotate(app, finish=False)
    beside = app.desk.signing_key_path.with_name("signing.key.20260101T000000000000Z")
    beside.hardlink_to(app.desk.signing_key_path)  # It went as far as this.

    told = client.get("/readyz").json["problems"]
    with pytest.raises(WrongKey, match="not the one that the history goes on with"):
        desk.change(claim)
    again = create_app(app.desk)  # Neither does a restart make it sign with the old key.
    with pytest.raises(WrongKey):
        replaced(desk, again).retract(claim)

    assert told == [str(WrongKey())]
    assert rotate(app) == new
    replaced(desk, again).retract(claim)
    again.database.close()
    assert own(app).public == new
    assert [file.stat().st_mode & 0o777 for file in (app.desk.signing_key_path, *former(app))] == [0o600] * 2
    assert key_files.former_keys(app.desk.signing_key_path, name=app.desk.log_name) == [old]
    assert faults(app.database, old) == faults(app.database, new) == []


def replaced(desk: PublishingDesk, app: DeskApp) -> PublishingDesk:
    """Return the same people at another application of the same desk."""
    other = object.__new__(PublishingDesk)
    other.app, other.reviewer, other.editor = app, desk.reviewer, desk.editor
    return other


def former(app: DeskApp) -> list[Any]:
    return key_files.kept_files(app.desk.signing_key_path)


def test_a_key_that_the_one_before_did_not_announce_is_found(
    app: DeskApp, desk: PublishingDesk, tmp_path
) -> None:
    real, claim = own(app), desk.publish()
    thief, other = (SigningKey.make(tmp_path / name, name=app.desk.log_name) for name in ("a", "b"))
    before = len(faults(app.database, real.public))
    with app.database.transaction():
        forged = Announcement(thief.public, real.public, history.count()).signed_by(thief)
        at = history.append_to_desk(Step(EventType.KEY, forged)).pos
    app.database.info[SIGNER] = Signer(thief)
    desk.change(claim)
    with app.database.transaction():
        foreign = Announcement(thief.public, other.public, history.count()).signed_by(other)
        last = history.append_to_desk(Step(EventType.KEY, foreign)).pos

    from_real, from_thief = faults(app.database, real.public), faults(app.database, thief.public)

    assert before == 0
    assert from_real[0] == f"{at}: the key it announces is not signed by the key before it"
    assert any("is signed by a key that no event announced" in why for why in from_real)
    assert f"{last}: it announces a key in the name of one that was not in force" in from_real
    assert from_thief


def test_another_key_on_disk_than_the_one_that_signed_is_told_and_signs_nothing(
    app: DeskApp, desk: PublishingDesk, tmp_path
) -> None:
    claim = desk.publish()
    SigningKey.make(tmp_path / "stranger", name=app.desk.log_name)
    stranger = create_app(replace(app.desk, signing_key=str(tmp_path / "stranger")))

    with stranger.database.reading():
        assert readiness.problems() == [str(WrongKey())]
    with pytest.raises(WrongKey):
        replaced(desk, stranger).retract(claim)

    stranger.database.close()
    with app.database.reading():
        assert checkpoints.is_in_force(own(app).public)
    assert faults(app.database, own(app).public) == []


def test_a_checkpoint_that_is_no_text_was_signed_by_nobody(key: SigningKey) -> None:
    note: Any = b"made a blob by whoever owns the database"

    assert not checkpoints.follows(key.public, None, StoredCheckpoint(note=note))
