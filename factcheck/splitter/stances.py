"""Rules for where somebody stands: what is believed, denied, backed, refused or condemned."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from factcheck.splitter import cues, signs
from factcheck.splitter.claims import Attribution
from factcheck.splitter.grammar import BEING, FINITE, helpers, is_passive, is_said_of_ourselves
from factcheck.splitter.lexicon import words
from factcheck.splitter.numbers import is_amount
from factcheck.splitter.voices import Voice

if TYPE_CHECKING:
    from spacy.tokens import Token

BELIEVES = words("believe believes believed feel feels felt think thinks thought considers considered")
DENYING = words("stress emphasise emphasize assert claim contend maintain insist deny declare")
SIDING = words(
    """
    disapproves disapproved approves opposes opposed oppose favours favors favour favor supports
    supported support backs
    """
)
HOLDING = words(
    "maintain maintains maintained hold holds held take takes took taken adopt adopts adopted has have"
)
MAINTAINING = words("maintain counter hold")
TAKING_SIDES = words(
    "accuse condemn blame denounce reject oppose dispute decry deplore praise applaud dismiss"
)
CONDEMNING = words(
    "criticized criticised criticizes criticises denounced denounces condemned condemns deplored deplores"
)
EXPRESSED = words(
    """
    concern concerns disgust dissatisfaction doubt doubts opposition support disapproval outrage alarm
    """
)
# What was expressed stands among so many first words: "its deep concern".
NEAR = 4
FAVOURS = words("favour favor")
DISAGREEING = words("disagree disagrees disagreed")
WANTING = words("want wants")
STANCES = words("stance policy position opposition support innocence")
MINDED = words(
    """
    satisfied happy critical opposed pleased unhappy dissatisfied hostile sceptical skeptical
    supportive unwilling convinced persuaded reluctant wary divided adamant unimpressed impressed
    impatient patient enthusiastic cautious lukewarm furious open
    """
)
REFUSING = words(
    """
    refused refuses refuse refusing resisted resists resist rejected rejects
    disputed disputes rebuffed rebuffs spurned backed backs endorsed endorses champions
    """
)
ACCEPTING = words(
    """
    accept accepts accepted agree agrees agreed convinced persuaded rule recognise recognize
    recognises recognizes concede share shares want wants trust trusts believe support supports
    """
)
GIVING_IN = words(
    """
    support tolerate accept allow back negotiate recognise recognize pursue endorse permit stand condone
    compromise agree
    """
)
ANSWERING = words(
    "comment confirm answer say disclose discuss elaborate identify name respond reply speak talk"
)
RULING = words("ruled rules rule ruling")
MATTERS = words(
    """
    news decision decisions move moves plan plans ruling verdict announcement report prospect agreement deal
    result results change changes step steps effort efforts talks idea proposal proposals vote policy policies
    need legality wisdom validity fairness motives independence legitimacy
    """
)
JUDGING_MATTERS = words("welcomed welcomes welcome questioned questions question")
BACKING = words("backing opposing supporting resisting")
PLEADING = words("pled pleaded plead pleads")
CLAIMING = words("claims claim")


def takes_a_stand(tokens: Sequence["Token"], head: "Token | None", voice: Voice) -> bool:
    if voice.speaker is None or voice.cue == "carried" or _accuses(voice):
        return False
    if voice.cue in cues.STANCE or voice.cue in cues.STATES_OF_MIND or voice.cue in MAINTAINING:
        if voice.attribution is Attribution.DIRECT and voice.cue in TAKING_SIDES:
            return not any(token.tag_ in FINITE for token in tokens)
        return voice.attribution is not Attribution.DIRECT or voice.cue == "reason"
    if head is None or voice.cue == "express":
        return _expresses_doubt(tokens, voice)
    if head.lower_ in BELIEVES and voice.attribution is not Attribution.DIRECT:
        # "The tremor was felt" tells of no mind.
        return not is_passive(head)
    denies = voice.cue in DENYING and any(child.dep_ == "neg" for child in head.children)
    return denies or bool(helpers(head) & signs.OUGHT) or (head.lower_ == "needed" and bool(helpers(head)))


def _accuses(voice: Voice) -> bool:
    """Say whether what somebody is accused of is told: that is so or not, whatever anybody thinks of it."""
    return voice.cue == "accuse" and voice.attribution is Attribution.INDIRECT


def _expresses_doubt(tokens: Sequence["Token"], voice: Voice) -> bool:
    """Hold for "expressed its deep concern" and "expressed support for the plan"."""
    told = voice.cue == "express" and voice.attribution is not Attribution.DIRECT
    return told and any(token.lower_ in EXPRESSED for token in tokens[:NEAR])


def refuses(tokens: Sequence["Token"], head: "Token | None", voice: Voice) -> bool:
    """Hold for "we will not support the plan" and "said they would not tolerate it"."""
    if voice.speaker is None or head is None or head.lower_ not in GIVING_IN:
        return False
    return bool(helpers(head) & signs.FUTURE) and any(child.dep_ == "neg" for child in head.children)


def holds_a_stance(tokens: Sequence["Token"], head: "Token | None", voice: Voice) -> bool:
    """Hold for a stance told without a verb of saying: "has maintained a policy of", "is critical of"."""
    if voice.speaker is not None or head is None or _are_counted(head):
        return False
    if head.tag_ == "VBG":
        sided = head.lower_ in BACKING or (head.lower_ == "refusing" and _is_unwilling(head))
        return sided and bool(helpers(head) & BEING)
    if _judges_a_matter(head) or _pleads_innocence(head):
        return True
    condemned = head.lower_ in CONDEMNING and head.dep_ not in ("acl", "amod")
    if condemned or (head.lower_ in SIDING and not is_passive(head)):
        return True
    wanted = any(child.dep_ == "dobj" for child in head.children)
    if _is_unwilling(head) or (head.lower_ in WANTING and wanted):
        return True
    holds = head.lower_ in HOLDING
    return any(
        (holds and child.dep_ == "dobj" and child.lower_ in STANCES and not _is_a_post(child))
        or (child.dep_ == "acomp" and child.lower_ in MINDED)
        for child in head.children
    )


def _judges_a_matter(head: "Token") -> bool:
    """Hold for "welcomed the news", "questioned the policy" and "claims the island"."""
    things = [child for child in head.rights if child.dep_ == "dobj"]
    if head.lower_ in JUDGING_MATTERS:
        return any(thing.lower_ in MATTERS for thing in things)
    return head.lower_ in CLAIMING and any(thing.pos_ == "PROPN" for thing in things)


def _pleads_innocence(head: "Token") -> bool:
    """Hold for "pleaded not guilty"."""
    following = [token.lower_ for token in head.doc[head.i + 1 : head.i + 3]]
    return head.lower_ in PLEADING and following == ["not", "guilty"]


def _is_a_post(noun: "Token") -> bool:
    """Say whether "position" is an office: "the position of minister", "as minister"."""
    return noun.lower_ == "position" and any(child.lower_ in ("of", "as") for child in noun.rights)


def _are_counted(head: "Token") -> bool:
    """Say whether it is told how many take a side: "62 percent supported it"."""
    subjects = [child for child in head.lefts if child.dep_ == "nsubj"]
    return any(is_amount(token) for subject in subjects for token in subject.subtree)


def sides(tokens: Sequence["Token"], head: "Token | None", voice: Voice) -> bool:
    """Hold for "we support the plan" and "is against it", whoever says so."""
    if head is None:
        return False
    beside = [child for child in head.children if child.dep_ == "prep" and child.i == head.i + 1]
    if head.lower_ in BEING and any(
        child.lower_ == "against" or any(noun.lower_ in FAVOURS for noun in child.children)
        for child in beside
    ):
        return True
    if head.lower_ in DISAGREEING:
        return True
    wishes = head.lower_ in WANTING and any(child.dep_ == "xcomp" for child in head.rights)
    rejects = any(child.dep_ == "neg" for child in head.children) and head.lower_ in ACCEPTING and not wishes
    if _approves(head, voice) or _stands_with(head):
        return True
    sided = head.lower_ in SIDING or (head.tag_ == "VBP" and head.lower_ in REFUSING)
    return is_said_of_ourselves(head) and head.tag_ != "VBD" and (sided or rejects)


def _approves(head: "Token", voice: Voice) -> bool:
    """Hold for "said he had approved of it"."""
    told = voice.attribution is Attribution.INDIRECT and head.lower_ == "approved"
    return told and any(child.lower_ == "of" for child in head.rights)


def _stands_with(head: "Token") -> bool:
    """Hold for "we stand with them" and "we stand in solidarity with them"."""
    if head.lower_ not in ("stand", "stands") or not is_said_of_ourselves(head):
        return False
    beside = [child for child in head.rights if child.dep_ == "prep"]
    return any(
        child.lower_ in ("with", "behind") or any(noun.lower_ == "solidarity" for noun in child.children)
        for child in beside
    )


def _gives_no_answer(head: "Token") -> bool:
    """Say whether somebody "refused to comment" or "to confirm": a silence takes no side."""
    return any(child.dep_ == "xcomp" and child.lower_ in ANSWERING for child in head.rights)


def _is_unwilling(head: "Token") -> bool:
    """Say whether somebody "has refused to concede", "does not accept" or "is not convinced"."""
    rules_out = any(child.lower_ == "out" and child.dep_ in ("prt", "advmod") for child in head.children)
    if _gives_no_answer(head):
        return False
    if not is_passive(head) and (head.lower_ in REFUSING or (head.lower_ in RULING and rules_out)):
        return True
    before = head.doc[max(head.sent.start, head.i - 12) : head.i]
    negated = any(token.dep_ == "neg" or token.lower_ in ("not", "no", "nobody", "few") for token in before)
    minded = any(child.dep_ == "acomp" and child.lower_ in MINDED for child in head.children)
    return negated and (head.lower_ in ACCEPTING or minded)
