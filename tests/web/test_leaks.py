"""Nothing internal is public: a canary in every field readers must not see shows up nowhere."""

import re
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from lxml import html
from werkzeug.test import TestResponse

from factcheck.app import create_app
from factcheck.config import Config
from factcheck.db import Database
from factcheck.models import Claim
from factcheck.models.terms import Change, Dismissal, Medium, SaidBy, Stance, Visibility
from factcheck.services import claims, scales, sources, verdicts
from factories import attach, give_evidence, propose
from support.copies import Copy
from support.publishing import MAYOR, PublishingDesk

# Every secret below holds this word or is a person of the desk, and nothing public does. Names are looked for
# as words: their letters alone turn up in hashes and signatures by chance.
CANARY = re.compile(rb"(?i:canary)|\b(?:Rita|Edda)\b|\b(?:rita|edda)@|person-\d+")
SECRET_PERSON = {
    "kind": SaidBy.PERSON,
    "name": "Canary Name",
    "text": "canary said by",
    "relayed_by": "canary relay",
    "description": "canary description",
    "public_figure": True,
}
FORMATS = (
    "/",
    "/articles",
    "/claims",
    "/claims?type=event",
    "/corrections",
    "/corrections.csv",
    "/feeds/corrections.atom",
    "/methodology",
    "/export/verdicts.json",
    "/export/verdicts.json?history=0",
    "/export/verdicts.jsonl",
    "/export/verdicts.csv",
    "/export/verdicts.json?as_of=2020-01-01",
    "/export/schema.json",
    "/healthz",
    "/readyz",
    "/nowhere",
    "/oembed?url=x",
    "/claims?after=x",
)
ABOUT_ONE = (
    "/articles/{}",
    "/articles/{}.json",
    "/claims/{}",
    "/claims/{}?as_of=2020-01-01",
    "/claims/{}/history",
    "/claims/{}/verdicts/1",
    "/claims/{}/verdicts/2",
    "/claims/{}/verdicts/3",
    "/claims/{}/verdicts/compare",
    "/claims/{}/verdicts/compare?a=1&b=2",
    "/claims?article={}",
    "/claims?claimant={}",
    "/claimants/{}",
    "/badges/{}.svg",
    "/badges/{}.svg?style=card",
    "/badges/{}.svg?v=1",
    "/badges/{}.json",
    "/embed/{}",
    "/embed/{}?v=1",
    "/oembed?url=http://127.0.0.1:8000/claims/{}",
)


@pytest.fixture
def full_desk(copy_of: Callable[..., Copy], signing_key: Path) -> Copy:
    """The URL of a desk full of secrets, and the ids they are kept under."""

    def fill_with_secrets(database: Database) -> dict[str, str]:
        url = database.url.render_as_string(hide_password=False)
        config = Config(database_url=url, secret_key="a key for tests only", data_dir=signing_key.parent)
        app = create_app(config.completed())
        with closing(app.database):
            with app.database.transaction():
                scales.add_first_scales()
            return keep_secrets(PublishingDesk(app))

    return copy_of("secrets", fill_with_secrets)


@pytest.fixture
def database_url(full_desk: Copy) -> str:
    return full_desk[0]


@pytest.fixture
def kept(full_desk: Copy) -> dict[str, str]:
    ids: dict[str, str] = full_desk[1]
    return ids


def keep_secrets(desk: PublishingDesk) -> dict[str, str]:
    return {
        "draft": a_draft(desk),
        "proposed": a_proposal(desk),
        "dismissed": a_dismissal(desk),
        "neighbour": a_neighbour_of_a_published_claim(desk),
        "published": a_published_claim_at_work_again(desk),
        "retracted": a_retracted_claim_that_was_changed_before(desk),
        "withheld": a_withheld_claim(desk),
        "again": a_claim_published_again(desk),
    }


def a_draft(desk: PublishingDesk) -> str:
    claim_id = desk.draft(
        "The canary sentence of an article nobody published.",
        title="canary title",
        url="https://canary.example/article",
        publisher="canary publisher",
        author="canary author",
    )
    with desk.app.database.transaction():
        fill(desk, claim_id)
    return claim_id


def fill(desk: PublishingDesk, claim_id: str) -> Claim:
    """Put a secret into everything that people write about a claim before it is published."""
    claims.confirm(
        claim_id,
        by=desk.reviewer,
        version=None,
        text="canary text",
        said_by=SECRET_PERSON,
        claimed_at="canary date",
    )
    claims.note(claim_id, "canary note", by=desk.reviewer)
    claims.queue(claim_id, by=desk.reviewer, reason="canary queue reason")
    claims.take(claim_id, by=desk.reviewer)
    claim = desk.claim(claim_id)
    for visibility in Visibility:
        secret_evidence(desk, claim, visibility)
    return claim


