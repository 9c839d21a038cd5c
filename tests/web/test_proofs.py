"""The proof behind a badge, the signed log, and the page that checks proofs."""

import json

import pytest
from flask.testing import FlaskClient

from factcheck import clock
from factcheck.app import DeskApp
from factcheck.ledger import verify_export
from factcheck.ledger.merkle import Tree, extends
from factcheck.services import checkpoints, desks, key_files, signing
from factcheck.web.proofs import LONGEST_PROOF
from support.publishing import PublishingDesk


def rotate(app: DeskApp) -> None:
    path = app.desk.signing_key_path
    key = key_files.next_key(path, name=app.desk.log_name)
    app.database.run(lambda: signing.announce(key), writes=True)
    key_files.take_over(path, at=clock.now())


def test_a_badges_proof_holds_on_the_page_that_checks_proofs(
    client: FlaskClient, desk: PublishingDesk
) -> None:
    proof = client.get(f"/badges/{desk.publish()}/proof.json")

    page = client.get("/verify", query_string={"proof": proof.text})

    assert proof.headers["Access-Control-Allow-Origin"] == "*"
    assert "This proof holds" in page.text


def test_a_changed_proof_does_not_hold(client: FlaskClient, desk: PublishingDesk) -> None:
    proof = client.get(f"/badges/{desk.publish()}/proof.json").json

    page = client.get("/verify", query_string={"proof": json.dumps({**proof, "version": 2})})

    assert "This proof does not hold" in page.text
    assert "the rating is not what was published" in page.text


def test_other_text_cannot_be_checked_and_comes_back(client: FlaskClient) -> None:
    page = client.get("/verify", query_string={"proof": "<b>no proof</b>", "key": "nonsense"})

    assert page.status_code == 200
    assert "This cannot be checked" in page.text
    assert "&lt;b&gt;no proof&lt;/b&gt;" in page.text


def test_a_proof_that_is_nested_without_end_cannot_be_checked(client: FlaskClient) -> None:
    page = client.get("/verify", query_string={"proof": "[" * 19_900})

    assert page.status_code == 200
    assert "This cannot be checked" in page.text


def test_a_proof_whose_event_is_nested_without_end_cannot_be_checked(
    client: FlaskClient, desk: PublishingDesk
) -> None:
    proof = client.get(f"/badges/{desk.publish()}/proof.json").json
    proof["event"]["body"] = "[" * 3000 + "]" * 3000
    proof["event"]["sealed"] = verify_export.seal_of(proof["event"])
    proof["event"]["hash"] = verify_export.link_of(proof["event"])

    page = client.get("/verify", query_string={"proof": json.dumps(proof)})

    assert page.status_code == 200
    assert "This cannot be checked" in page.text
    assert "nested deeper than an export or a proof is" in page.text


def test_a_proof_that_holds_is_not_said_to_be_the_last_word(
    client: FlaskClient, desk: PublishingDesk
) -> None:
    proof = client.get(f"/badges/{desk.publish()}/proof.json").text

    page = client.get("/verify", query_string={"proof": proof}).text

    assert "Later events may have corrected it or taken it back" in page
    assert "exactly as it was published" not in page


def test_a_proof_that_is_cut_off_is_called_so(client: FlaskClient, desk: PublishingDesk) -> None:
    proof = client.get(f"/badges/{desk.publish()}/proof.json").text.strip()

    end, beginning = (
        client.get("/verify", query_string={"proof": part}).text for part in (proof[:-40], proof[40:])
    )

    assert "It breaks off before its end: it was cut off." in end
    assert "Its beginning is missing." in beginning
    assert "not JSON" not in end + beginning


def test_a_whole_export_is_sent_to_the_verifier_of_files(client: FlaskClient, desk: PublishingDesk) -> None:
    desk.publish()
    export = (client.get("/export/verdicts.json").text * 9)[:LONGEST_PROOF]

    page = client.get("/verify", query_string={"proof": export}).text

    assert "It is longer than this page takes" in page
    assert '<a href="#from-a-file">How to check a file</a>' in page
    assert 'id="from-a-file"' in page
    assert "python verify_export.py verdicts.json --key" in page


