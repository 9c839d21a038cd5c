"""What readers get of a claim: its shape, what it leaves out, and that a stranger can derive it again."""

import json
from hashlib import sha256
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from factcheck.errors import NotFound
from factcheck.models import Claim, PublicRecord, Reviewer
from factcheck.models.terms import (
    Change,
    Checks,
    Medium,
    Publication,
    SaidBy,
    SourceKind,
    Stance,
    Status,
    Visibility,
)
from factcheck.services import (
    articles,
    claimants,
    claims,
    corrections,
    history,
    public,
    records,
    shapes,
    sources,
    verdicts,
)
from factories import (
    REASON,
    SENTENCES,
    attach,
    bring_to,
    confirm,
    current,
    give_evidence,
    make_admin,
    make_article,
    make_claim,
    make_editor,
    make_reviewer,
    propose,
    publish,
)

pytestmark = pytest.mark.usefixtures("work")

LIVE, RETRACTED, WITHHELD = Publication.LIVE, Publication.RETRACTED, Publication.WITHHELD
# The design's keys, written out: without a record's own address, its history and its proof.
RECORD = {
    "claim_id",
    "claim",
    "quote",
    "lang",
    "type",
    "attribution",
    "checks",
    "sensitive",
    "parent",
    "parts",
    "superseded_by",
    "modified_at",
    "publication",
    "rechecking",
    "said_by",
    "claimed_at",
    "article",
    "selectors",
    "verdict",
    "previous",
    "evidence",
}
VERDICT = {
    "version",
    "rating",
    "summary",
    "explanation",
    "change",
    "reason",
    "rating_changed",
    "second_person",
    "byline",
    "published_at",
}
RATING = {"key", "label", "value", "best", "worst", "scale"}
ARTICLE = {"id", "title", "url", "publisher", "author", "published_at", "archived_url", "revision"}
EVIDENCE = {"stance", "excerpt", "note", "visibility", "source", "accessed_at", "archived_url", "sha256"}
SOURCE = {"url", "title", "publisher", "origin", "medium", "kind"}
# What a verifier derives from the events, and so does not find in them.
DERIVED = {"publication", "rechecking", "modified_at", "previous"}
PLACE = {"v", "pos", "claim", "seq", "prev", "prev_claim", "sealed", "hash"}
CONTENTS = {"type", "actor", "at", "body", "salt"}


def record_of(claim: Claim) -> dict[str, Any]:
    return public.record(claim.public_id)


# Its shape.


def test_a_record_has_the_keys_of_the_design_and_no_others() -> None:
    claim = make_claim(
        status=Status.DONE, publication=LIVE, said_by={"kind": "organisation", "name": "The harbour of Orlen"}
    )

    record = record_of(claim)

    assert set(record) == RECORD
    assert set(record["verdict"]) == VERDICT
    assert set(record["verdict"]["rating"]) == RATING
    assert set(record["article"]) == ARTICLE
    assert set(record["said_by"]) == {"kind", "text", "claimant", "relayed_by"}
    assert set(record["said_by"]["claimant"]) == {"id", "name", "same_as"}
    assert [set(piece) for piece in record["evidence"]] == [EVIDENCE, EVIDENCE]
    assert [set(piece["source"]) for piece in record["evidence"]] == [SOURCE, SOURCE]


def test_a_record_says_what_the_desk_found() -> None:
    claim = make_claim(status=Status.DONE, publication=LIVE, rating="mostly_true", claimed_at="2025-12-31")

    record = record_of(claim)

    assert record["claim"] == record["quote"] == SENTENCES[0]
    assert (record["lang"], record["type"], record["checks"]) == ("en", "event", "content")
    assert (record["publication"], record["claimed_at"]) == ("live", "2025-12-31")
    assert record["verdict"]["rating"] == {
        "key": "mostly_true",
        "label": "Mostly true",
        "value": 4,
        "best": 5,
        "worst": 1,
        "scale": "accuracy@1",
    }
    assert record["previous"] == []
    assert record["modified_at"] == record["verdict"]["published_at"]


def test_a_rating_outside_the_range_has_no_value() -> None:
    claim = make_claim(status=Status.DONE, publication=LIVE, rating="misleading")

    assert record_of(claim)["verdict"]["rating"]["value"] is None


