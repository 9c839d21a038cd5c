"""The words of the field as closed lists, stored as their values."""

from enum import StrEnum


class Role(StrEnum):
    """What a person at the desk may do."""

    REVIEWER = "reviewer"
    EDITOR = "editor"
    ADMIN = "admin"


class Status(StrEnum):
    """Where the desk's work on a claim stands."""

    NEW = "new"
    QUEUED = "queued"
    IN_REVIEW = "in_review"
    PROPOSED = "proposed"
    DONE = "done"
    DISMISSED = "dismissed"


class Publication(StrEnum):
    """What readers see of a claim."""

    NONE = "none"
    LIVE = "live"
    RETRACTED = "retracted"
    WITHHELD = "withheld"


class ClaimType(StrEnum):
    """What kind of proposition a claim is."""

    EVENT = "event"
    NUMERICAL = "numerical"
    POSITION = "position"
    APPEAL = "appeal"
    PREDICTION = "prediction"
    OPINION = "opinion"


class Attribution(StrEnum):
    """How the article gives the words: in quotation marks, partly so, reported, or as its own."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"
    NONE = "none"


class SaidBy(StrEnum):
    """Who says a claim."""

    PERSON = "person"
    ORGANISATION = "organisation"
    UNNAMED = "unnamed"
    ARTICLE = "article"
    UNKNOWN = "unknown"


class Checks(StrEnum):
    """What a verdict is about: whether it is so, or whether it was said, and so."""

    CONTENT = "content"
    ATTRIBUTION = "attribution"


class Dismissal(StrEnum):
    """Why a claim is not checked."""

    OPINION = "opinion"
    UNCHECKABLE = "uncheckable"
    TRIVIAL = "trivial"
    ALREADY_CHECKED = "already_checked"
    COVERED_BY_PARTS = "covered_by_parts"
    NOT_SELECTED = "not_selected"
    UNSAFE = "unsafe"


class Stance(StrEnum):
    """How a piece of evidence bears on a claim."""

    SUPPORTS = "supports"
    REFUTES = "refutes"
    CONTEXT = "context"


class Visibility(StrEnum):
    """How much of a piece of evidence readers see."""

    PUBLIC = "public"
    DESCRIBED = "described"
    WITHHELD = "withheld"


class Medium(StrEnum):
    """What a source is."""

    WEB = "web"
    DOCUMENT = "document"
    INTERVIEW = "interview"
    CORRESPONDENCE = "correspondence"
    DATA = "data"


class SourceKind(StrEnum):
    """How near a source stands to what it tells."""

    PRIMARY = "primary"
    SECONDARY = "secondary"


class VerdictState(StrEnum):
    """Where one version of a verdict stands."""

    PROPOSED = "proposed"
    SENT_BACK = "sent_back"
    WITHDRAWN = "withdrawn"
    PUBLISHED = "published"


class Change(StrEnum):
    """What a published version is to the one before it."""

    FIRST = "first"
    CORRECTION = "correction"
    UPDATE = "update"
    CLARIFICATION = "clarification"
    MINOR = "minor"
    RETRACTION = "retraction"
