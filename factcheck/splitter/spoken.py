"""Finds paragraphs that are speech without quotation marks: answers in interviews, quotations set apart.

An answer begins with the name of a person and a colon ("Lee: It was found by accident."). A quotation
set apart follows a stub ("Lee wrote:") that ends its paragraph.
"""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from factcheck.splitter.cues import LEMMAS
from factcheck.splitter.grammar import FINITE, VERBAL, is_passive
from factcheck.splitter.memory import Moment, Speaker, named
from factcheck.splitter.parsing import Sentence
from factcheck.splitter.quotes import Quotations
from factcheck.splitter.scene import Phrase, Scene

if TYPE_CHECKING:
    from spacy.tokens import Token

_word = r"[A-Z][\w.’'-]{0,30}"
_label = re.compile(rf"({_word}(?: {_word}){{0,3}}):\s{{1,3}}(?=[A-Z0-9])")
_bullets = "-–—•*·"
_marks = "\"“„«‘'"


def answer(text: str, moment: Moment) -> tuple[Speaker, int] | None:
    """Return who answers in a paragraph that begins with a name and a colon, and where the words start."""
    sentence = moment.sentence
    found = _label.match(text, sentence.start, sentence.end) if sentence.first else None
    if found is None:
        return None
    name = moment.names.fullest(found[1])
    if name is None or not name.is_person:
        return None
    return named(found[1], found.span(1), moment.names, rule="speaker.label"), found.end()


def is_quoted(sentence: Sentence, text: str) -> bool:
    """Say whether a sentence begins with a quotation mark."""
    return text[sentence.start] in _marks


def stub(sentences: Sequence[Sentence], number: int, text: str, quotations: Quotations) -> Phrase | None:
    """Return who is named in "Lee wrote:" ahead of a paragraph that is set apart from it."""
    sentence = sentences[number]
    if not text[sentence.start : sentence.end].endswith(":") or number + 1 == len(sentences):
        return None
    if sentences[number + 1].paragraph == sentence.paragraph:
        return None
    scene = Scene(sentence, quotations)
    for token in scene.tokens:
        if _says(token) and not scene.is_quoted(token):
            subject = scene.subject(token)
            return scene.phrase(subject, token) if subject is not None else None
    subject = scene.subject(scene.root) if scene.root.pos_ in VERBAL else None
    listing = any(child.tag_ in ("NNS", "NNPS") for child in scene.root.rights) or "following" in scene.words
    leads = subject is not None and (subject.pos_ == "PROPN" or subject.lower_ in ("he", "she"))
    leads = leads and not listing
    spoken = leads and not _is_listed(sentences[number + 1], text)
    return scene.phrase(subject, scene.root) if subject is not None and spoken else None


def _is_listed(sentence: Sentence, text: str) -> bool:
    """Say whether a sentence is an item of a list."""
    ahead = text[max(0, sentence.start - 4) : sentence.start].rstrip(" \t")[-1:]
    return ahead in _bullets or text[sentence.start] in _bullets or text[sentence.start].isdigit()


def _says(token: "Token") -> bool:
    told = token.lower_ in LEMMAS and token.pos_ in VERBAL and token.tag_ in (*FINITE, "VBN", "VBG")
    return told and not is_passive(token)
