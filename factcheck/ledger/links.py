"""The seal of an event's contents and the hash that links it to the events before it.

The hash is a leaf of the Merkle tree of RFC 6962: SHA-256 over a zero byte and the canonical link. It rests
on the seal and not on the contents, so contents can stay private, or be removed, while every link holds.
"""

from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from factcheck.ledger.canonical import NotCanonical, flat

FORMAT = 1
NO_HASH = "0" * 64
LEAF = b"\x00"
TEXTS = "".join  # The quickest way to a `TypeError` for anything that is no text.


# A walk makes one of each event, which frozen would take longer than hashing it; `Final` lets mypy see to it
# that none is changed.
@dataclass(slots=True, unsafe_hash=True)
class LoggedEvent:
    """One entry of the history as stored; `body` is canonical JSON text, `at` UTC in 27 characters."""

    pos: Final[int]
    claim: Final[str]
    seq: Final[int]
    type: Final[str]
    actor: Final[str]
    at: Final[str]
    body: Final[str | None]
    salt: Final[str | None]
    sealed: Final[str]
    prev: Final[str]
    prev_claim: Final[str]
    hash: Final[str]


def seal(*, type: str, actor: str, at: str, body: str, salt: str) -> str:
    """Return SHA-256, in hex, of the canonical form of an event's contents.

    The names stand in their order, because each event takes it: `canonical` gives the same.
    """
    TEXTS((type, actor, at, body, salt))
    contents = {"actor": actor, "at": at, "body": body, "salt": salt, "type": type}
    return sha256(flat(contents)).hexdigest()


def link(*, pos: int, claim: str, seq: int, prev: str, prev_claim: str, sealed: str) -> str:
    """Return an event's hash, in hex, in its place: after `prev` in the log, `prev_claim` in its claim."""
    TEXTS((claim, prev, prev_claim, sealed))
    if type(pos) is not int or type(seq) is not int:
        raise NotCanonical("A place is no integer.")
    place: dict[str, str | int] = {
        "claim": claim,
        "pos": pos,
        "prev": prev,
        "prev_claim": prev_claim,
        "sealed": sealed,
        "seq": seq,
        "v": FORMAT,
    }
    return sha256(LEAF + flat(place)).hexdigest()
