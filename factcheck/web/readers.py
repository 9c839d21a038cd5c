"""The public pages: all that readers, embedders and programs use.

Whatever is not there for readers, unknown or not published, is answered in the same words.
"""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from factcheck.errors import NotFound
from factcheck.web import (
    badges,
    corrections,
    embeds,
    errors,
    exports,
    front,
    health,
    methodology,
    proofs,
    public_articles,
    public_claimants,
    public_claims,
)

BLUEPRINTS: tuple[Blueprint, ...] = (
    front.blueprint,
    public_claims.blueprint,
    public_articles.blueprint,
    public_claimants.blueprint,
    corrections.blueprint,
    methodology.blueprint,
    badges.blueprint,
    embeds.blueprint,
    exports.blueprint,
    health.blueprint,
    proofs.blueprint,
)


def nothing_here(_error: NotFound) -> ResponseReturnValue:
    """Answer what readers do not know, in the words for an address that never was."""
    return errors.answer(404, errors.SENTENCES[404])


for known in BLUEPRINTS:
    known.register_error_handler(NotFound, nothing_here)
