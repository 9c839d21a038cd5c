"""How words are put: whose voice tells of whom, and in what tense."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from factcheck.splitter.grammar import helpers, main_verb
from factcheck.splitter.lexicon import words
from factcheck.splitter.voices import Voice

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = {
    "speaker": words("i we"),
    "hearer": words("you"),
    "person": words("he she"),
    "they": words("they"),
    "it": words("it this that these those there what"),
    "everybody": words("everybody everyone nobody anybody none all everything nothing no one few many"),
}
CLAUSES = ("nsubj", "nsubjpass", "expl", "csubj")


def of(tokens: Sequence["Token"], voice: Voice) -> dict[str, float]:
    """Return the features of how the (reported) words are put."""
    head = main_verb(tokens)
    kind = "article" if voice.speaker is None else voice.attribution.value
    seen = {f"{kind}.{_tense(head)}", f"{kind}.of-{_subject(head)}"}
    return dict.fromkeys(seen, 1.0)


def _tense(head: "Token | None") -> str:
    if head is None:
        return "no-verb"
    helped = helpers(head)
    if helped & {"has", "have", "'ve", "’ve"}:
        return "perfect"
    if "had" in helped or head.tag_ == "VBD" or helped & {"was", "were", "did"}:
        return "past"
    return "present" if head.tag_ in ("VBZ", "VBP") or helped & {"is", "are", "do", "does"} else "other"


def _subject(head: "Token | None") -> str:
    subject = next((child for child in head.children if child.dep_ in CLAUSES), None) if head else None
    if subject is None:
        return "none"
    first = next(iter(subject.subtree))
    for name, members in SUBJECTS.items():
        if subject.lower_ in members or (name == "everybody" and first.lower_ in members):
            return name
    if any(token.pos_ == "PROPN" for token in subject.subtree):
        return "name"
    return "plural" if subject.tag_ == "NNS" else "thing"
