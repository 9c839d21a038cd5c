"""Fetching from good and bad sites, which stand on loopback."""

import hashlib
import socket
import ssl
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from types import SimpleNamespace

import certifi
import pytest

from factcheck.errors import FactcheckError
from factcheck.fetching import (
    AddressRefused,
    PageUnsuitable,
    RemoteFailed,
    RemoteTooSlow,
    fetch,
    system_connector,
    system_resolver,
)
from factcheck.fetching import pages as pages_module
from factcheck.fetching.limits import HEADER_BYTES, MIB, TOTAL_SECONDS, WIRE_BYTES
from fetching.conftest import Fetching
from fetching.sites import PUBLIC, TLS, Network, Site, always, redirecting, reply, site

StandUp = Callable[..., tuple[Site, Network]]


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages_module, "TOTAL_SECONDS", 0.3)


def test_a_page_is_fetched_as_it_is(fetch_from: Fetching) -> None:
    before = datetime.now(UTC)
    body = "<p>Grüße</p>\r\n".encode("latin-1")

    page = fetch_from(
        always(reply(body, "Content-Type: Text/HTML; Charset=ISO-8859-1")), "http://example.com/a#b"
    )

    assert page.body == body
    assert page.sha256 == hashlib.sha256(body).hexdigest()
    assert (page.content_type, page.charset) == ("text/html", "cp1252")
    assert (page.url, page.final_url) == ("http://example.com/a#b", "http://example.com/a")
    assert before <= page.fetched_at <= datetime.now(UTC)


def test_the_site_is_asked_by_name_and_told_no_more_than_needed(stand_up: StandUp) -> None:
    running, network = stand_up(always(reply()))

    fetch("http://example.com/a?b=c", resolver=network.resolver, connector=network.connector)

    lines = running.requests[0].split("\r\n")
    assert lines[0] == "GET /a?b=c HTTP/1.1"
    names = [line.partition(":")[0].lower() for line in lines[1:] if line]
    assert sorted(names) == ["accept", "accept-encoding", "connection", "host", "user-agent"]
    assert "Host: example.com" in lines
    assert network.dialled == [(PUBLIC, 80)]


def test_proxies_of_the_environment_and_cookies_are_not_used(
    stand_up: StandUp, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    locations = {"/": "/next"}
    running, network = stand_up(
        lambda connection, path: connection.sendall(
            reply(b"", "Set-Cookie: a=b", f"Location: {locations[path]}", status="302 Found")
            if path in locations
            else reply()
        )
    )

    fetch("http://example.com/", resolver=network.resolver, connector=network.connector)

    assert len(running.requests) == 2
    assert not any("cookie" in request.lower() for request in running.requests)


def test_a_name_is_looked_up_once_for_each_request(stand_up: StandUp) -> None:
    _, network = stand_up(redirecting({"/": "/next"}))

    fetch("http://example.com/", resolver=network.resolver, connector=network.connector)

    assert network.looked_up == ["example.com", "example.com"]


def test_a_name_that_turns_private_between_two_requests_is_refused(stand_up: StandUp) -> None:
    _, network = stand_up(redirecting({"/": "/next"}))
    network.add("example.com", PUBLIC, "127.0.0.1")

    with pytest.raises(AddressRefused):
        fetch("http://example.com/", resolver=network.resolver, connector=network.connector)

    assert network.dialled == [(PUBLIC, 80)]


def test_a_name_that_leads_to_the_desks_own_ip_address_is_refused(stand_up: StandUp) -> None:
    _, network = stand_up(always(reply()))

    with pytest.raises(AddressRefused, match="this service itself"):
        fetch(
            "http://example.com/",
            own_hosts=[PUBLIC],
            resolver=network.resolver,
            connector=network.connector,
        )

    assert network.dialled == []


@pytest.mark.parametrize("answers", [OSError("no"), UnicodeError("no"), []])
def test_a_name_without_an_address_is_a_failure_of_the_other_side(answers: Exception | list[str]) -> None:
    def resolver(_name: str) -> list[str]:
        if isinstance(answers, Exception):
            raise answers
        return answers

    with pytest.raises(RemoteFailed, match=r"No site was found under the name example\.com\.") as failure:
        fetch("http://example.com/", resolver=resolver, connector=system_connector)

    assert failure.value.status == 502


@pytest.mark.usefixtures("hurried")
def test_a_look_up_that_never_ends_is_given_up() -> None:
    ended = threading.Event()

    with pytest.raises(RemoteTooSlow) as failure:
        fetch("http://example.com/", resolver=lambda _name: [str(ended.wait(20))])

    ended.set()
    assert failure.value.status == 504


def test_the_next_address_is_tried_and_another_family_soon(stand_up: StandUp) -> None:
    _, network = stand_up(always(reply()))
    network.add("example.com", "2606:2800::1,2606:2800::2,2606:2800::3,2606:2800::4,93.184.215.14")
    tried = []

    def connector(address: str, port: int, timeout: float) -> socket.socket:
        tried.append(address)
        if ":" in address:
            raise OSError("Network is unreachable")
        return network.connector(address, port, timeout)

    fetch("http://example.com/", resolver=network.resolver, connector=connector)

    assert tried == ["2606:2800::1", "93.184.215.14"]


@pytest.mark.parametrize(
    ("problem", "status"), [(ConnectionRefusedError(), 502), (TimeoutError(), 504), (OSError(), 502)]
)
def test_a_site_that_does_not_answer_is_reported_as_such(problem: OSError, status: int) -> None:
    def connector(_address: str, _port: int, _timeout: float) -> socket.socket:
        raise problem

    with pytest.raises(FactcheckError) as failure:
        fetch("http://example.com/", resolver=lambda _name: [PUBLIC], connector=connector)

    assert failure.value.status == status


def test_the_systems_resolver_gives_each_address_once_and_keeps_to_the_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = []

    def getaddrinfo(host: str, port: None, **options: object) -> list[tuple[object, ...]]:
        asked.append(host)
        return [(socket.AF_INET, None, 6, "", (address, 0)) for address in (PUBLIC, PUBLIC, "1.1.1.1")]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)

    assert system_resolver("example.com") == [PUBLIC, "1.1.1.1"]
    assert asked == ["example.com."]


