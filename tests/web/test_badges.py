"""Badges show the present verdict to anybody, at once, and nothing of claims that are not published."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from lxml import etree

from factcheck.models.terms import Change, Checks
from support.publishing import MAYOR, PublishingDesk


def words(client: FlaskClient, claim: str, asked: str = "") -> str:
    root = etree.fromstring(client.get(f"/badges/{claim}.svg{asked}").data)
    return str(root.findtext("{http://www.w3.org/2000/svg}title"))


def test_a_badge_shows_desk_rating_and_date(client: FlaskClient, desk: PublishingDesk) -> None:
    claim = desk.publish(rating="mostly_false")

    answer = client.get(f"/badges/{claim}.svg")

    assert answer.headers["Content-Type"] == "image/svg+xml; charset=utf-8"
    assert "Fact-checking desk rated this claim: Mostly false" in words(client, claim)


def test_a_badge_follows_the_verdict_at_once(client: FlaskClient, desk: PublishingDesk) -> None:
    claim = desk.publish(rating="true")
    seen = [words(client, claim)]
    desk.change(claim, rating="false")
    seen.append(words(client, claim))
    desk.recheck(claim)
    seen.append(words(client, claim))
    desk.retract(claim)
    seen.append(words(client, claim))
    desk.withhold(claim)
    seen.append(words(client, claim))

    for told, shown in zip(
        ("True", "Corrected (1)", "re-checked", "retracted", "Withdrawn"), seen, strict=True
    ):
        assert told in shown


def test_an_unknown_and_an_unpublished_claim_get_the_same_neutral_badge(
    client: FlaskClient, desk: PublishingDesk
) -> None:
    draft = desk.draft()

    for form in ("svg", "json", "svg?style=card", "svg?v=1&lang=de"):
        name, _, asked = form.partition("?")
        answers = [
            client.get(f"/badges/{claim}.{name}?{asked}") for claim in (draft, "a" * 12, "x", "%EF%BF%BF")
        ]
        assert {answer.status_code for answer in answers} == {200}
        assert len({answer.data for answer in answers}) == 1
        assert len({answer.headers["ETag"] for answer in answers}) == 1


def test_a_withdrawn_badge_says_nothing_of_what_was_there(client: FlaskClient, desk: PublishingDesk) -> None:
    claim = desk.publish(said_by=MAYOR)
    desk.withhold(claim)

    for asked in ("", "?style=card", "?v=1"):
        shown = client.get(f"/badges/{claim}.svg{asked}").text
        assert "Withdrawn" in shown
        assert "False" not in shown
        assert "Varnhagen" not in shown


def test_a_pinned_badge_says_that_a_newer_version_exists(client: FlaskClient, desk: PublishingDesk) -> None:
    claim = desk.publish(rating="true")
    desk.change(claim, rating="false", change=Change.UPDATE)

    assert "True" in words(client, claim, "?v=1")
    assert "This is version 1; the newest is version 2." in words(client, claim, "?v=1")
    assert "False" in words(client, claim, "?v=2")


def test_a_pin_to_no_version_shows_the_newest(client: FlaskClient, desk: PublishingDesk) -> None:
    claim = desk.publish()
    newest = client.get(f"/badges/{claim}.svg").data

    for pin in ("9", "x", "-1", "1e3", "9" * 30, "٢"):
        assert client.get(f"/badges/{claim}.svg?v={pin}").data == newest


def test_a_pinned_badge_gives_way_to_a_retraction(client: FlaskClient, desk: PublishingDesk) -> None:
    claim = desk.publish()
    desk.retract(claim)

    assert "retracted" in words(client, claim, "?v=1")


def test_a_quotes_badge_says_that_it_is_about_the_quote(client: FlaskClient, desk: PublishingDesk) -> None:
    claim = desk.publish(rating="correctly_attributed", checks=Checks.ATTRIBUTION)

    assert client.get(f"/badges/{claim}.json").json["message"].startswith("Quote: correctly attributed")


def test_the_json_badge_has_exactly_the_endpoints_shape(client: FlaskClient, desk: PublishingDesk) -> None:
    live, retracted = desk.publish(), desk.publish()
    desk.retract(retracted)
    shape = {"schemaVersion", "label", "message", "color", "cacheSeconds"}

    assert set(client.get(f"/badges/{live}.json").json) == shape
    assert set(client.get(f"/badges/{retracted}.json").json) == {*shape, "isError"}


@pytest.mark.parametrize("name", ["{}.svg", "{}.svg?style=card", "{}.json"])
def test_a_badge_is_for_everybody_and_kept_for_a_minute(
    client: FlaskClient, desk: PublishingDesk, name: str
) -> None:
    path = f"/badges/{name.format(desk.publish())}"

    answer = client.get(path)
    again = client.get(path, headers={"If-None-Match": answer.headers["ETag"]})
    head = client.head(path)

    assert answer.headers["Cache-Control"] == "public, max-age=60, must-revalidate"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "Set-Cookie" not in answer.headers
    assert "Vary" not in answer.headers
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Access-Control-Allow-Origin"] == "*"
    assert (head.status_code, head.data, head.headers["ETag"]) == (200, b"", answer.headers["ETag"])


def test_a_cookie_changes_nothing_about_a_badge(
    client: FlaskClient, desk: PublishingDesk, signed_in: Callable[..., Any]
) -> None:
    claim = desk.publish()
    browser = signed_in("editor")

    mine, theirs = (who.get(f"/badges/{claim}.svg") for who in (browser, client))

    assert mine.data == theirs.data
    assert mine.headers["Cache-Control"] == theirs.headers["Cache-Control"]


def test_an_unknown_style_or_language_leaves_no_hole(client: FlaskClient, desk: PublishingDesk) -> None:
    claim = desk.publish()
    plain = client.get(f"/badges/{claim}.svg").data

    assert client.get(f"/badges/{claim}.svg?style=neon").data == plain
    assert client.get(f"/badges/{claim}.svg?lang=tlh").data == plain
    assert client.get(f"/badges/{claim}.svg?lang=de").data != plain
