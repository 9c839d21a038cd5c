"""A desk behind the real server, in a process of its own, and the people who sign in to it.

The server is the one of `factcheck serve`; whoever starts it ends it, by its process id.
"""

import os
import re
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from argon2 import PasswordHasher

from factcheck.cli.running import COMMAND, environment, wait_until_it_answers
from factcheck.config import Config
from factcheck.db import Database
from factcheck.models.terms import Role, Status
from factcheck.serve import find_free
from factcheck.services import people, scales
from factories import make_claim
from support.postgres import Server

HOST = "127.0.0.1"
TIMEOUT_SECONDS = 60
END_SECONDS = 20
PASSWORD = "a long pass phrase"
# Hashes that are quick to check; real ones are slow on purpose.
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
HASHED = QUICK.hash(PASSWORD)
CSRF = re.compile(r'name="csrf_token" value="([^"]+)"')
CAST = {
    "reviewer": ("Rana Reviewer", Role.REVIEWER),
    "other": ("Otto Reviewer", Role.REVIEWER),
    "editor": ("Edda Editor", Role.EDITOR),
    "admin": ("Ada Admin", Role.ADMIN),
}

ServeDesk = Callable[..., "ServedDesk"]


@dataclass(frozen=True)
class SignIn:
    """What somebody types to get in."""

    name: str
    email: str
    password: str = PASSWORD


@dataclass(frozen=True)
class Reply:
    """An answer as it came over the wire."""

    status: int
    headers: Mapping[str, str]  # Names in lower case.
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode(errors="replace")


@dataclass
class ServedDesk:
    """A desk that answers at an address; `process` is the server, the first of a group of its own."""

    config: Config
    people: dict[str, SignIn]
    process: subprocess.Popen[bytes]

    @property
    def address(self) -> str:
        return self.config.public_url

    @contextmanager
    def database(self) -> Iterator[Database]:
        """Open the desk's database beside the server."""
        database = Database(self.config.database_url)
        try:
            yield database
        finally:
            database.close()

    def visitor(self, role: str = "") -> "Visitor":
        """Return somebody who reads the desk, signed in where a role is given."""
        visitor = Visitor(self.address)
        if role:
            visitor.sign_in(self.people[role])
        return visitor

    def add_claim(self) -> str:
        """Add a claim to the queue beside the server, and return its public id."""
        with self.database() as database, database.transaction():
            holder = people.by_email(self.people["reviewer"].email)
            editor = people.by_email(self.people["editor"].email)
            return make_claim(status=Status.QUEUED, holder=holder, editor=editor).public_id

    def kill(self, *, workers: bool = True) -> None:
        """End the server as a power cut would, or it alone: its workers then follow it."""
        (os.killpg if workers else os.kill)(self.process.pid, signal.SIGKILL)
        self.process.wait()
        until = time.monotonic() + END_SECONDS
        while not self.is_gone() and time.monotonic() < until:
            time.sleep(0.02)

    def is_gone(self) -> bool:
        """Whether nothing listens at the desk's address any more."""
        host = urlsplit(self.address)
        with socket.socket() as caller:
            return caller.connect_ex((host.hostname or "", host.port or 0)) != 0

    def start_again(self) -> None:
        """Serve the same desk once more at the same address."""
        self.process = start(self.config)


