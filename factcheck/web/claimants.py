"""Claimants at the desk: who made claims, and what readers may know of them."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from factcheck import db
from factcheck.errors import InvalidInput, NotAllowed
from factcheck.schemas.claimants import ClaimantInput
from factcheck.services import claimants, sources
from factcheck.web import forms
from factcheck.web.forms import Form, FormRefused
from factcheck.web.this_app import me

blueprint = Blueprint("claimants", __name__, url_prefix="/desk/claimants")


@blueprint.get("")
def index() -> ResponseReturnValue:
    """List all claimants by name."""
    return render_template("desk/claimants/index.html", everyone=claimants.everyone())


@blueprint.get("/<public_id>")
def show(public_id: str) -> ResponseReturnValue:
    """Show what is known of a claimant."""
    return page(public_id, Form())


@blueprint.post("/<public_id>")
def change(public_id: str) -> ResponseReturnValue:
    """Correct what is known of a claimant."""
    try:
        given = forms.load(ClaimantInput())
        given["same_as"] = sources.checked_address(given["same_as"])
        claimants.change(public_id, given, by=me())
    except FormRefused as wrong:
        return page(public_id, wrong.form), 422
    except (InvalidInput, NotAllowed) as refusal:
        db.session.rollback()
        return page(public_id, forms.refused(refusal)), refusal.status
    flash("Saved. Readers see the change with the next version of each verdict.")
    return redirect(url_for(".show", public_id=public_id), 303)


def page(public_id: str, form: Form) -> str:
    return render_template("desk/claimants/show.html", claimant=claimants.get(public_id), form=form, me=me())
