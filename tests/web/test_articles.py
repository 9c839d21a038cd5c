"""Articles at the desk: adding them in three ways, reading them with their claims, triaging them."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO

import pytest

from factcheck import fetching
from factcheck.app import DeskApp
from factcheck.errors import FactcheckError
from factcheck.fetching import AddressRefused, Page, RemoteFailed, RemoteTooSlow
from factcheck.models import Article, Claim
from factcheck.models.terms import Dismissal, Status
from factcheck.services import articles, claims, shapes
from factories import ARTICLE, SENTENCES, make_article

from .conftest import Browser

# No language has a model for it, so it is split by rule, which is quick.
LATIN = "Pons anno 1932 apertus est.\n\nPretium magnum fuit."
NEW = "/desk/articles/new"


@pytest.fixture
def article(app: DeskApp, reviewer: Browser) -> Article:
    """An article of three sentences, each a new claim."""
    with app.database.transaction():
        return make_article(by=reviewer.person, publisher="The Orlen Gazette", author="A. Example")


@pytest.fixture
def claims_of(app: DeskApp, editor: Browser) -> Callable[[Article], list[Claim]]:
    """A function that returns an article's claims as they are now."""

    def look(of: Article) -> list[Claim]:
        with app.database.reading():
            return list(articles.page(of.public_id, person=editor.person).claims)

    return look


# Adding one.


def test_an_article_is_pasted_and_split(reviewer: Browser) -> None:
    typed = {"text": LATIN.replace("\n", "\r\n"), "title": "De ponte", "published_at": "2026-03-31"}

    answer = reviewer.post(NEW, typed)

    page = reviewer.get(answer.location).text
    assert answer.status_code == 303
    assert "De ponte" in page
    assert page.count('<mark data-state="new"') == 2
    assert "The article is split into 2 claims." in page
    assert "De ponte" in reviewer.get("/desk/articles").text


def test_an_article_of_the_same_text_is_named_and_can_be_added_all_the_same(reviewer: Browser) -> None:
    first = reviewer.post(NEW, {"text": LATIN, "title": "De ponte"}).location

    answer = reviewer.post(NEW, {"text": LATIN, "title": "Iterum"})
    again = reviewer.post(NEW, {"text": LATIN, "title": "Iterum", "again": "1"})

    assert answer.status_code == 409
    assert "This article is at the desk already." in answer.text
    assert re.search(f'href="{first}" lang="\\w+"><bdi>De ponte</bdi>', answer.text)
    assert 'value="Iterum"' in answer.text
    assert 'name="again" value="1"' in answer.text
    assert (again.status_code, again.location != first) == (303, True)


def test_an_article_of_the_same_address_is_named(reviewer: Browser) -> None:
    where = {"url": "https://news.example.org/pons"}
    reviewer.post(NEW, {"text": LATIN, **where})

    answer = reviewer.post(NEW, {"text": "Pons novus est.", **where})
    other = reviewer.post(NEW, {"text": "Pons tertius est.", "url": "https://news.example.org/tertius"})

    assert (answer.status_code, other.status_code) == (409, 303)


def test_an_article_comes_from_a_text_file(reviewer: Browser) -> None:
    answer = reviewer.post(NEW, {"file": (BytesIO(LATIN.encode()), "pons.txt")})

    assert "Pons anno 1932" in reviewer.get(answer.location).text


def test_an_article_comes_from_a_page_that_was_saved(reviewer: Browser) -> None:
    body = "".join(f"<p>{sentence * 3}</p>" for sentence in SENTENCES)
    page = (
        f"<html><head><title>A bridge</title></head><body><article><h1>A bridge</h1>{body}</article></body>"
    )

    answer = reviewer.post(NEW, {"file": (BytesIO(page.encode()), "bridge.html")})

    assert answer.status_code == 303
    assert "The bridge of Orlen opened in 1932" in reviewer.get(answer.location).text


def test_an_article_comes_from_an_address(reviewer: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "fetch", lambda url, **_given: plain_page(url))

    answer = reviewer.post(NEW, {"url": "https://news.example.org/pons", "title": "De ponte"})

    page = reviewer.get(answer.location).text
    assert "De ponte" in page
    assert 'href="https://news.example.org/pons"' in page


def plain_page(url: str) -> Page:
    return Page(url, url, "text/plain", "utf-8", LATIN.encode(), datetime(2026, 1, 1, tzinfo=UTC), "0" * 64)


