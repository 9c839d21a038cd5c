"""Rules for what kind of thing a sentence says, where its grammar settles it; the model weighs the rest."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from factcheck.splitter import cues, futures, signs, stances
from factcheck.splitter.claims import Attribution, ClaimType
from factcheck.splitter.grammar import helpers, is_infinitive, is_passive, main_verb, text_before
from factcheck.splitter.lexicon import words
from factcheck.splitter.numbers import counts_a_known_group, is_a_small_circumstance, is_amount, is_central
from factcheck.splitter.ranks import (
    comes_in_at_a_rank,
    is_compared,
    is_counted_up_to,
    is_the_nth_to,
    tells_a_change,
    wins_several,
)
from factcheck.splitter.voices import SILENT, Voice

if TYPE_CHECKING:
    from spacy.tokens import Token

NOBODY = SILENT
ASKED = words("encouraged urged asked requested invited called advised told")
WARNING = words("warn caution advise")
CALLING = words("call calls calling")
CALLED_FOR = words("for on upon")
QUESTIONING = words("ask question wonder inquire enquire")
QUESTION_TAGS = ("WP", "WRB", "WDT", "WP$")
NOMINAL = ("NOUN", "PROPN", "PRON")
INTERPRETING = words(
    """
    signals underscores underlines highlights illustrates symbolises symbolizes reflects embodies demonstrates
    exemplifies epitomises epitomizes heralds spells casts paves testifies underscore highlight signal
    """
)
EMPHATIC = signs.FEELING | signs.EVALUATING | words("i 'm think me my")
BEING = words("is are was were am be been 's 're 'm ’s ’re ’m seems seemed looks looked feels felt")
NAMING = words("call label brand dub portray characterise characterize hail rate")
GREATER = words("higher lower larger smaller bigger fewer faster slower")
RANKED = words("only second third fourth fifth")


def by_rule(tokens: Sequence["Token"], voice: Voice) -> tuple[ClaimType, str] | None:
    """Return the type that the grammar of the (reported) words settles, and the rule's id."""
    head = main_verb(tokens)
    for claim_type, rule, holds in RULES:
        if holds(tokens, head, voice):
            return claim_type, rule
    return None


def _is_asked(tokens: Sequence["Token"], head: "Token | None", voice: Voice) -> bool:
    return voice.cue in cues.ASKING and not (voice.cue in QUESTIONING and _is_a_question(tokens))


def _is_a_question(tokens: Sequence["Token"]) -> bool:
    """Hold for what was asked with "whether", "what" or "why": a question asks for no act."""
    first = next((token for token in tokens if not token.is_punct), None)
    return tokens[-1].text == "?" or (
        first is not None and (first.lower_ in ("whether", "if") or first.tag_ in QUESTION_TAGS)
    )


def _asks_itself(tokens: Sequence["Token"], head: "Token | None", voice: Voice) -> bool:
    """Hold for "we urge the governments to", "people were encouraged to" and plain imperatives."""
    if head is None:
        return False
    subject = next((child for child in head.children if child.dep_ in ("nsubj", "nsubjpass")), None)
    asks = cues.LEMMAS.get(head.lower_) in cues.ASKING
    ourselves = subject is not None and subject.lower_ in ("we", "i")
    if asks and ourselves and head.tag_ != "VBD":
        return True
    told = voice.speaker is not None and voice.attribution is not Attribution.DIRECT
    told = told and head.tag_ != "VBD"
    if asks and told and subject is not None and not is_passive(head) and not helpers(head) & signs.FUTURE:
        return True
    warns = voice.cue in WARNING and text_before(tokens[0]) == "against"
    if warns or (voice.speaker is not None and _calls_for(head)):
        return True
    infinitive = any(
        child.dep_ in ("xcomp", "ccomp") and child.tag_ == "VB" and is_infinitive(child)
        for child in head.children
    )
    if head.lower_ in ASKED and subject is not None and subject.dep_ == "nsubjpass" and infinitive:
        return True
    quoted = voice.attribution is Attribution.DIRECT or voice.speaker is None
    return (
        quoted
        and head.tag_ == "VB"
        and subject is None
        and not helpers(head)
        and head.i - tokens[0].i <= 4
        and not any(token.pos_ in NOMINAL for token in tokens[: head.i - tokens[0].i])
        and not any(child.dep_ == "conj" and helpers(child) & signs.FUTURE for child in head.rights)
    )


def _calls_for(head: "Token") -> bool:
    calls = head.lower_ in CALLING and not helpers(head) & signs.FUTURE
    return calls and any(child.lower_ in CALLED_FOR for child in head.rights)


def _has_an_amount(tokens: Sequence["Token"], head: "Token | None", voice: Voice) -> bool:
    """Hold where an amount stands in the main statement, not in an aside of it."""
    if voice.attribution is Attribution.DIRECT and any(token.lower_ in EMPHATIC for token in tokens):
        return False
    return wins_several(head) or any(
        is_amount(token)
        and is_central(token, head)
        and not is_a_small_circumstance(token, head)
        and not counts_a_known_group(token)
        for token in tokens
    )


def _compares_amounts(tokens: Sequence["Token"], head: "Token | None", voice: Voice) -> bool:
    """Hold for "more damage than", not for "more effective than"."""
    for number, token in enumerate(tokens):
        if is_compared(token):
            return True
        if (
            token.lower_ in GREATER
            and is_central(token, head)
            and any(child.lower_ == "than" for child in token.children)
        ):
            return True
        if token.lower_ in ("more", "less", "fewer") and token.dep_ == "amod" and token.head.pos_ == "NOUN":
            return any(later.lower_ == "than" for later in tokens[number + 2 :])
    return False


