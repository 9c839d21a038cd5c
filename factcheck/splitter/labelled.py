"""Reads labelled articles and sentences for training, with the features of every sentence."""

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from factcheck.splitter import features, judging, models, splitting
from factcheck.splitter.claims import ClaimType, Span
from factcheck.splitter.features import Features, Setting
from factcheck.splitter.parsing import Sentence
from factcheck.splitter.voices import Voice

WRITTEN_WEIGHT = 0.5


@dataclass(frozen=True)
class Row:
    """One labelled sentence."""

    article: str
    sentence: Sentence
    voice: Voice
    setting: Setting
    seen: Features
    ruled: ClaimType | None
    labels: tuple[dict[str, Any], ...] = ()
    weight: float = 1.0
    taught: tuple[dict[ClaimType, float], float] | None = None


def articles(folder: Path) -> Iterator[Row]:
    """Yield the labelled sentences of every article in a folder."""
    for file in sorted(folder.glob("*.json")):
        text = file.with_suffix(".txt").read_text(encoding="utf-8")
        labels = {
            (one["start"], one["end"]): tuple(label for label in one["labels"] if label["kind"] == "claim")
            for one in json.loads(file.read_text(encoding="utf-8"))["sentences"]
        }
        for row in _unlabelled(file.stem, text):
            found = labels.get((row.sentence.start, row.sentence.end))
            if found:
                yield replace(row, labels=found)


def written_articles(file: Path) -> Iterator[Row]:
    """Yield the sentences of articles written for training: a title, then "type priority sentence" lines."""
    for number, one in enumerate(file.read_text(encoding="utf-8").split("# ")[1:]):
        title, *lines = one.rstrip("\n").split("\n")
        text, labels = _laid_out(title, lines)
        for row in _unlabelled(f"article-{number}", text):
            found = labels.get((row.sentence.start, row.sentence.end))
            if found:
                yield replace(row, labels=(found,))


def _laid_out(title: str, lines: Sequence[str]) -> tuple[str, dict[Span, dict[str, Any]]]:
    """Return an article's text, and the label of each of its sentences; an empty line ends a paragraph."""
    text, gap = title, "\n\n"
    labels: dict[Span, dict[str, Any]] = {}
    for line in lines:
        if not line:
            gap = "\n\n"
            continue
        kind, priority, sentence = line.split(" ", 2)
        text, gap = text + gap, " "
        labels[len(text), len(text) + len(sentence)] = {"type": kind, "priority": int(priority)}
        text += sentence
    return text, labels


def written(file: Path) -> Iterator[Row]:
    """Yield the sentences written for training, one a line: type, priority, sentence."""
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines()):
        kind, priority, text = line.split("\t")
        label = {"type": kind, "priority": int(priority)}
        for row in _unlabelled(f"written-{number}", text):
            # A sentence by itself opens no article.
            setting = replace(row.setting, number=1)
            yield replace(row, setting=setting, labels=(label,), weight=WRITTEN_WEIGHT)


def _unlabelled(article: str, text: str) -> Iterator[Row]:
    nlp = models.load("en")
    if nlp is None:
        sys.exit("Training needs the English model.")
    for sentence, voice, setting in splitting.analyse(text, nlp).rows():
        ruled = judging.rule_for(sentence, voice)
        seen = features.of(sentence, voice, setting)
        yield Row(article, sentence, voice, setting, seen, ruled[0] if ruled else None)
