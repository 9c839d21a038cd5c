"""What readers can find: published claims, articles, claimants and corrections, and nothing else."""

import pytest
from sqlalchemy.orm import Session

from factcheck import clock
from factcheck.errors import NotFound
from factcheck.models import Article, Claim, Reviewer
from factcheck.models.terms import Change, Checks, ClaimType, Publication, Status
from factcheck.services import articles, claimants, corrections, history, public, verdicts
from factcheck.services.public import Wanted
from factories import (
    SENTENCES,
    confirm,
    make_article,
    make_claim,
    make_editor,
    make_reviewer,
    publish,
)

pytestmark = pytest.mark.usefixtures("work")

LIVE, RETRACTED, WITHHELD = Publication.LIVE, Publication.RETRACTED, Publication.WITHHELD
MAYOR = {"kind": "person", "name": "Mayor Ada", "public_figure": True}


def published_article(by: Reviewer) -> tuple[Article, list[Claim]]:
    """Return an article of which the first and the last claim are published."""
    article = make_article(by=by)
    found = list(articles.page(article.public_id, person=by).claims)
    for claim in (found[0], found[2]):
        confirm(claim, by=by)
        publish(claim)
    return article, found


def ids(page: public.Page) -> list[str]:
    return [record["claim_id"] for record in page.records]


@pytest.mark.parametrize("status", [status for status in Status if status is not Status.DONE])
def test_what_is_not_published_is_not_there(status: Status) -> None:
    claim = make_claim(status=status)

    with pytest.raises(NotFound):
        public.record(claim.public_id)
    with pytest.raises(NotFound):
        public.version(claim.public_id, 1)
    with pytest.raises(NotFound):
        public.article(claim.article.public_id)
    assert public.find().records == []
    assert public.articles() == []
    assert public.known([claim.public_id]) == {}
    assert public.newest_change() == (0, "1970-01-01T00:00:00.000000Z")


def test_a_retracted_claim_stays_at_its_address_and_a_withheld_one_only_says_so() -> None:
    retracted = make_claim(status=Status.DONE, publication=RETRACTED)
    withheld = make_claim(status=Status.DONE, publication=WITHHELD)

    assert public.record(retracted.public_id)["publication"] == "retracted"
    assert public.record(withheld.public_id)["publication"] == "withheld"
    assert ids(public.find()) == [retracted.public_id]
    assert set(public.known([retracted.public_id, withheld.public_id])) == {retracted.public_id}


def test_a_version_is_shown_as_it_was() -> None:
    claim = make_claim(status=Status.DONE, publication=LIVE, rating="false")
    publish(claim, rating="half_true", summary="It opened twice.")

    first, second = public.version(claim.public_id, 1), public.version(claim.public_id, 2)

    assert first["verdict"]["rating"]["key"] == "false"
    assert first["modified_at"] == first["verdict"]["published_at"]
    assert (second["verdict"]["summary"], second["publication"]) == ("It opened twice.", "live")
    assert first["previous"] == second["previous"] == []
    for number in (0, 3):
        with pytest.raises(NotFound):
            public.version(claim.public_id, number)


def test_claims_are_listed_newest_first_page_by_page() -> None:
    made = [make_claim(status=Status.DONE, publication=LIVE).public_id for _ in range(5)]

    first = public.find(limit=2)
    second = public.find(limit=2, after=first.after)
    third = public.find(limit=2, after=second.after)

    assert ids(first) + ids(second) + ids(third) == list(reversed(made))
    assert third.after is None


def test_claims_of_one_moment_are_listed_once_each(monkeypatch: pytest.MonkeyPatch) -> None:
    moment = clock.now()
    monkeypatch.setattr(clock, "now", lambda: moment)
    made = [make_claim(status=Status.DONE, publication=LIVE).public_id for _ in range(3)]

    pages, after = [], None
    for _ in range(3):
        page = public.find(limit=1, after=after)
        pages, after = [*pages, *ids(page)], page.after

    assert pages == list(reversed(made))


def test_a_changed_claim_is_new_again() -> None:
    one = make_claim(status=Status.DONE, publication=LIVE)
    make_claim(status=Status.DONE, publication=LIVE)

    publish(one)

    assert ids(public.find())[0] == one.public_id
    place = public.place(clock.moment(public.record(one.public_id)["modified_at"]), one.public_id)
    assert one.public_id not in ids(public.find(after=place))