def secret_evidence(desk: PublishingDesk, claim: Claim, visibility: Visibility, **public: Any) -> None:
    """Attach evidence of which everything is secret but what is given."""
    told: dict[str, Any] = {
        "title": f"canary source {visibility.value}",
        "url": f"https://canary-{visibility.value}.example/page",
        "publisher": "canary source publisher",
        "origin": f"canary origin {visibility.value}",
        "note": "canary evidence note",
        "excerpt": "canary excerpt",
        "archived_url": "https://canary.example/archive",
    }
    attach(claim, by=desk.reviewer, visibility=visibility, **{**told, **public})


def a_proposal(desk: PublishingDesk) -> str:
    """Return a claim that was proposed, sent back and proposed again."""
    claim_id = desk.draft("A canary sentence that waits for its editor.")
    with desk.app.database.transaction():
        claim = fill(desk, claim_id)
        secret_proposal(desk, claim)
        verdicts.send_back(claim_id, by=desk.editor, version=None, reason="canary sent back")
        secret_proposal(desk, claim)
    return claim_id


def secret_proposal(desk: PublishingDesk, claim: Claim, **draft: Any) -> None:
    propose(
        claim,
        by=desk.reviewer,
        summary="canary summary",
        explanation="canary explanation",
        **draft,
    )


def a_dismissal(desk: PublishingDesk) -> str:
    claim_id = desk.draft("A canary sentence that is not checked.")
    with desk.app.database.transaction():
        claims.dismiss(claim_id, Dismissal.UNSAFE, by=desk.reviewer, words="canary dismissal")
    return claim_id


def a_neighbour_of_a_published_claim(desk: PublishingDesk) -> str:
    """Return a draft of an article of which another claim is public."""
    article = desk.article("A first sentence is public.", "A second one is not.", title="Two claims")
    public, draft = desk.claims_of(article)
    desk.publish(public)
    with desk.app.database.transaction():
        fill(desk, draft)
    return draft


def a_published_claim_at_work_again(desk: PublishingDesk) -> str:
    """Return a public claim with a private claimant and sealed evidence, since changed and proposed anew."""
    claim_id = desk.draft("A sentence that was published and is at work again.", title="A public article")
    with desk.app.database.transaction():
        private = {**SECRET_PERSON, "public_figure": False, "description": "a baker"}
        claims.confirm(
            claim_id,
            by=desk.reviewer,
            version=None,
            text="A public text.",
            said_by={**private, "relayed_by": None},
        )
        claims.note(claim_id, "canary note", by=desk.reviewer)
        claims.queue(claim_id, by=desk.reviewer, reason="canary queue reason")
        claims.take(claim_id, by=desk.reviewer)
        claim = desk.claim(claim_id)
        secret_evidence(
            desk,
            claim,
            Visibility.DESCRIBED,
            title="A described source",
            url="https://described.example/",
            publisher=None,
            origin="An origin",
            note="A public note.",
        )
        secret_evidence(
            desk, claim, Visibility.WITHHELD, note="Another public note.", medium=Medium.INTERVIEW
        )
        withdrawn = attach(claim, by=desk.reviewer, excerpt="canary excerpt", title="canary withdrawn source")
        sources.withdraw(
            claim_id, withdrawn.public_id, by=desk.reviewer, version=None, reason="canary withdrawal"
        )
        secret_proposal(desk, claim)
        verdicts.send_back(claim_id, by=desk.editor, version=None, reason="canary sent back")
        propose(claim, by=desk.reviewer)
        verdicts.publish(claim_id, by=desk.editor, version=None)
        verdicts.reopen(
            claim_id,
            by=desk.editor,
            version=None,
            reason="canary reopened",
            holder=desk.reviewer,
            tell_readers=True,
        )
        change_in_secret(desk, claim_id)
        secret_proposal(desk, claim, change=Change.CORRECTION, reason="canary change reason")
    return claim_id


def change_in_secret(desk: PublishingDesk, claim_id: str) -> None:
    claims.confirm(claim_id, by=desk.reviewer, version=None, text="canary later text", said_by=SECRET_PERSON)
    secret_evidence(desk, desk.claim(claim_id), Visibility.PUBLIC, stance=Stance.SUPPORTS)


