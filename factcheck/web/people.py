"""The people of the desk, for admins: adding them, their roles, closing and opening their accounts."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from factcheck import db
from factcheck.errors import FactcheckError, NotFound
from factcheck.models.terms import Role
from factcheck.schemas.people import NewPasswordInput, PersonInput, RoleInput
from factcheck.services import people
from factcheck.web import forms
from factcheck.web.choices import CHOICES
from factcheck.web.forms import Form, FormRefused
from factcheck.web.this_app import me

blueprint = Blueprint("people", __name__, url_prefix="/desk/people")


@blueprint.before_request
def need_admin() -> None:
    """Let only admins in; who is not signed in is asked to do so by the guard of all desk pages."""
    if current_user.is_authenticated:
        people.refuse_all_but_admins(me())


@blueprint.get("")
def index() -> ResponseReturnValue:
    """List everybody, with the form for adding somebody."""
    return page(Form())


@blueprint.post("")
def add() -> ResponseReturnValue:
    """Add somebody. The password is hashed before the unit of work begins."""
    try:
        given = forms.load(PersonInput(), "add")
        hashed = people.hash_password(given.pop("password"))
        somebody = people.add(password_hash=hashed, **given)
    except FormRefused as wrong:
        return page(wrong.form), 422
    except FactcheckError as refusal:
        return again(refusal, "add")
    flash(f"{somebody.name} can sign in now.")
    return redirect(url_for(".index"), 303)


@blueprint.post("/<public_id>/role")
def change_role(public_id: str) -> ResponseReturnValue:
    """Give somebody another role."""
    try:
        given = forms.load(RoleInput(), "role")
        somebody = people.change_role(public_id, given["role"], by=me())
    except FormRefused as wrong:
        return page(wrong.form), 422
    except FactcheckError as refusal:
        return again(refusal, "role")
    flash(f"{somebody.name} is {with_article(somebody.role)} now, and has to sign in again.")
    return redirect(url_for(".index"), 303)


@blueprint.post("/<public_id>/password")
def set_password(public_id: str) -> ResponseReturnValue:
    """Give somebody another password. It is hashed before the unit of work begins."""
    try:
        given = forms.load(NewPasswordInput(), "password")
        hashed = people.hash_password(given["password"])
        somebody = people.by_public_id(public_id)
        people.set_password(somebody, hashed)
    except FormRefused as wrong:
        return page(wrong.form), 422
    except FactcheckError as refusal:
        return again(refusal, "password")
    flash(f"{somebody.name} has another password, and has to sign in again.")
    return redirect(url_for(".index"), 303)


@blueprint.post("/<public_id>/disable")
def disable(public_id: str) -> ResponseReturnValue:
    """Close somebody's account."""
    try:
        somebody = people.disable(public_id, by=me())
    except FactcheckError as refusal:
        return again(refusal, "disable")
    flash(f"The account of {somebody.name} is closed.")
    return redirect(url_for(".index"), 303)


@blueprint.post("/<public_id>/enable")
def enable(public_id: str) -> ResponseReturnValue:
    """Open somebody's account again."""
    somebody = people.enable(public_id, by=me())
    flash(f"The account of {somebody.name} is open again.")
    return redirect(url_for(".index"), 303)


def with_article(role: Role) -> str:
    return f"a {role.value}" if role is Role.REVIEWER else f"an {role.value}"


def again(refusal: FactcheckError, name: str) -> ResponseReturnValue:
    """Show the page again with what was typed; what does not exist stays not found."""
    if isinstance(refusal, NotFound):
        raise refusal
    db.session.rollback()
    return page(forms.refused(refusal, name)), refusal.status


def page(form: Form) -> str:
    return render_template(
        "desk/people/index.html", everybody=people.everybody(), form=form, roles=CHOICES["roles"], me=me()
    )
