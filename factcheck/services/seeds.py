"""An example desk, played from a file: people, articles, and what happened to their claims, step by step.

Every step goes through the ordinary services. All of it is one transaction, so that a desk is never half
loaded, and loading again finds it there and does nothing.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select

from factcheck import db
from factcheck.db import Database
from factcheck.errors import Conflict, FactcheckError, InvalidInput
from factcheck.models import Article, Claim, Reviewer
from factcheck.models.terms import Role, SaidBy
from factcheck.services import articles, claimants, people, scales, seed_steps

STORY = "demo.json"


@dataclass(frozen=True)
class Person:
    """Somebody of the example desk; the password is for demonstrations only."""

    key: str
    name: str
    email: str
    role: Role
    password: str


@dataclass(frozen=True)
class Seeds:
    """What a folder of seeds holds."""

    folder: Path
    people: tuple[Person, ...]
    articles: Sequence[Mapping[str, Any]]
    claimants: Sequence[Mapping[str, Any]]
    story: Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Loaded:
    """What loading did: nothing where the desk was there already."""

    new: bool
    articles: dict[str, int]  # Title, and how many claims the splitter found.
    people: tuple[Person, ...]


def read(folder: Path) -> Seeds:
    """Read the seeds of a folder, or raise `InvalidInput`."""
    path = folder / STORY
    try:
        given = json.loads(path.read_bytes())
        cast = tuple(Person(**{**one, "role": Role(one["role"])}) for one in given["people"])
        return Seeds(folder, cast, given["articles"], given["claimants"], given["story"])
    except FileNotFoundError:
        raise InvalidInput(f"There is no {path}.") from None
    except (ValueError, KeyError, TypeError) as error:
        raise InvalidInput(f"{path} cannot be read as seeds: {error}.") from None


def load(seeds: Seeds, database: Database) -> Loaded:
    """Load an example desk unless it is there; splitting and hashing are done before the transaction."""
    if database.run(lambda: is_loaded(seeds), writes=False):
        return Loaded(False, {}, seeds.people)
    hashes = {person.key: people.hash_password(person.password) for person in seeds.people}
    readings = [read_article(seeds, given) for given in seeds.articles]
    new = database.run(lambda: play_once(seeds, hashes, readings), writes=True)
    found = {reading.title: len(reading.split.claims) for reading in readings} if new else {}
    return Loaded(new, found, seeds.people)


def is_loaded(seeds: Seeds) -> bool:
    """Return whether the example desk's people are there, or raise `Conflict` where only some of them are."""
    there = [person.email for person in seeds.people if people.by_email(person.email) is not None]
    if there and len(there) < len(seeds.people):
        raise Conflict(f"This desk has people of its own at the seeds' addresses: {', '.join(there)}.")
    return bool(there)


def read_article(seeds: Seeds, given: Mapping[str, Any]) -> articles.Reading:
    """Read and split one article of the seeds."""
    try:
        text = (seeds.folder / "articles" / given["file"]).read_bytes().decode()
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidInput(f"The article {given['file']} cannot be read: {error}.") from None
    about = {name: given.get(name) for name in ("url", "publisher", "author", "published_at")}
    return articles.read(text, title=given.get("title", ""), **about)


def play_once(seeds: Seeds, hashes: Mapping[str, str], readings: Sequence[articles.Reading]) -> bool:
    """Play the story unless somebody else was faster; return whether it was played."""
    if is_loaded(seeds):
        return False
    play(seeds, hashes, readings)
    return True


def play(seeds: Seeds, hashes: Mapping[str, str], readings: Sequence[articles.Reading]) -> None:
    """Make the desk and play its whole story, within a transaction."""
    scales.add_first_scales()
    cast = {person.key: add_person(person, hashes[person.key]) for person in seeds.people}
    added = {
        given["key"]: add_article(given, reading, cast)
        for given, reading in zip(seeds.articles, readings, strict=True)
    }
    for told in seeds.claimants:
        describe(told)
    for chapter in seeds.story:
        play_chapter(chapter, added, cast)


def add_person(person: Person, hashed: str) -> Reviewer:
    return people.add(name=person.name, email=person.email, role=person.role, password_hash=hashed)


def add_article(given: Mapping[str, Any], reading: articles.Reading, cast: Mapping[str, Reviewer]) -> Article:
    """Add an article, and mark its text as free to show where an editor of the story says so."""
    article = articles.add(reading, by=cast[given["by"]])
    if "free_to_show_by" in given:
        articles.show_freely(article.public_id, True, by=cast[given["free_to_show_by"]])
    return article


def describe(told: Mapping[str, Any]) -> None:
    """Say who a claimant is."""
    found = claimants.named(told["name"], SaidBy(told["kind"]))
    found.description = told["description"]
    found.public_figure = told["public_figure"]


def play_chapter(
    chapter: Mapping[str, Any], added: Mapping[str, Article], cast: Mapping[str, Reviewer]
) -> None:
    """Play what happened to one claim; an error names the claim and the step."""
    claim = claim_with(chapter["quote"], added[chapter["article"]])
    for number, step in enumerate(chapter["steps"], 1):
        try:
            seed_steps.take(step, claim=claim.public_id, cast=cast)
        except (FactcheckError, KeyError, ValueError) as error:
            where = f"“{chapter['quote']}”, step {number} ({step.get('do')})"
            raise InvalidInput(f"The story of {where} cannot be played: {error}") from error


def claim_with(words: str, article: Article) -> Claim:
    """Return the shortest claim of an article with these words in its quotation, or raise `InvalidInput`."""
    found = db.session.scalars(
        select(Claim).where(Claim.article_id == article.id, Claim.quote.contains(words, autoescape=True))
    ).all()
    if not found:
        raise InvalidInput(f"No claim of “{article.title}” holds the words “{words}”.")
    return min(found, key=lambda claim: (len(claim.quote), claim.id))
