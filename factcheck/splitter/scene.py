"""A sentence with its quotations at hand, and how its words become spans and noun phrases."""

from bisect import bisect_left
from typing import TYPE_CHECKING

from factcheck.splitter.claims import Span
from factcheck.splitter.cues import LEMMAS, SAYING
from factcheck.splitter.grammar import VERBAL, is_infinitive, is_main_after_all, text_before
from factcheck.splitter.lexicon import words
from factcheck.splitter.parsing import Sentence
from factcheck.splitter.quotes import Quotation, Quotations
from factcheck.splitter.signs import WEEKDAYS
from factcheck.splitter.subjects import (
    ahead_of_an_aside,
    before_the_day,
    behind_a_participle,
    described_by,
    is_inverted,
    is_within_a_name,
    nearest_before,
    of_a_participle,
    stands_for,
    thing_said,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

Phrase = tuple["Token", "Token"]

SPEECH_WORDS = 3
SHOUTING = words("chant shout yell scream")
LED_IN_WORDS = 4
LONG_QUOTATION = 40
EDGES_BEFORE = (",", ":", "-", "–", "—", ";")
EDGES_AFTER = (*EDGES_BEFORE, ".")
GOVERNED = ("conj", "xcomp", "advcl", "pcomp", "prep", "ccomp", "parataxis")
NAMING = ("PROPN", "NOUN", "PRON", "DET", "ADJ", "PART", "ADP")
TIMES = WEEKDAYS | {"yesterday", "today", "tomorrow"}
OF_ANOTHER = ("nsubj", "nsubjpass")
BESIDE = words("although though whereas while")


class Scene:
    """One sentence as the finders of reports look at it."""

    def __init__(self, sentence: Sentence, quotations: Quotations) -> None:
        self.sentence = sentence
        self.tokens = list(sentence.tokens)
        self.first, self.last = self.tokens[0].i, self.tokens[-1].i
        self.doc = sentence.tokens.doc
        self.words = frozenset(token.lower_ for token in self.tokens)
        self.root = sentence.tokens.root
        self._at = quotations.at
        self._places = [sentence.place(token) for token in self.tokens]
        self.quotations = quotations.within(sentence.start, sentence.end)
        self.speech = [quotation for quotation in self.quotations if self._is_speech(quotation)]

    def _is_speech(self, quotation: Quotation) -> bool:
        """Say whether a quotation holds a stretch of speech rather than a title or a term."""
        if not quotation.closed or quotation.continues:
            return True
        first, last = (bisect_left(self._places, place) for place in quotation.inner)
        inside = [token for token in self.tokens[first:last] if not token.is_punct]
        if (
            first
            and len(inside) > LED_IN_WORDS
            and any(":" in token.text for token in self.tokens[first - 2 : first])
        ):
            return True
        if inside and first <= 1 and self.tokens[last - 1].text == ",":
            return True
        if len(inside) < SPEECH_WORDS:
            return False
        ahead = self.tokens[first - 2].lower_ if first > 1 else ""
        said = (ahead == "," or LEMMAS.get(ahead) in SAYING) and inside[0].is_title
        return said or LEMMAS.get(ahead) in SHOUTING or any(token.pos_ in VERBAL for token in inside)

    def is_quoted(self, token: "Token") -> bool:
        """Say whether a word stands inside quotation marks."""
        return self._at(self.sentence.place(token)) is not None

    def semicolon(self) -> int | None:
        """Return the first semicolon outside quotation marks."""
        return next(
            (token.i for token in self.tokens if token.text == ";" and not self.is_quoted(token)), None
        )

    def longest_speech(self, from_word: int = 0) -> Span | None:
        """Return the longest quotation of the sentence, from a word on."""
        spans = [
            (max(quotation.inner_start, self.sentence.start), min(quotation.inner_end, self.sentence.end))
            for quotation in self.speech
        ]
        spans = [span for span in spans if span[0] < span[1] and self._word_at(span[0]) >= from_word]
        return max(spans, key=_length, default=None)

    def longest_quotation(self) -> Span | None:
        """Return the longest stretch of this sentence in quotation marks, were it but one word."""
        spans = [
            (max(quotation.inner_start, self.sentence.start), min(quotation.inner_end, self.sentence.end))
            for quotation in self.quotations
        ]
        return max((span for span in spans if span[0] < span[1]), key=_length, default=None)

    def _word_at(self, place: int) -> int:
        return self.first + min(bisect_left(self._places, place), len(self.tokens) - 1)

    def between(self, first: int, last: int) -> Span:
        """Return the span of words first to last, without the punctuation at its ends."""
        first, last = max(first, self.first), min(last, self.last)
        while first <= last and (self.doc[first].is_space or self.doc[first].text in EDGES_BEFORE):
            first += 1
        while last >= first and (self.doc[last].is_space or self.doc[last].text in EDGES_AFTER):
            last -= 1
        if first > last:
            return self.sentence.start, self.sentence.start
        return self.sentence.place(self.doc[first]), self.sentence.stop(self.doc[last])

    def outside(self, first: int, last: int) -> Span:
        """Return the longer stretch of the sentence beside words first to last."""
        left, right = self.between(self.first, first - 1), self.between(last + 1, self.last)
        longest = max(left, right, key=_length)
        for quotation in self.speech:
            if (
                abs(longest[0] - quotation.start) <= 1 or self._follows_a_comma(quotation)
            ) and quotation.inner_end - quotation.inner_start > LONG_QUOTATION:
                longest = max(quotation.inner_start, longest[0]), min(quotation.inner_end, self.sentence.end)
        return longest

    def _follows_a_comma(self, quotation: Quotation) -> bool:
        place = bisect_left(self._places, quotation.start)
        return place > 0 and self.tokens[place - 1].text in (",", ":")

    def clause(self, head: "Token") -> Span:
        """Return the span of a clause without the "that" or the marks that lead into it."""
        start = head.left_edge.i
        while start < head.i and self.doc[start].lower_ in ("that", ",", ":", '"', "“"):
            start += 1
        return self.between(start, head.right_edge.i)

    def end_of(self, verb: "Token") -> int:
        """Return the last word of a verb's own phrase, without what is coordinated with it or trails."""
        end = int(verb.right_edge.i)
        for child in verb.children:
            start = child.left_edge
            coordinated = child.dep_ in ("conj", "cc") and start.i > verb.i + 1
            trailing = child.dep_ in ("advcl", "ccomp") and child.tag_ == "VBG" and text_before(start) == ","
            beside = child.dep_ == "advcl" and start.lower_ in BESIDE and text_before(start) == ","
            beside = beside and start.i < self.last and start.nbor().pos_ != "PRON"
            if child.i > verb.i and (coordinated or trailing or beside):
                end = min(end, start.i - 1)
        return end

    def subject(self, verb: "Token") -> "Token | None":
        """Return the subject of a verb, through coordination, control and participles."""
        node = verb
        for _ in range(4):
            own = [child for child in node.children if child.dep_ in ("nsubj", "csubj", "nsubjpass")]
            name = self._name_taken_for_an_adverb(node, own)
            own = [name] if name is not None else own or self._behind_what_is_said(node)
            own = [behind_a_participle(child, node) if child.i == self.first else child for child in own]
            outside = [child for child in own if not self.is_quoted(child)]
            own = own if self.is_quoted(verb) else outside or (own if node == verb else [])
            if own:
                return nearest_before(own, node)
            if node.dep_ == "acomp" and node != verb and is_infinitive(verb):
                node = node.head
                continue
            if is_main_after_all(node):
                return node.head
            said = thing_said(node.head) if node.dep_ == "acl" and node.tag_ == "VBG" else None
            if said is not None:
                node = said.head
                continue
            if node.dep_ not in GOVERNED or node.head == node:
                break
            node = node.head
        if verb.tag_ in ("VBD", "VBZ", "VBP") or verb == self.root:
            return of_a_participle(verb) or self._neighbour(verb)
        return None

    def _behind_what_is_said(self, verb: "Token") -> list["Token"]:
        """Return who spoke in "…," warned one devotee, whom the parser took for the one who was warned."""
        if verb.i == self.first or not (
            self._at(self.sentence.place(verb.nbor(-1))) is not None or is_inverted(verb)
        ):
            return []
        return [child for child in verb.rights if child.dep_ == "dobj" and child.left_edge.i == verb.i + 1]

    def _name_taken_for_an_adverb(self, verb: "Token", own: list["Token"]) -> "Token | None":
        """Return the name that opens "TEPCO, the operator, warned", where the parser saw an adverb."""
        name = next(iter(verb.lefts), None)
        if name is None or name.dep_ not in ("advmod", "npadvmod") or not _is_named(name):
            return None
        if name.lower_ in TIMES or name.left_edge.i != self.first:
            return None
        return name if not own or (text_before(own[0].left_edge) == "," and own[0].pos_ == "NOUN") else None

    def _neighbour(self, verb: "Token") -> "Token | None":
        """Return a name right beside a verb whose subject the parser lost."""
        ahead = ahead_of_an_aside(verb, self.first)
        if ahead is not None and (self._may_be_a_speaker(ahead) or ahead.lower_ == "one"):
            return ahead
        for step in (-1, 1):
            token = self._beyond_commas(verb.i + step, step)
            if token is None or not self._may_be_a_speaker(token):
                continue
            if step < 0:
                return described_by(token)
            return None if token.dep_ in OF_ANOTHER else token
        return None

    def _may_be_a_speaker(self, token: "Token") -> bool:
        if token.tag_ == "PRP$" or token.lower_ in TIMES or token.dep_ == "npadvmod":
            return False
        return token.pos_ in ("PROPN", "PRON", "NOUN") and not self.is_quoted(token)

    def _beyond_commas(self, place: int, step: int) -> "Token | None":
        while self.first <= place <= self.last and (
            self.doc[place].text in (",", "-") or (step < 0 and self.doc[place].pos_ in ("ADV", "AUX"))
        ):
            place += step
        return self.doc[place] if self.first <= place <= self.last else None

    def phrase(self, head: "Token", verb: "Token") -> Phrase:
        """Return the noun phrase of a speaker, on its side of the verb."""
        head = stands_for(head) or head
        first, last = head.left_edge.i, head.right_edge.i
        last = before_the_day(head, last)
        if head.i < verb.i:
            last = min(last, verb.i - 1)
            last = min(last, head.head.i - 1) if head.head.i > head.i else last
        else:
            first = max(first, verb.i + 1)
        return self.doc[self._before_letters(max(first, self.first))], self.doc[last]

    def _before_letters(self, first: int) -> int:
        """Reach back over "QC" or "MP" to the name that the letters follow."""
        if first - 2 < self.first or not self.doc[first].is_upper or self.doc[first - 1].text != ",":
            return first
        before = self.doc[first - 2]
        leads_in = before.lower_ in TIMES or before.dep_ == "pobj"
        return int(before.left_edge.i) if before.pos_ == "PROPN" and not leads_in else first

    def with_apposition(self, last: "Token") -> "Token":
        """Take in a bare name between commas: "the judge, Mara Stone, …"."""
        place = last.i + 2
        if place > self.last or self.doc[last.i + 1].text != "," or last.pos_ == "PROPN":
            return last
        while place < self.last and self.doc[place].pos_ == "PROPN":
            place += 1
        return self.doc[place - 1] if self.doc[place].text == "," and place > last.i + 2 else last

    def phrase_from(self, first: "Token") -> Phrase:
        """Return the noun phrase that begins with a word."""
        last = first
        for token in self.doc[first.i : self.last + 1]:
            if token.pos_ not in NAMING or self.is_quoted(token):
                break
            last = token
        return first, last

    def phrase_to(self, last: "Token") -> Phrase:
        """Return the noun phrase that ends with a word."""
        first = last
        if last.pos_ == "PRON":
            return last, last
        for place in range(last.i, self.first - 1, -1):
            part = self.doc[place]
            joins = part.lower_ in ("and", "&") and is_within_a_name(part)
            if not (part.pos_ in NAMING or part.dep_ == "amod" or joins) or self.is_quoted(part):
                break
            first = part
        while first.i < last.i and (first.pos_ == "ADP" or first.tag_ in ("WDT", "WP")):
            first = first.nbor()
        return first, last


def _is_named(token: "Token") -> bool:
    """Say whether a word is a name, be it initials that the tagger does not know."""
    return token.pos_ == "PROPN" or (token.is_upper and token.is_alpha and len(token) > 2)


def _length(span: Span) -> int:
    return span[1] - span[0]
