"""How public answers leave: with a tag by which they are asked for again, and with headers for caches."""

from base64 import b64encode
from datetime import datetime
from typing import Any

from flask import Response, make_response, render_template, request, session
from marshmallow import Schema, ValidationError

from factcheck.errors import FactcheckError
from factcheck.schemas.readers import AsOfInput
from factcheck.web.security import is_signed_in

MINUTE = "public, max-age=60, must-revalidate"
ASK_FIRST = "public, no-cache"
OPEN_TO_ALL = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}


class NotOffered(FactcheckError):
    """The address is known, and what is asked of it is not offered yet."""

    status = 501


class BadQuestion(FactcheckError):
    """What stands after the question mark of an address cannot be read."""

    status = 400


def asked(schema: Schema) -> dict[str, Any]:
    """Return what the address asks, as the schema reads it, or raise `BadQuestion`."""
    try:
        wanted: dict[str, Any] = schema.load(request.args)
    except ValidationError as invalid:
        names = ", ".join(sorted(invalid.messages_dict))
        raise BadQuestion(f"The address cannot be read: {names}.") from None
    return wanted


def page(template: str, **values: Any) -> Response:
    """Return a public page; one that somebody signed in sees, or that tells something once, is not kept."""
    answer = make_response(render_template(template, **values))
    if is_signed_in() or session.modified:
        answer.headers["Cache-Control"] = "private, no-store"
        return answer
    return kept(answer, ASK_FIRST)


def open_to_all(answer: Response, *, policy: str = "default-src 'none'; frame-ancestors 'none'") -> Response:
    """Let pages of any origin read an answer that is the same for everybody, for a minute without asking."""
    answer.headers.update(OPEN_TO_ALL)
    answer.headers["Content-Security-Policy"] = policy
    return kept(answer, MINUTE)


def carry(answer: Response, checkpoint: str | None) -> Response:
    """Send the newest signed checkpoint along, in base64, where pages of any origin can read it."""
    if checkpoint is not None:
        answer.headers["Factcheck-Checkpoint"] = b64encode(checkpoint.encode()).decode()
        answer.headers["Access-Control-Expose-Headers"] = "Factcheck-Checkpoint"
    return answer


def kept(answer: Response, how: str) -> Response:
    """Tag an answer by its bytes, and answer 304 to whoever has them already."""
    answer.headers["Cache-Control"] = how
    answer.add_etag()
    answer.make_conditional(request)
    return answer


def as_of() -> datetime | None:
    """Return the moment that the address asks about, None for the present, or raise `BadQuestion`."""
    moment: datetime | None = asked(AsOfInput())["as_of"]
    return moment
