"""The running application's settings and the person who is signed in, typed."""

from typing import TYPE_CHECKING, cast

from flask import current_app
from flask_login import current_user

from factcheck.config import Config
from factcheck.db import Database
from factcheck.models import Reviewer

if TYPE_CHECKING:
    from factcheck.app import DeskApp


def config() -> Config:
    """Return the desk's settings."""
    return cast("DeskApp", current_app).desk


def database() -> Database:
    """Return the desk's database."""
    return cast("DeskApp", current_app).database


def me() -> Reviewer:
    """Return the person who is signed in; only views that need a sign-in may ask."""
    return cast(Reviewer, current_user.person)


def public_url(path: str) -> str:
    """Return the public address of a path."""
    return config().public_url + path
