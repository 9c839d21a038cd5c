"""Rules for what is to come: forecasts, promises, threats, plans and what is scheduled."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from factcheck.splitter import cues, signs
from factcheck.splitter.claims import Attribution
from factcheck.splitter.grammar import (
    BEING,
    VERBAL,
    has_a_condition,
    helpers,
    is_passive,
    text_before,
)
from factcheck.splitter.lexicon import words
from factcheck.splitter.needs import would_rather
from factcheck.splitter.ranks import is_compared
from factcheck.splitter.voices import Voice

if TYPE_CHECKING:
    from spacy.tokens import Token

PLANNED = words("scheduled expected set due planned slated projected poised going forecast")
PLANS = words(
    "plans plan planned planning intends intend intended hopes hope hoped wishes wish promises promised aims"
)
FORESEEN = words("due likely unlikely set expected scheduled bound poised certain sure about ready")
DAYS = signs.WEEKDAYS | {"tomorrow"}
AWAITED = words("expected planned scheduled awaited slated")
WEIGHING = words("considering planning contemplating mulling preparing")
NOBODY = words("neither nobody none no")
PREFERRING = words("like prefer rather")
INTENTIONS = words("plan plans intention intentions priority priorities")
VOICING = words("voice express")
TELLING = words("announce unveil outline notify")
# What was announced stands among so many first words: "her long plans".
NEAR = 4
ANNOUNCING = words("announce announces announced unveil unveils unveiled outlined outlines reveals revealed")
ANSWERING = words("disclose discuss elaborate identify give provide budge speak specify name talk")


def is_foretold(tokens: Sequence["Token"], head: "Token | None", voice: Voice) -> bool:
    if voice.cue in cues.FORETELLING:
        return True
    if head is None:
        return voice.cue == "warn" and text_before(tokens[0]) == "of"
    auxiliaries = helpers(head)
    if voice.cue in ("warn", "fear", "caution", "worry") and auxiliaries & {"could", "may", "might"}:
        return True
    if (
        auxiliaries & {"could", "may", "might"}
        and not auxiliaries & {"have", "'ve"}
        and has_a_condition(head)
    ):
        return True
    return bool(auxiliaries & {"will", "shall", "’ll", "'ll", "wo"}) and not _is_refused(head)


def would_be(tokens: Sequence["Token"], head: "Token | None", voice: Voice) -> bool:
    """Hold for "would" told of the future; "would have been" is a guess at what never was."""
    auxiliaries = helpers(head)
    if head is None or not auxiliaries & signs.WOULD or auxiliaries & {"have", "'ve"}:
        return False
    if head.lower_ in PREFERRING or would_rather(head) or voice.cue in cues.STANCE:
        return False
    if voice.attribution is Attribution.DIRECT:
        # Somebody's own "would" weighs what might be; told by others, it is their "will".
        return False
    if voice.speaker is None and _tells_a_story(head):
        return False
    return voice.speaker is not None or not (_is_refused(head) or _is_supposed(head))


def _tells_a_story(head: "Token") -> bool:
    """Say whether somebody by name "would score again": told of the past, as stories do."""
    return (
        head.lower_ != "be"
        and not is_passive(head)
        and any(child.dep_ == "nsubj" and _is_of_a_name(child) for child in head.children)
    )


def _is_of_a_name(subject: "Token") -> bool:
    return subject.pos_ == "PROPN" or any(
        child.dep_ == "poss" and child.pos_ == "PROPN" for child in subject.lefts
    )


def _is_refused(head: "Token") -> bool:
    """Say whether somebody "would not say": told of the past, not of the future."""
    subjects = [child for child in head.children if child.dep_ == "nsubj"]
    nobody = any(token.lower_ in NOBODY for subject in subjects for token in subject.subtree)
    refuses = nobody or any(child.dep_ == "neg" for child in head.children)
    return refuses and (head.lower_ in cues.LEMMAS or head.lower_ in ANSWERING)


def _is_supposed(head: "Token") -> bool:
    """Say whether the article itself tells what would be "if" something else were so."""
    return any(
        token.lower_ in ("if", "were") or (token.lower_ == "for" and token.dep_ == "mark")
        for token in head.subtree
    )


def is_planned(tokens: Sequence["Token"], head: "Token | None", voice: Voice) -> bool:
    if _are_plans(tokens, voice) or _has_plans(head):
        return True
    if head is None:
        return False
    infinitive = any(
        child.dep_ in ("xcomp", "ccomp", "advcl") and any(grand.lower_ == "to" for grand in child.children)
        for child in head.children
    )
    if head.lower_ in PLANNED and helpers(head) & {"is", "are"}:
        prepared = head.lower_ != "going" and any(child.lower_ == "for" for child in head.children)
        return infinitive or prepared
    if head.lower_ in PLANNED or head.lower_ in PLANS:
        scheduled = head.lower_ == "scheduled" and any(child.dep_ == "dobj" for child in head.rights)
        past = "had" in helpers(head) and is_passive(head)
        planned = scheduled or (head.lower_.startswith("plan") and not is_passive(head))
        return planned or (infinitive and not past)
    if head.lower_ in ("is", "are") and infinitive and _is_to(head):
        return True
    return any(
        child.dep_ in ("acomp", "oprd")
        and child.lower_ in FORESEEN
        and not is_compared(child)
        and any(grand.dep_ == "xcomp" and "have" not in helpers(grand) for grand in child.children)
        for child in head.children
    )


def _are_plans(tokens: Sequence["Token"], voice: Voice) -> bool:
    """Say whether what is told is a plan or a hope: "announced her plans to leave", "voiced its hope"."""
    if voice.cue in VOICING:
        return any(token.lower_ in ("hope", "hopes") for token in tokens[:NEAR])
    return voice.cue in TELLING and any(token.lower_ in INTENTIONS for token in tokens[:NEAR])


def _has_plans(head: "Token | None") -> bool:
    """Say whether the article tells that "there are plans to" do something, or that they were announced."""
    if head is None:
        return False
    there = head.lower_ in BEING and any(child.dep_ == "expl" for child in head.lefts)
    if not there and head.lower_ not in ANNOUNCING:
        return False
    plans = [child for child in head.rights if child.dep_ in ("attr", "dobj") and child.lower_ in INTENTIONS]
    return any(more.dep_ in ("acl", "prep") for plan in plans for more in plan.rights)


def _is_to(head: "Token") -> bool:
    """Say whether somebody "is to" do something; what "is hard to do" or "is yet to come" is not planned."""
    said = any(child.dep_ in ("acomp", "attr") or child.lower_ == "yet" for child in head.children)
    about = any(child.dep_ == "csubj" or child.lower_ == "alternative" for child in head.lefts)
    return not said and not about and any(child.dep_ == "xcomp" for child in head.children)


def is_to_follow(tokens: Sequence["Token"], head: "Token | None", voice: Voice) -> bool:
    """Hold where the second of two statements is of the future: "is disappointed and will appeal"."""
    if head is None:
        return False
    places = {token.i for token in tokens}
    future = signs.FUTURE if voice.attribution is Attribution.INDIRECT else signs.FUTURE - {"would"}
    verbs = _joined_to(head)
    if head.dep_ == "ccomp":
        # The parser often hangs the second statement on the verb of saying.
        verbs += [verb for verb in _joined_to(head.head) if verb.i > head.i]
    return any(
        verb.i in places and helpers(verb) & future and not helpers(verb) & {"have", "'ve"}
        for verb in verbs
        if not _is_refused(verb) and (voice.attribution is not Attribution.DIRECT or _is_ours(verb, head))
    )


def _is_ours(verb: "Token", head: "Token") -> bool:
    """Say whether those who speak tell their own plans: "I have seen it and will write"."""
    subjects = [child for child in verb.lefts if child.dep_ == "nsubj"]
    subjects = subjects or [child for child in head.lefts if child.dep_ == "nsubj"]
    return any(subject.lower_ in ("i", "we") for subject in subjects)


def _joined_to(head: "Token") -> list["Token"]:
    joined = [child for child in head.children if child.dep_ == "conj" and child.pos_ in VERBAL]
    return joined + [verb for child in joined for verb in _joined_to(child)]


def is_scheduled(tokens: Sequence["Token"], head: "Token | None", voice: Voice) -> bool:
    """Hold for "the next round takes place in June" and "opens on Monday": the present of timetables."""
    if head is None or voice.attribution is Attribution.DIRECT:
        return False
    if head.tag_ == "VBG" and head.lower_ in WEIGHING and helpers(head) & {"is", "are"}:
        return True
    if any(child.lower_ == "due" and _has_a_day(child, ("on", "in", "by")) for child in head.children):
        return head.lower_ in ("is", "are")
    awaited = head.lower_ in AWAITED and helpers(head) <= {"is", "are", "not"} and is_passive(head)
    if awaited:
        return _has_a_day(head, ("on", "in", "by"))
    if head.tag_ not in ("VBZ", "VBP") or helpers(head):
        return False
    subject = next((child for child in head.children if child.dep_ == "nsubj"), None)
    upcoming = subject is not None and any(child.lower_ == "next" for child in subject.children)
    return upcoming or _has_a_day(head, ("on",))


def _has_a_day(head: "Token", prepositions: tuple[str, ...]) -> bool:
    """Say whether a time to come hangs on a word: "on Monday", "next week", "in March"."""
    times = [child for child in head.children if child.dep_ == "npadvmod"]
    times += [
        time
        for child in head.children
        if child.lower_ in prepositions and child.i > head.i
        for time in child.children
    ]
    return any(
        time.lower_ in DAYS
        or (len(prepositions) > 1 and (time.lower_ in signs.MONTHS or time.like_num))
        or any(child.lower_ == "next" for child in time.children)
        for time in times
        if time.i > head.i
    )
