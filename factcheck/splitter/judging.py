"""Judges each sentence: its type, whether it can be checked, and how much it is worth checking."""

from dataclasses import dataclass

from factcheck.splitter import features, kinds, linear, worth
from factcheck.splitter.claims import ClaimType
from factcheck.splitter.features import Features, Setting
from factcheck.splitter.linear import Weights
from factcheck.splitter.parsing import Sentence
from factcheck.splitter.voices import Voice

SURE = 0.9


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was decided about a sentence, and by which rules."""

    type: ClaimType
    checkable: bool
    worth: float
    rules: tuple[str, ...]
    reasons: tuple[str, ...]


def judge(sentence: Sentence, voice: Voice, setting: Setting, weights: Weights | None = None) -> Judgement:
    """Return the judgement on a sentence, by rule where grammar settles it and by weight elsewhere."""
    weights = weights or linear.trained()
    seen = features.of(sentence, voice, setting)
    ruled = rule_for(sentence, voice)
    chances = chances_of(ruled[0] if ruled else None, seen, weights)
    claim_type = ruled[0] if ruled else linear.likeliest(chances)
    found = worth.features(sentence, voice, seen, chances, setting)
    rule = ruled[1] if ruled else f"type.{claim_type.value}.weighed"
    return Judgement(
        claim_type,
        claim_type is not ClaimType.OPINION,
        round(weights.worth_chance(found), 4),
        (rule,),
        worth.reasons(found, weights),
    )


def rule_for(sentence: Sentence, voice: Voice) -> tuple[ClaimType, str] | None:
    """Return the type that grammar settles, judged on the reported words where there are any."""
    return kinds.by_rule(features.judged(sentence, voice), voice)


def chances_of(ruled: ClaimType | None, seen: Features, weights: Weights) -> dict[ClaimType, float]:
    """Return the chances of each type; what a rule settled is all but sure."""
    chances = weights.type_chances(seen)
    if ruled is None:
        return chances
    return {kind: SURE * (kind is ruled) + (1 - SURE) * chance for kind, chance in chances.items()}
