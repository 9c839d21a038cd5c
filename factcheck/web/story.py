"""A claim's history as people at the desk read it: sentences, with what changed."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from factcheck.ledger import PUBLIC_TYPES, PUBLISHING_TYPES, EventType, LoggedEvent
from factcheck.models import Rating, RatingScale, Reviewer
from factcheck.services.history import code_in
from factcheck.web.printing import day, tone, words

Body = dict[str, Any]
Names = Mapping[str, Reviewer]
Ratings = Mapping[tuple[str, str], tuple[Rating, RatingScale]]


@dataclass(frozen=True)
class Shown:
    """A rating as it was given: its label, its place on the gauge, its key."""

    label: str
    tone: int
    key: str


@dataclass(frozen=True)
class Change:
    """A field that was changed, with what it said before and after."""

    name: str
    old: str
    new: str


@dataclass(frozen=True)
class Entry:
    """One step of the story. `state` is the status whose colour it takes; `quoted` is what somebody wrote."""

    seq: int
    at: str
    sentence: str
    state: str = ""
    rating: Shown | None = None
    quoted: Sequence[str] = ()
    changes: Sequence[Change] = ()
    is_public: bool = False


@dataclass(frozen=True)
class Telling:
    """What sentences need to know: people by codes, ratings by scale and key, sources by evidence."""

    names: Names
    ratings: Ratings
    sources: dict[str, str] = field(default_factory=dict)

    def name(self, code: str) -> str:
        """Return a person's name, or what is known without it."""
        return self.names[code].name if code in self.names else "Somebody"


def told(events: Sequence[LoggedEvent], *, names: Names, ratings: Ratings) -> list[Entry]:
    """Return a claim's story, newest first."""
    telling = Telling(names, ratings)
    return [entry(event, telling) for event in events][::-1]


def entry(event: LoggedEvent, telling: Telling) -> Entry:
    """Return one event as a step of the story."""
    kind, who = EventType(event.type), telling.name(code_in(event.actor))
    given: dict[str, Any] = {"seq": event.seq, "at": event.at, "is_public": kind in PUBLIC_TYPES}
    if event.body is None:
        return Entry(sentence="What stood here was removed by order of law.", **given)
    tell = TELLERS.get(kind, plainly)
    return Entry(**{**given, **tell(json.loads(event.body), who, telling), "state": STATES.get(kind, "")})


STATES = {
    EventType.QUEUED: "queued",
    EventType.RELEASED: "queued",
    EventType.ASSIGNED: "in_review",
    EventType.REOPENED: "in_review",
    EventType.SENT_BACK: "in_review",
    EventType.WITHDRAWN: "in_review",
    EventType.PROPOSED: "proposed",
    EventType.DISMISSED: "dismissed",
    EventType.RETRACTION: "retracted",
    EventType.WITHHELD: "withheld",
    EventType.UPHELD: "live",
    **dict.fromkeys(PUBLISHING_TYPES, "live"),
}

# Sentences that need nothing but the person, and the field of the body that is somebody's own words.
PLAIN = {
    EventType.CONFIRMED: ("{who} confirmed the text and who said it.", ""),
    EventType.QUEUED: ("{who} put the claim into the queue.", "reason"),
    EventType.RELEASED: ("{who} put the claim back into the queue.", ""),
    EventType.SENT_BACK: ("{who} sent the proposal back.", "reason"),
    EventType.CLOSED: ("{who} ended the work without a new version.", "reason"),
    EventType.UPHELD: ("{who} looked at it again and let the verdict stand.", "note"),
    EventType.WITHHELD: ("{who} withheld everything public about the claim.", ""),
    EventType.RECHECKING: ("Readers were told that the claim is being re-checked.", ""),
    EventType.REDACTION: ("Text was removed by order of law.", "note"),
    EventType.IMPORTED: ("{who} brought the claim in from elsewhere.", ""),
}


def simply(kind: EventType) -> Callable[[Body, str, Telling], Body]:
    """Return a teller for one of the plain sentences."""
    sentence, quoted = PLAIN[kind]

    def tell(body: Body, who: str, _telling: Telling) -> Body:
        return {"sentence": sentence.format(who=who), "quoted": said(body.get(quoted))}

    return tell


def plainly(_body: Body, who: str, _telling: Telling) -> Body:
    return {"sentence": f"{who} changed something about the claim."}


def said(*given: Any) -> list[str]:
    """Return what was written of all that could have been."""
    return [str(one) for one in given if one]


def created(body: Body, who: str, _telling: Telling) -> Body:
    by_hand = body.get("splitter") == "by hand"
    return {
        "sentence": f"{who} marked the claim by hand." if by_hand else f"Found in the article {who} added."
    }


def dismissed(body: Body, who: str, _telling: Telling) -> Body:
    if body.get("merged_into"):
        return {"sentence": f"{who} merged the claim into another one."}
    if body.get("parts"):
        return {"sentence": f"{who} closed the claim as covered by {len(body['parts'])} parts."}
    code = words(body.get("code", ""))
    return {"sentence": f"{who} closed the claim: {code}.", "quoted": said(body.get("words"))}


def assigned(body: Body, who: str, telling: Telling) -> Body:
    holder = telling.name(body.get("holder", ""))
    return {"sentence": f"{who} took the claim." if holder == who else f"{who} gave the claim to {holder}."}


def reopened(body: Body, who: str, telling: Telling) -> Body:
    holder = telling.name(body.get("holder", ""))
    kept = "" if holder == who else f" and gave it to {holder}"
    return {"sentence": f"{who} took the claim up again{kept}.", "quoted": said(body.get("reason"))}


