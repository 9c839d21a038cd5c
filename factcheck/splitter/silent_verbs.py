"""Tells where a verb of saying tells of no speech: nobody has said it, or the parser took it for one."""

from typing import TYPE_CHECKING

from factcheck.splitter.cues import LEMMAS, SAYING, VERBS, Frame
from factcheck.splitter.grammar import FINITE, is_infinitive, text_after, text_before
from factcheck.splitter.lexicon import words

if TYPE_CHECKING:
    from spacy.tokens import Token

READY = words("keen quick careful eager")
# Who calls one "to announce" something announces it there.
MEETINGS = words("conference briefing")
BEGINNINGS = READY | words("began begun begin begins continue continues continued started went goes")
POSSIBLE = words("may might can could must should")
HELD_TO = words("believed thought alleged reported")
COMING = words("will shall would 'll")
ACTS = words(
    "welcome call push press ask invite thank honour read speak announce propose recommend continue begin"
)
ASKED_ABOUT = words("whether if about by how why what when")
PASSING_ON = words("got gets receive receives received obtained forwarded saw found read")
# One "sees a risk" without a word, and speaks where one "sees it as a risk".
ONLY_AS_SOMETHING = words("see refer")
HOLDING = words("regard view see")
OTHERWISE = {"charge": words("with"), "add": words("to into up")}
# Behind these the verb is passive: "a man described as ill", "a team called in to help".
LOST_OBJECTS = {
    **dict.fromkeys(
        ("describe", "portray", "label", "characterise", "characterize", "identify"), words("as")
    ),
    "call": words("in"),
}
GOING_ALONG = words("after before without despite since from")


def is_not_said(verb: "Token") -> bool:
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
        verb.lower_ == "asked"
        and following in ASKED_ABOUT | {"to"}
        and (text_before(verb) == "," or verb.is_title)
    )


def is_no_speech(verb: "Token", lemma: str) -> bool:
    """Say whether the parser took "earmarks added to the bill" or "a man, dubbed the king," for speech."""
    bare = _is_a_bare_participle(verb, lemma) or (verb.tag_ == "VBN" and verb.dep_ in ("amod", "acl"))
    if bare or (verb.tag_ == "VBG" and (lemma in HOLDING or _is_in_a_message(verb))):
        return True
    if _means_something_else(verb, lemma) or _is_an_adjective(verb, lemma):
        return True
    if _is_on_the_way(verb, lemma) or _is_compared(verb):
        return True
    return (
        verb.dep_ in ("parataxis", "ROOT")
        and _is_followed_by_the_verb(verb)
        and VERBS[lemma] == Frame.AS
        and text_before(verb) == ","
    )


def _means_something_else(verb: "Token", lemma: str) -> bool:
    """Say whether one "holds a flag", "adds to it", "sees rain", or is "described as ill"."""
    following = text_after(verb)
    if following in OTHERWISE.get(lemma, ()) or (lemma == "hold" and not is_followed_by_that(verb)):
        return True
    passive = verb.tag_ == "VBN" or not (lemma == "call" or _is_quoted_behind(verb))
    if following in LOST_OBJECTS.get(lemma, ()) and verb.dep_ != "relcl" and passive:
        return True
    return lemma in ONLY_AS_SOMETHING and not any(
        part.lower_ == "as" and text_after(part) != "yet" for part in verb.subtree
    )


def _is_quoted_behind(verb: "Token") -> bool:
    """Say whether quotation marks follow soon: "described as “absurd” the claim that …"."""
    return any(token.is_quote for token in verb.doc[verb.i + 1 : verb.i + 4])


def _is_an_adjective(verb: "Token", lemma: str) -> bool:
    """Say whether "to deport rejected seekers" or "and alleged links" was taken for what somebody did."""
    if verb.tag_ not in ("VBD", "VBN") or not verb.i:
        return False
    if verb.nbor(-1).tag_ == "VB":
        return True
    bare = verb.i + 1 < len(verb.doc) and verb.nbor().pos_ == "NOUN"
    return lemma == "allege" and bare and verb.dep_ == "conj" and verb.head.lower_ not in LEMMAS


def _is_on_the_way(verb: "Token", lemma: str) -> bool:
    """Say whether a verb only goes along: "fled hoping to find work", "after telling her that"."""
    if verb.tag_ != "VBG":
        return False
    waits = lemma in ("hope", "expect") and verb.dep_ == "advcl" and text_after(verb) == "to"
    return waits or (verb.dep_ == "pcomp" and verb.head.lower_ in GOING_ALONG)


def _is_compared(verb: "Token") -> bool:
    """Say whether "as she had hoped" goes with an "as" ahead: "not as cheap as she had hoped"."""
    mark = next((child for child in verb.lefts if child.lower_ == "as" and child.i < verb.i), None)
    for token in reversed(mark.doc[max(0, mark.i - 4) : mark.i] if mark is not None else ()):
        if token.is_punct:
            return False
        if token.lower_ in ("as", "so"):
            return True
    return False


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


def is_followed_by_that(verb: "Token") -> bool:
    """Say whether a verb has a clause that begins with "that"."""
    return any(child.dep_ == "ccomp" and child.left_edge.lower_ == "that" for child in verb.rights)
