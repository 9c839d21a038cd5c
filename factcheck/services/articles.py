"""Articles: bringing them to the desk, splitting them, and showing them with their claims.

`read` fetches and splits and touches no database; `add` stores what it found, in one transaction.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import false, func, or_, select
from sqlalchemy.orm import selectinload

from factcheck import clock, db, splitter
from factcheck.errors import InvalidInput, NotAllowed, NotFound
from factcheck.ledger import EventType
from factcheck.models import Article, ArticleRevision, Claim, Reviewer, Step
from factcheck.models.terms import Attribution, Checks, ClaimType, SaidBy, Status
from factcheck.services import claimants, history

LONGEST = 1_000_000  # Code points.
LONGEST_TITLE = 300
NO_TEXT = re.compile(r"[\x00\ud800-\udfff]")  # NUL and lone surrogates: no database keeps them.
ABOUT_WORDS = frozenset({ClaimType.APPEAL, ClaimType.POSITION})


@dataclass(frozen=True)
class Reading:
    """An article as it was read: its text, what is known of it, and what the splitter found."""

    text: str
    title: str
    split: splitter.Split
    url: str | None = None
    publisher: str | None = None
    author: str | None = None
    published_at: str | None = None


def read(
    text: str,
    *,
    title: str = "",
    url: str | None = None,
    publisher: str | None = None,
    author: str | None = None,
    published_at: str | None = None,
    language: str | None = None,
) -> Reading:
    """Split a text into claims, or raise `InvalidInput`; long work, done before a transaction begins."""
    refuse_unusable(text)
    split = splitter.split(text, language=language or splitter.detect_language(text))
    return Reading(
        text=text,
        title=title.strip() or title_of(text, split),
        split=split,
        url=url or None,
        publisher=publisher or None,
        author=author or None,
        published_at=published_at or None,
    )


def refuse_unusable(text: str) -> None:
    """Raise `InvalidInput` for a text that no article can be."""
    if not any(map(str.isalnum, text)):  # Blanks come in many kinds, some of no width at all.
        raise InvalidInput("The article is empty: paste its text, or choose a file or an address.")
    if len(text) > LONGEST:
        raise InvalidInput(
            f"The article is too long: {len(text):,} characters, and {LONGEST:,} are the most."
        )
    if NO_TEXT.search(text):
        raise InvalidInput("The article holds characters that are no text; it may be a binary file.")


def title_of(text: str, split: splitter.Split) -> str:
    """Return the article's own title, or the beginning of its text."""
    if split.title is not None:
        return text[slice(*split.title)].strip()[:LONGEST_TITLE]
    first = next(line.strip() for line in text.splitlines() if line.strip())
    return first if len(first) <= 100 else first[:99].rstrip() + "…"


def add(reading: Reading, *, by: Reviewer) -> Article:
    """Store an article with its claims, all new, each with the event of its creation."""
    if not by.reviews:
        raise NotAllowed("Only reviewers and editors bring articles to the desk.")
    now = clock.now()
    article = Article(
        title=reading.title,
        url=reading.url,
        publisher=reading.publisher,
        author=reading.author,
        published_at=reading.published_at,
        archived_url=None,
        lang=reading.split.language,
        free_to_show=False,
        added_by_id=by.id,
        created_at=now,
    )
    revision = ArticleRevision(
        article=article,
        number=1,
        text=reading.text,
        sha256=digest(reading.text),
        splitter=reading.split.version,
        headings=[list(span) for span in reading.split.headings],
        notes=list(reading.split.notes),
        created_at=now,
    )
    db.session.add_all([article, revision])
    db.session.flush()
    for found in reading.split.claims:
        add_claim(new_claim(found, reading, revision), by=by)
    return article


def like(reading: Reading) -> Article | None:
    """Return the newest article at the desk with the same address or the very same text, if there is one."""
    same_text = select(ArticleRevision.article_id).where(ArticleRevision.sha256 == digest(reading.text))
    same_url = Article.url == reading.url if reading.url else false()
    same = or_(Article.id.in_(same_text), same_url)
    return db.session.scalar(select(Article).where(same).order_by(Article.id.desc()).limit(1))


def digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def new_claim(found: splitter.SplitClaim, reading: Reading, revision: ArticleRevision) -> Claim:
    """Return the claim that the splitter found, with who said it as it guesses."""
    kind, said_by = ClaimType(found.type), said_by_of(found)
    named = claimants.named(found.speaker, said_by) if found.speaker and said_by in claimants.NAMED else None
    return Claim.on(
        revision,
        found.start,
        found.end,
        text=found.text,
        at=clock.now(),
        lang=reading.split.language,
        type=kind,
        checkable=found.checkable,
        worth=round(found.checkworthiness * 1000),
        reasons=list(found.reasons),
        rules=list(found.rules),
        splitter=reading.split.version,
        attribution=Attribution(found.attribution),
        content_start=found.content_start,
        content_end=found.content_end,
        suggested_parts=[part.as_dict() for part in found.parts],
        said_by=said_by,
        said_by_text=found.speaker,
        claimant_id=named.id if named else None,
        checks=Checks.ATTRIBUTION if kind in ABOUT_WORDS else Checks.CONTENT,
    )


def said_by_of(found: splitter.SplitClaim) -> SaidBy:
    """Return who says a claim: the article itself where nobody else does."""
    if found.speaker is None:
        return SaidBy.ARTICLE
    if found.anonymous:
        return SaidBy.UNNAMED
    return {"person": SaidBy.PERSON, "organisation": SaidBy.ORGANISATION}.get(
        found.speaker_kind or "", SaidBy.ORGANISATION
    )


def add_claim(claim: Claim, *, by: Reviewer) -> Claim:
    """Store a claim with the event of its creation."""
    db.session.add(claim)
    db.session.flush()
    history.append(claim, Step(EventType.CREATED, created(claim)), by=by)
    return claim


def created(claim: Claim) -> dict[str, object]:
    """Return what the first event of a claim says."""
    return {
        "revision_id": claim.revision_id,
        "start": claim.start,
        "end": claim.end,
        "quote": claim.quote,
        "text": claim.text,
        "type": claim.type.value,
        "checkable": claim.checkable,
        "worth": claim.worth,
        "rules": list(claim.rules),
        "splitter": claim.splitter,
        "said_by": claim.said_by.value,
        "said_by_text": claim.said_by_text,
        "claimant_id": claim.claimant_id,
        "checks": claim.checks.value,
    }


# Showing them at the desk.


@dataclass(frozen=True)
class ArticlePage:
    """All that the desk's page of an article shows; only claims this person may see."""

    article: Article
    revision: ArticleRevision
    claims: Sequence[Claim]


def page(public_id: str, *, person: Reviewer) -> ArticlePage:
    """Return an article with its newest text and the claims on it, in order of the text."""
    article = get(public_id)
    revision = article.revisions[-1]
    found = db.session.scalars(
        select(Claim)
        .where(Claim.article_id == article.id)
        .options(selectinload(Claim.holder), selectinload(Claim.claimant))
        .order_by(Claim.start, Claim.end.desc(), Claim.id)
    )
    return ArticlePage(article, revision, [claim for claim in found if claim.is_visible_to(person)])


def get(public_id: str) -> Article:
    """Return an article with its revisions, or raise `NotFound`."""
    article = db.session.scalar(
        select(Article).where(Article.public_id == public_id).options(selectinload(Article.revisions))
    )
    if article is None:
        raise NotFound("There is no such article.")
    return article


@dataclass(frozen=True)
class Listed:
    """An article in a list, with how many of its claims stand where."""

    article: Article
    counts: dict[Status, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def open(self) -> int:
        return self.total - self.counts.get(Status.DONE, 0) - self.counts.get(Status.DISMISSED, 0)


def newest(*, before: int | None = None, limit: int = 30) -> tuple[list[Listed], int | None]:
    """Return the newest articles, and where the next page begins (None at the end)."""
    wanted = select(Article).order_by(Article.id.desc()).limit(limit + 1)
    if before is not None:
        wanted = wanted.where(Article.id < before)
    found = list(db.session.scalars(wanted))
    shown = found[:limit]
    counts = counted([article.id for article in shown])
    listed = [Listed(article, counts.get(article.id, {})) for article in shown]
    return listed, shown[-1].id if len(found) > limit else None


def counted(article_ids: list[int]) -> dict[int, dict[Status, int]]:
    rows = db.session.execute(
        select(Claim.article_id, Claim.status, func.count())
        .where(Claim.article_id.in_(article_ids))
        .group_by(Claim.article_id, Claim.status)
    )
    counts: dict[int, dict[Status, int]] = {}
    for article_id, status, number in rows:
        counts.setdefault(article_id, {})[status] = number
    return counts


def show_freely(public_id: str, free: bool, *, by: Reviewer) -> Article:
    """Say whether an article's full text may be public; an editor answers for the copyright."""
    if not by.is_editor:
        raise NotAllowed("Only an editor decides whether an article's text is free to show.")
    article = get(public_id)
    article.free_to_show = free
    return article
