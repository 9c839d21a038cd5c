"""Sources at the desk: what was consulted, where it was used, and where its facts come from."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from factcheck import db
from factcheck.errors import InvalidInput, NotAllowed
from factcheck.schemas.sources import OriginInput
from factcheck.services import sources
from factcheck.web import forms
from factcheck.web.forms import Form, FormRefused
from factcheck.web.this_app import me

blueprint = Blueprint("sources", __name__, url_prefix="/desk/sources")


@blueprint.get("")
def index() -> ResponseReturnValue:
    """List the sources, newest first."""
    return render_template("desk/sources/index.html", everything=sources.everything())


@blueprint.get("/<public_id>")
def show(public_id: str) -> ResponseReturnValue:
    """Show a source with the evidence taken from it."""
    return page(public_id, Form())


@blueprint.post("/<public_id>")
def change(public_id: str) -> ResponseReturnValue:
    """Say where a source's facts come from."""
    try:
        given = forms.load(OriginInput())
        sources.change_origin(public_id, given["origin"], by=me())
    except FormRefused as wrong:
        return page(public_id, wrong.form), 422
    except (InvalidInput, NotAllowed) as refusal:
        db.session.rollback()
        return page(public_id, forms.refused(refusal)), refusal.status
    flash("Saved. Pieces of evidence with one origin count as one.")
    return redirect(url_for(".show", public_id=public_id), 303)


def page(public_id: str, form: Form) -> str:
    source = sources.get(public_id)
    uses = sources.uses(source, person=me())
    return render_template("desk/sources/show.html", source=source, uses=uses, form=form, me=me())
