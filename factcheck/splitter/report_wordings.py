"""Finds reports by rarer wordings: "quoted as saying", "put the toll at", a name and a colon."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from factcheck.splitter.grammar import VERBAL, is_passive
from factcheck.splitter.lexicon import words
from factcheck.splitter.report_verbs import rank
from factcheck.splitter.reports import Rank, Report
from factcheck.splitter.scene import Scene

if TYPE_CHECKING:
    from spacy.tokens import Token

QUOTED = words("quoted quotes quoting cited cites citing")
SPEAKING = words("saying telling stating adding claiming warning writing denying describing")
PUTTING = words("put puts putting estimate estimated estimates value valued values")
LONGEST_LABEL = 9


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
