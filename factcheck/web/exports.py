"""The published verdicts as data, streamed; whoever has the newest already is told so."""

from collections.abc import Callable, Iterator
from hashlib import sha256

from flask import Blueprint, Response, jsonify, request
from flask.typing import ResponseReturnValue

from factcheck.schemas.records import json_schema
from factcheck.services import exports, snapshots
from factcheck.services.snapshots import Snapshot
from factcheck.web import answers
from factcheck.web.this_app import config, database, public_url

blueprint = Blueprint("exports", __name__)
POLICY = "default-src 'none'; frame-ancestors 'none'"


class Streamed(Response):
    """An answer whose length nobody knows before it was sent; it is never gathered to find out."""

    automatically_set_content_length = False
    implicit_sequence_conversion = False


@blueprint.get("/export/verdicts.json")
def document() -> ResponseReturnValue:
    return streamed("json", "application/json", exports.json_document, history=wants_history())


@blueprint.get("/export/verdicts.jsonl")
def lines() -> ResponseReturnValue:
    return streamed("jsonl", "application/jsonl", exports.json_lines, history=wants_history())


@blueprint.get("/export/verdicts.csv")
def table() -> ResponseReturnValue:
    return streamed("csv", "text/csv; charset=utf-8", exports.csv_rows)


@blueprint.get("/export/schema.json")
def schema() -> ResponseReturnValue:
    answer: Response = jsonify(json_schema(public_url("/export/schema.json")))
    answer.mimetype = "application/schema+json"
    return answers.open_to_all(answer)


def streamed(
    name: str, media_type: str, chunks: Callable[..., Iterator[bytes]], **how: bool
) -> ResponseReturnValue:
    """Answer with a snapshot; each of its pages is a short read of its own, after this unit of work."""
    of = snapshots.present(as_of=answers.as_of())
    answer = Streamed(chunks(config(), database(), of=of, **how), content_type=media_type)
    answer.headers.update(answers.OPEN_TO_ALL)
    answer.headers["Content-Security-Policy"] = POLICY
    answer.headers["Content-Disposition"] = f'attachment; filename="verdicts.{name}"'
    answer.headers["Cache-Control"] = answers.MINUTE
    answers.carry(answer, of.checkpoint)
    answer.set_etag(tag(name, of, how), weak=name == "json")
    return answer.make_conditional(request)


def wants_history() -> bool:
    return request.args.get("history") != "0"


def tag(name: str, of: Snapshot, how: dict[str, bool]) -> str:
    """Return the tag of an export's bytes; that of the JSON document is weak, for `generated_at` is in it."""
    desk = config()
    shown = (exports.SCHEMA, name, of.as_of, sorted(how.items()))
    settings = (*shown, desk.public_url, desk.desk_name, desk.license)
    return f"{of.pos}-{of.size}-{sha256(repr(settings).encode()).hexdigest()[:16]}"
