"""Builders for tests: people, articles and claims, brought to any state through the services.

Each works in the unit of work at hand. Arguments name only what a test is about; people who are not given
are made. Nothing here tells of real people or events.
"""

from itertools import count
from typing import Any

from sqlalchemy import func, select

from factcheck import db
from factcheck.models import Article, Claim, Evidence, Reviewer, Verdict
from factcheck.models.terms import (
    Change,
    Checks,
    Dismissal,
    Publication,
    Role,
    SaidBy,
    SourceKind,
    Stance,
    Status,
)
from factcheck.services import articles, claims, people, scales, sources, verdicts
from factcheck.splitter import Attribution, ClaimType, Part, SpeakerKind, Split, SplitClaim
from support.shelf import SHELF, Shelf

NO_PASSWORD = "no password fits this"
SENTENCES = (
    "The bridge of Orlen opened in 1932, the mayor said.",
    "It cost four million crowns and was paid for by the harbour.",
    "The town will build a second bridge next year.",
)
ARTICLE = "\n\n".join(SENTENCES)
REASON = "A reader sent us the minutes."
_numbers = count(1)

NONE, LIVE, RETRACTED, WITHHELD = Publication


def make_reviewer(*, role: Role = Role.REVIEWER, name: str = "") -> Reviewer:
    """Add a person; nobody can sign in as them until they get a password."""
    number = next(_numbers)
    return people.add(
        name=name or f"{role.value.title()} {number}",
        email=f"person-{number}@example.org",
        role=role,
        password_hash=NO_PASSWORD,
    )


def make_editor(name: str = "") -> Reviewer:
    return make_reviewer(role=Role.EDITOR, name=name)


def make_admin(name: str = "") -> Reviewer:
    return make_reviewer(role=Role.ADMIN, name=name)


def make_article(
    *sentences: str, title: str = "A bridge in Orlen", by: Reviewer | None = None, **about: Any
) -> Article:
    """Add an article whose sentences are its claims."""
    chosen = sentences or SENTENCES
    return articles.add(make_reading(*chosen, title=title, **about), by=by or make_reviewer())


def make_reading(*sentences: str, title: str = "A bridge in Orlen", **about: Any) -> articles.Reading:
    """Return an article as it is read, each sentence a claim; the real splitter has tests of its own."""
    text, found, start = "\n\n".join(sentences), [], 0
    for sentence in sentences:
        found.append(split_claim(sentence, start))
        start += len(sentence) + 2
    split = Split("en", "by rule 1", tuple(found), (), None, (), ())
    return articles.Reading(text=text, title=title, split=split, **about)


def split_claim(sentence: str, start: int = 0, **given: Any) -> SplitClaim:
    """Return a sentence as the splitter would hand it over."""
    fields: dict[str, Any] = {
        "text": sentence,
        "speaker": None,
        "speaker_start": None,
        "speaker_end": None,
        "attribution": Attribution.NONE,
        "content_start": None,
        "content_end": None,
        "anonymous": False,
        "type": ClaimType.EVENT,
        "checkable": True,
        "checkworthiness": 0.5,
        "rules": ("by.sentence",),
        "parts": halves(sentence, start),
    }
    return SplitClaim(start=start, end=start + len(sentence), quote=sentence, **(fields | given))


def halves(sentence: str, start: int) -> tuple[Part, ...]:
    """Return the two sides of a sentence's first "and", where it has one."""
    before, joined, after = sentence.partition(" and ")
    if not joined:
        return ()
    places = ((start, before), (start + len(before) + len(joined), after))
    return tuple(
        Part(place, place + len(words), words, words, None, ClaimType.EVENT, True) for place, words in places
    )


def spoken(sentence: str, speaker: str, *, kind: SpeakerKind | None, anonymous: bool = False) -> SplitClaim:
    """Return a sentence that somebody is reported to have said."""
    return split_claim(
        sentence, speaker=speaker, speaker_kind=kind, anonymous=anonymous, attribution=Attribution.INDIRECT
    )


def make_claim(
    *,
    status: Status = Status.NEW,
    publication: Publication = NONE,
    sentence: str = SENTENCES[0],
    checks: Checks = Checks.CONTENT,
    rating: str = "false",
    holder: Reviewer | None = None,
    editor: Reviewer | None = None,
    **about: Any,
) -> Claim:
    """Add a claim and take it through the desk until it is in this state.

    `holder` has it in hand and proposes, `editor` publishes, retracts and withholds. `about` goes to the
    claim's confirmation, such as `said_by`. Raises `ValueError` for a state that no claim reaches.
    """
    refuse_impossible(status, publication)
    people = (holder or make_reviewer(), editor or make_editor())

    def bring() -> Claim:
        claim = make_public(*people, publication, sentence=sentence, checks=checks, rating=rating, **about)
        brought = bring_to(claim, status, holder=people[0], rating=rating)
        return claims.get(brought.public_id, person=people[1])  # With its claimant and all else.

    shelf: Shelf | None = db.session.info.get(SHELF)
    if shelf is None:
        return bring()
    roles = [(person.role, person is people[0]) for person in people]
    return shelf.claim(repr((status, publication, sentence, checks, rating, about, roles)), people, bring)


