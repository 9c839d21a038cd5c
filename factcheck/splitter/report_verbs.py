"""Finds reports by verbs of saying, thinking and asking: "he said", "as she told the paper"."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from factcheck.splitter.claims import Span
from factcheck.splitter.cues import (
    CALL_FOR,
    FINDERS,
    LEMMAS,
    NOUNS_OF_ASKING,
    ONLY_WITH_A_QUOTE,
    PREPOSITIONS,
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
    has_a_finite_verb,
    is_as_clause,
    is_aside,
    is_infinitive,
    is_main_after_all,
    is_passive,
    text_before,
)
from factcheck.splitter.lexicon import words
from factcheck.splitter.reports import Rank, Report
from factcheck.splitter.scene import Scene, stands_for

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBORDINATE = ("relcl", "acl", "advcl", "pcomp", "csubj")
ADDRESSED = words("tell inform assure remind warn advise ask urge")
SAYS_SOMETHING = words("say estimate claim state believe think argue insist allege assert")
BEGINNINGS = words("began begun begin begins continue continues continued started went goes")
# Whoever these stand for must be able to find or show something.
CLAIMED = words("responsibility victory credit innocence immunity ownership success fraud authorship")
NO_ONE = words("neither nobody none no")
READERS = words("they he she it we")
POSSIBLE = words("may might can could must should")
ASKED_ABOUT = words("whether if about by how why what when")
BELIEF = words("believe think agree expect")


def by_verb(scene: Scene) -> Iterator[Report]:
    """Yield the reports that a verb of saying makes."""
    for token in scene.tokens:
        lemma = LEMMAS.get(token.lower_)
        if lemma is None or token.pos_ not in VERBAL or scene.is_quoted(token):
            continue
        subject = _who_says(scene, token, lemma)
        content = _content(scene, token, lemma, subject) if subject is not None else None
        if subject is not None and content is not None:
            phrase = scene.phrase(subject, token)
            yield Report(
                f"attribution.verb.{lemma}", rank(scene, token), _kind(token, lemma), token, phrase, content
            )


def _who_says(scene: Scene, verb: "Token", lemma: str) -> "Token | None":
    if is_passive(verb) or _is_negated(verb, lemma) or _is_not_said(verb):
        return None
    subject = scene.subject(verb)
    if subject is None or subject.lower_ in NO_ONE or any(child.lower_ in NO_ONE for child in subject.lefts):
        return None
    return subject if _can_say(subject, verb, lemma) else None


def _is_negated(verb: "Token", lemma: str) -> bool:
    return lemma not in BELIEF and any(child.dep_ == "neg" for child in verb.children)


def _is_not_said(verb: "Token") -> bool:
    """Say whether a verb tells what one may say, is said to be, or was asked: nobody has said it."""
    if any(child.tag_ == "MD" and child.lower_ in POSSIBLE for child in verb.children):
        return True
    following = verb.nbor().lower_ if verb.i + 1 < len(verb.doc) else ""
    if verb.tag_ == "VBN" and following == "to" and verb.dep_ in ("acl", "advcl", "amod", "appos"):
        return True
    return _is_purpose(verb) or (
        following in ASKED_ABOUT and text_before(verb) == "," and verb.lower_ == "asked"
    )


def _is_purpose(verb: "Token") -> bool:
    """Say whether a verb stands in the infinitive of a purpose or a plan: nobody has said it yet."""
    return is_infinitive(verb) and verb.dep_ != "ROOT" and verb.head.lower_ not in BEGINNINGS


def _can_say(subject: "Token", verb: "Token", lemma: str) -> bool:
    if lemma in READABLE_ONLY:
        if subject.lower_ in FINDERS and _is_followed_by_that(verb):
            return True
        return subject.lower_ in READABLE | READERS or stands_for(subject) is not None
    return subject.lower_ not in NOUNS_OF_ASKING


def _is_followed_by_that(verb: "Token") -> bool:
    return any(child.dep_ == "ccomp" and child.left_edge.lower_ == "that" for child in verb.rights)


def _kind(verb: "Token", lemma: str) -> str:
    """Tell "called for a vote" from "called it a success", and "ruled out" from "ruled"."""
    if lemma == "rule" and any(child.lower_ == "out" for child in verb.children):
        return "reject"
    asks = lemma == "call" and any(child.lower_ in ("for", "on", "upon") for child in verb.children)
    return CALL_FOR if asks else lemma


def rank(scene: Scene, verb: "Token") -> Rank:
    """Return how close a verb is to the main clause."""
    if verb == scene.root or is_as_clause(verb) or is_main_after_all(verb):
        return Rank.MAIN
    subordinate = aside = False
    node = verb
    while node != scene.root and node.head.i != node.i and not is_main_after_all(node):
        subordinate = subordinate or node.dep_ in SUBORDINATE
        aside = aside or is_aside(node)
        node = node.head
    if verb.dep_ == "conj" and not subordinate:
        return Rank.COORDINATED
    nested = verb.dep_ == "ccomp" and verb.head.i < verb.i and verb.head.lower_ in LEMMAS
    if verb.dep_ in ("parataxis", "ccomp") and not subordinate and not nested:
        return Rank.BRACKETED
    return Rank.ASIDE if aside else Rank.SUBORDINATE


def _content(scene: Scene, verb: "Token", lemma: str, subject: "Token") -> Span | None:
    """Return the reported words, by the first shape that fits."""
    frame = VERBS[lemma]
    spoken = _spoken(scene, verb)
    if spoken:
        return _with_lead(scene, verb, spoken)
    if is_as_clause(verb):
        return scene.outside(verb.left_edge.i, verb.right_edge.i)
    if lemma in ONLY_WITH_A_QUOTE and not frame & (Frame.ABOUT | Frame.AS):
        return None
    return (
        _thing_before_a_clause(scene, verb, lemma)
        or _clause(scene, verb, frame)
        or _around(scene, verb, subject)
        or _object(scene, verb, frame)
        or _rest(scene, verb, lemma)
    )


def _spoken(scene: Scene, verb: "Token") -> Span | None:
    """Return the longest quotation of a sentence that a verb of saying belongs to."""
    if verb.dep_ in ("relcl", "acl"):
        return None
    return scene.longest_speech(verb.left_edge.i if verb.dep_ == "conj" and verb != scene.root else 0)


def _with_lead(scene: Scene, verb: "Token", spoken: Span) -> Span:
    """Take in the unquoted words that lead from the verb into the quotation: said that, over …, "…"."""
    clause = _clause(scene, verb, Frame.CLAUSE) or _after_that(scene, verb, spoken)
    if clause is None and VERBS[LEMMAS[verb.lower_]] & (Frame.OBJECT | Frame.AS):
        clause = _object(scene, verb, Frame.OBJECT | Frame.AS)
    if clause is None or clause[1] <= spoken[0] or clause[0] > spoken[0] - 2:
        return spoken
    if scene.sentence.place(verb) > clause[0]:
        return spoken
    ends = [quotation.end for quotation in scene.speech if quotation.end <= scene.sentence.end]
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
    for child in following:
        gerund = child.dep_ == "xcomp" and child.tag_ == "VBG"
        if frame & (Frame.CLAUSE | Frame.AS) and (child.dep_ == "ccomp" or gerund) and child.pos_ != "PUNCT":
            clause = scene.clause(child)
            if clause[0] < clause[1]:
                return _before_the_next_report(scene, child, clause)
    for child in following:
        if frame & Frame.INFINITIVE and child.dep_ in ("xcomp", "ccomp", "advcl") and is_infinitive(child):
            return scene.clause(child)
    return None


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
    return None if has_a_finite_verb(clauses[0]) else _from_object(scene, things, verb)


def _around(scene: Scene, verb: "Token", subject: "Token") -> Span | None:
    """Return what surrounds a bracketed "he hopes" or stands before a closing "officials said"."""
    ahead = [child for child in verb.children if child.dep_ == "ccomp" and child.i < verb.i]
    first, last = min(subject.left_edge.i, verb.i), verb.i if subject.i < verb.i else subject.right_edge.i
    bracketed = verb.dep_ in ("parataxis", "ccomp") and _stands_between_commas(scene, first, last)
    if not ahead and not bracketed:
        return None
    left, right = scene.between(scene.first, first - 1), scene.between(last + 1, scene.last)
    return max(left, right, key=lambda span: span[1] - span[0])


def _stands_between_commas(scene: Scene, first: int, last: int) -> bool:
    before = scene.doc[first - 1].text if first > scene.first else ""
    after = scene.doc[last + 1].text if last < scene.last else ""
    return before == "," and after in (",", ".")


def _object(scene: Scene, verb: "Token", frame: Frame) -> Span | None:
    following = [child for child in verb.children if child.i > verb.i]
    leads = PREPOSITIONS.get(LEMMAS[verb.lower_], ())
    wanted = [child for child in following if child.dep_ in ("prep", "prt") and child.lower_ in leads]
    wanted += [token for token in scene.doc[verb.i + 1 : verb.i + 2] if token.lower_ in leads and not wanted]
    if frame & Frame.ABOUT and wanted:
        return scene.between(wanted[0].i + 1, scene.end_of(verb))
    described = any(
        child.lower_ in ("as", "among")
        or child.dep_ in ("oprd", "ccomp")
        or (child.left_edge.lower_ == "as" and child.left_edge.i > verb.i)
        for child in following
    )
    named = scene.longest_quotation() if frame & Frame.AS else None
    described = described or bool(named and named[0] > scene.sentence.stop(verb))
    has_an_object = any(child.dep_ in ("dobj", "oprd") and _may_be_said(child, verb) for child in following)
    if (frame & Frame.AS and described) or (frame & Frame.OBJECT and has_an_object):
        return _from_object(scene, following, verb)
    return None


def _may_be_said(thing: "Token", verb: "Token") -> bool:
    """Say whether a thing is spoken of: a group claims responsibility, a flood claims lives."""
    return LEMMAS[verb.lower_] != "claim" or thing.lower_ in CLAIMED


def _from_object(scene: Scene, children: list["Token"], verb: "Token") -> Span:
    starts = [child.left_edge.i for child in children if child.dep_ not in ("punct", "prt", "advmod")]
    last = scene.end_of(verb)
    # A finite verb right behind the object shows that the parser cut a clause short.
    if last < scene.last and scene.doc[last + 1].tag_ in FINITE:
        last = scene.last
    return scene.between(min(starts), last)


def _rest(scene: Scene, verb: "Token", lemma: str) -> Span | None:
    """Return all that follows a verb that says nothing alone, where the parser lost its clause."""
    if lemma in SAYING and verb == scene.root:
        for token in scene.doc[verb.i + 2 : scene.last]:
            if token.lower_ == "that" and text_before(token) == ",":
                return scene.between(token.i + 1, scene.last)
    if lemma not in SAYS_SOMETHING or verb != scene.root:
        return None
    finite = any(token.pos_ in VERBAL for token in scene.doc[verb.i + 1 : scene.last + 1])
    return scene.between(verb.i + 1, scene.last) if finite else None
