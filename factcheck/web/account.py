"""One's own account: who one is here, and changing the password."""

from typing import cast

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from factcheck import db
from factcheck.errors import InvalidInput
from factcheck.models import Reviewer
from factcheck.schemas.sign_ins import PasswordInput
from factcheck.services import people
from factcheck.web import forms, sign_ins
from factcheck.web.forms import Form, FormRefused
from factcheck.web.this_app import me
from factcheck.web.throttling import TooManyAttempts, count_attempt, forget_attempts

blueprint = Blueprint("account", __name__, url_prefix="/desk/account")


@blueprint.get("")
def show() -> ResponseReturnValue:
    """Show who is signed in."""
    return page(Form())


@blueprint.post("")
def change_password() -> ResponseReturnValue:
    """Change one's own password; all other sign-ins end. Hashing is done before the unit of work begins."""
    try:
        given = forms.load(PasswordInput())
        count_attempt(me().email)
        if not people.password_fits(given["password"], me().password_hash):
            raise InvalidInput("The password you have now is another one.")
        hashed = people.hash_password(given["new_password"])
    except FormRefused as wrong:
        return page(wrong.form), 422
    except (InvalidInput, TooManyAttempts) as refusal:
        return page(forms.refused(refusal)), refusal.status
    forget_attempts(me().email)
    person = cast(Reviewer, db.session.get(Reviewer, me().id))
    people.set_password(person, hashed)
    sign_ins.sign_in(person)
    flash("Your password is changed. Other sign-ins of yours have ended.")
    return redirect(url_for(".show"), 303)


def page(form: Form) -> str:
    return render_template("desk/account/show.html", form=form)
