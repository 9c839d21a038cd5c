"""Which key signs the log when: a `key` event names the next one, and is signed by the one before it.

The key before still signs the checkpoint of that event; every larger log is the new one's to sign.
"""

import base64
import binascii
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Self

from factcheck.ledger.canonical import canonical
from factcheck.ledger.checkpoints import (
    BadCheckpoint,
    BadKey,
    Checkpoint,
    PublicKey,
    SigningKey,
    is_signed,
    read_checkpoint,
)
from factcheck.ledger.event_types import EventType
from factcheck.ledger.links import LoggedEvent
from factcheck.ledger.verification import Fault

DESK = "desk"  # The claim column of events that concern no claim.


class BadAnnouncement(ValueError):
    """A `key` event that announces nothing, or not as it should; the words say what is wrong."""


@dataclass(frozen=True, slots=True)
class Announcement:
    """What a `key` event says: `key` follows `previous` once the log holds `after` events and this one."""

    key: PublicKey
    previous: PublicKey
    after: int

    @property
    def message(self) -> bytes:
        """The bytes that the previous key signs."""
        told = {"key": str(self.key), "previous": str(self.previous), "after": self.after}
        return canonical(told).encode()

    def signed_by(self, key: SigningKey) -> dict[str, Any]:
        """Return the body of the event."""
        told: dict[str, Any] = json.loads(self.message)
        return {**told, "signature": base64.b64encode(key.sign(self.message)).decode()}

    @classmethod
    def read(cls, event: LoggedEvent) -> Self:
        """Read what an event announces, or raise `BadAnnouncement` where the key before did not sign it."""
        try:
            body = json.loads(event.body or "")
            found = cls(PublicKey.parse(body["key"]), PublicKey.parse(body["previous"]), body["after"])
            signature = base64.b64decode(body["signature"], validate=True)
            message = found.message
        except (BadKey, KeyError, TypeError, ValueError, AttributeError, binascii.Error):
            raise BadAnnouncement("it announces no key that can be read") from None
        if found.after != event.pos - 1:
            raise BadAnnouncement("the key it announces was announced for another place in the log")
        if not found.previous.signed(message, signature):
            raise BadAnnouncement("the key it announces is not signed by the key before it")
        return found


class KeyChain:
    """The keys of a log in order, as far as trusted ones lead to them; `faults` are false announcements.

    Who trusts a key is led to the later ones by their announcements. To the earlier ones it leads only inside
    a log that the trusted key, or a later one, signed: anybody can announce a key that is not theirs.
    """

    def __init__(self, trusted: Sequence[PublicKey], events: Iterable[LoggedEvent]) -> None:
        self.trusted = tuple(trusted)
        self.faults: list[Fault] = []
        self.former: list[tuple[int, PublicKey]] = []
        self.newest: PublicKey | None = None
        told = list(self._read(event for event in events if event.type == EventType.KEY))
        is_later = any(announced.key in self.trusted for _, announced in told)
        self._may_begin = () if is_later else self.trusted
        for pos, announced in told:
            self._follow(pos, announced)

    def _read(self, events: Iterable[LoggedEvent]) -> Iterable[tuple[int, Announcement]]:
        for event in events:
            try:
                yield event.pos, Announcement.read(event)
            except BadAnnouncement as bad:
                self.faults.append(Fault(event.pos, str(bad)))

    def _follow(self, pos: int, announced: Announcement) -> None:
        in_force = (self.newest,) if self.newest is not None else self._may_begin
        used = {key.raw for _, key in self.former} | {announced.previous.raw}
        if in_force and announced.previous not in in_force:
            self.faults.append(Fault(pos, "it announces a key in the name of one that was not in force"))
        elif announced.key.raw in used:
            self.faults.append(Fault(pos, "it announces a key that was used before"))
        else:
            self.former.append((pos, announced.previous))
            self.newest = announced.key

    @property
    def start(self) -> int:
        """The size of the log that announces the first trusted key; 0 where none came before it."""
        trusted = {key.raw for key in self.trusted}
        starts = [0, *(end for end, _ in self.former)]
        keys = [*(key for _, key in self.former), *filter(None, [self.newest])]
        return next((start for start, key in zip(starts, keys, strict=False) if key.raw in trusted), 0)

    def vouches(self, note: str, size: int) -> bool:
        """Whether a checkpoint that `open` took is by a trusted key or a later one, not an earlier one."""
        return size > self.start or any(is_signed(note, key) for key in self.trusted)

    def at(self, size: int) -> tuple[PublicKey, ...]:
        """Return who may sign a log of this size: one key where any was announced, else those trusted."""
        if self.newest is None:
            return self.trusted
        return (next((key for end, key in self.former if size <= end), self.newest),)

    def open(self, note: str) -> Checkpoint:
        """Read a checkpoint by the key of its size, or raise `BadCheckpoint`; any, where none is trusted."""
        try:
            checkpoint = read_checkpoint(note)
        except BadCheckpoint:
            raise BadCheckpoint("is none that can be read") from None
        if self.trusted and not any(is_signed(note, key) for key in self.at(checkpoint.size)):
            self.open_kept(note)
            raise BadCheckpoint("is signed by a key that was not in force at its size")
        return checkpoint

    def open_kept(self, note: str) -> Checkpoint:
        """Read a checkpoint that was kept outside by any key known of, or raise `BadCheckpoint`."""
        known = {*self.trusted, *(key for _, key in self.former), *filter(None, [self.newest])}
        try:
            checkpoint = read_checkpoint(note)
        except BadCheckpoint:
            raise BadCheckpoint("is none that can be read") from None
        if known and not any(is_signed(note, key) for key in known):
            raise BadCheckpoint("is signed by a key that no event announced, not by the desk's")
        return checkpoint
