"""Bytes on the wire to the real server: what no client library would send, and what is left half sent."""

import socket
import time
from collections.abc import Callable
from contextlib import ExitStack, closing
from urllib.parse import urlsplit

import pytest

from factcheck.bodies import WAITING_FROM_ONE
from factcheck.web.proofs import LONGEST_PROOF
from support.desks import ServedDesk, ServeDesk

from .headers import lacking

MEBIBYTE = 1024 * 1024
MANY = [b"X-%d: 1" % number for number in range(1000)]
TWICE = (b"Content-Length: 1", b"Content-Length: 2")
PIECES = b"1\r\na\r\n" * 4 + b"0\r\n\r\n"
TOO_MUCH = b"a" * (MEBIBYTE + 1)
FORM = b"Content-Type: application/x-www-form-urlencoded"
CHUNKED = b"Transfer-Encoding: chunked"
TRACES = (b"Traceback", b'File "', b"site-packages")


@pytest.fixture(scope="module")
def desk(serve_desk: ServeDesk) -> ServedDesk:
    return serve_desk()


def send(desk: ServedDesk, request: bytes, *, half: bool = False) -> bytes:
    """Send these bytes and return all that comes back; after `half` a request nothing more is sent."""
    host = urlsplit(desk.address)
    with closing(socket.create_connection((host.hostname, host.port), timeout=10)) as wire:
        try:
            wire.sendall(request)
            if half:
                wire.shutdown(socket.SHUT_WR)
            return b"".join(iter(lambda: wire.recv(65536), b""))
        except (ConnectionResetError, BrokenPipeError):
            return b""


def status_of(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1]) if answer.startswith(b"HTTP/1.1 ") else 0


def request_of(line: bytes, *headers: bytes, body: bytes = b"", host: bytes = b"127.0.0.1") -> bytes:
    lines = (line + b" HTTP/1.1", b"Host: " + host, b"Connection: close", *headers)
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


