"""Hostile texts, by their ids, with the escapes of the corpus undone."""

import codecs
import re
from pathlib import Path

CORPUS = Path(__file__).parents[1] / "corpora" / "xss.txt"
ESCAPED = re.compile(r"\\(?:x[0-9a-f]{2}|u[0-9a-f]{4}|U[0-9a-f]{8}|[nrt\\])")


def payloads() -> dict[str, str]:
    """Return all payloads that a database keeps: no NUL and no lone surrogates, which the edge refuses."""
    rows = (line.split("\t", 2) for line in CORPUS.read_text().splitlines() if line and line[0] != "#")
    found = {name: ESCAPED.sub(unescaped, text) for name, _, text in rows}
    return {name: text for name, text in found.items() if not re.search("[\x00\ud800-\udfff]", text)}


def unescaped(found: re.Match[str]) -> str:
    return codecs.decode(found[0], "unicode_escape")
