"""Who is reported in a sentence, by which cue, and which words are the reported ones."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from factcheck.splitter.cues import (
    ACTS_OF_SPEECH,
    CALL_FOR,
    LEMMAS,
    NOUNS_OF_ASKING,
    NOUNS_OF_SAYING,
    ONLY_WITH_A_QUOTE,
    READABLE,
    READABLE_ONLY,
    STATES_OF_MIND,
    VERBS,
    Frame,
)
from factcheck.splitter.lexicon import words
from factcheck.splitter.parsing import Sentence
from factcheck.splitter.quotes import Quotation, Quotations

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = ("nsubj", "nsubjpass", "csubj")
SUBORDINATE = ("relcl", "acl", "advcl", "pcomp", "csubj")
SPEECH_WORDS = 4
ADDRESSED = words("tell inform assure remind warn advise ask urge")
SAYS_SOMETHING = words("say estimate claim state believe think argue insist allege assert")
BEGINNINGS = words(
    """
    began begun begin begins continue continues continued started went goes
    """
)


@dataclass(frozen=True, slots=True)
class Report:
    """One sign that somebody is reported: who (tokens first to last), what, and by which rule."""

    rule: str
    rank: int
    cue: str
    speaker: tuple["Token", "Token"] | None
    content: tuple[int, int] | None
    cue_place: int
    cue_token: "Token"


def reports(sentence: Sentence, quotations: Quotations) -> list[Report]:
    """Return the reports in a sentence, the weightiest first."""
    finder = _Finder(sentence, quotations)
    found = [*finder.by_verb(), *finder.by_according(), *finder.by_words_of(), *finder.by_state_of_mind()]
    if not any(report.rank <= 2 for report in found):
        found.extend(finder.by_position())
    if not found or found[0].rank > 4:
        found.extend(finder.by_noun())
    return sorted(found, key=lambda report: (report.rank, report.cue_place))


class _Finder:
    def __init__(self, sentence: Sentence, quotations: Quotations) -> None:
        self.sentence = sentence
        self.tokens = list(sentence.tokens)
        self.root = sentence.tokens.root
        self.quotes = [
            quotation
            for quotation in quotations.within(sentence.start, sentence.end)
            if _is_speech(quotation, self.tokens, sentence)
        ]
        self.all_quotes = quotations.within(sentence.start, sentence.end)

    def by_verb(self) -> Iterator[Report]:
        for token in self.tokens:
            lemma = LEMMAS.get(token.lower_)
            if lemma is None or token.pos_ not in ("VERB", "AUX") or self._is_quoted(token):
                continue
            report = self._verb(token, lemma)
            if report:
                yield report

    def _verb(self, verb: "Token", lemma: str) -> Report | None:
        if _is_passive(verb) or _is_negated(verb, lemma) or _is_purpose(verb):
            return None
        subject = self._subject(verb)
        if subject is None or not _can_say(subject, lemma):
            return None
        content = self._content(verb, lemma, subject)
        if content is None:
            return None
        rank = self._rank(verb, subject)
        return Report(
            f"attribution.verb.{lemma}",
            rank,
            _cue(verb, lemma),
            self._phrase(subject, verb),
            content,
            self.sentence.place(verb),
            verb,
        )

    def _is_quoted(self, token: "Token") -> bool:
        place = self.sentence.place(token)
        return any(quotation.start <= place < quotation.end for quotation in self.all_quotes)

    def _subject(self, verb: "Token") -> "Token | None":
        """Return the subject of a verb, through coordination, control and participles."""
        node = verb
        for _ in range(4):
            own = [child for child in node.children if child.dep_ in ("nsubj", "csubj", "nsubjpass")]
            if own:
                return max(own, key=lambda child: (child.i < node.i, child.i))
            if (
                node.dep_ in ("conj", "xcomp", "advcl", "pcomp", "prep", "ccomp", "parataxis")
                and node.head != node
            ):
                node = node.head
                continue
            break
        if verb.tag_ in ("VBD", "VBZ", "VBP") or verb == self.root:
            return self._neighbour(verb)
        return None

    def _neighbour(self, verb: "Token") -> "Token | None":
        """Return a name right beside a verb whose subject the parser lost."""
        for step, limit in ((-1, self.tokens[0].i - 1), (1, self.tokens[-1].i + 1)):
            place = verb.i + step
            while place != limit and verb.doc[place].text in (",", "-"):
                place += step
            if place != limit and verb.doc[place].pos_ in ("PROPN", "PRON", "NOUN"):
                token = verb.doc[place]
                if not self._is_quoted(token) and token.tag_ != "PRP$":
                    return token
        return None

    def _content(self, verb: "Token", lemma: str, subject: "Token") -> tuple[int, int] | None:
        frame = VERBS[lemma]
        spoken = self._spoken_beside(verb)
        if spoken:
            return self._with_lead(verb, spoken)
        if _is_as_clause(verb):
            return self._outside(verb.left_edge.i, verb.right_edge.i)
        if lemma in ONLY_WITH_A_QUOTE and not frame & (Frame.FOR | Frame.AS):
            return None
        return self._clause(verb, frame) or self._around(verb, subject) or self._object(verb, lemma, frame)

    def _spoken_beside(self, verb: "Token") -> tuple[int, int] | None:
        """Return the longest quotation of a sentence that a verb of saying belongs to."""
        if verb.dep_ in ("relcl", "acl") or not self.quotes:
            return None
        clause_start = verb.left_edge.i if verb.dep_ == "conj" and verb != self.root else 0
        parts = []
        for quotation in self.quotes:
            start = max(quotation.inner_start, self.sentence.start)
            end = min(quotation.inner_end, self.sentence.end)
            if start < end and self._index_at(start) >= clause_start:
                parts.append((start, end))
        return max(parts, key=lambda span: span[1] - span[0], default=None)

    def _index_at(self, place: int) -> int:
        for token in self.tokens:
            if self.sentence.stop(token) > place:
                return int(token.i)
        return int(self.tokens[-1].i)

    def _with_lead(self, verb: "Token", spoken: tuple[int, int]) -> tuple[int, int] | None:
        """Take in the unquoted words that lead from the verb into the quotation: said that, over …, "…"."""
        clause = self._clause(verb, Frame.CLAUSE)
        if clause is None or clause[1] <= spoken[0] or clause[0] > spoken[0]:
            return spoken
        if clause[0] <= spoken[0] - 2 and self.sentence.place(verb) < clause[0]:
            ends = [quotation.end for quotation in self.quotes if quotation.end <= self.sentence.end]
            return clause[0], max([clause[1], *ends])
        return spoken

    def _clause(self, verb: "Token", frame: Frame) -> tuple[int, int] | None:
        if frame & Frame.CLAUSE:
            for child in verb.children:
                if child.dep_ == "ccomp" and child.i > verb.i:
                    return self._span_of(child)
        if frame & Frame.INFINITIVE:
            for child in verb.children:
                if child.dep_ in ("xcomp", "ccomp", "advcl") and child.i > verb.i and _is_infinitive(child):
                    return self._span_of(child)
        return None

    def _thing_before_clause(self, verb: "Token", lemma: str, frame: Frame) -> tuple[int, int] | None:
        """Return an object with what belongs to it, where the parser took a later word for a clause."""
        if not frame & Frame.OBJECT or lemma in ADDRESSED or frame & Frame.INFINITIVE:
            return None
        following = [child for child in verb.children if child.i > verb.i]
        things = [
            child
            for child in following
            if child.dep_ in ("dobj", "nsubj") and child.pos_ in ("NOUN", "PROPN")
        ]
        clauses = [child for child in following if child.dep_ == "ccomp"]
        if (
            not things
            or not clauses
            or clauses[0].left_edge.i <= things[0].i
            or _has_a_finite_verb(clauses[0])
        ):
            return None
        return self._from_object(things, verb)

    def _around(self, verb: "Token", subject: "Token") -> tuple[int, int] | None:
        """Return what surrounds a bracketed "he hopes" or stands before a closing "officials said"."""
        before = [child for child in verb.children if child.dep_ == "ccomp" and child.i < verb.i]
        bracketed = verb.dep_ in ("parataxis", "ccomp") and self._stands_between_commas(verb, subject)
        if not before and not bracketed:
            return None
        first = min(
            token.i
            for token in (*verb.children, verb, *subject.subtree)
            if not before or token.i > before[0].i
        )
        if bracketed:
            first = min(subject.left_edge.i, verb.i)
        last = max(verb.i, subject.right_edge.i) if subject.i > verb.i else verb.i
        left = self._between(self.tokens[0].i, first - 1)
        right = self._between(last + 1, self.tokens[-1].i)
        return max(left, right, key=lambda span: span[1] - span[0]) if left or right else None

    def _stands_between_commas(self, verb: "Token", subject: "Token") -> bool:
        first, last = min(subject.left_edge.i, verb.i), max(verb.i, subject.i)
        before = verb.doc[first - 1].text if first > self.tokens[0].i else ""
        after = verb.doc[last + 1].text if last < self.tokens[-1].i else ""
        return before == "," and after in (",", ".")

    def _rest(self, verb: "Token", lemma: str) -> tuple[int, int] | None:
        """Return all that follows a verb that says nothing alone, where the parser lost its clause."""
        if lemma not in SAYS_SOMETHING or verb != self.root:
            return None
        last = self.tokens[-1].i
        finite = any(token.pos_ in ("VERB", "AUX") for token in verb.doc[verb.i + 1 : last + 1])
        return self._between(verb.i + 1, last) if finite else None

    def _object(self, verb: "Token", lemma: str, frame: Frame) -> tuple[int, int] | None:
        children = [child for child in verb.children if child.i > verb.i]
        if frame & Frame.FOR:
            found = [child for child in children if child.lower_ in ("for", "on", "upon")]
            if found:
                start = found[0].i + 1
                return self._between(start, self._end_of(verb))
        if frame & Frame.AS and any(
            child.lower_ in ("as", "among") or child.dep_ == "oprd" for child in children
        ):
            return self._from_object(children, verb)
        if frame & Frame.AS and any(child.dep_ == "ccomp" for child in children):
            return self._from_object(children, verb)
        if frame & Frame.OBJECT and any(child.dep_ in ("dobj", "obj") for child in children):
            return self._from_object(children, verb)
        return None

    def _from_object(self, children: list["Token"], verb: "Token") -> tuple[int, int] | None:
        start = min(child.left_edge.i for child in children if child.dep_ not in ("punct", "prt", "advmod"))
        return self._between(start, self._end_of(verb))

    def _end_of(self, verb: "Token") -> int:
        """Return the last token of a verb's own phrase, without clauses coordinated with it."""
        end = verb.right_edge.i
        for child in verb.children:
            coordinated = child.dep_ in ("conj", "cc") and child.left_edge.i > verb.i + 1
            start = child.left_edge
            trailing = child.dep_ in ("advcl", "ccomp") and child.tag_ == "VBG" and start.nbor(-1).text == ","
            if child.i > verb.i and (coordinated or trailing):
                end = min(end, start.i - 1)
        return end

    def _span_of(self, clause: "Token") -> tuple[int, int] | None:
        start = clause.left_edge.i
        while start < clause.i and clause.doc[start].text.lower() in ("that", ",", ":", '"', "“"):
            start += 1
        return self._between(start, clause.right_edge.i)

    def _between(self, first: int, last: int) -> tuple[int, int]:
        """Return the place of tokens first to last, without punctuation and brackets of other words around."""
        first, last = max(first, self.tokens[0].i), min(last, self.tokens[-1].i)
        doc = self.tokens[0].doc
        while first <= last and (doc[first].is_space or doc[first].text in (",", ":", "-", "–", "—", ";")):
            first += 1
        while last >= first and (doc[last].is_space or doc[last].text in (",", ".", ":", ";", "-", "–", "—")):
            last -= 1
        if first > last:
            return self.sentence.start, self.sentence.start
        return self.sentence.place(doc[first]), self.sentence.stop(doc[last])

    def _rank(self, verb: "Token", subject: "Token") -> int:
        if verb == self.root or _is_as_clause(verb):
            return 0
        node = verb
        subordinate = aside = False
        while node != self.root and node.head != node:
            subordinate = subordinate or node.dep_ in SUBORDINATE
            aside = aside or node.dep_ in ("relcl", "acl") or _is_aside(node)
            node = node.head
        if verb.dep_ == "conj" and not subordinate:
            return 2
        if verb.dep_ in ("parataxis", "ccomp") and not subordinate:
            return 1
        return 9 if aside else 6

    def _phrase(self, head: "Token", verb: "Token") -> tuple["Token", "Token"]:
        """Return the noun phrase of a speaker, on its side of the verb."""
        head = _stands_for(head) or head
        first, last = head.left_edge, head.right_edge
        doc = head.doc
        if head.i < verb.i:
            last = doc[min(last.i, verb.i - 1)]
        else:
            first = doc[max(first.i, verb.i + 1)]
        return doc[self._with_name_before_letters(max(first.i, self.tokens[0].i))], last

    def _with_name_before_letters(self, first: int) -> int:
        """Reach back over "QC" or "MP" to the name that the letters follow."""
        doc = self.tokens[0].doc
        if first - 2 >= self.tokens[0].i and doc[first].is_upper and doc[first - 1].text == ",":
            before = doc[first - 2]
            return int(before.left_edge.i) if before.pos_ == "PROPN" else first
        return first

    def by_according(self) -> Iterator[Report]:
        for token in self.tokens:
            if (
                token.lower_ != "to"
                or token.i == 0
                or token.nbor(-1).lower_ != "according"
                or self._is_quoted(token)
            ):
                continue
            if token.i == self.tokens[-1].i:
                continue
            first, last = self._source_after(token)
            content = self._outside(token.i - 1, last.i)
            rank = 3 if token.nbor(-1).head.dep_ not in ("relcl", "acl") else 8
            yield Report(
                "attribution.according-to",
                rank,
                "according",
                (first, last),
                content,
                self.sentence.place(token),
                token,
            )

    def _source_after(self, to: "Token") -> tuple["Token", "Token"]:
        """Return the source named after "according to"; a name mistaken for a verb still is one."""
        objects = [child for child in to.children if child.dep_ == "pobj"]
        if objects:
            first = objects[0].left_edge
            return first, self._before_clause(first, objects[0].right_edge)
        first = last = to.nbor()
        while last.i < self.tokens[-1].i and last.nbor().text[:1].isupper():
            last = last.nbor()
        return first, last

    def _before_clause(self, first: "Token", last: "Token") -> "Token":
        """End a source's name before the clause that the parser hung on it."""
        doc = first.doc
        for token in doc[first.i + 1 : last.i + 1]:
            if token.dep_ == "det" and token.nbor(-1).pos_ == "PROPN":
                return token.nbor(-1)
            if token.pos_ in ("VERB", "AUX") and token.dep_ not in ("amod", "compound"):
                return doc[max(first.i, token.left_edge.i - 1)]
        return last

    def _outside(self, first: int, last: int) -> tuple[int, int] | None:
        left = self._between(self.tokens[0].i, first - 1)
        right = self._between(last + 1, self.tokens[-1].i)
        longest = max(left, right, key=lambda span: span[1] - span[0])
        for quotation in self.quotes:
            if longest[0] <= quotation.start + 1 and quotation.inner_end - quotation.inner_start > 40:
                longest = max(quotation.inner_start, longest[0]), min(quotation.inner_end, self.sentence.end)
        return longest

    def by_words_of(self) -> Iterator[Report]:
        """Find "in the words of X" and "in X's words"."""
        for token in self.tokens:
            if (
                token.lower_ not in ("words", "opinion", "view")
                or token.dep_ != "pobj"
                or token.head.lower_ not in ("in", "to")
            ):
                continue
            owners = [child for child in token.children if child.dep_ == "poss"]
            owners += [grand for child in token.children if child.lower_ == "of" for grand in child.children]
            if owners and self.quotes:
                quotation = self.quotes[-1]
                content = (
                    max(quotation.inner_start, self.sentence.start),
                    min(quotation.inner_end, self.sentence.end),
                )
                yield Report(
                    "attribution.in-the-words-of",
                    4,
                    "words",
                    (owners[0].left_edge, owners[0].right_edge),
                    content,
                    self.sentence.place(token),
                    token,
                )

    def by_state_of_mind(self) -> Iterator[Report]:
        for token in self.tokens:
            if token.lower_ not in STATES_OF_MIND or self._is_quoted(token):
                continue
            verb = token.head if token.dep_ == "acomp" else token
            if verb is token and not _is_passive(token):
                continue
            subject = self._subject(verb)
            complement = [
                child
                for child in {*token.children, *verb.children}
                if child.dep_ in ("ccomp", "prep", "xcomp") and child.i > token.i
            ]
            complement.sort(key=lambda child: child.i)
            if subject is None or not complement or subject.lower_ in ("it", "this", "that", "there"):
                continue
            start = complement[0].left_edge.i + (
                complement[0].dep_ == "prep" or complement[0].left_edge.lower_ == "that"
            )
            content = self._between(start, self._end_of(verb))
            rank = self._rank(verb, subject) + 1
            yield Report(
                "attribution.state-of-mind",
                rank,
                token.lower_,
                self._phrase(subject, verb),
                content,
                self.sentence.place(token),
                token,
            )

    def by_position(self) -> Iterator[Report]:
        """Find a word of saying beside a quotation's marks, whatever the parser made of it."""
        for token in self.tokens:
            lemma = LEMMAS.get(token.lower_)
            if lemma is None or not VERBS[lemma] & Frame.QUOTE or self._is_quoted(token):
                continue
            speaker = self._beside_a_quotation(token)
            spoken = self._longest_quotation()
            if speaker and spoken:
                rule = f"attribution.beside-quotation.{lemma}"
                yield Report(rule, 1, lemma, speaker, spoken, self.sentence.place(token), token)

    def _beside_a_quotation(self, token: "Token") -> tuple["Token", "Token"] | None:
        before, after = self._near(token, -1), self._near(token, 1)
        place = self.sentence.place(token)
        for quotation in self.quotes:
            gap = place - quotation.end
            if 0 <= gap <= 2 and after is not None and after.pos_ in ("PROPN", "NOUN", "PRON", "DET", "ADJ"):
                return self._phrase_from(after)
            lead = quotation.start - self.sentence.stop(token)
            leads_in = 0 <= lead <= 3 or (
                gap > 2 and (after is None or after.is_punct or after.pos_ == "ADP")
            )
            if leads_in and before is not None and before.pos_ in ("PROPN", "NOUN", "PRON"):
                return self._phrase_to(before)
        return None

    def _near(self, token: "Token", step: int) -> "Token | None":
        place = token.i + step
        while self.tokens[0].i <= place <= self.tokens[-1].i and token.doc[place].pos_ in ("ADV", "SPACE"):
            place += step
        return token.doc[place] if self.tokens[0].i <= place <= self.tokens[-1].i else None

    def _phrase_from(self, first: "Token") -> tuple["Token", "Token"]:
        last = first
        for token in first.doc[first.i : self.tokens[-1].i + 1]:
            if token.pos_ not in ("PROPN", "NOUN", "PRON", "DET", "ADJ", "PART", "ADP") or self._is_quoted(
                token
            ):
                break
            last = token
        return first, last

    def _phrase_to(self, last: "Token") -> tuple["Token", "Token"]:
        first = last
        for place in range(last.i, self.tokens[0].i - 1, -1):
            token = last.doc[place]
            if token.pos_ not in ("PROPN", "NOUN", "PRON", "DET", "ADJ", "PART", "ADP") or self._is_quoted(
                token
            ):
                break
            first = token
        return first, last

    def _longest_quotation(self) -> tuple[int, int] | None:
        spans = [
            (max(quotation.inner_start, self.sentence.start), min(quotation.inner_end, self.sentence.end))
            for quotation in self.quotes
        ]
        return max(spans, key=lambda span: span[1] - span[0], default=None)

    def by_noun(self) -> Iterator[Report]:
        """Find "X issued a call for", "X's plea for", "X came to the conclusion that"."""
        for token in self.tokens:
            asking = token.lower_ in NOUNS_OF_ASKING
            if (
                not (asking or token.lower_ in NOUNS_OF_SAYING)
                or token.pos_ != "NOUN"
                or self._is_quoted(token)
            ):
                continue
            content = self._complement(token, asking=asking)
            speaker = self._owner(token)
            if content and speaker:
                yield Report(
                    f"attribution.noun.{token.lower_}",
                    5,
                    CALL_FOR if asking else token.lower_,
                    speaker,
                    content,
                    self.sentence.place(token),
                    token,
                )

    def _complement(self, noun: "Token", *, asking: bool) -> tuple[int, int] | None:
        for child in noun.children:
            if asking and child.lower_ == "for" and child.i > noun.i:
                verb = _governor(noun)
                end = self._end_of(verb) if verb is not None and verb.i < noun.i else 0
                return self._between(child.i + 1, max(child.right_edge.i, end))
            if (
                child.dep_ in ("acl", "ccomp")
                and child.i > noun.i
                and (child.left_edge.lower_ == "that" or (asking and _is_infinitive(child)))
            ):
                return self._span_of(child)
        verb = _governor(noun)
        if asking and verb is not None:
            for child in verb.children:
                if child.dep_ in ("advcl", "acl") and LEMMAS.get(child.lower_) in (
                    "ask",
                    "urge",
                    "demand",
                    "call",
                ):
                    return self._between(child.i + 1, child.right_edge.i)
        return None

    def _owner(self, noun: "Token") -> tuple["Token", "Token"] | None:
        verb = _governor(noun)
        if (
            verb is not None
            and verb.lower_ in ACTS_OF_SPEECH
            and not _is_passive(verb)
            and noun.dep_ in ("dobj", "pobj")
        ):
            subject = self._subject(verb)
            if subject is not None:
                return self._phrase(subject, verb)
        root_subject = [child for child in self.root.children if child.dep_ in SUBJECTS]
        for subject in root_subject:
            possessors = [child for child in subject.children if child.dep_ == "poss"]
            if subject.lower_ in NOUNS_OF_ASKING and possessors and noun != subject:
                return possessors[0].left_edge, _without_case(possessors[0])
        return None


