"""A desk and a newspaper, each at an origin of its own, as small as can be."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

from jinja2 import Environment, FileSystemLoader

from factcheck.badges import BadgeState, card, draw, oembed, shield
from factcheck.paths import PACKAGE, resource

Answer = tuple[int, str, str]
NOT_FOUND: Answer = (404, "text/plain", "")


@dataclass
class Desk:
    """A desk that has these verdicts and articles, and keeps what it was asked."""

    states: dict[str, BadgeState] = field(default_factory=dict)
    articles: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    is_down: bool = False
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    address: str = ""

    def answer(self, path: str, headers: dict[str, str]) -> Answer:
        self.asked.append((path, headers))
        url = urlsplit(path)
        given = {name: values[0] for name, values in parse_qs(url.query).items()}
        folder, _, name = url.path[1:].rpartition("/")
        if url.path == "/embed.js":
            return 200, "text/javascript", (PACKAGE / "static" / "embed.js").read_text()
        if url.path == "/static/card.css":
            return 200, "text/css", (PACKAGE / "static" / "card.css").read_text()
        if self.is_down:
            return 503, "text/plain", ""
        return self.public(folder, name, given)

    def public(self, folder: str, name: str, given: dict[str, str]) -> Answer:
        lang = given.get("lang")
        state = self.states.get(name.partition(".")[0])
        if folder == "badges" and state:
            if name.endswith(".json"):
                return 200, "application/json", json.dumps(shield(state, lang=lang))
            return 200, "image/svg+xml", draw(state, lang=lang)
        if folder == "embed" and state:
            return 200, "text/html", embedded(state)
        if folder == "articles":
            return 200, "application/json", json.dumps({"items": self.articles[name.removesuffix(".json")]})
        if name == "oembed":
            return 200, "application/json", json.dumps(self.oembed(given))
        return NOT_FOUND

    def oembed(self, given: dict[str, str]) -> dict[str, Any]:
        claim = given["url"].rpartition("/")[2]
        url = f"{self.address}embed/{claim}"
        return oembed(self.states[claim], url=url, maxwidth=int(given["maxwidth"]))


def embedded(state: BadgeState) -> str:
    pages = Environment(loader=FileSystemLoader(resource("templates")), autoescape=True)
    return pages.get_template("embed/card.html").render(card=card(state))


@contextmanager
def served(answer: Callable[[str, dict[str, str]], Answer], *, headers: dict[str, str]) -> Iterator[str]:
    """Serve answers on a free port of this machine; yields the address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # The name that http.server calls.
            status, kind, body = answer(self.path, dict(self.headers))
            self.send_response(status)
            for name, value in {"Content-Type": f"{kind}; charset=utf-8", **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
    thread.join()
