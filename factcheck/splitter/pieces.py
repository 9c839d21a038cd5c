"""Cuts a sentence into its separate propositions: contiguous runs of words, each under one verb or noun."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from factcheck.splitter.claims import Span
from factcheck.splitter.grammar import VERBAL, is_infinitive, text_before
from factcheck.splitter.lexicon import words
from factcheck.splitter.parsing import Sentence
from factcheck.splitter.piece_rules import RULES
from factcheck.splitter.voices import Voice

if TYPE_CHECKING:
    from spacy.tokens import Token

MOST = 6
NOUN_WORDS = 5
# What these are to their heads is never a proposition.
SMALL_WORDS = frozenset(
    ("det", "punct", "aux", "auxpass", "case", "amod", "compound", "cc", "advmod", "nummod")
)
MAIN = ("part.main", "part.reported", "part.coordinated")
ONE_LEVEL = ("part.participle-of", "part.relative-of")
JOINING = words(
    "and or but that then also because after although though so nor yet which as while since when"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """One proposition: its first and last token, the token that heads it, and the rule that cut it out."""

    first: "Token"
    last: "Token"
    head: "Token"
    rule: str


def cut(sentence: Sentence, voice: Voice) -> list[Piece]:
    """Return the propositions of a sentence in order; one alone is no cut."""
    cutter = _Cutter(sentence, voice)
    found = cutter.pieces()
    return found[:MOST] if len(found) > 1 else []


class _Cutter:
    def __init__(self, sentence: Sentence, voice: Voice) -> None:
        self.sentence = sentence
        self.tokens = list(sentence.tokens)
        self.content = voice.content
        self.cue = next((report.cue for report in voice.reports if report.rule in voice.rules), None)
        self.reported = self._reported()
        self.rules: dict[int, str] = {}
        self.owner: dict[int, Token] = {}

    def pieces(self) -> list[Piece]:
        heads = self._heads()
        known = {head.i for head in heads if self.rules[head.i] != "part.presupposed-noun"}
        for token in self.tokens:
            self.owner[token.i] = self._owner(token, known)
        found = [piece for head in heads for piece in self._piece(head)]
        found.sort(key=lambda piece: (piece.first.i, piece.last.i))
        return found

    def _heads(self) -> list["Token"]:
        """Return the tokens that head a proposition of their own."""
        heads = []
        for token in self.tokens:
            rule = self._rule(token)
            if rule:
                self.rules[token.i] = rule
                heads.append(token)
        return heads

    def _rule(self, token: "Token") -> str | None:
        if token == self.sentence.tokens.root:
            return "part.main"
        if self.reported is not None and token in self.reported:
            return "part.reported"
        if token.dep_ in SMALL_WORDS:
            return None
        size = token.right_edge.i - token.left_edge.i + 1
        for rule in RULES:
            name = rule(token, size)
            if name:
                return name if name not in ONE_LEVEL or self._is_on_top(token) else None
        return None

    def _is_on_top(self, token: "Token") -> bool:
        """Say whether a restrictive clause belongs to a main statement, not to an aside of it."""
        node = token.head
        while node.i not in self.rules and node.head != node:
            node = node.head
        return self.rules.get(node.i, "part.main") in MAIN

    def _reported(self) -> list["Token"]:
        """Return the verbs that head the reported words, or the noun where they have no verb."""
        if self.content is None:
            return []
        inside = [token for token in self.tokens if self._in_content(token)]
        heads = [token for token in inside if not self._in_content(token.head) or token.head.i == token.i]
        verbs = [token for token in heads if token.pos_ in VERBAL]
        if verbs and all(is_infinitive(token) for token in verbs):
            return []
        if not verbs and self._is_a_noun_cue():
            return []
        nouns = [token for token in heads if token.pos_ in (*VERBAL, "NOUN", "PROPN", "ADJ")]
        return verbs or (nouns[:1] if len(inside) >= NOUN_WORDS else [])

    def _in_content(self, token: "Token") -> bool:
        if self.content is None:
            return True
        return self.content[0] <= self.sentence.place(token) < self.content[1]

    def _owner(self, token: "Token", known: set[int]) -> "Token":
        node = token
        while node.i not in known and node.head != node:
            node = node.head
        return node

    def _piece(self, head: "Token") -> Iterator[Piece]:
        own = [token for token in self.tokens if self.owner[token.i] == head]
        if self.rules[head.i] == "part.presupposed-noun":
            own = [token for token in head.subtree if not token.is_space]
        if self.content and not self._is_worth_keeping(head, own):
            return
        rule = self.rules[head.i]
        run = self._run_with(head, own)
        run = _trimmed(run)
        if len(run) < 2:
            return
        first = run[0]
        if rule in ("part.participle-of", "part.relative-of"):
            first = _noun_before(head, self.tokens[0])
        yield Piece(first, run[-1], head, rule)

    def _is_worth_keeping(self, head: "Token", own: list["Token"]) -> bool:
        """Say no to the clause that only reports: "he said"."""
        rule = self.rules[head.i]
        if self._is_in_the_source(head):
            return False
        if self._in_content(head) or rule == "part.appeal" or not self.reported:
            return rule != "part.main" or not self._is_a_noun_cue()
        if rule == "part.main" and self._is_a_noun_cue():
            return False
        return self.cue is None or self.owner[self.cue.i] != head

    def _is_in_the_source(self, head: "Token") -> bool:
        """Say whether a clause only tells more about the source after "according to"."""
        if self.cue is None or self.cue.lower_ != "to" or self._in_content(head):
            return False
        return text_before(self.cue).lower() == "according" and head.i > self.cue.i

    def _is_a_noun_cue(self) -> bool:
        return self.cue is not None and self.cue.pos_ == "NOUN"

    def _run_with(self, head: "Token", own: list["Token"]) -> list["Token"]:
        """Return the stretch of a proposition's words that holds its head, over gaps of punctuation only."""
        run: list[Token] = []
        for token in own:
            apart = bool(run) and token.i > run[-1].i + 1
            if apart and any(not self._is_gap(between) for between in head.doc[run[-1].i + 1 : token.i]):
                if any(part == head for part in run):
                    break
                run = []
            run.append(token)
        return run

    def _is_gap(self, token: "Token") -> bool:
        return token.is_punct or token.is_space


def _trimmed(run: list["Token"]) -> list["Token"]:
    """Take joining words off the front of a proposition and punctuation off its end."""
    first, last = 0, len(run)
    while first < last and (
        run[first].is_space
        or run[first].is_punct
        or (run[first].dep_ in ("cc", "mark") and run[first].lower_ in JOINING)
    ):
        first += 1
    while last > first and (run[last - 1].is_space or run[last - 1].is_punct or run[last - 1].dep_ == "cc"):
        last -= 1
    return run[first:last]


DETERMINING = ("det", "amod", "compound", "nummod", "poss", "nmod")
COVERING = words("all both each any some")


def _noun_before(clause: "Token", sentence_start: "Token") -> "Token":
    """Return the start of the noun that a restrictive clause belongs to."""
    noun = clause.head
    first = noun
    for token in noun.lefts:
        if token.dep_ in DETERMINING and token.lower_ not in COVERING:
            first = token.left_edge
            break
    return first if first.i >= sentence_start.i else noun


def span(piece: Piece, sentence: Sentence) -> Span:
    """Return where a proposition stands in the article."""
    return sentence.place(piece.first), sentence.stop(piece.last)