def _is_speech(quotation: Quotation, tokens: list["Token"], sentence: Sentence) -> bool:
    """Say whether a quotation holds a stretch of speech rather than a title or a term."""
    if not quotation.closed or quotation.continues:
        return True
    inside = [
        token for token in tokens if quotation.inner_start <= sentence.place(token) < quotation.inner_end
    ]
    words = [token for token in inside if not token.is_punct]
    if len(words) < SPEECH_WORDS:
        return any(token.pos_ in ("VERB", "AUX") for token in words) and len(words) > 2
    return any(token.pos_ in ("VERB", "AUX") for token in words)


def _has_a_finite_verb(clause: "Token") -> bool:
    return any(token.tag_ in ("VBD", "VBZ", "VBP", "MD") for token in clause.subtree)


def _cue(verb: "Token", lemma: str) -> str:
    asks = lemma == "call" and any(child.lower_ in ("for", "on", "upon") for child in verb.children)
    return CALL_FOR if asks else lemma


def _can_say(subject: "Token", lemma: str) -> bool:
    if lemma in READABLE_ONLY:
        return subject.lower_ in READABLE or _stands_for(subject) is not None
    return subject.lower_ not in NOUNS_OF_ASKING


def _stands_for(subject: "Token") -> "Token | None":
    """Return the studies in "results of the studies", who are the ones that say something."""
    if subject.lower_ not in ("results", "findings", "authors", "conclusions"):
        return None
    owned = [grand for child in subject.children if child.lower_ == "of" for grand in child.children]
    return next((token for token in owned if token.lower_ in READABLE), None)


