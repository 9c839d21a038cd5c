"""The facts a badge is drawn from, and how they are read from a public record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

Checks = Literal["content", "attribution"]
Publication = Literal["live", "retracted", "withheld"]
Json = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class BadgeState:
    """What readers may know of one claim's verdict; without a `publication` there is none to show.

    `rating_tone` is the place on the gauge, 5 (true) to 1 (false), or 0 outside the range. `published_on` is
    an ISO date: of the version shown, of its retraction, or of the withdrawal.
    """

    claim_id: str
    desk: str
    claim_url: str
    checks: Checks = "content"
    publication: Publication | None = None
    rating_key: str | None = None
    rating_label: str | None = None
    rating_tone: int = 0
    published_on: str | None = None
    corrections: int = 0
    rechecking: bool = False
    version: int | None = None
    newest_version: int | None = None
    sensitive: bool = False
    lang: str = "en"
    claim_text: str = ""
    said_by_kind: str = "unknown"
    said_by_text: str = ""
    relayed_by: str = ""

    @property
    def is_outdated(self) -> bool:
        """Whether a newer version exists than the one that is pinned."""
        return bool(self.version and self.newest_version and self.version < self.newest_version)

    @property
    def has_rating(self) -> bool:
        return self.publication == "live" and self.rating_label is not None


def from_record(record: Json | None, *, desk: str, public_url: str, version: int | None = None) -> BadgeState:
    """Read an export record, or None for a claim readers do not know: all of those look the same.

    A `version` pins the badge to it, but yields to a later retraction or withdrawal; one that readers do not
    know is as if none were given.
    """
    home = public_url.rstrip("/")
    if record is None:
        return BadgeState(claim_id="", desk=desk, claim_url=f"{home}/")
    state = BadgeState(
        claim_id=record["claim_id"],
        desk=desk,
        claim_url=f"{home}/claims/{record['claim_id']}",
        publication=record["publication"],
        published_on=date_of(record["modified_at"]),
    )
    if record["publication"] == "withheld":
        return state
    return replace(state, **claim_in(record), **verdict_in(record, version))


def claim_in(record: Json) -> dict[str, Any]:
    said, claimant = record["said_by"], record["said_by"]["claimant"]
    return {
        "checks": record["checks"],
        "sensitive": record["sensitive"],
        "lang": record["lang"],
        "claim_text": record["claim"],
        "said_by_kind": said["kind"],
        "said_by_text": (claimant["name"] if claimant else said["text"]) or "",
        "relayed_by": said["relayed_by"] or "",
    }


def verdict_in(record: Json, version: int | None) -> dict[str, Any]:
    versions = [record["verdict"], *record["previous"]]
    shown = version_to_show(versions, version)
    rating = shown["rating"]
    return {
        "publication": "retracted" if shown["change"] == "retraction" else record["publication"],
        "rating_key": rating["key"] if rating else None,
        "rating_label": rating["label"] if rating else None,
        "rating_tone": tone(rating) if rating else 0,
        "published_on": date_of(shown["published_at"]),
        "corrections": sum(one["change"] == "correction" for one in versions),
        "rechecking": record["rechecking"],
        "version": shown["version"],
        "newest_version": versions[0]["version"],
    }


def version_to_show(versions: Sequence[Json], pinned: int | None) -> Json:
    """Return the newest version, or the pinned one, or the retraction that ended the pinned one."""
    for place, version in enumerate(versions):
        if version["version"] == pinned:
            ends = [one for one in versions[: place + 1] if one["change"] == "retraction"]
            return ends[-1] if ends else version
    return versions[0]


def tone(rating: Json) -> int:
    """Return a rating's place on the five-step gauge, whatever its scale; 0 outside the range."""
    value, best, worst = rating["value"], rating["best"], rating["worst"]
    if value is None or best <= worst:
        return 0
    return int(1.5 + 4 * (value - worst) / (best - worst))


def date_of(moment: str) -> str:
    return moment[:10]
