"""Rules for opinions: what is valued, felt, exclaimed or put in metaphors."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from factcheck.splitter import signs
from factcheck.splitter.claims import Attribution
from factcheck.splitter.grammar import helpers
from factcheck.splitter.lexicon import words
from factcheck.splitter.numbers import is_amount
from factcheck.splitter.voices import Voice

if TYPE_CHECKING:
    from spacy.tokens import Token

INTERPRETING = words(
    """
    signals underscores underlines highlights illustrates symbolises symbolizes reflects embodies demonstrates
    exemplifies epitomises epitomizes heralds spells casts paves testifies underscore highlight signal
    """
)
BEING = words("is are was were am be been 's 're 'm ’s ’re ’m seems seemed looks looked feels felt")
# Who calls a statement untrue disputes it.
UNTRUE = words(
    """
    fabrication fabricated fabrications guesswork exaggerated exaggeration overstated false falsehood untrue
    lie lies baseless unfounded groundless propaganda inaccurate misleading illegal unlawful unconstitutional
    """
)
MOVED = words(
    """
    worried afraid terrified scared frightened surprised relieved devastated hate hated loathe dread
    heartbroken stunned concerned dreaming overwhelmed humbled
    """
)
FELT = signs.FEELING | MOVED
VALUED = signs.EVALUATING - {"true"}
DESERVING = words("deserve deserves deserved")
BEING_OR_BECOMING = BEING | words("become becomes became becoming")
QUOTED = ('"', "“", "‘", "'")
CREDO = 7
WHAT_A = (["what", "a"], ["what", "an"])
NAMING = words("call label brand dub portray characterise characterize hail rate")


def interprets(tokens: Sequence["Token"], head: "Token | None", voice: Voice) -> bool:
    """Hold where the article itself says what something means: "signals a long conflict"."""
    return voice.speaker is None and head is not None and head.lower_ in INTERPRETING


def is_figurative(tokens: Sequence["Token"], head: "Token | None", voice: Voice) -> bool:
    """Hold where the article itself heaps metaphors: "bated breath", "a mirage on the horizon"."""
    return voice.speaker is None and sum(token.lower_ in signs.METAPHORS for token in tokens) > 1


def gives_thanks(tokens: Sequence["Token"], head: "Token | None", voice: Voice) -> bool:
    """Hold for what somebody is thanked for, and for "What a day!"."""
    exclaims = voice.attribution is Attribution.DIRECT and [token.lower_ for token in tokens[:2]] in WHAT_A
    return voice.cue == "thank" or exclaims


def values(tokens: Sequence["Token"], head: "Token | None", voice: Voice) -> bool:
    """Hold for what is called good, bad or deserved, and for feelings told in the first person."""
    if voice.speaker is None or voice.attribution is Attribution.INDIRECT or head is None:
        return False
    if any(is_amount(token) for token in tokens):
        return False
    subject = next((child for child in head.children if child.dep_ == "nsubj"), None)
    feels = subject is not None and subject.lower_ in ("i", "we")
    if head.lower_ in DESERVING or (feels and _tells_a_feeling(head)):
        return True
    if head.lower_ not in BEING:
        return False
    said = [child for child in head.children if child.dep_ in ("acomp", "attr") and child.i > head.i]
    said += [child for word in said for child in word.children if child.dep_ == "amod"]
    if any(child.lower_ == "than" for word in said for child in word.children):
        return False
    return any(word.lower_ in VALUED or (feels and word.lower_ in signs.FEELING) for word in said)


def _tells_a_feeling(head: "Token") -> bool:
    """Hold for "I hate it", "we were surprised" and "I cannot understand"."""
    if head.lower_ in FELT or _mourns(head):
        return True
    if head.lower_ == "understand":
        return any(child.dep_ == "neg" for child in head.lefts)
    return head.lower_ in BEING and any(
        child.dep_ in ("acomp", "attr") and child.lower_ in MOVED for child in head.rights
    )


def _mourns(head: "Token") -> bool:
    """Hold for "we have lost a friend"."""
    return head.lower_ == "lost" and bool(helpers(head) & {"have", "has", "'ve", "’ve"})


def is_a_verdict(tokens: Sequence["Token"], head: "Token | None", voice: Voice) -> bool:
    """Hold for what is said to be "a real waste of time", in somebody's own words."""
    if voice.attribution is not Attribution.MIXED or head is None or head.lower_ not in BEING_OR_BECOMING:
        return False
    following = [token.lower_ for token in head.doc[head.i + 1 : head.i + 3]]
    quoted = any(word in QUOTED for word in following)
    return quoted and any(word in ("a", "an") for word in following)


def is_a_credo(tokens: Sequence["Token"], head: "Token | None", voice: Voice) -> bool:
    """Hold for short words about nothing in particular: "Rights are for all", "It was like a film"."""
    if voice.attribution is not Attribution.DIRECT or head is None or head.lower_ not in BEING:
        return False
    if any(child.lower_ == "like" and child.dep_ == "prep" for child in head.rights):
        return True
    subject = next((child for child in head.lefts if child.dep_ == "nsubj"), None)
    short = len(tokens) <= CREDO and head.lower_ in ("is", "are")
    if not short or subject is None or subject.pos_ != "NOUN" or next(subject.lefts, None) is not None:
        return False
    return not any(token.pos_ in ("PROPN", "NUM") for token in tokens)


def is_called(tokens: Sequence["Token"], head: "Token | None", voice: Voice) -> bool:
    """Hold for a name put on something in somebody's own words: called it "a triumph"."""
    if any(token.lower_ in UNTRUE for token in tokens):
        return False
    if voice.cue == "describe":
        return voice.attribution is not Attribution.INDIRECT
    return voice.cue in NAMING and voice.attribution in (Attribution.MIXED, Attribution.DIRECT)


def is_called_untrue(tokens: Sequence["Token"], head: "Token | None", voice: Voice) -> bool:
    """Hold for what somebody calls "a fabrication": a dispute, not a feeling."""
    named = voice.cue in NAMING or voice.cue == "describe"
    return named and any(token.lower_ in UNTRUE for token in tokens)
