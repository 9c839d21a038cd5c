"""The front page: the latest verdicts, the latest corrections, and where to search."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from factcheck.services import corrections, public
from factcheck.web import answers

blueprint = Blueprint("front", __name__)
LATEST = 13
CORRECTIONS = 3


@blueprint.get("/")
def show() -> ResponseReturnValue:
    latest = public.find(limit=LATEST)
    corrected = corrections.listed(limit=CORRECTIONS, withdrawn=False)
    return answers.page("public/front.html", latest=latest, corrections=corrected)
