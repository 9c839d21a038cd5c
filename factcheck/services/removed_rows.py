"""The tables that repeat what events say, where a text was removed: their rows lose it too."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from sqlalchemy import select

from factcheck import db
from factcheck.folding import fold
from factcheck.models import Article, ArticleRevision, Claim, Claimant, Evidence, Source, Verdict
from factcheck.models.base import Base
from factcheck.services.removal import BLOCK, Removal, blanked

ABOUT_CLAIMANT = ("kind", "name", "description", "public_figure", "same_as", "created_at")
Spans = Sequence[tuple[int, int]]


def spans_of_revisions(claims: Sequence[Claim], removal: Removal) -> Mapping[int, Spans]:
    """Return where the text stands in each revision that these claims are on."""
    return {revision.id: removal.spans(revision.text) for revision in revisions_of(claims)}


def spans_nobody_else_quotes(claim: Claim, claims: Sequence[Claim]) -> Mapping[int, Spans]:
    """Return all of each revision but what the other claims of the article quote."""
    others = [one for one in claims if one.id != claim.id]
    return {
        revision.id: between(
            [(one.start, one.end) for one in others if one.revision_id == revision.id], len(revision.text)
        )
        for revision in revisions_of(claims)
    }


def between(quoted: Sequence[tuple[int, int]], length: int) -> Spans:
    """Return what is left of a text of this length between places in it."""
    left, begin = [], 0
    for start, end in [*sorted(quoted), (length, length)]:
        if start > begin:
            left.append((begin, start))
        begin = max(begin, end)
    return left


def revisions_of(claims: Sequence[Claim]) -> Sequence[ArticleRevision]:
    articles = {claim.article_id for claim in claims}
    return db.session.scalars(select(ArticleRevision).where(ArticleRevision.article_id.in_(articles))).all()


def hold(claims: Sequence[Claim], removal: Removal) -> bool:
    """Whether any row of an article's claims, or that they rest on, holds the text."""
    return any(removal.is_in_row(row) for row in [*claims, *rows_of(claims), *revisions_of(claims)])


def part_claimants(claims: Sequence[Claim], removal: Removal) -> None:
    """Give an article's claims a claimant of their own where theirs loses the text and others name it too.

    What is found about the others is for the desk to decide; this order was not about them.
    """
    chosen = select(Claimant).where(Claimant.id.in_({claim.claimant_id for claim in claims}))
    shared = [
        one for one in db.session.scalars(chosen) if removal.is_in_row(one) and named_by_others(one, claims)
    ]
    for claimant in shared:
        about = {name: getattr(claimant, name) for name in ABOUT_CLAIMANT}
        own = Claimant(**about)
        db.session.add(own)
        db.session.flush()
        for claim in claims:
            if claim.claimant_id == claimant.id:
                claim.claimant_id = own.id
    db.session.flush()


def named_by_others(claimant: Claimant, claims: Sequence[Claim]) -> bool:
    others = select(Claim.id).where(
        Claim.claimant_id == claimant.id, Claim.id.not_in([claim.id for claim in claims])
    )
    return db.session.scalar(others.limit(1)) is not None


def scrub(claims: Sequence[Claim], removal: Removal, spans: Mapping[int, Spans]) -> None:
    """Take the text out of the claims of an article and of all rows that they rest on."""
    for row in rows_of(claims):
        removal.scrub(row)
    for revision in revisions_of(claims):
        removal.scrub(revision)
        revision.text = blanked(revision.text, 0, spans[revision.id])
        revision.sha256 = sha256(revision.text.encode()).hexdigest()
    for claim in claims:
        scrub_claim(claim, removal, spans[claim.revision_id])
    db.session.flush()


def scrub_claim_and_rows(claim: Claim, removal: Removal, spans: Spans) -> None:
    """Take a text out of one claim and the rows it rests on, and leave its article's text."""
    for row in rows_of([claim]):
        removal.scrub(row)
    scrub_claim(claim, removal, spans)
    db.session.flush()


def rows_of(claims: Sequence[Claim]) -> list[Base]:
    """Return the article, evidence, sources, claimants and verdicts of claims."""
    ids = {claim.id for claim in claims}
    evidence = db.session.scalars(select(Evidence).where(Evidence.claim_id.in_(ids))).all()
    return [
        *db.session.scalars(select(Article).where(Article.id.in_({claim.article_id for claim in claims}))),
        *evidence,
        *db.session.scalars(select(Source).where(Source.id.in_({piece.source_id for piece in evidence}))),
        *db.session.scalars(select(Claimant).where(Claimant.id.in_({claim.claimant_id for claim in claims}))),
        *db.session.scalars(select(Verdict).where(Verdict.claim_id.in_(ids))),
    ]


def scrub_claim(claim: Claim, removal: Removal, spans: Spans) -> None:
    """Take the text out of a claim, and whatever of it its quotation and the context around it hold."""
    removal.scrub(claim)
    claim.quote = blanked(claim.quote, claim.start, spans)
    claim.prefix = blanked(claim.prefix, claim.start - len(claim.prefix), spans)
    claim.suffix = blanked(claim.suffix, claim.end, spans)
    claim.suggested_parts = [scrubbed(part, spans) for part in claim.suggested_parts]
    claim.folded = fold(claim.text, claim.quote, claim.said_by_text)


def scrubbed(part: dict[str, Any], spans: Spans) -> dict[str, Any]:
    """Return a suggested part that lost the text, without the piece of it that it may still quote.

    Where it quotes a piece, its wording goes whole: nobody can tell which words of it are that piece.
    """
    if not any(start < part["end"] and part["start"] < end for start, end in spans):
        return part
    text = part["text"] if BLOCK in part["text"] else BLOCK * len(part["text"])
    return {**part, "quote": blanked(part["quote"], part["start"], spans), "text": text}
