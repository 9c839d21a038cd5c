"""Removing a text by order of law: from the history's events, and from every table that repeats them.

It works through the owner's connection, in one transaction; `services/wiping.py` then wipes what the files
still hold. Other claims of the same article are treated too, for they quote the same text; claims of other
articles that hold it are named, to be decided on one by one. A record that lives on gets a new version
without the text, which says nothing new: a `minor` one. Only where a correction was removed is it a
`correction` again, so that neither badges nor the corrections page forget that we were wrong; and a
retraction stays a retraction. It moves nothing at the desk.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import selectinload

from factcheck import clock, db
from factcheck.errors import InvalidInput, NotFound
from factcheck.ledger import RECORD_TYPES, EventType, LoggedEvent
from factcheck.ledger.redactions import NEVER_REDACTED
from factcheck.models import Article, Claim, Claimant, Event, PublicRecord, Step, Verdict
from factcheck.models.article import CONTEXT
from factcheck.models.event import Redaction
from factcheck.models.terms import Change, Publication, VerdictState
from factcheck.services import history, people, records, removed_rows, verdicts, wiping
from factcheck.services.removal import BLOCK, Removal, blanked

SHORTEST = 3  # Characters: less than a name would take half the article with it.
ROLE = "operator"
Spans = Sequence[tuple[int, int]]


@dataclass(frozen=True)
class Order:
    """What was ordered, as readers are told: on what ground, and a note that says what was done."""

    ground: str
    note: str


@dataclass(frozen=True)
class Outcome:
    """What was removed: positions by claim; and what still holds the text.

    `remaining` are claims, and articles where no claim quotes it; `similar` hold what looks like it, spelled
    otherwise. A redaction of the claims in `lasting` says it itself, which stays.
    """

    positions: dict[str, list[int]]
    remaining: tuple[str, ...] = ()
    similar: tuple[str, ...] = ()
    lasting: tuple[str, ...] = ()


def redact(public_id: str, text: str, order: Order) -> Outcome:
    """Remove a text from a claim and the others of its article; runs under the write lock of the owner.

    Where only the tables hold it, the claim's history says so all the same. Where a redaction removed it
    before, nothing is done, so that a wipe can be tried again. Raises `NotFound` where nothing holds it,
    `InvalidInput` for an order that cannot be carried out.
    """
    refuse_unusable(text, order)
    removal = Removal.of([text])
    claim = db.session.scalar(select(Claim).where(Claim.public_id == public_id))
    if claim is None:
        raise NotFound("There is no such claim.")
    siblings = of_article(claim)
    spans = removed_rows.spans_of_revisions(siblings, removal)
    found = {one.public_id: holding(one, removal, spans[one.revision_id]) for one in siblings}
    if not any(found.values()) and not removed_rows.hold(siblings, removal):
        if any(event.type == EventType.REDACTION for event in history.of_claim(public_id)):
            return left({}, removal)
        raise NotFound("Neither this claim nor another of its article holds that text.")
    removed_rows.part_claimants(siblings, removal)
    for one in siblings:
        if found[one.public_id] or (one is claim and not any(found.values())):
            carry_out(one, found[one.public_id], removal, order, spans[one.revision_id])
    removed_rows.scrub(siblings, removal, spans)
    for one in siblings:
        refresh(one)
    wiping.rebuild_search()
    positions = {one: [event.pos for event in events] for one, events in found.items() if events}
    return left(positions, removal)


def of_article(claim: Claim) -> Sequence[Claim]:
    """Return the claims of a claim's article, it among them."""
    siblings = select(Claim).where(Claim.article_id == claim.article_id)
    return db.session.scalars(siblings.order_by(Claim.id)).all()


def refuse_unusable(text: str, order: Order) -> None:
    """Raise `InvalidInput` for too short a text, or an order that repeats it or says nothing."""
    if len("".join(text.split())) < SHORTEST:
        raise InvalidInput(f"The text to remove has at least {SHORTEST} characters.")
    if not order.ground.strip() or not order.note.strip():
        raise InvalidInput("Readers are told the ground and get a note: give both.")
    removal, told = Removal.of([text]), [order.ground, order.note]
    if removal.is_in(told) or removal.resembles(told):
        raise InvalidInput("The ground and the note are public: they must not repeat the text.")


