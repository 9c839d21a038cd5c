"""Rules for what kind of thing a sentence says, where its grammar settles it; the model weighs the rest."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from factcheck.splitter import cues, signs
from factcheck.splitter.claims import Attribution, ClaimType
from factcheck.splitter.grammar import has_a_condition, helpers, is_passive, main_verb
from factcheck.splitter.lexicon import words
from factcheck.splitter.numbers import comes_in_at_a_rank, is_amount, is_central, is_compared
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
SIDING = words(
    """
    disapproves disapproved approves opposes opposed oppose favours favors favour favor supports
    supported support backs
    """
)
HOLDING = words(
    "maintain maintains maintained hold holds held take takes took taken adopt adopts adopted has have"
)
STANCES = words("stance policy position opposition support")
MINDED = words(
    """
    satisfied happy critical opposed pleased unhappy dissatisfied hostile sceptical skeptical
    supportive unwilling convinced persuaded reluctant wary divided adamant unimpressed impressed
    impatient patient enthusiastic cautious lukewarm furious open
    """
)
EMPHATIC = signs.FEELING | signs.EVALUATING | words("i 'm think me my")
FORESEEN = words("due likely unlikely set expected scheduled bound poised certain sure about ready")
ANSWERING = words("disclose discuss elaborate identify give provide budge speak specify name talk")
REFUSING = words(
    """
    refused refuses refuse refusing resisted resists resist rejected rejects dismissed dismisses
    disputed disputes rebuffed rebuffs spurned backed backs endorsed endorses champions
    """
)
ACCEPTING = words(
    """
    accept accepts accepted agree agrees agreed convinced persuaded rule recognise recognize
    recognises recognizes concede share shares want wants trust trusts believe support supports
    """
)
BEING = words("is are was were am be been 's 're 'm ’s ’re ’m seems seemed looks looked feels felt")
RULING = words("ruled rules rule ruling")
NAMING = words("call label brand dub portray characterise characterize hail rate")
RANKED = words("only second third fourth fifth")


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
    if voice.cue in ("warn", "fear", "caution", "worry") and auxiliaries & {"could", "may", "might"}:
        return True
    if (
        auxiliaries & {"could", "may", "might"}
        and not auxiliaries & {"have", "'ve"}
        and has_a_condition(head)
    ):
        return True
    return bool(auxiliaries & {"will", "shall", "’ll", "'ll", "wo"})


def _would_be(tokens: Sequence["Token"], head: "Token | None", voice: Voice) -> bool:
    """Hold for "would" told of the future; "would have been" is a guess at what never was."""
    auxiliaries = helpers(head)
    if head is None or not auxiliaries & signs.WOULD or auxiliaries & {"have", "'ve"}:
        return False
    if head.lower_ == "like" or voice.cue in cues.STANCE:
        return False
    return voice.speaker is not None or not (_is_refused(head) or _is_supposed(head))


def _is_refused(head: "Token") -> bool:
    """Say whether somebody "would not say": told of the past, not of the future."""
    refuses = any(child.dep_ == "neg" for child in head.children)
    return refuses and (head.lower_ in cues.LEMMAS or head.lower_ in ANSWERING)


def _is_supposed(head: "Token") -> bool:
    """Say whether the article itself tells what would be "if" something else were so."""
    return any(
        token.lower_ in ("if", "were") or (token.lower_ == "for" and token.dep_ == "mark")
        for token in head.subtree
    )


def _is_planned(tokens: Sequence["Token"], head: "Token | None", voice: Voice) -> bool:
    if head is None:
        return False
    infinitive = any(
        child.dep_ in ("xcomp", "ccomp", "advcl") and any(grand.lower_ == "to" for grand in child.children)
        for child in head.children
    )
    if head.lower_ in PLANNED and helpers(head) & {"is", "are"}:
        return infinitive or any(child.lower_ == "for" for child in head.children)
    if head.lower_ in PLANNED or head.lower_ in PLANS:
        return infinitive or (head.lower_.startswith("plan") and not is_passive(head))
    if head.lower_ in ("is", "are") and infinitive:
        return any(child.dep_ == "xcomp" for child in head.children)
    return any(
        child.dep_ in ("acomp", "oprd")
        and child.lower_ in FORESEEN
        and not is_compared(child)
        and any(grand.dep_ == "xcomp" for grand in child.children)
        for child in head.children
    )


def _has_an_amount(tokens: Sequence["Token"], head: "Token | None", voice: Voice) -> bool:
    """Hold where an amount stands in the main statement, not in an aside of it."""
    if voice.attribution is Attribution.DIRECT and any(token.lower_ in EMPHATIC for token in tokens):
        return False
    return any(is_amount(token) and is_central(token, head) for token in tokens)


def _compares_amounts(tokens: Sequence["Token"], head: "Token | None", voice: Voice) -> bool:
    """Hold for "more damage than", not for "more effective than"."""
    for number, token in enumerate(tokens):
        if is_compared(token):
            return True
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
    if _is_unwilling(head):
        return True
    holds = head.lower_ in HOLDING
    return any(
        (holds and child.dep_ == "dobj" and child.lower_ in STANCES)
        or (child.dep_ == "acomp" and child.lower_ in MINDED)
        for child in head.children
    )


def _is_unwilling(head: "Token") -> bool:
    """Say whether somebody "has refused to concede", "does not accept" or "is not convinced"."""
    rules_out = any(child.lower_ == "out" and child.dep_ in ("prt", "advmod") for child in head.children)
    if not is_passive(head) and (head.lower_ in REFUSING or (head.lower_ in RULING and rules_out)):
        return True
    before = head.doc[max(head.sent.start, head.i - 12) : head.i]
    negated = any(token.dep_ == "neg" or token.lower_ in ("not", "no", "nobody", "few") for token in before)
    minded = any(child.dep_ == "acomp" and child.lower_ in MINDED for child in head.children)
    return negated and (head.lower_ in ACCEPTING or minded)


def _would_like(tokens: Sequence["Token"], head: "Token | None", voice: Voice) -> bool:
    """Hold for "I would like somebody to look" and "we want them to go": wishes put to others."""
    if voice.speaker is None or head is None or head.lower_ not in ("like", "want", "wants", "need"):
        return False
    asked = any(child.dep_ in ("ccomp", "xcomp") and _has_a_subject(child) for child in head.children)
    return asked and (head.lower_ != "like" or bool(helpers(head) & signs.WOULD))


def _has_a_subject(clause: "Token") -> bool:
    return any(child.dep_ == "nsubj" for child in clause.children)


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
    return any(word.lower_ in signs.EVALUATING or (feels and word.lower_ in signs.FEELING) for word in said)


def _is_called(tokens: Sequence["Token"], head: "Token | None", voice: Voice) -> bool:
    """Hold for a name put on something in somebody's own words: called it "a triumph"."""
    if voice.cue == "describe":
        return True
    return voice.cue in NAMING and voice.attribution is Attribution.MIXED


