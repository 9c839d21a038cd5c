"""The corrections page: every published correction and retraction, newest first."""

import json

from flask import Blueprint
from flask.typing import ResponseReturnValue

from factcheck.ledger import LoggedEvent
from factcheck.schemas.readers import PositionInput
from factcheck.services import public
from factcheck.services.records import Record
from factcheck.web import answers
from factcheck.web.public_story import Happening

blueprint = Blueprint("corrections", __name__)
PAGE = 30


@blueprint.get("/corrections")
def show() -> ResponseReturnValue:
    before = answers.asked(PositionInput())["before"]
    found = public.corrections(before=before, limit=PAGE + 1)
    more = found[PAGE - 1][0].pos if len(found) > PAGE else None
    shown = [(happening(event, record), record) for event, record in found[:PAGE]]
    return answers.page("public/corrections.html", corrections=shown, before=before, more=more)


def happening(event: LoggedEvent, record: Record) -> Happening:
    """Return a correction with the rating it changed, from among the versions readers know."""
    if event.body is None:
        return Happening(event, None, None, "")
    verdict = json.loads(event.body)["verdict"]
    versions = [record["verdict"], *record["previous"]]
    before = [version["rating"] for version in versions if version["version"] < verdict["version"]]
    return Happening(event, verdict, before[0] if before else None, "")
