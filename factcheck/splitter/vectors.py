"""Word vectors, for training alone: words in like company have like numbers, so models learn of unmet words.

What ships is what the models make of each word, a few numbers of its own.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from factcheck.splitter.features import MEANS, Features

# So many words have a meaning, and a vector this long.
KNOWN_WORDS = 20_000
LENGTH = 2.0

Numbers = NDArray[np.float64]


class Vectors:
    """Vectors of the commonest words, by the name of the feature."""

    def __init__(self, found: Mapping[str, Numbers]):
        self._by_name = dict(found)
        self.size = len(next(iter(self._by_name.values()), ()))

    @classmethod
    def read(cls, file: Path, dictionaries: Sequence[Path]) -> "Vectors":
        """Return the vectors of the dictionaries' words: on each line of `file` a word and its numbers.

        The commonest words come first. Vectors are taken from their mean and made equally long. GloVe's
        files look so: Pennington, Socher and Manning, "GloVe: Global Vectors for Word Representation",
        EMNLP 2014. A dictionary has a word on each line; what stands in one with a capital may be a name,
        and names have no meaning.
        """
        listed = {word for one in dictionaries for word in one.read_text(encoding="utf-8").split()}
        found: dict[str, Numbers] = {}
        with file.open(encoding="utf-8") as lines:
            for line in lines:
                word, *numbers = line.split()
                if len(word) > 1 and word in listed and word.capitalize() not in listed:
                    found[f"{MEANS}{word}"] = np.array(numbers, dtype=np.float64)
                if len(found) == KNOWN_WORDS:
                    break
        mean = np.mean(list(found.values()), axis=0)
        away = {name: vector - mean for name, vector in found.items()}
        return cls({name: LENGTH * vector / np.linalg.norm(vector) for name, vector in away.items()})

    def sums(self, rows: Sequence[Features]) -> Numbers:
        """Return for each row the weighted sum of its words' vectors."""
        result = np.zeros((len(rows), self.size))
        for number, row in enumerate(rows):
            for name, value in row.items():
                if name in self._by_name:
                    result[number] += value * self._by_name[name]
        return result

    def projected(self, weights: Numbers) -> dict[str, tuple[float, ...]]:
        """Return what columns of weights of the vectors' numbers make of each word, in hundredths."""
        return {
            name: tuple(round(float(one), 2) for one in vector @ weights)
            for name, vector in self._by_name.items()
        }


NONE = Vectors({})
