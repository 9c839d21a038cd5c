"""Claimants as readers see them: a public figure's published claims."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from factcheck.schemas.readers import PlaceInput
from factcheck.services import public
from factcheck.web import answers
from factcheck.web.cursors import next_page

blueprint = Blueprint("public_claimants", __name__)


@blueprint.get("/claimants/<public_id>")
def show(public_id: str) -> ResponseReturnValue:
    asked = answers.asked(PlaceInput())["after"]
    claimant = public.claimant(public_id)
    found = public.find(public.Wanted(claimant=public_id), after=public.place(*asked) if asked else None)
    return answers.page("public/claimant.html", claimant=claimant, found=found, next_page=next_page(found))
