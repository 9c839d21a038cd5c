"""One claim's page at the desk: all it shows, and how its many forms are saved or come back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from marshmallow import Schema

from factcheck import db
from factcheck.errors import Conflict, FactcheckError, InvalidInput, NotAllowed
from factcheck.models import Claim, RatingScale, Reviewer, Verdict
from factcheck.models.moves import Move
from factcheck.models.terms import Change, Publication, VerdictState
from factcheck.services import articles, claims, history, people, scales, shapes, verdicts
from factcheck.web import forms, marking, story
from factcheck.web.choices import CHOICES, Pairs
from factcheck.web.forms import Form, FormRefused
from factcheck.web.story import Entry
from factcheck.web.this_app import config, me

RESHAPING = frozenset({"trim", "split", "merge", "parts"})


@dataclass(frozen=True)
class Workspace:
    """All that the page of a claim shows to one person."""

    claim: Claim
    neighbours: Sequence[Claim]
    context: Sequence[marking.Block]
    moves: frozenset[Move]
    verdicts: Sequence[Verdict]
    scales: Sequence[RatingScale]
    told: Sequence[Entry]
    holders: Sequence[Reviewer]
    mergeable: Sequence[Claim]
    lacking: str
    person: Reviewer

    @property
    def number(self) -> int:
        """The claim's place in its article, from 1."""
        return next(place for place, one in enumerate(self.neighbours, 1) if one.id == self.claim.id)

    @property
    def before(self) -> Claim | None:
        return self.neighbours[self.number - 2] if self.number > 1 else None

    @property
    def after(self) -> Claim | None:
        return self.neighbours[self.number] if self.number < len(self.neighbours) else None

    @property
    def can_be_edited(self) -> bool:
        """Whether this person may change what the claim says now."""
        return self.person.reviews and self.claim.can_be_edited

    @property
    def can_be_reshaped(self) -> bool:
        return self.can_be_edited and not self.claim.is_public

    @property
    def published(self) -> Sequence[Verdict]:
        """The published versions, newest first."""
        return [one for one in self.verdicts[::-1] if one.version is not None]

    @property
    def proposal(self) -> Verdict | None:
        return next((one for one in self.verdicts if one.state is VerdictState.PROPOSED), None)

    @property
    def draft(self) -> Verdict | None:
        """The newest verdict that was withdrawn or sent back since the last publication."""
        newest = self.verdicts[-1] if self.verdicts else None
        ended = {VerdictState.WITHDRAWN, VerdictState.SENT_BACK}
        return newest if newest is not None and newest.state in ended else None

    @property
    def beginning(self) -> Verdict | None:
        """What the form for a proposal begins with: one's draft, or else the version that readers have."""
        live = self.published[0] if self.claim.publication is Publication.LIVE else None
        return self.draft or live

    @property
    def holders_to_choose(self) -> Pairs:
        return [(person.public_id, person.name) for person in self.holders]

    @property
    def mergers_to_choose(self) -> Pairs:
        return [(one.public_id, shortened(one.text)) for one in self.mergeable]

    def may(self, move: str) -> bool:
        return Move(move) in self.moves

    def offers(self, form: str) -> bool:
        """Whether the page shows this form now; what was typed into another one is shown by itself."""
        if form in set(Move):
            return self.may(form)
        if form in RESHAPING:
            return self.can_be_reshaped
        if form == "flags":
            return self.person.is_editor
        return self.person.reviews if form == "note" else self.can_be_edited

    @property
    def next_step(self) -> str:
        """What a claim in hand needs next on its way to readers: to be confirmed, evidence, or a verdict."""
        if not self.claim.confirmed_at:
            return "confirm"
        return "evidence" if self.lacking and self.draft is None else "propose"

    def since(self, version: int) -> Sequence[Entry]:
        """What happened after a version, oldest first."""
        return [entry for entry in self.told[::-1] if entry.seq > version]


