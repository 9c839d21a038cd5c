"""How the desk works, in templates that a desk can replace by its own."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from factcheck.services import scales
from factcheck.web import answers

blueprint = Blueprint("methodology", __name__)


@blueprint.get("/methodology")
def show() -> ResponseReturnValue:
    return answers.page("public/methodology.html", scales=scales.in_use())