@dataclass
class Visitor:
    """A program with a cookie jar that sends just what it is told, each request on its own connection."""

    address: str
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(
        self, method: str, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Reply:
        """Send one request; raises `OSError` or `HTTPException` where the server is gone."""
        sent = {**({"Cookie": self.cookie} if self.cookies else {}), **(headers or {})}
        with closing(HTTPConnection(urlsplit(self.address).netloc, timeout=TIMEOUT_SECONDS)) as connection:
            connection.request(method, path, body=body, headers={"Connection": "close", **sent})
            return self._read(connection.getresponse())

    def get(self, path: str, **headers: str) -> Reply:
        return self.ask("GET", path, headers=headers)

    def post(self, path: str, fields: Mapping[str, Any], **headers: str) -> Reply:
        """Send a form just as given, without a token of its own."""
        sent = {"Content-Type": "application/x-www-form-urlencoded", **headers}
        return self.ask("POST", path, urlencode(fields, doseq=True).encode(), sent)

    def submit(self, path: str, fields: Mapping[str, Any]) -> Reply:
        """Send a form with the token that any page gives this visitor."""
        return self.post(path, {"csrf_token": self.token(), **fields})

    def token(self) -> str:
        found = CSRF.search(self.get("/desk/account").text) or CSRF.search(self.get("/login").text)
        assert found is not None, "no page of this desk has a form"
        return found[1]

    def sign_in(self, somebody: SignIn) -> None:
        reply = self.submit("/login", {"email": somebody.email, "password": somebody.password})
        assert reply.status == 303, reply.text

    @property
    def cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def _read(self, answer: HTTPResponse) -> Reply:
        body = answer.read()
        for cookie in answer.msg.get_all("Set-Cookie", []):
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return Reply(answer.status, {name.lower(): value for name, value in answer.getheaders()}, body)


@pytest.fixture(scope="session")
def serve_desk(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServeDesk]:
    """A function that serves a desk on SQLite: the one that all share, or a `fresh` one."""

    def database(folder: Path) -> str:
        return f"sqlite:///{shutil.copyfile(migrated_sqlite, folder / 'factcheck.sqlite')}"

    with ExitStack() as stack:
        yield server_of(stack, tmp_path_factory, database)


@pytest.fixture(scope="session")
def serve_desk_on_postgres(postgres: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServeDesk]:
    """The same on PostgreSQL."""
    with ExitStack() as stack:

        def database(_folder: Path) -> str:
            url = postgres.fresh_database()
            stack.callback(postgres.drop, url)
            return url

        yield server_of(stack, tmp_path_factory, database)


ON = {"sqlite": "serve_desk", "postgres": "serve_desk_on_postgres"}


def server_of(
    stack: ExitStack, folders: pytest.TempPathFactory, database: Callable[[Path], str]
) -> ServeDesk:
    """Return a function that serves desks until the stack is unwound."""
    shared: list[ServedDesk] = []

    def serve(*, fresh: bool = False, **settings: Any) -> ServedDesk:
        if shared and not fresh:
            return shared[0]
        folder = folders.mktemp("desk")
        desk = stack.enter_context(served(folder, database(folder), **settings))
        if not fresh:
            shared.append(desk)
        return desk

    return serve


@contextmanager
def served(folder: Path, url: str, **settings: Any) -> Iterator[ServedDesk]:
    """Serve a desk with its people and rating scales until the block ends; few ever split an article."""
    settings = {"public_url": f"http://{HOST}:{find_free(HOST, 0)}", "preload": False, **settings}
    config = Config(data_dir=folder, database_url=url, **settings).completed()
    desk = ServedDesk(config, settle(config), start(config))
    try:
        yield desk
    finally:
        end(desk.process)


def settle(config: Config) -> dict[str, SignIn]:
    """Add the first rating scales and one person of each kind, all with one password."""
    database = Database(config.database_url)
    cast = {role: SignIn(name, f"{role}@desk.example") for role, (name, _) in CAST.items()}
    with database.transaction():
        scales.add_first_scales()
        for role, somebody in cast.items():
            people.add(name=somebody.name, email=somebody.email, role=CAST[role][1], password_hash=HASHED)
    database.close()
    return cast


def start(config: Config) -> subprocess.Popen[bytes]:
    """Start the server as a group of processes of its own, and return once it is ready."""
    port = config.public_url.rpartition(":")[2]
    server = subprocess.Popen(
        [*COMMAND, port], env=environment(config), stdin=subprocess.DEVNULL, start_new_session=True
    )
    try:
        wait_until_it_answers(server, f"{config.public_url}/readyz")
    except BaseException:
        end(server)
        raise
    return server


def end(server: subprocess.Popen[bytes]) -> None:
    """End a server; one that does not end by itself is killed with its workers."""
    if server.poll() is not None:
        return
    server.terminate()
    try:
        server.wait(END_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()
