"""Every refusal as a page for people or a problem+json (RFC 9457) for programs."""

import structlog
from flask import Flask, Response, g, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import AnonymousUserMixin
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, SecurityError

from factcheck.errors import Busy, Damaged, FactcheckError, ReadOnly, StorageGone

log = structlog.get_logger()
TITLES = {
    400: "This request cannot be read",
    403: "This is not for you to do",
    404: "There is nothing here",
    405: "This cannot be done here",
    409: "This does not fit the present state",
    413: "This is too large",
    422: "Something is missing or wrong",
    429: "Too many attempts",
    451: "Removed by order of law",
    500: "Something went wrong on our side",
    502: "The other site did not answer well",
    503: "The desk is busy",
    504: "The other site took too long",
    507: "There is no room left",
}
SENTENCES = {
    404: "The address is wrong, or what stood here is not public.",
    405: "This address does not take that kind of request.",
    413: "What was sent is larger than this page takes. Nothing was saved.",
    429: "Please wait a few minutes before you try again.",
    500: "The mistake is ours and has been written down. Nothing was saved.",
}
RETRY_SECONDS = "2"


def init_app(app: Flask) -> None:
    """Answer all errors in one manner."""
    app.register_error_handler(FactcheckError, refuse)
    app.register_error_handler(CSRFError, refuse_form)
    app.register_error_handler(HTTPException, refuse_http)
    app.register_error_handler(Exception, report)


def refuse(error: FactcheckError) -> ResponseReturnValue:
    """Answer what somebody did wrong, in its own sentence."""
    if isinstance(error, Busy | StorageGone):
        g._login_user = AnonymousUserMixin()  # The page must not ask the database who is signed in.
    answered = answer(error.status, str(error), title=error.title)
    if isinstance(error, ReadOnly | Damaged):
        del answered.headers["Retry-After"]  # Somebody has to do something first.
    return answered


def refuse_form(_error: CSRFError) -> ResponseReturnValue:
    """Answer a form that had expired: what was typed comes back, to be sent again."""
    status, sentence = 403, "This form had expired, so nothing was saved. What you typed is below."
    if wants_json():
        return problem(status, sentence)
    kept = [(name, value) for name, value in request.form.items(multi=True) if name not in NEVER_KEPT]
    page = render_template("errors/expired.html", title="This form had expired", sentence=sentence, kept=kept)
    return page, status


NEVER_KEPT = frozenset({"csrf_token", "password", "new_password"})


def refuse_http(error: HTTPException) -> ResponseReturnValue:
    """Answer Flask's own errors in the desk's words."""
    if error.code is None or error.code < 400:
        return error.get_response()
    if isinstance(error, SecurityError):  # At a host that is not ours no page can name its links.
        return Response("This desk does not answer at that host.\n", 400, mimetype="text/plain")
    sentence = SENTENCES.get(error.code, "The request cannot be answered as it is.")
    answered = answer(error.code, sentence)
    for name, value in error.get_headers():
        if name.lower() in {"allow", "retry-after"}:
            answered.headers[name] = value
    return answered


def report(error: Exception) -> ResponseReturnValue:
    """Answer a fault of ours and write it down."""
    log.exception("fault", path=request.path, error=type(error).__name__)
    return answer(500, SENTENCES[500])


def answer(status: int, sentence: str, *, title: str = "") -> Response:
    """Return an error as a page or as problem+json."""
    if wants_json():
        return problem(status, sentence, title=title)
    title = title or TITLES.get(status, "This did not work")
    page = Response(
        render_template("errors/error.html", title=title, sentence=sentence, status=status), status
    )
    if status == 503:
        page.headers["Retry-After"] = RETRY_SECONDS
    return page


def problem(status: int, sentence: str, *, title: str = "") -> Response:
    """Return a problem document as RFC 9457 describes it."""
    title = title or TITLES.get(status, "Error")
    answer = jsonify(type="about:blank", title=title, status=status, detail=sentence)
    answer.status_code = status
    answer.mimetype = "application/problem+json"
    if status == 503:
        answer.headers["Retry-After"] = RETRY_SECONDS
    return answer


def wants_json() -> bool:
    """Whether a program asks: by the address, or by what it accepts."""
    if request.path.startswith(("/api/", "/export/", "/oembed", "/.well-known/")) or request.path.endswith(
        (".json", ".jsonl")
    ):
        return True
    accepted = request.accept_mimetypes
    return accepted.accept_json and not accepted.accept_html
