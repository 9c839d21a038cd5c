"""Compressed bodies, good ones and bombs."""

import gzip
import zlib

import pytest

from factcheck.fetching import RemoteFailed
from factcheck.fetching.limits import INFLATED_BYTES, INFLATION_RATIO, MIB
from fetching.conftest import Fetching
from fetching.sites import always, reply

GZIP = "Content-Encoding: gzip"
PAGE = b"".join(b"<p>Paragraph %d of the page.</p>" % number for number in range(2000))


@pytest.mark.parametrize("encoding", ["gzip", "x-gzip", " GZIP "])
def test_a_compressed_page_is_inflated(fetch_from: Fetching, encoding: str) -> None:
    page = fetch_from(always(reply(gzip.compress(PAGE), f"Content-Encoding: {encoding}")))

    assert page.body == PAGE


def test_a_page_may_say_that_it_is_not_compressed(fetch_from: Fetching) -> None:
    assert fetch_from(always(reply(PAGE, "Content-Encoding: identity"))).body == PAGE


def test_several_members_are_read_as_one(fetch_from: Fetching) -> None:
    members = gzip.compress(PAGE) + gzip.compress(b"<p>The end.</p>")

    assert fetch_from(always(reply(members, GZIP))).body == PAGE + b"<p>The end.</p>"


def test_padding_after_the_last_member_is_left_alone(fetch_from: Fetching) -> None:
    assert fetch_from(always(reply(gzip.compress(PAGE) + b"\0" * 100_000, GZIP))).body == PAGE


def test_an_empty_body_needs_no_compression(fetch_from: Fetching) -> None:
    assert fetch_from(always(reply(b"", GZIP))).body == b""


@pytest.mark.parametrize("size", [MIB, 20 * MIB], ids=["small", "large"])
def test_a_bomb_is_refused(fetch_from: Fetching, size: int) -> None:
    with pytest.raises(RemoteFailed, match="inflates to far more"):
        fetch_from(always(reply(_bomb(size), GZIP)))


def test_a_bomb_in_many_members_is_refused(fetch_from: Fetching) -> None:
    with pytest.raises(RemoteFailed, match="inflates to far more"):
        fetch_from(always(reply(gzip.compress(b"\0" * 10_000) * 50, GZIP)))


def test_a_page_that_inflates_beyond_the_limit_is_refused(fetch_from: Fetching) -> None:
    lines = b"".join(b"%d line\n" % (number * 7919) for number in range(INFLATED_BYTES // 12))
    assert len(lines) > INFLATED_BYTES > len(lines) / INFLATION_RATIO

    with pytest.raises(RemoteFailed, match="inflates to far more"):
        fetch_from(always(reply(gzip.compress(lines, 1), GZIP)))


@pytest.mark.parametrize("cut", [5, -1, -20])
def test_a_compressed_page_that_breaks_off_is_a_failure(fetch_from: Fetching, cut: int) -> None:
    with pytest.raises(RemoteFailed, match="ended before"):
        fetch_from(always(reply(gzip.compress(PAGE)[:cut], GZIP)))


@pytest.mark.parametrize(
    "body", [b"<p>Not compressed.</p>", zlib.compress(PAGE), b"\x1f\x8b\x08\xff" + b"x" * 99]
)
def test_a_compressed_page_that_is_none_is_a_failure(fetch_from: Fetching, body: bytes) -> None:
    with pytest.raises(RemoteFailed, match="compressed content cannot be read"):
        fetch_from(always(reply(body, GZIP)))


@pytest.mark.parametrize("encoding", ["br", "zstd", "deflate", "gzip, gzip", "nonsense"])
def test_a_compression_that_was_not_asked_for_is_a_failure(fetch_from: Fetching, encoding: str) -> None:
    with pytest.raises(RemoteFailed, match="not asked for"):
        fetch_from(always(reply(PAGE, f"Content-Encoding: {encoding}")))


def _bomb(size: int) -> bytes:
    squeezer = zlib.compressobj(9, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    return b"".join(squeezer.compress(b"\0" * MIB) for _ in range(size // MIB)) + squeezer.flush()
