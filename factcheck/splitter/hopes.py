"""Rules for what is hoped, trusted or readily promised to come."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from factcheck.splitter import signs
from factcheck.splitter.claims import Attribution
from factcheck.splitter.grammar import BEING, helpers, is_passive, is_said_of_ourselves
from factcheck.splitter.lexicon import words
from factcheck.splitter.voices import Voice

if TYPE_CHECKING:
    from spacy.tokens import Token

HOPING = words("hope aim plan intend expect")
READY = words("prepared ready committed determined")
EXPECTING = words("hope hopes hoped expect expects anticipate anticipates intend intends intended")
LIKELY = words("possible likely unlikely probable inevitable")
TRUSTING = words("confident sure certain hopeful optimistic")


def is_hoped(tokens: Sequence["Token"], head: "Token | None", voice: Voice) -> bool:
    """Hold for "we hope to finish", said by those who do, and for "said they expected it to rise"."""
    if head is None:
        return False
    told = voice.speaker is not None and voice.attribution is Attribution.INDIRECT
    of_something = any(child.dep_ in ("ccomp", "xcomp") for child in head.rights)
    if told and head.lower_ in EXPECTING and not is_passive(head):
        return of_something
    if not is_said_of_ourselves(head):
        return False
    return (head.lower_ in HOPING and of_something) or any(_is_ready(child) for child in head.rights)


def _is_ready(mind: "Token") -> bool:
    """Say whether a word tells that somebody is "prepared to fight" or "committed to keeping"."""
    return (
        mind.dep_ == "acomp"
        and mind.lower_ in READY
        and any(
            child.dep_ == "xcomp" or any(verb.tag_ == "VBG" for verb in child.children)
            for child in mind.rights
        )
    )


def is_trusted(tokens: Sequence["Token"], head: "Token | None", voice: Voice) -> bool:
    """Hold for "is confident that the result would stand" and for "the first thing I will do is"."""
    if head is None or (head.lower_ not in BEING and not helpers(head) & BEING):
        return False
    trusting = TRUSTING | LIKELY if any(child.lower_ == "it" for child in head.lefts) else TRUSTING
    minds = [child for child in head.children if child.dep_ == "acomp" and child.lower_ in trusting]
    clauses = [clause for mind in minds for clause in mind.children if clause.dep_ == "ccomp"]
    if minds and trusting is not TRUSTING:
        clauses += [clause for clause in head.rights if clause.dep_ == "ccomp"]
    subjects = [
        child for child in head.children if child.dep_ == "nsubj" and child.lower_ in ("thing", "step")
    ]
    clauses += [clause for subject in subjects for clause in subject.children if clause.dep_ == "relcl"]
    able = {"can"} if is_said_of_ourselves(head) else set()
    return any(helpers(clause) & (signs.FUTURE | able) or clause.lower_ == "going" for clause in clauses)
