"""Finds reports by verbs of saying, thinking and asking: "he said", "as she told the paper"."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from factcheck.splitter.cues import (
    FINDERS,
    FINDING,
    LEMMAS,
    NOUNS_OF_ASKING,
    READABLE,
    READABLE_ONLY,
    SAYING,
    VERBS,
    Frame,
)
from factcheck.splitter.grammar import (
    FINITE,
    SUBJECTS,
    VERBAL,
    is_as_clause,
    is_aside,
    is_infinitive,
    is_main_after_all,
    is_passive,
    text_after,
    text_before,
)
from factcheck.splitter.lexicon import words
from factcheck.splitter.reported_words import kind_of, reported_by, stands_between_commas
from factcheck.splitter.reports import Rank, Report
from factcheck.splitter.roles import GROUP_NOUNS, ROLES
from factcheck.splitter.scene import Scene, stands_for, thing_said

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBORDINATE = ("relcl", "acl", "advcl", "pcomp", "csubj")
READY = words("keen quick careful eager")
# Who calls one "to announce" something announces it there.
MEETINGS = words("conference briefing")
BEGINNINGS = READY | words("began begun begin begins continue continues continued started went goes")
SHARES = words("% percent cent")
NO_ONE = words("neither nobody none no")
# Whoever these stand for must be able to find or show something.
READERS = words("they he she it we")
POSSIBLE = words("may might can could must should")
HELD_TO = words("believed thought alleged reported")
COMING = words("will shall would 'll")
ACTS = words(
    "welcome call push press ask invite thank honour read speak announce propose recommend continue begin"
)
ASKED_ABOUT = words("whether if about by how why what when")
OTHERS = words("others some many")
PASSING_ON = words("got gets receive receives received obtained forwarded saw found read")
# One "sees a risk" without a word, and speaks where one "sees it as a risk".
ONLY_AS_SOMETHING = words("see refer")
# These call for something as they need it; nobody asks.
DESIGNS = words("plan plans design designs recipe schedule contract job role script")
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
    if is_passive(verb) or _is_negated(verb, lemma) or _is_not_said(verb) or _is_no_speech(verb, lemma):
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


def _is_not_said(verb: "Token") -> bool:
    """Say whether a verb tells what one may say, is said to be, or was asked: nobody has said it."""
    modals = {child.lower_ for child in verb.children if child.tag_ == "MD"}
    if modals & POSSIBLE or (modals & COMING and verb.lower_ in ACTS):
        return True
    following = text_after(verb)
    if (
        following == "to"
        and verb.lower_ in HELD_TO
        and verb.doc[verb.i + 2 : verb.i + 3].text in ("be", "have")
    ):
        return True
    if verb.tag_ == "VBN" and following == "to" and verb.dep_ in ("acl", "advcl", "amod", "appos"):
        return True
    return _is_purpose(verb) or (
        following in ASKED_ABOUT and text_before(verb) == "," and verb.lower_ == "asked"
    )


def _is_no_speech(verb: "Token", lemma: str) -> bool:
    """Say whether the parser took "earmarks added to the bill" or "a man, dubbed the king," for speech."""
    following = text_after(verb)
    told = lemma != "hold" or _is_followed_by_that(verb)
    if not told or (lemma == "charge" and following == "with"):
        return True
    if lemma in ONLY_AS_SOMETHING and not any(part.lower_ == "as" for part in verb.subtree):
        return True
    if lemma == "regard" and verb.tag_ == "VBG":
        return True
    bare = _is_a_bare_participle(verb, lemma) or (verb.tag_ == "VBN" and verb.dep_ in ("amod", "acl"))
    if bare or (verb.tag_ == "VBG" and _is_in_a_message(verb)):
        return True
    if lemma == "add" and following in ("to", "into", "up"):
        return True
    return (
        verb.dep_ in ("parataxis", "ROOT")
        and _is_followed_by_the_verb(verb)
        and VERBS[lemma] == Frame.AS
        and text_before(verb) == ","
    )


def _is_a_bare_participle(verb: "Token", lemma: str) -> bool:
    """Say whether "It is due, so the tax requested in May …" was taken for what somebody requested."""
    helped = any(child.dep_ in ("aux", "auxpass") for child in verb.lefts)
    follows = any(child.dep_ == "ccomp" for child in verb.lefts)
    return verb.tag_ == "VBN" and verb.dep_ == "ROOT" and follows and not helped and lemma not in SAYING


def _is_in_a_message(verb: "Token") -> bool:
    """Say whether somebody else wrote what is told: "received a letter warning of theft"."""
    head = verb.head.head if verb.dep_ == "acl" else verb.head
    return verb.dep_ in ("acl", "advcl") and head.lower_ in PASSING_ON and text_before(verb) != ","


def _is_followed_by_the_verb(verb: "Token") -> bool:
    """Say whether the verb comes after "dubbed the king,", which only stands beside the subject."""
    tail = verb.doc[verb.i + 1 : verb.i + 12]
    return any(
        token.text == "," and token.i + 1 < len(token.doc) and token.nbor().tag_ in FINITE for token in tail
    )


def _is_purpose(verb: "Token") -> bool:
    """Say whether a verb stands in the infinitive of a purpose or a plan: nobody has said it yet."""
    if verb.dep_ == "conj" and verb.tag_ == "VB" and is_infinitive(verb.head):
        verb = verb.head
    meets = any(child.dep_ == "dobj" and child.lower_ in MEETINGS for child in verb.head.rights)
    return (
        is_infinitive(verb)
        and verb.dep_ != "ROOT"
        and verb.head.lower_ not in BEGINNINGS
        and not (meets and verb.i > verb.head.i)
    )


def _can_say(subject: "Token", verb: "Token", lemma: str) -> bool:
    if lemma in READABLE_ONLY:
        if subject.lower_ in FINDERS and _is_followed_by_that(verb):
            return True
        told = {child.dep_ for child in verb.rights}
        if "ccomp" in told and subject.pos_ == "PROPN":
            return True
        if told & {"ccomp", "dobj"} and _is_somebody(subject):
            return True
        tells = ROLES | GROUP_NOUNS if "ccomp" in told else ROLES if "dobj" in told else ()
        indicates = lemma == "indicate" and "ccomp" in told and subject.lower_.removesuffix("s") in ROLES
        if indicates or (lemma not in FINDING and subject.lower_ in tells):
            return True
        return subject.lower_ in READABLE | READERS or stands_for(subject) is not None
    return subject.lower_ not in NOUNS_OF_ASKING and not (lemma == "call" and subject.lower_ in DESIGNS)


def _is_somebody(subject: "Token") -> bool:
    """Say whether a subject is a person with a role, or unnamed others: they "suggest", a result does not."""
    if subject.lower_ in OTHERS:
        return True
    near = subject.doc[subject.left_edge.i : subject.right_edge.i + 1]
    return subject.pos_ == "PROPN" and any(token.lower_ in ROLES for token in near)


def _is_followed_by_that(verb: "Token") -> bool:
    return any(child.dep_ == "ccomp" and child.left_edge.lower_ == "that" for child in verb.rights)


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
    first = min([child.i for child in verb.children if child.dep_ in SUBJECTS], default=verb.i)
    return first > scene.first and stands_between_commas(scene, min(first, verb.i), max(first, verb.i))
