"""Rules for appeals: what is asked, urged, advised or called for."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from factcheck.splitter import cues, signs
from factcheck.splitter.claims import Attribution
from factcheck.splitter.grammar import helpers, is_infinitive, is_passive, text_before
from factcheck.splitter.lexicon import words
from factcheck.splitter.voices import Voice

if TYPE_CHECKING:
    from spacy.tokens import Token

ASKED = words("encouraged urged asked requested invited called advised told")
WARNING = words("warn caution advise")
ADVISING = words("warn suggest")
TELLING_TO = words("warn caution advise invite tell instruct inform order")
CALLING = words("call calls calling")
CALLED_FOR = words("for on upon")
QUESTIONING = words("ask question wonder inquire enquire")
QUESTION_TAGS = ("WP", "WRB", "WDT", "WP$")
BEFORE_AN_IMPERATIVE = ("advcl", "advmod", "punct", "neg", "intj", "cc")
NOMINAL = ("NOUN", "PROPN", "PRON")


def is_asked(tokens: Sequence["Token"], head: "Token | None", voice: Voice) -> bool:
    return voice.cue in cues.ASKING and not (voice.cue in QUESTIONING and _is_a_question(tokens))


def _is_a_question(tokens: Sequence["Token"]) -> bool:
    """Hold for what was asked with "whether", "what" or "why": a question asks for no act."""
    first = next((token for token in tokens if not token.is_punct), None)
    return tokens[-1].text == "?" or (
        first is not None and (first.lower_ in ("whether", "if") or first.tag_ in QUESTION_TAGS)
    )


def asks_itself(tokens: Sequence["Token"], head: "Token | None", voice: Voice) -> bool:
    """Hold for "we urge the governments to", "people were encouraged to" and plain imperatives."""
    if head is None:
        return False
    subject = _subject(head)
    asks = cues.LEMMAS.get(head.lower_) in cues.ASKING
    ourselves = subject is not None and subject.lower_ in ("we", "i")
    if asks and ourselves and head.tag_ != "VBD":
        return True
    told = voice.speaker is not None and voice.attribution is not Attribution.DIRECT
    told = told and head.tag_ != "VBD"
    if asks and told and subject is not None and not is_passive(head) and not helpers(head) & signs.FUTURE:
        return True
    if voice.speaker is not None and _calls_for(head):
        return True
    infinitive = any(
        child.dep_ in ("xcomp", "ccomp") and child.tag_ == "VB" and is_infinitive(child)
        for child in head.children
    )
    if head.lower_ in ASKED and subject is not None and subject.dep_ == "nsubjpass" and infinitive:
        return True
    return _is_an_imperative(tokens, head, voice)


def _subject(verb: "Token") -> "Token | None":
    return next((child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")), None)


def _is_an_imperative(tokens: Sequence["Token"], head: "Token", voice: Voice) -> bool:
    if head.tag_ != "VB" or _subject(head) is not None or helpers(head):
        return False
    if voice.speaker is None and _follows_its_condition(head):
        return True
    return (
        (voice.attribution is Attribution.DIRECT or voice.speaker is None)
        and head.i - tokens[0].i <= 4
        and not any(token.pos_ in NOMINAL for token in tokens[: head.i - tokens[0].i])
        and not any(child.dep_ == "conj" and helpers(child) & signs.FUTURE for child in head.rights)
    )


def is_advised(tokens: Sequence["Token"], head: "Token | None", voice: Voice) -> bool:
    """Hold for "warned them against it", "warned that they should" and "advised the court to"."""
    if voice.cue in ADVISING and "should" in helpers(head):
        return True
    if voice.cue in WARNING and text_before(tokens[0]) == "against":
        return True
    return voice.cue in TELLING_TO and tokens[0].lower_ == "to" and tokens[0].tag_ == "TO"


def _follows_its_condition(head: "Token") -> bool:
    """Hold for "if the lamp is broken, choose another"."""
    return head.dep_ == "ROOT" and all(child.dep_ in BEFORE_AN_IMPERATIVE for child in head.lefts)


def _calls_for(head: "Token") -> bool:
    calls = head.lower_ in CALLING and not helpers(head) & signs.FUTURE
    return calls and any(child.lower_ in CALLED_FOR for child in head.rights)


def would_like(tokens: Sequence["Token"], head: "Token | None", voice: Voice) -> bool:
    """Hold for "I would like somebody to look" and "we want them to go": wishes put to others."""
    if voice.speaker is None or head is None or head.lower_ not in ("like", "want", "wants", "need"):
        return False
    asked = any(child.dep_ in ("ccomp", "xcomp") and _subject(child) for child in head.children)
    return asked and (head.lower_ != "like" or bool(helpers(head) & signs.WOULD))
