"""The shape of claims in a text: adding one by hand, trimming, splitting, merging, taking up parts."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from factcheck import clock, db
from factcheck.errors import InvalidInput, NotAllowed
from factcheck.folding import fold
from factcheck.models import ArticleRevision, Claim, Reviewer, Step
from factcheck.models.terms import (
    Attribution,
    Checks,
    ClaimType,
    Dismissal,
    Publication,
    SaidBy,
    Status,
)
from factcheck.services import articles, claims, history

BY_HAND = "by hand"
# What a part takes over from its sentence, and what a claim found by hand starts with.
PASSED_ON = (
    "type",
    "worth",
    "attribution",
    "said_by",
    "said_by_text",
    "claimant_id",
    "relayed_by",
    "claimed_at",
    "checks",
)
FROM_NOTHING = {
    "type": ClaimType.EVENT,
    "worth": 500,
    "attribution": Attribution.NONE,
    "said_by": SaidBy.ARTICLE,
    "checks": Checks.CONTENT,
}
# What an editor said of a claim that also holds for what is made of it.
GUARDS = ("restricted", "legal_hold", "sensitive")


@dataclass(frozen=True)
class Span:
    """A stretch of a text in Unicode code points, and what it claims as a sentence that stands alone."""

    start: int
    end: int
    text: str = ""


def add_by_hand(article: str, quote: str, *, by: Reviewer, text: str = "", after: int = 0) -> Claim:
    """Add a claim that the splitter did not find; `quote` stands in the article exactly, from `after` on."""
    refuse_who_does_not_review(by)
    found = articles.get(article)
    revision = found.revisions[-1]
    span = find(revision.text, quote, after=after)
    claim = new(revision, Span(span.start, span.end, text), lang=found.lang)
    return articles.add_claim(claim, by=by)


def find(text: str, quote: str, *, after: int = 0) -> Span:
    """Return where a quotation stands in a text, blanks and line breaks counting alike, or refuse it."""
    quote = quote.strip()
    if not quote:
        raise InvalidInput("Copy the claim's words from the article.")
    start = text.find(quote, after)
    if start >= 0:
        return Span(start, start + len(quote))
    return find_loosely(text, quote, after)


def find_loosely(text: str, quote: str, after: int) -> Span:
    """Look for a quotation whose blanks differ from the text's."""
    places = [place for place in range(after, len(text)) if not text[place].isspace()]
    solid = "".join(text[place] for place in places)
    wanted = "".join(quote.split())
    at = solid.find(wanted)
    if at < 0:
        raise InvalidInput("These words do not stand in the article as they are; copy them from its text.")
    return Span(places[at], places[at + len(wanted) - 1] + 1)


def trim(public_id: str, quote: str, *, by: Reviewer, version: int | None) -> Claim:
    """Give a claim another stretch of its article."""
    claim = claims.to_change(public_id, by=by, version=version)
    claim.refuse_reshaping()
    span = find(claim.revision.text, quote)
    prefix, suffix = claim.revision.context(span.start, span.end)
    words = claim.revision.text[span.start : span.end]
    placed = {"start": span.start, "end": span.end, "quote": words, "prefix": prefix, "suffix": suffix}
    step = claim.edit(placed | inside(claim, span), by=by)
    if step.body["changes"]:
        claim.folded = fold(claim.text, claim.quote, claim.said_by_text)
        history.append(claim, step, by=by)
    return claim


def inside(claim: Claim, span: Span) -> dict[str, Any]:
    """Return what the splitter found in a claim as far as it still lies in this span."""
    start, end = claim.content_start, claim.content_end
    kept = start is not None and end is not None and span.start <= start and end <= span.end
    parts = [
        part for part in claim.suggested_parts if span.start <= part["start"] and part["end"] <= span.end
    ]
    return {
        "content_start": start if kept else None,
        "content_end": end if kept else None,
        "suggested_parts": parts,
    }


def split(public_id: str, quotes: list[str], *, by: Reviewer, version: int | None) -> list[Claim]:
    """Make several claims of one, each from its own words; the one they came from is dismissed."""
    claim = claims.to_change(public_id, by=by, version=version)
    claim.refuse_reshaping()
    if len(quotes) < 2:
        raise InvalidInput("Give two stretches of the claim or more, one a line.")
    spans = [within(claim, quote) for quote in quotes]
    if len({(span.start, span.end) for span in spans}) < len(spans):
        raise InvalidInput("Two of these stretches are the same.")
    return take_up(claim, spans, by=by)


