"""Rules for what somebody says is needed, is not needed, or is the lesser evil."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from factcheck.splitter.grammar import helpers, is_infinitive
from factcheck.splitter.lexicon import words
from factcheck.splitter.voices import Voice

if TYPE_CHECKING:
    from spacy.tokens import Token

JUDGED = words(
    """
    unacceptable wrong intolerable inexcusable unjustified illegal impossible necessary imperative
    essential vital
    """
)
NEEDING = words("need needs has have")
NEEDLESS = words("need reason")
RATHER = words("rather sooner")
RATHER_WITH = words("would 'd ’d")


def weighs(tokens: Sequence["Token"], head: "Token | None", voice: Voice) -> bool:
    """Hold for what somebody says is needed, is not needed, or is the lesser evil."""
    if voice.speaker is None or head is None or any(token.lower_ == "if" for token in tokens):
        return False
    return _finds_it_wrong(head) or _sees_no_need(head) or _sees_a_need(head) or would_rather(head)


def _finds_it_wrong(head: "Token") -> bool:
    """Hold for "it is unacceptable that they wait" and "it is necessary to act"."""
    if head.lower_ not in ("is", "'s", "’s") or not any(child.lower_ == "it" for child in head.lefts):
        return False
    found = [child for child in head.rights if child.dep_ == "acomp" and child.lower_ in JUDGED]
    clauses = [clause for word in [head, *found] for clause in word.rights]
    return bool(found) and any(clause.dep_ in ("ccomp", "xcomp", "advcl", "csubj") for clause in clauses)


def _sees_no_need(head: "Token") -> bool:
    """Hold for "there is no need to panic"."""
    needs = [child for child in head.rights if child.dep_ == "attr" and child.lower_ in NEEDLESS]
    return any(
        any(child.lower_ == "no" for child in need.lefts)
        and any(is_infinitive(clause) for clause in need.rights)
        for need in needs
    )


def _sees_a_need(head: "Token") -> bool:
    """Hold for "we need more training" and "the case has to be seen in context"."""
    if head.lower_ not in NEEDING or helpers(head) - {"do", "does"}:
        return False
    subjects = [child for child in head.lefts if child.dep_ == "nsubj"]
    if any(subject.lower_ in ("i", "he", "she") for subject in subjects):
        return False
    if any(child.dep_ == "conj" and helpers(child) for child in head.rights):
        return False
    if any(child.dep_ == "xcomp" and is_infinitive(child) for child in head.rights):
        return bool(subjects)
    ours = any(subject.lower_ == "we" for subject in subjects)
    return ours and head.lower_ == "need" and any(child.dep_ == "dobj" for child in head.rights)


def would_rather(head: "Token") -> bool:
    """Hold for "I would rather wait" and "would sooner act than hesitate"."""
    return bool(helpers(head) & RATHER_WITH) and any(child.lower_ in RATHER for child in head.lefts)
