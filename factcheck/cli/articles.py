"""`factcheck article`: bring an article to the desk."""

import click
import orjson

from factcheck import fetching
from factcheck.cli.commands import Commands
from factcheck.cli.desks import open_desk, settings
from factcheck.cli.split import STANDARD_INPUT, read
from factcheck.cli.terminal import counted
from factcheck.config import Config
from factcheck.errors import InvalidInput, NotFound
from factcheck.models import Reviewer
from factcheck.services import articles, people

ADDRESSES = ("http://", "https://")


@click.group("article", cls=Commands)
def command() -> None:
    """Bring articles to the desk."""


@command.command()
@click.argument("place", metavar="FILE|URL|-")
@click.option("--title", default="", help="The title, where the article's own would be wrong.")
@click.option("--publisher", default="", help="Who published it.")
@click.option("--author", default="", help="Who wrote it.")
@click.option("--url", default="", help="Where it stands, for an article from a file.")
@click.option("--language", metavar="CODE", help="Its language, where the guess would be wrong.")
@click.option("--by", "email", metavar="E-MAIL", help="Who adds it; by default the command line itself.")
@click.option("--json", "as_json", is_flag=True, help="Print what was stored as JSON.")
def add(place: str, email: str | None, as_json: bool, **about: str | None) -> None:
    """Store an article and split it into claims, all of them new.

    The article is a UTF-8 text, a page (.html, .htm), an address, or - for standard input.
    """
    config = settings()
    with open_desk(config) as database:
        # Fetching and splitting take long, so they are done before the transaction begins.
        reading = read_article(place, config, {name: value for name, value in about.items() if value})
        with database.transaction():
            before = articles.like(reading)
            article = articles.add(reading, by=adder(email))
            stored = {"id": article.public_id, "title": article.title, "claims": len(reading.split.claims)}
    stored["url"] = f"{config.public_url}/desk/articles/{stored['id']}"
    if as_json:
        return click.echo(orjson.dumps(stored))
    if before is not None:
        where = f"{config.public_url}/desk/articles/{before.public_id}"
        click.echo(f"The same article was at the desk already: {where}", err=True)
    for note in reading.split.notes:
        click.echo(note, err=True)
    number = counted(len(reading.split.claims), "claim")
    return click.echo(f"Added “{stored['title']}” with {number}: {stored['url']}")


def read_article(place: str, config: Config, about: dict[str, str]) -> articles.Reading:
    """Read an article from a file, an address or standard input and split it."""
    if place.startswith(ADDRESSES):
        page = fetching.fetch(place, own_hosts=[config.host])
        return split_extracted(fetching.read_page(page), {"url": page.final_url, **about})
    if place != STANDARD_INPUT and place.endswith((".html", ".htm")):
        with click.open_file(place, "rb") as file:
            return split_extracted(fetching.read_file(place, file.read()), about)
    text = read(place)
    if not text.strip():
        raise InvalidInput(f"{'Standard input' if place == STANDARD_INPUT else place} holds no text.")
    return articles.read(text, **about)


def split_extracted(found: fetching.Extracted, about: dict[str, str]) -> articles.Reading:
    """Split an article that was found in a page; what is said about it by hand wins."""
    extracted = {
        "title": found.title,
        "author": found.author,
        "publisher": found.publisher,
        "published_at": found.published_at,
        "language": found.language,
    }
    known = {name: value for name, value in extracted.items() if value}
    return articles.read(found.text, **{**known, **about})


def adder(email: str | None) -> Reviewer:
    """Return who adds an article, or raise `NotFound` for an address that nobody signs in with."""
    if email is None:
        return people.operator()
    person = people.by_email(email)
    if person is None:
        raise NotFound(f"Nobody signs in as {email}.")
    return person