def take_up_parts(public_id: str, chosen: list[int], *, by: Reviewer, version: int | None) -> list[Claim]:
    """Make claims of suggested parts, by their numbers from 0; the sentence closes as covered by them."""
    claim = claims.to_change(public_id, by=by, version=version)
    claim.refuse_reshaping()
    parts = claim.suggested_parts
    if not chosen or any(not 0 <= number < len(parts) for number in chosen):
        raise InvalidInput("Choose the parts to take up.")
    spans = [Span(parts[n]["start"], parts[n]["end"], parts[n]["text"]) for n in sorted(set(chosen))]
    kinds = [ClaimType(parts[n]["type"]) for n in sorted(set(chosen))]
    return take_up(claim, spans, by=by, kinds=kinds)


def take_up(
    claim: Claim, spans: list[Span], *, by: Reviewer, kinds: list[ClaimType] | None = None
) -> list[Claim]:
    """Add a claim for each span and close the one they are parts of."""
    refuse_who_does_not_review(by)
    parts = []
    for number, span in enumerate(spans):
        part = new(claim.revision, span, lang=claim.lang, like=claim)
        if kinds is not None:
            part.type = kinds[number]
        parts.append(articles.add_claim(part, by=by))
    step = claim.dismiss(Dismissal.COVERED_BY_PARTS, by=by)
    body = {**step.body, "parts": [part.public_id for part in parts]}
    history.append(claim, Step(step.type, body), by=by)
    return parts


def merge(public_id: str, other_id: str, *, by: Reviewer, version: int | None) -> Claim:
    """Make one claim of two in one text: the first then spans both, the other is dismissed."""
    claim = claims.to_change(public_id, by=by, version=version)
    other = claims.get(other_id, person=by)
    for one in (claim, other):
        one.refuse_reshaping()
    if claim.id == other.id or claim.revision_id != other.revision_id:
        raise InvalidInput("Choose another claim of the same article.")
    start, end = min(claim.start, other.start), max(claim.end, other.end)
    first, second = sorted((claim, other), key=lambda one: one.start)
    prefix, suffix = claim.revision.context(start, end)
    merged: dict[str, Any] = {
        "start": start,
        "end": end,
        "quote": claim.revision.text[start:end],
        "prefix": prefix,
        "suffix": suffix,
        "text": f"{first.text} {second.text}",
        **{name: getattr(claim, name) or getattr(other, name) for name in GUARDS},
    }
    history.append(claim, claims.plain(claim.edit(merged, by=by)), by=by)
    claim.folded = fold(claim.text, claim.quote, claim.said_by_text)
    other.superseded_by_id = claim.id
    step = other.dismiss(Dismissal.NOT_SELECTED, by=by, words="merged into another claim")
    history.append(other, Step(step.type, {**step.body, "merged_into": claim.public_id}), by=by)
    return claim


def within(claim: Claim, quote: str) -> Span:
    """Return where a quotation stands inside a claim, or refuse it."""
    span = find(claim.quote, quote)
    return Span(claim.start + span.start, claim.start + span.end)


def new(revision: ArticleRevision, span: Span, *, lang: str, like: Claim | None = None) -> Claim:
    """Return a new claim on a span; as a part, it starts from who said the whole."""
    started = {name: getattr(like, name) for name in PASSED_ON} if like else dict(FROM_NOTHING)
    return Claim.on(
        revision,
        span.start,
        span.end,
        text=span.text.strip() or revision.text[span.start : span.end],
        at=clock.now(),
        lang=lang,
        parent_id=like.id if like else None,
        checkable=True,
        reasons=[],
        rules=[],
        splitter=BY_HAND,
        suggested_parts=[],
        **{name: bool(like and getattr(like, name)) for name in GUARDS},
        **started,
    )


def neighbours(claim: Claim, *, person: Reviewer) -> list[Claim]:
    """Return the other claims of the same text that this person could merge with this one, in order."""
    found = db.session.scalars(
        select(Claim)
        .where(
            Claim.revision_id == claim.revision_id,
            Claim.id != claim.id,
            Claim.publication == Publication.NONE,
            Claim.status.in_([Status.NEW, Status.QUEUED, Status.IN_REVIEW]),
        )
        .order_by(Claim.start)
    )
    return [other for other in found if other.is_visible_to(person)]


def refuse_who_does_not_review(person: Reviewer) -> None:
    if not person.reviews:
        raise NotAllowed("Only reviewers and editors work on claims.")
