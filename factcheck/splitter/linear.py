"""The small linear models: named features times plain numbers from a JSON file, and nothing else."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

from factcheck.splitter.claims import ClaimType
from factcheck.splitter.features import MEANS

FILE = "weights.json"
# So many times as likely as any other type must an opinion be.
CLEARLY = 1.6


@dataclass(frozen=True, slots=True)
class Weights:
    """What training found: a number per feature and type, and one per feature for check-worthiness.

    `words` has a row of numbers for each word whose meaning counts: one per type, in their order, and one for
    check-worthiness.
    """

    type: Mapping[str, Mapping[str, float]]
    worth: Mapping[str, float]
    words: Mapping[str, Sequence[float]] = field(default_factory=dict)

    def type_chances(self, features: Mapping[str, float]) -> dict[ClaimType, float]:
        """Return how likely each type is; the chances add up to one."""
        known = [(value, self.words[name]) for name, value in features.items() if name in self.words]
        scores = {
            kind: total(features, self.type[kind.value]) + sum(value * row[column] for value, row in known)
            for column, kind in enumerate(ClaimType)
        }
        most = max(scores.values())
        raised = {kind: math.exp(score - most) for kind, score in scores.items()}
        whole = sum(raised.values())
        return {kind: value / whole for kind, value in raised.items()}

    def worth_chance(self, features: Mapping[str, float]) -> float:
        """Return the chance that a fact-checker would take the claim up, 0 to 1."""
        score = sum(value * self.worth_weight(name) for name, value in features.items())
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))

    def worth_weight(self, name: str) -> float:
        """Return how much a feature weighs in check-worthiness; one without a weight counts nothing."""
        return self.words[name][-1] if name in self.words else self.worth.get(name, 0.0)


def likeliest(chances: Mapping[ClaimType, float]) -> ClaimType:
    """Return the likeliest type; an opinion goes unchecked, so it must be clearly the likeliest."""
    return max(chances, key=lambda kind: chances[kind] / (CLEARLY if kind is ClaimType.OPINION else 1))


def total(features: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Return the weighted sum; a feature without a weight counts nothing."""
    return sum(value * weights.get(name, 0.0) for name, value in features.items())


@cache
def trained() -> Weights:
    """Return the weights that ship with the splitter."""
    return read(resources.files("factcheck.splitter").joinpath(FILE))


def read(file: Traversable) -> Weights:
    """Return the weights in a JSON file."""
    found = json.loads(file.read_text(encoding="utf-8"))
    return Weights(
        found["type"], found["worth"], {f"{MEANS}{word}": row for word, row in found["words"].items()}
    )
