"""Finds reports by "according to" and "per", and where the name of the source ends."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from factcheck.splitter.cues import MASSES, PEOPLE_WHO_SPEAK, READABLE
from factcheck.splitter.grammar import VERBAL, text_before
from factcheck.splitter.lexicon import words
from factcheck.splitter.phrases import CASES
from factcheck.splitter.reports import Rank, Report
from factcheck.splitter.roles import KINDS_OF_BODY, ROLES
from factcheck.splitter.scene import Phrase, Scene

if TYPE_CHECKING:
    from spacy.tokens import Token

LONGEST_SOURCE = 8
# "According to how …" names nobody.
ASKED = words("how what whether which when where who why")


def by_according(scene: Scene) -> Iterator[Report]:
    """Yield what stands "according to" somebody."""
    yield from _per(scene)
    for token in scene.tokens[:-1] if "according" in scene.words else ():
        if token.lower_ != "to" or text_before(token).lower() != "according" or scene.is_quoted(token):
            continue
        if token.nbor().lower_ in ASKED:
            continue
        source = _source_after(scene, token)
        inside = token.nbor(-1).head.dep_ in ("relcl", "acl") and source[1].i < scene.last - 1
        inside = inside or _is_of_the_second_half(scene, token.nbor(-1))
        weight = Rank.ASIDE if inside else _weight_of(source)
        content = scene.outside(token.i - 1, source[1].i)
        if text_before(token.nbor(-1)).lower() in ("and", "but"):
            content = scene.between(source[1].i + 1, scene.last)
        yield Report("attribution.according-to", weight, "according", token, source, content)


def _is_of_the_second_half(scene: Scene, according: "Token") -> bool:
    """Say whether "and, according to Lee, …" leads in only what comes second."""
    lead = scene.doc[max(scene.first, according.i - 2) : according.i].text.lower()
    return lead in ("and,", "and ,", "but,", "but ,")


def _per(scene: Scene) -> Iterator[Report]:
    """Yield what stands behind "per the statement," at the start of a sentence."""
    first = scene.tokens[0]
    if first.lower_ == "per" and len(scene.tokens) > 2 and first.nbor().lower_ in ("the", "a"):
        source = _source_after(scene, first)
        content = scene.outside(first.i, source[1].i)
        yield Report("attribution.according-to", Rank.ACCORDING, "according", first, source, content)


def _weight_of(source: Phrase) -> Rank:
    """Weigh people who are not named above whom they tell of: they are the source, no outlet that relays."""
    people = any(token.lower_ in MASSES for token in source[0].doc[source[0].i : source[1].i + 1])
    relays = any(
        token.lower_ in READABLE - PEOPLE_WHO_SPEAK or token.pos_ == "PROPN"
        for token in source[0].doc[source[0].i : source[1].i + 1]
    )
    return Rank.MAIN if people and not relays else Rank.ACCORDING


def _source_after(scene: Scene, to: "Token") -> Phrase:
    """Return the source named after "according to"; a name mistaken for a verb still is one."""
    objects = [child for child in to.children if child.dep_ == "pobj"]
    if objects and not _is_cut_short(objects[0]):
        first = objects[0].left_edge
        return first, scene.with_apposition(
            _with_its_name(_before_a_clause(first, objects[0].right_edge), scene)
        )
    first = last = to.nbor()
    while last.i < scene.last and _goes_on_with_the_source(last, first):
        last = last.nbor()
    return first, last


def _is_cut_short(source: "Token") -> bool:
    """Say whether a role behind "Fair Roads ecologist Ann Lee" was taken for a verb."""
    end = source.right_edge
    behind = end.nbor() if end.i + 1 < len(end.doc) else end
    return behind.lower_ in ROLES and behind.pos_ in VERBAL


def _goes_on_with_the_source(last: "Token", first: "Token") -> bool:
    """Say whether a source goes on with the next word: a name's, or any up to "the resort's manager Lee"."""
    following = last.nbor()
    if following.text[:1].isupper():
        return True
    if following.lower_ in ROLES and following.i - first.i < LONGEST_SOURCE:
        return True
    if last.i - first.i > LONGEST_SOURCE or following.is_punct or following.pos_ in VERBAL:
        return False
    return following.pos_ in ("NOUN", "ADJ", "PART", "NUM") or last.text in CASES


def _with_its_name(last: "Token", scene: Scene) -> "Token":
    """Take in the name of "the rights group Open Watch", which the parser gave to the clause behind it."""
    if last.i + 2 <= scene.last and last.nbor().text == "-" and not last.whitespace_:
        last = last.nbor(2)
    while last.lower_ in KINDS_OF_BODY | ROLES or last.pos_ == "PROPN":
        if last.i >= scene.last or last.nbor().pos_ != "PROPN":
            break
        last = last.nbor()
    return last


def _before_a_clause(first: "Token", last: "Token") -> "Token":
    """End a source's name before the clause that the parser hung on it."""
    for token in first.doc[first.i + 1 : last.i + 1]:
        if token.dep_ == "det" and token.nbor(-1).pos_ == "PROPN":
            return token.nbor(-1)
        is_named = token.text[:1].isupper()
        if token.tag_ == "VBN" and any(part.lower_ == "by" for part in first.doc[token.i : last.i + 1]):
            continue
        if token.pos_ in VERBAL and token.dep_ not in ("amod", "compound") and not is_named:
            return first.doc[max(first.i, token.left_edge.i - 1)]
    return last
