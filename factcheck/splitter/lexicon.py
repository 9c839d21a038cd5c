"""Word lists as they read best: plain text, one set each."""

from collections.abc import Mapping


def words(text: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(text.split())


def lists_by_word(lists: Mapping[str, frozenset[str]]) -> dict[str, tuple[str, ...]]:
    """Return for every word the names of the lists that hold it."""
    found: dict[str, tuple[str, ...]] = {}
    for name, entries in lists.items():
        for word in entries:
            found[word] = (*found.get(word, ()), name)
    return found
