"""Rules for what kind of thing a sentence says, where its grammar settles it; the model weighs the rest."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from factcheck.splitter import appeals, futures, hopes, needs, opinions, signs, stances
from factcheck.splitter.claims import Attribution, ClaimType
from factcheck.splitter.grammar import FINITE, main_verb
from factcheck.splitter.lexicon import words
from factcheck.splitter.numbers import counts_a_known_group, is_a_small_circumstance, is_amount, is_central
from factcheck.splitter.ranks import (
    comes_in_at_a_rank,
    is_a_place_won,
    is_a_record,
    is_compared,
    is_counted_up_to,
    is_the_nth_to,
    may_rank,
    tells_a_change,
    wins_several,
)
from factcheck.splitter.voices import SILENT, Voice

if TYPE_CHECKING:
    from spacy.tokens import Token

NOBODY = SILENT
EMPHATIC = signs.FEELING | signs.EVALUATING | words("i 'm think me my")
GREATER = words("higher lower larger smaller bigger fewer faster slower")
RANKED = words("only second third fourth fifth")


def by_rule(tokens: Sequence["Token"], voice: Voice) -> tuple[ClaimType, str] | None:
    """Return the type that the grammar of the (reported) words settles, and the rule's id."""
    tokens = _first_statement(tokens)
    head = main_verb(tokens)
    for claim_type, rule, holds in RULES:
        if holds(tokens, head, voice):
            return claim_type, rule
    return None


def _first_statement(tokens: Sequence["Token"]) -> Sequence["Token"]:
    """Return the words before a semicolon, where they are a sentence of their own."""
    for number, token in enumerate(tokens):
        if token.text == ";" and any(before.tag_ in FINITE for before in tokens[:number]):
            return tokens[:number]
    return tokens


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


def _sets_a_record(tokens: Sequence["Token"], head: "Token | None", voice: Voice) -> bool:
    """Hold for "the first … since 1993", "the highest in five years", "for the first time in"."""
    if voice.attribution is Attribution.DIRECT:
        return False
    for token in filter(may_rank, tokens):
        if (is_counted_up_to(token) or is_a_record(token)) and is_central(token, head):
            return True
        if token.i and is_a_place_won(token):
            return True
        ranked = token.lower_ == "first" or token.tag_ in ("JJS", "RBS") or token.lower_ in RANKED
        if token.lower_ in RANKED and token.i + 1 < len(token.doc) and token.nbor().tag_ == "JJS":
            return is_central(token, head)
        if ranked and token.lower_ not in ("least", "best", "last") and is_central(token, head):
            following = {
                later.lower_ for later in token.doc[token.i + 1 : token.i + 10] if later in token.sent
            }
            compared = following & {"in", "of", "for"} and following & {"years", "decades", "months"}
            if following & {"since", "history", "ever"} or compared:
                return True
    return comes_in_at_a_rank(head) or is_the_nth_to(head) or tells_a_change(head)


RULES = (
    (ClaimType.APPEAL, "type.appeal.asked", appeals.is_asked),
    (ClaimType.APPEAL, "type.appeal.asks", appeals.is_advised),
    (ClaimType.APPEAL, "type.appeal.asks", appeals.asks_itself),
    (ClaimType.APPEAL, "type.appeal.wishes", appeals.would_like),
    (ClaimType.POSITION, "type.position.refuses", stances.refuses),
    (ClaimType.PREDICTION, "type.prediction.will", futures.is_foretold),
    (ClaimType.PREDICTION, "type.prediction.hoped", hopes.is_hoped),
    (ClaimType.PREDICTION, "type.prediction.would", futures.would_be),
    (ClaimType.PREDICTION, "type.prediction.planned", futures.is_planned),
    (ClaimType.OPINION, "type.opinion.called", opinions.is_called),
    (ClaimType.OPINION, "type.opinion.thanks", opinions.gives_thanks),
    (ClaimType.POSITION, "type.position.stance", stances.takes_a_stand),
    (ClaimType.POSITION, "type.position.weighs", needs.weighs),
    (ClaimType.POSITION, "type.position.held", stances.holds_a_stance),
    (ClaimType.POSITION, "type.position.disputed", opinions.is_called_untrue),
    (ClaimType.POSITION, "type.position.sides", stances.sides),
    (ClaimType.PREDICTION, "type.prediction.follows", futures.is_to_follow),
    (ClaimType.PREDICTION, "type.prediction.scheduled", futures.is_scheduled),
    (ClaimType.PREDICTION, "type.prediction.trusted", hopes.is_trusted),
    (ClaimType.OPINION, "type.opinion.interprets", opinions.interprets),
    (ClaimType.OPINION, "type.opinion.figurative", opinions.is_figurative),
    (ClaimType.NUMERICAL, "type.numerical.record", _sets_a_record),
    (ClaimType.OPINION, "type.opinion.values", opinions.values),
    (ClaimType.OPINION, "type.opinion.verdict", opinions.is_a_verdict),
    (ClaimType.OPINION, "type.opinion.credo", opinions.is_a_credo),
    (ClaimType.NUMERICAL, "type.numerical.amount", _has_an_amount),
    (ClaimType.NUMERICAL, "type.numerical.comparison", _compares_amounts),
)
