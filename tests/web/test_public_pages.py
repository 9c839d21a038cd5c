"""The front page, articles, claimants, corrections and the methodology."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient
from lxml import html
from werkzeug.test import TestResponse

from factcheck.app import DeskApp, create_app
from factcheck.config import Config
from factcheck.models import Claim, Claimant
from factcheck.models.terms import Change
from factcheck.services.public import PublicArticle
from factcheck.web import corrections, public_articles
from factcheck.web.marked_text import paragraphs
from factcheck.web.public_story import origins_in
from support.publishing import MAYOR, PublishingDesk


def main(answer: TestResponse) -> html.HtmlElement:
    return html.fromstring(answer.data).get_element_by_id("main")


def words(answer: TestResponse) -> str:
    return " ".join(main(answer).text_content().split())


# The front page.


def test_an_empty_desk_says_what_will_stand_on_its_front_page(client: FlaskClient) -> None:
    for path, told in (
        ("/", "Nothing has been published yet."),
        ("/claims", "Nothing has been published yet."),
        ("/articles", "Nothing has been published yet."),
        ("/corrections", "So far no published verdict had to be corrected."),
    ):
        assert told in words(client.get(path))


def test_the_front_page_leads_with_the_newest_verdict(client: FlaskClient, desk: PublishingDesk) -> None:
    desk.publish(sentence="An older claim.")
    desk.publish(sentence="The newest claim.")
    desk.withhold(desk.publish(sentence="A withdrawn claim."))
    desk.draft("A draft.")

    page = main(client.get("/"))

    assert page.xpath("string(//article//h2//q)") == "The newest claim."
    assert page.xpath("//ul[@class='rows']//a[@class='title']/q/text()") == ["An older claim."]


def test_the_front_page_names_the_latest_corrections(client: FlaskClient, desk: PublishingDesk) -> None:
    desk.change(desk.publish(sentence="We were wrong about this."))
    desk.retract(desk.publish(sentence="We take this back."))

    told = main(client.get("/")).xpath("//aside//li")

    assert [one.xpath("string(./span)") for one in told] == ["Retracted", "Corrected"]


# Articles.


def test_an_articles_page_shows_its_published_claims_in_order_with_little_around_them(
    client: FlaskClient, desk: PublishingDesk
) -> None:
    before, after = (
        "What stands before it is long and not ours to print.",
        "What stands after is long, too, and not ours.",
    )
    article = desk.article("The first claim.", before, "The second claim.", after)
    first, _, second, _ = desk.claims_of(article)
    desk.publish(second)
    desk.publish(first)

    answer = client.get(f"/articles/{article.public_id}")

    quotes = [quote.text_content() for quote in main(answer).xpath("//q")]
    around = [context.text_content().strip("…") for context in main(answer).xpath("//*[@class='around']")]
    assert quotes == ["The first claim.", "The second claim."]
    assert max((len(context) for context in around), default=0) <= 32
    assert before not in words(answer)
    assert after not in words(answer)


def test_an_article_that_is_free_to_show_is_shown_whole_with_its_claims_marked(
    client: FlaskClient, desk: PublishingDesk
) -> None:
    article = desk.article("The first claim.", "A sentence in between.", "The second claim.", free=True)
    first, _, second = desk.claims_of(article)
    desk.publish(first)
    desk.publish(second)
    desk.retract(second)

    page = main(client.get(f"/articles/{article.public_id}"))

    marks = [(mark.get("data-state"), mark.text_content()) for mark in page.xpath("//mark")]
    assert marks == [("live", "The first claim."), ("retracted", "The second claim.")]
    assert "A sentence in between." in page.text_content()


def test_an_article_without_published_claims_is_not_there(client: FlaskClient, desk: PublishingDesk) -> None:
    article = desk.article(free=True)
    (claim, *_) = desk.claims_of(article)
    paths = [f"/articles/{article.public_id}", f"/articles/{article.public_id}.json"]
    before = [client.get(path).status_code for path in paths]
    desk.publish(claim)
    published = [client.get(path).status_code for path in paths]
    desk.withhold(claim)

    assert before == [404, 404]
    assert published == [200, 200]
    assert [client.get(path).status_code for path in paths] == [404, 404]


def test_other_pages_learn_where_an_articles_claims_stand(client: FlaskClient, desk: PublishingDesk) -> None:
    article = desk.article("The first claim.", "The second claim.")
    first, second = desk.claims_of(article)
    desk.publish(second)

    answer = client.get(f"/articles/{article.public_id}.json")

    (item,) = answer.json["items"]
    assert list(answer.json) == ["items"]
    assert item["id"] == second
    assert item["url"] == f"http://127.0.0.1:8000/claims/{second}"
    assert item["selectors"][1]["exact"] == "The second claim."
    assert first not in answer.text
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Vary" not in answer.headers


def test_the_list_of_articles_goes_on(
    client: FlaskClient, desk: PublishingDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(public_articles, "PAGE", 2)
    for number in range(5):
        desk.publish(title=f"Article {number}")

    seen, address = [], "/articles"
    while address:
        page = main(client.get(address))
        seen += [title.text_content() for title in page.xpath("//a[@class='title']")]
        address = page.xpath("string(//a[@rel='next']/@href)")

    assert seen == [f"Article {number}" for number in (4, 3, 2, 1, 0)]


def test_a_quotation_that_does_not_stand_where_it_should_is_not_marked() -> None:
    def record(start: int, quote: str) -> dict[str, object]:
        return {"quote": quote, "selectors": [{"start": start, "end": start + len(quote)}]}

    records = [record(0, "One"), record(2, "e two"), record(9, "elsewhere")]

    found = paragraphs(PublicArticle({}, "One two\n\nthree", records))

    assert [[(stretch.text, bool(stretch.record)) for stretch in one] for one in found] == [
        [("", False), ("One", True), (" two", False)],
        [("three", False)],
    ]


# Claimants.


def test_a_public_figures_page_lists_their_claims(client: FlaskClient, desk: PublishingDesk) -> None:
    claim = desk.publish(said_by=MAYOR)
    desk.publish(sentence="Somebody else's claim.")
    path = html.fromstring(client.get(f"/claims/{claim}").data).xpath(
        "string(//a[contains(@href, '/claimants/')]/@href)"
    )

    page = main(client.get(path))

    assert page.xpath("string(//h1)").strip() == "Ilse Varnhagen"
    assert page.xpath("//a[@class='title']/@href") == [f"/claims/{claim}"]


def test_who_is_no_public_figure_is_described_and_has_no_page(
    app: DeskApp, client: FlaskClient, desk: PublishingDesk
) -> None:
    private = {
        **MAYOR,
        "name": "Paula Private",
        "text": "Paula",
        "public_figure": False,
        "description": "a baker",
    }
    claim = desk.publish(said_by=private)
    with app.database.reading() as session:
        claimant = session.query(Claimant.public_id).join(Claim).filter(Claim.public_id == claim).scalar()

    answer = client.get(f"/claims/{claim}")

    assert "said by a baker" in words(answer)
    assert "Paula" not in answer.text
    assert client.get(f"/claimants/{claimant}").status_code == 404


# Corrections.


def test_corrections_name_what_changed_and_why_and_leave_the_rest_out(
    client: FlaskClient, desk: PublishingDesk
) -> None:
    claim = desk.publish(rating="true")
    desk.change(claim, rating="false", reason="We had read the wrong year.")
    for change in (Change.UPDATE, Change.CLARIFICATION, Change.MINOR):
        desk.change(desk.publish(), rating="false", change=change)
    desk.retract(desk.publish(rating="half_true"), "The minutes were forged.")

    told = [" ".join(one.text_content().split()) for one in main(client.get("/corrections")).xpath("//ol/li")]

    assert len(told) == 2
    assert "Retracted; it had been rated Half true. The minutes were forged." in told[0]
    assert "Corrected from True to False, approved by a second person. We had read the wrong year." in told[1]


def test_a_correction_that_keeps_the_rating_says_so(client: FlaskClient, desk: PublishingDesk) -> None:
    desk.change(desk.publish(rating="false"), rating="false")

    told = words(client.get("/corrections"))
    assert "Corrected; the rating stays False, approved by a second person." in told


def test_corrections_of_what_was_withheld_are_gone(client: FlaskClient, desk: PublishingDesk) -> None:
    claim = desk.publish()
    desk.change(claim, reason="A reason that tells too much.")
    desk.withhold(claim)
    hidden = words(client.get("/corrections"))
    desk.change(claim, change=Change.CORRECTION, reason="A reason that may be read.", rating="false")

    shown = words(client.get("/corrections"))

    assert "A reason that tells too much." not in hidden + shown
    assert "A reason that may be read." in shown


def test_the_corrections_go_on(
    client: FlaskClient, desk: PublishingDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(corrections, "PAGE", 2)
    published = [desk.publish() for _ in range(3)]
    for claim in published:
        desk.change(claim)
    desk.withhold(published[1])
    desk.retract(published[0])

    seen, address = [], "/corrections"
    while address:
        page = main(client.get(address))
        seen += page.xpath("//h2/a/@href")
        address = page.xpath("string(//a[@rel='next']/@href)")

    assert seen == [f"/claims/{published[number]}" for number in (0, 1, 2, 0)]


@pytest.mark.parametrize("path", ["/corrections?before=x", "/articles?before=-1", "/articles?before=9e99"])
def test_a_place_that_is_none_is_refused(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 400


# The methodology.


def test_the_methodology_gives_every_ratings_meaning(client: FlaskClient) -> None:
    shown = words(client.get("/methodology"))

    for told in ("What was claimed is not so.", "Missing context", "Misattributed", "Two people"):
        assert told in shown


def test_a_desk_puts_its_own_words_into_the_methodology(database_url: str, tmp_path: Path) -> None:
    (tmp_path / "methodology").mkdir()
    (tmp_path / "methodology" / "contact.html").write_text("<p>Come to <b>Harbour Street 1</b>.</p>")
    config = Config(database_url=database_url, secret_key="x", templates_dir=str(tmp_path), four_eyes=False)
    app = create_app(config.completed())

    shown = words(app.test_client().get("/methodology"))
    app.database.close()

    assert "Come to Harbour Street 1." in shown
    assert "This desk is small" in shown


def test_the_front_page_says_what_we_found_before_what_was_claimed(
    client: FlaskClient, desk: PublishingDesk
) -> None:
    desk.publish("", rating="true")
    newest = desk.publish(text="The bridge opened in 1932.")

    page = client.get("/").text
    headline = page.split("<h2>")[1].split("</h2>")[0]

    assert headline.index("<bdi>False</bdi>") < headline.index(f'href="/claims/{newest}"')
    assert "<q>The bridge opened in 1932.</q>" in headline
    assert page.index("<bdi>True</bdi>") < page.index("<q>The bridge of Orlen")


def test_the_front_page_quotes_no_sensitive_claim_and_marks_no_quotation_twice(
    client: FlaskClient, desk: PublishingDesk
) -> None:
    desk.publish(text="“The bridge opened in 1932.”")
    desk.publish(sensitive=True)

    page = client.get("/").text

    assert "<q>" not in page
    assert "“The bridge opened in 1932.”" in page


def test_the_history_and_the_corrections_say_who_looked_and_where_the_evidence_is_from(
    client: FlaskClient, desk: PublishingDesk
) -> None:
    claim = desk.publish()
    desk.change(claim, change=Change.CORRECTION)

    history, corrections = (words(client.get(path)) for path in (f"/claims/{claim}/history", "/corrections"))

    assert "Published as False, approved by a second person." in history
    for page in (history, corrections):
        assert "Corrected from False to True, approved by a second person." in page
        assert "Evidence from example.org, example.net" in page


def test_the_origin_of_a_source_that_is_not_named_is_not_told() -> None:
    told = {"source": {"origin": "example.org"}}
    body = {"verdict": {"rating": {"key": "false"}}, "evidence": [told, {"source": None}, told]}

    assert origins_in(body) == ["example.org"]
    assert origins_in({**body, "verdict": {"rating": None}}) == origins_in({}) == []
