"""Hostile text in every field that readers see changes no page's shape and reads back equal."""

import csv
import io
import json
from typing import Any

from flask.testing import FlaskClient
from lxml import etree, html

from factcheck.badges.plain_text import shown
from factcheck.models.terms import Change, SaidBy
from factcheck.services import claims, verdicts
from factories import attach, propose
from support.corpus import payloads
from support.publishing import PublishingDesk

PAYLOADS = payloads()
HARMLESS = "harmless words"
LINKS = "//@href | //@src | //@action | //@cite"


def publish(desk: PublishingDesk, text: str) -> str:
    """Publish and correct a claim with this text in every field that people fill in."""
    article = desk.article(
        "A sentence of the article.",
        title=text,
        publisher=text,
        author=text,
        url=text,
        published_at=text,
    )
    (claim_id,) = desk.claims_of(article)
    said = {
        "kind": SaidBy.PERSON,
        "name": text,
        "text": text,
        "relayed_by": text,
        "public_figure": True,
    }
    with desk.app.database.transaction():
        claims.confirm(claim_id, by=desk.reviewer, version=None, text=text, said_by=said, claimed_at=text)
        claims.queue(claim_id, by=desk.reviewer)
        claims.take(claim_id, by=desk.reviewer)
        claim = desk.claim(claim_id)
        for number in (1, 2):
            attach(
                claim,
                by=desk.reviewer,
                title=f"{text} {number}",
                url=None,
                publisher=text,
                origin=f"origin {number}",
                excerpt=text,
                note=text,
            )
        propose(claim, by=desk.reviewer, summary=text, explanation=text, rating="true")
        verdicts.publish(claim_id, by=desk.editor, version=None, byline=text)
    desk.change(claim_id, change=Change.CORRECTION, reason=text, summary=text, rating="false")
    return claim_id


def pages(client: FlaskClient, claim_id: str) -> dict[str, bytes]:
    """Return every page on which a claim shows."""
    first = html.fromstring(client.get(f"/claims/{claim_id}").data)
    linked = first.xpath("//a[starts-with(@href, '/articles/') or starts-with(@href, '/claimants/')]/@href")
    paths = {
        "claim": f"/claims/{claim_id}",
        "history": f"/claims/{claim_id}/history",
        "version": f"/claims/{claim_id}/verdicts/1",
        "compare": f"/claims/{claim_id}/verdicts/compare?a=1&b=2",
        "card": f"/embed/{claim_id}",
        "front": "/",
        "claims": "/claims",
        "articles": "/articles",
        "corrections": "/corrections",
        **{path.split("/")[1]: path for path in linked},
    }
    return {name: client.get(path).data for name, path in paths.items()}


def shape(page: bytes) -> list[Any]:
    """Return a page's elements and the names of their attributes; a marked control character is none."""
    return [
        (element.tag, sorted(set(element.attrib) - {"class", "cite"}))
        for element in html.document_fromstring(page).iter()
        if isinstance(element.tag, str) and element.tag != "bdi" and element.get("class") != "control"
    ]


def test_no_text_changes_a_pages_shape_or_where_it_leads(client: FlaskClient, desk: PublishingDesk) -> None:
    control = {name: shape(page) for name, page in pages(client, publish(desk, HARMLESS)).items()}

    # An address is one only by itself.
    for text in [*several_at_once(), PAYLOADS["u01"], PAYLOADS["u10"]]:
        for page, content in pages(client, publish(desk, text)).items():
            if page in {"claim", "history", "version", "compare", "card"}:
                assert without_links(shape(content)) == without_links(control[page]), page
            assert foreign_links(content) == [], page
            assert handlers(content) == [], page
        feed = etree.fromstring(client.get("/feeds/corrections.atom").data)
        assert feed.xpath("string(//*[local-name()='summary'])").endswith(shown(text))


def without_links(found: list[Any]) -> list[Any]:
    """Leave out links, for what is no address is plain text, and marks of where two texts differ."""
    return [one for one in found if one[0] not in {"a", "ins", "del"}]


def foreign_links(content: bytes) -> list[str]:
    page = html.document_fromstring(content)
    known = (
        "/",
        "#",
        "http://127.0.0.1:8000",
        "https://creativecommons.org",
        "https://paper.example.org",
        "https://ok.example/",
    )
    return [link for link in page.xpath(LINKS) if not link.startswith(known) or link.startswith("//")]


def handlers(content: bytes) -> list[str]:
    page = html.document_fromstring(content)
    named = [name for element in page.iter() for name in element.attrib if name.startswith("on")]
    scripts = page.xpath("//script[not(@type='application/ld+json')]")
    return [*named, *(str(etree.tostring(script)) for script in scripts)]


def test_every_payload_reads_back_equal_from_data(client: FlaskClient, desk: PublishingDesk) -> None:
    sent = {}
    for text in several_at_once():
        claim_id = desk.publish(summary=text, text=text)
        sent[claim_id] = text
        page = html.document_fromstring(client.get(f"/claims/{claim_id}").data)
        (script,) = page.xpath("//script[@type='application/ld+json']")
        assert json.loads(script.text)["claimReviewed"] == text

    records = [json.loads(line) for line in client.get("/export/verdicts.jsonl").data.split(b"\n") if line]
    table = csv.DictReader(io.StringIO(client.get("/export/verdicts.csv").data.decode(), newline=""))
    assert {record["claim_id"]: record["claim"] for record in records} == sent
    assert {row["claim_id"]: row["summary"] for row in table} == sent


def several_at_once(number: int = 15) -> list[str]:
    texts = list(PAYLOADS.values())
    return [" x ".join(["x", *texts[start : start + number], "x"]) for start in range(0, len(texts), number)]
