"""Measures the splitter on one core: speed against spaCy's own parse, start-up, memory, growth with the text.

`python bench/splitter.py [--quick] [--json]`; ratios come from one run: variants in turn, medians of rounds.
"""

import argparse
import gc
import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import spacy

sys.path.insert(0, str(Path(__file__).parent.parent))

from factcheck.paths import resource as project_file
from factcheck.splitter import models, preload, reading, split

PACKAGE = models.package_for("en") or sys.exit("The English model is not installed.")
NLP = spacy.load(PACKAGE, exclude=["ner"])

ARTICLE_WORDS = 800
KIB = 1024
ADVERSARIAL = {
    "no full stops": "word and then he said ",
    "full stops": ".",
    "quotation marks": '"',
    "open quotations": "“a ",
    "newlines": "\n",
    "lines": "A man said so.\n",
    "abbreviations": "Mr. U.S. ",
    "emoji": "👩‍👩‍👧 ",
    "right to left": "שלום. ",
    "comments": "<!--",
    "verbs of saying": "said ",
    "names": "John Smith, ",
}
START = "import time; a = time.perf_counter(); from factcheck.splitter import preload; preload(); "
START += "print(time.perf_counter() - a)"


def main() -> None:
    """Measure, and print a table or JSON."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--quick", action="store_true", help="fewer rounds, texts up to 64 KiB")
    ask.add_argument("--json", action="store_true")
    asked = ask.parse_args()
    preload()
    report = {
        "speed": speed(rounds=5 if asked.quick else 15),
        "start-up seconds": start_up(),
        "growth": growth(most=(64 if asked.quick else 1024) * KIB),
        "resident MB": resident(),
    }
    if asked.json:
        print(json.dumps(report, indent=1, ensure_ascii=False))
    else:
        show(report)


def article() -> str:
    """Return an article of some 800 words, made of the project's own seeds."""
    seeds = sorted((project_file("seeds") / "articles").glob("*.txt"))
    text = "\n\n".join(file.read_text(encoding="utf-8") for file in seeds)
    words = len(text.split())
    return "\n\n".join([text] * max(1, round(ARTICLE_WORDS / words)))


def speed(*, rounds: int) -> dict[str, float]:
    """Return words and articles a second, and the ratio to the parse of the same paragraphs alone."""
    text = article()
    words = len(text.split())
    ours, theirs = [], []
    for _ in range(rounds):
        theirs.append(seconds(lambda: parse_alone(text)))
        ours.append(seconds(lambda: split(text)))
    mine, plain = statistics.median(ours), statistics.median(theirs)
    return {
        "words": words,
        "words a second": round(words / mine),
        "articles a second": round(1 / mine, 2),
        "spaCy words a second": round(words / plain),
        "times spaCy's parse": round(mine / plain, 2),
    }


def parse_alone(text: str) -> None:
    """Parse all paragraphs with the same model as it comes, but for its names."""
    for _ in NLP.pipe(text[block.start : block.end] for block in reading.paragraphs(text)):
        pass


def seconds(work: Callable[[], object]) -> float:
    """Return the CPU seconds a piece of work takes."""
    gc.collect()
    began = time.process_time()
    work()
    return time.process_time() - began


def start_up() -> float:
    """Return how long a fresh process takes to be ready for its first article."""
    run = subprocess.run([sys.executable, "-c", START], capture_output=True, text=True, check=True)
    return round(float(run.stdout), 2)


def growth(*, most: int) -> dict[str, dict[str, Any]]:
    """Return CPU seconds at 1 KiB and doubling up to `most`, and the worst growth per doubling."""
    units = {"ordinary": f"{article()}\n\n", **ADVERSARIAL}
    return {name: _growth(unit, most) for name, unit in units.items()}


def _growth(unit: str, most: int) -> dict[str, Any]:
    sizes, taken = [], []
    size = KIB
    while size <= most:
        text = (unit * (size // len(unit) + 1))[:size]
        sizes.append(size // KIB)
        taken.append(seconds(lambda: split(text)))  # noqa: B023
        size *= 2
    # Below a tenth of a second noise outweighs the work.
    ratios = [after / before for before, after in pairwise(taken) if before > 0.1]
    return {
        "seconds": dict(zip(sizes, [round(one, 3) for one in taken], strict=True)),
        "worst doubling": round(max(ratios), 2) if ratios else None,
    }


def resident() -> int:
    """Return the most memory this process has held, in MB."""
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KIB)


def show(report: dict[str, Any]) -> None:
    """Print the report as a table for people."""
    for name, value in report["speed"].items():
        print(f"{name:28} {value}")
    print(f"{'start-up seconds':28} {report['start-up seconds']}")
    print(f"{'resident MB':28} {report['resident MB']}")
    print(f"\n{'text':20} {'KiB':>6} {'seconds':>9}   worst doubling")
    for name, grown in report["growth"].items():
        size, last = list(grown["seconds"].items())[-1]
        print(f"{name:20} {size:>6} {last:>9}   {grown['worst doubling'] or '–'}")


if __name__ == "__main__":
    main()
