"""The table of moves: from where each may be made, where it leads, by whom. All else is refused."""

from dataclasses import dataclass
from enum import StrEnum

from factcheck.errors import MoveNotAllowed, NotAllowed
from factcheck.models.terms import Publication, Role, Status


class Move(StrEnum):
    """What can be done with a claim's status."""

    QUEUE = "queue"
    DISMISS = "dismiss"
    TAKE = "take"
    ASSIGN = "assign"
    RELEASE = "release"
    PROPOSE = "propose"
    WITHDRAW = "withdraw"
    SEND_BACK = "send_back"
    PUBLISH = "publish"
    UPHOLD = "uphold"
    CLOSE = "close"
    REOPEN = "reopen"
    RETRACT = "retract"
    WITHHOLD = "withhold"


class Person(StrEnum):
    """Who, of those with the role, may make a move on this very claim."""

    ANYONE = "anyone"
    SAME = "same"  # The holder or proposer, and nobody else.
    SAME_OR_EDITOR = "same_or_editor"
    SECOND = "second"  # Anyone but those whose work it is.


@dataclass(frozen=True)
class Rule:
    """One line of the table. `publication` is what it becomes; None leaves it as it is."""

    before: frozenset[Status]
    after: Status
    publications: frozenset[Publication]
    publication: Publication | None
    roles: frozenset[Role]
    person: Person = Person.ANYONE


NEW, QUEUED, IN_REVIEW, PROPOSED, DONE, DISMISSED = Status
NONE, LIVE, RETRACTED, WITHHELD = Publication
ANY_STATUS = frozenset(Status)
ANY_PUBLICATION = frozenset(Publication)
AT_WORK = frozenset({QUEUED, IN_REVIEW, PROPOSED})
DESK = frozenset({Role.REVIEWER, Role.EDITOR})
EDITOR = frozenset({Role.EDITOR})
ANSWERABLE = frozenset({Role.EDITOR, Role.ADMIN})

TABLE: dict[Move, Rule] = {
    Move.QUEUE: Rule(frozenset({NEW, DISMISSED, DONE}), QUEUED, ANY_PUBLICATION, None, DESK),
    Move.DISMISS: Rule(frozenset({NEW, QUEUED, IN_REVIEW}), DISMISSED, frozenset({NONE}), None, DESK),
    Move.TAKE: Rule(frozenset({QUEUED}), IN_REVIEW, ANY_PUBLICATION, None, DESK),
    Move.ASSIGN: Rule(frozenset({QUEUED}), IN_REVIEW, ANY_PUBLICATION, None, EDITOR),
    Move.RELEASE: Rule(frozenset({IN_REVIEW}), QUEUED, ANY_PUBLICATION, None, DESK, Person.SAME_OR_EDITOR),
    Move.PROPOSE: Rule(frozenset({IN_REVIEW}), PROPOSED, ANY_PUBLICATION, None, DESK, Person.SAME),
    Move.WITHDRAW: Rule(frozenset({PROPOSED}), IN_REVIEW, ANY_PUBLICATION, None, DESK, Person.SAME),
    Move.SEND_BACK: Rule(frozenset({PROPOSED}), IN_REVIEW, ANY_PUBLICATION, None, EDITOR),
    Move.PUBLISH: Rule(frozenset({PROPOSED}), DONE, ANY_PUBLICATION, LIVE, EDITOR, Person.SECOND),
    Move.UPHOLD: Rule(AT_WORK, DONE, frozenset({LIVE}), None, EDITOR, Person.SECOND),
    Move.CLOSE: Rule(AT_WORK, DONE, frozenset({RETRACTED, WITHHELD}), None, EDITOR),
    Move.REOPEN: Rule(frozenset({DONE}), IN_REVIEW, ANY_PUBLICATION, None, EDITOR),
    Move.RETRACT: Rule(ANY_STATUS, DONE, frozenset({LIVE}), RETRACTED, EDITOR),
    Move.WITHHOLD: Rule(ANY_STATUS, DONE, frozenset({LIVE, RETRACTED}), WITHHELD, ANSWERABLE),
}

# What each move is called in a sentence.
WORDS = {
    Move.QUEUE: "queued",
    Move.DISMISS: "dismissed",
    Move.TAKE: "taken up",
    Move.ASSIGN: "assigned",
    Move.RELEASE: "released",
    Move.PROPOSE: "proposed for publication",
    Move.WITHDRAW: "withdrawn from the editor",
    Move.SEND_BACK: "sent back",
    Move.PUBLISH: "published",
    Move.UPHOLD: "upheld",
    Move.CLOSE: "closed",
    Move.REOPEN: "reopened",
    Move.RETRACT: "retracted",
    Move.WITHHOLD: "withheld",
}


def allow(
    move: Move, *, status: Status, publication: Publication, role: Role, same: bool, four_eyes: bool = True
) -> Rule:
    """Return the rule of a move that may be made, or raise `NotAllowed` (403) or `MoveNotAllowed` (409).

    `same` says whether this person is the one the rule speaks of: holder, proposer, or one whose own
    work would be approved.
    """
    rule = TABLE[move]
    if role not in rule.roles:
        raise NotAllowed(
            f"Your role, {role.value}, does not let you do this: the claim cannot be {WORDS[move]} by you."
        )
    if status not in rule.before or publication not in rule.publications:
        state = status.value.replace("_", " ")
        shown = "" if publication is NONE else f" and {publication.value}"
        raise MoveNotAllowed(f"A claim that is {state}{shown} cannot be {WORDS[move]}.")
    refuse_wrong_person(move, rule, role=role, same=same, four_eyes=four_eyes)
    return rule


def refuse_wrong_person(move: Move, rule: Rule, *, role: Role, same: bool, four_eyes: bool) -> None:
    if rule.person is Person.SAME and not same:
        raise NotAllowed(f"Only the person who has this claim in hand can have it {WORDS[move]}.")
    if rule.person is Person.SAME_OR_EDITOR and not same and role is not Role.EDITOR:
        raise NotAllowed(f"Only its holder or an editor can have this claim {WORDS[move]}.")
    if rule.person is Person.SECOND and same and four_eyes:
        raise NotAllowed(
            f"A second person is needed: your own work on this claim cannot be {WORDS[move]} by you."
        )
