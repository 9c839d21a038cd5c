"""The shape of the export, as JSON Schema (draft 2020-12): one record, and the document around them."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from factcheck.models.terms import (
    Attribution,
    Change,
    Checks,
    ClaimType,
    Medium,
    SaidBy,
    SourceKind,
    Stance,
    Visibility,
)

Shape = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"

TEXT: Shape = {"type": "string"}
MAYBE_TEXT: Shape = {"type": ["string", "null"]}
TRUTH: Shape = {"type": "boolean"}
COUNT: Shape = {"type": "integer", "minimum": 0}
NUMBER_FROM_ONE: Shape = {"type": "integer", "minimum": 1}
MAYBE_NUMBER: Shape = {"type": ["integer", "null"]}
PUBLIC_ID: Shape = {"type": "string", "pattern": "^[a-z2-7]{12}$"}
MAYBE_ID: Shape = {"anyOf": [PUBLIC_ID, {"type": "null"}]}
HASH: Shape = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
MOMENT: Shape = {
    "type": "string",
    "format": "date-time",
    "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$",
    "description": "RFC 3339, UTC, to the microsecond",
}


def one_of(terms: type[StrEnum]) -> Shape:
    """Return the shape of a closed list of words."""
    return {"enum": [term.value for term in terms]}


def objects(properties: Shape, *, optional: Iterable[str] = (), **more: Any) -> Shape:
    """Return the shape of an object with exactly these members, all of them there but for the optional."""
    return {
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in set(optional)],
        "additionalProperties": False,
        **more,
    }


def list_of(shape: Shape, **more: Any) -> Shape:
    return {"type": "array", "items": shape, **more}


def or_null(shape: Shape) -> Shape:
    return {"anyOf": [shape, {"type": "null"}]}


CLAIMANT = objects({"id": PUBLIC_ID, "name": TEXT, "same_as": MAYBE_TEXT})
SAID_BY = objects(
    {"kind": one_of(SaidBy), "text": MAYBE_TEXT, "claimant": or_null(CLAIMANT), "relayed_by": MAYBE_TEXT}
)
ARTICLE = objects(
    {
        "id": PUBLIC_ID,
        "title": MAYBE_TEXT,
        "url": MAYBE_TEXT,
        "publisher": MAYBE_TEXT,
        "author": MAYBE_TEXT,
        "published_at": MAYBE_TEXT,
        "archived_url": MAYBE_TEXT,
        "revision": {"type": ["integer", "null"], "minimum": 1},
    }
)
POSITION = objects({"type": {"const": "TextPositionSelector"}, "start": COUNT, "end": COUNT})
QUOTE = objects({"type": {"const": "TextQuoteSelector"}, "exact": TEXT, "prefix": TEXT, "suffix": TEXT})
RATING = objects(
    {
        "key": TEXT,
        "label": TEXT,
        "value": MAYBE_NUMBER,
        "best": {"type": "integer"},
        "worst": {"type": "integer"},
        "scale": TEXT,
    }
)
VERDICT = objects(
    {
        "version": NUMBER_FROM_ONE,
        "rating": or_null({"$ref": "#/$defs/rating"}),
        "summary": TEXT,
        "explanation": TEXT,
        "change": one_of(Change),
        "reason": MAYBE_TEXT,
        "rating_changed": {"type": ["boolean", "null"]},
        "second_person": TRUTH,
        "byline": MAYBE_TEXT,
        "evidence_override": TEXT,
        "published_at": MOMENT,
    },
    optional=["evidence_override"],
)
SOURCE = objects(
    {
        "url": MAYBE_TEXT,
        "title": TEXT,
        "publisher": MAYBE_TEXT,
        "origin": TEXT,
        "medium": one_of(Medium),
        "kind": one_of(SourceKind),
    }
)
EVIDENCE = objects(
    {
        "stance": one_of(Stance),
        "excerpt": MAYBE_TEXT,
        "note": MAYBE_TEXT,
        "visibility": one_of(Visibility),
        "source": or_null(SOURCE),
        "accessed_at": MOMENT,
        "archived_url": MAYBE_TEXT,
        "sha256": or_null(HASH),
    }
)
PLACE = {
    "v": {"const": 1},
    "pos": NUMBER_FROM_ONE,
    "claim": PUBLIC_ID,
    "seq": NUMBER_FROM_ONE,
    "prev": HASH,
    "prev_claim": HASH,
    "sealed": HASH,
    "hash": HASH,
}
WHOLE_EVENT = objects(
    {
        **PLACE,
        "type": TEXT,
        "actor": TEXT,
        "at": MOMENT,
        "body": {"type": "string", "description": "canonical JSON (RFC 8785), exactly as hashed"},
        "salt": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
    }
)
SEALED_EVENT = objects({**PLACE, "internal": {"const": True}})
REDACTED_EVENT = objects({**PLACE, "redacted": COUNT})
HISTORY = list_of({"oneOf": [WHOLE_EVENT, SEALED_EVENT, REDACTED_EVENT]})
# Inclusion of the last listed event in the log of the document's checkpoint (RFC 9162); hashes in hex.
PROOF = or_null(objects({"pos": COUNT, "size": COUNT, "path": list_of(HASH)}))
# The desk's own events, which lead from one signing key to the next; there once a key was replaced.
DESK_EVENT = objects({**WHOLE_EVENT["properties"], "claim": {"const": "desk"}})
KEYS = objects({"history": list_of(DESK_EVENT), "proof": PROOF})
TRAIL = {"history": HISTORY, "proof": PROOF}
RECORD = objects(
    {
        "claim_id": PUBLIC_ID,
        "url": {"type": "string", "format": "uri"},
        "claim": TEXT,
        "quote": TEXT,
        "lang": TEXT,
        "type": one_of(ClaimType),
        "attribution": one_of(Attribution),
        "checks": one_of(Checks),
        "sensitive": TRUTH,
        "parent": MAYBE_ID,
        "parts": list_of(PUBLIC_ID),
        "superseded_by": MAYBE_ID,
        "modified_at": MOMENT,
        "publication": {"enum": ["live", "retracted"]},
        "rechecking": TRUTH,
        "said_by": SAID_BY,
        "claimed_at": MAYBE_TEXT,
        "article": ARTICLE,
        "selectors": {"type": "array", "prefixItems": [POSITION, QUOTE], "minItems": 2, "maxItems": 2},
        "verdict": {"$ref": "#/$defs/verdict"},
        "previous": list_of({"$ref": "#/$defs/verdict"}, description="earlier versions, newest first"),
        "evidence": list_of(EVIDENCE),
        **TRAIL,
    },
    optional=TRAIL,
)
WITHHELD_RECORD = objects(
    {"claim_id": PUBLIC_ID, "publication": {"const": "withheld"}, "modified_at": MOMENT, **TRAIL},
    optional=TRAIL,
)
DESK = objects({"name": TEXT, "url": {"type": "string", "format": "uri"}, "license": TEXT})
DOCUMENT = objects(
    {
        "schema": {"const": "factcheck/verdicts@1"},
        "generated_at": MOMENT,
        "as_of": or_null(MOMENT),
        "desk": DESK,
        "checkpoint": MAYBE_TEXT,
        "count": COUNT,
        "keys": KEYS,
        "verdicts": list_of({"$ref": "#/$defs/record"}),
        "signature": MAYBE_TEXT,
    },
    optional={"keys"},
)


def json_schema(address: str) -> Shape:
    """Return the document's schema, to be served at `address`; a record alone is its `#/$defs/record`."""
    return {
        "$schema": DIALECT,
        "$id": address,
        "title": "Published verdicts of a fact-checking desk",
        "description": "Each line of the JSON Lines export is one #/$defs/record.",
        **DOCUMENT,
        "$defs": {
            "record": {"oneOf": [RECORD, WITHHELD_RECORD]},
            "verdict": VERDICT,
            "rating": RATING,
        },
    }