def holding(claim: Claim, removal: Removal, spans: Spans) -> list[LoggedEvent]:
    """Return a claim's events that hold the text, or quote a piece of it or of what stands around it."""
    return [
        event
        for event in history.of_claim(claim.public_id)
        if event.body is not None
        and event.type not in NEVER_REDACTED
        and holds(json.loads(event.body), removal, spans)
    ]


def holds(body: dict[str, Any], removal: Removal, spans: Spans) -> bool:
    return removal.is_in(body) or any(overlaps(place, spans) for place in quoted(body))


def quoted(body: dict[str, Any]) -> list[tuple[int, int]]:
    """Return what a body quotes of the article's text: a record with its context, a new claim without."""
    if "selectors" in body:
        place = body["selectors"][0]
        return [(place["start"] - CONTEXT, place["end"] + CONTEXT)]
    return [(body["start"], body["end"])] if "quote" in body and "start" in body else []


def overlaps(place: tuple[int, int], spans: Spans) -> bool:
    return any(start < place[1] and place[0] < end for start, end in spans)


def carry_out(
    claim: Claim, doomed: Sequence[LoggedEvent], removal: Removal, order: Order, spans: Spans
) -> None:
    """Say what is removed in the claim's own history, remove it, and let the record live on without it."""
    events = history.of_claim(claim.public_id)
    standing = last_standing(events, doomed)
    version = verdicts.next_version(claim) if standing else None
    redaction = append(claim, Step(EventType.REDACTION, told(doomed, order, version)))
    positions = [event.pos for event in doomed]
    if positions:
        db.session.execute(insert(Redaction), [{"pos": pos, "event": redaction.pos} for pos in positions])
    gone = update(Event).where(Event.pos.in_(positions)).values(body=None, salt=None)
    db.session.execute(gone.execution_options(synchronize_session=False))
    if standing is not None and version is not None:
        stand_in(claim, standing, doomed, removal, order, version=version, spans=spans)


def told(doomed: Iterable[LoggedEvent], order: Order, version: int | None) -> dict[str, Any]:
    """Return what a redaction says; `version` is the one that stands in for what readers had, if any."""
    return {
        "positions": [
            {"pos": event.pos, "type": event.type, "actor": event.actor, "at": event.at} for event in doomed
        ],
        "ground": order.ground.strip(),
        "note": order.note.strip(),
        "version": version,
    }


def append(claim: Claim, step: Step) -> LoggedEvent:
    """Append a step of whoever runs the desk's machine."""
    code = history.code_of(claim.public_id, people.operator().id)
    event = history.append_event(claim.public_id, step, actor=f"{ROLE}-{code}")
    claim.version, claim.changed_at = event.seq, clock.moment(event.at)
    return event


def last_standing(events: Sequence[LoggedEvent], doomed: Sequence[LoggedEvent]) -> LoggedEvent | None:
    """Return the version that readers have now, if it is among what goes."""
    hidden = records.hidden_up_to(events)
    shown = [event for event in events if event.type in RECORD_TYPES and event.pos > hidden]
    return shown[-1] if shown and shown[-1] in doomed else None


# The version that stands in for what was removed.


def stand_in(
    claim: Claim,
    standing: LoggedEvent,
    doomed: Sequence[LoggedEvent],
    removal: Removal,
    order: Order,
    *,
    version: int,
    spans: Spans,
) -> None:
    """Publish the newest version again as it was, less the text."""
    before = json.loads(standing.body or "{}")
    record = without(before, removal, spans)
    record["said_by"]["claimant"] = claimant_of(claim, before, record)
    shown, change = record["verdict"], change_for(standing, doomed)
    if change.value != shown["change"]:
        shown |= {"change": change.value, "reason": order.note.strip(), "rating_changed": False}
    replaced, shown["version"] = shown["version"], version
    event = append(claim, Step(EventType(change.value), record))
    add_verdict(claim, replaced, shown, at=event.at)
    if claim.rechecking:  # A new version ends what readers were told of a re-check; this one must not.
        append(claim, Step(EventType.RECHECKING))


