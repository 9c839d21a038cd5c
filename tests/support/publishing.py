"""A desk with two people that publishes and takes back, each act in a transaction of its own."""

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
        claim_id = claim_id or self.draft(**article)
        with self.app.database.transaction():
            claim = self.claim(claim_id)
            claims.flag(claim_id, by=self.editor, version=None, sensitive=sensitive)
            wording = {"text": text} if text else {}
            confirm(claim, by=self.reviewer, said_by=said_by, checks=checks, **wording)
            claims.queue(claim_id, by=self.reviewer)
            claims.take(claim_id, by=self.reviewer)
            give_evidence(claim, by=self.reviewer)
            propose(claim, by=self.reviewer, rating=rating, summary=summary, explanation=explanation)
            verdicts.publish(claim_id, by=self.editor, version=None, byline=byline)
        return claim_id

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
