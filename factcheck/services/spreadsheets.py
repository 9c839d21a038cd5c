"""The export as a table: fixed columns, every value quoted, and none that a spreadsheet would run."""

import csv
import io
import unicodedata
from collections.abc import Callable
from typing import Any

from factcheck.models.terms import Change, Publication
from factcheck.services.records import Record

# What makes a spreadsheet take a value for a formula, or for the end of one; wide forms fold to these.
STARTS_A_FORMULA = frozenset("=+-@;|\t\r\n")
INVISIBLE = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})

NO_RATING = dict.fromkeys(("key", "label", "value", "best", "worst", "scale"))


def rating(record: Record) -> Record:
    return record["verdict"]["rating"] or NO_RATING


def count_corrections(record: Record) -> int:
    """Count the versions that corrected an earlier one."""
    versions = [record["verdict"], *record["previous"]]
    return sum(version["change"] == Change.CORRECTION for version in versions)


def evidence_urls(record: Record) -> list[str]:
    sources = [piece["source"] for piece in record["evidence"] if piece["source"]]
    return [source["url"] for source in sources if source["url"]]


COLUMNS: dict[str, Callable[[Record], Any]] = {
    "claim_id": lambda record: record["claim_id"],
    "url": lambda record: record["url"],
    "publication": lambda record: record["publication"],
    "rechecking": lambda record: record["rechecking"],
    "claim": lambda record: record["claim"],
    "quote": lambda record: record["quote"],
    "lang": lambda record: record["lang"],
    "type": lambda record: record["type"],
    "attribution": lambda record: record["attribution"],
    "checks": lambda record: record["checks"],
    "sensitive": lambda record: record["sensitive"],
    "said_by_kind": lambda record: record["said_by"]["kind"],
    "said_by": lambda record: record["said_by"]["text"],
    "claimant_id": lambda record: (record["said_by"]["claimant"] or {}).get("id"),
    "claimant": lambda record: (record["said_by"]["claimant"] or {}).get("name"),
    "relayed_by": lambda record: record["said_by"]["relayed_by"],
    "claimed_at": lambda record: record["claimed_at"],
    "article_id": lambda record: record["article"]["id"],
    "article_title": lambda record: record["article"]["title"],
    "article_url": lambda record: record["article"]["url"],
    "article_publisher": lambda record: record["article"]["publisher"],
    "article_author": lambda record: record["article"]["author"],
    "article_published_at": lambda record: record["article"]["published_at"],
    "start": lambda record: record["selectors"][0]["start"],
    "end": lambda record: record["selectors"][0]["end"],
    "version": lambda record: record["verdict"]["version"],
    "rating": lambda record: rating(record)["key"],
    "rating_label": lambda record: rating(record)["label"],
    "rating_value": lambda record: rating(record)["value"],
    "rating_best": lambda record: rating(record)["best"],
    "rating_worst": lambda record: rating(record)["worst"],
    "rating_scale": lambda record: rating(record)["scale"],
    "summary": lambda record: record["verdict"]["summary"],
    "explanation": lambda record: record["verdict"]["explanation"],
    "change": lambda record: record["verdict"]["change"],
    "reason": lambda record: record["verdict"]["reason"],
    "rating_changed": lambda record: record["verdict"]["rating_changed"],
    "second_person": lambda record: record["verdict"]["second_person"],
    "byline": lambda record: record["verdict"]["byline"],
    "published_at": lambda record: record["verdict"]["published_at"],
    "corrections": count_corrections,
    "evidence": lambda record: len(record["evidence"]),
    "evidence_urls": lambda record: " ".join(evidence_urls(record)),
    "parent": lambda record: record["parent"],
    "parts": lambda record: " ".join(record["parts"]),
    "superseded_by": lambda record: record["superseded_by"],
    "modified_at": lambda record: record["modified_at"],
}


def cells(record: Record) -> list[str]:
    """Return a record's values; of a withheld one only those that it has."""
    if record["publication"] == Publication.WITHHELD:
        return [written(record.get(name)) for name in COLUMNS]
    return [written(value(record)) for value in COLUMNS.values()]


def written(value: Any) -> str:
    """Write a value as a cell: true and false as in JSON, nothing as empty, text never as a formula."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return guarded(value) if isinstance(value, str) else "" if value is None else str(value)


def guarded(text: str) -> str:
    """Put an apostrophe before text that a spreadsheet would take for a formula."""
    first = next((letter for letter in text if unicodedata.category(letter) not in INVISIBLE), "")
    begins = {text[:1], unicodedata.normalize("NFKC", first)[:1]}
    return f"'{text}" if begins & STARTS_A_FORMULA else text


def line(values: list[str]) -> bytes:
    """Write one line with every value quoted."""
    written_to = io.StringIO(newline="")
    csv.writer(written_to, quoting=csv.QUOTE_ALL).writerow(values)
    return written_to.getvalue().encode()
