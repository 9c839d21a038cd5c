"""Trains the linear models: `python -m factcheck.splitter.train FOLDER` reads labels and writes weights.json.

FOLDER holds NAME.txt and NAME.json as the labelling guide describes; the articles and sentences written for
training are added to them. Each article is left out once, with some others, to say how the models do on what
they have not seen.
With --vectors and --dictionary, a word weighs by its meaning too, as vectors.py says. With --teacher, what an
earlier version's weights make of the folder's sentences counts as some annotators more, so that labels no
longer at hand still tell (Hinton, Vinyals and Dean, "Distilling the Knowledge in a Neural Network", 2015).
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from factcheck.splitter import judging, linear, vectors, worth
from factcheck.splitter.claims import ClaimType
from factcheck.splitter.features import MEANS, Features
from factcheck.splitter.labelled import Row, articles, written, written_articles
from factcheck.splitter.linear import Weights
from factcheck.splitter.vectors import Vectors

HERE = Path(__file__).parent
TYPES = [kind.value for kind in ClaimType]
BIAS_SHRINKAGE = 0.01
TYPE_SHRINKAGE = 6.0
WORTH_SHRINKAGE = 25.0
WORD_SHRINKAGE = 15.0
ARTICLES_OF_A_WORD = 3
NEWTON_STEPS = 6
FOLDS = 12
# So many annotators does a teacher count for.
TEACHER_COUNTS = 2.0
# The chance of being taken up that each priority of the labelling guide stands for: 2 and 3 are taken up.
CHANCES = (0.02, 0.05, 0.95, 0.98)

Numbers = NDArray[np.float64]


def main(arguments: Sequence[str] | None = None) -> None:
    """Train on the folder named on the command line, report, and write the weights."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("folder", type=Path, help="NAME.txt and NAME.json for each article")
    ask.add_argument("--written", type=Path, default=HERE / "training")
    ask.add_argument("--out", type=Path, default=HERE / linear.FILE)
    ask.add_argument("--vectors", type=Path, metavar="FILE", help="a word and its numbers on each line")
    ask.add_argument("--dictionary", type=Path, metavar="FILE", action="append", default=[])
    ask.add_argument("--teacher", type=Path, metavar="FILE", help="an earlier version's weights")
    asked = ask.parse_args(arguments)
    given = list(articles(asked.folder))
    if not given:
        sys.exit(f"There are no labelled articles in {asked.folder}.")
    labelled = [*given, *articles(asked.written / "labelled")]
    own = [*written_articles(asked.written / "articles.txt"), *written(asked.written / "written.tsv")]
    typed = list(articles(asked.written / "typed"))
    meanings = Vectors.read(asked.vectors, asked.dictionary) if asked.vectors else vectors.NONE
    print(json.dumps(left_out(labelled, own, typed, meanings), indent=1))
    if asked.teacher:
        labelled = taught(labelled, linear.read(asked.teacher))
    save(fit([*labelled, *own], typed, meanings), asked.out)


def taught(rows: Sequence[Row], teacher: Weights) -> list[Row]:
    """Return the rows with what a teacher's weights make of them."""
    found = []
    for row in rows:
        chances = _chances(row, teacher)
        seen = worth.features(row.sentence, row.voice, row.seen, chances, row.setting)
        kinds = teacher.type_chances(row.seen)
        found.append(replace(row, taught=(kinds, teacher.worth_chance(seen))))
    return found


def fit(rows: Sequence[Row], typed: Sequence[Row] = (), meanings: Vectors = vectors.NONE) -> Weights:
    """Return the weights that fit all rows; those `typed` are for the types alone."""
    types = fit_types([*rows, *typed], meanings)
    worths = fit_worth(rows, [_chances(row, types) for row in rows], meanings)
    words = {name: (*row, *worths.words[name]) for name, row in types.words.items()}
    return Weights(types.type, worths.worth, words)


