"""Runs the language model over body paragraphs, with sentence boundaries set by rule ahead of the parser."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from factcheck.splitter import reading, sentences
from factcheck.splitter.claims import Span
from factcheck.splitter.quotes import Quotations
from factcheck.splitter.sentences import Boundary

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Tokens

Piece = tuple[int, Span]

# Longer paragraphs are parsed in pieces, so that time and memory stay in proportion.
PIECE = 2_500
BATCH = 10_000
# More paragraphs than this in a batch are one-liners.
SHARING = 150
# A piece with fewer letters and digits than this share is no prose.
PROSE = 0.2


@dataclass(frozen=True, slots=True)
class Sentence:
    """One parsed sentence; `base` turns the model's character offsets into the article's."""

    start: int
    end: int
    tokens: "Tokens"
    base: int
    paragraph: int
    first: bool

    def place(self, token: "Token") -> int:
        """Return where a token starts in the article."""
        return self.base + token.idx

    def stop(self, token: "Token") -> int:
        """Return where a token ends in the article."""
        return self.base + token.idx + len(token)


def parse(
    text: str, paragraphs: Sequence[Span], quotations: Quotations, *, nlp: "Language"
) -> Iterator[Sentence]:
    """Yield the sentences of all paragraphs in order."""
    leads = [reading.place_before(text, start, end) for start, end in paragraphs]
    pieces = (
        (number, piece)
        for number, (start, end) in enumerate(paragraphs)
        for piece in sentences.windows(text, start + leads[number], end, size=PIECE)
        if _is_prose(text[slice(*piece)])
    )
    last_paragraph = -1
    for batch in _batches(pieces):
        docs = nlp.pipe(
            (_document(text, piece, quotations, nlp=nlp) for _, piece in batch), batch_size=len(batch)
        )
        for number, base, tokens in _sentences(batch, docs):
            span = sentences.trimmed(text, base + tokens.start_char, base + tokens.end_char)
            if span[0] < span[1]:
                first = number != last_paragraph
                start = span[0] - leads[number] if first else span[0]
                yield Sentence(start, span[1], tokens, base, number, first=first)
                last_paragraph = number


def _batches(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """Yield the pieces in batches of at most so many characters: the parser's memory grows with them."""
    batch: list[Piece] = []
    room = BATCH
    for piece in pieces:
        length = piece[1][1] - piece[1][0]
        if batch and length > room:
            yield batch
            batch, room = [], BATCH
        batch.append(piece)
        room -= length
    if batch:
        yield batch


def _sentences(batch: Sequence[Piece], parsed: Iterable["Doc"]) -> Iterator[tuple[int, int, "Tokens"]]:
    """Yield each sentence with its paragraph's number and what turns its offsets into the article's."""
    docs = list(parsed)
    for doc in docs:
        # Nothing reads the vectors again, and they are most of a document's memory.
        doc.tensor = doc.tensor[:0].copy()
    if len(docs) > SHARING:
        yield from _shared(batch, docs)
        return
    for (number, piece), doc in zip(batch, docs, strict=True):
        for tokens in doc.sents:
            yield number, piece[0], tokens


def _shared(batch: Sequence[Piece], docs: Sequence["Doc"]) -> Iterator[tuple[int, int, "Tokens"]]:
    """Yield the sentences of many one-liners from one document: each alone takes the room of a long one."""
    together = iter(type(docs[0]).from_docs(list(docs)).sents)
    ahead = 0
    for (number, piece), doc in zip(batch, docs, strict=True):
        for _ in doc.sents:
            yield number, piece[0] - ahead, next(together)
        ahead += len(doc.text) + (not doc[-1].whitespace_)


def _document(text: str, piece: Span, quotations: Quotations, *, nlp: "Language") -> "Doc":
    doc = nlp.make_doc(sentences.plain(text[piece[0] : piece[1]]))
    starts = sentences.boundaries(text, piece[0], piece[1], quotations)
    for token in doc:
        boundary = starts.get(piece[0] + token.idx)
        if boundary is Boundary.MAYBE:
            continue
        token.is_sent_start = token.i == 0 or boundary is Boundary.YES
    return doc


def _is_prose(piece: str) -> bool:
    return sum(map(str.isalnum, piece)) >= PROSE * len(piece)
