"""The one way in: an article's text goes in, its claims come out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from factcheck.splitter import (
    features,
    judging,
    models,
    names,
    parsing,
    parts,
    quotes,
    reading,
    sentences,
    standing,
    voices,
    worth,
)
from factcheck.splitter.claims import Attribution, ClaimType, Span, SpeakerKind, Split, SplitClaim
from factcheck.splitter.features import Setting
from factcheck.splitter.grammar import FINITE, VERBAL
from factcheck.splitter.judging import Judgement
from factcheck.splitter.memory import Speaker
from factcheck.splitter.parsing import Sentence
from factcheck.splitter.reading import Block, Paragraph
from factcheck.splitter.voices import Voice

if TYPE_CHECKING:
    from spacy.language import Language

VERSION = "10"

CLOSERS = "\"”’'»)]"
STUB_WORDS = 10
FRAGMENT_WORDS = 7


def split(text: str, *, language: str = "en") -> Split:
    """Return the claims of an article; the same text gives the same claims."""
    blocks = reading.paragraphs(text)
    nlp = models.load(language)
    claims = _analysed(text, blocks, nlp) if nlp else _by_rule(text, blocks, language)
    return Split(
        language=language,
        version=VERSION,
        claims=tuple(claims),
        headings=tuple(block.span for block in blocks if block.block is Block.HEADING),
        title=_title(blocks),
        paragraphs=_body(blocks),
        notes=() if nlp else (_without_model(language),),
    )


def _body(blocks: Sequence[Paragraph]) -> tuple[Span, ...]:
    return tuple(block.span for block in blocks if block.block is Block.BODY)


def _title(blocks: Sequence[Paragraph]) -> Span | None:
    return next((block.span for block in blocks if block.block is Block.TITLE), None)


def _without_model(language: str) -> str:
    return f"No language model for '{language}' is installed: sentences by rule, no attribution."


def _by_rule(text: str, blocks: Sequence[Paragraph], language: str) -> Iterator[SplitClaim]:
    for start, end in _body(blocks):
        for span in sentences.by_rule(text, start, end, language=language):
            yield _plain(text, span)


@dataclass(frozen=True, slots=True)
class Analysis:
    """An article parsed, with who speaks in every sentence."""

    sentences: list[Sentence]
    voices: list[Voice]
    title: str

    def rows(self) -> Iterator[tuple[Sentence, Voice, Setting]]:
        """Yield the sentences in order, each with its voice and where it stands."""
        return zip(self.sentences, self.voices, features.settings(self.sentences, self.title), strict=True)


def analyse(text: str, nlp: "Language", blocks: Sequence[Paragraph] | None = None) -> Analysis:
    """Return the article parsed and heard."""
    blocks = reading.paragraphs(text) if blocks is None else blocks
    body, title = _body(blocks), _title(blocks)
    quotations = quotes.find(text, body)
    parsed = list(parsing.parse(text, body, quotations, nlp=nlp))
    heard = voices.voices(text, parsed, quotations, names.collect(parsed))
    return Analysis(parsed, heard, text[slice(*title)] if title else "")


def _analysed(text: str, blocks: Sequence[Paragraph], nlp: "Language") -> Iterator[SplitClaim]:
    for sentence, voice, setting in analyse(text, nlp, blocks).rows():
        if _is_claim(sentence, voice) and not _is_label(text, sentence, voice):
            yield _claim(text, sentence, voice, judging.judge(sentence, voice, setting))


def _is_claim(sentence: Sentence, voice: Voice) -> bool:
    """Say whether a sentence asserts anything: no bare question, no stub, no fragment."""
    words = [token for token in sentence.tokens if token.is_alpha or token.like_num]
    last = next((token.text for token in reversed(sentence.tokens) if token.text not in CLOSERS), "")
    reported = voice.speaker is not None and voice.cue != "carried"
    if not words or (last == "?" and not reported):
        return False
    if voice.cue == "stub":
        return False
    if last in (",", ":") and not reported:
        return len(words) > STUB_WORDS
    verbs = any(token.pos_ in VERBAL for token in sentence.tokens)
    return verbs or reported or len(words) >= FRAGMENT_WORDS


def _is_label(text: str, sentence: Sentence, voice: Voice) -> bool:
    """Say whether a paragraph is one sentence without a finite verb: a caption, a list of players."""
    alone = sentence.first and text[sentence.end : sentence.end + 2].strip(" ")[:1] in ("", "\n", "\r")
    reported = voice.speaker is not None and voice.cue != "carried"
    if not alone or reported or sentence.tokens.root.pos_ in VERBAL:
        return False
    return not any(token.tag_ in FINITE for token in sentence.tokens)


def _claim(text: str, sentence: Sentence, voice: Voice, judgement: Judgement) -> SplitClaim:
    speaker, content = voice.speaker, voice.content
    mention = speaker.mention if speaker else None
    return SplitClaim(
        start=sentence.start,
        end=sentence.end,
        quote=text[sentence.start : sentence.end],
        text=standing.of_claim(text, sentence, voice),
        speaker=speaker.fullest if speaker else None,
        speaker_start=mention[0] if mention else None,
        speaker_end=mention[1] if mention else None,
        attribution=voice.attribution,
        content_start=content[0] if content else None,
        content_end=content[1] if content else None,
        anonymous=bool(speaker and speaker.anonymous and speaker.called is None),
        type=judgement.type,
        checkable=judgement.checkable,
        checkworthiness=judgement.worth,
        rules=(*voice.rules, *judgement.rules),
        parts=parts.of(text, sentence, voice, judgement),
        speaker_kind=(SpeakerKind.PERSON if speaker.called else speaker.kind) if speaker else None,
        reasons=_reasons(judgement, speaker),
    )


def _reasons(judgement: Judgement, speaker: Speaker | None) -> tuple[str, ...]:
    """Return why a claim is worth checking; who is named later in the article has a name."""
    named = speaker is not None and speaker.called is not None
    return tuple(one for one in judgement.reasons if not (named and one == worth.UNNAMED))


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
