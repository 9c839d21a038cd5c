"""A claim's page, its history and its versions say what was published, and say first what changed."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from lxml import html
from werkzeug.test import TestResponse

from factcheck import clock
from factcheck.models.terms import Change, Checks
from support.publishing import MAYOR, PublishingDesk

SENTENCE = "The bridge of Orlen opened in 1932, the mayor said."


def text_of(answer: TestResponse) -> str:
    page = html.fromstring(answer.data)
    return " ".join(page.text_content().split())


def test_a_claims_page_shows_the_quote_the_speaker_the_verdict_and_the_evidence(
    client: FlaskClient, desk: PublishingDesk
) -> None:
    claim = desk.publish(said_by=MAYOR, text="The bridge opened in 1932.")

    answer = client.get(f"/claims/{claim}")

    shown = text_of(answer)
    assert answer.status_code == 200
    assert SENTENCE in shown
    assert "said by Ilse Varnhagen" in shown
    assert "False" in shown
    assert "The bridge was opened on 3 May 1935." in shown
    assert "approved by a second person" in shown


@pytest.mark.parametrize("path", ["", "/history", "/verdicts/1"])
def test_a_draft_an_unknown_claim_and_a_malformed_id_get_the_same_404(
    client: FlaskClient, desk: PublishingDesk, path: str
) -> None:
    draft = desk.draft()

    pages = [
        client.get(f"/claims/{claim}{path}") for claim in (draft, "a" * 12, "A-B", "%F0%9F%A6%8A", "0", "%00")
    ]

    assert {page.status_code for page in pages} == {404}
    assert len({page.data for page in pages}) == 1


def test_a_correction_stands_at_the_top_with_both_ratings_and_its_reason(
    client: FlaskClient, desk: PublishingDesk
) -> None:
    claim = desk.publish(rating="true")
    desk.change(claim, rating="false", reason="We had read the wrong year.")

    shown = text_of(client.get(f"/claims/{claim}"))

    notice = shown.index("Changed from True to False: We had read the wrong year.")
    assert notice < shown.index("Claim ·")
    assert "Version 1" in shown


def test_a_retracted_claim_keeps_its_page_with_the_reason_and_without_markup(
    client: FlaskClient, desk: PublishingDesk
) -> None:
    claim = desk.publish()
    desk.retract(claim, "The minutes were forged.")

    answer = client.get(f"/claims/{claim}")

    assert answer.status_code == 200
    assert "Retracted on" in text_of(answer)
    assert "The minutes were forged." in text_of(answer)
    assert b"ld+json" not in answer.data


def test_a_withheld_claim_says_only_that_it_was_withdrawn_and_when(
    client: FlaskClient, desk: PublishingDesk
) -> None:
    claim = desk.publish(said_by=MAYOR)
    desk.change(claim, rating="true")
    desk.withhold(claim)

    page, trail = client.get(f"/claims/{claim}"), client.get(f"/claims/{claim}/history")

    for answer in (page, trail):
        main = html.fromstring(answer.data).get_element_by_id("main")
        assert answer.status_code == 200
        assert re.fullmatch(
            r"Withdrawn What stood here was withdrawn on \d+ \w+ \d{4}\.",
            " ".join(main.text_content().split()),
        )
    assert client.get(f"/claims/{claim}/verdicts/1").status_code == 404
    assert client.get(f"/claims/{claim}/verdicts/2").status_code == 404


def test_versions_from_before_a_withholding_stay_hidden_when_a_claim_is_published_again(
    client: FlaskClient, desk: PublishingDesk
) -> None:
    claim = desk.publish(summary="The first summary.")
    desk.withhold(claim)
    desk.change(claim, change=Change.UPDATE, summary="The second summary.")

    answer = client.get(f"/claims/{claim}")

    assert "The second summary." in text_of(answer)
    assert "The first summary." not in text_of(answer)
    assert client.get(f"/claims/{claim}/verdicts/1").status_code == 404
    assert client.get(f"/claims/{claim}/verdicts/2").status_code == 200


def test_readers_are_told_of_a_recheck_only_where_the_editor_wanted_it(
    client: FlaskClient, desk: PublishingDesk
) -> None:
    told, quiet = desk.publish(), desk.publish()
    desk.recheck(told)
    desk.recheck(quiet, tell=False)

    pages = [text_of(client.get(f"/claims/{claim}")) for claim in (told, quiet)]

    assert "Being re-checked." in pages[0]
    assert "re-checked" not in pages[1]


def test_an_upheld_verdict_says_so_in_the_story(client: FlaskClient, desk: PublishingDesk) -> None:
    claim = desk.publish()
    desk.recheck(claim)
    desk.uphold(claim, "We read the minutes again.")

    shown = text_of(client.get(f"/claims/{claim}"))

    assert "Looked at again, and left as it was. We read the minutes again." in shown
    assert "Being re-checked." not in shown


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (Change.UPDATE, "Updated with new information"),
        (Change.CLARIFICATION, "Reworded to be clearer"),
        (Change.MINOR, "A small slip put right"),
    ],
)
def test_every_kind_of_change_is_told_in_words(
    client: FlaskClient, desk: PublishingDesk, change: Change, words: str
) -> None:
    claim = desk.publish()
    desk.change(claim, rating="false", change=change, reason="For a reason.")

    assert words in text_of(client.get(f"/claims/{claim}/history"))


def test_an_older_version_says_that_it_is_not_the_newest(client: FlaskClient, desk: PublishingDesk) -> None:
    claim = desk.publish(summary="It opened in 1932.", rating="true")
    desk.change(claim, rating="false", summary="It opened in 1935.")

    older, newest = (text_of(client.get(f"/claims/{claim}/verdicts/{number}")) for number in (1, 2))

    assert "This is not what we say now." in older
    assert "It opened in 1932." in older
    assert "This is not what we say now." not in newest


def test_an_older_version_of_a_retracted_claim_says_that_it_was_retracted(
    client: FlaskClient, desk: PublishingDesk
) -> None:
    claim = desk.publish()
    desk.retract(claim)

    assert "has been retracted since" in text_of(client.get(f"/claims/{claim}/verdicts/1"))
    assert "The minutes were forged." in text_of(client.get(f"/claims/{claim}/verdicts/2"))


def test_a_version_that_never_was_is_a_404(client: FlaskClient, desk: PublishingDesk) -> None:
    claim = desk.publish()

    for number in ("0", "3", "-1", "1.0", "x", "٢", "9" * 40):
        assert client.get(f"/claims/{claim}/verdicts/{number}").status_code == 404


def test_markup_stands_on_the_canonical_page_alone(client: FlaskClient, desk: PublishingDesk) -> None:
    claim = desk.publish(said_by=MAYOR, rating="mostly_false")

    page = html.fromstring(client.get(f"/claims/{claim}").data)
    others = [f"/claims/{claim}/history", f"/claims/{claim}/verdicts/1", "/", "/claims", f"/embed/{claim}"]

    (script,) = page.xpath("//script[@type='application/ld+json']")
    review = json.loads(script.text)
    assert review["url"] == page.xpath("string(//link[@rel='canonical']/@href)")
    assert review["reviewRating"]["ratingValue"] == 2
    assert [path for path in others if b"ld+json" in client.get(path).data] == []


def test_a_verdict_on_an_attribution_has_no_markup(client: FlaskClient, desk: PublishingDesk) -> None:
    claim = desk.publish(rating="misquoted", checks=Checks.ATTRIBUTION)

    answer = client.get(f"/claims/{claim}")

    assert b"ld+json" not in answer.data
    assert "not whether it is so" in text_of(answer)


def test_a_sensitive_claim_is_quoted_on_its_own_page_only(client: FlaskClient, desk: PublishingDesk) -> None:
    claim = desk.publish(sensitive=True)
    page = html.fromstring(client.get(f"/claims/{claim}").data)

    lists = [
        client.get(path).text
        for path in ("/", "/claims", f"/embed/{claim}", f"/badges/{claim}.svg?style=card")
    ]

    assert SENTENCE in page.get_element_by_id("main").text_content()
    assert SENTENCE not in html.tostring(page.head, encoding="unicode")
    assert [text for text in lists if SENTENCE in text] == []


def test_a_page_names_its_card_to_programs_that_embed(client: FlaskClient, desk: PublishingDesk) -> None:
    claim = desk.publish()
    page = html.fromstring(client.get(f"/claims/{claim}").data)

    address = page.xpath("string(//link[@type='application/json+oembed']/@href)")

    assert client.get(address).json["type"] == "rich"


def test_a_claim_is_shown_as_it_stood_at_a_time(client: FlaskClient, desk: PublishingDesk) -> None:
    claim = desk.publish()
    then = clock.stamp(clock.now())
    desk.change(claim, rating="true", change=Change.CORRECTION)

    page = client.get(f"/claims/{claim}?as_of={then}")

    assert page.status_code == 200
    assert "As it stood on" in page.text
    assert "Corrected on" not in page.text
    assert "ld+json" not in page.text
    assert "Corrected on" in client.get(f"/claims/{claim}").text


def test_before_it_was_public_a_claim_was_not_there(client: FlaskClient, desk: PublishingDesk) -> None:
    claim = desk.publish()

    page = client.get(f"/claims/{claim}?as_of=2020-01-01")

    assert page.status_code == 404
    assert "1 January 2020, 23:59 UTC" in page.text
    assert "this claim was not public" in page.text
    assert f'As it stands now: <a href="/claims/{claim}"' in page.text


def test_a_time_that_cannot_be_read_is_explained(client: FlaskClient, desk: PublishingDesk) -> None:
    claim = desk.publish()

    page = client.get(f"/claims/{claim}?as_of=yesterday")
    program = client.get(f"/claims/{claim}?as_of=yesterday", headers={"Accept": "application/json"})

    assert page.status_code == 400
    assert "cannot be read as a time" in page.text
    assert f'As it stands now: <a href="/claims/{claim}"' in page.text
    assert (program.status_code, program.json["title"]) == (400, "This request cannot be read")


@pytest.mark.parametrize("asked", ["2020-01-01", "yesterday"])
def test_no_time_leads_to_a_claim_that_readers_do_not_know(
    client: FlaskClient, desk: PublishingDesk, asked: str
) -> None:
    withheld = desk.publish()
    desk.withhold(withheld)
    paths = [desk.draft(), withheld, "aaaaaaaaaaaa"]

    pages = [client.get(f"/claims/{claim}?as_of={asked}") for claim in paths]

    assert len({(page.status_code, page.data) for page in pages}) == 1
    assert "As it stands now" not in pages[0].text


def test_what_was_withheld_since_is_left_out_of_the_past(client: FlaskClient, desk: PublishingDesk) -> None:
    claim = desk.publish(summary="Something to forget.")
    then = clock.stamp(clock.now())
    desk.withhold(claim)

    page = client.get(f"/claims/{claim}?as_of={then}")

    assert page.status_code == 200
    assert "withdrawn on" in page.text
    assert "Something to forget." not in page.text


def test_a_page_that_has_not_changed_is_not_sent_again(client: FlaskClient, desk: PublishingDesk) -> None:
    claim = desk.publish()
    tag = client.get(f"/claims/{claim}").headers["ETag"]

    same = client.get(f"/claims/{claim}", headers={"If-None-Match": tag})
    desk.retract(claim)
    changed = client.get(f"/claims/{claim}", headers={"If-None-Match": tag})

    assert (same.status_code, same.data) == (304, b"")
    assert changed.status_code == 200


def test_readers_who_are_signed_in_see_the_same_but_for_the_masthead(
    client: FlaskClient, desk: PublishingDesk, signed_in: Callable[..., Any]
) -> None:
    claim = desk.publish()
    desk.draft("A draft that nobody may see.")
    browser = signed_in("editor")

    for path in ("/", "/claims", f"/claims/{claim}", f"/claims/{claim}/history", "/articles", "/corrections"):
        mine, theirs = browser.get(path), client.get(path)
        assert main_of(mine) == main_of(theirs)
        assert mine.headers["Cache-Control"] == "private, no-store"
        assert "Cookie" in theirs.headers["Vary"]


def main_of(answer: TestResponse) -> bytes:
    page = html.fromstring(answer.data)
    return html.tostring(page.get_element_by_id("main"))


# The search.


def test_the_search_finds_published_claims_by_their_words(client: FlaskClient, desk: PublishingDesk) -> None:
    wanted = desk.publish(sentence="The lighthouse is forty metres high.")
    desk.publish()
    desk.draft("The lighthouse was sold.")

    page = html.fromstring(client.get("/claims?q=lighthouse").data)

    assert page.xpath("//a[@class='title']/@href") == [f"/claims/{wanted}"]


def test_the_search_keeps_to_rating_kind_claimant_and_article(
    client: FlaskClient, desk: PublishingDesk
) -> None:
    wanted = desk.publish(said_by=MAYOR, rating="true")
    desk.publish(sentence="The lighthouse is forty metres high.", rating="false")
    page = html.fromstring(client.get(f"/claims/{wanted}").data)
    claimant = page.xpath("string(//a[starts-with(@href, '/claimants/')]/@href)").rpartition("/")[2]
    article = page.xpath("string(//a[starts-with(@href, '/articles/')]/@href)").rpartition("/")[2]

    for asked in (
        "rating=true",
        f"claimant={claimant}",
        f"article={article}",
        f"type=event&article={article}",
    ):
        shown = html.fromstring(client.get(f"/claims?{asked}").data).xpath("//a[@class='title']/@href")
        assert shown == [f"/claims/{wanted}"]


def test_a_search_for_what_is_not_there_finds_nothing(client: FlaskClient, desk: PublishingDesk) -> None:
    desk.publish()

    for asked in ("q=%22%27*%20OR%20NEAR(", "rating=nonsense", "type=x", "claimant=a", "article=b"):
        answer = client.get(f"/claims?{asked}")
        assert answer.status_code == 200
        assert "No published claim fits." in text_of(answer)


@pytest.mark.parametrize("asked", ["after=x", "after=2024-01-01", f"q={'x' * 501}"])
def test_a_search_that_cannot_be_read_is_refused(client: FlaskClient, asked: str) -> None:
    assert client.get(f"/claims?{asked}").status_code == 400


def test_lists_go_on_from_page_to_page_without_losing_a_claim(
    client: FlaskClient, desk: PublishingDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("factcheck.services.public.find.__kwdefaults__", {"after": None, "limit": 2})
    published = {f"/claims/{desk.publish()}" for _ in range(5)}

    seen, address = [], "/claims?q=bridge"
    while address:
        page = html.fromstring(client.get(address).data)
        seen += page.xpath("//a[@class='title']/@href")
        address = page.xpath("string(//a[@rel='next']/@href)")

    assert len(seen) == 5
    assert set(seen) == published


@pytest.mark.parametrize("number", ["02", "+2", "\u0662", "2.0", "0", "-1", "00000000000002"])
def test_a_version_has_one_address(client: FlaskClient, desk: PublishingDesk, number: str) -> None:
    claim = desk.publish()
    desk.change(claim)

    assert client.get(f"/claims/{claim}/verdicts/2").status_code == 200
    assert client.get(f"/claims/{claim}/verdicts/{number}").status_code == 404


@pytest.mark.parametrize("day", ["0001-01-01", "0999-12-31T00:00:00Z", "9999-12-31"])
def test_the_first_and_the_last_of_all_days_can_be_asked_about(
    client: FlaskClient, desk: PublishingDesk, day: str
) -> None:
    claim = desk.publish()
    known = day.startswith("9")

    exported = client.get(f"/export/verdicts.json?as_of={day}")

    assert exported.status_code == 200
    assert exported.json["as_of"][:10] == day[:10]
    assert exported.json["count"] == (1 if known else 0)
    assert client.get(f"/claims/{claim}?as_of={day}").status_code == (200 if known else 404)
