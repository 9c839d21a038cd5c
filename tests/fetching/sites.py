"""Web sites on loopback for the tests, and a network in which they stand at public addresses."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

TLS = Path(__file__).parent / "tls"
PUBLIC = "93.184.215.14"

Answering = Callable[[socket.socket, str], None]


@dataclass
class Network:
    """Stands in for the Internet: names and the sites behind them; keeps what was looked up and dialled."""

    site_port: int
    names: dict[str, list[list[str]]] = field(default_factory=dict)
    looked_up: list[str] = field(default_factory=list)
    dialled: list[tuple[str, int]] = field(default_factory=list)

    def add(self, name: str, *answers: str) -> None:
        """Give a name the addresses it has at the first look-up, at the second, and so on."""
        self.names[name] = [answer.split(",") for answer in answers]

    def resolver(self, name: str) -> list[str]:
        self.looked_up.append(name)
        answers = self.names.get(name)
        if answers is None:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return answers.pop(0) if len(answers) > 1 else answers[0]

    def connector(self, address: str, port: int, timeout: float) -> socket.socket:
        self.dialled.append((address, port))
        return socket.create_connection(("127.0.0.1", self.site_port), timeout)


@dataclass
class Site:
    """A site that answers every request as the test says, and keeps the requests."""

    port: int
    requests: list[str] = field(default_factory=list)


@contextmanager
def site(answering: Answering, *, secure: bool = False) -> Iterator[Site]:
    listener = socket.create_server(("127.0.0.1", 0))
    running = Site(port=listener.getsockname()[1])
    context = _context() if secure else None
    thread = threading.Thread(target=_serve, args=(listener, running, answering, context), daemon=True)
    thread.start()
    try:
        yield running
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        thread.join()
        listener.close()


def _serve(
    listener: socket.socket, running: Site, answering: Answering, context: ssl.SSLContext | None
) -> None:
    while True:
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        with suppress(OSError), connection:
            connection.settimeout(20)
            if context is None:
                _answer(connection, running, answering)
            else:
                with context.wrap_socket(connection, server_side=True) as secured:
                    _answer(secured, running, answering)


def _answer(connection: socket.socket, running: Site, answering: Answering) -> None:
    request = b""
    while b"\r\n\r\n" not in request:
        piece = connection.recv(65536)
        if not piece:
            return
        request += piece
    running.requests.append(request.decode("latin-1"))
    answering(connection, request.split()[1].decode("latin-1"))


def _context() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(TLS / "site.pem")
    return context


def reply(body: bytes = b"<p>Hello.</p>", *headers: str, status: str = "200 OK") -> bytes:
    """Return an answer with the given headers; without any it is HTML of the right length."""
    if not any(header.lower().startswith("content-type") for header in headers):
        headers = (*headers, "Content-Type: text/html")
    if not any(header.lower().startswith(("content-length", "transfer-encoding")) for header in headers):
        headers = (*headers, f"Content-Length: {len(body)}")
    return "\r\n".join([f"HTTP/1.1 {status}", *headers, "", ""]).encode("latin-1") + body


def always(answer: bytes) -> Answering:
    """Answer every request with the same bytes."""
    return lambda connection, _path: connection.sendall(answer)


def redirecting(locations: dict[str, str], *, status: str = "302 Found") -> Answering:
    """Redirect the paths that are listed, and answer the others with a page."""

    def answering(connection: socket.socket, path: str) -> None:
        if path in locations:
            connection.sendall(reply(b"", f"Location: {locations[path]}", status=status))
        else:
            connection.sendall(reply())

    return answering
