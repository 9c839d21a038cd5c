"""The history's arithmetic: canonical form, hash links and verification; no database, no framework."""

from factcheck.ledger.canonical import NotCanonical, canonical
from factcheck.ledger.event_types import (
    PUBLIC_TYPES,
    PUBLISHING_TYPES,
    RECORD_TYPES,
    EventType,
)
from factcheck.ledger.links import NO_HASH, LoggedEvent, link, seal
from factcheck.ledger.verification import Fault, altered, check

__all__ = [
    "NO_HASH",
    "PUBLIC_TYPES",
    "PUBLISHING_TYPES",
    "RECORD_TYPES",
    "EventType",
    "Fault",
    "LoggedEvent",
    "NotCanonical",
    "altered",
    "canonical",
    "check",
    "link",
    "seal",
]
