"""Two versions of a verdict field by field, with the words that differ marked on either side."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from factcheck.services.records import Record
from factcheck.web.texts import finding

WORDS = re.compile(r"\S+\s*|\s+")
SENTENCES = re.compile(r"[^.!?\n]*[.!?\n]*\s*")
MOST_WORDS = 1500  # Comparing word by word costs the product of both lengths.

Stretch = tuple[bool, str]  # Whether the other side lacks it, and the text.


@dataclass(frozen=True)
class Field:
    """One field of two versions, each as stretches of text."""

    name: str
    before: Sequence[Stretch]
    after: Sequence[Stretch]

    @property
    def is_same(self) -> bool:
        return not any(differs for differs, _ in (*self.before, *self.after))


def fields(before: Record, after: Record) -> list[Field]:
    """Return the fields that at least one of two versions has, with their differences."""
    told = [(name, tell(before), tell(after)) for name, tell in FIELDS.items()]
    return [Field(name, *compared(old, new)) for name, old, new in told if old or new]


def compared(before: str, after: str) -> tuple[list[Stretch], list[Stretch]]:
    """Cut two texts into stretches that both have and stretches that only one has."""
    old, new = pieces(before, after)
    left: list[Stretch] = []
    right: list[Stretch] = []
    same = SequenceMatcher(None, [one.rstrip() for one in old], [one.rstrip() for one in new])
    for kind, start, end, first, last in same.get_opcodes():
        left += stretches("".join(old[start:end]), differs=kind != "equal")
        right += stretches("".join(new[first:last]), differs=kind != "equal")
    return left, right


def stretches(text: str, *, differs: bool) -> Iterator[Stretch]:
    """Yield a stretch; blanks at its end are never marked as differing."""
    words = text.rstrip()
    if words:
        yield differs, words
    if words != text:
        yield False, text[len(words) :]


def pieces(before: str, after: str) -> tuple[list[str], list[str]]:
    """Cut both texts into words with the blanks after them, or where they are long into sentences."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    if max(len(old), len(new)) <= MOST_WORDS:
        return old, new
    return SENTENCES.findall(before), SENTENCES.findall(after)


def rating(record: Record) -> str:
    return finding(record["verdict"]["rating"], record["checks"])


def said_by(record: Record) -> str:
    said = record["said_by"]
    name = said["claimant"]["name"] if said["claimant"] else said["text"]
    relayed = f", relayed by {said['relayed_by']}" if said["relayed_by"] else ""
    return (name or ("the article itself" if said["kind"] == "article" else "not known")) + relayed


def evidence(record: Record) -> str:
    """Write each piece of evidence as a line."""
    return "\n".join(" – ".join(filter(None, parts(piece))) for piece in record["evidence"])


def parts(piece: Record) -> Iterator[str | None]:
    yield str(piece["stance"])
    yield piece["source"]["title"] if piece["source"] else "a source that is not named"
    yield f"from {piece['source']['origin']}" if piece["source"] else None
    yield piece["excerpt"]
    yield piece["note"]


FIELDS: dict[str, Callable[[Record], str]] = {
    "Rating": rating,
    "Claim": lambda record: str(record["claim"]),
    "Said by": said_by,
    "Summary": lambda record: record["verdict"]["summary"] or "",
    "How we came to it": lambda record: record["verdict"]["explanation"] or "",
    "Reason for this version": lambda record: record["verdict"]["reason"] or "",
    "Evidence": evidence,
}
