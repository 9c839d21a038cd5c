"""How words are put: whose voice tells of whom, in what tense, and where an amount stands in them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from factcheck.splitter import numbers, signs
from factcheck.splitter.claims import Attribution
from factcheck.splitter.grammar import FINITE, helpers, main_verb
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
    if kind == "direct":
        seen |= {f"quote.{name}" for name in _figures(tokens, head)}
    seen |= {f"amount.{name}" for name in _amounts(tokens, head, kind)}
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


def _figures(tokens: Sequence["Token"], head: "Token | None") -> set[str]:
    said = [token.lower_ for token in tokens]
    found = set()
    pairs = set(zip(said, said[1:], strict=False))
    if pairs & {("like", "a"), ("like", "the"), ("the", "way"), ("as", "if"), ("as", "though")}:
        found.add("simile")
    if sum(token.tag_ in FINITE for token in tokens) > 2:
        found.add("many-clauses")
    if head is not None and head.lower_ in ("is", "are", "was", "were", "'s", "’s", "'re", "’re"):
        complement = next((c for c in head.children if c.dep_ in ("attr", "acomp") and c.i > head.i), None)
        if complement is not None:
            indefinite = any(child.lower_ in ("a", "an") for child in complement.children)
            found.add("is-a" if indefinite else f"is-{complement.dep_}")
    if any(token.lower_ in ("but", "yet") for token in tokens):
        found.add("contrast")
    if any(
        token.dep_ == "neg" or token.lower_ in ("no", "nobody", "nothing", "never", "not") for token in tokens
    ):
        found.add("denial")
    return found


def _amounts(tokens: Sequence["Token"], head: "Token | None", kind: str) -> set[str]:
    found = set()
    for token in tokens:
        if not numbers.is_amount(token):
            continue
        central = numbers.is_central(token, head)
        where = numbers.role_of(token, head) if central else "aside"
        found.add(
            f"{where}-{'rate' if token.text in signs.MONEY or token.lower_ in numbers.WHOLE else 'count'}"
        )
        if kind == "direct":
            found.add("quoted")
        before = token.doc[max(0, token.i - 3) : token.i]
        if any(near.lower_ in ("than", "least", "most") for near in before):
            found.add("bounded")
    for token in tokens:
        if numbers.is_number(token) and token.i + 1 < len(token.doc):
            if numbers.kind_of(token) == "duration":
                found.add("duration")
    return found
