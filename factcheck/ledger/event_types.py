"""The kinds of events, and which of them readers see."""

from enum import StrEnum


class EventType(StrEnum):
    """Everything that can happen to a claim, or to the desk itself."""

    # Public: readers see these whole.
    PUBLISHED = "published"
    CORRECTION = "correction"
    UPDATE = "update"
    CLARIFICATION = "clarification"
    MINOR = "minor"
    UPHELD = "upheld"
    RETRACTION = "retraction"
    WITHHELD = "withheld"
    RECHECKING = "rechecking"
    REDACTION = "redaction"
    GAP = "gap"
    KEY = "key"
    # Internal: these leave the house only as a sealed hash.
    CREATED = "created"
    EDITED = "edited"
    CONFIRMED = "confirmed"
    QUEUED = "queued"
    DISMISSED = "dismissed"
    ASSIGNED = "assigned"
    RELEASED = "released"
    EVIDENCE_ADDED = "evidence_added"
    EVIDENCE_WITHDRAWN = "evidence_withdrawn"
    PROPOSED = "proposed"
    SENT_BACK = "sent_back"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"
    REOPENED = "reopened"
    NOTE = "note"
    FLAGGED = "flagged"
    IMPORTED = "imported"


# The newest of these is what readers get; the body is the whole record.
PUBLISHING_TYPES = frozenset(
    {
        EventType.PUBLISHED,
        EventType.CORRECTION,
        EventType.UPDATE,
        EventType.CLARIFICATION,
        EventType.MINOR,
    }
)
RECORD_TYPES = PUBLISHING_TYPES | {EventType.RETRACTION}
PUBLIC_TYPES = RECORD_TYPES | {
    EventType.UPHELD,
    EventType.WITHHELD,
    EventType.RECHECKING,
    EventType.REDACTION,
    EventType.GAP,
    EventType.KEY,
}
