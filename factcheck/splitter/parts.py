"""The separate propositions of a claim, each with its own words, a sentence that stands alone, and a type."""

from factcheck.splitter import features, kinds, pieces, signs, standing
from factcheck.splitter.claims import ClaimType, Part, Span
from factcheck.splitter.judging import Judgement
from factcheck.splitter.parsing import Sentence
from factcheck.splitter.pieces import Piece
from factcheck.splitter.voices import Voice

# The words of saying bear on the main statements; what hangs on those is judged by itself.
LOADED = signs.EVALUATING | signs.FEELING
TOLD = ("part.main", "part.reported", "part.coordinated")


def of(text: str, sentence: Sentence, voice: Voice, judgement: Judgement) -> tuple[Part, ...]:
    """Return the parts of a claim in order; none where it holds one proposition, or is mere rhetoric."""
    if judgement.type is ClaimType.OPINION and (voice.speaker is None or voice.cue == "carried"):
        return ()
    return tuple(_part(text, piece, sentence, voice, judgement) for piece in pieces.cut(sentence, voice))


def _part(text: str, piece: Piece, sentence: Sentence, voice: Voice, judgement: Judgement) -> Part:
    start, end = pieces.span(piece, sentence)
    claim_type = _type(piece, (start, end), sentence, voice, judgement)
    return Part(
        start=start,
        end=end,
        quote=text[start:end],
        text=standing.of_part(text, piece, sentence, voice),
        speaker=_speaker(piece, (start, end), voice),
        type=claim_type,
        checkable=claim_type is not ClaimType.OPINION,
    )


def _speaker(piece: Piece, span: Span, voice: Voice) -> str | None:
    """Return whose words the part is: the claim's speaker's where it stands in the reported words."""
    if voice.speaker is None or voice.content is None:
        return None
    shared = min(span[1], voice.content[1]) - max(span[0], voice.content[0])
    reported = shared * 2 > span[1] - span[0] or piece.rule == "part.appeal"
    return voice.speaker.fullest if reported else None


def _type(piece: Piece, span: Span, sentence: Sentence, voice: Voice, judgement: Judgement) -> ClaimType:
    if piece.rule == "part.appeal":
        return ClaimType.APPEAL
    tokens = features.inside(sentence, span)
    told = piece.rule in TOLD and _speaker(piece, span, voice) is not None
    ruled = kinds.by_rule(tokens, voice if told else kinds.NOBODY)
    if ruled:
        return ruled[0]
    if told and judgement.type is ClaimType.POSITION:
        return ClaimType.POSITION
    if any(token.lower_ in LOADED for token in tokens):
        return judgement.type if judgement.type is ClaimType.OPINION else ClaimType.EVENT
    return ClaimType.EVENT
