"""Reads the body of an answer piece by piece, and stops at the first byte too many."""

import zlib
from typing import TYPE_CHECKING, Final

from factcheck.fetching.deadline import Deadline
from factcheck.fetching.errors import RemoteFailed
from factcheck.fetching.limits import INFLATED_BYTES, INFLATION_RATIO, MIB, PIECE_BYTES, WIRE_BYTES

if TYPE_CHECKING:
    from urllib3.response import BaseHTTPResponse

GZIP_WINDOW: Final = 16 + zlib.MAX_WBITS  # zlib's manual, inflateInit2: a gzip header is expected.
GZIP_MAGIC: Final = b"\x1f\x8b"  # RFC 1952, section 2.3.1.


class Gunzip:
    """Inflates a gzip stream (RFC 1952), never holding more than the limits allow."""

    def __init__(self) -> None:
        self._stream = zlib.decompressobj(GZIP_WINDOW)
        self._taken = 0
        self._given = 0
        self._is_over = False

    def inflate(self, piece: bytes) -> bytes:
        """Return what the piece adds, or raise `RemoteFailed` for a bomb or a broken stream."""
        self._taken += len(piece)
        inflated = bytearray()
        while piece and not self._is_over:
            inflated += self._step(piece)
            piece = self._next_member()
        return bytes(inflated)

    def finish(self) -> None:
        if not self._stream.eof:
            raise RemoteFailed("The page ended before its compressed content was complete.")

    def _step(self, piece: bytes) -> bytes:
        room = min(INFLATED_BYTES, INFLATION_RATIO * self._taken) - self._given
        try:
            inflated = self._stream.decompress(piece, room + 1)
        except zlib.error as error:
            raise RemoteFailed("The page's compressed content cannot be read.") from error
        if len(inflated) > room:
            raise RemoteFailed("The page inflates to far more than an article.")
        self._given += len(inflated)
        return inflated

    def _next_member(self) -> bytes:
        rest = self._stream.unused_data
        if rest.startswith(GZIP_MAGIC):
            self._stream = zlib.decompressobj(GZIP_WINDOW)
            return rest
        # What follows the last member and is none is padding.
        self._is_over = self._stream.eof
        return b""


def read_body(answer: "BaseHTTPResponse", *, deadline: Deadline) -> bytes:
    """Return the whole body, inflated, or raise `RemoteFailed` or `RemoteTooSlow`."""
    _refuse_declared_excess(answer)
    gunzip = _inflater(answer.headers.get("content-encoding", ""))
    taken = 0
    body = bytearray()
    for piece in answer.stream(PIECE_BYTES, decode_content=False):
        deadline.remaining()
        taken += len(piece)
        if taken > WIRE_BYTES:
            raise _too_large()
        body += gunzip.inflate(piece) if gunzip else piece
    deadline.remaining()
    if gunzip and taken:
        gunzip.finish()
    return bytes(body)


def _refuse_declared_excess(answer: "BaseHTTPResponse") -> None:
    declared = answer.headers.get("content-length", "")
    if declared.isdecimal() and (len(declared) > 12 or int(declared) > WIRE_BYTES):
        raise _too_large()


def _inflater(encoding: str) -> Gunzip | None:
    match encoding.strip().lower():
        case "" | "identity":
            return None
        case "gzip" | "x-gzip":
            return Gunzip()
    raise RemoteFailed("The site sends the page in a compression that was not asked for.")


def _too_large() -> RemoteFailed:
    return RemoteFailed(f"The page is larger than {WIRE_BYTES // MIB} MiB.")
