"""Finds reports by verbs of saying, thinking and asking: "he said", "as she told the paper"."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from factcheck.splitter.cues import (
    FINDERS,
    FINDING,
    LEMMAS,
    NOUNS_OF_ASKING,
    PUT_FORWARD,
    READABLE,
    READABLE_ONLY,
)
from factcheck.splitter.grammar import (
    FINITE,
    SUBJECTS,
    VERBAL,
    is_as_clause,
    is_aside,
    is_main_after_all,
    is_passive,
    text_before,
)
from factcheck.splitter.lexicon import words
from factcheck.splitter.reported_words import kind_of, reported_by, stands_between_commas
from factcheck.splitter.reports import Rank, Report
from factcheck.splitter.roles import GROUP_NOUNS, ROLES
from factcheck.splitter.scene import Scene
from factcheck.splitter.silent_verbs import is_followed_by_that, is_no_speech, is_not_said
from factcheck.splitter.subjects import stands_for, thing_said

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBORDINATE = ("relcl", "acl", "advcl", "pcomp", "csubj")
SHARES = words("% percent cent")
NO_ONE = words("neither nobody none no")
# Whoever these stand for must be able to find or show something.
READERS = words("they he she it we")
OTHERS = words("others some many")
# These call for something as they need it; nobody asks.
DESIGNS = words("plan plans design designs recipe schedule contract job role script")
MUTE = words(
    """
    week month year day night season winter summer autumn decade century moment
    aircraft plane helicopter ship vessel boat train car bus truck road bridge
    appearance criticisms weather storm headline
    """
)
# These reject or confirm by a vote.
VOTING = words("mps lawmakers senators legislators councillors parliament senate congress voters assembly")
GATHERINGS = words("meeting visit event incident case")
PLAIN_VERBS = words("state allege claim report estimate fear hope argue")
CLAUSE_WITHIN = 40
BELIEF = words("believe think agree expect")


def by_verb(scene: Scene) -> Iterator[Report]:
    """Yield the reports that a verb of saying makes."""
    for token in scene.tokens:
        lemma = LEMMAS.get(token.lower_)
        if lemma is None or token.pos_ not in VERBAL or scene.is_quoted(token):
            continue
        subject = _who_says(scene, token, lemma)
        content = reported_by(scene, token, lemma, subject) if subject is not None else None
        if subject is not None and content is not None:
            phrase = scene.phrase(subject, token)
            yield Report(
                f"attribution.verb.{lemma}", rank(scene, token), kind_of(token, lemma), token, phrase, content
            )


def by_verb_taken_for_a_noun(scene: Scene) -> Iterator[Report]:
    """Yield what "police state" or "doctors report that", where the parser saw two nouns."""
    for token in scene.tokens[1:-2]:
        if token.lower_ not in PLAIN_VERBS or token.pos_ != "NOUN" or scene.is_quoted(token):
            continue
        before, after = token.nbor(-1), token.nbor()
        told = after.lower_ == "that" or (after.pos_ in ("PRON", "DET") and after.dep_ != "relcl")
        near = scene.doc[after.i : min(scene.last + 1, after.i + CLAUSE_WITHIN)]
        if not told or not any(part.tag_ in FINITE for part in near):
            continue
        first, last = scene.phrase_to(before)
        if before.tag_ == "NNS" or before.lower_ in ("police", "media") or first.tag_ == "NNS":
            content = scene.between(after.i + (after.lower_ == "that"), scene.last)
            lemma = LEMMAS[token.lower_]
            yield Report(f"attribution.verb.{lemma}", Rank.BRACKETED, lemma, token, (first, last), content)


def _who_says(scene: Scene, verb: "Token", lemma: str) -> "Token | None":
    if lemma in FINDING and verb.tag_ == "VBG" and verb.dep_ == "pcomp":
        return None
    if is_passive(verb) or _is_negated(verb, lemma) or is_not_said(verb) or is_no_speech(verb, lemma):
        return None
    subject = scene.subject(verb)
    if (
        subject is None
        or subject.lower_ in NO_ONE | SHARES
        or any(child.lower_ in NO_ONE for child in subject.lefts)
    ):
        return None
    if subject.pos_ == "NUM" and verb.tag_ == "VBG":
        return None
    return subject if _can_say(subject, verb, lemma) else None


def _is_negated(verb: "Token", lemma: str) -> bool:
    joined = verb.dep_ == "conj" and any(child.lower_ == "or" for child in verb.head.children)
    denied = [verb, verb.head] if joined else [verb]
    return lemma not in BELIEF and any(child.dep_ == "neg" for node in denied for child in node.children)


def _can_say(subject: "Token", verb: "Token", lemma: str) -> bool:
    if lemma in READABLE_ONLY:
        return _can_suggest(subject, verb, lemma)
    if (
        (subject.lower_ in MUTE and subject.pos_ == "NOUN")
        or (lemma in ("reject", "confirm") and _is_a_vote(subject, verb))
        or (lemma == "remind" and subject.lower_ in GATHERINGS)
    ):
        return False
    if lemma == "encourage" and verb.tag_ in ("VBZ", "VBP") and subject.lower_ not in ROLES | GROUP_NOUNS:
        return subject.pos_ != "NOUN"
    return subject.lower_ not in NOUNS_OF_ASKING and not (lemma == "call" and subject.lower_ in DESIGNS)


def _is_a_vote(subject: "Token", verb: "Token") -> bool:
    """Say whether members of a chamber reject or confirm something by a vote, and not in words."""
    things = [child for child in verb.rights if child.dep_ in ("dobj", "ccomp")]
    said = any(child.dep_ == "ccomp" or child.lower_ in PUT_FORWARD for child in things)
    return subject.lower_ in VOTING and bool(things) and not said


def _can_suggest(subject: "Token", verb: "Token", lemma: str) -> bool:
    """Say whether a subject can "suggest" or "find": people can, and what is read; a result cannot."""
    told = {child.dep_ for child in verb.rights}
    if subject.lower_ in FINDERS and is_followed_by_that(verb):
        return True
    ahead = any(child.dep_ == "ccomp" for child in verb.lefts)
    if subject.pos_ == "PROPN" and ("ccomp" in told or verb.dep_ == "parataxis" or ahead):
        return True
    if told & {"ccomp", "dobj"} and _is_somebody(subject):
        return True
    tells = ROLES | GROUP_NOUNS if "ccomp" in told else ROLES if "dobj" in told else ()
    many = subject.lower_.removesuffix("s") if "ccomp" in told else subject.lower_
    if (lemma not in FINDING and many in tells) or (lemma == "indicate" and many in ROLES & set(tells)):
        return True
    return subject.lower_ in READABLE | READERS or stands_for(subject) is not None


def _is_somebody(subject: "Token") -> bool:
    """Say whether a subject is a person with a role, or unnamed others: they "suggest", a result does not."""
    if subject.lower_ in OTHERS:
        return True
    near = subject.doc[subject.left_edge.i : subject.right_edge.i + 1]
    return subject.pos_ == "PROPN" and any(token.lower_ in ROLES for token in near)


def rank(scene: Scene, verb: "Token") -> Rank:
    """Return how close a verb is to the main clause."""
    if verb == scene.root or is_as_clause(verb) or is_main_after_all(verb) or _interrupts(scene, verb):
        return Rank.MAIN
    if _tells_what_is_stated(verb):
        return Rank.NOUN
    if _is_an_aside_by_its_words(verb):
        return Rank.ASIDE
    subordinate = aside = False
    node = verb
    while node != scene.root and node.head.i != node.i and not is_main_after_all(node):
        subordinate = subordinate or node.dep_ in SUBORDINATE
        aside = aside or is_aside(node) or _is_an_aside_by_its_words(node)
        node = node.head
    if verb.dep_ == "conj" and not subordinate:
        return Rank.COORDINATED
    nested = verb.dep_ == "ccomp" and verb.head.i < verb.i and verb.head.lower_ in LEMMAS
    nested = nested and not scene.is_quoted(verb.head)
    if verb.dep_ in ("parataxis", "ccomp") and not subordinate and not nested:
        return Rank.BRACKETED
    return Rank.ASIDE if aside else Rank.SUBORDINATE


def _tells_what_is_stated(verb: "Token") -> bool:
    """Say whether a verb tells what a statement says: "issued a letter asking", "… in which she asked"."""
    participle = verb.dep_ == "acl" and verb.tag_ == "VBG"
    inside = verb.dep_ == "relcl" and any(child.left_edge.lower_ == "in" for child in verb.lefts)
    return (participle or inside) and thing_said(verb.head) is not None


def _is_an_aside_by_its_words(verb: "Token") -> bool:
    """Say whether a verb stands in "which they say" or "with media reporting", however it was parsed."""
    subjects = [child for child in verb.children if child.dep_ in SUBJECTS and child.i < verb.i]
    if not subjects:
        return False
    before = text_before(subjects[0].left_edge).lower()
    if before == "with" and verb.tag_ == "VBG":
        return True
    return before == "which" or (before == "what" and verb.dep_ in ("pcomp", "ccomp"))


def _interrupts(scene: Scene, verb: "Token") -> bool:
    """Say whether "he said" stands between commas ahead of the main verb, which is then his."""
    if verb.dep_ != "parataxis" or verb.i > scene.root.i:
        return False
    first = min([child.left_edge.i for child in verb.children if child.dep_ in SUBJECTS], default=verb.i)
    return first > scene.first and stands_between_commas(scene, min(first, verb.i), max(first, verb.i))
