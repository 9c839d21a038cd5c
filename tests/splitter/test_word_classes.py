"""Word classes are those of spaCy's own ruler, which they stand in for."""

from pathlib import Path

import pytest
import spacy
from spacy.language import Language

from factcheck.splitter import models, word_classes

SEEDS = Path(__file__).parents[2] / "seeds" / "articles"
SENTENCES = (
    "There was no bridge, but there is one now, and that is all that anyone has.",
    "They have done what they did not do before; it has to be, isn't it?",
    "He said that, while she was away, these two had been there once.  Well,\n\nnobody’s here!",
    "It gets 12 % of that $ 3 million — “don't”, they'd say, 'cause it ain't gonna be.",
    "👩‍👩‍👧 שלום. ... <!-- ??",
)


@pytest.fixture(scope="module")
def as_it_comes() -> Language:
    package = models.package_for("en")
    assert package is not None
    return spacy.load(package, exclude=models.UNUSED)


def test_every_word_has_the_class_that_the_model_gives_it(as_it_comes: Language) -> None:
    ours = models.load("en")
    assert ours is not None
    assert word_classes.RULER not in ours.pipe_names

    for text in (*SENTENCES, *(file.read_text(encoding="utf-8") for file in sorted(SEEDS.glob("*.txt")))):
        expected = [(word.text, word.pos_) for word in as_it_comes(text)]

        assert [(word.text, word.pos_) for word in ours(text)] == expected


@pytest.mark.parametrize(
    ("patterns", "index"),
    [
        ([[{"TAG": "NN", "SHAPE": "xx"}]], 0),
        ([[{"LOWER": {"REGEX": "^a"}}]], 0),
        ([[{"LOWER": {"NOT_IN": ["a"]}}]], 0),
        ([[{"LOWER": "let"}, {"LOWER": "us"}]], 1),
        ([[{"LOWER": "let"}, {"LOWER": "us"}]], 0),
        ([[{"DEP": "det"}, {"DEP": "amod"}, {"TAG": "NN"}]], 2),
    ],
)
def test_a_ruler_that_asks_for_more_stays(patterns: list[list[dict[str, object]]], index: int) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe(word_classes.RULER).add(patterns, {"POS": "X"}, index=index)

    assert word_classes.quicken(nlp).pipe_names == [word_classes.RULER]


def test_a_pipeline_without_a_ruler_stays() -> None:
    assert word_classes.quicken(spacy.blank("en")).pipe_names == []


def test_of_rules_that_hold_the_last_one_counts() -> None:
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe(word_classes.RULER)
    ruler.add([[{"LOWER": "a"}], [{"LOWER": {"IN": ["b", "c"]}}]], {"POS": "DET"})
    ruler.add([[{"IS_SPACE": False}]], {"POS": "X"})
    ruler.add([[{"LOWER": "b"}]], {"POS": "NOUN"})

    assert [word.pos_ for word in word_classes.quicken(nlp)("a b c")] == ["X", "NOUN", "X"]