def _interprets(tokens: Sequence["Token"], head: "Token | None", voice: Voice) -> bool:
    """Hold where the article itself says what something means: "signals a long conflict"."""
    return voice.speaker is None and head is not None and head.lower_ in INTERPRETING


def _is_figurative(tokens: Sequence["Token"], head: "Token | None", voice: Voice) -> bool:
    """Hold where the article itself heaps metaphors: "bated breath", "a mirage on the horizon"."""
    return voice.speaker is None and sum(token.lower_ in signs.METAPHORS for token in tokens) > 1


def _would_like(tokens: Sequence["Token"], head: "Token | None", voice: Voice) -> bool:
    """Hold for "I would like somebody to look" and "we want them to go": wishes put to others."""
    if voice.speaker is None or head is None or head.lower_ not in ("like", "want", "wants", "need"):
        return False
    asked = any(child.dep_ in ("ccomp", "xcomp") and _has_a_subject(child) for child in head.children)
    return asked and (head.lower_ != "like" or bool(helpers(head) & signs.WOULD))


def _has_a_subject(clause: "Token") -> bool:
    return any(child.dep_ in ("nsubj", "nsubjpass") for child in clause.children)


def _values(tokens: Sequence["Token"], head: "Token | None", voice: Voice) -> bool:
    """Hold for what is called good or bad, and for feelings told in the first person."""
    if voice.attribution is Attribution.INDIRECT or head is None or any(is_amount(token) for token in tokens):
        return False
    subject = next((child for child in head.children if child.dep_ == "nsubj"), None)
    feels = subject is not None and subject.lower_ in ("i", "we")
    if feels and head.lower_ in signs.FEELING:
        return True
    if head.lower_ not in BEING:
        return False
    said = [child for child in head.children if child.dep_ in ("acomp", "attr") and child.i > head.i]
    said += [child for word in said for child in word.children if child.dep_ == "amod"]
    if any(child.lower_ == "than" for word in said for child in word.children):
        return False
    return any(word.lower_ in signs.EVALUATING or (feels and word.lower_ in signs.FEELING) for word in said)


def _is_called(tokens: Sequence["Token"], head: "Token | None", voice: Voice) -> bool:
    """Hold for a name put on something in somebody's own words: called it "a triumph"."""
    if voice.cue == "describe":
        return voice.attribution is not Attribution.INDIRECT
    return voice.cue in NAMING and voice.attribution in (Attribution.MIXED, Attribution.DIRECT)


def _sets_a_record(tokens: Sequence["Token"], head: "Token | None", voice: Voice) -> bool:
    """Hold for "the first … since 1993", "the highest in five years", "for the first time in"."""
    if voice.attribution is Attribution.DIRECT:
        return False
    for token in tokens:
        if is_counted_up_to(token) and is_central(token, head):
            return True
        ranked = token.lower_ == "first" or token.tag_ in ("JJS", "RBS") or token.lower_ in RANKED
        if token.lower_ in RANKED and token.i + 1 < len(token.doc) and token.nbor().tag_ == "JJS":
            return True
        if ranked and token.lower_ not in ("least", "best", "last") and is_central(token, head):
            following = {
                later.lower_ for later in token.doc[token.i + 1 : token.i + 10] if later in token.sent
            }
            compared = following & {"in", "of", "for"} and following & {"years", "decades", "months"}
            if following & {"since", "history", "ever"} or compared:
                return True
    return comes_in_at_a_rank(head) or is_the_nth_to(head) or tells_a_change(head)


RULES = (
    (ClaimType.APPEAL, "type.appeal.asked", _is_asked),
    (ClaimType.APPEAL, "type.appeal.asks", _asks_itself),
    (ClaimType.APPEAL, "type.appeal.wishes", _would_like),
    (ClaimType.POSITION, "type.position.refuses", stances.refuses),
    (ClaimType.PREDICTION, "type.prediction.will", futures.is_foretold),
    (ClaimType.PREDICTION, "type.prediction.hoped", futures.is_hoped),
    (ClaimType.PREDICTION, "type.prediction.would", futures.would_be),
    (ClaimType.PREDICTION, "type.prediction.planned", futures.is_planned),
    (ClaimType.OPINION, "type.opinion.called", _is_called),
    (ClaimType.POSITION, "type.position.stance", stances.takes_a_stand),
    (ClaimType.POSITION, "type.position.held", stances.holds_a_stance),
    (ClaimType.POSITION, "type.position.sides", stances.sides),
    (ClaimType.PREDICTION, "type.prediction.follows", futures.is_to_follow),
    (ClaimType.PREDICTION, "type.prediction.scheduled", futures.is_scheduled),
    (ClaimType.PREDICTION, "type.prediction.trusted", futures.is_trusted),
    (ClaimType.OPINION, "type.opinion.interprets", _interprets),
    (ClaimType.OPINION, "type.opinion.figurative", _is_figurative),
    (ClaimType.NUMERICAL, "type.numerical.record", _sets_a_record),
    (ClaimType.OPINION, "type.opinion.values", _values),
    (ClaimType.NUMERICAL, "type.numerical.amount", _has_an_amount),
    (ClaimType.NUMERICAL, "type.numerical.comparison", _compares_amounts),
)
