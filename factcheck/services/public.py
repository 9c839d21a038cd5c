"""What readers get: published claims, from their public records alone."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, func, or_, select

from factcheck import clock, db
from factcheck.errors import NotFound, RemovedByLaw
from factcheck.ledger import RECORD_TYPES, LoggedEvent
from factcheck.ledger.redactions import named_by
from factcheck.models import Article, ArticleRevision, Claimant, PublicRecord
from factcheck.models.terms import Publication
from factcheck.services import history, records, search
from factcheck.services.records import Record

PAGE = 30
SHOWN = (Publication.LIVE, Publication.RETRACTED)
Place = tuple[datetime, int]
LATEST = "9999"


def record(public_id: str, *, as_of: datetime | None = None) -> Record:
    """Return the record of a claim that readers know, or raise `NotFound`.

    `as_of` asks for what they read at that moment, less what was withheld or removed since.
    """
    if as_of is not None:
        then = records.assemble_as_of(history.of_claim(public_id), clock.stamp(as_of))
        if then is None:
            raise NotFound("This claim was not public then.")
        return then
    found = db.session.scalar(select(PublicRecord).where(PublicRecord.public_id == public_id))
    if found is None:
        raise NotFound("There is no such claim.")
    return found.record


def history_of(public_id: str) -> list[Record]:
    """Return a claim's events as they may leave the house, oldest first."""
    return records.public_history(history.of_claim(public_id))


def public_events(public_id: str, *, as_of: datetime | None = None) -> list[LoggedEvent]:
    """Return the events that readers may see whole, oldest first; `as_of` leaves out later ones.

    One whose contents were removed by order of law stands among them without a body.
    """
    events = history.of_claim(public_id)
    if as_of is not None:
        then = [event for event in events if event.at <= clock.stamp(as_of)]
        events = records.as_known(events, up_to=then[-1].pos if then else 0)
    return records.for_readers(events)


def version(public_id: str, number: int) -> Record:
    """Return a claim's record as one published version had it, or raise `NotFound` or `RemovedByLaw`."""
    current, events = record(public_id), history.of_claim(public_id)
    for at, body in records.shown_versions(events):
        if body["verdict"]["version"] == number:
            shown = {**body, "verdict": {**body["verdict"], "published_at": at}}
            return {**shown, "publication": current["publication"], "modified_at": at, "previous": []}
    refuse_removed(events, number)
    raise NotFound("There is no such version.")


def refuse_removed(events: list[LoggedEvent], number: int) -> None:
    """Raise `RemovedByLaw` with the ground where a version's contents were removed; versions count from 1."""
    versions = [event for event in events if event.type in RECORD_TYPES]
    asked = versions[number - 1] if 0 < number <= len(versions) else None
    for event in records.for_readers(events):
        if asked is not None and asked.body is None and asked.pos in named_by(event):
            raise RemovedByLaw(json.loads(event.body or "{}").get("ground", ""))


@dataclass(frozen=True)
class Page:
    """One page of records, newest first; `after` is where the next begins, None at the end."""

    records: Sequence[Record]
    after: Place | None


@dataclass(frozen=True)
class Wanted:
    """What a reader looks for; empty fields ask for nothing."""

    query: str = ""
    rating: str = ""
    claimant: str = ""
    type: str = ""
    article: str = ""


def find(wanted: Wanted | None = None, *, after: Place | None = None, limit: int = PAGE) -> Page:
    """Return published claims, newest first, that fit what is wanted."""
    wanted = wanted or Wanted()
    chosen = select(PublicRecord).where(PublicRecord.publication.in_(SHOWN))
    for column, value in (
        (PublicRecord.rating, wanted.rating),
        (PublicRecord.claimant, wanted.claimant),
        (PublicRecord.type, wanted.type),
        (PublicRecord.article, wanted.article),
    ):
        if value:
            chosen = chosen.where(column == value)
    words = search.matches(PublicRecord, wanted.query)
    if words is None and wanted.query.strip():
        return Page([], None)
    return page_of(chosen if words is None else chosen.where(words), after=after, limit=limit)


def page_of(chosen: Select[Any], *, after: Place | None, limit: int) -> Page:
    if after is not None:
        moment, key = after
        chosen = chosen.where(
            or_(
                PublicRecord.modified_at < moment,
                and_(PublicRecord.modified_at == moment, PublicRecord.claim_id < key),
            )
        )
    newest = chosen.order_by(PublicRecord.modified_at.desc(), PublicRecord.claim_id.desc())
    rows = list(db.session.scalars(newest.limit(limit + 1)))
    shown = rows[:limit]
    more = (shown[-1].modified_at, shown[-1].claim_id) if len(rows) > limit else None
    return Page([row.record for row in shown], more)


