"""The steps a seed's story is told in, each one call of an ordinary service."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from factcheck import clock
from factcheck.errors import InvalidInput
from factcheck.models import Claim, Reviewer
from factcheck.models.terms import (
    Change,
    Checks,
    ClaimType,
    Dismissal,
    Medium,
    SourceKind,
    Stance,
    Visibility,
)
from factcheck.services import claims, scales, shapes, sources, verdicts


@dataclass(frozen=True)
class Scene:
    """One step: what is to be done to which claim, by whom, with everybody of the story at hand."""

    claim: str
    by: Reviewer
    given: Mapping[str, Any]
    cast: Mapping[str, Reviewer]

    @property
    def who(self) -> dict[str, Any]:
        """What nearly every service is told; no version, because nobody else is at the desk."""
        return {"by": self.by, "version": None}

    def present(self) -> Claim:
        return claims.get(self.claim, person=self.by)

    def words(self, name: str) -> str:
        return str(self.given.get(name, ""))

    def person(self, name: str) -> Reviewer | None:
        return self.cast[self.given[name]] if name in self.given else None


def take(step: Mapping[str, Any], *, claim: str, cast: Mapping[str, Reviewer]) -> None:
    """Take one step of a story, or raise what its service raises; `InvalidInput` for an unknown step."""
    if step.get("do") not in STEPS:
        raise InvalidInput(f"There is no step {step.get('do')!r}.")
    STEPS[step["do"]](Scene(claim, cast[step["by"]], step, cast))


def confirm(scene: Scene) -> None:
    """Confirm a claim; what the story does not say stays as the splitter had it."""
    claim = scene.present()
    said_by = scene.given.get("said_by") or {
        "kind": claim.said_by,
        "text": claim.said_by_text,
        "name": claim.claimant.name if claim.claimant else None,
        "relayed_by": claim.relayed_by,
    }
    changes: dict[str, Any] = {}
    if "type" in scene.given:
        changes["type"] = ClaimType(scene.given["type"])
    if "checks" in scene.given:
        changes["checks"] = Checks(scene.given["checks"])
    text = scene.given.get("text", claim.text)
    claims.confirm(scene.claim, text=text, said_by=said_by, **changes, **scene.who)


def assign(scene: Scene) -> None:
    claims.assign(scene.claim, scene.cast[scene.given["to"]], **scene.who)


def dismiss(scene: Scene) -> None:
    claims.dismiss(scene.claim, Dismissal(scene.given["code"]), words=scene.words("words"), **scene.who)


def flag(scene: Scene) -> None:
    """Set what editors set; `due_in_days` counts from now and may be negative."""
    names = ("legal_hold", "restricted", "sensitive")
    changes = {name: scene.given[name] for name in names if name in scene.given}
    if "due_in_days" in scene.given:
        changes["due_at"] = clock.now() + timedelta(days=scene.given["due_in_days"])
    claims.flag(scene.claim, **changes, **scene.who)


def attach(scene: Scene) -> None:
    source = dict(scene.given["source"])
    source["medium"] = Medium(source.get("medium", Medium.WEB))
    source["kind"] = SourceKind(source.get("kind", SourceKind.SECONDARY))
    sources.attach(
        scene.claim,
        source=source,
        stance=Stance(scene.given["stance"]),
        excerpt=scene.words("excerpt"),
        note=scene.words("note"),
        visibility=Visibility(scene.given.get("visibility", Visibility.PUBLIC)),
        **scene.who,
    )


def propose(scene: Scene) -> None:
    rating = scales.rating_by_key(scene.given["rating"], checks=scene.present().checks)
    draft = verdicts.Draft(
        rating_id=rating.id,
        summary=scene.given["summary"],
        explanation=scene.words("explanation"),
        change=Change(scene.given["change"]) if "change" in scene.given else None,
        reason=scene.words("reason"),
    )
    verdicts.propose(scene.claim, draft, **scene.who)


def publish(scene: Scene) -> None:
    verdicts.publish(scene.claim, byline=scene.words("byline"), override=scene.words("override"), **scene.who)


def reopen(scene: Scene) -> None:
    verdicts.reopen(
        scene.claim,
        reason=scene.given["reason"],
        holder=scene.person("to"),
        tell_readers=scene.given.get("tell_readers", False),
        **scene.who,
    )


def with_reason(service: Callable[..., object]) -> Callable[[Scene], None]:
    """Return the step of a service that wants no more than a reason."""
    return lambda scene: discard(service(scene.claim, reason=scene.given["reason"], **scene.who))


def discard(_answer: object) -> None:
    """A step tells nothing: whoever plays the story looks at the desk."""


STEPS: dict[str, Callable[[Scene], None]] = {
    "assign": assign,
    "attach": attach,
    "close": with_reason(verdicts.close),
    "confirm": confirm,
    "dismiss": dismiss,
    "flag": flag,
    "note": lambda scene: discard(claims.note(scene.claim, scene.given["words"], by=scene.by)),
    "propose": propose,
    "publish": publish,
    "queue": lambda scene: discard(claims.queue(scene.claim, reason=scene.words("reason"), **scene.who)),
    "release": lambda scene: discard(claims.release(scene.claim, **scene.who)),
    "reopen": reopen,
    "retract": with_reason(verdicts.retract),
    "send_back": with_reason(verdicts.send_back),
    "split": lambda scene: discard(shapes.split(scene.claim, scene.given["quotes"], **scene.who)),
    "take": lambda scene: discard(claims.take(scene.claim, **scene.who)),
    "uphold": lambda scene: discard(verdicts.uphold(scene.claim, note=scene.given["note"], **scene.who)),
    "withdraw": lambda scene: discard(verdicts.withdraw(scene.claim, **scene.who)),
    "withhold": with_reason(verdicts.withhold),
}
