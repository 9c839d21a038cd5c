"""A badge's state and a public record, of which a test names only what it is about."""

from typing import Any

from factcheck.badges import BadgeState

CLAIM_ID = "k3v5w2m7x4qa"


def make_state(**given: Any) -> BadgeState:
    """Return a live badge rated Mostly true, but for what is given."""
    usual: dict[str, Any] = {
        "claim_id": CLAIM_ID,
        "desk": "Example Desk",
        "claim_url": f"https://desk.example/claims/{CLAIM_ID}",
        "publication": "live",
        "rating_key": "mostly_true",
        "rating_label": "Mostly true",
        "rating_tone": 4,
        "published_on": "2024-04-02",
        "version": 1,
        "newest_version": 1,
        "claim_text": "The bridge was closed for eleven months.",
        "said_by_kind": "person",
        "said_by_text": "Ada Quill",
    }
    return BadgeState(**{**usual, **given})


def make_record(*, versions: list[dict[str, Any]] | None = None, **given: Any) -> dict[str, Any]:
    """Return a live record in the shape of the export; `versions` are the newest first."""
    newest, *previous = versions or [make_version(1)]
    usual: dict[str, Any] = {
        "claim_id": CLAIM_ID,
        "claim": "The bridge was closed for eleven months.",
        "lang": "en",
        "checks": "content",
        "sensitive": False,
        "publication": "live",
        "rechecking": False,
        "modified_at": "2024-05-09T10:12:00.000000Z",
        "said_by": {
            "kind": "person",
            "text": "she",
            "claimant": {"id": "q2w3e4r5t6z7", "name": "Ada Quill", "same_as": None},
            "relayed_by": "Mill Gazette",
        },
        "verdict": newest,
        "previous": previous,
    }
    return {**usual, **given}


def make_version(
    number: int, *, change: str = "first", rating: tuple[str, int | None] | None = ("True", 5)
) -> Any:
    """Return a published version of a verdict; the third one is of 3 April 2024, and so on."""
    return {
        "version": number,
        "change": change,
        "published_at": f"2024-04-{number:02}T10:12:00.000000Z",
        "rating": rating and {**step(*rating), "best": 5, "worst": 1, "scale": "accuracy@1"},
    }


def step(label: str, value: int | None) -> dict[str, Any]:
    return {"key": label.lower().replace(" ", "_"), "label": label, "value": value}