def known(public_ids: Iterable[str]) -> dict[str, Record]:
    """Return the records of those of these claims that readers may read, by their ids."""
    rows = db.session.scalars(
        select(PublicRecord).where(
            PublicRecord.public_id.in_(list(public_ids)), PublicRecord.publication.in_(SHOWN)
        )
    )
    return {row.public_id: row.record for row in rows}


def place(modified_at: datetime, public_id: str) -> Place:
    """Return a claim's place in the lists of `find`, as it was when it was last listed."""
    claim_id = db.session.scalar(select(PublicRecord.claim_id).where(PublicRecord.public_id == public_id))
    return modified_at, claim_id or 0


# Articles and claimants.


@dataclass(frozen=True)
class PublicArticle:
    """An article with its published claims in order; `text` only where it is free to show."""

    about: Record
    text: str | None
    records: Sequence[Record]


def article(public_id: str) -> PublicArticle:
    """Return an article that has published claims, or raise `NotFound`."""
    rows = list(
        db.session.scalars(
            select(PublicRecord)
            .where(PublicRecord.article == public_id, PublicRecord.publication.in_(SHOWN))
            .order_by(PublicRecord.start, PublicRecord.claim_id)
        )
    )
    if not rows:
        raise NotFound("There is no such article.")
    newest = max(rows, key=lambda row: row.pos)
    return PublicArticle(newest.record["article"], free_text(public_id), [row.record for row in rows])


def about_article(public_id: str) -> Record | None:
    """Return what readers are told of an article that has published claims, as its newest claim has it."""
    row = db.session.scalar(
        select(PublicRecord)
        .where(PublicRecord.article == public_id, PublicRecord.publication.in_(SHOWN))
        .order_by(PublicRecord.pos.desc())
        .limit(1)
    )
    return row.record["article"] if row else None


def free_text(public_id: str) -> str | None:
    """Return an article's newest text where the desk marked it as free to show."""
    return db.session.scalar(
        select(ArticleRevision.text)
        .join(Article)
        .where(Article.public_id == public_id, Article.free_to_show)
        .order_by(ArticleRevision.number.desc())
        .limit(1)
    )


@dataclass(frozen=True)
class ListedArticle:
    """An article in a list, with how many published claims it has and the position of their newest change."""

    about: Record
    claims: int
    newest: int


def articles(*, before: int | None = None, limit: int = PAGE) -> list[ListedArticle]:
    """Return articles with published claims, those with the newest change first, from before a position."""
    newest = func.max(PublicRecord.pos)
    chosen = (
        select(newest, func.count())
        .where(PublicRecord.publication.in_(SHOWN))
        .group_by(PublicRecord.article)
        .order_by(newest.desc())
        .limit(limit)
    )
    if before is not None:
        chosen = chosen.having(newest < before)
    counts = {row[0]: row[1] for row in db.session.execute(chosen)}
    rows = db.session.execute(
        select(PublicRecord.pos, PublicRecord.record).where(PublicRecord.pos.in_(counts))
    )
    abouts = {pos: record["article"] for pos, record in rows}
    return [ListedArticle(abouts[pos], count, pos) for pos, count in counts.items()]


def claimant(public_id: str) -> Record:
    """Return a named claimant who has published claims, or raise `NotFound`."""
    row = db.session.scalar(
        select(PublicRecord)
        .join(Claimant, Claimant.public_id == PublicRecord.claimant)
        .where(
            PublicRecord.claimant == public_id,
            PublicRecord.publication.in_(SHOWN),
            Claimant.public_figure,
        )
        .order_by(PublicRecord.pos.desc())
        .limit(1)
    )
    if row is None:
        raise NotFound("There is no such claimant.")
    named: Record = row.record["said_by"]["claimant"]
    return named


# The log.


def newest_change() -> tuple[int, str]:
    """Return position and time of the newest public event; 0 and the epoch where there is none."""
    row = db.session.execute(
        select(PublicRecord.pos, PublicRecord.modified_at).order_by(PublicRecord.pos.desc()).limit(1)
    ).first()
    return (row.pos, clock.stamp(row.modified_at)) if row else (0, "1970-01-01T00:00:00.000000Z")
