"""The export holds what readers get, whole and in order, and nothing else."""

import csv
import io
import json
from datetime import datetime
from typing import Any

import pytest
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator

from factcheck.app import DeskApp
from factcheck.ledger import LoggedEvent, altered, link
from factcheck.models.terms import Visibility
from factcheck.services import exports, records, snapshots
from support.publishing import MAYOR, PublishingDesk

DOCUMENT = ["schema", "generated_at", "as_of", "desk", "checkpoint", "count", "verdicts", "signature"]
RECORD = (
    "claim_id url claim quote lang type attribution checks sensitive parent parts superseded_by modified_at "
    "publication rechecking said_by claimed_at article selectors verdict previous evidence history proof"
)
VERDICT = "version rating summary explanation change reason rating_changed second_person byline published_at"


def document(client: FlaskClient, asked: str = "") -> Any:
    return json.loads(client.get(f"/export/verdicts.json{asked}").data)


def lines(client: FlaskClient, asked: str = "") -> list[Any]:
    return [json.loads(line) for line in client.get(f"/export/verdicts.jsonl{asked}").data.splitlines()]


def rows(client: FlaskClient) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(client.get("/export/verdicts.csv").data.decode(), newline="")))


def test_an_empty_desk_exports_an_empty_document(client: FlaskClient) -> None:
    found = document(client)

    assert list(found) == DOCUMENT
    assert (found["count"], found["verdicts"]) == (0, [])
    assert lines(client) == []
    assert rows(client) == []


def test_a_record_has_its_keys_in_their_order(client: FlaskClient, desk: PublishingDesk) -> None:
    claim = desk.publish(said_by=MAYOR)

    (record,) = document(client)["verdicts"]

    assert " ".join(record) == RECORD
    assert " ".join(record["verdict"]) == VERDICT
    assert record["url"] == f"http://127.0.0.1:8000/claims/{claim}"
    assert record["said_by"]["claimant"]["name"] == "Ilse Varnhagen"
    assert [selector["type"] for selector in record["selectors"]] == [
        "TextPositionSelector",
        "TextQuoteSelector",
    ]


def test_every_state_fits_the_served_schema(client: FlaskClient, desk: PublishingDesk) -> None:
    corrected, retracted, withheld, again, private = (desk.publish() for _ in range(5))
    desk.change(corrected)
    desk.recheck(corrected)
    desk.retract(retracted)
    desk.withhold(withheld)
    desk.withhold(again)
    desk.change(again)
    desk.recheck(private, tell=False)
    desk.attach(private, title="A source", url=None, visibility=Visibility.WITHHELD)
    schema = client.get("/export/schema.json").json

    Draft202012Validator.check_schema(schema)
    for asked in ("", "?history=0"):
        Draft202012Validator(schema).validate(document(client, asked))
    assert [record["publication"] for record in document(client)["verdicts"]] == [
        "live",
        "retracted",
        "withheld",
        "live",
        "live",
    ]


def test_a_withheld_record_is_its_place_and_its_sealed_history(
    client: FlaskClient, desk: PublishingDesk
) -> None:
    claim = desk.publish()
    desk.recheck(claim)
    desk.uphold(claim, "A note that tells of the verdict.")
    desk.withhold(claim)

    (record,) = document(client)["verdicts"]

    assert list(record) == ["claim_id", "publication", "modified_at", "history", "proof"]
    assert [event["type"] for event in record["history"] if "type" in event] == ["withheld"]
    assert list(document(client, "?history=0")["verdicts"][0]) == ["claim_id", "publication", "modified_at"]


def test_a_retracted_record_keeps_its_reason_and_has_no_rating(
    client: FlaskClient, desk: PublishingDesk
) -> None:
    claim = desk.publish()
    desk.retract(claim, "The minutes were forged.")

    (record,) = document(client)["verdicts"]

    assert record["publication"] == "retracted"
    assert (record["verdict"]["rating"], record["verdict"]["reason"]) == (None, "The minutes were forged.")
    assert [version["rating"]["key"] for version in record["previous"]] == ["false"]


