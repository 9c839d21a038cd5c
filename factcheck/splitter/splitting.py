"""The one way in: an article's text goes in, its claims come out."""

from factcheck.splitter import reading, sentences
from factcheck.splitter.claims import Attribution, ClaimType, Span, Split, SplitClaim

VERSION = "1"


def split(text: str, *, language: str = "en") -> Split:
    """Return the claims of an article; the same text gives the same claims."""
    blocks = reading.paragraphs(text)
    claims: list[SplitClaim] = []
    for paragraph in blocks:
        if paragraph.block is reading.Block.BODY:
            spans = sentences.by_rule(text, paragraph.start, paragraph.end, language=language)
            claims.extend(_plain(text, span) for span in spans)
    return Split(
        language=language,
        version=VERSION,
        claims=tuple(claims),
        headings=tuple(block.span for block in blocks if block.block is reading.Block.HEADING),
        title=next((block.span for block in blocks if block.block is reading.Block.TITLE), None),
        paragraphs=tuple(block.span for block in blocks if block.block is reading.Block.BODY),
        notes=(f"No language model for '{language}' is installed: sentences by rule, no attribution.",),
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