def test_selectors_count_code_points_and_carry_little_context() -> None:
    before, sentence, after = "\U0001f309 Über allem: " * 5, "The bridge 🌉 opened.", "Then it rained. " * 5
    text = before + sentence + after
    reviewer = make_reviewer()
    article = make_article(text, by=reviewer)
    claim = shapes.add_by_hand(article.public_id, sentence, by=reviewer)
    confirm(claim, by=reviewer)
    publish(claim)

    place, quote = record_of(claim)["selectors"]

    assert (place["type"], quote["type"]) == ("TextPositionSelector", "TextQuoteSelector")
    assert text[place["start"] : place["end"]] == quote["exact"] == sentence
    assert quote["prefix"] == before[-32:]
    assert quote["suffix"] == after[:32]


def test_an_article_is_told_with_what_is_known_of_it() -> None:
    reviewer = make_reviewer()
    about = {"url": "https://news.example.org/bridge", "publisher": "The Orlen Echo", "author": "A. Writer"}
    article = make_article(by=reviewer, published_at="2026-01-02", **about)
    claim = articles.page(article.public_id, person=reviewer).claims[0]
    confirm(claim, by=reviewer)
    publish(claim)

    assert record_of(claim)["article"] == {
        "id": article.public_id,
        "title": "A bridge in Orlen",
        "published_at": "2026-01-02",
        "archived_url": None,
        "revision": 1,
        **about,
    }


def test_earlier_versions_stand_newest_first() -> None:
    claim = make_claim(status=Status.DONE, publication=LIVE, rating="false")
    publish(claim, rating="half_true", summary="It opened twice.")
    verdicts.retract(claim.public_id, by=make_editor(), version=None, reason="Forged.")

    record = record_of(claim)

    assert record["publication"] == "retracted"
    assert set(record) == RECORD
    assert [set(verdict) for verdict in record["previous"]] == [VERDICT, VERDICT]
    assert [verdict["version"] for verdict in record["previous"]] == [2, 1]
    assert record["previous"][0]["summary"] == "It opened twice."


# What the desk keeps to itself.


@pytest.mark.parametrize(
    ("visibility", "shown", "source"),
    [
        (Visibility.PUBLIC, True, True),
        (Visibility.DESCRIBED, False, True),
        (Visibility.WITHHELD, False, False),
    ],
)
def test_evidence_is_shown_as_far_as_its_visibility_goes(
    visibility: Visibility, shown: bool, source: bool
) -> None:
    holder = make_reviewer()
    claim = make_claim(status=Status.IN_REVIEW, holder=holder)
    attach(
        claim,
        by=holder,
        title="A letter",
        url=None,
        origin="the harbour",
        medium=Medium.CORRESPONDENCE,
        kind=SourceKind.PRIMARY,
        excerpt="The excerpt.",
        note="A clerk showed it to us.",
        visibility=visibility,
        archived_url="https://archive.example.org/letter",
    )
    propose(claim, by=holder)
    verdicts.publish(claim.public_id, by=make_editor(), version=None, override="There is nothing else.")

    piece = record_of(claim)["evidence"][0]

    assert piece["visibility"] == visibility.value
    assert piece["note"] == "A clerk showed it to us."
    assert piece["excerpt"] == ("The excerpt." if shown else None)
    assert piece["archived_url"] == ("https://archive.example.org/letter" if shown else None)
    assert (piece["source"] is not None) is source
    if source:
        assert piece["source"]["medium"] == "correspondence"
        assert piece["source"]["url"] is None


def test_evidence_that_was_withdrawn_is_not_shown() -> None:
    claim = make_claim(status=Status.DONE, publication=LIVE)
    reviewer = make_reviewer()
    bring_to(claim, Status.IN_REVIEW, holder=reviewer)
    piece = attach(claim, by=reviewer, title="A postcard", excerpt="Greetings")
    sources.withdraw(claim.public_id, piece.public_id, by=reviewer, version=None)
    propose(claim, by=reviewer)
    verdicts.publish(claim.public_id, by=make_editor(), version=None)

    assert "Greetings" not in json.dumps(record_of(claim))


