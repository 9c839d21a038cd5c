"""The claim workspace: what a claim says, and the moves up to a proposal."""

from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue

from factcheck.schemas.claims import (
    AssignInput,
    ClaimInput,
    DismissInput,
    FlagsInput,
    NoteInput,
    ReasonInput,
    VersionInput,
)
from factcheck.services import claims, people
from factcheck.web import workspace
from factcheck.web.this_app import me

blueprint = Blueprint("claims", __name__, url_prefix="/desk/claims")


@blueprint.get("/<public_id>")
def show(public_id: str) -> ResponseReturnValue:
    """Show a claim with all that can be done with it now."""
    return workspace.page(public_id)


@blueprint.post("/<public_id>/confirm")
def confirm(public_id: str) -> ResponseReturnValue:
    """Correct what the claim says, and say that it is right if asked to."""

    def act(given: dict[str, Any]) -> object:
        change = claims.confirm if given.pop("confirm") else claims.edit
        return change(public_id, by=me(), **given)

    return workspace.save(public_id, "confirm", ClaimInput(), act, done="Saved.")


@blueprint.post("/<public_id>/queue")
def queue(public_id: str) -> ResponseReturnValue:
    """Put the claim into the queue."""
    return workspace.save(
        public_id,
        "queue",
        ReasonInput(),
        lambda given: claims.queue(public_id, by=me(), **given),
        done="The claim is in the queue.",
    )


@blueprint.post("/<public_id>/dismiss")
def dismiss(public_id: str) -> ResponseReturnValue:
    """Close the claim with a code."""
    return workspace.save(
        public_id,
        "dismiss",
        DismissInput(),
        lambda given: claims.dismiss(public_id, by=me(), **given),
        done="The claim is closed. It can be queued again.",
    )


@blueprint.post("/<public_id>/take")
def take(public_id: str) -> ResponseReturnValue:
    """Take the claim in hand."""
    return workspace.save(
        public_id,
        "take",
        VersionInput(),
        lambda given: claims.take(public_id, by=me(), **given),
        done="The claim is yours.",
    )


@blueprint.post("/<public_id>/assign")
def assign(public_id: str) -> ResponseReturnValue:
    """Hand the claim to somebody."""

    def act(given: dict[str, Any]) -> object:
        holder = people.by_public_id(given.pop("holder"))
        return claims.assign(public_id, holder, by=me(), **given)

    return workspace.save(public_id, "assign", AssignInput(), act, done="The claim is assigned.")


@blueprint.post("/<public_id>/release")
def release(public_id: str) -> ResponseReturnValue:
    """Put the claim back into the queue."""
    return workspace.save(
        public_id,
        "release",
        VersionInput(),
        lambda given: claims.release(public_id, by=me(), **given),
        done="The claim is back in the queue.",
    )


@blueprint.post("/<public_id>/note")
def note(public_id: str) -> ResponseReturnValue:
    """Leave a note for colleagues."""
    return workspace.save(
        public_id,
        "note",
        NoteInput(),
        lambda given: claims.note(public_id, given["note"], by=me()),
        done="The note stands in the claim's history.",
    )


@blueprint.post("/<public_id>/flags")
def flag(public_id: str) -> ResponseReturnValue:
    """Set due date, legal hold, restricted and sensitive."""
    return workspace.save(
        public_id,
        "flags",
        FlagsInput(),
        lambda given: claims.flag(public_id, by=me(), **given),
        done="Saved.",
    )