def fit_types(rows: Sequence[Row], meanings: Vectors) -> Weights:
    """Return softmax weights per type, fitted to the rows that no rule settles."""
    free = [row for row in rows if row.ruled is None]
    names = sorted({name for row in free for name in row.seen if not name.startswith(MEANS)})
    matrix = np.hstack(
        [_matrix([row.seen for row in free], names), meanings.sums([row.seen for row in free])]
    )
    wanted = np.array([[_wanted_share(row, kind) for kind in ClaimType] for row in free])
    shrink = np.full(matrix.shape[1], TYPE_SHRINKAGE)[:, None]
    shrink[names.index("bias")] = BIAS_SHRINKAGE
    counted = np.array([_counts(row) for row in free])[:, None]

    def slope(weights: Numbers) -> Numbers:
        scores = matrix @ weights
        raised = np.exp(scores - scores.max(axis=1, keepdims=True))
        chances = raised / raised.sum(axis=1, keepdims=True)
        result: Numbers = (matrix.T @ ((chances - wanted) * counted) + shrink * weights) / len(free)
        return result

    weights = _descend(np.zeros((matrix.shape[1], len(TYPES))), slope)
    per_type = {
        kind: {name: round(float(weight), 4) for name, weight in zip(names, weights[:, column], strict=False)}
        for column, kind in enumerate(TYPES)
    }
    return Weights(per_type, {}, meanings.projected(weights[len(names) :]))


def fit_worth(rows: Sequence[Row], chances: Sequence[dict[ClaimType, float]], meanings: Vectors) -> Weights:
    """Return logistic weights, held near what is expected of each feature."""
    found = [
        worth.features(row.sentence, row.voice, row.seen, chance, row.setting)
        for row, chance in zip(rows, chances, strict=True)
    ]
    names = sorted({*worth.EXPECTED, *_common_words(rows, found)})
    matrix = np.hstack([_matrix(found, names), meanings.sums(found)])
    expected = np.array([worth.EXPECTED.get(name, 0.0) for name in names] + [0.0] * meanings.size)
    wanted = np.array([_wanted_worth(row) for row in rows])
    shrink = np.array([_worth_shrinkage(name) for name in names] + [WORTH_SHRINKAGE] * meanings.size)
    counted = np.array([_counts(row) for row in rows])
    weights = expected.copy()
    for _ in range(NEWTON_STEPS):
        chance = 1 / (1 + np.exp(-(matrix @ weights)))
        slope = matrix.T @ ((chance - wanted) * counted) + shrink * (weights - expected)
        curve = (matrix.T * (chance * (1 - chance) * counted)) @ matrix + np.diag(shrink)
        weights -= np.linalg.solve(curve, slope)
    per_name = {name: round(float(weight), 4) for name, weight in zip(names, weights, strict=False)}
    return Weights({}, per_name, meanings.projected(weights[len(names) :, None]))


def _common_words(rows: Sequence[Row], found: Sequence[Features]) -> list[str]:
    """Return the features that are words and stand in several articles."""
    places = {(row.article, name) for row, one in zip(rows, found, strict=True) for name in one}
    counts = Counter(name for _, name in places if name.startswith(worth.SAYS))
    return [name for name, count in counts.items() if count >= ARTICLES_OF_A_WORD]


def _worth_shrinkage(name: str) -> float:
    if name == "bias":
        return BIAS_SHRINKAGE
    return WORD_SHRINKAGE if name.startswith(worth.SAYS) else WORTH_SHRINKAGE


def _chances(row: Row, weights: Weights) -> dict[ClaimType, float]:
    return judging.chances_of(row.ruled, row.seen, weights)


def _matrix(rows: Sequence[Features], names: Sequence[str]) -> Numbers:
    return np.array([[row.get(name, 0.0) for name in names] for row in rows])


def _share(row: Row, kind: str) -> float:
    return float(sum(label["type"] == kind for label in row.labels) / len(row.labels))


