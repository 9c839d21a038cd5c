"""The one way in: an article's text goes in, its claims come out."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from factcheck.splitter import models, names, parsing, pieces, quotes, reading, sentences, voices
from factcheck.splitter.claims import Attribution, ClaimType, Part, Span, Split, SplitClaim
from factcheck.splitter.parsing import Sentence
from factcheck.splitter.voices import Voice

if TYPE_CHECKING:
    from spacy.language import Language

VERSION = "1"

CLOSERS = "\"”’'»)]"
STUB_WORDS = 10
FRAGMENT_WORDS = 12


def split(text: str, *, language: str = "en") -> Split:
    """Return the claims of an article; the same text gives the same claims."""
    blocks = reading.paragraphs(text)
    body = [block.span for block in blocks if block.block is reading.Block.BODY]
    nlp = models.load(language)
    claims = _analysed(text, body, nlp) if nlp else _by_rule(text, body, language)
    return Split(
        language=language,
        version=VERSION,
        claims=tuple(claims),
        headings=tuple(block.span for block in blocks if block.block is reading.Block.HEADING),
        title=next((block.span for block in blocks if block.block is reading.Block.TITLE), None),
        paragraphs=tuple(body),
        notes=() if nlp else (_without_model(language),),
    )


def _without_model(language: str) -> str:
    return f"No language model for '{language}' is installed: sentences by rule, no attribution."


def _by_rule(text: str, body: Sequence[Span], language: str) -> Iterator[SplitClaim]:
    for start, end in body:
        for span in sentences.by_rule(text, start, end, language=language):
            yield _plain(text, span)


def _analysed(text: str, body: Sequence[Span], nlp: "Language") -> Iterator[SplitClaim]:
    quotations = quotes.find(text, body)
    parsed = list(parsing.parse(text, body, quotations, nlp=nlp))
    found = voices.voices(text, parsed, quotations, names.collect(parsed))
    for sentence, voice in zip(parsed, found, strict=True):
        if _is_claim(sentence, voice):
            yield _claim(text, sentence, voice)


def _is_claim(sentence: Sentence, voice: Voice) -> bool:
    """Say whether a sentence asserts anything: no bare question, no stub, no fragment."""
    words = [token for token in sentence.tokens if token.is_alpha or token.like_num]
    last = next((token.text for token in reversed(sentence.tokens) if token.text not in CLOSERS), "")
    reported = voice.speaker is not None and voice.cue != "carried"
    if not words or (last == "?" and not reported):
        return False
    if last in (",", ":") and not reported:
        return len(words) > STUB_WORDS
    verbs = any(token.pos_ in ("VERB", "AUX") for token in words)
    return verbs or reported or len(words) >= FRAGMENT_WORDS


def _claim(text: str, sentence: Sentence, voice: Voice) -> SplitClaim:
    speaker, content = voice.speaker, voice.content
    mention = speaker.mention if speaker else None
    return SplitClaim(
        start=sentence.start,
        end=sentence.end,
        quote=text[sentence.start : sentence.end],
        text=" ".join(text[sentence.start : sentence.end].split()),
        speaker=speaker.name if speaker else None,
        speaker_start=mention[0] if mention else None,
        speaker_end=mention[1] if mention else None,
        attribution=voice.attribution,
        content_start=content[0] if content else None,
        content_end=content[1] if content else None,
        anonymous=bool(speaker and speaker.anonymous),
        type=ClaimType.EVENT,
        checkable=True,
        checkworthiness=0.5,
        rules=voice.rules,
        parts=tuple(
            Part(*pieces.span(x, sentence), text[slice(*pieces.span(x, sentence))], "", None, ClaimType.EVENT, True)
            for x in pieces.cut(sentence, voice)
        ),
        speaker_kind=speaker.kind if speaker else None,
    )


def _plain(text: str, span: Span) -> SplitClaim:
    quote = text[span[0] : span[1]]
    return SplitClaim(
        start=span[0],
        end=span[1],
        quote=quote,
        text=" ".join(quote.split()),
        speaker=None,
        speaker_start=None,
        speaker_end=None,
        attribution=Attribution.NONE,
        content_start=None,
        content_end=None,
        anonymous=False,
        type=ClaimType.EVENT,
        checkable=True,
        checkworthiness=0.5,
        rules=("sentence.by-rule",),
        parts=(),
    )