def without(record: dict[str, Any], removal: Removal, spans: Spans) -> dict[str, Any]:
    """Return a record without the text, and without what its quotation and context hold of it."""
    clean: dict[str, Any] = removal.without(record)
    place, quote = clean["selectors"]
    start, end = place["start"], place["end"]
    clean["quote"] = blanked(clean["quote"], start, spans)
    quote["exact"] = blanked(quote["exact"], start, spans)
    quote["prefix"] = blanked(quote["prefix"], start - len(quote["prefix"]), spans)
    quote["suffix"] = blanked(quote["suffix"], end, spans)
    return clean


def claimant_of(claim: Claim, before: dict[str, Any], record: dict[str, Any]) -> dict[str, Any] | None:
    """Return who a record says made the claim; one whose name is gone is the row that the claim has now.

    Others may still be named by the row it had. Nobody, where the claim is another one's by now.
    """
    named: dict[str, Any] | None = record["said_by"]["claimant"]
    if named is None or BLOCK not in named["name"]:
        return named
    own = db.session.get(Claimant, claim.claimant_id) if claim.claimant_id else None
    names = {named["name"], before["said_by"]["claimant"]["name"]}
    is_same = own is not None and (own.public_id == named["id"] or own.name in names)
    return {**named, "id": own.public_id} if own is not None and is_same else None


def change_for(standing: LoggedEvent, doomed: Sequence[LoggedEvent]) -> Change:
    """Return what the version that stands in is called."""
    if standing.type == EventType.RETRACTION:
        return Change.RETRACTION
    corrected = any(event.type == EventType.CORRECTION for event in doomed)
    return Change.CORRECTION if corrected else Change.MINOR


def add_verdict(claim: Claim, replaced: int, shown: dict[str, Any], *, at: str) -> None:
    """Store the version that stands in, by whom and as what the one it replaces was proposed."""
    before = db.session.scalars(
        select(Verdict).where(Verdict.claim_id == claim.id, Verdict.version == replaced)
    ).one()
    words = ("version", "summary", "explanation", "reason", "rating_changed", "second_person", "byline")
    db.session.add(
        Verdict(
            claim_id=claim.id,
            state=VerdictState.PUBLISHED,
            rating_id=before.rating_id,
            change=Change(shown["change"]),
            proposed_by_id=before.proposed_by_id,
            proposed_at=before.proposed_at,
            evidence_override=shown.get("evidence_override"),
            published_at=clock.moment(at),
            **{name: shown[name] for name in words},
        )
    )


def refresh(claim: Claim) -> None:
    """Bring what readers get of a claim up to date, where they know it."""
    if claim.publication is not Publication.NONE and db.session.get(PublicRecord, claim.id) is not None:
        records.refresh(claim, history.of_claim(claim.public_id))


def left(positions: dict[str, list[int]], removal: Removal) -> Outcome:
    """Return what was removed, and what still holds the text: events in order of the log, then articles."""
    remaining, similar, lasting = dict[str, None](), dict[str, None](), dict[str, None]()
    for event in history.walk():
        body = json.loads(event.body or "{}")
        if removal.is_in(body):
            (lasting if event.type in NEVER_REDACTED else remaining)[event.claim] = None
        elif removal.resembles(body):
            similar[event.claim] = None
    for article in articles_without({*remaining, *similar}):
        rows = [article, *article.revisions]
        if any(map(removal.is_in_row, rows)):
            remaining[f"article {article.public_id}"] = None
        elif any(map(removal.resembles_row, rows)):
            similar[f"article {article.public_id}"] = None
    return Outcome(positions, tuple(remaining), tuple(similar), tuple(lasting))


def articles_without(claims: Iterable[str]) -> Sequence[Article]:
    """Return the articles of which none of these claims is."""
    known = select(Claim.article_id).where(Claim.public_id.in_(list(claims)))
    others = select(Article).where(Article.id.not_in(known)).order_by(Article.id)
    return db.session.scalars(others.options(selectinload(Article.revisions))).all()
