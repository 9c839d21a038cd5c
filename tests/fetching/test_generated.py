"""What holds for every address and every answer, tried on generated ones."""

import gzip
import re
import socket
from contextlib import ExitStack
from functools import partial
from ipaddress import ip_address
from urllib.parse import urlsplit

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from urllib3.util import parse_url

from factcheck.errors import FactcheckError
from factcheck.fetching import Connector, fetch, read_address
from factcheck.fetching.media import decode_html
from fetching.sites import PUBLIC

WORDS = ["example", "org", "localhost", "127", "0x7f", "1", "255", "xn--p1ai", "ü", "①", "。", "example.org"]
MARKS = [
    ".",
    "@",
    ":",
    "/",
    "\\",
    "#",
    "?",
    "[",
    "]",
    "%",
    "%2e",
    "::",
    "-",
    "80",
    "443",
    "http",
    "https://",
    "\t",
    " ",
]
URLS = st.lists(st.sampled_from(WORDS + MARKS) | st.text(max_size=3), max_size=9).map("".join)

LINES = [
    b"HTTP/1.1 200 OK",
    b"HTTP/1.1 302 Found",
    b"HTTP/1.0 100 Continue",
    b"Content-Type: text/html",
    b"Content-Length: 5",
    b"Content-Length: -1",
    b"Content-Length: x",
    b"Transfer-Encoding: chunked",
    b"Content-Encoding: gzip",
    b"Location: /again",
    b"Location: \xff\xfe",
    b" folded",
    b": no name",
    b"",
    b"5",
    b"hello",
    b"0",
    b"ffffffffffffffffffff",
    gzip.compress(b"hello"),
]
ANSWERS = st.lists(st.sampled_from(LINES) | st.binary(max_size=20), max_size=12).map(b"\r\n".join)


@given(begin=st.sampled_from(["http://", "https://", "HTTP://", "http:/", "//", ""]), rest=URLS)
@settings(max_examples=200)
def test_every_address_that_is_accepted_is_read_the_same_by_other_parsers(begin: str, rest: str) -> None:
    try:
        target = read_address(begin + rest)
    except FactcheckError:
        return

    assert target.url.isascii()
    assert target.url.isprintable()
    assert read_address(target.url) == target
    assert urlsplit(target.url).hostname == target.host
    assert (parse_url(target.url).host or "").strip("[]") == target.host
    assert not target.is_literal or ip_address(target.host).is_global


@given(head=st.sampled_from([b"", b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"]), answer=ANSWERS)
@settings(max_examples=120, suppress_health_check=[HealthCheck.too_slow])
def test_every_answer_is_a_page_or_a_plain_refusal(head: bytes, answer: bytes) -> None:
    with ExitStack() as open_until_the_end:
        refusal = _refusal(partial(_answering, head + answer, open_until_the_end))

    assert refusal is None or refusal.status in {422, 502, 504}
    assert refusal is None or re.fullmatch(r"[A-Z][^\n\x00]+\.", str(refusal))


def _refusal(connector: Connector) -> FactcheckError | None:
    try:
        fetch("http://example.com/", resolver=lambda _name: [PUBLIC], connector=connector)
    except FactcheckError as refusal:
        return refusal
    return None


@given(
    body=st.binary(max_size=200), charset=st.sampled_from([None, "utf-8", "utf-16", "cp932", "iso2022_jp"])
)
@settings(max_examples=100)
def test_every_page_decodes_to_characters_that_can_be_stored(body: bytes, charset: str | None) -> None:
    decode_html(b"<meta charset=gb18030>" + body, charset=charset).encode("utf-8")


def _answering(answer: bytes, kept: ExitStack, _address: str, _port: int, _timeout: float) -> socket.socket:
    ours, theirs = socket.socketpair()
    kept.enter_context(theirs)
    theirs.sendall(answer)
    theirs.shutdown(socket.SHUT_WR)
    return ours
