"""Finds the words that a verb of saying reports, by the first shape that fits."""

from typing import TYPE_CHECKING

from factcheck.splitter.claims import Span
from factcheck.splitter.cues import (
    CALL_FOR,
    CLAIMS,
    LEMMAS,
    ONLY_WITH_A_QUOTE,
    SAYING,
    VERBS,
    Frame,
)
from factcheck.splitter.grammar import (
    FINITE,
    SUBJECTS,
    VERBAL,
    has_a_finite_verb,
    is_as_clause,
    is_infinitive,
    text_before,
)
from factcheck.splitter.lexicon import words
from factcheck.splitter.reported_objects import before_an_aside, from_object, thing_told
from factcheck.splitter.scene import BESIDE, Scene
from factcheck.splitter.subjects import is_inverted

if TYPE_CHECKING:
    from spacy.tokens import Token

ADDRESSED = words("tell inform assure remind warn advise ask urge")
SAYS_SOMETHING = words("say estimate claim state believe think argue insist allege assert explain")
POSTING = words("post tweet text email")
REASONS = words("because if unless so")
NEAR = 40


def reported_by(scene: Scene, verb: "Token", lemma: str, subject: "Token") -> Span | None:
    """Return the reported words, by the first shape that fits."""
    frame = VERBS[lemma] | (Frame.OBJECT if kind_of(verb, lemma) == "reject" else Frame(0))
    spoken = _spoken(scene, verb) if lemma != "cite" else None
    if lemma in ONLY_WITH_A_QUOTE and not (spoken and _is_near(scene, verb, spoken)):
        hailed = lemma == "welcome" and _has_a_quotation(scene, verb)
        if not hailed and not frame & (Frame.ABOUT | Frame.AS):
            return None
        spoken = None
    if spoken:
        return _with_what_leads_in(scene, verb, spoken) or _with_lead(scene, verb, spoken)
    if is_as_clause(verb):
        if lemma in ("disagree", "protest"):
            return None
        return scene.outside(verb.left_edge.i, verb.right_edge.i)
    return (
        _thing_before_a_clause(scene, verb, lemma)
        or _clause(scene, verb, frame)
        or _around(scene, verb, subject, frame)
        or thing_told(scene, verb, frame)
        or _rest(scene, verb, lemma)
    )


def _has_a_quotation(scene: Scene, verb: "Token") -> bool:
    """Say whether some of what is welcomed stands in quotation marks: "welcomed the “clear mandate”"."""
    return any(child.dep_ == "dobj" and any(map(scene.is_quoted, child.subtree)) for child in verb.rights)


def kind_of(verb: "Token", lemma: str) -> str:
    """Tell "called for a vote" from "called it a success", and "ruled out" from "ruled"."""
    if lemma == "rule" and any(child.lower_ == "out" for child in verb.children):
        return "reject"
    if lemma == "dismiss" and any(child.dep_ == "dobj" and child.lower_ in CLAIMS for child in verb.rights):
        return "reject"
    asks = lemma == "call" and any(child.lower_ in ("for", "on", "upon") for child in verb.children)
    return CALL_FOR if asks else lemma


def _is_near(scene: Scene, verb: "Token", spoken: Span) -> bool:
    """Say whether few words stand between a verb and a quotation: "went on, smiling", not "went to Rome"."""
    after = spoken[0] - scene.sentence.stop(verb)
    return after < NEAR if after >= 0 else scene.sentence.place(verb) - spoken[1] < NEAR


def _spoken(scene: Scene, verb: "Token") -> Span | None:
    """Return the longest quotation of a sentence that a verb of saying belongs to."""
    if verb.dep_ in ("relcl", "acl"):
        return None
    if any(_leads_into(scene, child) for child in verb.rights if child.dep_ == "conj"):
        return None
    beside = verb.dep_ == "conj" and verb != scene.root and not scene.is_quoted(verb.head)
    return scene.longest_speech(verb.left_edge.i if beside else 0)


def _leads_into(scene: Scene, verb: "Token") -> bool:
    """Say whether somebody else's quotation follows: "Lind asked for aid, and Lee stated: “…”"."""
    if LEMMAS.get(verb.lower_) is None or not any(child.dep_ in SUBJECTS for child in verb.lefts):
        return False
    stop = scene.sentence.stop(verb)
    return any(0 <= quotation.start - stop <= len(": ") for quotation in scene.speech)


