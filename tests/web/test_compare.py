"""Two published versions of a verdict stand beside each other, with what differs marked without colours."""

import pytest
from flask.testing import FlaskClient
from lxml import html

from factcheck.models.terms import Change
from factcheck.web.differences import MOST_WORDS, compared
from support.publishing import MAYOR, PublishingDesk


def marks(page: html.HtmlElement, tag: str) -> list[str]:
    return [" ".join(mark.text_content().split()) for mark in page.xpath(f"//section//{tag}")]


def test_two_versions_are_compared_field_by_field(client: FlaskClient, desk: PublishingDesk) -> None:
    claim = desk.publish(rating="true", summary="It opened in 1935, <b>says</b> the town.", said_by=MAYOR)
    desk.change(
        claim,
        rating="false",
        summary="It opened in 1932, <b>says</b> the town.",
        reason="\u0646\u0639\u0645.",
    )
    link = f"/claims/{claim}/verdicts/compare?a=1&b=2"

    answer = client.get(link)
    page = html.fromstring(answer.data)

    assert answer.status_code == 200
    assert {"True", "1935,"} <= set(marks(page, "del"))
    assert {"False", "1932,", "\u0646\u0639\u0645."} <= set(marks(page, "ins"))
    assert all(text.get("dir") == "auto" for text in page.xpath("//p[@class='text']"))
    assert "&lt;b&gt;says&lt;/b&gt;" in answer.text
    assert page.xpath("//main//script") == []
    assert link in html.fromstring(client.get(f"/claims/{claim}").data).xpath("//a/@href")
    turned = html.fromstring(client.get(f"/claims/{claim}/verdicts/compare?a=2&b=1").data)
    assert "1932," in marks(turned, "del")
    assert client.get(f"/claims/{claim}/verdicts/compare").data == answer.data
    same = client.get(f"/claims/{claim}/verdicts/compare?a=2&b=2")
    assert marks(html.fromstring(same.data), "ins") == []


def test_versions_that_are_gone_say_so_and_unknown_ones_are_none(
    client: FlaskClient, desk: PublishingDesk
) -> None:
    claim, draft = desk.publish(summary="A forbidden summary."), desk.draft()
    path = f"/claims/{claim}/verdicts/compare"
    desk.withhold(claim)
    withheld = client.get(f"{path}?a=1&b=2")
    desk.change(claim, change=Change.UPDATE, summary="Another summary.")

    again = client.get(f"{path}?a=1&b=2")

    assert "What stood here was withdrawn on" in withheld.text
    assert "This version was withdrawn." in again.text
    for answer in (withheld, again):
        assert answer.status_code == 200
        assert "forbidden" not in answer.text
    assert [client.get(f"{path}?a={a}&b={b}").status_code for a, b in ((0, 1), (1, 3), ("x", 1))] == [
        400,
        404,
        400,
    ]
    for unknown in (draft, "a" * 12):
        assert client.get(f"/claims/{unknown}/verdicts/compare?a=1&b=2").status_code == 404


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", ""),
        ("", "One."),
        ("One  two.\n\nThree", " One two. Three "),
        ("a " * 3000, "a. " * 3001),
        ("\u0301x", "x"),
    ],
)
def test_nothing_of_either_text_is_lost(before: str, after: str) -> None:
    left, right = compared(before, after)

    assert ("".join(text for _, text in left), "".join(text for _, text in right)) == (before, after)
    assert len(before.split()) <= MOST_WORDS or len(left) < 10
