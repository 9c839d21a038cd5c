"""Measures the splitter on one core: speed against spaCy's own parse, start-up, memory, growth with the text.

`python bench/splitter.py [--quick] [--json] [--only KIND…] [--most KIB]`; ratios come from one run: variants
in turn, medians of rounds. Each line of the table is printed once it is measured; JSON comes at the end.
"""

import argparse
import gc
import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

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


class Line(NamedTuple):
    """One measurement: a kind of text, KiB of it, CPU seconds, and how many times those of half as much."""

    kind: str
    size: int
    seconds: float
    doubling: float | None


def main() -> None:
    """Measure, and print a table line by line, or JSON."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--quick", action="store_true", help="fewer rounds, texts up to 64 KiB")
    ask.add_argument("--json", action="store_true")
    ask.add_argument("--only", nargs="+", choices=["ordinary", *ADVERSARIAL], help="only the growth of these")
    ask.add_argument("--most", type=int, help="the size in KiB that texts grow to")
    asked = ask.parse_args()
    most = (asked.most or (64 if asked.quick else 1024)) * KIB
    preload()
    lines = growth(asked.only or ["ordinary", *ADVERSARIAL], most=most)
    first = {} if asked.only else in_general(rounds=5 if asked.quick else 15)
    if asked.json:
        print(
            json.dumps({**first, **collected(lines), "resident MB": resident()}, indent=1, ensure_ascii=False)
        )
    else:
        show(first, lines)


def in_general(*, rounds: int) -> dict[str, Any]:
    """Return what does not depend on hostile texts."""
    return {"speed": speed(rounds=rounds), "start-up seconds": start_up()}


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


def growth(kinds: Iterable[str], *, most: int) -> Iterator[Line]:
    """Yield CPU seconds at 1 KiB and doubling up to `most`, and the growth since the size before."""
    units = {"ordinary": f"{article()}\n\n", **ADVERSARIAL}
    for kind in kinds:
        before, size = 0.0, KIB
        while size <= most:
            taken = seconds(partial(split, (units[kind] * (size // len(units[kind]) + 1))[:size]))
            # Below a tenth of a second noise outweighs the work.
            yield Line(kind, size // KIB, round(taken, 3), round(taken / before, 2) if before > 0.1 else None)
            before, size = taken, size * 2


def collected(lines: Iterable[Line]) -> dict[str, Any]:
    """Return all seconds of each kind of text, and its worst growth per doubling."""
    kinds: dict[str, dict[str, Any]] = {}
    for line in lines:
        kind = kinds.setdefault(line.kind, {"seconds": {}, "worst doubling": None})
        kind["seconds"][line.size] = line.seconds
        kind["worst doubling"] = max(filter(None, (line.doubling, kind["worst doubling"])), default=None)
    return {"growth": kinds}


def resident() -> int:
    """Return the most memory this process has held, in MB."""
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KIB)


def show(first: dict[str, Any], lines: Iterable[Line]) -> None:
    """Print a table for people, each line as it comes."""
    if first:
        for name, value in first["speed"].items():
            print(f"{name:28} {value}")
        print(f"{'start-up seconds':28} {first['start-up seconds']}\n")
    print(f"{'text':20} {'KiB':>6} {'seconds':>9}   times the line above", flush=True)
    for line in lines:
        print(f"{line.kind:20} {line.size:>6} {line.seconds:>9}   {line.doubling or '–'}", flush=True)
    print(f"\n{'resident MB':28} {resident()}")


if __name__ == "__main__":
    main()
