"""Scores simpler splitters beside ours: sentences alone, a regular expression, textacy's direct quotations.

`python bench/baselines.py [--quick] [--json] [--gold FOLDER]`. FOLDER holds score.py and news/, as the
labelled articles come; it is looked for beside the project. `--as NAME FILE…` is one baseline as a command.
"""

import argparse
import importlib.util
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from factcheck.splitter import models, split
from factcheck.splitter.reading import Block, paragraphs
from factcheck.splitter.sentences import by_rule

HERE = Path(__file__).resolve()
BESIDE = HERE.parent.parent.parent / "shared" / "gold"
Row = dict[str, Any]

_name = r"(?:[A-Z][\w.’'-]{0,30}\s){0,4}[A-Z][\w’'-]{0,30}"
_said = r"(?:said|says|told|stated|added|claimed|warned|asked|urged|wrote|insisted)"
_before = re.compile(rf"({_name}),?\s(?:[^.,“\"]{{0,60}},\s)?{_said}\b[,:]?\s(?:that\s)?")
_after = re.compile(rf"[,?!][\"”]\s(?:{_said}\s({_name})|({_name})\s{_said})")


def main() -> None:
    """Score each splitter with the labelled articles' own program, or be one baseline."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--quick", action="store_true", help="leave out what is slow to load")
    ask.add_argument("--json", action="store_true")
    ask.add_argument("--gold", type=Path, default=BESIDE)
    ask.add_argument("--as", dest="baseline", choices=sorted(BASELINES))
    ask.add_argument("files", nargs="*", type=Path)
    asked = ask.parse_args()
    if asked.baseline:
        run(BASELINES[asked.baseline], asked.files)
    else:
        table(asked.gold, as_json=asked.json, quick=asked.quick)


def run(baseline: Callable[[str], Iterable[Row]], files: Iterable[Path]) -> None:
    """Print the claims of each file as JSON lines."""
    for file in files:
        for row in baseline(file.read_text(encoding="utf-8")):
            print(json.dumps({"file": str(file), **row}, ensure_ascii=False))


def table(gold: Path, *, as_json: bool, quick: bool) -> None:
    """Print the figures of all splitters side by side."""
    if not (gold / "score.py").is_file():
        sys.exit(f"There are no labelled articles in {gold}; name their folder with --gold.")
    names = [name for name in BASELINES if not (quick and name == "textacy")]
    if importlib.util.find_spec("textacy") is None and "textacy" in names:
        names.remove("textacy")
        print("textacy is not installed; its column is left out.", file=sys.stderr)
    scores = {name: score(gold, name) for name in names}
    if as_json:
        print(json.dumps(scores, indent=1))
        return
    print(f"{'':38}" + "".join(f"{name:>12}" for name in names))
    for figure in scores["ours"]:
        print(f"{figure:38}" + "".join(f"{scores[name][figure]:>12}" for name in names))


def score(gold: Path, name: str) -> dict[str, float]:
    """Return the figures of one splitter."""
    command = f"{sys.executable} {HERE} --as {name}"
    program = [
        sys.executable,
        str(gold / "score.py"),
        "--gold",
        str(gold / "news"),
        "--json",
        "--split",
        command,
    ]
    found = json.loads(subprocess.run(program, capture_output=True, text=True, check=True).stdout)
    return {figure: values["splitter"] for figure, values in found.items()}


def ours(text: str) -> Iterable[Row]:
    """Return what the splitter finds."""
    return [claim.as_dict() for claim in split(text).claims]


def sentences(text: str) -> Iterable[Row]:
    """Return every sentence of every paragraph as the article's own."""
    for block in paragraphs(text):
        if block.block is Block.BODY:
            for start, end in by_rule(text, block.start, block.end, language="en"):
                yield plain(text, start, end)


def expression(text: str) -> Iterable[Row]:
    """Return sentences, attributed by a regular expression over "X said" and "said X"."""
    for row in sentences(text):
        before, after = _before.search(row["quote"]), _after.search(row["quote"])
        if before:
            yield reported(row, before.group(1), before.end(), len(row["quote"].rstrip(".")))
        elif after:
            yield reported(row, after.group(1) or after.group(2), 1, after.start())
        else:
            yield row


def textacy(text: str) -> Iterable[Row]:
    """Return sentences, attributed where textacy finds a direct quotation."""
    import spacy  # noqa: PLC0415
    from textacy.extract import direct_quotations  # noqa: PLC0415

    package = models.package_for("en") or sys.exit("The English model is not installed.")
    # It tells verbs of saying by their lemmas, which our own pipeline leaves out.
    nlp = spacy.load(package)
    found = []
    for block in paragraphs(text):
        if block.block is Block.BODY:
            doc = nlp(text[block.start : block.end])
            try:
                quotations = list(direct_quotations(doc))
            except ValueError:
                # An odd number of marks in a paragraph is beyond it.
                continue
            found += [(block.start, quotation) for quotation in quotations]
    for row in sentences(text):
        yield next((quoted(row, base, one) for base, one in found if touches(row, base, one)), row)


def touches(row: Row, base: int, quotation: Any) -> bool:
    """Say whether a quotation stands in a sentence."""
    start = base + quotation.content.start_char
    return bool(row["start"] <= start < row["end"])


def quoted(row: Row, base: int, quotation: Any) -> Row:
    """Return the sentence with the quotation's speaker and words."""
    content = quotation.content
    start, end = base + content.start_char - row["start"], base + content.end_char - row["start"]
    return reported(row, " ".join(token.text for token in quotation.speaker), start + 1, end - 1)


def plain(text: str, start: int, end: int) -> Row:
    """Return a claim that reports nobody."""
    return {
        "start": start,
        "end": end,
        "quote": text[start:end],
        "speaker": None,
        "attribution": "none",
        "content_start": None,
        "content_end": None,
        "anonymous": False,
        "type": "event",
        "checkable": True,
        "checkworthiness": 0.5,
        "parts": [],
    }


def reported(row: Row, speaker: str, start: int, end: int) -> Row:
    """Return a claim that reports somebody; start and end count from its first character."""
    span = {"content_start": row["start"] + start, "content_end": row["start"] + max(start, end)}
    return {**row, **span, "speaker": speaker, "attribution": "indirect"}


BASELINES: dict[str, Callable[[str], Iterable[Row]]] = {
    "ours": ours,
    "sentences": sentences,
    "expression": expression,
    "textacy": textacy,
}


if __name__ == "__main__":
    main()