def _is_aside(clause: "Token") -> bool:
    """Say whether a clause only qualifies the main one: "although a poll found"."""
    if clause.dep_ != "advcl":
        return False
    return any(child.dep_ == "mark" and child.lower_ != "as" for child in clause.children)


def _is_purpose(verb: "Token") -> bool:
    """Say whether a verb stands in the infinitive of a purpose or a plan: nobody has said it yet."""
    return _is_infinitive(verb) and verb.dep_ != "ROOT" and verb.head.lower_ not in BEGINNINGS


def _is_as_clause(verb: "Token") -> bool:
    """Say whether a verb stands in "as she told the paper", beside what she told."""
    if verb.dep_ != "advcl" or not any(child.lower_ == "as" and child.i < verb.i for child in verb.children):
        return False
    return not any(child.dep_ == "ccomp" for child in verb.children)


def _is_passive(verb: "Token") -> bool:
    return any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children) or (
        verb.tag_ == "VBN" and verb.dep_ in ("acl", "amod")
    )


def _is_negated(verb: "Token", lemma: str) -> bool:
    if lemma in ("believe", "think", "agree", "expect"):
        return False
    return any(child.dep_ == "neg" for child in verb.children)


def _is_infinitive(verb: "Token") -> bool:
    return any(child.lower_ == "to" and child.dep_ == "aux" for child in verb.children)


def _governor(noun: "Token") -> "Token | None":
    """Return the verb that a noun depends on, through a preposition."""
    head = noun.head
    if head.dep_ == "prep":
        head = head.head
    return head if head.pos_ in ("VERB", "AUX") else None


def _without_case(possessor: "Token") -> "Token":
    case = [child for child in possessor.children if child.dep_ == "case"]
    return possessor.doc[case[0].i - 1] if case else possessor