def _sets_a_record(tokens: Sequence["Token"], head: "Token | None", voice: Voice) -> bool:
    """Hold for "the first … since 1993", "the highest in five years", "for the first time in"."""
    if voice.attribution is Attribution.DIRECT:
        return False
    for token in tokens:
        ranked = token.lower_ == "first" or token.tag_ in ("JJS", "RBS") or token.lower_ in RANKED
        if ranked and token.lower_ not in ("least", "best", "last") and is_central(token, head):
            following = {
                later.lower_ for later in token.doc[token.i + 1 : token.i + 8] if later in token.sent
            }
            compared = following & {"in", "of"} and following & {"years", "decades", "months"}
            if following & {"since", "history", "ever"} or compared:
                return True
    return comes_in_at_a_rank(head)


RULES = (
    (ClaimType.APPEAL, "type.appeal.asked", _is_asked),
    (ClaimType.APPEAL, "type.appeal.asks", _asks_itself),
    (ClaimType.APPEAL, "type.appeal.wishes", _would_like),
    (ClaimType.PREDICTION, "type.prediction.will", _is_foretold),
    (ClaimType.PREDICTION, "type.prediction.would", _would_be),
    (ClaimType.PREDICTION, "type.prediction.planned", _is_planned),
    (ClaimType.OPINION, "type.opinion.called", _is_called),
    (ClaimType.POSITION, "type.position.stance", _takes_a_stand),
    (ClaimType.POSITION, "type.position.held", _holds_a_stance),
    (ClaimType.OPINION, "type.opinion.interprets", _interprets),
    (ClaimType.OPINION, "type.opinion.figurative", _is_figurative),
    (ClaimType.OPINION, "type.opinion.values", _values),
    (ClaimType.NUMERICAL, "type.numerical.amount", _has_an_amount),
    (ClaimType.NUMERICAL, "type.numerical.comparison", _compares_amounts),
    (ClaimType.NUMERICAL, "type.numerical.record", _sets_a_record),
)