def test_the_exported_history_proves_itself(client: FlaskClient, desk: PublishingDesk) -> None:
    desk.change(desk.publish())
    desk.publish()

    events = [event for record in lines(client) for event in record["history"]]
    whole = [event for event in events if "body" in event]

    places = [
        {name: event[name] for name in ("pos", "claim", "seq", "prev", "prev_claim", "sealed")}
        for event in events
    ]
    assert [link(**place) for place in places] == [event["hash"] for event in events]
    for event in whole:
        logged = LoggedEvent(**{name: value for name, value in event.items() if name != "v"})
        assert list(altered(logged)) == []


def test_an_internal_event_leaves_the_house_sealed(client: FlaskClient, desk: PublishingDesk) -> None:
    desk.publish()

    (record,) = lines(client)

    kinds = [event.get("type") for event in record["history"]]
    assert kinds[-1] == "published"
    assert set(kinds[:-1]) == {None}
    assert all(event["internal"] for event in record["history"][:-1])


def test_work_after_the_newest_public_event_does_not_show(client: FlaskClient, desk: PublishingDesk) -> None:
    claim = desk.publish()
    before = client.get("/export/verdicts.jsonl")
    desk.recheck(claim, tell=False)

    after = client.get("/export/verdicts.jsonl")

    assert after.data == before.data
    assert after.headers["ETag"] == before.headers["ETag"]


def test_the_same_data_is_the_same_bytes_but_for_the_time(client: FlaskClient, desk: PublishingDesk) -> None:
    desk.change(desk.publish())

    one, other = (client.get("/export/verdicts.json").data for _ in range(2))

    first, second = json.loads(one), json.loads(other)
    assert one.replace(first["generated_at"].encode(), b"") == other.replace(
        second["generated_at"].encode(), b""
    )


def test_the_lines_are_the_documents_records(client: FlaskClient, desk: PublishingDesk) -> None:
    desk.publish()
    desk.withhold(desk.publish())

    assert lines(client) == document(client)["verdicts"]
    assert lines(client, "?history=0") == document(client, "?history=0")["verdicts"]


@pytest.mark.parametrize("name", ["verdicts.json", "verdicts.jsonl", "verdicts.csv"])
def test_whoever_has_the_newest_export_is_told_so(
    client: FlaskClient, desk: PublishingDesk, name: str
) -> None:
    claim = desk.publish()
    answer = client.get(f"/export/{name}")

    same = client.get(f"/export/{name}", headers={"If-None-Match": answer.headers["ETag"]})
    desk.retract(claim)
    changed = client.get(f"/export/{name}", headers={"If-None-Match": answer.headers["ETag"]})

    assert (same.status_code, same.data) == (304, b"")
    assert changed.status_code == 200
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert "Set-Cookie" not in answer.headers
    assert "Vary" not in answer.headers


def test_asking_with_and_without_history_is_tagged_apart(client: FlaskClient) -> None:
    tags = {client.get(f"/export/verdicts.jsonl{asked}").headers["ETag"] for asked in ("", "?history=0")}

    assert len(tags) == 2


def test_before_anything_was_published_the_export_was_empty(
    client: FlaskClient, desk: PublishingDesk
) -> None:
    desk.publish()

    document = client.get("/export/verdicts.json?as_of=2024-01-01T12:00:00%2B02:00").json

    assert document["as_of"] == "2024-01-01T10:00:00.000000Z"
    assert (document["count"], document["verdicts"]) == (0, [])


def test_a_time_that_cannot_be_read_is_said_to_be_none(client: FlaskClient) -> None:
    for asked in ("yesterday", "", "2024-13-01", "99999-01-01T00:00:00Z", "0001-01-01T00:00:00%2B14:00"):
        answer = client.get(f"/export/verdicts.json?as_of={asked}")

        assert answer.status_code == 400
        assert answer.mimetype == "application/problem+json"


