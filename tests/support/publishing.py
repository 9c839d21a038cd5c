"""A desk with two people that publishes and takes back, each act in a transaction of its own."""

from collections.abc import Sequence
from typing import Any

from factcheck.app import DeskApp
from factcheck.models import Article, Claim, Reviewer
from factcheck.models.terms import Change, Checks, SaidBy, Visibility
from factcheck.services import articles, claims, verdicts
from factories import (
    SENTENCES,
    attach,
    confirm,
    give_evidence,
    make_article,
    make_editor,
    make_reviewer,
    propose,
)
from support.shelf import SHELF, Shelf

MAYOR = {"kind": SaidBy.PERSON, "name": "Ilse Varnhagen", "text": "the mayor", "public_figure": True}


class PublishingDesk:
    """Rita reviews, Edda edits; all they do is addressed by public ids."""

    def __init__(self, app: DeskApp) -> None:
        self.app = app
        with app.database.transaction():
            self.reviewer: Reviewer = make_reviewer(name="Rita Reviewer")
            self.editor: Reviewer = make_editor("Edda Editor")

    def article(self, *sentences: str, free: bool = False, **about: Any) -> Article:
        """Add an article, each sentence of it a claim."""
        with self.app.database.transaction():
            added = make_article(*(sentences or SENTENCES), by=self.reviewer, **about)
            added.free_to_show = free
            return added

    def claims_of(self, article: Article) -> list[str]:
        with self.app.database.reading():
            page = articles.page(article.public_id, person=self.editor)
            return [claim.public_id for claim in page.claims]

    def draft(self, sentence: str = SENTENCES[0], **about: Any) -> str:
        """Add an article of one sentence and return its claim, which nobody has looked at."""
        return self.claims_of(self.article(sentence, **about))[0]

    def publish(
        self,
        claim_id: str = "",
        *,
        rating: str = "false",
        said_by: dict[str, Any] | None = None,
        sensitive: bool = False,
        text: str = "",
        checks: Checks = Checks.CONTENT,
        byline: str = "",
        summary: str = "The bridge opened in 1935.",
        explanation: str = "The minutes of the council say so.",
        **article: Any,
    ) -> str:
        """Publish a claim for the first time, by default one of an article of its own."""
        told = {"rating": rating, "summary": summary, "explanation": explanation}
        wording = {"said_by": said_by, "checks": checks, **({"text": text} if text else {})}
        with self.app.database.transaction():

            def bring() -> Claim:
                claim = self.claim(claim_id) if claim_id else self.new_claim(**article)
                claims.flag(claim.public_id, by=self.editor, version=None, sensitive=sensitive)
                confirm(claim, by=self.reviewer, **wording)
                claims.queue(claim.public_id, by=self.reviewer)
                claims.take(claim.public_id, by=self.reviewer)
                give_evidence(claim, by=self.reviewer)
                propose(claim, by=self.reviewer, **told)
                return verdicts.publish(claim.public_id, by=self.editor, version=None, byline=byline)

            shelf: Shelf | None = self.app.database.info.get(SHELF)
            if shelf is None or claim_id:
                return bring().public_id
            about = repr((told, wording, sensitive, byline, article))
            return shelf.claim(about, (self.reviewer, self.editor), bring).public_id

    def new_claim(
        self, sentence: str = SENTENCES[0], *, more: Sequence[str] = (), free: bool = False, **about: Any
    ) -> Claim:
        """Add an article of one sentence and `more` in the unit of work at hand; return its first claim."""
        added = make_article(sentence, *more, by=self.reviewer, **about)
        added.free_to_show = free
        return articles.page(added.public_id, person=self.editor).claims[0]

    def change(
        self, claim_id: str, *, rating: str = "true", change: Change = Change.CORRECTION, **draft: Any
    ) -> None:
        """Publish a later version."""
        with self.app.database.transaction():
            claim = self.claim(claim_id)
            claims.queue(claim_id, by=self.reviewer, reason="A reader wrote to us.")
            claims.take(claim_id, by=self.reviewer)
            propose(claim, by=self.reviewer, rating=rating, change=change, **draft)
            verdicts.publish(claim_id, by=self.editor, version=None)

    def retract(self, claim_id: str, reason: str = "The minutes were forged.") -> None:
        with self.app.database.transaction():
            verdicts.retract(claim_id, by=self.editor, version=None, reason=reason)

    def withhold(self, claim_id: str, reason: str = "A court ordered it.") -> None:
        with self.app.database.transaction():
            verdicts.withhold(claim_id, by=self.editor, version=None, reason=reason)

    def recheck(self, claim_id: str, *, tell: bool = True, reason: str = "A reader doubts it.") -> None:
        """Take a claim up again in the reviewer's hands."""
        with self.app.database.transaction():
            verdicts.reopen(
                claim_id,
                by=self.editor,
                version=None,
                reason=reason,
                holder=self.reviewer,
                tell_readers=tell,
            )

    def uphold(self, claim_id: str, note: str = "We looked at it again; it stands.") -> None:
        with self.app.database.transaction():
            verdicts.uphold(claim_id, by=self.editor, version=None, note=note)

    def attach(self, claim_id: str, *, visibility: Visibility = Visibility.PUBLIC, **given: Any) -> None:
        """Attach evidence to a claim at work."""
        with self.app.database.transaction():
            attach(self.claim(claim_id), by=self.reviewer, visibility=visibility, **given)

    def claim(self, claim_id: str) -> Claim:
        """Return a claim within the unit of work at hand."""
        return claims.get(claim_id, person=self.editor)
