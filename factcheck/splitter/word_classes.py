"""The class of every word (noun, verb, …) by the rules of the model's attribute ruler, much faster.

spaCy's ruler matches all its patterns against all words, which takes a third of the parse. What they ask
but for the word itself are its tag, its part in the sentence and that of the word before; that repeats, so
the rules that hold there are sought out once.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

RULER = "attribute_ruler"
NAME = "factcheck_word_classes"
ASKED_HERE = frozenset({"TAG", "DEP", "IS_SPACE", "LOWER"})
ASKED_BEFORE = frozenset({"DEP"})
OPERATORS = frozenset({"IN", "NOT_IN"})

Asked = Mapping[str, Any]


class NotSimple(Exception):
    """A ruler asks for more than is known here."""


@dataclass(frozen=True)
class Rule:
    """A class, and what a word and the one before it must be for it."""

    word_class: str
    here: Asked
    before: Asked


@dataclass
class Found:
    """The class of all words in one surrounding, and of some by themselves."""

    usual: str = ""
    of_word: dict[str, str] = field(default_factory=dict)


class WordClasses:
    """A component of a spaCy pipeline that sets `pos`; where several rules hold, the last one counts."""

    def __init__(self) -> None:
        self.rules: list[Rule] = []
        self.known: dict[tuple[str, str, str, bool], Found] = {}

    def __call__(self, doc: "Doc") -> "Doc":
        """Set the class of every word of a parsed document."""
        before = ""
        for token in doc:
            part = token.dep_
            around = (token.tag_, part, before, token.is_space)
            found = self.known.get(around)
            if found is None:
                found = self.known[around] = self._sought(*around)
            token.pos_ = found.of_word.get(token.lower_, found.usual) if found.of_word else found.usual
            before = part
        return doc

    def _sought(self, tag: str, part: str, before: str, is_space: bool) -> Found:
        found = Found()
        word = {"TAG": tag, "DEP": part, "IS_SPACE": is_space}
        for rule in self.rules:
            others = {name: asked for name, asked in rule.here.items() if name != "LOWER"}
            if not _holds(others, word) or not _holds(rule.before, {"DEP": before}):
                continue
            if "LOWER" in rule.here:
                found.of_word.update(dict.fromkeys(_words(rule.here["LOWER"]), rule.word_class))
            else:
                found.usual = rule.word_class
                found.of_word.clear()
        return found


def quicken(nlp: "Language") -> "Language":
    """Put these rules in the place of a pipeline's attribute ruler, if it asks for no more than they can."""
    try:
        ruler: Any = nlp.get_pipe(RULER)
        rules = list(rules_of(ruler.patterns))
    except (KeyError, NotSimple):
        return nlp
    if not nlp.has_factory(NAME):
        type(nlp).factory(NAME, func=_made)
    ours: Any = nlp.add_pipe(NAME, before=RULER)
    ours.rules = rules
    nlp.remove_pipe(RULER)
    return nlp


def _made(nlp: "Language", name: str) -> WordClasses:
    return WordClasses()


def rules_of(entries: Iterable[Mapping[str, Any]]) -> Iterator[Rule]:
    """Yield what a ruler's patterns tell of word classes, in order; raise `NotSimple` for unknown ones."""
    for entry in entries:
        word_class = entry["attrs"].get("POS")
        if word_class is None:
            continue
        for pattern in entry["patterns"]:
            *before, here = pattern
            if len(before) > 1 or entry["index"] != len(before):
                raise NotSimple
            rule = Rule(word_class, here, before[0] if before else {})
            if not (_is_simple(rule.here, ASKED_HERE) and _is_simple(rule.before, ASKED_BEFORE)):
                raise NotSimple
            yield rule


def _is_simple(asked: Asked, names: frozenset[str]) -> bool:
    conditions = [(name, set(value)) for name, value in asked.items() if isinstance(value, dict)]
    return names.issuperset(asked) and all(
        operators <= ({"IN"} if name == "LOWER" else OPERATORS) for name, operators in conditions
    )


def _holds(asked: Asked, word: Asked) -> bool:
    """Say whether a word is what a pattern asks for."""
    for name, value in asked.items():
        if not isinstance(value, dict):
            if word[name] != value:
                return False
        elif word[name] not in value.get("IN", (word[name],)) or word[name] in value.get("NOT_IN", ()):
            return False
    return True


def _words(asked: Any) -> list[str]:
    return list(asked["IN"]) if isinstance(asked, dict) else [asked]