@pytest.mark.parametrize(
    ("typed", "status", "sentence"),
    [
        ({}, 422, "The article is empty"),
        ({"text": " \n "}, 422, "The article is empty"),
        ({"text": "a " * 2_500_000}, 413, "The article is too long: 5,000,000 characters"),
        ({"text": LATIN, "published_at": "March"}, 422, "Write the day as year-month-day"),
        ({"text": LATIN, "url": "pons"}, 422, "begins with http:// or https://"),
        ({"url": "http://127.0.0.1/"}, 422, ""),
        ({"url": "http://169.254.169.254/latest/meta-data"}, 422, ""),
        ({"url": "no address at all"}, 422, ""),
        ({"text": LATIN, "title": "a" * 301}, 422, "This is too long"),
    ],
)
def test_an_article_that_cannot_be_read_comes_back_as_it_was_typed(
    reviewer: Browser, typed: dict[str, str], status: int, sentence: str
) -> None:
    answer = reviewer.post(NEW, {"author": "A. Example", **typed})

    assert answer.status_code == status
    assert sentence in answer.text
    assert 'role="alert"' in answer.text
    assert 'value="A. Example"' in answer.text
    assert "No article yet" in reviewer.get("/desk/articles").text


@pytest.mark.parametrize(
    ("name", "content", "status", "sentence"),
    [
        ("picture.txt", b"\x89PNG\r\n\x1a\n\x00\x00", 422, ""),
        ("picture.png", b"\x89PNG\r\n\x1a\n\x00\x00", 422, "Only .txt and .html files can be read."),
        ("empty.txt", b"  \n", 422, "There is no text in it."),
        ("long.txt", b"word " * 1_000_000, 413, "The article is too long: 5,000,000 characters"),
        ("large.html", b"<p>" * 4_000_000, 413, "The file is larger than 10 MiB"),
    ],
)
def test_a_file_that_is_no_article_is_refused(
    reviewer: Browser, name: str, content: bytes, status: int, sentence: str
) -> None:
    answer = reviewer.post(NEW, {"title": "A picture", "file": (BytesIO(content), name)})
    answer.request.environ["wsgi.input"].close()  # The client keeps a large body in a file.

    assert answer.status_code == status
    assert sentence in answer.text
    assert 'value="A picture"' in answer.text


def test_text_and_a_file_at_once_are_one_too_many(reviewer: Browser) -> None:
    answer = reviewer.post(NEW, {"text": LATIN, "file": (BytesIO(b"Other."), "other.txt")})

    assert answer.status_code == 422
    assert "Give the text or a file, not both." in answer.text


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (AddressRefused("This address leads nowhere public."), 422),
        (RemoteFailed("The site answered 500."), 502),
        (RemoteTooSlow("The site took too long."), 504),
    ],
)
def test_an_address_that_does_not_answer_is_kept(
    reviewer: Browser, monkeypatch: pytest.MonkeyPatch, error: FactcheckError, status: int
) -> None:
    def fail(_url: str, **_given: object) -> Page:
        raise error

    monkeypatch.setattr(fetching, "fetch", fail)

    answer = reviewer.post(NEW, {"url": "https://news.example.org/pons"})

    assert answer.status_code == status
    assert str(error) in answer.text
    assert 'value="https://news.example.org/pons"' in answer.text


def test_an_admin_adds_no_article(admin: Browser) -> None:
    answer = admin.post(NEW, {"text": LATIN})

    assert answer.status_code == 403
    assert "Pons anno 1932" in answer.text


def test_the_form_teaches(reviewer: Browser) -> None:
    assert "nothing becomes public by that" in reviewer.get(NEW).text


# Reading one.


def test_an_articles_page_marks_its_claims_and_lists_them(reviewer: Browser, article: Article) -> None:
    page = reviewer.get(f"/desk/articles/{article.public_id}").text

    assert page.count('<mark data-state="new"') == 3
    assert page.count('name="claims"') == 3
    assert "The Orlen Gazette" in page


def test_an_unknown_article_is_not_found(reviewer: Browser) -> None:
    assert reviewer.get("/desk/articles/aaaaaaaaaaaa").status_code == 404
    assert reviewer.post("/desk/articles/aaaaaaaaaaaa/claims", {"quote": "a"}).status_code == 404


