"""Signing in and out."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from factcheck.models import Reviewer
from factcheck.schemas.sign_ins import SignInInput
from factcheck.services import people
from factcheck.web import forms, sign_ins
from factcheck.web.forms import Form, FormRefused
from factcheck.web.this_app import database
from factcheck.web.throttling import TooManyAttempts, count_attempt, count_failure, forget_attempts

blueprint = Blueprint("sign_in", __name__)
UNKNOWN = "This address and password do not belong together, or the account is closed."
RETRY_SECONDS = {"Retry-After": "60"}


@blueprint.get("/login")
def show() -> ResponseReturnValue:
    """Show the sign-in page; who is signed in goes on to the desk."""
    if current_user.is_authenticated:
        return redirect(wanted(request.args.get("next", "")))
    return page(Form())


@blueprint.post("/login")
def enter() -> ResponseReturnValue:
    """Sign somebody in. The password, slow on purpose, is checked before the unit of work begins."""
    try:
        given = forms.load(SignInInput())
        count_attempt(given["email"])
    except FormRefused as wrong:
        return page(wrong.form), 422
    except TooManyAttempts as refusal:
        return page(forms.refused(refusal)), refusal.status, RETRY_SECONDS
    somebody = known(given["email"], given["password"])
    if somebody is None:
        count_failure()
        return page(Form(kept=request.form, sentence=UNKNOWN)), 422
    forget_attempts(given["email"])
    sign_ins.sign_in(somebody)
    return redirect(wanted(given["next"]), 303)


@blueprint.post("/logout")
def leave() -> ResponseReturnValue:
    """Sign out."""
    sign_ins.sign_out()
    return redirect(url_for(".show"), 303)


def known(email: str, password: str) -> Reviewer | None:
    """Return whose address and password these are; takes as long for an unknown address."""
    with database().reading():
        somebody = people.by_email(email)
    fits = people.password_fits(password, somebody.password_hash if somebody else None)
    return somebody if somebody is not None and fits and somebody.disabled_at is None else None


def wanted(path: str) -> str:
    """Return where somebody wanted to go, if that is a path of this desk; else the queue."""
    local = path.startswith("/") and not path.startswith("//") and "\\" not in path
    return path if local and path.isprintable() else url_for("queue.show")


def page(form: Form) -> str:
    return render_template("desk/sign_in/show.html", form=form, next=request.values.get("next", ""))
