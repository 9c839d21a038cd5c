"""The record of a claim: built when it is published, and put together again from its public events.

Readers get nothing but what comes from here, so nothing internal can reach them.
"""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from factcheck import clock, db
from factcheck.folding import fold
from factcheck.ledger import PUBLIC_TYPES, RECORD_TYPES, EventType, LoggedEvent
from factcheck.models import Article, ArticleRevision, Claim, Claimant, Evidence, PublicRecord, Verdict
from factcheck.models.terms import Publication, SaidBy, Visibility

Record = dict[str, Any]
FORMAT = 1


# From the desk's tables to what a publishing event carries.


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
        text = claimant.description or "a private person"
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


# From the events to what readers get.


def assemble(events: Sequence[LoggedEvent]) -> Record:
    """Put a record together from a claim's events, oldest first; without `url`, `history` and `proof`.

    A withheld claim is its id, publication and time alone; versions from before a withholding stay hidden.
    """
    public = [event for event in events if event.type in PUBLIC_TYPES]
    newest, bodies = public[-1], shown_versions(public)
    state = publication_after(public)
    if state is Publication.WITHHELD:
        return {"claim_id": newest.claim, "publication": state.value, "modified_at": newest.at}
    at, record = bodies[-1]
    return {
        **record,
        "verdict": {**record["verdict"], "published_at": at},
        "publication": state.value,
        "rechecking": is_rechecking(public),
        "modified_at": newest.at,
        "previous": [{**old["verdict"], "published_at": then} for then, old in reversed(bodies[:-1])],
    }


def publication_after(public: Sequence[LoggedEvent]) -> Publication:
    """Return what readers see after these public events."""
    state = Publication.NONE
    for event in public:
        if event.type == EventType.WITHHELD:
            state = Publication.WITHHELD
        elif event.type in RECORD_TYPES:
            retracted = event.type == EventType.RETRACTION
            state = Publication.RETRACTED if retracted else Publication.LIVE
    return state


def is_rechecking(public: Sequence[LoggedEvent]) -> bool:
    """Whether readers were told of a re-check that has not ended yet."""
    told = False
    for event in public:
        if event.type == EventType.RECHECKING:
            told = True
        elif event.type in RECORD_TYPES | {EventType.UPHELD, EventType.WITHHELD}:
            told = False
    return told


def shown_versions(events: Sequence[LoggedEvent]) -> list[tuple[str, Record]]:
    """Return time and body of the versions readers may see: those after the last withholding."""
    hidden = hidden_up_to(events)
    return [
        (event.at, json.loads(event.body))
        for event in events
        if event.type in RECORD_TYPES and event.pos > hidden and event.body is not None
    ]


def hidden_up_to(events: Sequence[LoggedEvent]) -> int:
    """Return the position up to which versions are hidden: that of the last withholding, or 0."""
    return max((event.pos for event in events if event.type == EventType.WITHHELD), default=0)


def public_history(events: Sequence[LoggedEvent]) -> list[Record]:
    """Return a claim's events as they may leave the house: public ones whole, all others sealed.

    What came before a withholding is sealed with the versions: a note on why one was upheld tells of it too.
    """
    hidden = hidden_up_to(events)
    return [
        whole(event) if event.type in PUBLIC_TYPES and event.pos >= hidden else sealed(event)
        for event in events
    ]


def whole(event: LoggedEvent) -> Record:
    """Return an event exactly as hashed; its body is the canonical JSON text itself."""
    return {
        **place(event),
        "type": event.type,
        "actor": event.actor,
        "at": event.at,
        "body": event.body,
        "salt": event.salt,
    }


def sealed(event: LoggedEvent) -> Record:
    """Return an event of which nothing is told but its place and its seal."""
    return {**place(event), "internal": True}


def place(event: LoggedEvent) -> Record:
    return {
        "v": FORMAT,
        "pos": event.pos,
        "claim": event.claim,
        "seq": event.seq,
        "prev": event.prev,
        "prev_claim": event.prev_claim,
        "sealed": event.sealed,
        "hash": event.hash,
    }


# The cache that pages, lists and exports read.


def refresh(claim: Claim, events: Sequence[LoggedEvent]) -> PublicRecord:
    """Bring a claim's public record up to its newest public event, in the same transaction."""
    record = assemble(events)
    public = [event for event in events if event.type in PUBLIC_TYPES]
    row = db.session.get(PublicRecord, claim.id)
    if row is None:
        row = PublicRecord(claim_id=claim.id, public_id=claim.public_id)
        row.first_published_at = clock.moment(public[0].at)
        db.session.add(row)
    row.pos = public[-1].pos
    row.publication = Publication(record["publication"])
    row.modified_at = clock.moment(record["modified_at"])
    row.record = record
    for name, value in listed(record).items():
        setattr(row, name, value)
    return row


def listed(record: Record) -> Record:
    """Return the columns that lists sort and search by; all empty for a withheld claim."""
    if record["publication"] == Publication.WITHHELD:
        nothing = ("article", "start", "claimant", "type", "checks", "rating", "change")
        return {**dict.fromkeys(nothing), "folded": ""}
    verdict, said = record["verdict"], record["said_by"]
    claimant = said["claimant"]
    words = (
        record["claim"],
        record["quote"],
        said["text"],
        claimant and claimant["name"],
        verdict["summary"],
    )
    return {
        "article": record["article"]["id"],
        "start": record["selectors"][0]["start"],
        "claimant": claimant["id"] if claimant else None,
        "type": record["type"],
        "checks": record["checks"],
        "rating": verdict["rating"]["key"] if verdict["rating"] else None,
        "change": verdict["change"],
        "folded": fold(*words) if not record["sensitive"] else fold(record["claim"], said["text"]),
    }


WITH_ALL = (
    selectinload(Claim.article),
    selectinload(Claim.revision),
    selectinload(Claim.claimant),
    selectinload(Claim.evidence).selectinload(Evidence.source),
)
UNNAMED = frozenset({SaidBy.UNNAMED, SaidBy.ARTICLE, SaidBy.UNKNOWN})
