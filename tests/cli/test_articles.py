"""`factcheck article add`."""

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from cli.conftest import Run
from factcheck import db, fetching
from factcheck.db import Database
from factcheck.models import Article, Claim
from factcheck.models.terms import Status
from factcheck.paths import resource
from factcheck.services import history, people
from factories import make_reviewer

INVENTED = resource("seeds") / "articles" / "harbour.txt"
PAGE = (
    '<html><head><title>A bridge</title><meta name="author" content="An Example"></head><body><article>'
    "<h1>A bridge</h1>" + "<p>The bridge of Orlen opened in 1932, the mayor said.</p>" * 3
)


def stored(desk: Database) -> tuple[Article, list[Claim]]:
    """Return the only article and its claims."""
    with desk.reading() as session:
        article = session.scalars(select(Article)).one()
        claims = list(session.scalars(select(Claim).order_by(Claim.start)))
        session.expunge_all()
    return article, claims


def test_an_article_is_stored_and_its_claims_are_new(run: Run, desk: Database) -> None:
    answer = run("article", "add", INVENTED)

    article, claims = stored(desk)
    text = INVENTED.read_bytes().decode()
    assert answer.exit_code == 0
    assert f"with {len(claims)} claims" in answer.stdout
    assert article.public_id in answer.stdout
    assert {claim.status for claim in claims} == {Status.NEW}
    assert all(text[claim.start : claim.end] == claim.quote for claim in claims)


def test_the_history_says_that_the_command_line_added_it(run: Run, desk: Database) -> None:
    run("article", "add", "-", input="The bridge opened in 1932.")

    _, (claim,) = stored(desk)
    with desk.reading():
        (person,) = history.names_in(claim.public_id).values()
    assert (person.email, person.disabled_at is None) == (people.OPERATOR, False)


def test_it_can_be_added_in_somebody_s_name(run: Run, desk: Database) -> None:
    with desk.transaction():
        email = make_reviewer(name="Ana").email

    run("article", "add", "-", "--by", email, "--title", "Bridges", input="The bridge opened in 1932.")

    article, (claim,) = stored(desk)
    with desk.reading():
        names = [person.name for person in history.names_in(claim.public_id).values()]
    assert (article.title, names) == ("Bridges", ["Ana"])


def test_nobody_unknown_adds_anything(run: Run, desk: Database) -> None:
    answer = run("article", "add", "-", "--by", "nobody@example.org", input="The bridge opened in 1932.")

    assert (answer.exit_code, answer.stderr) == (1, "Error: Nobody signs in as nobody@example.org.\n")
    with desk.reading():
        assert db.session.scalar(select(Article)) is None


@pytest.mark.usefixtures("desk")
def test_programs_get_what_was_stored_as_json(run: Run) -> None:
    answer = run("article", "add", "--json", "-", input="The bridge opened in 1932.")

    told = json.loads(answer.stdout)
    assert (told["title"], told["claims"]) == ("The bridge opened in 1932.", 1)
    assert told["url"].endswith(f"/desk/articles/{told['id']}")


def test_a_page_brings_what_it_says_of_itself(run: Run, desk: Database, place: Path) -> None:
    (place / "page.html").write_text(PAGE)

    answer = run("article", "add", "page.html", "--publisher", "The Orlen Example")

    article, claims = stored(desk)
    assert answer.exit_code == 0
    assert (article.author, article.publisher) == ("An Example", "The Orlen Example")
    assert claims


def test_an_address_is_fetched(run: Run, desk: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, Any]] = []

    def fetch(url: str, *, own_hosts: Any) -> fetching.Page:
        asked.append((url, own_hosts))
        when = fetching.pages.datetime.now(fetching.pages.UTC)
        return fetching.Page(url, url + "/final", "text/html", "utf-8", PAGE.encode(), when, "")

    monkeypatch.setattr(fetching, "fetch", fetch)

    run("article", "add", "https://courier.example.org/bridge")

    assert asked == [("https://courier.example.org/bridge", ["127.0.0.1"])]
    assert stored(desk)[0].url == "https://courier.example.org/bridge/final"


@pytest.mark.usefixtures("desk")
def test_an_address_of_this_machine_is_refused(run: Run) -> None:
    answer = run("article", "add", "http://127.0.0.1:1/")

    assert answer.exit_code == 1
    assert answer.stderr.startswith("Error: ")


@pytest.mark.usefixtures("desk")
def test_what_the_splitter_could_not_do_is_said_on_standard_error(run: Run) -> None:
    answer = run("article", "add", "-", input="Die Brücke wurde 1932 eröffnet und ist nicht mehr befahrbar.")

    assert answer.stdout.startswith("Added “")
    assert answer.stderr != ""


@pytest.mark.usefixtures("desk")
def test_an_article_that_is_there_already_is_named(run: Run) -> None:
    first = run("article", "add", "-", input="Pons anno 1932 apertus est.")
    second = run("article", "add", "-", input="Pons anno 1932 apertus est.")

    address = first.stdout.split()[-1]
    assert f"The same article was at the desk already: {address}" in second.stderr
    assert "with 1 claim: " in second.stdout


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("text", ["", "  \n"])
def test_an_empty_article_is_refused(run: Run, text: str) -> None:
    answer = run("article", "add", "-", input=text)

    assert answer.exit_code == 1
    assert answer.stderr == "Error: Standard input holds no text.\n"


@pytest.mark.usefixtures("desk")
def test_a_missing_file_is_told_in_a_line(run: Run) -> None:
    answer = run("article", "add", "missing.txt")

    assert (answer.exit_code, answer.stderr) == (1, "Error: missing.txt: No such file or directory\n")
