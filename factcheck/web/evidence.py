"""Evidence on a claim: attaching it and withdrawing it."""

from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue

from factcheck.schemas.claims import ReasonInput
from factcheck.schemas.evidence import EvidenceInput
from factcheck.services import sources
from factcheck.web import workspace
from factcheck.web.this_app import me

blueprint = Blueprint("evidence", __name__, url_prefix="/desk/claims")


@blueprint.post("/<public_id>/evidence")
def attach(public_id: str) -> ResponseReturnValue:
    """Attach a passage of a source."""

    def act(given: dict[str, Any]) -> object:
        given["archived_url"] = sources.checked_address(given["archived_url"])
        return sources.attach(public_id, by=me(), **given)

    return workspace.save(public_id, "evidence", EvidenceInput(), act, done="The evidence is attached.")


@blueprint.post("/<public_id>/evidence/<evidence_id>/withdraw")
def withdraw(public_id: str, evidence_id: str) -> ResponseReturnValue:
    """Take a piece of evidence away; it stays in the history."""
    return workspace.save(
        public_id,
        f"withdraw-{evidence_id}",
        ReasonInput(),
        lambda given: sources.withdraw(public_id, evidence_id, by=me(), **given),
        done="The evidence is withdrawn; the history keeps it.",
    )