def test_a_proof_that_leads_through_many_keys_fits_the_page(
    client: FlaskClient, desk: PublishingDesk, app: DeskApp
) -> None:
    claim = desk.publish()
    for _ in range(6):
        rotate(app)
    proof = client.get(f"/badges/{claim}/proof.json").text

    assert 6000 < len(proof) < LONGEST_PROOF
    assert "This proof holds" in client.get("/verify", query_string={"proof": proof}).text


def test_the_page_first_asks_for_a_proof(client: FlaskClient) -> None:
    page = client.get("/verify")

    assert "Paste the proof of a badge" in page.text
    assert "This proof" not in page.text


def test_the_log_shows_its_key_and_newest_checkpoint(
    client: FlaskClient, desk: PublishingDesk, app: DeskApp
) -> None:
    before = client.get("/.well-known/factcheck-log").json
    desk.publish()
    after = client.get("/.well-known/factcheck-log").json

    with app.database.reading():
        assert after["public_key"] == desks.public_key()
    assert (before["size"], before["checkpoint"]) == (0, None)
    assert after["checkpoint"].startswith(f"{after['origin']}\n{after['size']}\n")


def test_the_log_proves_that_it_begins_with_an_earlier_one(
    client: FlaskClient, desk: PublishingDesk, app: DeskApp
) -> None:
    for _ in range(2):
        desk.publish()
    log = client.get("/.well-known/factcheck-log?since=5").json
    with app.database.reading():
        tree = Tree(checkpoints.leaves_after(0))

    for since, size in ((5, tree.size), (5, 8), (8, 8), (1, tree.size)):
        asked = {"since": since, "size": size}
        told = client.get("/.well-known/factcheck-log", query_string=asked).json["consistency"]
        path = [bytes.fromhex(step) for step in told.pop("path")]
        assert told == asked
        assert extends(
            earlier=since, earlier_root=tree.root(since), size=size, root=tree.root(size), proof=path
        )

    assert (log["consistency"]["since"], log["consistency"]["size"]) == (5, log["size"])
    assert "consistency" not in client.get("/.well-known/factcheck-log").json


@pytest.mark.parametrize(
    ("asked", "status", "why"),
    [
        ("since=0", 422, "a whole number from 1 on"),
        ("since=-4", 422, "a whole number from 1 on"),
        ("since=many", 422, "a whole number from 1 on"),
        ("since=1.5", 422, "a whole number from 1 on"),
        ("since=1&size=x", 422, "a whole number from 1 on"),
        ("since=+5", 422, "a whole number from 1 on"),
        ("since=%205", 422, "a whole number from 1 on"),
        ("since=1_0", 422, "a whole number from 1 on"),
        ("since=%EF%BC%95", 422, "a whole number from 1 on"),
        ("since=5&since=5", 422, "one size twice"),
        ("since=5&size=6&size=7", 422, "one size twice"),
        ("size=5", 422, "With size comes since"),
        ("since=5&size=4", 422, "A log of 4 events cannot begin with one of 5."),
        ("since=999", 404, "there is none of 999 yet"),
        ("since=1&size=999", 404, "there is none of 999 yet"),
    ],
)
def test_a_log_that_is_none_or_not_there_yet_proves_nothing(
    client: FlaskClient, desk: PublishingDesk, asked: str, status: int, why: str
) -> None:
    desk.publish()

    answer = client.get(f"/.well-known/factcheck-log?{asked}", headers={"Accept": "text/html"})

    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
    assert why in answer.json["detail"]


def test_a_draft_has_no_proof(client: FlaskClient, desk: PublishingDesk) -> None:
    draft = client.get(f"/badges/{desk.draft()}/proof.json")
    unknown = client.get("/badges/aaaaaaaaaaaa/proof.json")

    assert (draft.status_code, draft.data) == (404, unknown.data)


def test_a_desk_without_a_key_says_so(client: FlaskClient, desk: PublishingDesk, app: DeskApp) -> None:
    app.database.info.clear()

    assert client.get("/.well-known/factcheck-log").status_code == 404
    assert client.get(f"/badges/{desk.publish()}/proof.json").status_code == 404


def test_exports_carry_the_checkpoint(client: FlaskClient, desk: PublishingDesk) -> None:
    desk.publish()

    document = client.get("/export/verdicts.json").json

    assert document["checkpoint"] == client.get("/.well-known/factcheck-log").json["checkpoint"]
    assert "Factcheck-Checkpoint" in client.get("/export/verdicts.csv").headers
