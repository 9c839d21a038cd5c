"""Ranks, records and changes of a measure: what is numerical though it may name no amount."""

import re
from typing import TYPE_CHECKING

from factcheck.splitter import signs
from factcheck.splitter.grammar import is_passive
from factcheck.splitter.lexicon import words

if TYPE_CHECKING:
    from spacy.tokens import Token

COMING_IN = words("came come comes finished finishes finish placed ranked ranks started starts")
MOVING = words("dropped drops fell falls slipped slips climbed climbs moved moves rose rises")
MULTIPLYING = words("doubled tripled trebled halved quadrupled doubles")
CHANGING = words(
    """
    rose risen rises rise rising fell fallen falls fall falling grew grown grows grow growing dropped
    drops dropping declined declines declining increased increases increasing decreased decreases
    decreasing shrank shrunk shrinks shrinking climbed climbs soared plunged slumped widened narrowed
    """
)
MEASURES = words(
    """
    number numbers price prices sales share shares rate rates population profit profits income incomes
    exports imports output turnout unemployment inflation emissions temperature temperatures cost
    costs demand trade wages spending debt deficit revenue revenues level levels attendance economy
    gap lead majority margin rents production consumption traffic deaths cases crime births
    """
)
NUMBERED_TIMES = words(
    """
    century centuries anniversary birthday minute floor grade street avenue amendment district battalion
    regiment division parallel day week month year hole round
    """
)
WINNING = words("won win wins")
TOPPING = signs.RECORDS | words("shortest heaviest highest lowest richest poorest busiest")
IN_A_ROW = words("consecutive straight successive")
COUNTS = words("number numbers amount amounts high low crowd crowds turnout")
BECOMING = words("is was are were became becomes become")

# Words without which nothing is ranked, by themselves or by their endings.
RANKING = signs.ORDINALS | words("first record only")
ENDINGS = ("st", "nd", "rd", "th")

_ordinal = re.compile(r"\d{1,5}(?:st|nd|rd|th)\Z")


def comes_in_at_a_rank(head: "Token | None") -> bool:
    """Say whether a verb tells a rank in a race or a vote: "came third", "finished second"."""
    if head is None:
        return False
    if head.lower_ in ("was", "is", "were", "are"):
        return any(_is_a_place(child) for child in head.children)
    if head.lower_ not in COMING_IN and head.lower_ not in MOVING:
        return False
    behind = [child for child in head.children if child.i > head.i]
    if head.lower_ in MOVING:
        behind = [word for child in behind if child.lower_ == "to" for word in child.children]
    behind += [word for child in behind if child.lower_ in ("in", "from") for word in child.children]
    return any(_is_a_place(child) for child in behind)


def _is_a_place(token: "Token") -> bool:
    """Say whether an ordinal stands for itself, not for a part: "came third", not "lost a third"."""
    return token.lower_ in signs.ORDINALS and not any(child.pos_ == "DET" for child in token.lefts)


def is_the_nth_to(head: "Token | None") -> bool:
    """Say whether something "is the second bridge to fall" or "is the tallest"."""
    if head is None or (head.lower_ not in BECOMING and not is_passive(head)):
        return False
    verbs = [head, *(child for child in head.rights if child.dep_ == "xcomp")]
    nouns = [child for verb in verbs for child in verb.rights if child.dep_ == "attr"]
    if any(child.lower_ in TOPPING for noun in nouns for child in noun.lefts):
        return True
    return any(
        any(child.lower_ in signs.ORDINALS for child in noun.lefts)
        and any(child.lower_ == "to" for clause in noun.rights for child in clause.lefts)
        for noun in nouns
    )


def may_rank(token: "Token") -> bool:
    """Say whether a word can be of a rank or a record at all; most cannot, and asking is quick."""
    word = token.lower_
    return word in RANKING or word.endswith(ENDINGS) or token.tag_ in ("JJS", "RBS")


def is_a_record(token: "Token") -> bool:
    """Say whether a word begins "a record number of people" or "record sales"."""
    if token.lower_ != "record" or token.dep_ not in ("compound", "amod"):
        return False
    return token.head.lower_ in COUNTS or token.head.lower_ in MEASURES


def is_a_place_won(token: "Token") -> bool:
    """Say whether an ordinal stands in "third place" or "third straight win", not in "the first place"."""
    following = [near.lower_ for near in token.doc[token.i + 1 : token.i + 3]]
    if following[:1] and following[0] in IN_A_ROW:
        return token.lower_ in signs.ORDINALS or token.lower_.endswith("th")
    if token.lower_ not in signs.ORDINALS:
        return False
    return following == ["-", "place"] or (following[:1] == ["place"] and token.nbor(-1).pos_ != "DET")


def is_counted_up_to(token: "Token") -> bool:
    """Say whether a word counts up to something: "his 600th home run", not "the 19th century"."""
    if not _ordinal.match(token.lower_) or token.i + 1 >= len(token.doc):
        return False
    after = token.nbor()
    return after.pos_ in ("NOUN", "ADJ") and after.lower_ not in NUMBERED_TIMES


def wins_several(head: "Token | None") -> bool:
    """Say whether somebody "won nine titles" or "won their sixth title"."""
    if head is None or head.lower_ not in WINNING:
        return False
    won = [child for child in head.rights if child.dep_ == "dobj"]
    return any(
        (child.dep_ == "nummod" and child.lower_ != "one")
        or (child.lower_ in signs.ORDINALS and child.nbor(-1).tag_ in ("PRP$", "POS"))
        for noun in won
        for child in noun.lefts
    )


def tells_a_change(head: "Token | None") -> bool:
    """Say whether a measure changes: "sales doubled", "the population has fallen"."""
    if head is None:
        return False
    if head.lower_ in MULTIPLYING:
        return True
    subject = next((child for child in head.children if child.dep_ == "nsubj"), None)
    return head.lower_ in CHANGING and subject is not None and subject.lower_ in MEASURES


def is_compared(token: "Token") -> bool:
    """Say whether chances are compared: "twice as likely", "more likely"."""
    if token.lower_ not in ("likely", "unlikely"):
        return False
    before = token.doc[max(0, token.i - 2) : token.i]
    return any(near.lower_ in ("as", "more", "less") for near in before)