def _with_what_leads_in(scene: Scene, verb: "Token", spoken: Span) -> Span | None:
    """Return all of "The talks will ensure "no return to war"," ahead of "said Lee"."""
    ends = [quotation.end for quotation in scene.speech if quotation.inner_start == spoken[0]]
    if not ends or not 0 <= scene.sentence.place(verb) - ends[0] <= 2:
        return None
    ahead = [token for token in scene.tokens if scene.sentence.stop(token) < spoken[0]]
    woven = len(ahead) > 2 and ahead[-2].text not in (",", ":") and ahead[-2].is_alpha
    if not woven or not any(token.tag_ in FINITE or token.tag_ == "MD" for token in ahead):
        return None
    return scene.sentence.start, ends[0]


def _with_lead(scene: Scene, verb: "Token", spoken: Span) -> Span:
    """Take in the unquoted words that lead from the verb into the quotation: said that, over …, "…"."""
    clause = _clause(scene, verb, Frame.CLAUSE) or _after_that(scene, verb, spoken)
    if clause is None and VERBS[LEMMAS[verb.lower_]] & (Frame.OBJECT | Frame.AS):
        thing = thing_told(scene, verb, Frame.OBJECT | Frame.AS)
        clause = thing if thing is not None and thing[1] > spoken[0] else None
    if clause is None or clause[0] > spoken[0] - 2:
        return spoken
    if scene.sentence.place(verb) > clause[0]:
        return spoken
    ends = [min(quotation.end, scene.sentence.end) for quotation in scene.speech]
    return clause[0], max([clause[1], *ends])


def _after_that(scene: Scene, verb: "Token", spoken: Span) -> Span | None:
    """Return what follows "that" between a verb and a quotation, where the parser lost the clause."""
    for token in scene.doc[verb.i + 1 : scene.last]:
        if scene.sentence.place(token) >= spoken[0]:
            return None
        if token.lower_ == "that":
            return scene.between(token.i + 1, scene.last)
    return None


def _clause(scene: Scene, verb: "Token", frame: Frame) -> Span | None:
    following = [child for child in verb.children if child.i > verb.i]
    lemma = LEMMAS[verb.lower_]
    for child in following:
        having = any(part.lower_ == "having" for part in child.lefts)
        gerund = child.dep_ == "xcomp" and (child.tag_ == "VBG" or having) and lemma not in POSTING
        if frame & (Frame.CLAUSE | Frame.AS) and (child.dep_ == "ccomp" or gerund) and child.pos_ != "PUNCT":
            clause = scene.clause(child)
            if clause[0] < clause[1]:
                return _before_the_next_report(scene, child, _with_its_rest(scene, verb, child, clause))
    for child in following:
        if frame & Frame.INFINITIVE and child.dep_ in ("xcomp", "ccomp", "advcl") and is_infinitive(child):
            return scene.clause(child)
    return None


def _with_its_rest(scene: Scene, verb: "Token", clause: "Token", span: Span) -> Span:
    """Take in "and the dam would hold" or "because …", which the parser hung on the verb of saying."""
    end = span[1]
    following = scene.doc[clause.right_edge.i + 1] if clause.right_edge.i < scene.last else clause
    if following.tag_ in FINITE and clause.i > verb.i and following.dep_ != "conj":
        end = scene.between(clause.i, before_an_aside(scene, clause.i, scene.last))[1]
    for child in verb.rights:
        goes_on = child.dep_ == "conj" and child.pos_ in VERBAL and child.lower_ not in LEMMAS
        goes_on = goes_on and text_before(child.left_edge) != "but"
        reason = child.dep_ == "advcl" and any(part.lower_ in REASONS for part in child.lefts)
        if child.i > clause.right_edge.i and (goes_on or reason):
            end = max(end, scene.between(clause.i, child.right_edge.i)[1])
    return span[0], end