@pytest.mark.parametrize(
    ("description", "kind", "told"),
    [
        ("a fisherman", "person", "a fisherman"),
        ("", "person", "a private person"),
        ("", "organisation", "an organisation"),
    ],
)
def test_who_is_no_public_figure_is_described_and_not_named(description: str, kind: str, told: str) -> None:
    said_by = {
        "kind": kind,
        "name": "Jonas Quill",
        "text": "Jonas Quill, who fishes",
        "public_figure": False,
        "description": description,
    }
    claim = make_claim(status=Status.DONE, publication=LIVE, said_by=said_by)

    record = record_of(claim)

    assert record["said_by"] == {"kind": kind, "text": told, "claimant": None, "relayed_by": None}
    assert "Quill" not in json.dumps(record)
    assert "Quill" not in json.dumps(public.history_of(claim.public_id))


def test_a_public_figure_is_named() -> None:
    said_by = {"kind": "person", "name": "Mayor Ada", "public_figure": True, "relayed_by": "The Orlen Echo"}
    claim = make_claim(status=Status.DONE, publication=LIVE, said_by=said_by)

    told = record_of(claim)["said_by"]

    assert told["text"] == told["claimant"]["name"] == "Mayor Ada"
    assert told["relayed_by"] == "The Orlen Echo"
    assert public.claimant(told["claimant"]["id"]) == told["claimant"]


def test_the_unnamed_are_described_and_are_no_claimants() -> None:
    claim = make_claim(
        status=Status.DONE, publication=LIVE, said_by={"kind": "unnamed", "text": "senior officials"}
    )

    assert record_of(claim)["said_by"] == {
        "kind": "unnamed",
        "text": "senior officials",
        "claimant": None,
        "relayed_by": None,
    }
    assert claimants.everyone() == []


def test_what_is_internal_leaves_the_house_only_sealed() -> None:
    holder = make_reviewer(name="CANARY Holder")
    claim = make_claim(status=Status.IN_REVIEW, holder=holder)
    claims.note(claim.public_id, "CANARY note", by=holder)
    claims.flag(claim.public_id, by=make_editor(name="CANARY Editor"), version=None, legal_hold=True)
    claims.flag(claim.public_id, by=make_editor(), version=None, legal_hold=False)
    attach(
        claim, by=holder, title="CANARY source", url=None, visibility=Visibility.WITHHELD, excerpt="CANARY"
    )
    give_evidence(claim, by=holder)
    propose(claim, by=holder, summary="CANARY draft")
    verdicts.send_back(claim.public_id, by=make_editor(), version=None, reason="CANARY reason")
    propose(claim, by=holder)
    verdicts.publish(claim.public_id, by=make_editor(), version=None, override="There is nothing else.")

    told = json.dumps([record_of(claim), public.history_of(claim.public_id)])

    assert "CANARY" not in told
    assert {frozenset(event) for event in public.history_of(claim.public_id)} == {
        frozenset(PLACE | {"internal"}),
        frozenset(PLACE | CONTENTS),
    }


# Parts.


def test_a_part_names_its_sentence_only_once_readers_know_it() -> None:
    reviewer = make_reviewer()
    whole, part = whole_and_part(reviewer)
    publish(part)
    assert record_of(part)["parent"] is None

    claims.queue(whole.public_id, by=reviewer)
    confirm(whole, by=reviewer)
    claims.dismiss(whole.public_id, claims.Dismissal.TRIVIAL, by=reviewer)
    publish(whole)
    before = record_of(part)
    publish(part, change=Change.MINOR)

    assert record_of(whole)["parts"] == [part.public_id]
    assert before["parent"] is None
    assert record_of(part)["parent"] == whole.public_id


def whole_and_part(reviewer: Reviewer) -> tuple[Claim, Claim]:
    article = make_article("It cost four million and was paid for by the harbour.", by=reviewer)
    whole = articles.page(article.public_id, person=reviewer).claims[0]
    part, _ = shapes.take_up_parts(whole.public_id, [0, 1], by=reviewer, version=None)
    confirm(part, by=reviewer)
    return whole, part


def test_a_withheld_part_is_named_nowhere_new() -> None:
    reviewer = make_reviewer()
    whole, part = whole_and_part(reviewer)
    publish(part)
    verdicts.withhold(part.public_id, by=make_editor(), version=None, reason="A court.")
    claims.queue(whole.public_id, by=reviewer)
    confirm(whole, by=reviewer)
    claims.dismiss(whole.public_id, claims.Dismissal.TRIVIAL, by=reviewer)

    publish(whole)

    assert record_of(whole)["parts"] == []


# Withholding.


