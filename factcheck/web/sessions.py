"""Which requests have a session: what readers' programs and other people's pages fetch has none at all."""

from flask import Flask, Request
from flask.sessions import NullSession, SecureCookieSession, SecureCookieSessionInterface

# The same for everybody, so no cookie is read, none is set, and any cache may keep the answer.
COOKIELESS = (
    "/badges/",
    "/embed/",
    "/embed.js",
    "/oembed",
    "/export/",
    "/healthz",
    "/readyz",
    "/static/",
)


class Sessions(SecureCookieSessionInterface):
    """Flask's signed cookie, but for addresses that are the same for everybody."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | NullSession | None:
        if is_cookieless(request.path):
            return self.make_null_session(app)
        return super().open_session(app, request)


def is_cookieless(path: str) -> bool:
    """Whether an address answers everybody alike."""
    return path.startswith(COOKIELESS) or (path.startswith("/articles/") and path.endswith(".json"))
