"""The shape of a claim in its text: trimming, splitting, merging, taking up parts."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from factcheck.schemas.claims import MergeInput, PartsInput, SplitInput, TrimInput
from factcheck.services import shapes
from factcheck.web import workspace
from factcheck.web.this_app import me

blueprint = Blueprint("shapes", __name__, url_prefix="/desk/claims")


@blueprint.post("/<public_id>/trim")
def trim(public_id: str) -> ResponseReturnValue:
    """Give the claim another stretch of its article."""
    return workspace.save(
        public_id,
        "trim",
        TrimInput(),
        lambda given: shapes.trim(public_id, by=me(), **given),
        done="The claim has its new stretch of the article.",
    )


@blueprint.post("/<public_id>/split")
def split(public_id: str) -> ResponseReturnValue:
    """Make several claims of this one."""
    return workspace.save(
        public_id,
        "split",
        SplitInput(),
        lambda given: shapes.split(public_id, by=me(), **given),
        done="The claim is split. Its parts are new claims; it is closed as covered by them.",
    )


@blueprint.post("/<public_id>/merge")
def merge(public_id: str) -> ResponseReturnValue:
    """Make one claim of this one and another."""
    return workspace.save(
        public_id,
        "merge",
        MergeInput(),
        lambda given: shapes.merge(public_id, given["other"], by=me(), version=given["version"]),
        done="The two claims are one now.",
    )


@blueprint.post("/<public_id>/parts")
def take_up_parts(public_id: str) -> ResponseReturnValue:
    """Make claims of suggested parts."""
    return workspace.save(
        public_id,
        "parts",
        PartsInput(),
        lambda given: shapes.take_up_parts(public_id, given["parts"], by=me(), version=given["version"]),
        done="The parts are claims now; the sentence is closed as covered by them.",
    )
