"""How much a claim deserves a fact-checker's time: features, what people expect of them, and reasons."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from factcheck.splitter import signs, stakes
from factcheck.splitter.claims import ClaimType
from factcheck.splitter.features import MEANS, Features, Setting, meaning
from factcheck.splitter.lexicon import carrying, lists_by_word, stem
from factcheck.splitter.linear import Weights
from factcheck.splitter.parsing import Sentence
from factcheck.splitter.voices import Voice

if TYPE_CHECKING:
    from spacy.tokens import Token

LONG = 40
FEW = 10
# Begins the names of features that are words, as opposed to those of `EXPECTED`.
SAYS = "says."
UNNAMED = "source not named"

SUBJECTS = {
    "harm": signs.HARM,
    "health": signs.HEALTH,
    "law": signs.LAWFUL,
    "planet": signs.PLANET,
    "cause": signs.CAUSING,
    "public": signs.PUBLIC,
    "routine": signs.ROUTINE | signs.BACKGROUND,
    "feeling": signs.FEELING,
    "evaluating": signs.EVALUATING,
    "hedge": signs.HEDGES,
    "fault": signs.FAULT,
    "decision": signs.DECISION,
    "civic": signs.CIVIC,
    "scene": signs.SCENE,
    "life": signs.LIFE,
    "no-answer": signs.NO_ANSWER,
}

# What an experienced reader expects before any training; training moves these only as far as the data insist.
EXPECTED = {
    "bias": 0.0,
    "subject.harm": 0.45,
    "subject.health": 0.35,
    "subject.law": 0.35,
    "subject.planet": 0.25,
    "subject.cause": 0.35,
    "subject.public": 0.25,
    "subject.routine": -0.6,
    "subject.feeling": -0.3,
    "subject.evaluating": -0.2,
    "subject.hedge": 0.3,
    "subject.fault": 0.5,
    "subject.decision": 0.4,
    "subject.civic": 0.3,
    "subject.scene": -0.4,
    "subject.life": -0.3,
    "subject.no-answer": -0.6,
    "cue.disputing": 0.5,
    "voice.direct": -0.3,
    "voice.organisation": 0.2,
    "words.short": -0.3,
    "words.bare": -0.3,
    "words.pronoun-first": -0.2,
    "number.rate": 0.3,
    "number.central": 0.2,
    "grammar.superlative": 0.2,
    "type.opinion": -2.5,
    "type.numerical": 0.9,
    "type.prediction": 0.0,
    "type.appeal": 0.2,
    "type.position": 0.3,
    "voice.carried": -0.3,
    "voice.reported": 0.3,
    "voice.anonymous": 0.3,
    "words.first-person": -0.5,
    "words.comparing": 0.3,
    "words.long": 0.5,
    "words.no-name": -0.2,
    "words.past-year": -0.4,
    "words.central": 0.8,
    "words.title": 0.6,
    "grammar.negation": 0.3,
    "grammar.definition": -0.3,
    "grammar.past": 0.0,
    "grammar.passive": 0.1,
    "number.amount": 0.3,
    "place.lead": 0.5,
    "place.late": -0.3,
    **stakes.EXPECTED,
}

REASONS = {
    "type.numerical": "an amount",
    "number.amount": "an amount",
    "subject.harm": "harm, crime or danger",
    "subject.health": "health",
    "subject.law": "law or policy",
    "subject.planet": "environment or food",
    "subject.cause": "says what caused what",
    "subject.public": "public affairs",
    "subject.hedge": "told with reserve",
    "subject.fault": "a fault or a warning",
    "subject.decision": "a decision",
    "subject.civic": "public affairs",
    "cue.disputing": "disputed or alleged",
    "voice.anonymous": UNNAMED,
    "voice.reported": "somebody's word",
    "grammar.negation": "a denial",
    "words.comparing": "a comparison",
    "words.central": "central to the article",
    "place.lead": "opens the article",
    **stakes.REASONS,
}


def features(
    sentence: Sentence, voice: Voice, seen: Features, chances: Mapping[ClaimType, float], setting: Setting
) -> Features:
    """Return the features of check-worthiness, from those already `seen` and the type's chances."""
    tokens = list(sentence.tokens)
    found: Features = {"bias": 1.0}
    found.update(_subjects(tokens))
    words = carrying(tokens)
    found.update({f"{SAYS}{stem(word)}": 1.0 for word in words})
    found.update(meaning(words))
    found.update(
        {f"type.{kind.value}": chance for kind, chance in chances.items() if kind is not ClaimType.EVENT}
    )
    found.update({name: seen.get(other, 0.0) for name, other in SAME.items()})
    found["words.first-person"] = min(1.0, seen.get("word.first-person", 0.0))
    found["words.long"] = min(len(tokens), LONG) / 20
    found["words.past-year"] = float(any(_is_a_past_year(token) for token in tokens))
    found["words.central"] = setting.central
    found["words.short"] = float(len(tokens) < FEW)
    found["words.pronoun-first"] = float(tokens[0].pos_ == "PRON")
    found.update(stakes.of(sentence, voice, seen, setting))
    found["words.bare"] = max(seen.get(f"{kind}.bare", 0.0) for kind in ("quote", "report", "article"))
    return found


SAME = {
    "cue.disputing": "cue.disputing",
    "voice.direct": "voice.direct",
    "voice.organisation": "voice.organisation",
    "number.rate": "amount.rate",
    "number.central": "amount.central",
    "grammar.superlative": "grammar.superlative",
    "voice.carried": "cue.carried",
    "voice.reported": "voice.reported",
    "voice.anonymous": "voice.anonymous",
    "words.comparing": "word.comparing",
    "words.no-name": "grammar.no-name",
    "words.title": "place.title-words",
    "grammar.negation": "grammar.negation",
    "grammar.definition": "copula.attr",
    "grammar.past": "tense.VBD",
    "grammar.passive": "grammar.passive",
    "number.amount": "number.amount",
    "place.lead": "place.lead",
    "place.late": "place.late",
}


def _subjects(tokens: Sequence["Token"]) -> Features:
    counts: Features = {}
    for token in tokens:
        for name in _BY_WORD.get(token.lower_, ()):
            counts[name] = counts.get(name, 0.0) + 1.0
    return {name: min(3.0, count) ** 0.7 for name, count in counts.items()}


_BY_WORD = lists_by_word({f"subject.{name}": words for name, words in SUBJECTS.items()})


def _is_a_past_year(token: "Token") -> bool:
    return token.is_digit and len(token.text) == 4 and "1500" <= token.text < "2010"


def reasons(found: Mapping[str, float], weights: Weights) -> tuple[str, ...]:
    """Return up to three short reasons why a claim is worth checking, weightiest first; some are words."""
    weighed = sorted(
        ((value * weights.worth_weight(name), name) for name, value in found.items()), reverse=True
    )
    said = [_reason(name) for weight, name in weighed if weight > 0.15]
    return tuple(dict.fromkeys(filter(None, said)))[:3]


def _reason(name: str) -> str | None:
    return f"“{name.removeprefix(MEANS)}”" if name.startswith(MEANS) else REASONS.get(name)