REFUSED: dict[str, tuple[bytes, set[int]]] = {
    "an address of 8,193 letters": (request_of(b"GET /" + b"a" * 8192), {404, 414}),
    "an address of 100,000 letters": (request_of(b"GET /" + b"a" * 100_000), {0, 400, 414, 431}),
    "bytes in an address that are no text": (request_of(b"GET /claims/\xff\xfe"), {400, 404}),
    "a query that is no text": (request_of(b"GET /desk?q=\xff\xfe"), {302, 400, 404, 422}),
    "a header of 16 KiB": (request_of(b"GET /nowhere", b"X-Long: " + b"a" * 16_384), {404, 431}),
    "a header of 1 MiB": (request_of(b"GET /", b"X-Long: " + b"a" * MEBIBYTE), {0, 400, 431}),
    "a thousand headers": (
        request_of(b"GET /nowhere", *[b"X-%d: 1" % n for n in range(1000)]),
        {0, 400, 431},
    ),
    "a cookie of 16 KiB": (request_of(b"GET /desk", b"Cookie: factcheck=" + b"a" * 16_384), {302, 431}),
    "a cookie that is no text": (request_of(b"GET /desk", b"Cookie: factcheck=\xff\xfe; \x80"), {302, 400}),
    "a host that is not ours": (
        b"GET / HTTP/1.1\r\nHost: elsewhere.example\r\nConnection: close\r\n\r\n",
        {400},
    ),
    "a host that is none": (request_of(b"GET /", host=b"["), {400}),
    "no host": (b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n", {400}),
    "a method that is none": (request_of(b"BREW /"), {405, 501}),
    "a method of 1,000 letters": (request_of(b"A" * 1000 + b" /"), {0, 400, 405, 501}),
    "a method that is no text": (request_of(b"G\xffT /"), {0, 400}),
    "an echo": (request_of(b"TRACE /", b"X-Secret: 1"), {405, 501}),
    "a body of 1 MiB and a byte": (
        request_of(b"POST /login", FORM, b"Content-Length: %d" % (MEBIBYTE + 1), body=b"a" * (MEBIBYTE + 1)),
        {413},
    ),
    "a length below nothing": (request_of(b"POST /login", FORM, b"Content-Length: -1"), {0, 400}),
    "a length that is no number": (request_of(b"POST /login", FORM, b"Content-Length: x"), {0, 400}),
    "a length of 2^64": (request_of(b"POST /login", b"Content-Length: %d" % 2**64), {0, 400, 413}),
    "two lengths": (
        request_of(b"POST /login", b"Content-Length: 1", b"Content-Length: 2", body=b"ab"),
        {0, 400},
    ),
    "a length and pieces": (
        request_of(b"POST /login", b"Content-Length: 5", CHUNKED, body=b"0\r\n\r\n"),
        {0, 400, 403},
    ),
    "pieces of no size": (
        request_of(b"POST /login", CHUNKED, body=b"zz\r\n"),
        {0, 400, 403},
    ),
    "a form in pieces": (
        request_of(b"POST /login", FORM, CHUNKED, body=PIECES),
        {400, 403, 411, 413},
    ),
    "what is no HTTP at all": (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(64), {0, 400}),
    "a line that splits the answer": (request_of(b"GET /login?next=%0d%0aSet-Cookie:%20a=b"), {200}),
}


@pytest.mark.parametrize("request_", REFUSED)
def test_the_server_refuses(desk: ServedDesk, request_: str) -> None:
    sent, statuses = REFUSED[request_]

    answer = send(desk, sent)

    assert status_of(answer) in statuses, answer[:300]
    assert not [sign for sign in TRACES if sign in answer]
    assert b"set-cookie: a=b" not in answer.partition(b"\r\n\r\n")[0].lower()
    assert_alive(desk)


@pytest.mark.parametrize("path", [b"/login", b"/desk/articles/new"])
def test_a_body_that_breaks_off_is_no_fault(desk: ServedDesk, path: bytes) -> None:
    answer = send(desk, request_of(b"POST " + path, FORM, b"Content-Length: 100", body=b"email=a"), half=True)

    assert status_of(answer) in {0, 400, 403, 408}
    assert_alive(desk)


def test_clients_that_send_nothing_keep_nobody_out(desk: ServedDesk) -> None:
    """Connections that are only held open take none of the threads that answer."""
    host = urlsplit(desk.address)
    held = [socket.create_connection((host.hostname, host.port)) for _ in range(50)]
    for wire in held:
        wire.sendall(b"POST /login HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Le")

    assert_alive(desk)

    for wire in held:
        wire.close()


def test_clients_that_send_half_a_form_keep_nobody_out(desk: ServedDesk) -> None:
    host, half = (
        urlsplit(desk.address),
        request_of(b"POST /login", FORM, b"Content-Length: 9", body=b"email="),
    )
    with ExitStack() as held:
        wires = []
        for _ in range(WAITING_FROM_ONE):
            wires.append(held.enter_context(socket.create_connection((host.hostname, host.port))))
            wires[-1].sendall(half)

        assert_alive(desk)
        assert within_seconds(lambda: status_of(send(desk, half + b"a@b")) == 503)

        wires[0].sendall(b"a@b")
        assert status_of(wires[0].recv(65536)) in {400, 403}

    assert within_seconds(lambda: status_of(send(desk, half + b"a@b")) in {400, 403})


def within_seconds(holds: Callable[[], bool], *, seconds: float = 20) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if holds():
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize(
    "path",
    ["/", "/claims", "/login", "/nowhere", "/desk", "/static/factcheck.css", "/static/nowhere", "/healthz"],
)
def test_every_answer_carries_its_guards_over_the_wire(desk: ServedDesk, path: str) -> None:
    answer = desk.visitor().get(path)

    assert lacking(answer.headers, path) == []


def assert_alive(desk: ServedDesk) -> None:
    assert desk.visitor().get("/readyz").status == 200


def test_the_page_that_checks_proofs_takes_what_it_says_it_takes(desk: ServedDesk) -> None:
    proof = b"%22" * LONGEST_PROOF

    answer = send(desk, request_of(b"GET /verify?key=" + b"k" * 200 + b"&proof=" + proof))

    assert status_of(answer) == 200
    assert b"It is longer than this page takes" in answer
