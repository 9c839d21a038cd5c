"""Whether the program runs, and whether it can do its work; for those who watch over it."""

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from factcheck.services import readiness

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def live() -> ResponseReturnValue:
    answer = jsonify(live=True)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@blueprint.get("/readyz")
def ready() -> ResponseReturnValue:
    problems = readiness.problems()
    answer = jsonify(ready=not problems, problems=problems, warnings=readiness.warnings())
    answer.headers["Cache-Control"] = "no-store"
    answer.status_code = 503 if problems else 200
    return answer
