"""The moves a claim makes: each method checks the table, changes the claim and returns the step."""

from typing import TYPE_CHECKING

from sqlalchemy.orm import Mapped

from factcheck.errors import Conflict, InvalidInput, NotAllowed
from factcheck.ledger import EventType
from factcheck.models.event import Step
from factcheck.models.moves import Move, Rule, allow
from factcheck.models.reviewer import Reviewer
from factcheck.models.terms import Dismissal, Publication, Status

if TYPE_CHECKING:
    from datetime import datetime


class Moving:
    """What a claim can do with its status and publication; `Claim` has the columns."""

    if TYPE_CHECKING:
        status: Mapped[Status]
        publication: Mapped[Publication]
        rechecking: Mapped[bool]
        dismissal: Mapped[Dismissal | None]
        holder_id: Mapped[int | None]
        legal_hold: Mapped[bool]
        confirmed_at: Mapped[datetime | None]

        def is_held_by(self, person: Reviewer) -> bool: ...

    def may(self, move: Move, person: Reviewer, *, same: bool, four_eyes: bool = True) -> bool:
        """Whether a person could make a move now; pages offer what this allows."""
        try:
            self._rule(move, person, same=same, four_eyes=four_eyes)
        except (NotAllowed, Conflict):
            return False
        return True

    # Moves of the reviewer's desk.

    def queue(self, *, by: Reviewer, reason: str = "") -> Step:
        """Put the claim into the queue; a claim that was done needs a reason."""
        rule = self._rule(Move.QUEUE, by)
        if self.status is Status.DONE and not reason.strip():
            raise InvalidInput("Say why a claim that was done goes back into the queue.")
        self._become(rule)
        return Step(EventType.QUEUED, {"reason": reason})

    def dismiss(self, code: Dismissal, *, by: Reviewer, words: str = "") -> Step:
        """Close a claim that is not to be checked."""
        self._become(self._rule(Move.DISMISS, by))
        self.dismissal = code
        return Step(EventType.DISMISSED, {"code": code.value, "words": words})

    def take(self, *, by: Reviewer) -> Step:
        """Take a queued claim in hand; the step still lacks the holder's pseudonym."""
        self._become(self._rule(Move.TAKE, by))
        self._hand_to(by)
        return Step(EventType.ASSIGNED)

    def assign(self, holder: Reviewer, *, by: Reviewer) -> Step:
        """Hand a queued claim to somebody."""
        rule = self._rule(Move.ASSIGN, by)
        refuse_who_does_not_review(holder)
        self._become(rule)
        self._hand_to(holder)
        return Step(EventType.ASSIGNED)

    def release(self, *, by: Reviewer) -> Step:
        """Put a claim back into the queue."""
        self._become(self._rule(Move.RELEASE, by, same=self.is_held_by(by)))
        return Step(EventType.RELEASED)

    # Moves between the reviewer and the editor.

    def propose(self, *, by: Reviewer) -> None:
        """Hand the claim to the editors; its verdict makes the step."""
        rule = self._rule(Move.PROPOSE, by, same=self.is_held_by(by))
        if self.confirmed_at is None:
            raise Conflict("Confirm the claim's text and who said it before you propose a verdict.")
        self._become(rule)

    def withdraw_proposal(self, *, by: Reviewer, proposer: bool) -> Step:
        """Take a proposal back from the editors."""
        self._become(self._rule(Move.WITHDRAW, by, same=proposer))
        return Step(EventType.WITHDRAWN)

    def send_back(self, *, by: Reviewer, reason: str) -> Step:
        """Return a proposal to its holder with a reason."""
        rule = self._rule(Move.SEND_BACK, by)
        need(reason, "Say why the proposal goes back.")
        self._become(rule)
        return Step(EventType.SENT_BACK, {"reason": reason})

    def publish(self, *, by: Reviewer, worked_on: bool, four_eyes: bool) -> None:
        """Let a proposed verdict reach readers; the record makes the step.

        `worked_on` says whether this person had a hand in what would be published.
        """
        rule = self._rule(Move.PUBLISH, by, same=worked_on, four_eyes=four_eyes)
        if self.legal_hold:
            raise Conflict("The claim is on legal hold: it cannot be published now.")
        self._become(rule)
        self.rechecking = False

    # What only editors do with claims that readers know.

    def uphold(self, *, by: Reviewer, note: str, worked_on: bool, four_eyes: bool) -> Step:
        """Leave the live verdict as it is after another look, with a public note."""
        rule = self._rule(Move.UPHOLD, by, same=worked_on, four_eyes=four_eyes)
        need(note, "Give readers a note on why the verdict stands.")
        self._become(rule)
        self.rechecking = False
        return Step(EventType.UPHELD, {"note": note})

    def close(self, *, by: Reviewer, reason: str) -> Step:
        """End the work on a retracted or withheld claim without a new version."""
        rule = self._rule(Move.CLOSE, by)
        need(reason, "Say why the work on this claim ends.")
        self._become(rule)
        return Step(EventType.CLOSED, {"reason": reason})

    def reopen(self, holder: Reviewer, *, by: Reviewer, reason: str, tell_readers: bool) -> list[Step]:
        """Take a claim that is done up again, and tell readers so if asked."""
        rule = self._rule(Move.REOPEN, by)
        need(reason, "Say why the claim is opened again.")
        refuse_who_does_not_review(holder)
        if tell_readers and self.publication is not Publication.LIVE:
            raise InvalidInput("Only a live verdict can be shown as being re-checked.")
        self._become(rule)
        self._hand_to(holder)
        steps = [Step(EventType.REOPENED, {"reason": reason})]
        if tell_readers:
            self.rechecking = True
            steps.append(Step(EventType.RECHECKING))
        return steps

    def retract(self, *, by: Reviewer, reason: str) -> None:
        """Take back a live verdict; the record without a rating makes the step."""
        rule = self._rule(Move.RETRACT, by)
        need(reason, "Give readers the reason for the retraction.")
        self._become(rule)
        self.rechecking = False

    def withhold(self, *, by: Reviewer, reason: str) -> list[Step]:
        """Take everything public about the claim away at once; the reason stays at the desk."""
        rule = self._rule(Move.WITHHOLD, by)
        need(reason, "Say why the claim is withheld; only the desk will read it.")
        self._become(rule)
        self.rechecking = False
        return [Step(EventType.WITHHELD), Step(EventType.NOTE, {"about": "withheld", "note": reason})]

    # How moves are checked and made.

    def _rule(self, move: Move, by: Reviewer, *, same: bool = False, four_eyes: bool = True) -> Rule:
        if by.disabled_at is not None:
            raise NotAllowed("You no longer work at this desk.")
        return allow(
            move,
            status=self.status,
            publication=self.publication,
            role=by.role,
            same=same,
            four_eyes=four_eyes,
        )

    def _become(self, rule: Rule) -> None:
        self.status = rule.after
        if rule.publication is not None:
            self.publication = rule.publication
        if rule.after is not Status.DISMISSED:
            self.dismissal = None
        if rule.after in {Status.DONE, Status.QUEUED, Status.DISMISSED}:
            self.holder_id = None

    def _hand_to(self, person: Reviewer) -> None:
        self.holder_id = person.id


def refuse_who_does_not_review(person: Reviewer) -> None:
    """Raise `NotAllowed` for a person who does not work on claims."""
    if not person.reviews or person.disabled_at is not None:
        raise NotAllowed("Only reviewers and editors work on claims.")


def need(words: str, sentence: str) -> None:
    """Raise `InvalidInput` with the sentence where there are no words."""
    if not words.strip():
        raise InvalidInput(sentence)
