"""Which words head a proposition of their own: the rules by which a sentence is cut."""

from typing import TYPE_CHECKING

from factcheck.splitter.cues import LEMMAS, NOUNS_OF_ASKING
from factcheck.splitter.lexicon import words
from factcheck.splitter.roles import ROLES

if TYPE_CHECKING:
    from spacy.tokens import Token

CAUSES = words("after because while although though as since whereas so but")
CONDITIONS = words("if unless until when whether than")
THIN = words(
    """
    regarding including following involving concerning relating related based located known
    called named seeking according compared excluding depending
    """
)
RESOLVES = words(
    "decision decisions attempt attempts refusal failure plan plans effort efforts promise agreement bid"
)
BESIDE = ("ccomp", "advcl", "conj", "parataxis")
MARKS = (",", "-", "–", "—", ":")
LEADING = words("despite after before since without")


def _beside(token: "Token", size: int) -> str | None:
    """Cut out a statement beside another, though one hangs on the other: "The wall fell; it was old"."""
    if token.dep_ not in BESIDE or token.pos_ not in ("VERB", "AUX") or size < 3 or not _has_subject(token):
        return None
    start, end = token.left_edge.i, token.right_edge.i + 1
    ahead = token.i < token.head.i
    marks = {
        near.text for near in (token.doc[end : end + 2] if ahead else token.doc[max(0, start - 2) : start])
    }
    if ";" in marks:
        return "part.coordinated"
    led_in = ahead and token.dep_ == "ccomp" and token.head.lower_ not in LEMMAS
    return "part.coordinated" if led_in and end < len(token.doc) and token.doc[end].text in MARKS else None


def _with(token: "Token", size: int) -> str | None:
    """Cut out ", with ten of them still missing"."""
    if token.lower_ != "with" or token.dep_ not in ("prep", "mark") or size < 4:
        return None
    return "part.with" if token.i and token.nbor(-1).text == "," else None


def _coordinated(token: "Token", size: int) -> str | None:
    if (
        token.dep_ not in ("conj", "parataxis")
        or token.pos_ not in ("VERB", "AUX")
        or token.head.pos_ not in ("VERB", "AUX")
    ):
        return None
    if size < 3 or _only_reports(token, size) or (token.tag_ == "VB" and not _has_subject(token)):
        return None
    between = token.i - token.head.i
    return "part.coordinated" if between > 2 or _has_subject(token) else None


def _only_reports(token: "Token", size: int) -> bool:
    """Say whether a clause is the "he said" in the middle of what he said."""
    return token.dep_ == "parataxis" and size <= 4 and token.lower_ in LEMMAS


def _has_subject(token: "Token") -> bool:
    return any(child.dep_ in ("nsubj", "nsubjpass", "expl") for child in token.children)


def _relative(token: "Token", size: int) -> str | None:
    if token.dep_ != "relcl" or token.pos_ not in ("VERB", "AUX"):
        return None
    start = token.left_edge
    if token.tag_ == "VB" and any(child.lower_ == "to" for child in token.children):
        return None
    opener = start.lower_ if start.tag_ in ("WDT", "WP", "WP$", "WRB") else ""
    if (start.i and start.nbor(-1).text == ",") or (
        start.i and start.nbor(-1).pos_ == "ADP" and start.i > 1 and start.nbor(-2).text == ","
    ):
        return "part.relative" if size >= 3 else None
    if opener in ("which", "who", "whose", "where") and size >= 4:
        return "part.relative-of" if opener == "which" else "part.relative"
    if opener == "that" and size >= 6:
        return "part.relative-of"
    return None


def _adverbial(token: "Token", size: int) -> str | None:
    if token.dep_ != "advcl" or size < 4:
        return None
    marks = {
        child.lower_ for child in token.children if child.dep_ in ("mark", "advmod") and child.i < token.i
    }
    if marks & CONDITIONS:
        return None
    if marks & CAUSES and _has_subject(token):
        return "part.adverbial"
    start = token.left_edge
    if token.tag_ == "VBG" and token.lower_ not in THIN and start.i and start.nbor(-1).text == ",":
        return "part.participle"
    return None


def _participle(token: "Token", size: int) -> str | None:
    if token.dep_ != "acl" or token.tag_ not in ("VBN", "VBG") or token.lower_ in THIN:
        return None
    start = token.left_edge
    if start.i and start.nbor(-1).text == ",":
        return "part.participle" if size >= 3 else None
    return "part.participle-of" if size >= 5 else None


def _apposition(token: "Token", size: int) -> str | None:
    if token.dep_ != "appos" or token.pos_ != "NOUN" or size < 3:
        return None
    if token.lower_ in ROLES or any(child.lower_ in ROLES for child in token.children):
        return None
    start = token.left_edge
    return "part.apposition" if start.i and start.nbor(-1).text == "," else None


def _prepositional(token: "Token", size: int) -> str | None:
    if token.dep_ not in ("prep", "mark") or size < 4:
        return None
    if token.lower_ == "despite":
        return "part.presupposed"
    verbs = any(child.dep_ == "pcomp" and child.pos_ == "VERB" for child in token.children)
    if token.lower_ in LEADING and verbs:
        return "part.presupposed"
    return None


def _noun(token: "Token", size: int) -> str | None:
    """Cut out "a plea for aid", "the government's decision to withdraw" and what is coordinated with them."""
    if token.pos_ != "NOUN" or size < 4:
        return None
    children = {child.dep_ for child in token.children}
    if token.lower_ in NOUNS_OF_ASKING and token.dep_ in ("pobj", "conj"):
        return "part.appeal" if any(child.lower_ == "for" for child in token.children) else None
    if (
        token.lower_ in RESOLVES
        and "poss" in children
        and any(_asks_for_action(child) for child in token.children)
    ):
        return "part.presupposed-noun"
    if token.dep_ != "conj" or "prep" not in children or not children & {"amod", "det", "nummod"}:
        return None
    listed = token.head.dep_ == "conj" or "conj" in children
    apart = token.head.pos_ == "NOUN" and token.i - token.head.i > 3
    return "part.coordinated-noun" if apart and not listed else None


def _asks_for_action(token: "Token") -> bool:
    return token.dep_ in ("acl", "relcl") and any(child.lower_ == "to" for child in token.children)


RULES = (_beside, _with, _coordinated, _relative, _adverbial, _participle, _apposition, _prepositional, _noun)
