"""What guards every request and every answer: origin, forged forms, unusable text, headers."""

from urllib.parse import urlsplit

from flask import Flask, Response, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import current_user
from flask_wtf.csrf import CSRFProtect

from factcheck.bodies import LARGEST
from factcheck.errors import InvalidInput, NotAllowed, NotFound
from factcheck.services import articles
from factcheck.web.this_app import config

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "X-Frame-Options": "DENY",
}
YEAR_SECONDS = 31_536_000
csrf = CSRFProtect()
limiter = Limiter(get_remote_address, default_limits=[])


def init_app(app: Flask) -> None:
    """Put the guards in place."""
    app.before_request(refuse_foreign_origin)
    app.before_request(refuse_unusable_text)
    csrf.init_app(app)
    limiter.init_app(app)
    app.after_request(add_headers)


def refuse_foreign_origin() -> None:
    """Raise `NotAllowed` for a change that another site's page asks for."""
    if request.method in SAFE:
        return
    origin = request.headers.get("Origin")
    if origin is not None and not is_own(origin):
        raise NotAllowed("This request comes from another site's page. Nothing was changed.")
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        raise NotAllowed("This request comes from another site's page. Nothing was changed.")


def is_own(origin: str) -> bool:
    """Whether an origin is the desk's own."""
    own = (urlsplit(url) for url in (config().public_url, request.host_url))
    # What is compared is written, not read: an origin that no parser takes is just another one.
    return origin.lower() in {f"{url.scheme}://{url.netloc}".lower() for url in own}


def refuse_unusable_text() -> None:
    """Raise `InvalidInput` for text that no database keeps; `NotFound` where it stands in a path."""
    if "\x00" in request.path:
        raise NotFound("No address holds such a character.")
    request.max_content_length = limit_for(request.endpoint)
    request.max_form_memory_size = request.max_content_length
    for name, value in [*request.args.items(multi=True), *request.form.items(multi=True)]:
        if articles.NO_TEXT.search(name) or articles.NO_TEXT.search(value):
            raise InvalidInput("What was sent holds characters that are no text.")


MEBIBYTE = 1024 * 1024
# Endpoints that take files or whole articles.
LARGE = {"articles.add": LARGEST}


def limit_for(endpoint: str | None) -> int:
    """Return how many bytes a request to this endpoint may have."""
    return LARGE.get(endpoint or "", MEBIBYTE)


def add_headers(answer: Response) -> Response:
    """Add what browsers must know; a view that set a header itself keeps it."""
    if request.endpoint == "static":
        # A card in a sandboxed frame has no origin of its own, and still needs its sheet.
        answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    for name, value in HEADERS.items():
        answer.headers.setdefault(name, value)
    if answer.headers["Content-Security-Policy"] != POLICY:
        answer.headers.remove("X-Frame-Options")
    if config().is_https:
        answer.headers.setdefault("Strict-Transport-Security", f"max-age={YEAR_SECONDS}")
    if config().noindex:
        answer.headers.setdefault("X-Robots-Tag", "noindex, nofollow")
    if request.path.startswith("/desk") or request.path == "/login" or is_signed_in():
        answer.headers.setdefault("Cache-Control", "private, no-store")
    return answer


def is_signed_in() -> bool:
    return bool(current_user and current_user.is_authenticated)
