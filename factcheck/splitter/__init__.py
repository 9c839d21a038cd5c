"""Article text in, claims out: pure, deterministic, offline. It imports nothing else of this project."""

from factcheck.splitter.claims import Attribution, ClaimType, Part, SpeakerKind, Split, SplitClaim
from factcheck.splitter.languages import detect_language
from factcheck.splitter.models import available_languages, preload
from factcheck.splitter.splitting import VERSION, split

__all__ = [
    "VERSION",
    "Attribution",
    "ClaimType",
    "Part",
    "SpeakerKind",
    "Split",
    "SplitClaim",
    "available_languages",
    "detect_language",
    "preload",
    "split",
]