def test_a_withheld_record_is_its_few_keys_alone() -> None:
    claim = make_claim(status=Status.DONE, publication=WITHHELD)

    record = record_of(claim)

    assert set(record) == {"claim_id", "publication", "modified_at"}
    assert (record["claim_id"], record["publication"]) == (claim.public_id, "withheld")


@pytest.mark.parametrize("by", ["editor", "admin"])
def test_withholding_takes_every_word_away_from_readers(by: str, work: Session) -> None:
    claim = make_claim(status=Status.DONE, publication=LIVE, sentence="CANARY sentence of Orlen.")
    publish(claim, summary="CANARY summary", reason="CANARY reason")
    claims.queue(claim.public_id, by=make_reviewer(), reason=REASON)
    verdicts.uphold(claim.public_id, by=make_editor(), version=None, note="CANARY note")
    person = make_editor() if by == "editor" else make_admin()

    verdicts.withhold(claim.public_id, by=person, version=None, reason="CANARY court order")

    row = work.scalars(select(PublicRecord)).one()
    assert "CANARY" not in json.dumps([row.record, public.history_of(claim.public_id)])
    assert "canary" not in row.folded
    assert (row.article, row.rating, row.type, row.checks, row.change, row.claimant) == (None,) * 6
    assert public.find(public.Wanted(query="CANARY")).records == []
    assert [(event.type, record) for event, record in corrections.listed()] == [("withheld", row.record)]
    assert corrections.listed(withdrawn=False) == []
    assert [event.type for event in public.public_events(claim.public_id)] == ["withheld"]
    for number in (1, 2):
        with pytest.raises(NotFound):
            public.version(claim.public_id, number)


def test_what_was_withheld_stays_so_when_a_new_version_is_published() -> None:
    holder = make_reviewer()
    claim = make_claim(status=Status.DONE, publication=LIVE, holder=holder)
    publish(claim, summary="CANARY summary", reason="CANARY reason")
    verdicts.withhold(claim.public_id, by=make_editor(), version=None, reason="A court.")

    publish(claim, summary="The court let us say this.", reason="The court decided.")
    claims.queue(claim.public_id, by=holder, reason=REASON)
    verdicts.uphold(claim.public_id, by=make_editor(), version=None, note="It stands.")

    record = record_of(claim)
    shown = public.history_of(claim.public_id)
    assert (record["publication"], record["verdict"]["version"], record["previous"]) == ("live", 3, [])
    assert "CANARY" not in json.dumps([record, shown])
    assert [event["type"] for event in shown if "type" in event] == ["withheld", "correction", "upheld"]
    assert public.version(claim.public_id, 3)["verdict"]["version"] == 3
    for hidden in (1, 2):
        with pytest.raises(NotFound):
            public.version(claim.public_id, hidden)
    assert [event.type for event, _ in corrections.listed()] == ["correction", "withheld"]


# A stranger's check.


def derive(events: list[dict[str, Any]]) -> dict[str, Any]:
    """Derive a record from a claim's public history, knowing only what the design says."""
    check_links(events)
    told = [event for event in events if "internal" not in event]
    versions, state, rechecking = [], "none", False
    for event in told:
        kind = event["type"]
        if kind in {"published", "correction", "update", "clarification", "minor", "retraction"}:
            state = "retracted" if kind == "retraction" else "live"
            versions.append((event["at"], json.loads(event["body"])))
        if kind == "withheld":
            state, versions = "withheld", []
        rechecking = kind == "rechecking"
    base = {"publication": state, "modified_at": told[-1]["at"]}
    if state == "withheld":
        return {"claim_id": events[0]["claim"], **base}
    verdict, *previous = [{**body["verdict"], "published_at": at} for at, body in reversed(versions)]
    return {**versions[-1][1], **base, "rechecking": rechecking, "verdict": verdict, "previous": previous}


def check_links(events: list[dict[str, Any]]) -> None:
    prev_claim = "0" * 64
    for seq, event in enumerate(events, 1):
        assert (event["seq"], event["prev_claim"]) == (seq, prev_claim)
        place = {name: event[name] for name in PLACE - {"hash"}}
        assert sha256(b"\x00" + plain_json(place)).hexdigest() == event["hash"]
        if "internal" not in event:
            assert sha256(plain_json({name: event[name] for name in CONTENTS})).hexdigest() == event["sealed"]
        prev_claim = event["hash"]