def _counts(row: Row) -> float:
    return row.weight * (1 + TEACHER_COUNTS * (row.taught is not None))


def _wanted_share(row: Row, kind: ClaimType) -> float:
    own = _share(row, kind.value)
    return (own + TEACHER_COUNTS * row.taught[0][kind]) / (1 + TEACHER_COUNTS) if row.taught else own


def _wanted_worth(row: Row) -> float:
    own = float(np.mean([CHANCES[label["priority"]] for label in row.labels]))
    return (own + TEACHER_COUNTS * row.taught[1]) / (1 + TEACHER_COUNTS) if row.taught else own


def _descend(weights: Numbers, slope: Callable[[Numbers], Numbers], steps: int = 800) -> Numbers:
    """Follow the slope down with Adam's step sizes; the same data give the same weights."""
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, steps + 1):
        gradient = slope(weights)
        first = 0.9 * first + 0.1 * gradient
        second = 0.999 * second + 0.001 * gradient**2
        size = (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
        weights = weights - 0.05 * size
    return weights


def left_out(
    rows: Sequence[Row], own: Sequence[Row] = (), typed: Sequence[Row] = (), meanings: Vectors = vectors.NONE
) -> dict[str, float]:
    """Return how the models do on each article when trained on others and our `own`, averaged."""
    names = sorted({row.article for row in (*rows, *typed)})
    right, areas = [], []
    for fold in (names[first::FOLDS] for first in range(min(FOLDS, len(names)))):
        seen = [row for row in rows if row.article not in fold]
        weights = fit([*seen, *own], [row for row in typed if row.article not in fold], meanings)
        for name in fold:
            unseen = [row for row in (*rows, *typed) if row.article == name]
            chances = [_chances(row, weights) for row in unseen]
            guesses = [linear.likeliest(chance) for chance in chances]
            right += [_share(row, guess.value) for row, guess in zip(unseen, guesses, strict=True)]
            if any(row.article == name for row in rows):
                areas += _areas(unseen, chances, weights)
    return {"articles": len(names), "type accuracy": _percent(right), "check-worthy AUC": _percent(areas)}


def _areas(rows: Sequence[Row], chances: Sequence[dict[ClaimType, float]], weights: Weights) -> list[float]:
    """Return the areas under the curve against each annotator of an article, where they are defined."""
    scores = [
        weights.worth_chance(worth.features(row.sentence, row.voice, row.seen, chance, row.setting))
        for row, chance in zip(rows, chances, strict=True)
    ]
    return [area for area in (_area(scores, rows, who) for who in (0, -1)) if area is not None]


def _area(scores: Sequence[float], rows: Sequence[Row], who: int) -> float | None:
    """Return the area under the curve against one annotator, None where it is undefined."""
    high = [score for score, row in zip(scores, rows, strict=True) if row.labels[who]["priority"] >= 2]
    low = [score for score, row in zip(scores, rows, strict=True) if row.labels[who]["priority"] < 2]
    if not high or not low:
        return None
    won = sum((one > other) + 0.5 * (one == other) for one in high for other in low)
    return float(won / (len(high) * len(low)))


def _percent(values: Sequence[float]) -> float:
    return round(100 * float(np.mean(values)), 1)


def save(weights: Weights, file: Path) -> None:
    """Write the weights as JSON that reads well in a diff: a line for each number, and for each word."""
    plain = json.dumps({"type": weights.type, "worth": weights.worth}, indent=1, sort_keys=True)
    rows = sorted((name.removeprefix(MEANS), list(row)) for name, row in weights.words.items())
    words = ",\n".join(f"  {json.dumps(word)}: {json.dumps(row)}" for word, row in rows)
    file.write_text(plain.removesuffix("\n}") + f',\n "words": {{\n{words}\n }}\n}}\n', encoding="utf-8")


if __name__ == "__main__":
    main()
