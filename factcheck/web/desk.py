"""The desk's pages: all that people who sign in use."""

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_login import current_user

from factcheck.web import (
    account,
    articles,
    claimants,
    claims,
    evidence,
    people,
    queue,
    shapes,
    sign_in,
    sources,
    verdicts,
)
from factcheck.web.sign_ins import ask_to_sign_in

INSIDE = (
    queue.blueprint,
    articles.blueprint,
    claims.blueprint,
    shapes.blueprint,
    evidence.blueprint,
    verdicts.blueprint,
    claimants.blueprint,
    sources.blueprint,
    people.blueprint,
    account.blueprint,
)
BLUEPRINTS: tuple[Blueprint, ...] = (sign_in.blueprint, *INSIDE)


def need_sign_in() -> ResponseReturnValue | None:
    """Let nobody past who is not signed in."""
    return None if current_user.is_authenticated else ask_to_sign_in()


for inside in INSIDE:
    inside.before_request(need_sign_in)
