"""Finds what a verb of saying reports where it is a thing and no clause: "denied it", "warned of rain"."""

from typing import TYPE_CHECKING

from factcheck.splitter.claims import Span
from factcheck.splitter.cues import LEMMAS, PREPOSITIONS, Frame
from factcheck.splitter.grammar import FINITE, leads_to_what_is_told, text_before
from factcheck.splitter.lexicon import words
from factcheck.splitter.scene import Scene

if TYPE_CHECKING:
    from spacy.tokens import Token

CLAIMED = words("responsibility victory credit innocence immunity ownership success fraud authorship")
VOICING = words("express voice")
# Who voices these says nothing yet.
VIEWS = words("view views opinion opinions")
NEAR = 20
# Who confirms a nominee, or rejects a plan in a referendum, votes.
VOTED_ON = words("nominee nomination pick appointment referendum ballot plebiscite")
BALLS = words("ball shot header kick penalty puck")
ASIDES = words("while whereas although though after before")


def thing_told(scene: Scene, verb: "Token", frame: Frame) -> Span | None:
    """Return what stands behind a verb as its object: "warned of a flood", "called it absurd"."""
    following = [child for child in verb.children if child.i > verb.i]
    leads = PREPOSITIONS.get(LEMMAS[verb.lower_], ())
    wanted = [child for child in following if child.dep_ in ("prep", "prt") and child.lower_ in leads]
    wanted = [child for child in wanted if leads_to_what_is_told(child, verb)]
    wanted += [token for token in scene.doc[verb.i + 1 : verb.i + 2] if token.lower_ in leads and not wanted]
    if frame & Frame.ABOUT and wanted and not _tells_no_more_than_the_subject(wanted[0], verb):
        return scene.between(wanted[0].i + 1, scene.end_of(verb))
    described = any(
        child.lower_ in ("as", "among")
        or child.dep_ in ("oprd", "ccomp")
        or (child.left_edge.lower_ == "as" and child.left_edge.i > verb.i)
        or (child.dep_ == "dobj" and any(part.lower_ == "as" for part in child.subtree))
        for child in following
    )
    named = scene.longest_quotation() if frame & Frame.AS else None
    described = described or bool(named and named[0] > scene.sentence.stop(verb))
    has_an_object = any(
        child.dep_ in ("dobj", "oprd", "dative") and child.pos_ != "ADP" and _may_be_said(child, verb)
        for child in following
    )
    if (frame & Frame.AS and described) or (frame & Frame.OBJECT and has_an_object):
        return from_object(scene, following, verb)
    return None


def _tells_no_more_than_the_subject(lead: "Token", verb: "Token") -> bool:
    """Tell "spoke about the war", of which nothing is said, from "spoke about how the war began"."""
    lemma = LEMMAS[verb.lower_]
    if (lemma, lead.lower_) not in (("speak", "about"), ("speak", "on"), ("talk", "on")):
        return False
    return not any(child.dep_ == "pcomp" for child in lead.rights)


def _may_be_said(thing: "Token", verb: "Token") -> bool:
    """Say whether a thing is spoken of: a flood claims lives, one blasts a shot, and tells the press more."""
    lemma = LEMMAS[verb.lower_]
    if lemma == "tell" or thing.lower_ in BALLS or (lemma in VOICING and thing.lower_ in VIEWS):
        return False
    near = verb.doc[verb.i : min(verb.i + NEAR, verb.right_edge.i + 1)]
    if lemma in ("confirm", "reject") and any(part.lower_ in VOTED_ON for part in near):
        return False
    return lemma != "claim" or thing.lower_ in CLAIMED


def from_object(scene: Scene, children: list["Token"], verb: "Token") -> Span | None:
    """Return the words from the first of a verb's children on, or none where it has none."""
    starts = [child.left_edge.i for child in children if child.dep_ not in ("punct", "prt", "advmod")]
    if not starts:
        return None
    last = scene.end_of(verb)
    # A finite verb right behind the object shows that the parser cut a clause short.
    if last < scene.last and scene.doc[last + 1].tag_ in FINITE:
        last = scene.last
    return scene.between(min(starts), before_an_aside(scene, min(starts), last))


def before_an_aside(scene: Scene, first: int, last: int) -> int:
    """End what is said ahead of ", while others …", which tells of something else."""
    for token in scene.doc[first + 1 : last]:
        aside = token.lower_ in ASIDES and token.dep_ == "mark" and text_before(token) == ","
        if aside and token.nbor().pos_ != "PRON" and not scene.is_quoted(token):
            return int(token.i) - 1
    return last