def test_the_claim_in_hand_stands_out_with_what_follows_it(
    reviewer: Browser, article: Article, claims_of: Callable[[Article], list[Claim]]
) -> None:
    first, second, _ = claims_of(article)

    page = reviewer.get(f"/desk/articles/{article.public_id}?claim={second.public_id}").text

    assert page.count('aria-current="true"') == 2
    assert "Claim 2 of 3" in page
    assert f'?claim={first.public_id}#c-{first.public_id}" data-key="k"' in page


def test_the_list_is_filtered_and_sorted(
    app: DeskApp, reviewer: Browser, article: Article, claims_of: Callable[[Article], list[Claim]]
) -> None:
    first, second, third = claims_of(article)
    with app.database.transaction():
        claims.queue(first.public_id, by=reviewer.person)
        claims.dismiss(second.public_id, Dismissal.TRIVIAL, by=reviewer.person)
        shapes.trim(third.public_id, "a second bridge", by=reviewer.person, version=None)
        claims.to_change(third.public_id, by=reviewer.person, version=None).worth = 900
    base = f"/desk/articles/{article.public_id}"

    def shown(asked: str) -> list[str]:
        return re.findall(r'id="pick-(\w+)"', reviewer.get(base + asked).text)

    assert shown("?order=worth")[0] == third.public_id
    assert shown("?show=new") == [third.public_id]
    assert shown("?show=worth") == [third.public_id]
    assert shown("?show=open") == [first.public_id]
    assert shown("?show=dismissed") == [second.public_id]
    assert "No claim is like that." in reviewer.get(base + "?show=done").text
    assert len(shown("?show=nonsense&order=nonsense&claim=nonsense")) == 3


def test_a_restricted_claim_is_neither_marked_nor_listed_nor_counted(
    app: DeskApp,
    reviewer: Browser,
    editor: Browser,
    article: Article,
    claims_of: Callable[[Article], list[Claim]],
) -> None:
    with app.database.transaction():
        claims.flag(claims_of(article)[0].public_id, by=editor.person, version=None, restricted=True)

    page = reviewer.get(f"/desk/articles/{article.public_id}").text

    assert page.count("<mark") == 2
    assert claims_of(article)[0].public_id not in page
    assert "2 claims" in page


def test_a_page_of_the_list_begins_where_it_is_asked_to(app: DeskApp, reviewer: Browser) -> None:
    with app.database.transaction():
        for number in range(32):
            make_article(title=f"Article number {number}", by=reviewer.person)

    first = reviewer.get("/desk/articles").text
    link = first.split('rel="next" href="')[1].split('"')[0]
    second = reviewer.get(link).text

    assert first.count("Article number") == 30
    assert second.count("Article number") == 2
    assert "Back to the newest" in second
    assert reviewer.get("/desk/articles?before=" + "0" * 5000).status_code == 404


def test_an_articles_page_asks_as_often_for_many_claims_as_for_few(
    app: DeskApp, reviewer: Browser, article: Article, questions: Callable[[Browser, str], int]
) -> None:
    with app.database.transaction():
        longer = make_article(
            *[f"The bridge has {number} arches." for number in range(40)], by=reviewer.person
        )

    few = questions(reviewer, f"/desk/articles/{article.public_id}")

    assert questions(reviewer, f"/desk/articles/{longer.public_id}") == few


# Triage.


def test_claims_are_queued_in_bulk(
    reviewer: Browser, article: Article, claims_of: Callable[[Article], list[Claim]]
) -> None:
    first, second, _ = (claim.public_id for claim in claims_of(article))

    answer = reviewer.post(
        f"/desk/articles/{article.public_id}/triage", {"act": "queue", "claims": [first, second]}
    )

    assert answer.status_code == 303
    assert [claim.status for claim in claims_of(article)] == [Status.QUEUED, Status.QUEUED, Status.NEW]
    assert "Changed: 2 claims." in reviewer.get(answer.location).text


def test_claims_are_closed_in_bulk_with_one_code(
    reviewer: Browser, article: Article, claims_of: Callable[[Article], list[Claim]]
) -> None:
    first, *_ = (claim.public_id for claim in claims_of(article))

    reviewer.post(
        f"/desk/articles/{article.public_id}/triage", {"act": "close", "code": "opinion", "claims": [first]}
    )

    assert [claim.dismissal for claim in claims_of(article)] == [Dismissal.OPINION, None, None]


