"""What must be removed: finding a text in words and JSON, and putting blocks of the same length in its place.

It is found in every spelling that `services/spellings.py` calls the same. Names that programs read (keys,
codes, ids) are no words.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Self

from sqlalchemy import JSON, Enum, String, inspect

from factcheck.models.base import Base
from factcheck.services import spellings

BLOCK = "\u2588"
NOTHING = "(?!)"  # A pattern that is found nowhere.
# Members and columns that hold no words of anybody's.
CODES = frozenset(
    {
        *("accessed_at", "attribution", "best", "change", "checks", "claim_id", "code", "evidence", "file"),
        *("holder", "id", "key", "kind", "label", "lang", "medium", "merged_into", "parent", "public_id"),
        *("published_at", "rating", "rules", "scale", "sha256", "splitter", "stance", "superseded_by"),
        *("type", "version", "visibility", "worst"),
    }
)


@dataclass(frozen=True)
class Removal:
    """One or more texts on their way out; `lookalikes` find what may be one of them, spelled otherwise."""

    pattern: re.Pattern[str]
    lookalikes: tuple[re.Pattern[str], ...] = ()

    @classmethod
    def of(cls, texts: Iterable[str], *, whole: Iterable[str] = ()) -> Self:
        """Return the removal of these texts, the longest first where one holds another.

        What is `whole` goes only where nothing stands before or after it.
        """
        ordered = sorted(texts, key=len, reverse=True)
        alone = [rf"\A{re.escape(text)}\Z" for text in whole]
        found = [*alone, *map(spellings.same, ordered)]
        pattern = re.compile("|".join(found) or NOTHING, re.IGNORECASE)
        return cls(pattern, tuple(filter(None, map(spellings.alike, ordered))))

    def spans(self, words: str) -> list[tuple[int, int]]:
        """Return where the texts stand in some words, in code points."""
        return [found.span() for found in self.pattern.finditer(words)]

    def is_in(self, value: Any) -> bool:
        """Whether a value, at whatever depth, holds one of the texts."""
        return any(self.pattern.search(words) for words in words_in(value))

    def resembles(self, value: Any) -> bool:
        """Whether a value holds what looks like one of the texts and is spelled otherwise."""
        return any(
            one.search(levelled)
            for levelled in map(spellings.levelled, words_in(value))
            for one in self.lookalikes
        )

    def blank(self, words: str) -> str:
        """Return words of the same length without the texts."""
        return self.pattern.sub(lambda found: BLOCK * len(found[0]), words)

    def without(self, value: Any) -> Any:
        """Return a value of JSON without the texts, at every depth."""
        if isinstance(value, str):
            return self.blank(value)
        if isinstance(value, list):
            return [self.without(one) for one in value]
        if isinstance(value, dict):
            return {name: one if is_code(name, one) else self.without(one) for name, one in value.items()}
        return value

    def is_in_row(self, row: Base) -> bool:
        """Whether a column of a row holds one of the texts."""
        return any(self.is_in(getattr(row, name)) for name in columns_of_words(type(row)))

    def resembles_row(self, row: Base) -> bool:
        """Whether a column of a row holds what looks like one of the texts."""
        return any(self.resembles(getattr(row, name)) for name in columns_of_words(type(row)))

    def scrub(self, row: Base) -> None:
        """Take the texts out of every column of a row that holds words."""
        for name in columns_of_words(type(row)):
            before = getattr(row, name)
            if before is not None and (after := self.without(before)) != before:
                setattr(row, name, after)


def words_in(value: Any) -> Iterator[str]:
    """Yield every text in a value of JSON that is somebody's words."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from words_in(one)
    elif isinstance(value, dict):
        for name, one in value.items():
            if not is_code(name, one):
                yield from words_in(one)


def is_code(name: str, value: Any) -> bool:
    """Whether a member holds what programs read; a member of that name with members of its own does not."""
    return name in CODES and not isinstance(value, dict | list)


def columns_of_words(model: type[Base]) -> list[str]:
    """Return the columns of a table that hold text or JSON and neither codes nor links to other rows."""
    columns = inspect(model).columns
    return [
        column.key
        for column in columns
        if column.key not in CODES
        and not column.foreign_keys
        and isinstance(column.type, String | JSON)
        and not isinstance(column.type, Enum)
    ]


def blanked(words: str, at: int, spans: Iterable[tuple[int, int]]) -> str:
    """Return the words that begin at a place of a text, with blocks where spans of that text overlap them."""
    letters = list(words)
    for start, end in spans:
        for place in range(max(start, at), min(end, at + len(letters))):
            letters[place - at] = BLOCK
    return "".join(letters)