def shortened(text: str) -> str:
    return text if len(text) <= 110 else text[:109].rstrip() + "…"


def gather(public_id: str) -> Workspace:
    """Load a claim's page for the person who is signed in, or raise `NotFound`."""
    person = me()
    claim = claims.get(public_id, person=person)
    on_page = articles.page(claim.article.public_id, person=person).claims
    versions = verdicts.of_claim(claim)
    usable = scales.in_use()
    proposal = next((one for one in versions if one.state is VerdictState.PROPOSED), None)
    return Workspace(
        claim=claim,
        neighbours=[one for one in on_page if one.revision_id == claim.revision_id],
        context=marking.around(claim.revision.text, claim),
        moves=claims.possible_moves(claim, person=person, four_eyes=config().four_eyes),
        verdicts=versions,
        scales=[scale for scale in usable if scale.checks is claim.checks],
        told=tell(claim, versions, usable),
        holders=people.who_review() if person.is_editor else [],
        mergeable=shapes.neighbours(claim, person=person),
        lacking=verdicts.lacking_evidence(claim, proposal) if proposal else verdicts.still_needed(claim),
        person=person,
    )


def tell(claim: Claim, versions: Sequence[Verdict], usable: Sequence[RatingScale]) -> list[Entry]:
    """Return the claim's story, with the ratings of all scales it ever used."""
    ratings = {(scale.label, step.key): (step, scale) for scale in usable for step in scale.ratings}
    for one in versions:
        if one.rating is not None:
            ratings[one.rating.scale.label, one.rating.key] = (one.rating, one.rating.scale)
    names = history.names_in(claim.public_id)
    return story.told(history.of_claim(claim.public_id), names=names, ratings=ratings)


def page(public_id: str, form: Form | None = None) -> str:
    """Show the workspace, with one of its forms refused where there is one."""
    work = gather(public_id)
    shown = form or Form()
    return render_template(
        "desk/claims/show.html",
        work=work,
        claim=work.claim,
        me=work.person,
        form=shown,
        form_of=lambda name: shown if shown.name == name else Form(name),
        four_eyes=config().four_eyes,
        changes=CHANGES,
        choices=CHOICES,
    )


# What a later version is, as an editor tells readers.
CHANGES = [
    (
        Change.CORRECTION.value,
        "Correction",
        "We were wrong: the rating, the text, who said it, a material fact.",
    ),
    (Change.UPDATE.value, "Update", "There is new information."),
    (Change.CLARIFICATION.value, "Clarification", "The wording becomes clearer; what we found stays."),
    (Change.MINOR.value, "Minor", "Spelling or links; it is not on the corrections page."),
]
Act = Callable[[dict[str, Any]], object]


def save(public_id: str, name: str, schema: Schema, act: Act, *, done: str) -> ResponseReturnValue:
    """Load one of the page's forms and act on it; refused, the page comes back with what was typed."""
    try:
        outcome = act(forms.load(schema, name))
    except FormRefused as wrong:
        return page(public_id, wrong.form), 422
    except (Conflict, InvalidInput, NotAllowed) as refusal:
        return again(public_id, name, refusal)
    flash(done)
    if isinstance(outcome, Claim) and not outcome.is_visible_to(me()):
        return redirect(url_for("queue.show"), 303)
    return redirect(back_to(public_id), 303)


def again(public_id: str, name: str, refusal: FactcheckError) -> ResponseReturnValue:
    """Show the page as it is now, nothing of what was refused being kept but what was typed."""
    db.session.rollback()
    return page(public_id, forms.refused(refusal, name)), refusal.status


def back_to(public_id: str) -> str:
    """Return where a form leads: to the claim, or back to the page it was on."""
    article = request.form.get("article", "")
    if request.form.get("back") == "article" and article:
        return url_for("articles.show", public_id=article, claim=public_id, _anchor=f"c-{public_id}")
    if request.form.get("back") == "queue":
        return url_for("queue.show")
    return url_for("claims.show", public_id=public_id)