def test_the_systems_connector_connects_to_the_address() -> None:
    with site(always(reply())) as running, system_connector("127.0.0.1", running.port, 5) as connection:
        assert connection.getpeername() == ("127.0.0.1", running.port)


def test_redirects_lead_to_the_page_even_in_other_letters(fetch_from: Fetching) -> None:
    article = "/стаття".encode().decode("latin-1")
    page = fetch_from(redirecting({"/": "/2", "/2": "http://example.com/3", "/3": article}))

    assert page.url == "http://example.com/"
    assert page.final_url == "http://example.com/%D1%81%D1%82%D0%B0%D1%82%D1%82%D1%8F"


def test_a_redirect_in_latin_1_is_followed_as_it_stands(fetch_from: Fetching) -> None:
    assert fetch_from(redirecting({"/": "/caf\xe9"})).final_url == "http://example.com/caf%C3%A9"


def test_five_redirects_are_followed_and_no_more(fetch_from: Fetching) -> None:
    steps = {f"/{step}": f"/{step + 1}" for step in range(6)}

    assert fetch_from(redirecting(steps), "http://example.com/1").final_url == "http://example.com/6"
    with pytest.raises(RemoteFailed, match="more than 5 times"):
        fetch_from(redirecting(steps), "http://example.com/0")


@pytest.mark.parametrize("headers", [[], ["Location: /a", "Location: /b"]])
def test_a_redirect_to_nowhere_is_a_failure(fetch_from: Fetching, headers: list[str]) -> None:
    with pytest.raises(RemoteFailed, match="without saying where"):
        fetch_from(always(reply(b"", *headers, status="302 Found")))


@pytest.mark.parametrize(
    "status", ["404 Not Found", "500 No", "204 Empty", "206 Part", "304 Same", "300 Many"]
)
def test_only_a_whole_page_is_taken(fetch_from: Fetching, status: str) -> None:
    with pytest.raises(RemoteFailed, match=f"status {status[:3]}"):
        fetch_from(always(reply(b"", status=status)))


def test_a_page_comes_over_tls_under_its_own_name(fetch_from: Fetching) -> None:
    assert fetch_from(always(reply()), "https://example.com/").final_url == "https://example.com/"


