"""Rules for what kind of thing a sentence says, where its grammar settles it; the model weighs the rest."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from factcheck.splitter import cues, signs
from factcheck.splitter.claims import Attribution, ClaimType
from factcheck.splitter.grammar import helpers, is_passive, main_verb
from factcheck.splitter.lexicon import words
from factcheck.splitter.numbers import is_amount
from factcheck.splitter.voices import SILENT, Voice

if TYPE_CHECKING:
    from spacy.tokens import Token

NOBODY = SILENT
PLANNED = words("scheduled expected set due planned slated projected poised going forecast")
PLANS = words("plans plan planned planning intends intend intended hopes hope wishes wish promises promised")
BELIEVES = words("believe believes believed feel feels felt think thinks thought considers considered")
DENYING = words("stress emphasise emphasize assert claim contend maintain insist deny declare")
ASKED = words("encouraged urged asked requested invited called advised")
INTERPRETING = words(
    """
    signals underscores underlines highlights illustrates symbolises symbolizes reflects embodies demonstrates
    exemplifies epitomises epitomizes heralds spells casts paves testifies underscore highlight signal
    """
)
SIDING = words("opposes opposed oppose favours favors favour favor supports supported support backs")
HOLDING = words(
    "maintain maintains maintained hold holds held take takes took taken adopt adopts adopted has have"
)
STANCES = words("stance policy position opposition support")
MINDED = words(
    """
    satisfied happy critical opposed pleased unhappy dissatisfied hostile sceptical skeptical
    supportive unwilling
    """
)
EMPHATIC = signs.FEELING | signs.EVALUATING | words("i 'm think me my")
AMOUNT_AT_MOST_DEPTH = 6
ASIDES = ("relcl", "appos", "parataxis")


def by_rule(tokens: Sequence["Token"], voice: Voice) -> tuple[ClaimType, str] | None:
    """Return the type that the grammar of the (reported) words settles, and the rule's id."""
    head = main_verb(tokens)
    for claim_type, rule, holds in RULES:
        if holds(tokens, head, voice):
            return claim_type, rule
    return None


def _is_asked(tokens: Sequence["Token"], head: "Token | None", voice: Voice) -> bool:
    return voice.cue in cues.ASKING


def _asks_itself(tokens: Sequence["Token"], head: "Token | None", voice: Voice) -> bool:
    """Hold for "we urge the governments to", "people were encouraged to" and plain imperatives."""
    if head is None:
        return False
    subject = next((child for child in head.children if child.dep_ in ("nsubj", "nsubjpass")), None)
    asks = cues.LEMMAS.get(head.lower_) in cues.ASKING
    if asks and subject is not None and subject.lower_ in ("we", "i"):
        return True
    infinitive = any(child.dep_ in ("xcomp", "ccomp") and child.tag_ == "VB" for child in head.children)
    if head.lower_ in ASKED and subject is not None and subject.dep_ == "nsubjpass" and infinitive:
        return True
    quoted = voice.attribution is Attribution.DIRECT
    return (
        quoted and head.tag_ == "VB" and subject is None and not helpers(head) and head.i - tokens[0].i <= 4
    )


def _is_foretold(tokens: Sequence["Token"], head: "Token | None", voice: Voice) -> bool:
    if voice.cue in cues.FORETELLING:
        return True
    if head is None:
        return False
    auxiliaries = helpers(head)
    return bool(auxiliaries & {"will", "shall", "’ll", "'ll", "wo"})


def _would_be(tokens: Sequence["Token"], head: "Token | None", voice: Voice) -> bool:
    """Hold for "would" told of the future; "would have been" is a guess at what never was."""
    auxiliaries = helpers(head)
    return (
        bool(auxiliaries & signs.WOULD) and not auxiliaries & {"have", "'ve"} and voice.cue not in cues.STANCE
    )


def _is_planned(tokens: Sequence["Token"], head: "Token | None", voice: Voice) -> bool:
    if head is None:
        return False
    infinitive = any(
        child.dep_ in ("xcomp", "ccomp", "advcl") and any(grand.lower_ == "to" for grand in child.children)
        for child in head.children
    )
    if head.lower_ in PLANNED or head.lower_ in PLANS:
        return infinitive or (head.lower_.startswith("plan") and not is_passive(head))
    if head.lower_ in ("is", "are") and infinitive:
        return any(
            (child.dep_ in ("acomp", "xcomp") and child.lower_ in ("due", "likely")) or child.dep_ == "xcomp"
            for child in head.children
        )
    return False


