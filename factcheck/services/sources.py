"""Sources and the evidence taken from them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload
from tld import get_fld

from factcheck import clock, db
from factcheck.errors import InvalidInput, NotAllowed, NotFound
from factcheck.ledger import EventType
from factcheck.models import Claim, Evidence, Reviewer, Source, Step
from factcheck.models.terms import Medium, SourceKind, Stance, Visibility
from factcheck.services import claims, history


def attach(
    public_id: str,
    *,
    by: Reviewer,
    version: int | None,
    source: dict[str, Any],
    stance: Stance,
    excerpt: str = "",
    note: str = "",
    visibility: Visibility = Visibility.PUBLIC,
    accessed_at: datetime | None = None,
    archived_url: str | None = None,
) -> Evidence:
    """Attach a passage of a source to a claim.

    `source` has `title`, and may have `url`, `publisher`, `origin`, `medium`, `kind`; a source known by the
    same address and title is used again.
    """
    claim = claims.to_change(public_id, by=by, version=version)
    if not by.reviews:
        raise NotAllowed("Only reviewers and editors attach evidence.")
    claim.refuse_edits()
    piece = Evidence(
        claim_id=claim.id,
        source=known_or_new(**source),
        stance=stance,
        excerpt=excerpt.strip(),
        note=note.strip(),
        visibility=visibility,
        accessed_at=accessed_at or clock.now(),
        archived_url=archived_url or None,
        added_by_id=by.id,
        created_at=clock.now(),
    )
    db.session.add(piece)
    db.session.flush()
    history.append(claim, Step(EventType.EVIDENCE_ADDED, told(piece)), by=by)
    return piece


def withdraw(
    public_id: str, evidence_id: str, *, by: Reviewer, version: int | None, reason: str = ""
) -> Claim:
    """Take a piece of evidence away from a claim; it stays in the history."""
    claim = claims.to_change(public_id, by=by, version=version)
    if not by.reviews:
        raise NotAllowed("Only reviewers and editors withdraw evidence.")
    claim.refuse_edits()
    piece = next((one for one in claim.evidence if one.public_id == evidence_id and one.counts), None)
    if piece is None:
        raise NotFound("There is no such evidence on this claim.")
    piece.withdrawn_at = clock.now()
    body = {"evidence": piece.public_id, "reason": reason}
    history.append(claim, Step(EventType.EVIDENCE_WITHDRAWN, body), by=by)
    return claim


def known_or_new(
    *,
    title: str,
    url: str | None = None,
    publisher: str | None = None,
    origin: str | None = None,
    medium: Medium = Medium.WEB,
    kind: SourceKind = SourceKind.SECONDARY,
) -> Source:
    """Return the source of this address and title, adding it where there is none."""
    if not title.strip():
        raise InvalidInput("Give the source a title.")
    address = checked_address(url)
    source_origin = (origin or "").strip() or origin_of(address) or (publisher or "").strip() or title.strip()
    same = select(Source).where(
        Source.title == title.strip(),
        Source.url == address if address else Source.url.is_(None),
        Source.publisher == (publisher or None),
        Source.origin == source_origin,
        Source.medium == medium,
        Source.kind == kind,
    )
    return db.session.scalar(same.order_by(Source.id)) or Source(
        title=title.strip(),
        url=address,
        publisher=publisher or None,
        origin=source_origin,
        medium=medium,
        kind=kind,
        created_at=clock.now(),
    )


def checked_address(url: str | None) -> str | None:
    """Return an http or https address as given, None for none, or raise `InvalidInput`."""
    if not url or not url.strip():
        return None
    address = url.strip()
    try:
        parts = urlsplit(address)
        usable = (
            parts.scheme.lower() in {"http", "https"} and bool(parts.hostname) and "@" not in parts.netloc
        )
    except ValueError:
        usable = False
    if not usable or any(letter.isspace() or ord(letter) < 32 for letter in address):
        raise InvalidInput("A source's address begins with http:// or https://.")
    return address


def origin_of(url: str | None) -> str | None:
    """Return the registrable domain of an address, by the Public Suffix List, or its host."""
    if url is None:
        return None
    domain = get_fld(url, fail_silently=True)
    return domain or urlsplit(url).hostname


def told(piece: Evidence) -> dict[str, Any]:
    """Return what the event of an attached piece says."""
    source = piece.source
    return {
        "evidence": piece.public_id,
        "stance": piece.stance.value,
        "excerpt": piece.excerpt,
        "note": piece.note,
        "visibility": piece.visibility.value,
        "source": {
            "title": source.title,
            "url": source.url,
            "publisher": source.publisher,
            "origin": source.origin,
            "medium": source.medium.value,
            "kind": source.kind.value,
        },
    }


def everything() -> Sequence[tuple[Source, int]]:
    """Return all sources, newest first, each with how many pieces of evidence come from it."""
    rows = db.session.execute(
        select(Source, func.count(Evidence.id))
        .outerjoin(Evidence, Evidence.source_id == Source.id)
        .group_by(Source.id)
        .order_by(Source.id.desc())
        .limit(500)
    )
    return [(row[0], row[1]) for row in rows]


def get(public_id: str) -> Source:
    """Return a source, or raise `NotFound`."""
    found = db.session.scalar(select(Source).where(Source.public_id == public_id))
    if found is None:
        raise NotFound("There is no such source.")
    return found


def change_origin(public_id: str, origin: str, *, by: Reviewer) -> Source:
    """Say where a source's facts come from: two reprints of one agency have one origin.

    Evidence may count otherwise now, so each claim that rests on the source has it in its history.
    """
    if not by.reviews:
        raise NotAllowed("Only reviewers and editors describe sources.")
    if not origin.strip():
        raise InvalidInput("Name the origin: the agency, office or person the facts come from.")
    source = get(public_id)
    old, source.origin = source.origin, origin.strip()
    if source.origin != old:
        change = {"source_origin": {"old": old, "new": source.origin}}
        step = Step(EventType.EDITED, {"changes": change, "source": source.public_id})
        for claim in resting_on(source):
            history.append(claim, step, by=by)
    return source


def resting_on(source: Source) -> Sequence[Claim]:
    """Return the claims with evidence from a source that still stands."""
    pieces = select(Evidence.claim_id).where(Evidence.source_id == source.id, Evidence.withdrawn_at.is_(None))
    return db.session.scalars(select(Claim).where(Claim.id.in_(pieces)).order_by(Claim.id)).all()


def uses(source: Source, *, person: Reviewer) -> list[tuple[Evidence, Claim]]:
    """Return the evidence taken from a source, with the claims this person may see."""
    rows = db.session.execute(
        select(Evidence, Claim)
        .join(Claim, Claim.id == Evidence.claim_id)
        .where(Evidence.source_id == source.id)
        .options(selectinload(Claim.holder))
        .order_by(Evidence.id.desc())
    )
    return [(piece, claim) for piece, claim in rows if claim.is_visible_to(person)]