def make_public(
    holder: Reviewer,
    editor: Reviewer,
    publication: Publication,
    *,
    sentence: str,
    checks: Checks,
    rating: str,
    **about: Any,
) -> Claim:
    """Add a claim, confirm it, and bring readers as much of it as this says."""
    article = make_article(sentence, by=holder)
    claim = articles.page(article.public_id, person=editor).claims[0]
    confirm(claim, by=holder, checks=checks, **about)
    if publication is not NONE:
        publish(claim, holder=holder, editor=editor, rating=rating)
    if publication is RETRACTED:
        verdicts.retract(claim.public_id, by=editor, version=None, reason="The minutes were forged.")
    if publication is WITHHELD:
        verdicts.withhold(claim.public_id, by=editor, version=None, reason="A court ordered it.")
    return claim


def refuse_impossible(status: Status, publication: Publication) -> None:
    never_public = status in {Status.NEW, Status.DISMISSED}
    if (status is Status.DONE) if publication is NONE else never_public:
        raise ValueError(f"No claim is {status} and {publication}.")


def confirm(claim: Claim, *, by: Reviewer, said_by: dict[str, Any] | None = None, **changes: Any) -> Claim:
    """Confirm a claim's text and who said it: by default the article itself."""
    return claims.confirm(
        claim.public_id,
        by=by,
        version=None,
        said_by=said_by or {"kind": SaidBy.ARTICLE},
        **{"text": claim.text, **changes},
    )


def bring_to(claim: Claim, status: Status, *, holder: Reviewer, rating: str = "false") -> Claim:
    """Take a claim that is new or done to a status, in this person's hands."""
    if status in {Status.NEW, Status.DONE}:
        return claim
    if status is Status.DISMISSED:
        return claims.dismiss(claim.public_id, Dismissal.TRIVIAL, by=holder)
    claims.queue(claim.public_id, by=holder, reason=REASON)
    if status in {Status.IN_REVIEW, Status.PROPOSED}:
        claims.take(claim.public_id, by=holder)
    if status is Status.PROPOSED:
        give_evidence(claim, by=holder)
        propose(claim, by=holder, rating=rating)
    return claim


def publish(
    claim: Claim,
    *,
    holder: Reviewer | None = None,
    editor: Reviewer | None = None,
    rating: str = "false",
    **draft: Any,
) -> Claim:
    """Take a claim that is new or done to the public as a version of this rating."""
    holder, editor = holder or make_reviewer(), editor or make_editor()
    claims.queue(claim.public_id, by=holder, reason=REASON)
    claims.take(claim.public_id, by=holder)
    give_evidence(claim, by=holder)
    propose(claim, by=holder, rating=rating, **draft)
    return verdicts.publish(claim.public_id, by=editor, version=None)


def give_evidence(claim: Claim, *, by: Reviewer) -> None:
    """Attach what the evidence policy asks for, unless the claim has it."""
    standing = select(func.count()).where(Evidence.claim_id == claim.id, Evidence.withdrawn_at.is_(None))
    if (db.session.scalar(standing) or 0) < 2:
        attach(claim, by=by, url="https://archive.example.org/minutes", title="Minutes of the town council")
        attach(claim, by=by, url="https://www.example.net/bridge", title="A history of the bridge")


def attach(
    claim: Claim,
    *,
    by: Reviewer,
    title: str = "Minutes of the town council",
    url: str | None = "https://archive.example.org/minutes",
    kind: SourceKind = SourceKind.SECONDARY,
    stance: Stance = Stance.REFUTES,
    excerpt: str = "The bridge was opened on 3 May 1935.",
    **given: Any,
) -> Evidence:
    """Attach one piece of evidence; what is not of `sources.attach` itself describes the source."""
    of_source = {name: given.pop(name) for name in ("publisher", "origin", "medium") if name in given}
    source = {"title": title, "url": url, "kind": kind, **of_source}
    return sources.attach(
        claim.public_id, by=by, version=None, source=source, stance=stance, excerpt=excerpt, **given
    )


def propose(
    claim: Claim,
    *,
    by: Reviewer,
    rating: str = "false",
    summary: str = "The bridge opened in 1935.",
    explanation: str = "The minutes of the council say so.",
    change: Change | None = None,
    reason: str = "",
) -> Verdict:
    """Propose a verdict; after the first version a correction, unless the test says otherwise."""
    later = verdicts.latest(claim) is not None
    checks = db.session.scalar(select(Claim.checks).where(Claim.id == claim.id))
    draft = verdicts.Draft(
        rating_id=rating_id(rating, checks or Checks.CONTENT),
        summary=summary,
        explanation=explanation,
        change=change or (Change.CORRECTION if later else None),
        reason=reason or (REASON if later else ""),
    )
    return verdicts.propose(claim.public_id, draft, by=by, version=None)


def rating_id(key: str, checks: Checks = Checks.CONTENT) -> int:
    """Return the row of a rating, adding the first scales where there are none."""
    scales.add_first_scales()
    return scales.rating_by_key(key, checks=checks).id


def current(claim: Claim, person: Reviewer) -> Claim:
    """Return the claim as it is now, with all that its page needs."""
    return claims.get(claim.public_id, person=person)