def test_claims_are_found_by_what_a_reader_wants() -> None:
    mine = make_claim(
        status=Status.DONE,
        publication=LIVE,
        said_by=MAYOR,
        checks=Checks.ATTRIBUTION,
        rating="misquoted",
        type=ClaimType.POSITION,
    )
    make_claim(status=Status.DONE, publication=LIVE, sentence="It rained for weeks.")
    record = public.record(mine.public_id)

    for wanted in (
        Wanted(rating="misquoted"),
        Wanted(claimant=record["said_by"]["claimant"]["id"]),
        Wanted(type="position"),
        Wanted(article=record["article"]["id"]),
        Wanted(query="mayor"),
        Wanted(query="bridge mayor", rating="misquoted", type="position"),
    ):
        assert ids(public.find(wanted)) == [mine.public_id]


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted(rating="perfect"),
        Wanted(claimant="aaaaaaaaaaaa"),
        Wanted(type="no such type"),
        Wanted(article="' OR 1=1"),
        Wanted(query="tunnel"),
        Wanted(query="?!"),
    ],
)
def test_what_nobody_published_is_not_found(wanted: Wanted) -> None:
    make_claim(status=Status.DONE, publication=LIVE)

    assert public.find(wanted).records == []


def test_an_article_shows_its_published_claims_in_their_order() -> None:
    person = make_reviewer()
    article, found = published_article(person)

    shown = public.article(article.public_id)

    assert [record["claim_id"] for record in shown.records] == [found[0].public_id, found[2].public_id]
    assert shown.about["title"] == "A bridge in Orlen"
    assert shown.text is None
    assert public.about_article(article.public_id) == shown.about


def test_an_articles_text_is_public_only_where_an_editor_says_so() -> None:
    article, _ = published_article(make_reviewer())

    articles.show_freely(article.public_id, True, by=make_editor())
    assert public.article(article.public_id).text == "\n\n".join(SENTENCES)

    articles.show_freely(article.public_id, False, by=make_editor())
    assert public.article(article.public_id).text is None


def test_articles_are_listed_with_how_many_claims_they_have() -> None:
    older, _ = published_article(make_reviewer())
    newer = make_claim(status=Status.DONE, publication=LIVE)
    make_claim(status=Status.DONE, publication=WITHHELD)

    first, second = public.articles()
    [after] = public.articles(before=first.newest)

    assert first.about["id"] == public.record(newer.public_id)["article"]["id"]
    assert (second.about["id"], second.claims) == (older.public_id, 2)
    assert after == second
    assert public.articles(limit=1) == [first]


def test_a_claimant_has_a_page_while_a_public_figure_and_published() -> None:
    person = make_reviewer()
    claim = make_claim(status=Status.DONE, publication=LIVE, said_by=MAYOR)
    public_id = public.record(claim.public_id)["said_by"]["claimant"]["id"]

    assert public.claimant(public_id)["name"] == "Mayor Ada"
    claimants.change(public_id, {"public_figure": False}, by=person)

    with pytest.raises(NotFound):
        public.claimant(public_id)


def test_a_claimant_of_withheld_claims_has_no_page() -> None:
    claim = make_claim(status=Status.DONE, publication=LIVE, said_by=MAYOR)
    public_id = public.record(claim.public_id)["said_by"]["claimant"]["id"]

    verdicts.withhold(claim.public_id, by=make_editor(), version=None, reason="A court.")

    with pytest.raises(NotFound):
        public.claimant(public_id)


def test_corrections_and_retractions_are_listed_and_minor_changes_are_not() -> None:
    claim = make_claim(status=Status.DONE, publication=LIVE)
    publish(claim, change=Change.MINOR)
    publish(claim, change=Change.CORRECTION)
    verdicts.retract(claim.public_id, by=make_editor(), version=None, reason="Forged.")

    found = corrections.listed()
    [older] = corrections.listed(before=found[0][0].pos)

    assert [event.type for event, _ in found] == ["retraction", "correction"]
    assert older == found[1]
    assert {record["claim_id"] for _, record in found} == {claim.public_id}


def test_corrections_reach_past_those_that_were_withheld() -> None:
    kept = make_claim(status=Status.DONE, publication=LIVE)
    publish(kept)
    hidden = make_claim(status=Status.DONE, publication=LIVE)
    for _ in range(2):
        publish(hidden)
    verdicts.withhold(hidden.public_id, by=make_editor(), version=None, reason="A court.")
    publish(hidden, change=Change.MINOR)

    found = corrections.listed(limit=1, withdrawn=False)

    assert [record["claim_id"] for _, record in found] == [kept.public_id]


def test_the_newest_public_change_is_told_by_place_and_time(work: Session) -> None:
    claim = make_claim(status=Status.DONE, publication=LIVE)
    last = history.of_claim(claim.public_id)[-1]
    make_claim()

    assert public.newest_change() == (last.pos, last.at)


def test_readers_see_only_public_events_whole() -> None:
    claim = make_claim(status=Status.QUEUED, publication=LIVE)
    verdicts.uphold(claim.public_id, by=make_editor(), version=None, note="It stands.")

    assert [event.type for event in public.public_events(claim.public_id)] == ["published", "upheld"]
