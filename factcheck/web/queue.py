"""The queue: whatever is to be done, in views, and taken from there."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from factcheck.schemas.queue import QueueInput
from factcheck.services import people, queue
from factcheck.web import forms
from factcheck.web.this_app import me

blueprint = Blueprint("queue", __name__, url_prefix="/desk")
VIEW_WORDS = {
    "open": "Open",
    "mine": "Mine",
    "unassigned": "Unassigned",
    "ready": "Ready for the editor",
    "overdue": "Overdue",
    "new": "New",
    "queued": "Queued",
    "in_review": "In review",
    "done": "Done",
    "dismissed": "Dismissed",
}


@blueprint.get("")
def show() -> ResponseReturnValue:
    """Show one view of the queue."""
    wanted = forms.asked(QueueInput())
    view = wanted["view"] if wanted["view"] in queue.VIEWS else "open"
    listing = queue.listing(me(), view=view, query=wanted["q"], after=wanted["after"])
    holders = people.who_review() if me().is_editor else []
    return render_template(
        "desk/queue/show.html",
        listing=listing,
        views=VIEW_WORDS,
        query=wanted["q"],
        first=wanted["after"] is None,
        holders=holders,
        me=me(),
    )


@blueprint.get("/")
def slash() -> ResponseReturnValue:
    """Send the address with a slash to the one without."""
    return redirect(url_for(".show"), 308)