def plain_json(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def live_a_whole_life(claim: Claim) -> list[str]:
    """Take a claim through everything public, checking after every step; return the states it was seen in."""
    editor, holder, seen = make_editor(), make_reviewer(), []

    def check() -> None:
        seen.append(record_of(claim)["publication"])
        assert derive(public.history_of(claim.public_id)) == record_of(claim)

    def take_up_again(tell: bool) -> None:
        verdicts.reopen(
            claim.public_id, by=editor, version=None, reason=REASON, holder=holder, tell_readers=tell
        )

    publish(claim, holder=holder, editor=editor)
    check()
    take_up_again(tell=True)
    check()
    verdicts.uphold(claim.public_id, by=editor, version=None, note="It stands.")
    check()
    for change in (Change.CORRECTION, Change.UPDATE, Change.CLARIFICATION, Change.MINOR):
        publish(claim, holder=holder, editor=editor, rating="half_true", change=change)
        check()
    verdicts.retract(claim.public_id, by=editor, version=None, reason="Forged.")
    check()
    publish(claim, holder=holder, editor=editor)
    verdicts.withhold(claim.public_id, by=editor, version=None, reason="A court.")
    check()
    publish(claim, holder=holder, editor=editor)
    check()
    return seen


def test_a_stranger_derives_every_record_from_its_public_events() -> None:
    reviewer = make_reviewer()
    article = make_article("The harbour tax fell to 3 %.", by=reviewer)
    claim = articles.page(article.public_id, person=reviewer).claims[0]
    confirm(claim, by=reviewer, said_by={"kind": "person", "name": "Mayor Ada", "public_figure": True})

    seen = live_a_whole_life(claim)

    assert seen == ["live"] * 7 + ["retracted", "withheld", "live"]
    assert list(history.verify()) == []


def test_a_publishing_event_holds_the_whole_record_but_for_what_is_derived() -> None:
    claim = make_claim(status=Status.DONE, publication=LIVE)

    body = json.loads(history.of_claim(claim.public_id)[-1].body or "")

    assert set(body) == RECORD - DERIVED
    assert set(body["verdict"]) == VERDICT - {"published_at"}


def test_the_cache_is_what_the_events_say(work: Session) -> None:
    claim = make_claim(
        status=Status.PROPOSED, publication=RETRACTED, checks=Checks.ATTRIBUTION, rating="misquoted"
    )

    row = work.scalars(select(PublicRecord)).one()

    assert row.record == records.assemble(history.of_claim(claim.public_id))
    assert (row.publication, row.change, row.rating, row.checks) == (
        RETRACTED,
        Change.RETRACTION,
        None,
        Checks.ATTRIBUTION,
    )
    assert row.first_published_at < row.modified_at


def test_the_first_publication_stays_the_first(work: Session) -> None:
    claim = make_claim(status=Status.DONE, publication=LIVE)
    first = work.scalars(select(PublicRecord)).one().first_published_at

    publish(claim)
    verdicts.withhold(claim.public_id, by=make_editor(), version=None, reason="A court.")

    row = work.scalars(select(PublicRecord)).one()
    assert row.first_published_at == first
    assert row.publication is WITHHELD


def test_a_claim_that_warns_is_found_by_its_claim_and_not_by_its_quote(work: Session) -> None:
    holder, editor = make_reviewer(), make_editor()
    claim = make_claim(status=Status.QUEUED, sentence="GRUESOME words of Orlen.", text="The bridge fell.")
    claims.flag(claim.public_id, by=editor, version=None, sensitive=True)
    claims.take(claim.public_id, by=holder)
    give_evidence(claim, by=holder)
    propose(claim, by=holder)
    verdicts.publish(claim.public_id, by=editor, version=None)

    assert record_of(claim)["sensitive"] is True
    assert public.find(public.Wanted(query="gruesome")).records == []
    assert len(public.find(public.Wanted(query="bridge")).records) == 1


def test_an_organisation_that_gave_evidence_is_a_source_and_not_a_claimant() -> None:
    claim = make_claim(status=Status.DONE, publication=LIVE)

    piece = record_of(claim)["evidence"][0]

    assert piece["stance"] == Stance.REFUTES.value
    assert piece["source"]["origin"] == "example.org"
    assert record_of(claim)["said_by"]["kind"] == SaidBy.ARTICLE.value
    assert current(claim, make_editor()).claimant is None
