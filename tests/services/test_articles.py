"""Articles: reading them without a database, storing them with their claims, showing them at the desk."""

import json
from hashlib import sha256

import pytest

from factcheck import splitter
from factcheck.errors import InvalidInput, NotAllowed, NotFound
from factcheck.models import Claim
from factcheck.models.terms import Checks, ClaimType, Dismissal, SaidBy, Status
from factcheck.services import articles, claimants, claims, history
from factcheck.splitter import SpeakerKind, SplitClaim
from factories import (
    SENTENCES,
    make_admin,
    make_article,
    make_editor,
    make_reading,
    make_reviewer,
    split_claim,
    spoken,
)

Type = splitter.ClaimType


def brought(*found: SplitClaim) -> list[Claim]:
    """Return the claims of an article that the splitter took apart like this."""
    split = splitter.Split("en", "by rule 1", found, (), None, (), ())
    person = make_reviewer()
    article = articles.add(articles.Reading(found[0].quote, "A title", split), by=person)
    return list(articles.page(article.public_id, person=person).claims)


# Reading.


def test_a_text_is_read_without_a_database() -> None:
    reading = articles.read("The bridge of Orlen opened in 1932.\n\nIt cost four million.", language="xx")

    assert [claim.quote for claim in reading.split.claims] == [
        "The bridge of Orlen opened in 1932.",
        "It cost four million.",
    ]
    assert reading.text.startswith("The bridge")
    assert (reading.url, reading.publisher, reading.author, reading.published_at) == (None,) * 4


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("", "empty"),
        (" \n\t", "empty"),
        ("a" * 1_000_001, "1,000,001 characters"),
        ("PNG\x00\x01", "binary"),
        ("lone \ud800 surrogate", "binary"),
    ],
    ids=["empty", "blank", "long", "binary", "surrogate"],
)
def test_a_text_that_no_article_can_be_is_refused(text: str, refusal: str) -> None:
    with pytest.raises(InvalidInput, match=refusal):
        articles.read(text)


@pytest.mark.parametrize(
    ("text", "given", "title"),
    [
        ("\n\n  The bridge opened.  \n\nMore.", " A title ", "A title"),
        ("\n\n  The bridge opened.  \n\nMore.", "", "The bridge opened."),
        ("The bridge " * 20, "", ("The bridge " * 20)[:99].rstrip() + "…"),
    ],
)
def test_a_title_is_given_or_the_beginning_of_the_text(text: str, given: str, title: str) -> None:
    split = splitter.Split("en", "by rule 1", (), (), None, (), ())

    assert (given.strip() or articles.title_of(text, split)) == title


def test_a_title_that_the_splitter_found_is_taken() -> None:
    split = splitter.Split("en", "by rule 1", (), (), (2, 12), (), ())

    assert articles.title_of("# A bridge!\nText.", split) == "A bridge!"


# Storing.


@pytest.mark.usefixtures("work")
def test_an_article_is_stored_with_its_text_and_its_claims() -> None:
    person = make_reviewer()

    article = articles.add(make_reading(*SENTENCES, url="https://news.example.org/a"), by=person)

    page = articles.page(article.public_id, person=person)
    text = "\n\n".join(SENTENCES)
    assert page.revision.text == text
    assert page.revision.sha256 == sha256(text.encode()).hexdigest()
    assert (article.url, article.free_to_show, article.lang) == ("https://news.example.org/a", False, "en")
    assert [claim.quote for claim in page.claims] == list(SENTENCES)
    for claim in page.claims:
        assert text[claim.start : claim.end] == claim.quote
        assert (text[: claim.start] + "|").endswith(claim.prefix + "|")
        assert text[claim.end :].startswith(claim.suffix)
        assert len(claim.prefix) <= 32
        assert len(claim.suffix) <= 32
        assert (claim.status, claim.version, claim.worth) == (Status.NEW, 1, 500)


@pytest.mark.usefixtures("work")
def test_a_claims_first_event_says_what_was_found() -> None:
    [claim] = brought(spoken("The bridge is closed.", "Mayor Ada", kind=SpeakerKind.PERSON))

    [created] = history.of_claim(claim.public_id)

    body = json.loads(created.body or "")
    assert created.type == "created"
    assert (body["quote"], body["said_by"], body["said_by_text"]) == (claim.quote, "person", "Mayor Ada")
    assert (body["worth"], body["rules"], body["start"], body["end"]) == (500, ["by.sentence"], 0, 21)


@pytest.mark.usefixtures("work")
@pytest.mark.parametrize(
    ("found", "said_by", "named"),
    [
        (spoken("It is closed.", "Mayor Ada", kind=SpeakerKind.PERSON), SaidBy.PERSON, True),
        (spoken("It is closed.", "The harbour", kind=SpeakerKind.ORGANISATION), SaidBy.ORGANISATION, True),
        (spoken("It is closed.", "officials", kind=None, anonymous=True), SaidBy.UNNAMED, False),
        (spoken("It is closed.", "Somebody", kind=None), SaidBy.ORGANISATION, True),
        (split_claim("It is closed."), SaidBy.ARTICLE, False),
    ],
)
def test_who_said_it_is_guessed_from_the_text(found: SplitClaim, said_by: SaidBy, named: bool) -> None:
    [claim] = brought(found)

    assert (claim.said_by, claim.said_by_text) == (said_by, found.speaker)
    assert (claim.claimant is not None) is named
    assert len(claimants.everyone()) == named


@pytest.mark.usefixtures("work")
@pytest.mark.parametrize("kind", Type)
def test_appeals_and_positions_are_checked_for_who_said_them(kind: Type) -> None:
    [claim] = brought(split_claim("The harbour should pay.", type=kind))

    expected = Checks.ATTRIBUTION if kind in {Type.APPEAL, Type.POSITION} else Checks.CONTENT
    assert (claim.type, claim.checks) == (ClaimType(kind.value), expected)


@pytest.mark.usefixtures("work")
def test_an_admin_brings_no_article() -> None:
    with pytest.raises(NotAllowed):
        make_article(by=make_admin())


# Showing.


@pytest.mark.usefixtures("work")
def test_an_article_that_is_not_there_is_not_found() -> None:
    with pytest.raises(NotFound):
        articles.page("aaaaaaaaaaaa", person=make_editor())


@pytest.mark.usefixtures("work")
def test_articles_are_listed_newest_first_with_where_their_claims_stand() -> None:
    person = make_reviewer()
    made = [make_article(by=person) for _ in range(3)]
    one, two, _ = articles.page(made[2].public_id, person=person).claims
    claims.queue(one.public_id, by=person)
    claims.dismiss(two.public_id, Dismissal.TRIVIAL, by=person)

    first, after = articles.newest(limit=2)
    second, end = articles.newest(limit=2, before=after)

    assert [listed.article for listed in first + second] == list(reversed(made))
    assert end is None
    assert first[0].counts == {Status.NEW: 1, Status.QUEUED: 1, Status.DISMISSED: 1}
    assert (first[0].total, first[0].open) == (3, 2)


@pytest.mark.usefixtures("work")
def test_only_an_editor_answers_for_a_texts_copyright() -> None:
    article = make_article()

    for person in (make_reviewer(), make_admin()):
        with pytest.raises(NotAllowed):
            articles.show_freely(article.public_id, True, by=person)
    articles.show_freely(article.public_id, True, by=make_editor())

    assert article.free_to_show
