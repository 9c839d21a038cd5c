"""Claims as readers see them: the search, a claim's page, its history, and each version of its verdict."""

import re
from datetime import datetime
from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from factcheck.badges import snippets
from factcheck.errors import FactcheckError, NotFound
from factcheck.models.terms import Publication
from factcheck.schemas.readers import SearchInput, VersionsInput
from factcheck.services import public, scales, versions
from factcheck.services.claim_review import claim_review
from factcheck.services.records import Record
from factcheck.web import answers, errors
from factcheck.web.badges import state_of
from factcheck.web.cursors import next_page
from factcheck.web.differences import fields
from factcheck.web.public_story import story
from factcheck.web.this_app import config

blueprint = Blueprint("public_claims", __name__)
NUMBER = re.compile("[1-9][0-9]{0,8}")  # Each version has one address.


@blueprint.get("/claims")
def search() -> ResponseReturnValue:
    asked = answers.asked(SearchInput())
    wanted = public.Wanted(
        query=asked["q"],
        rating=asked["rating"],
        claimant=asked["claimant"],
        type=asked["type"],
        article=asked["article"],
    )
    after = public.place(*asked["after"]) if asked["after"] else None
    found = public.find(wanted, after=after)
    return answers.page(
        "public/claims.html",
        wanted=wanted,
        found=found,
        is_first=after is None,
        next_page=next_page(found),
        ratings=ratings(),
        **narrowed(wanted),
    )


def ratings() -> dict[str, str]:
    """Return all ratings in use by their keys, for readers to choose from."""
    return {rating.key: rating.label for scale in scales.in_use() for rating in scale.ratings}


def narrowed(wanted: public.Wanted) -> dict[str, Any]:
    """Return the claimant and the article that a search keeps to, where readers know them."""
    article = public.about_article(wanted.article) if wanted.article else None
    return {"claimant": claimant(wanted.claimant) if wanted.claimant else None, "article": article}


def claimant(public_id: str) -> Record | None:
    try:
        return public.claimant(public_id)
    except NotFound:
        return None


@blueprint.get("/claims/<public_id>")
def show(public_id: str) -> ResponseReturnValue:
    as_of: datetime | None = None
    try:
        as_of = answers.as_of()
        record = public.record(public_id, as_of=as_of)
    except (answers.BadQuestion, NotFound) as refusal:
        return not_then(public_id, as_of, refusal)
    if record["publication"] == Publication.WITHHELD:
        return answers.page("public/withheld.html", record=record)
    return answers.page(
        "public/claim.html",
        record=record,
        story=story(public.public_events(public_id, as_of=as_of)),
        related=public.known(related(record)),
        review=None if as_of else claim_review(record, config()),
        snippets=snippets(state_of(public_id)),
        as_of=as_of,
    )


def not_then(public_id: str, as_of: datetime | None, refusal: FactcheckError) -> ResponseReturnValue:
    """Answer a time that is none or before a claim was public; leads readers to what they know now."""
    known = public.known([public_id])
    if not known or errors.wants_json():
        raise refusal
    page = render_template("public/not_then.html", record=known[public_id], as_of=as_of)
    return page, refusal.status


def related(record: Record) -> list[str]:
    """Return the ids of the claims that a record names."""
    return [
        public_id for public_id in (record["parent"], *record["parts"], record["superseded_by"]) if public_id
    ]


@blueprint.get("/claims/<public_id>/history")
def show_history(public_id: str) -> ResponseReturnValue:
    record = public.record(public_id)
    events = public.public_events(public_id)
    return answers.page("public/history.html", record=record, story=story(events))


@blueprint.get("/claims/<public_id>/verdicts/compare")
def compare(public_id: str) -> ResponseReturnValue:
    asked, record = answers.asked(VersionsInput()), public.record(public_id)
    if record["publication"] == Publication.WITHHELD:
        return answers.page("public/withheld.html", record=record)
    newest = record["verdict"]["version"]
    before, after = (
        versions.side(public_id, number) for number in (asked["a"] or newest - 1, asked["b"] or newest)
    )
    told = fields(before.record, after.record) if before.record and after.record else []
    return answers.page("public/compare.html", record=record, before=before, after=after, fields=told)


@blueprint.get("/claims/<public_id>/verdicts/<number>")
def show_version(public_id: str, number: str) -> ResponseReturnValue:
    version = public.version(public_id, int(number) if NUMBER.fullmatch(number) else 0)
    return answers.page("public/version.html", record=version, present=public.record(public_id))