def test_pages_of_the_export_join_without_a_gap(
    client: FlaskClient, desk: PublishingDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshots, "PAGE", 2)
    published = [desk.publish() for _ in range(4)]

    assert [record["claim_id"] for record in lines(client)] == published


def test_what_is_published_while_an_export_streams_is_left_out(
    app: DeskApp, desk: PublishingDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshots, "PAGE", 1)
    first, second = desk.publish(), desk.publish(rating="false")
    stream = exports.json_document(app.desk, app.database)

    begun = [next(stream), next(stream)]
    desk.change(second, rating="true")
    desk.publish()
    found = json.loads(b"".join([*begun, *stream]))

    assert found["count"] == len(found["verdicts"]) == 2
    assert [record["claim_id"] for record in found["verdicts"]] == [first, second]
    assert found["verdicts"][1]["verdict"]["rating"]["key"] == "false"


def test_what_is_withheld_while_an_export_streams_is_hidden_at_once(
    app: DeskApp, desk: PublishingDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshots, "PAGE", 1)
    desk.publish()
    second = desk.publish(summary="What a court forbade.")
    stream = exports.json_lines(app.desk, app.database)

    begun = next(stream)
    desk.withhold(second)
    rest = b"".join(stream)

    assert b"What a court forbade." not in begun + rest
    assert json.loads(rest)["publication"] == "withheld"


# The table.


def test_the_table_quotes_every_value_and_keeps_its_columns(
    client: FlaskClient, desk: PublishingDesk
) -> None:
    claim = desk.publish(said_by=MAYOR, rating="mostly_false")
    desk.change(claim, rating="true", reason="We had read the wrong year.")

    (row,) = rows(client)

    assert row["claim_id"] == claim
    assert (row["rating"], row["rating_value"], row["corrections"], row["version"]) == ("true", "5", "1", "2")
    assert (row["claimant"], row["sensitive"], row["evidence"]) == ("Ilse Varnhagen", "false", "2")
    assert all(line.startswith(b'"') for line in client.get("/export/verdicts.csv").data.split(b"\r\n")[:-1])


def test_a_withheld_row_has_only_what_its_record_has(client: FlaskClient, desk: PublishingDesk) -> None:
    claim = desk.publish()
    desk.withhold(claim)

    (row,) = rows(client)

    assert {name for name, value in row.items() if value} == {"claim_id", "publication", "modified_at"}


def test_a_retracted_row_has_no_rating(client: FlaskClient, desk: PublishingDesk) -> None:
    desk.retract(desk.publish())

    (row,) = rows(client)

    assert (row["publication"], row["rating"], row["reason"]) == ("retracted", "", "The minutes were forged.")


def test_no_value_is_a_formula(client: FlaskClient, desk: PublishingDesk) -> None:
    desk.publish(summary="=1+1")

    (row,) = rows(client)

    assert row["summary"] == "'=1+1"


# Times.


def test_modified_at_is_the_newest_public_event(client: FlaskClient, desk: PublishingDesk) -> None:
    claim = desk.publish()
    desk.recheck(claim)

    (record,) = lines(client)

    assert record["rechecking"] is True
    assert record["modified_at"] == record["history"][-1]["at"]
    assert record["modified_at"] > record["verdict"]["published_at"]
    assert datetime.fromisoformat(record["modified_at"]).utcoffset() is not None


def test_a_record_is_what_its_publishing_event_carries(client: FlaskClient, desk: PublishingDesk) -> None:
    desk.publish(said_by=MAYOR)
    (record,) = lines(client)

    body = json.loads(record["history"][-1]["body"])

    derived = {"url", "publication", "rechecking", "modified_at", "previous", "history", "proof"}
    covered = {name: value for name, value in record.items() if name not in derived}
    covered["verdict"] = {name: value for name, value in covered["verdict"].items() if name != "published_at"}
    assert covered == body
    assert records.FORMAT == 1
