"""The keys that sign the history: what was announced of them, and announcing the next one.

A rotation loses no key, wherever it stops: the new key is safe in a file of its own, then the history
announces it, then the files change places. Doing it again finishes what was begun.
"""

import json
from collections.abc import Sequence

from factcheck import db
from factcheck.errors import Conflict
from factcheck.ledger import EventType, LoggedEvent
from factcheck.ledger.checkpoints import BadCheckpoint, PublicKey, SigningKey, read_checkpoint
from factcheck.ledger.keys import DESK, Announcement, KeyChain
from factcheck.models import Step
from factcheck.services import checkpoints, history, key_files

MISSING = "The key that signs the history is missing: put its file back, for a new one would not be believed."


def chain(trusted: Sequence[PublicKey]) -> KeyChain:
    """Return the keys of this log in order, as far as trusted ones lead to them."""
    return KeyChain(trusted, history.of_claim(DESK))


def known_keys() -> list[PublicKey]:
    """Return every key that may have signed this desk's history; none where nobody signs or signed it.

    A database may be older than its newest key, and a key's file than the history: each tells of the other's.
    """
    by, events = checkpoints.signer(), history.of_claim(DESK)
    own = [by.key.public] if by is not None else []
    chain = KeyChain(own, events)
    kept = key_files.former_keys(by.file.resolve(), name=own[0].name) if by is not None and by.file else []
    newest = [chain.newest] if chain.newest is not None else []
    return [*own, *kept, *newest, *(former for _, former in chain.former)]


def announce(following: SigningKey) -> LoggedEvent | None:
    """Say in the history that a key follows the one in force; None where that was said before.

    The key in force signs the announcement, and both sign the checkpoint on it. Runs under the write lock;
    raises `Conflict` where there is none or the new one was used before, `WrongKey` where it is not in force.
    """
    by, key = checkpoints.signer(), following.public
    if by is None:
        raise Conflict("There is no key to sign with: name its file in FACTCHECK_SIGNING_KEY.")
    if checkpoints.announced() == key:
        return None
    own = by.key
    if key.raw in {own.public.raw, *(former.raw for _, former in chain([own.public]).former)}:
        raise Conflict("The new key was used before: remove its file, so that another one is made.")
    db.session.info[checkpoints.FOLLOWING] = following
    announcement = Announcement(key, own.public, history.count())
    return history.append_to_desk(Step(EventType.KEY, announcement.signed_by(own)))


def key_for(document: str) -> str:
    """Return the desk's key that signed a log of the size an export or a proof is about; empty without keys.

    Of what cannot be read it is the newest, which then finds that out.
    """
    by = checkpoints.signer()
    if by is None:
        return ""
    own = by.key.public
    try:
        size = read_checkpoint(json.loads(document)["checkpoint"]).size
    except (BadCheckpoint, KeyError, TypeError, ValueError, AttributeError, RecursionError):
        return str(own)
    return str(chain([own]).at(size)[0])


def problems() -> list[str]:
    """Return whether the key is missing or another one than the history goes on with, in sentences."""
    by = checkpoints.signer()
    if by is None:
        return [MISSING] if checkpoints.newest() is not None else []
    try:
        well = checkpoints.is_in_force(by.key.public)
    except checkpoints.WrongKey:
        well = False
    return [] if well else [str(checkpoints.WrongKey())]
