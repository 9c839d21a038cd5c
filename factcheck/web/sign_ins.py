"""Who is signed in: a token in the cookie names a server-side sign-in, looked up on every request."""

from typing import cast

from flask import Flask, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user

from factcheck.models import Reviewer
from factcheck.services import people
from factcheck.web.this_app import database


class SignedIn(UserMixin):  # type: ignore[misc] # Flask-Login ships no types.
    """A person with the token of this sign-in, as Flask-Login wants it."""

    def __init__(self, person: Reviewer, token: str) -> None:
        self.person = person
        self.token = token

    def get_id(self) -> str:
        return self.token


def init_app(app: Flask, manager: LoginManager) -> None:
    """Have every request know who is signed in."""
    manager.init_app(app)
    manager.session_protection = None  # The server-side sign-in is what counts.
    manager.user_loader(load)
    manager.unauthorized_handler(ask_to_sign_in)
    app.before_request(note_use)


def load(token: str) -> SignedIn | None:
    """Return who holds this token, if the sign-in is still open."""
    person, g.seen_late = database().run(lambda: look_up(token), writes=False)
    return SignedIn(person, token) if person else None


def look_up(token: str) -> tuple[Reviewer | None, bool]:
    person = people.signed_in(token)
    return person, person is not None and people.is_seen_late(token)


def note_use() -> None:
    """Note once a minute that a sign-in is in use."""
    if "_user_id" in session and current_user.is_authenticated and g.get("seen_late"):
        database().run(lambda: people.note_seen(current_user.token), writes=True)


def ask_to_sign_in() -> ResponseReturnValue:
    """Send somebody to the sign-in page and back again afterwards."""
    back = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("sign_in.show", next=back))


def sign_in(person: Reviewer) -> None:
    """Begin a sign-in under a new session, whatever the cookie held before."""
    token = people.begin_sign_in(person)
    session.clear()
    login_user(SignedIn(person, token))


def sign_out() -> None:
    """End this sign-in on the server and empty the cookie."""
    if current_user.is_authenticated:
        people.end_sign_in(cast(SignedIn, current_user).token)
    logout_user()
    session.clear()
