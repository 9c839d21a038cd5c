"""The seal of an event's contents and the hash that links it to the events before it.

The hash is a leaf of the Merkle tree of RFC 6962: SHA-256 over a zero byte and the canonical link. It rests
on the seal and not on the contents, so contents can stay private, or be removed, while every link holds.
"""

from dataclasses import dataclass
from hashlib import sha256

from factcheck.ledger.canonical import number, quoted, utf8

FORMAT = 1
NO_HASH = "0" * 64
LEAF = b"\x00"


@dataclass(frozen=True, slots=True)
class LoggedEvent:
    """One entry of the history as stored; `body` is canonical JSON text, `at` UTC in 27 characters."""

    pos: int
    claim: str
    seq: int
    type: str
    actor: str
    at: str
    body: str | None
    salt: str | None
    sealed: str
    prev: str
    prev_claim: str
    hash: str


def seal(*, type: str, actor: str, at: str, body: str, salt: str) -> str:
    """Return SHA-256, in hex, of the canonical form of an event's contents.

    It is written out here, keys in their order, because each event takes it: `canonical` gives the same.
    """
    contents = (
        f'{{"actor":{quoted(actor)},"at":{quoted(at)},"body":{quoted(body)},'
        f'"salt":{quoted(salt)},"type":{quoted(type)}}}'
    )
    return sha256(utf8(contents)).hexdigest()


def link(*, pos: int, claim: str, seq: int, prev: str, prev_claim: str, sealed: str) -> str:
    """Return an event's hash, in hex, in its place: after `prev` in the log, `prev_claim` in its claim."""
    place = (
        f'{{"claim":{quoted(claim)},"pos":{number(pos)},"prev":{quoted(prev)},'
        f'"prev_claim":{quoted(prev_claim)},"sealed":{quoted(sealed)},"seq":{number(seq)},"v":{FORMAT}}}'
    )
    return sha256(LEAF + utf8(place)).hexdigest()
