"""Corrections leave the house as a feed and as a table, from the history alone."""

import csv
import io
from base64 import b64decode

from flask.testing import FlaskClient
from lxml import etree

from factcheck.app import DeskApp
from factcheck.models.terms import Change
from factcheck.web import corrections
from support.publishing import PublishingDesk

HOME = "http://127.0.0.1:8000"
ATOM = {"a": "http://www.w3.org/2005/Atom", "log": "https://c2sp.org/tlog-checkpoint"}
FORBIDDEN = "said \u000b<b>&amp;\u202e"


def filled(desk: PublishingDesk) -> dict[str, str]:
    """Publish and take back all there is to tell of, and what there is not."""
    corrected = desk.publish(rating="true", text="A <claim> & more.")
    desk.change(corrected, rating="false", reason=f"=1+1 was {FORBIDDEN}.")
    desk.change(corrected, rating="true", change=Change.UPDATE)
    sensitive = desk.publish(sensitive=True, text="A horrid claim.", rating="true")
    desk.change(sensitive, rating="false", reason="It quotes a horrid claim.")
    retracted = desk.publish(rating="half_true")
    desk.retract(retracted, "The minutes were forged.")
    withheld = desk.publish(text="A forbidden claim.")
    desk.change(withheld, reason="A forbidden reason.")
    desk.withhold(withheld)
    return {"corrected": corrected, "sensitive": sensitive, "retracted": retracted, "withheld": withheld}


def entries(client: FlaskClient, path: str = "/feeds/corrections.atom") -> list[dict[str, str]]:
    feed = etree.fromstring(client.get(path).data)
    names = ("id", "title", "published", "updated", "summary")
    return [
        {name: entry.findtext(f"a:{name}", namespaces=ATOM) for name in names}
        | {"link": entry.find("a:link", ATOM).get("href")}
        for entry in feed.findall("a:entry", ATOM)
    ]


def test_the_feed_tells_of_corrections_and_retractions_alone(
    client: FlaskClient, desk: PublishingDesk, monkeypatch
) -> None:
    ids = filled(desk)
    answer = client.get("/feeds/corrections.atom")
    feed = etree.fromstring(answer.data)

    told = entries(client)

    assert answer.content_type == "application/atom+xml; charset=utf-8"
    assert [one["title"] for one in told] == [
        "Withdrawn from the public",
        "Retracted: The bridge of Orlen opened in 1932, the mayor said.",
        "Corrected: This claim is sensitive and is not quoted here.",
        "Corrected: A <claim> & more.",
    ]
    assert [one["summary"] for one in told] == [
        "Withdrawn from the public.",
        "Retracted; it had been rated Half true. The minutes were forged.",
        "Corrected from True to False.",
        "Corrected from True to False. =1+1 was said \ufffd<b>&amp;\ufffd.",
    ]
    assert told[3]["link"] == f"{HOME}/claims/{ids['corrected']}/verdicts/2"
    for path in ("id", "title", "updated", "author/a:name", "link[@rel='self']"):
        assert feed.find(f"a:{path}", ATOM) is not None, path
    assert feed.findtext("a:updated", namespaces=ATOM) == max(one["updated"] for one in told)
    assert "orbidden" not in answer.text
    assert "horrid" not in answer.text
    monkeypatch.setattr(corrections, "PAGE", 2)
    older = etree.fromstring(client.get("/feeds/corrections.atom").data).find("a:link[@rel='next']", ATOM)
    assert entries(client, older.get("href").removeprefix(HOME)) == told[2:]


def test_feed_and_table_carry_the_newest_checkpoint_and_are_asked_for_again(
    client: FlaskClient, desk: PublishingDesk
) -> None:
    empty = client.get("/feeds/corrections.atom")
    filled(desk)
    note = client.get("/.well-known/factcheck-log").json["checkpoint"]

    for path in ("/feeds/corrections.atom", "/corrections.csv"):
        answer = client.get(path)
        again = client.get(path, headers={"If-None-Match": answer.headers["ETag"]})
        assert b64decode(answer.headers["Factcheck-Checkpoint"]).decode() == note
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert answer.headers["Access-Control-Expose-Headers"] == "Factcheck-Checkpoint"
        assert answer.headers["Cache-Control"] == "public, max-age=60, must-revalidate"
        assert (again.status_code, again.data) == (304, b"")
    feed = etree.fromstring(client.get("/feeds/corrections.atom").data)
    assert feed.findtext("log:checkpoint", namespaces=ATOM) == note
    assert etree.fromstring(empty.data).findtext("a:updated", namespaces=ATOM)
    page = client.get("/corrections").text
    assert f'type="application/atom+xml" title="Corrections of Fact-checking desk" href="{HOME}/feeds' in page
    assert 'href="/corrections.csv"' in page


def test_the_table_has_every_correction_and_no_formula(
    app: DeskApp, client: FlaskClient, desk: PublishingDesk, monkeypatch
) -> None:
    ids = filled(desk)
    desk.change(ids["retracted"], reason="=HYPERLINK(1)")
    monkeypatch.setattr(corrections, "PAGE", 1)  # It goes on from page to page.

    answer = client.get("/corrections.csv")

    rows = list(csv.DictReader(io.StringIO(answer.text, newline="")))
    assert [(row["claim_id"], row["type"]) for row in rows] == [
        (ids["retracted"], "correction"),
        (ids["withheld"], "withheld"),
        (ids["retracted"], "retraction"),
        (ids["sensitive"], "correction"),
        (ids["corrected"], "correction"),
    ]
    assert (rows[0]["reason"], rows[0]["version"], rows[0]["removed"]) == ("'=HYPERLINK(1)", "3", "false")
    assert (rows[4]["rating_before"], rows[3]["rating"]) == ("True", "False")
    assert rows[4]["reason"].startswith("'=1+1")
    assert "horrid" not in answer.text
    assert "orbidden" not in answer.text


def test_a_withheld_correction_says_that_it_was_withdrawn_and_when_and_no_more(
    client: FlaskClient, desk: PublishingDesk
) -> None:
    never = desk.publish(text="A claim nobody corrected.")
    withheld = desk.publish(text="A forbidden claim.")
    desk.retract(withheld, "A forbidden reason.")
    for claim_id in (never, withheld):
        desk.withhold(claim_id)

    page = client.get("/corrections").text
    [row] = csv.DictReader(io.StringIO(client.get("/corrections.csv").text, newline=""))
    [entry] = entries(client)

    assert f'<a href="/claims/{withheld}">Withdrawn from the public</a>' in page
    assert never not in page
    assert "orbidden" not in page
    told = {name: value for name, value in row.items() if value}
    expected = {"type": "withheld", "claim_id": withheld, "removed": "false"}
    assert told == {"at": entry["published"], "url": f"{HOME}/claims/{withheld}", **expected}
    assert entry["link"] == told["url"]