def test_the_rest_is_closed_while_the_chosen_are_queued(
    reviewer: Browser, article: Article, claims_of: Callable[[Article], list[Claim]]
) -> None:
    _, second, _ = (claim.public_id for claim in claims_of(article))

    reviewer.post(
        f"/desk/articles/{article.public_id}/triage",
        {"act": "rest", "code": "not_selected", "claims": [second]},
    )

    assert [claim.status for claim in claims_of(article)] == [
        Status.DISMISSED,
        Status.QUEUED,
        Status.DISMISSED,
    ]


@pytest.mark.parametrize("act", ["close", "rest"])
def test_claims_are_closed_for_a_reason_that_somebody_chose(
    reviewer: Browser, article: Article, claims_of: Callable[[Article], list[Claim]], act: str
) -> None:
    first, *_ = (claim.public_id for claim in claims_of(article))
    path = f"/desk/articles/{article.public_id}"

    answer = reviewer.post(f"{path}/triage", {"act": act, "code": "", "claims": [first]})

    assert answer.status_code == 422
    assert "Choose why these claims are closed." in answer.text
    assert re.search(f'id="pick-{first}"[^>]* checked', answer.text)
    assert {claim.status for claim in claims_of(article)} == {Status.NEW}
    assert '<option value="" selected>Choose why</option>' in reviewer.get(path).text


def test_claims_that_cannot_move_stay_and_are_named(
    app: DeskApp, reviewer: Browser, article: Article, claims_of: Callable[[Article], list[Claim]]
) -> None:
    first, *_ = (claim.public_id for claim in claims_of(article))
    with app.database.transaction():
        claims.queue(first, by=reviewer.person)

    answer = reviewer.post(f"/desk/articles/{article.public_id}/triage", {"act": "queue", "claims": [first]})

    page = reviewer.get(answer.location).text
    assert "No claim changed." in page
    assert "Left as it was" in page


def test_a_triage_without_claims_or_with_a_wrong_code_is_refused(
    reviewer: Browser, admin: Browser, article: Article, claims_of: Callable[[Article], list[Claim]]
) -> None:
    path = f"/desk/articles/{article.public_id}/triage"
    first = claims_of(article)[0].public_id

    nothing = reviewer.post(path, {"act": "queue"})
    wrong = reviewer.post(path, {"act": "close", "code": "nonsense", "claims": [first]})

    assert nothing.status_code == wrong.status_code == 422
    assert "Tick the claims that are to be queued." in nothing.text
    assert f'id="pick-{first}" aria-label="Choose claim 1" checked' in wrong.text
    assert admin.post(path, {"act": "queue", "claims": [first]}).status_code == 403


# By hand, and for readers.


def test_a_claim_is_marked_by_hand(reviewer: Browser, article: Article) -> None:
    answer = reviewer.post(
        f"/desk/articles/{article.public_id}/claims",
        {"quote": "paid for by the harbour", "text": "The harbour paid for the bridge."},
    )

    page = reviewer.get(answer.location).text
    assert "The harbour paid for the bridge." in page
    assert "Rana Reviewer marked the claim by hand." in page
    assert ARTICLE.split()[0] in reviewer.get(f"/desk/articles/{article.public_id}").text


def test_words_that_are_not_in_the_article_cannot_be_marked(
    reviewer: Browser, admin: Browser, article: Article
) -> None:
    path = f"/desk/articles/{article.public_id}/claims"

    answer = reviewer.post(path, {"quote": "a golden bridge", "text": "It is golden."})

    assert answer.status_code == 422
    assert "a golden bridge</textarea>" in answer.text
    assert reviewer.post(path, {"quote": ""}).status_code == 422
    assert admin.post(path, {"quote": "The bridge"}).status_code == 403


def test_an_editor_lets_readers_see_the_whole_text(
    reviewer: Browser, editor: Browser, article: Article
) -> None:
    path = f"/desk/articles/{article.public_id}"

    assert reviewer.post(f"{path}/free", {"free": "1"}).status_code == 403
    editor.post(f"{path}/free", {"free": "1"})

    assert "Readers may see the whole text." in editor.get(path).text
    assert "free to show" in editor.get("/desk/articles").text
    editor.post(f"{path}/free", {"free": "0"})
    assert "Readers see published claims as quotations only." in editor.get(path).text