def _before_the_next_report(scene: Scene, clause: "Token", span: Span) -> Span:
    """End a clause before "but admitted that …", which the parser took for a part of it."""
    for child in clause.children:
        if child.dep_ != "conj" or child.tag_ not in ("VBD", "VBZ") or LEMMAS.get(child.lower_) not in SAYING:
            continue
        own = any(grand.dep_ in SUBJECTS for grand in child.children)
        told = any(grand.dep_ == "ccomp" and grand.i > child.i for grand in child.children)
        if told and not own:
            leads = [other.i for other in clause.children if other.dep_ == "cc" and other.i < child.i]
            return span[0], scene.between(clause.left_edge.i, max(leads, default=child.i) - 1)[1]
    return span


def _thing_before_a_clause(scene: Scene, verb: "Token", lemma: str) -> Span | None:
    """Return an object with what belongs to it, where the parser took a later word for a clause."""
    if not VERBS[lemma] & Frame.OBJECT or VERBS[lemma] & Frame.INFINITIVE or lemma in ADDRESSED:
        return None
    following = [child for child in verb.children if child.i > verb.i]
    things = [
        child for child in following if child.dep_ in ("dobj", "nsubj") and child.pos_ in ("NOUN", "PROPN")
    ]
    clauses = [child for child in following if child.dep_ == "ccomp"]
    if not things or not clauses or clauses[0].left_edge.i <= things[0].i:
        return None
    return None if has_a_finite_verb(clauses[0]) else from_object(scene, things, verb)


def _around(scene: Scene, verb: "Token", subject: "Token", frame: Frame) -> Span | None:
    """Return what surrounds a bracketed "he hopes" or stands before a closing "officials said"."""
    if not frame & (Frame.CLAUSE | Frame.QUOTE):
        return None
    ahead = [child for child in verb.children if child.dep_ == "ccomp" and child.i < verb.i]
    first, last = min(subject.left_edge.i, verb.i), verb.i if subject.i < verb.i else subject.right_edge.i
    bracketed = verb.dep_ in ("parataxis", "ccomp") and stands_between_commas(scene, first, last)
    inverted = verb.i < subject.i and subject.dep_ == "dobj" and is_inverted(verb)
    if inverted and last < scene.last - 1:
        return None
    if not ahead and not bracketed and not inverted:
        return None
    left, right = scene.between(scene.first, first - 1), scene.between(last + 1, scene.last)
    trails = any(token.lower_ in BESIDE | {"as", "which"} for token in scene.doc[last + 1 : last + 3])
    if trails and left[0] < left[1]:
        return left
    return max(left, right, key=lambda span: span[1] - span[0])


def stands_between_commas(scene: Scene, first: int, last: int) -> bool:
    """Say whether a comma precedes the first token, and a comma or the full stop follows the last."""
    before = scene.doc[first - 1].text if first > scene.first else ""
    after = scene.doc[last + 1].text if last < scene.last else ""
    return before == "," and after in (",", ".")


def _leads_into_the_root(scene: Scene, verb: "Token") -> bool:
    """Say whether the parser made a clause of "reports stated" ahead of the verb of what they stated."""
    leads = verb.dep_ == "ccomp" and verb.head == scene.root and verb.i < scene.root.i
    return leads and any(child.dep_ == "dobj" or child.lower_ == "to" for child in verb.rights)


def _rest(scene: Scene, verb: "Token", lemma: str) -> Span | None:
    """Return all that follows a verb that says nothing alone, where the parser lost its clause."""
    if lemma in SAYING and verb == scene.root:
        near = True
        for token in scene.doc[verb.i + 2 : scene.last]:
            if token.lower_ == "that" and ((near and token.dep_ == "mark") or text_before(token) == ","):
                return scene.between(token.i + 1, scene.last)
            near = near and token.tag_ not in FINITE
    if lemma not in SAYS_SOMETHING or not (verb == scene.root or _leads_into_the_root(scene, verb)):
        return None
    finite = any(token.tag_ in FINITE for token in scene.doc[verb.i + 1 : scene.last + 1])
    addressed = next((child for child in verb.rights if child.lower_ == "to" and child.i == verb.i + 1), None)
    start = verb.i if addressed is None else addressed.right_edge.i
    return scene.between(start + 1, scene.last) if finite else None
