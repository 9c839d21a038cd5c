"""Badges: a claim's present verdict as an image, or as JSON in the shape that shields.io reads."""

from flask import Blueprint, Response, jsonify
from flask.typing import ResponseReturnValue

from factcheck.badges import STYLES, BadgeState, Style, draw, from_record, shield
from factcheck.errors import NotFound
from factcheck.schemas.readers import BadgeInput
from factcheck.services import public
from factcheck.services.records import Record
from factcheck.web import answers
from factcheck.web.this_app import config

blueprint = Blueprint("badges", __name__)
LONGEST_VERSION = 9  # Digits.


@blueprint.get("/badges/<public_id>.svg")
def image(public_id: str) -> ResponseReturnValue:
    asked = answers.asked(BadgeInput())
    style: Style = next((known for known in STYLES if known == asked["style"]), "flat")
    drawn = draw(state_of(public_id, asked["v"]), style=style, lang=asked["lang"])
    answer = Response(drawn, content_type="image/svg+xml; charset=utf-8")
    answer.headers["Content-Disposition"] = 'inline; filename="verdict.svg"'
    return answers.open_to_all(answer)


@blueprint.get("/badges/<public_id>.json")
def endpoint(public_id: str) -> ResponseReturnValue:
    asked = answers.asked(BadgeInput())
    answer: Response = jsonify(shield(state_of(public_id, asked["v"]), lang=asked["lang"]))
    return answers.open_to_all(answer)


def state_of(public_id: str, version: str = "") -> BadgeState:
    """Return what a badge shows; of a claim readers do not know, that there is no verdict.

    `version` pins the badge; what is no number of a published version pins nothing.
    """
    desk = config()
    pinned = (
        int(version)
        if version.isascii() and version.isdecimal() and len(version) <= LONGEST_VERSION
        else None
    )
    return from_record(record_of(public_id), desk=desk.desk_name, public_url=desk.public_url, version=pinned)


def record_of(public_id: str) -> Record | None:
    try:
        return public.record(public_id)
    except NotFound:
        return None
