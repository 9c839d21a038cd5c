"""Word lists as they read best: plain text, one set each."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

ENDINGS = ("ings", "ing", "edly", "ed", "ies", "es", "s", "ly")
SHORTEST_STEM = 3
CARRYING = frozenset({"NOUN", "VERB", "ADJ", "ADV"})


def words(text: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(text.split())


def stem(word: str) -> str:
    """Return what the forms of a word mostly share: "charge", "charged" and "charges" all give "charg"."""
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) >= len(ending) + SHORTEST_STEM:
            word = word.removesuffix(ending)
            break
    return word.rstrip("e")


def carrying(tokens: Iterable["Token"]) -> list[str]:
    """Return the words that carry meaning, each once; what has a capital may be a name and is none."""
    found = (t.text for t in tokens if t.pos_ in CARRYING and t.text.islower() and t.text.isalpha())
    return list(dict.fromkeys(found))


def lists_by_word(lists: Mapping[str, frozenset[str]]) -> dict[str, tuple[str, ...]]:
    """Return for every word the names of the lists that hold it."""
    found: dict[str, tuple[str, ...]] = {}
    for name, entries in lists.items():
        for word in entries:
            found[word] = (*found.get(word, ()), name)
    return found