def a_retracted_claim_that_was_changed_before(desk: PublishingDesk) -> str:
    claim_id = desk.publish(sentence="A sentence whose verdict was retracted.")
    desk.recheck(claim_id, tell=False, reason="canary reopened")
    with desk.app.database.transaction():
        change_in_secret(desk, claim_id)
    desk.retract(claim_id, "A public reason.")
    return claim_id


def a_withheld_claim(desk: PublishingDesk) -> str:
    """Return a claim of which everything was public, and nothing is now."""
    claim_id = desk.draft("The canary sentence that a court forbade.", title="canary title")
    with desk.app.database.transaction():
        claim = fill(desk, claim_id)
        give_evidence(claim, by=desk.reviewer)
        secret_proposal(desk, claim)
        verdicts.publish(claim_id, by=desk.editor, version=None, byline="canary byline")
    desk.recheck(claim_id)
    desk.uphold(claim_id, "canary upheld")
    desk.withhold(claim_id, "canary withheld reason")
    return claim_id


def a_claim_published_again(desk: PublishingDesk) -> str:
    """Return a claim whose first version was withheld, and whose second is public."""
    claim_id = desk.publish(
        sentence="A sentence that came back.",
        said_by=MAYOR,
        text="canary first text",
        summary="canary first summary",
        byline="canary byline",
    )
    desk.withhold(claim_id, "canary withheld reason")
    with desk.app.database.transaction():
        claims.queue(claim_id, by=desk.reviewer, reason="canary queue reason")
        claims.take(claim_id, by=desk.reviewer)
        claims.confirm(claim_id, by=desk.reviewer, version=None, text="A public second text.", said_by=MAYOR)
        propose(desk.claim(claim_id), by=desk.reviewer, change=Change.UPDATE, reason="A public reason.")
        verdicts.publish(claim_id, by=desk.editor, version=None)
    return claim_id


def test_no_secret_shows_anywhere_readers_look(client: FlaskClient, kept: dict[str, str]) -> None:
    found = {path: CANARY.search(everything(answer)) for path, answer in crawl(client, kept)}

    assert {path: leak[0] for path, leak in found.items() if leak} == {}
    assert len(found) > 200
    for name, one in kept.items():
        known = name in {"published", "retracted", "withheld", "again"}
        assert client.get(f"/claims/{one}").status_code == (200 if known else 404)


def crawl(client: FlaskClient, kept: dict[str, str]) -> Iterator[tuple[str, TestResponse]]:
    """Ask for every public address there is, about everything there is, and for all that those link to."""
    asked: set[str] = set()
    waiting = [*FORMATS, *(path.format(one) for one in ids_of(client, kept) for path in ABOUT_ONE)]
    while waiting:
        path = waiting.pop().partition("#")[0]
        if path in asked:
            continue
        asked.add(path)
        with client.get(path) as answer:
            yield path, answer
            waiting += links_of(answer)


def ids_of(client: FlaskClient, kept: dict[str, str]) -> list[str]:
    """Return the ids of claims, of articles and of claimants: public ones and all others."""
    app: Any = client.application
    with app.database.reading() as session:
        rows = [
            session.connection().exec_driver_sql(f"SELECT public_id FROM {table}").scalars().all()
            for table in ("claim", "article", "claimant", "source", "evidence", "reviewer")
        ]
    known = [one for row in rows for one in row]
    assert set(kept.values()) <= set(known)
    return known


def links_of(answer: TestResponse) -> list[str]:
    if answer.mimetype != "text/html" or not answer.data:
        return []
    found = html.fromstring(answer.data).xpath("//@href | //@src")
    ours = [link.removeprefix("http://127.0.0.1:8000") for link in found]
    return [link for link in ours if link.startswith("/") and not link.startswith(("//", "/login"))]


def everything(answer: TestResponse) -> bytes:
    return str(answer.headers).encode() + answer.data


def test_no_secret_can_be_searched_for(client: FlaskClient, kept: dict[str, str]) -> None:
    for words in ("canary", "canary title", "canary text", "forbade", "Canary Name", "waits for its editor"):
        page = html.fromstring(client.get("/claims", query_string={"q": words}).data)

        assert page.xpath("//a[@class='title']") == [], words


def test_an_article_counts_only_its_published_claims(client: FlaskClient, kept: dict[str, str]) -> None:
    page = html.fromstring(client.get("/articles").data)

    counts = [count.text_content().strip() for count in page.xpath("//*[contains(@class, 'count')]")]
    assert counts
    assert set(counts) == {"1 claim"}
    assert kept
