"""The tables, and the rules that concern one claim."""

from factcheck.models.article import Article, ArticleRevision
from factcheck.models.base import Base
from factcheck.models.checkpoint import StoredCheckpoint
from factcheck.models.claim import Claim
from factcheck.models.claimant import Claimant
from factcheck.models.event import Event, Redaction, Step
from factcheck.models.public_record import PublicRecord
from factcheck.models.rating import Rating, RatingScale
from factcheck.models.reviewer import ApiToken, LoginSession, Pseudonym, Reviewer
from factcheck.models.source import Evidence, Source
from factcheck.models.verdict import Verdict

__all__ = [
    "ApiToken",
    "Article",
    "ArticleRevision",
    "Base",
    "Claim",
    "Claimant",
    "Event",
    "Evidence",
    "LoginSession",
    "Pseudonym",
    "PublicRecord",
    "Rating",
    "RatingScale",
    "Redaction",
    "Reviewer",
    "Source",
    "Step",
    "StoredCheckpoint",
    "Verdict",
]
