"""Published corrections and retractions, newest first, from the history alone: a page, a feed, a table."""

import json
from collections.abc import Iterator

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue

from factcheck.ledger import EventType, LoggedEvent
from factcheck.models import StoredCheckpoint
from factcheck.schemas.readers import PositionInput
from factcheck.services import checkpoints, corrections
from factcheck.services.records import Record
from factcheck.web import answers
from factcheck.web.correction_words import Told, table
from factcheck.web.public_story import Happening, origins_in
from factcheck.web.this_app import public_url

blueprint = Blueprint("corrections", __name__)
PAGE = 30
NOTHING_YET = "1970-01-01T00:00:00.000000Z"


@blueprint.get("/corrections")
def show() -> ResponseReturnValue:
    before = answers.asked(PositionInput())["before"]
    told, more = page(before)
    return answers.page("public/corrections.html", told=told, before=before, more=more)


@blueprint.get("/feeds/corrections.atom")
def feed() -> ResponseReturnValue:
    before, signed = answers.asked(PositionInput())["before"], checkpoints.vouching()
    told, more = page(before or up_to(signed))
    xml = render_template(
        "feeds/corrections.xml",
        told=told,
        updated=max((one.updated for one in told), default=NOTHING_YET),
        before=before,
        more=more,
        checkpoint=signed.note if signed else None,
    )
    answer = Response(xml, content_type="application/atom+xml; charset=utf-8")
    return answers.open_to_all(answers.carry(answer, signed.note if signed else None))


@blueprint.get("/corrections.csv")
def spreadsheet() -> ResponseReturnValue:
    signed = checkpoints.vouching()
    lines = table(every(up_to(signed)), home=public_url(""))
    answer = Response(b"".join(lines), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="corrections.csv"'
    return answers.open_to_all(answers.carry(answer, signed.note if signed else None))


def up_to(signed: StoredCheckpoint | None) -> int | None:
    """Return the position before which all is covered by the checkpoint that goes along."""
    return signed.size + 1 if signed else None


def page(before: int | None) -> tuple[list[Told], int | None]:
    """Return a page of corrections, newest first, and before which position the next one goes on."""
    found = corrections.listed(before=before, limit=PAGE + 1)
    told = [Told(happening(event, record), record) for event, record in found[:PAGE]]
    return told, told[-1].happening.event.pos if len(found) > PAGE else None


def every(before: int | None) -> Iterator[Told]:
    """Yield all corrections from before a position, newest first."""
    while True:
        told, before = page(before)
        yield from told
        if before is None:
            return


def happening(event: LoggedEvent, record: Record) -> Happening:
    """Return a correction with the rating it changed, from among the versions readers know."""
    if event.body is None or event.type == EventType.WITHHELD:
        return Happening(event, None, None, "")
    body = json.loads(event.body)
    verdict = body["verdict"]
    versions = [record["verdict"], *record["previous"]]
    before = [version["rating"] for version in versions if version["version"] < verdict["version"]]
    return Happening(event, verdict, before[0] if before else None, "", origins=origins_in(body))
