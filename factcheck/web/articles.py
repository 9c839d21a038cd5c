"""Articles at the desk: adding one, reading it with its claims marked, triaging them."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from factcheck import db
from factcheck.errors import Conflict, FactcheckError, InvalidInput, NotAllowed
from factcheck.models import Article, Reviewer
from factcheck.schemas.articles import ArticleInput, ByHandInput, FreeInput, PageInput, TriageInput
from factcheck.services import articles, claims, shapes
from factcheck.services.claims import Triage
from factcheck.web import forms, readings
from factcheck.web.article_pages import arrange
from factcheck.web.choices import CHOICES
from factcheck.web.forms import Form, FormRefused
from factcheck.web.this_app import me

NO_CODE = "Choose why these claims are closed."
AGAIN = "again"  # What a form says that adds an article although it is at the desk already.

blueprint = Blueprint("articles", __name__, url_prefix="/desk/articles")


@blueprint.get("")
def index() -> ResponseReturnValue:
    """List the articles, newest first."""
    before = forms.asked(PageInput())["before"]
    listed, after = articles.newest(before=before)
    return render_template("desk/articles/index.html", listed=listed, after=after, first=before is None)


@blueprint.get("/new")
def new() -> ResponseReturnValue:
    """Show the form for adding an article."""
    return new_page(Form())


@blueprint.post("/new")
def add() -> ResponseReturnValue:
    """Add an article. Fetching and splitting are done before the unit of work touches the database."""
    try:
        refuse_admin(me())
        given = forms.load(ArticleInput())
        reading = readings.read(given, request.files.get("file"))
    except FormRefused as wrong:
        return new_page(wrong.form), 422
    except FactcheckError as refusal:
        return new_page(forms.refused(refusal)), refusal.status
    if AGAIN not in request.form and (before := articles.like(reading)):
        return new_page(forms.refused(Conflict("This article is at the desk already.")), before), 409
    article = articles.add(reading, by=me())
    flash(f"The article is split into {len(reading.split.claims)} claims.")
    return redirect(url_for(".show", public_id=article.public_id), 303)


def refuse_admin(person: Reviewer) -> None:
    """Raise `NotAllowed` for those who do not work on claims."""
    if not person.reviews:
        raise NotAllowed("Only reviewers and editors add articles.")


def new_page(form: Form, before: Article | None = None) -> str:
    """Show the form for adding an article; `before` is the one at the desk that it would repeat."""
    return render_template("desk/articles/new.html", form=form, before=before, again=AGAIN)


@blueprint.get("/<public_id>")
def show(public_id: str) -> ResponseReturnValue:
    """Show an article with its claims marked in the text."""
    return show_page(public_id, Form())


def show_page(public_id: str, form: Form) -> str:
    page = articles.page(public_id, person=me())
    arranged = arrange(
        page,
        order=request.args.get("order", ""),
        wanted=request.args.get("show", ""),
        in_hand=request.args.get("claim", ""),
    )
    return render_template(
        "desk/articles/show.html", page=page, view=arranged, form=form, codes=CHOICES["codes"], me=me()
    )


@blueprint.post("/<public_id>/triage")
def triage(public_id: str) -> ResponseReturnValue:
    """Queue the claims that were ticked, close them, or close all the new ones that were not."""
    try:
        given = forms.load(TriageInput(), "triage")
        refuse_without_code(given["act"])
        done = claims.triage(given["claims"], by=me(), **asked(given, public_id))
    except FormRefused as wrong:
        return show_page(public_id, wrong.form), 422
    except (InvalidInput, NotAllowed) as refusal:
        db.session.rollback()
        return show_page(public_id, forms.refused(refusal, "triage")), refusal.status
    tell(done)
    return redirect(url_for(".show", public_id=public_id, _anchor="claims"), 303)


def refuse_without_code(act: str) -> None:
    """Raise `FormRefused` where claims are to be closed and nobody said why."""
    if act in {"close", "rest"} and not request.form.get("code"):
        raise FormRefused(Form("triage", request.form, {"code": [NO_CODE]}))


def asked(given: dict[str, Any], article: str) -> dict[str, Any]:
    """Return what the triage is to do: queue, close, or queue and close the `rest`."""
    if given["act"] == "close":
        return {"dismiss_as": given["code"]}
    if given["act"] == "rest":
        return {"article": article, "dismiss_rest_as": given["code"]}
    if not given["claims"]:
        raise InvalidInput("Tick the claims that are to be queued.")
    return {}


def tell(done: Triage) -> None:
    """Say what became of the claims."""
    changed = len(done.changed)
    flash("No claim changed." if not changed else f"Changed: {changed} claim{'s' * (changed > 1)}.")
    for claim, why in done.refused[:5]:
        flash(f"Left as it was: “{claim.text[:60]}…”. {why}")


@blueprint.post("/<public_id>/claims")
def add_claim(public_id: str) -> ResponseReturnValue:
    """Mark a claim that the splitter did not find."""
    try:
        given = forms.load(ByHandInput(), "by_hand")
        claim = shapes.add_by_hand(public_id, given["quote"], by=me(), text=given["text"])
    except FormRefused as wrong:
        return show_page(public_id, wrong.form), 422
    except (InvalidInput, NotAllowed) as refusal:
        db.session.rollback()
        return show_page(public_id, forms.refused(refusal, "by_hand")), refusal.status
    flash("The claim is marked.")
    return redirect(url_for("claims.show", public_id=claim.public_id), 303)


@blueprint.post("/<public_id>/free")
def show_freely(public_id: str) -> ResponseReturnValue:
    """Say whether readers may see the whole text."""
    free = forms.load(FreeInput())["free"]
    articles.show_freely(public_id, free, by=me())
    flash("Readers may see the whole text." if free else "Readers see quotations only.")
    return redirect(url_for(".show", public_id=public_id), 303)