BEARINGS = {"supports": "supports the claim", "refutes": "refutes the claim", "context": "gives context"}


def evidence_added(body: Body, who: str, telling: Telling) -> Body:
    title = body.get("source", {}).get("title", "")
    telling.sources[body.get("evidence", "")] = title
    bearing = BEARINGS.get(body.get("stance", ""), "bears on the claim")
    quoted = said(body.get("excerpt"), body.get("note"))
    return {"sentence": f"{who} attached evidence that {bearing}: {title}.", "quoted": quoted}


def evidence_withdrawn(body: Body, who: str, telling: Telling) -> Body:
    title = telling.sources.get(body.get("evidence", ""), "a source")
    return {"sentence": f"{who} withdrew evidence: {title}.", "quoted": said(body.get("reason"))}


def proposed(body: Body, who: str, telling: Telling) -> Body:
    quoted = said(body.get("summary"), body.get("reason"))
    rating = telling.ratings.get((body.get("scale", ""), body.get("rating", "")))
    kind = {"first": ""}.get(body.get("change", "first"), f" as {article_for(body.get('change', ''))}")
    return {"sentence": f"{who} proposed a verdict{kind}:", "quoted": quoted, "rating": of_rating(rating)}


def article_for(change: str) -> str:
    return f"an {change}" if change == "update" else f"a {words(change)}" + " change" * (change == "minor")


def of_rating(found: tuple[Rating, RatingScale] | None) -> Shown | None:
    if found is None:
        return None
    rating, scale = found
    place = tone({"value": rating.value, "best": scale.best, "worst": scale.worst})
    return Shown(rating.label, place, rating.key)


def withdrawn(body: Body, who: str, _telling: Telling) -> Body:
    if body.get("because"):
        return {"sentence": "The pending proposal was withdrawn, because the work on the claim ended."}
    return {"sentence": f"{who} withdrew the proposal."}


def published(body: Body, who: str, _telling: Telling) -> Body:
    verdict = body.get("verdict") or {}
    rating = verdict.get("rating")
    shown = Shown(rating["label"], tone(rating), rating["key"]) if rating else None
    second = "approved by a second person" if verdict.get("second_person") else "without a second person"
    change = verdict.get("change", "first")
    kind = "the verdict" if change == "first" else article_for(change)
    sentence = f"{who} published {kind}, {second}:"
    return {"sentence": sentence, "rating": shown, "quoted": said(verdict.get("reason"))}


def retracted(body: Body, who: str, _telling: Telling) -> Body:
    reason = (body.get("verdict") or {}).get("reason")
    return {"sentence": f"{who} retracted the verdict.", "quoted": said(reason)}


def noted(body: Body, who: str, _telling: Telling) -> Body:
    withheld = body.get("about") == "withheld"
    sentence = f"{who} gave the desk the reason for withholding it:" if withheld else f"{who} left a note:"
    return {"sentence": sentence, "quoted": said(body.get("note"))}


FLAGS = {
    "legal_hold": ("put the claim on legal hold", "lifted the legal hold"),
    "restricted": ("restricted the claim to its holder and editors", "let all of the desk see the claim"),
    "sensitive": ("marked the claim as sensitive", "marked the claim as not sensitive"),
}


def flagged(body: Body, who: str, _telling: Telling) -> Body:
    done = [FLAGS[name][0 if value else 1] for name, value in body.items() if name in FLAGS]
    if "due_at" in body:
        due = body["due_at"]
        done.append(
            f"set the due date to {day(datetime.fromisoformat(due))}" if due else "took the due date away"
        )
    return {"sentence": f"{who} {', '.join(done)}."}


FIELDS = {
    "text": "the text",
    "type": "the type",
    "checkable": "whether it can be checked",
    "said_by": "who said it",
    "said_by_text": "the words for who said it",
    "relayed_by": "who relayed it",
    "claimed_at": "when it was said",
    "checks": "what is checked",
    "attribution": "how it is reported",
    "quote": "its stretch of the article",
    "source_origin": "where a source's facts come from",
    "claimant_name": "the claimant's name",
    "claimant_description": "how the claimant is described",
    "claimant_public_figure": "whether the claimant is a public figure",
    "claimant_same_as": "the claimant's address elsewhere",
}
TERMS = frozenset({"type", "said_by", "checks", "attribution"})


def edited(body: Body, who: str, _telling: Telling) -> Body:
    given = body.get("changes", {})
    changes = [
        Change(FIELDS[name], shown(name, one["old"]), shown(name, one["new"]))
        for name, one in given.items()
        if name in FIELDS
    ]
    return {"sentence": f"{who} corrected {listed([one.name for one in changes])}.", "changes": changes}


def shown(name: str, value: Any) -> str:
    """Write a field's value as people read it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return words(value or "") if name in TERMS else str(value or "")


def listed(names: Sequence[str]) -> str:
    if not names:
        return "details of the claim"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


TELLERS: dict[EventType, Callable[[Body, str, Telling], Body]] = {
    **{kind: simply(kind) for kind in PLAIN},
    **dict.fromkeys(PUBLISHING_TYPES, published),
    EventType.CREATED: created,
    EventType.EDITED: edited,
    EventType.DISMISSED: dismissed,
    EventType.ASSIGNED: assigned,
    EventType.REOPENED: reopened,
    EventType.EVIDENCE_ADDED: evidence_added,
    EventType.EVIDENCE_WITHDRAWN: evidence_withdrawn,
    EventType.PROPOSED: proposed,
    EventType.WITHDRAWN: withdrawn,
    EventType.RETRACTION: retracted,
    EventType.NOTE: noted,
    EventType.FLAGGED: flagged,
}
