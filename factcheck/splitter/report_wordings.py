"""Finds reports by rarer wordings: "quoted as saying", "put the toll at", a name and a colon."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from factcheck.splitter.cues import (
    DISPUTING,
    LEMMAS,
    MASSES,
    ONLY_WITH_A_QUOTE,
    PUT_FORWARD,
    STANCE,
    VERBS,
    Frame,
)
from factcheck.splitter.grammar import VERBAL, is_passive
from factcheck.splitter.lexicon import words
from factcheck.splitter.report_verbs import rank
from factcheck.splitter.reported_objects import VOICING
from factcheck.splitter.reported_words import reported_by
from factcheck.splitter.reports import Rank, Report
from factcheck.splitter.roles import GROUP_NOUNS, KIN, ROLES
from factcheck.splitter.scene import Scene

if TYPE_CHECKING:
    from spacy.tokens import Token

QUOTED = words("quoted quotes quoting cited cites citing")
LEADING_IN = words("spoke talked quotes quoted cites cited interviewed")
SPEAKING = words("saying telling stating adding claiming warning writing denying describing")
PUTTING = words("put puts putting estimate estimated estimates value valued values")
TOLD_THAT = words("tell inform notify urge ask warn advise instruct encourage remind invite")
HEARSAY = words("reported alleged said believed understood thought claimed quoted")
MAKING_KNOWN = words("announce declare raise")
MAKING = words("make makes made making")
LONGEST_LABEL = 9
TOLD = Frame.CLAUSE | Frame.OBJECT | Frame.AS


def by_quoting(scene: Scene) -> Iterator[Report]:
    """Yield what one outlet "quoted" somebody "as saying": he is the speaker, not the outlet."""
    for token in () if scene.words.isdisjoint(QUOTED) else scene.tokens[:-2]:
        if token.lower_ != "as" or token.nbor().lower_ not in SPEAKING or scene.is_quoted(token):
            continue
        verb = next((node for node in _up(token) if node.lower_ in QUOTED), None)
        if verb is None:
            continue
        wanted = ("nsubjpass",) if is_passive(verb) else ("dobj", "nsubj")
        quoted = [child for child in verb.children if child.dep_ in wanted and child.i < token.i]
        if quoted:
            phrase = scene.phrase(quoted[-1], token if quoted[-1].i > verb.i else verb)
            content = scene.longest_speech() or scene.between(token.i + 2, scene.last)
            led = scene.between(token.i + 2, scene.last)
            content = led if led[0] < content[0] else content
            yield Report("attribution.quoted-as", Rank.MAIN, "say", token, phrase, content)


def _up(token: "Token") -> Iterator["Token"]:
    """Yield the words that a word depends on, the nearest first."""
    for _ in range(4):
        if token.head == token:
            return
        token = token.head
        yield token


def by_introducing(scene: Scene) -> Iterator[Report]:
    """Yield what one says whom the main clause only leads in: "The Post spoke to Ann Lee, who said"."""
    verb = scene.root
    if "who" not in scene.words or verb.lower_ not in LEADING_IN or scene.is_quoted(verb) or is_passive(verb):
        return
    led_in = [child for child in verb.rights if child.dep_ == "dobj"]
    led_in += [grand for child in verb.rights if child.lower_ in ("to", "with") for grand in child.rights]
    for token in scene.tokens:
        lemma = LEMMAS.get(token.lower_)
        if lemma is None or token.dep_ != "relcl" or not led_in or scene.is_quoted(token):
            continue
        who = next((child for child in token.lefts if child.lower_ == "who"), None)
        content = reported_by(scene, token, lemma, who) if who is not None else None
        content = content or scene.longest_speech(token.i)
        if led_in[0].pos_ == "PROPN" and content is not None:
            phrase = scene.phrase(led_in[0], verb)
            yield Report("attribution.led-in", Rank.MAIN, lemma, token, phrase, content)


def by_putting(scene: Scene) -> Iterator[Report]:
    """Yield the amount that somebody "put the death toll at"."""
    for token in () if scene.words.isdisjoint(PUTTING) else scene.tokens:
        if token.lower_ not in PUTTING or token.pos_ != "VERB" or scene.is_quoted(token):
            continue
        if token.i < scene.last and token.nbor().lower_ == "it":
            yield from _as_they_put_it(scene, token)
        at = [child for child in token.children if child.lower_ == "at" and child.i > token.i]
        at += [child for child in scene.doc[token.i + 1 : scene.last] if child.lower_ == "at"]
        thing = next((child for child in token.children if child.dep_ == "dobj"), None)
        subject = scene.subject(token)
        if thing is None or subject is None or is_passive(token):
            continue
        if any(
            near.is_digit or near.like_num for place in at for near in scene.doc[place.i + 1 : place.i + 5]
        ):
            content = scene.between(thing.left_edge.i, scene.end_of(token))
            phrase = scene.phrase(subject, token)
            yield Report("attribution.put-at", rank(scene, token), "estimate", token, phrase, content)


def _as_they_put_it(scene: Scene, verb: "Token") -> Iterator[Report]:
    """Yield the quotation beside "as Hale put it"."""
    spoken, subject = scene.longest_quotation(), scene.subject(verb)
    if spoken and subject is not None:
        phrase = scene.phrase(subject, verb)
        yield Report("attribution.put-it", Rank.MAIN, "say", verb, phrase, spoken)


def by_making_clear(scene: Scene) -> Iterator[Report]:
    """Yield what somebody "made clear"."""
    for token in scene.tokens[1:] if "clear" in scene.words else ():
        verb = token.head
        if token.lower_ != "clear" or verb.lower_ not in MAKING or scene.is_quoted(token):
            continue
        told = [
            child
            for node in (verb, token)
            for child in node.rights
            if (child.dep_ == "ccomp" or child.left_edge.lower_ == "that") and child.i > token.i
        ]
        subject = scene.subject(verb)
        if told and subject is not None and not is_passive(verb):
            content = scene.clause(told[0])
            phrase = scene.phrase(subject, verb)
            yield Report("attribution.made-clear", rank(scene, verb), "say", verb, phrase, content)


def by_hearsay(scene: Scene) -> Iterator[Report]:
    """Yield the quotation that somebody "is reported to have said"."""
    spoken = scene.longest_speech()
    for token in scene.tokens if spoken and not scene.words.isdisjoint(HEARSAY) else ():
        verb = token.head
        if (
            token.dep_ != "xcomp"
            or verb.lower_ not in HEARSAY
            or not is_passive(verb)
            or scene.is_quoted(token)
        ):
            continue
        helped = {child.lower_ for child in token.lefts}
        subject = scene.subject(verb)
        if {"to", "have"} <= helped and token.lower_ in LEMMAS and subject is not None and spoken:
            phrase = scene.phrase(subject, verb)
            yield Report("attribution.hearsay", rank(scene, verb), "say", token, phrase, spoken)


def by_agent(scene: Scene) -> Iterator[Report]:
    """Yield what "was criticised by" somebody: the one who did it speaks, of the subject or what follows."""
    verb = scene.root
    lemma = LEMMAS.get(verb.lower_)
    if (
        lemma is None
        or lemma in ONLY_WITH_A_QUOTE | {"question"}
        or lemma not in DISPUTING | STANCE | TOLD_THAT | VOICING | MAKING_KNOWN
        or not VERBS[lemma] & TOLD
        or scene.is_quoted(verb)
        or not is_passive(verb)
    ):
        return
    agent = next((child for child in verb.rights if child.dep_ == "agent"), None)
    named = (
        next((child for child in agent.rights if child.dep_ == "pobj"), None) if agent is not None else None
    )
    thing = next((child for child in verb.lefts if child.dep_ == "nsubjpass"), None)
    if (
        agent is None
        or named is None
        or thing is None
        or not (lemma in TOLD_THAT | MAKING_KNOWN or _can_act(named))
    ):
        return
    following = [child for child in verb.rights if child.i > named.i and child.dep_ in ("ccomp", "xcomp")]
    if (lemma in TOLD_THAT and not following) or (lemma == "reject" and thing.lower_ not in PUT_FORWARD):
        return
    content = (
        scene.clause(following[0]) if following else scene.between(thing.left_edge.i, thing.right_edge.i)
    )
    yield Report(f"attribution.agent.{lemma}", Rank.MAIN, lemma, verb, scene.phrase(named, agent), content)


def _can_act(agent: "Token") -> bool:
    return (
        agent.pos_ == "PROPN"
        or agent.lower_ in MASSES | GROUP_NOUNS
        or agent.lower_.removesuffix("s") in ROLES | KIN
    )


def by_lead_in(scene: Scene) -> Iterator[Report]:
    """Yield the quotation behind a colon that no word of saying leads to: "Lee shared that view: “…”"."""
    if ":" not in scene.words:
        return
    verb = scene.root
    if scene.is_quoted(verb):
        ahead = [child for child in verb.lefts if child.dep_ in ("ccomp", "parataxis")]
        verb = next((child for child in ahead if child.pos_ in VERBAL and not scene.is_quoted(child)), verb)
    if scene.is_quoted(verb) or is_passive(verb):
        return
    for token in scene.tokens[2:-2]:
        if token.text == ":" and token.i > verb.i and not scene.is_quoted(token):
            spoken, subject = scene.longest_speech(token.i), scene.subject(verb)
            opens = spoken is not None and spoken[0] - scene.sentence.stop(token) <= len(" “")
            if spoken and opens and subject is not None and (subject.pos_ == "PRON" or _can_act(subject)):
                phrase = scene.phrase(subject, verb)
                yield Report("attribution.lead-in", Rank.BRACKETED, "say", token, phrase, spoken)
            return


def by_colon(scene: Scene) -> Iterator[Report]:
    """Yield the quotation after a bare name and a colon: Rosa: "I saw it"."""
    for place, token in enumerate(scene.tokens[:LONGEST_LABEL] if ":" in scene.words else ()):
        if token.pos_ in VERBAL or scene.is_quoted(token):
            return
        if token.text == ":" and place:
            spoken = scene.longest_speech(token.i)
            named = scene.tokens[place - 1]
            if spoken and named.pos_ in ("PROPN", "NOUN") and scene.sentence.stop(token) + 3 > spoken[0]:
                phrase = scene.phrase_to(named)
                yield Report("attribution.colon", Rank.MAIN, "say", token, phrase, spoken)
            return
