"""The record of a claim as its publishing event carries it, built from the desk's tables.

What a verifier derives from the events themselves (address, publication, times, earlier versions) is not in
it; `records` adds that.
"""

from collections.abc import Sequence

from sqlalchemy import select

from factcheck import clock, db
from factcheck.ledger import LoggedEvent
from factcheck.models import Article, ArticleRevision, Claim, Claimant, Evidence, Verdict
from factcheck.models.terms import Publication, SaidBy, Visibility
from factcheck.services import records
from factcheck.services.records import Record

# Who is no public figure and was not described either.
UNDESCRIBED = {SaidBy.PERSON: "a private person", SaidBy.ORGANISATION: "an organisation"}


def build(claim: Claim, verdict: Verdict) -> Record:
    """Return the whole record as its publishing event carries it.

    `claim` comes with its article, revision, claimant and evidence. What a verifier derives from the events
    themselves (address, publication, times, earlier versions) is not in it.
    """
    return {
        "claim_id": claim.public_id,
        "claim": claim.text,
        "quote": claim.quote,
        "lang": claim.lang,
        "type": claim.type.value,
        "attribution": claim.attribution.value,
        "checks": claim.checks.value,
        "sensitive": claim.sensitive,
        "parent": public_id_of(claim.parent_id),
        "parts": published_parts(claim),
        "superseded_by": public_id_of(claim.superseded_by_id),
        "said_by": said_by(claim),
        "claimed_at": claim.claimed_at,
        "article": article_of(claim),
        "selectors": selectors(claim),
        "verdict": verdict_of(verdict),
        "evidence": [evidence_of(piece) for piece in claim.evidence if piece.counts],
    }


def retracted(events: Sequence[LoggedEvent], retraction: Verdict) -> Record:
    """Return the record of a retraction: what was published last, with this in the verdict's place.

    A retraction approves nothing, so what the desk changed since does not reach readers with it.
    """
    _, published = records.shown_versions(events)[-1]
    return {**published, "verdict": verdict_of(retraction)}


def public_id_of(claim_id: int | None) -> str | None:
    """Return another claim's public id if readers know that claim, else None."""
    if claim_id is None:
        return None
    known = (Publication.LIVE, Publication.RETRACTED)
    return db.session.scalar(
        select(Claim.public_id).where(Claim.id == claim_id, Claim.publication.in_(known))
    )


def published_parts(claim: Claim) -> list[str]:
    """Return the public ids of the claim's parts that readers know, in order of the text."""
    known = (Publication.LIVE, Publication.RETRACTED)
    return list(
        db.session.scalars(
            select(Claim.public_id)
            .where(Claim.parent_id == claim.id, Claim.publication.in_(known))
            .order_by(Claim.start, Claim.id)
        )
    )


def said_by(claim: Claim) -> Record:
    """Return who said it; somebody who is no public figure is described and not named."""
    claimant = claim.claimant
    named = claimant is not None and claimant.public_figure
    text = claim.said_by_text
    if claimant is not None and not named:
        text = claimant.description or UNDESCRIBED.get(claim.said_by, "somebody")
    return {
        "kind": claim.said_by.value,
        "text": text,
        "claimant": claimant_of(claimant) if claimant is not None and named else None,
        "relayed_by": claim.relayed_by,
    }


def claimant_of(claimant: Claimant) -> Record:
    return {"id": claimant.public_id, "name": claimant.name, "same_as": claimant.same_as}


def article_of(claim: Claim) -> Record:
    article: Article = claim.article
    revision: ArticleRevision = claim.revision
    return {
        "id": article.public_id,
        "title": article.title,
        "url": article.url,
        "publisher": article.publisher,
        "author": article.author,
        "published_at": article.published_at,
        "archived_url": article.archived_url,
        "revision": revision.number,
    }


def selectors(claim: Claim) -> list[Record]:
    """Return W3C Web Annotation selectors; positions count Unicode code points."""
    return [
        {"type": "TextPositionSelector", "start": claim.start, "end": claim.end},
        {
            "type": "TextQuoteSelector",
            "exact": claim.quote,
            "prefix": claim.prefix,
            "suffix": claim.suffix,
        },
    ]


def verdict_of(verdict: Verdict) -> Record:
    """Return a version; only one published on less evidence than the policy asks for says why that was."""
    override = verdict.evidence_override
    return {
        "version": verdict.version,
        "rating": rating_of(verdict),
        "summary": verdict.summary,
        "explanation": verdict.explanation,
        "change": verdict.change.value,
        "reason": verdict.reason,
        "rating_changed": verdict.rating_changed,
        "second_person": verdict.second_person,
        "byline": verdict.byline,
        **({"evidence_override": override} if override else {}),
    }


def rating_of(verdict: Verdict) -> Record | None:
    """Return the rating with its scale and that scale's range; None for a retraction."""
    rating = verdict.rating
    if rating is None:
        return None
    return {
        "key": rating.key,
        "label": rating.label,
        "value": rating.value,
        "best": rating.scale.best,
        "worst": rating.scale.worst,
        "scale": rating.scale.label,
    }


def evidence_of(piece: Evidence) -> Record:
    """Return a piece of evidence as far as its visibility lets readers see it."""
    open_to_all = piece.visibility is Visibility.PUBLIC
    return {
        "stance": piece.stance.value,
        "excerpt": piece.excerpt if open_to_all else None,
        "note": piece.note,
        "visibility": piece.visibility.value,
        "source": None if piece.visibility is Visibility.WITHHELD else source_of(piece),
        "accessed_at": clock.stamp(piece.accessed_at),
        "archived_url": piece.archived_url if open_to_all else None,
        "sha256": piece.sha256 if open_to_all else None,
    }


def source_of(piece: Evidence) -> Record:
    source = piece.source
    return {
        "url": source.url,
        "title": source.title,
        "publisher": source.publisher,
        "origin": source.origin,
        "medium": source.medium.value,
        "kind": source.kind.value,
    }
