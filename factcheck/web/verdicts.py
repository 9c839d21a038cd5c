"""Verdicts: proposing one, and what editors do with it."""

from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue

from factcheck.schemas.claims import ReasonInput, VersionInput
from factcheck.schemas.verdicts import ProposalInput, PublishInput, ReopenInput, UpholdInput
from factcheck.services import people, verdicts
from factcheck.services.verdicts import Draft
from factcheck.web import workspace
from factcheck.web.this_app import config, me

blueprint = Blueprint("verdicts", __name__, url_prefix="/desk/claims")


@blueprint.post("/<public_id>/propose")
def propose(public_id: str) -> ResponseReturnValue:
    """Hand a verdict to the editors."""

    def act(given: dict[str, Any]) -> object:
        version = given.pop("version")
        draft = Draft(rating_id=given.pop("rating"), **given)
        return verdicts.propose(public_id, draft, by=me(), version=version)

    return workspace.save(public_id, "propose", ProposalInput(), act, done="An editor has it now.")


@blueprint.post("/<public_id>/withdraw")
def withdraw(public_id: str) -> ResponseReturnValue:
    """Take one's own proposal back."""
    return workspace.save(
        public_id,
        "withdraw",
        VersionInput(),
        lambda given: verdicts.withdraw(public_id, by=me(), **given),
        done="The proposal is withdrawn; its words are kept as your draft.",
    )


@blueprint.post("/<public_id>/send-back")
def send_back(public_id: str) -> ResponseReturnValue:
    """Return a proposal to its holder."""
    return workspace.save(
        public_id,
        "send_back",
        ReasonInput(),
        lambda given: verdicts.send_back(public_id, by=me(), **given),
        done="The proposal went back to its reviewer.",
    )


@blueprint.post("/<public_id>/publish")
def publish(public_id: str) -> ResponseReturnValue:
    """Let a proposal reach readers, under the desk's name where no other is chosen."""

    def act(given: dict[str, Any]) -> object:
        byline = given.pop("byline") or config().desk_name
        return verdicts.publish(public_id, by=me(), four_eyes=config().four_eyes, byline=byline, **given)

    return workspace.save(public_id, "publish", PublishInput(), act, done="The verdict is published.")


@blueprint.post("/<public_id>/uphold")
def uphold(public_id: str) -> ResponseReturnValue:
    """Let the live verdict stand, with a public note."""
    return workspace.save(
        public_id,
        "uphold",
        UpholdInput(),
        lambda given: verdicts.uphold(public_id, by=me(), four_eyes=config().four_eyes, **given),
        done="The verdict stands, and readers see your note.",
    )


@blueprint.post("/<public_id>/close")
def close(public_id: str) -> ResponseReturnValue:
    """End the work on a claim without a new version."""
    return workspace.save(
        public_id,
        "close",
        ReasonInput(),
        lambda given: verdicts.close(public_id, by=me(), **given),
        done="The work on this claim is ended.",
    )


@blueprint.post("/<public_id>/reopen")
def reopen(public_id: str) -> ResponseReturnValue:
    """Take a claim that is done up again."""

    def act(given: dict[str, Any]) -> object:
        holder = people.by_public_id(given["holder"]) if given["holder"] else None
        return verdicts.reopen(public_id, by=me(), **{**given, "holder": holder})

    return workspace.save(public_id, "reopen", ReopenInput(), act, done="The claim is open again.")


@blueprint.post("/<public_id>/retract")
def retract(public_id: str) -> ResponseReturnValue:
    """Take a live verdict back, with a public reason."""
    return workspace.save(
        public_id,
        "retract",
        ReasonInput(),
        lambda given: verdicts.retract(public_id, by=me(), **given),
        done="The verdict is retracted, and readers see why.",
    )


@blueprint.post("/<public_id>/withhold")
def withhold(public_id: str) -> ResponseReturnValue:
    """Take everything public about the claim away at once."""
    return workspace.save(
        public_id,
        "withhold",
        ReasonInput(),
        lambda given: verdicts.withhold(public_id, by=me(), **given),
        done="Everything public about this claim is withheld.",
    )
