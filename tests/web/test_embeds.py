"""What other pages embed runs no script of ours in them, holds no form, and keeps to published claims."""

import json

from flask.testing import FlaskClient
from lxml import html

from factcheck.app import DeskApp
from support.publishing import MAYOR, PublishingDesk

HOME = "http://127.0.0.1:8000"


def test_a_card_shows_the_claim_and_who_said_it(client: FlaskClient, desk: PublishingDesk) -> None:
    claim = desk.publish(said_by=MAYOR, text="The bridge opened in 1932.")

    page = html.fromstring(client.get(f"/embed/{claim}").data)

    shown = " ".join(page.text_content().split())
    assert "The bridge opened in 1932." in shown
    assert "Said by Ilse Varnhagen" in shown
    assert page.xpath("//a/@href") == [f"{HOME}/claims/{claim}"]


def test_a_card_can_be_framed_and_holds_no_form_script_or_cookie(
    client: FlaskClient, desk: PublishingDesk
) -> None:
    answer = client.get(f"/embed/{desk.publish()}")

    page = html.fromstring(answer.data)
    policy = answer.headers["Content-Security-Policy"]
    assert "frame-ancestors *" in policy
    assert "script-src" not in policy
    assert "X-Frame-Options" not in answer.headers
    assert "Set-Cookie" not in answer.headers
    assert "Vary" not in answer.headers
    assert page.xpath("//form | //script | //input | //button | //iframe") == []


def test_a_card_carries_the_newest_checkpoint_and_leads_to_its_proof(
    client: FlaskClient, desk: PublishingDesk
) -> None:
    claim = desk.publish()
    answer = client.get(f"/embed/{claim}")

    page, note = html.fromstring(answer.data), client.get("/.well-known/factcheck-log").json["checkpoint"]

    assert page.xpath("string(//meta[@name='factcheck-checkpoint']/@content)") == note
    (proof,) = page.xpath("//link[@title='Proof']/@href")
    assert client.get(proof.removeprefix(HOME)).json["checkpoint"] == note
    assert "checkpoint" not in client.get(f"/embed/{desk.draft()}").text
    assert set(client.get(f"/badges/{claim}.json").json) <= SHIELD


# All that shields.io's endpoint badges know.
SHIELD = {
    "schemaVersion",
    "label",
    "message",
    "color",
    "labelColor",
    "isError",
    "namedLogo",
    "logoSvg",
    "logoColor",
}
SHIELD |= {"logoSize", "style", "cacheSeconds"}


def test_only_cards_can_be_framed(app: DeskApp, client: FlaskClient, desk: PublishingDesk) -> None:
    claim = desk.publish()
    framed = []
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.endpoint == "static":
            continue
        path = rule.rule.replace("<public_id>", claim).replace("<number>", "1")
        with client.get(path) as answer:
            policy = answer.headers["Content-Security-Policy"]
        if "frame-ancestors 'none'" not in policy:
            framed.append(rule.endpoint)

    assert framed == ["embeds.show"]


def test_cards_of_unknown_unpublished_and_withheld_claims_reveal_nothing(
    client: FlaskClient, desk: PublishingDesk
) -> None:
    draft, withheld = desk.draft(), desk.publish(said_by=MAYOR)
    desk.withhold(withheld)

    unknown, unpublished, gone = (client.get(f"/embed/{claim}") for claim in ("a" * 12, draft, withheld))

    assert unknown.status_code == unpublished.status_code == gone.status_code == 200
    assert unknown.data == unpublished.data
    assert "Withdrawn" in gone.text
    assert "Varnhagen" not in gone.text


def test_the_script_is_open_to_every_page(client: FlaskClient) -> None:
    with client.get("/embed.js") as answer:
        tag = answer.headers["ETag"]
    with client.get("/embed.js", headers={"If-None-Match": tag}) as again:
        pass

    assert answer.mimetype == "text/javascript"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "must-revalidate" in answer.headers["Cache-Control"]
    assert "Set-Cookie" not in answer.headers
    assert again.status_code == 304


def test_the_cards_sheet_reaches_a_frame_without_an_origin(client: FlaskClient) -> None:
    with client.get("/static/card.css") as answer:
        headers = answer.headers

    assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "Vary" not in headers


def test_oembed_describes_a_card_in_a_sandbox(client: FlaskClient, desk: PublishingDesk) -> None:
    claim = desk.publish()

    for path in ("claims", "embed"):
        found = client.get(f"/oembed?url={HOME}/{path}/{claim}&maxwidth=300&maxheight=200").json
        frame = html.fromstring(found["html"])
        assert (found["version"], found["type"]) == ("1.0", "rich")
        assert found["width"] <= 300
        assert found["height"] <= 200
        assert frame.get("src") == f"{HOME}/embed/{claim}"
        assert "allow-scripts" not in frame.get("sandbox")


def test_oembed_keeps_the_language_asked_for(client: FlaskClient, desk: PublishingDesk) -> None:
    claim = desk.publish()

    found = client.get(f"/oembed?url={HOME}/claims/{claim}&lang=de").json

    assert html.fromstring(found["html"]).get("src") == f"{HOME}/embed/{claim}?lang=de"


def test_oembed_knows_only_claims_of_this_desk(client: FlaskClient, desk: PublishingDesk) -> None:
    claim = desk.publish()

    for address in (
        f"https://elsewhere.example/claims/{claim}",
        f"{HOME}/articles/{claim}",
        f"{HOME}/claims",
        HOME,
        f"http://[::1/claims/{claim}",
        "x",
        "",
    ):
        assert client.get("/oembed", query_string={"url": address}).status_code == 404


def test_oembed_does_not_tell_an_unpublished_claim_from_none(
    client: FlaskClient, desk: PublishingDesk
) -> None:
    answers = [client.get(f"/oembed?url={HOME}/claims/{claim}") for claim in (desk.draft(), "a" * 12)]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].data == answers[1].data
    assert answers[0].mimetype == "application/problem+json"


def test_oembed_refuses_what_it_cannot_answer(client: FlaskClient, desk: PublishingDesk) -> None:
    claim = desk.publish()

    for asked, status in (
        ("format=xml", 501),
        ("maxwidth=x", 400),
        ("maxheight=-1", 400),
        ("maxwidth=99999999999999999999", 400),
    ):
        answer = client.get(f"/oembed?url={HOME}/claims/{claim}&{asked}")
        assert answer.status_code == status
        assert json.loads(answer.data)["status"] == status


def test_oembed_needs_an_address(client: FlaskClient) -> None:
    assert client.get("/oembed").status_code == 400