def test_a_certificate_of_another_name_is_not_accepted(stand_up: StandUp) -> None:
    running, network = stand_up(always(reply()), secure=True)
    network.add("other.example", PUBLIC)

    with pytest.raises(RemoteFailed, match="certificate"):
        fetch("https://other.example/", resolver=network.resolver, connector=network.connector)

    assert running.requests == []


def test_a_certificate_of_an_unknown_authority_is_not_accepted(
    fetch_from: Fetching, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")

    with pytest.raises(RemoteFailed, match="certificate"):
        fetch_from(always(reply()), "https://example.com/")


def test_a_machine_without_certificates_trusts_those_that_come_along(
    fetch_from: Fetching, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    monkeypatch.setattr(ssl, "get_default_verify_paths", lambda: SimpleNamespace(cafile=None, capath=None))
    monkeypatch.setattr(certifi, "where", lambda: str(TLS / "authority.pem"))

    assert fetch_from(always(reply()), "https://example.com/").body == b"<p>Hello.</p>"


def test_a_site_that_does_not_speak_tls_is_a_failure(stand_up: StandUp) -> None:
    _, network = stand_up(lambda _connection, _path: None)

    with pytest.raises(RemoteFailed, match="proper HTTP"):
        fetch(
            "https://example.com/",
            resolver=network.resolver,
            connector=lambda *_: _talking(b"HTTP/1.1 400 Bad Request\r\n\r\n" * 10),
        )


def test_a_drip_of_bytes_ends_at_the_deadline(stand_up: StandUp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages_module, "TOTAL_SECONDS", 0.3)
    _, network = stand_up(_dripping(reply(b"", "Content-Length: 100000"), b"x"))
    begun = time.monotonic()

    with pytest.raises(RemoteTooSlow, match=r"within 0\.3 seconds"):
        fetch("http://example.com/", resolver=network.resolver, connector=network.connector)

    assert time.monotonic() - begun < TOTAL_SECONDS


@pytest.mark.usefixtures("hurried")
@pytest.mark.parametrize(
    "head",
    [
        b"HTTP/1.1 200 OK\r\n",
        b"",
        reply(b"", "Transfer-Encoding: chunked"),
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n",
    ],
    ids=["headers", "status", "chunks", "unknown length"],
)
def test_no_part_of_an_answer_can_drip_beyond_the_deadline(fetch_from: Fetching, head: bytes) -> None:
    with pytest.raises(RemoteTooSlow):
        fetch_from(_dripping(head, b"1"))


@pytest.mark.usefixtures("hurried")
def test_redirects_share_one_deadline(fetch_from: Fetching) -> None:
    def answering(connection: socket.socket, _path: str) -> None:
        time.sleep(0.12)
        connection.sendall(reply(b"", "Location: /again", status="302 Found"))

    with pytest.raises(RemoteTooSlow):
        fetch_from(answering)


@pytest.mark.usefixtures("hurried")
def test_a_silent_site_is_too_slow_over_tls_too(fetch_from: Fetching) -> None:
    with pytest.raises(RemoteTooSlow):
        fetch_from(lambda connection, _path: _wait(connection), "https://example.com/")


def test_endless_headers_are_cut_off(fetch_from: Fetching) -> None:
    def answering(connection: socket.socket, _path: str) -> None:
        for _ in range(100):
            connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n" * HEADER_BYTES)

    with pytest.raises(RemoteFailed, match="headers without end"):
        fetch_from(answering)


@pytest.mark.parametrize(
    "head",
    [
        b"HTTP/1.1 200 OK\r\n" + b"".join(b"X-%d: y\r\n" % number for number in range(101)),
        b"HTTP/1.1 200 OK\r\nX-Long: " + b"y" * (HEADER_BYTES + 10),
        b"HTTP/1.1 100 Continue\r\n\r\n" * 3000,
        b"SSH-2.0-nothing\r\n",
        b"\x00\xff\r\n\r\n",
        b"HTTP/1.1 2xx OK\r\n",
    ],
    ids=["many", "long", "continue", "ssh", "binary", "no number"],
)
def test_a_head_that_is_no_proper_one_is_a_failure(fetch_from: Fetching, head: bytes) -> None:
    with pytest.raises(RemoteFailed):
        fetch_from(always(head + b"Content-Type: text/html\r\nContent-Length: 1\r\n\r\nx"))


@pytest.mark.parametrize(
    "answer",
    [
        reply(b"short", "Content-Length: 10"),
        reply(b"5\r\nhel", "Transfer-Encoding: chunked"),
        reply(b"zz\r\nhello\r\n0\r\n\r\n", "Transfer-Encoding: chunked"),
        reply(b"", "Content-Length: 5", "Content-Length: 6"),
        b"",
    ],
    ids=["short", "short chunk", "no chunk", "two lengths", "nothing"],
)
def test_a_body_that_is_not_as_long_as_declared_is_a_failure(fetch_from: Fetching, answer: bytes) -> None:
    with pytest.raises(RemoteFailed, match="proper HTTP"):
        fetch_from(always(answer))


@pytest.mark.parametrize(
    "answer",
    [reply(), reply(b"", "Content-Length: 5", "Content-Length: 6"), reply(b"x", "Content-Length: 9"), b"\0"],
)
def test_a_connection_is_closed_however_the_fetch_ends(answer: bytes) -> None:
    ours, theirs = socket.socketpair()
    with theirs, suppress(RemoteFailed):
        theirs.sendall(answer)
        theirs.shutdown(socket.SHUT_WR)
        fetch("http://example.com/", resolver=lambda _name: [PUBLIC], connector=lambda *_: ours)

    assert ours.fileno() == -1


def test_what_follows_the_declared_length_is_not_read(fetch_from: Fetching) -> None:
    assert fetch_from(always(reply(b"hello and more", "Content-Length: 5"))).body == b"hello"


def test_chunks_are_put_together(fetch_from: Fetching) -> None:
    chunks = b"5\r\nhello\r\n6;x=y\r\n world\r\n0\r\nX-Trailer: y\r\n\r\n"

    assert fetch_from(always(reply(chunks, "Transfer-Encoding: chunked"))).body == b"hello world"


@pytest.mark.parametrize("length", [WIRE_BYTES + 1, 10 * 1024 * MIB, 10**30])
def test_a_body_that_declares_itself_too_large_is_not_read(fetch_from: Fetching, length: int) -> None:
    with pytest.raises(RemoteFailed, match="larger than 5 MiB"):
        fetch_from(always(reply(b"", f"Content-Length: {length}")))


def test_the_largest_body_is_taken_and_one_byte_more_is_not(fetch_from: Fetching) -> None:
    head = reply(b"", "Connection: close").replace(b"Content-Length: 0\r\n", b"")

    assert len(fetch_from(always(head + b"x" * WIRE_BYTES)).body) == WIRE_BYTES
    with pytest.raises(RemoteFailed, match="larger"):
        fetch_from(always(head + b"x" * (WIRE_BYTES + 1)))


@pytest.mark.parametrize(
    "endless",
    [b"1000\r\n" + b"x" * 0x1000 + b"\r\n", b"1" + b";" * 60_000 + b"\r\nx\r\n", b"X-Trailer: y\r\n"],
    ids=["chunks", "sizes", "trailers"],
)
def test_endless_chunks_are_cut_off_by_what_they_take_on_the_wire(
    fetch_from: Fetching, endless: bytes
) -> None:
    start = b"0\r\n" if endless.startswith(b"X") else b""
    many = start + endless * (2 * WIRE_BYTES // len(endless))

    with pytest.raises(RemoteFailed, match="larger"):
        fetch_from(always(reply(many, "Transfer-Encoding: chunked")))


@pytest.mark.parametrize("header", ["image/png", "application/pdf", "text/html+x", "", "\x01\x02"])
def test_only_pages_of_text_are_taken(fetch_from: Fetching, header: str) -> None:
    with pytest.raises(PageUnsuitable, match="not a page of text") as refusal:
        fetch_from(always(reply(b"x", f"Content-Type: {header}")))

    assert refusal.value.status == 422


def _dripping(head: bytes, drop: bytes) -> Callable[[socket.socket, str], None]:
    def answering(connection: socket.socket, _path: str) -> None:
        connection.sendall(head)
        while True:
            connection.sendall(drop)
            time.sleep(0.01)

    return answering


def _wait(connection: socket.socket) -> None:
    connection.recv(1)


def _talking(words: bytes) -> socket.socket:
    ours, theirs = socket.socketpair()
    theirs.sendall(words)
    theirs.close()
    return ours
