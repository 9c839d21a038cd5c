"""The web application: one factory, and one unit of work around every view."""

from typing import Any

from flask import Flask, request
from flask.typing import ResponseReturnValue
from flask_login import LoginManager
from jinja2 import ChoiceLoader, FileSystemLoader
from werkzeug.middleware.proxy_fix import ProxyFix

from factcheck import db, web
from factcheck.config import BadConfiguration, Config
from factcheck.db import Database
from factcheck.paths import resource
from factcheck.services import desks
from factcheck.web import errors, security, sign_ins
from factcheck.web.sessions import Sessions

MEBIBYTE = 1024 * 1024
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class DeskApp(Flask):
    """Flask, with the desk's settings and database, and a transaction that ends before the answer leaves."""

    desk: Config
    database: Database

    def dispatch_request(self) -> ResponseReturnValue:
        """Run the view in one unit of work; an answer of 400 or more keeps nothing.

        The unit begins when the view first uses the database, so that fetching, splitting and hashing, which
        views do first, hold no lock.
        """
        return self.database.run(self._answer, writes=request.method not in SAFE)

    def _answer(self) -> ResponseReturnValue:
        answer = self.make_response(super().dispatch_request())
        if answer.status_code >= 400:
            db.session.rollback()
        return answer


def create_app(config: Config | None = None) -> DeskApp:
    """Make the application from settings, by default those of the environment."""
    config = config or Config.from_environment()
    refuse_unsafe(config)
    app = DeskApp("factcheck", static_folder="static", template_folder=str(resource("templates")))
    app.desk, app.database = config, desks.open_database(config)
    app.config.update(flask_settings(config))
    app.session_interface = Sessions()
    if config.templates_dir:
        find_own_templates(app, config.templates_dir)
    if config.trusted_proxies:
        hops = config.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    sign_ins.init_app(app, LoginManager())
    security.init_app(app)
    errors.init_app(app)
    web.init_app(app)
    return app


def refuse_unsafe(config: Config) -> None:
    """Raise `BadConfiguration` where cookies could not be kept safe."""
    if not config.secret_key:
        raise BadConfiguration("FACTCHECK_SECRET_KEY is not set; it signs the cookies of people who sign in.")
    if not config.is_https and not config.is_loopback:
        raise BadConfiguration("FACTCHECK_PUBLIC_URL must begin with https:// except on this machine itself.")


def flask_settings(config: Config) -> dict[str, Any]:
    """Return Flask's own settings: its defaults are too open for a desk."""
    return {
        "SECRET_KEY": config.secret_key,
        "SESSION_COOKIE_NAME": "__Host-factcheck" if config.is_https else "factcheck",
        "SESSION_COOKIE_SECURE": config.is_https,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_PATH": "/",
        "TRUSTED_HOSTS": sorted({config.host, "127.0.0.1", "localhost", "[::1]"}),
        "MAX_CONTENT_LENGTH": MEBIBYTE,
        "MAX_FORM_MEMORY_SIZE": MEBIBYTE,
        "MAX_FORM_PARTS": 200,
        "WTF_CSRF_TIME_LIMIT": 12 * 3600,
        "WTF_CSRF_SSL_STRICT": False,  # The origin check of web/security.py stands in for it.
        "RATELIMIT_STORAGE_URI": "memory://",
        "RATELIMIT_HEADERS_ENABLED": False,
        "SEND_FILE_MAX_AGE_DEFAULT": 3600,
    }


def find_own_templates(app: Flask, folder: str) -> None:
    """Let a desk's own templates stand before ours, so that it can write its own methodology."""
    ours = app.jinja_loader
    app.jinja_loader = ChoiceLoader([FileSystemLoader(folder), *([ours] if ours else [])])