def _has_an_amount(tokens: Sequence["Token"], head: "Token | None", voice: Voice) -> bool:
    """Hold where an amount stands in the main statement, not in an aside of it."""
    if voice.attribution is Attribution.DIRECT and any(token.lower_ in EMPHATIC for token in tokens):
        return False
    return any(is_amount(token) and _is_central(token, head) for token in tokens)


def _is_central(token: "Token", head: "Token | None") -> bool:
    node = token
    for _ in range(AMOUNT_AT_MOST_DEPTH):
        if head is not None and node.i == head.i:
            return True
        if node.dep_ in ASIDES or _is_marked(node):
            return False
        if node.head == node:
            return True
        node = node.head
    return False


def _is_marked(node: "Token") -> bool:
    return node.dep_ == "advcl" and any(
        child.dep_ in ("mark", "advmod") and child.i < node.i for child in node.children
    )


def _compares_amounts(tokens: Sequence["Token"], head: "Token | None", voice: Voice) -> bool:
    """Hold for "more damage than", not for "more effective than"."""
    for number, token in enumerate(tokens):
        if token.lower_ in ("more", "less", "fewer") and token.dep_ == "amod" and token.head.pos_ == "NOUN":
            return any(later.lower_ == "than" for later in tokens[number + 2 :])
    return False


def _takes_a_stand(tokens: Sequence["Token"], head: "Token | None", voice: Voice) -> bool:
    if voice.speaker is None or voice.cue == "carried":
        return False
    if voice.cue in cues.STANCE or voice.cue in cues.STATES_OF_MIND:
        return voice.attribution is not Attribution.DIRECT or voice.cue == "reason"
    if head is None:
        return False
    if head.lower_ in BELIEVES and voice.attribution is not Attribution.DIRECT:
        return True
    denies = voice.cue in DENYING and any(child.dep_ == "neg" for child in head.children)
    return denies or bool(helpers(head) & signs.OUGHT) or (head.lower_ == "needed" and bool(helpers(head)))


def _interprets(tokens: Sequence["Token"], head: "Token | None", voice: Voice) -> bool:
    """Hold where the article itself says what something means: "signals a long conflict"."""
    return voice.speaker is None and head is not None and head.lower_ in INTERPRETING


def _is_figurative(tokens: Sequence["Token"], head: "Token | None", voice: Voice) -> bool:
    """Hold where the article itself heaps metaphors: "bated breath", "a mirage on the horizon"."""
    return voice.speaker is None and sum(token.lower_ in signs.METAPHORS for token in tokens) > 1


def _holds_a_stance(tokens: Sequence["Token"], head: "Token | None", voice: Voice) -> bool:
    """Hold for a stance told without a verb of saying: "has maintained a policy of", "is critical of"."""
    if voice.speaker is not None or head is None or head.tag_ == "VBG":
        return False
    if head.lower_ in SIDING and not is_passive(head):
        return True
    holds = head.lower_ in HOLDING
    return any(
        (holds and child.dep_ == "dobj" and child.lower_ in STANCES)
        or (child.dep_ == "acomp" and child.lower_ in MINDED)
        for child in head.children
    )


RULES = (
    (ClaimType.APPEAL, "type.appeal.asked", _is_asked),
    (ClaimType.APPEAL, "type.appeal.asks", _asks_itself),
    (ClaimType.PREDICTION, "type.prediction.will", _is_foretold),
    (ClaimType.PREDICTION, "type.prediction.would", _would_be),
    (ClaimType.PREDICTION, "type.prediction.planned", _is_planned),
    (ClaimType.POSITION, "type.position.stance", _takes_a_stand),
    (ClaimType.POSITION, "type.position.held", _holds_a_stance),
    (ClaimType.OPINION, "type.opinion.interprets", _interprets),
    (ClaimType.OPINION, "type.opinion.figurative", _is_figurative),
    (ClaimType.NUMERICAL, "type.numerical.amount", _has_an_amount),
    (ClaimType.NUMERICAL, "type.numerical.comparison", _compares_amounts),
)
