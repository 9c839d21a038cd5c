"""The mirror file: every checkpoint again, outside the database, one signed note after the other.

A write that was cut short leaves a torn note at the end. What is added later begins on a line of its own, so
that no other note is lost with it. What is believed of the file is for `services/startup.py` to say.
"""

import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from factcheck.ledger.checkpoints import DASH, BadCheckpoint, Checkpoint, PublicKey, read_checkpoint
from factcheck.ledger.keys import is_signed

NOTE = re.compile(rf"^[^\n]+\n[0-9]{{1,16}}\n[A-Za-z0-9+/=]+\n(?:\n{DASH}[^\n]+)+$", re.MULTILINE)
ENDS = b"\n\n"


def notes_in(file: Path) -> list[str]:
    """Return the notes of a mirror file in its order, signed or not; raises `OSError`.

    A file that is not there has none yet.
    """
    try:
        written = file.read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return []
    return [f"{found[0]}\n" for found in NOTE.finditer(written) if checkpoint_of(found[0]) is not None]


def checkpoint_of(note: str) -> Checkpoint | None:
    """Return what a note says, signed or not; None where it says nothing."""
    try:
        return read_checkpoint(note)
    except BadCheckpoint:
        return None


def size_of(note: str) -> int:
    """Return the size of the log that a note of a mirror file is about."""
    return int(note.split("\n", 2)[1])


def append(file: Path, notes: Sequence[str]) -> None:
    """Add signed notes to a mirror file for good; raises `OSError`."""
    if not notes:
        return
    with file.open("ab+") as mirror:
        size = mirror.seek(0, os.SEEK_END)
        mirror.seek(max(0, size - len(ENDS)))
        torn = size > 0 and mirror.read() != ENDS
        written = "".join(f"{note}\n" for note in notes).encode()
        mirror.write((ENDS if torn else b"") + written)
        mirror.flush()
        os.fsync(mirror.fileno())


def may_be_written(file: Path) -> bool:
    """Whether a mirror file could be added to, as far as its folder and its rights tell."""
    if file.exists():
        return file.is_file() and os.access(file, os.W_OK)
    return file.parent.is_dir() and os.access(file.parent, os.W_OK)


def signed_by_any(note: str, keys: Iterable[PublicKey]) -> bool:
    """Whether a note is signed by one of these keys; names change with the desk's address, keys do not."""
    origin = note.partition("\n")[0]
    return any(is_signed(note, PublicKey(origin, key.raw)) for key in keys)


def strangers(notes: Sequence[str], keys: Sequence[PublicKey]) -> list[str]:
    """Return the notes that none of the keys signed; one torn while it was written is no stranger."""
    signed = [note for note in notes if signed_by_any(note, keys)]
    known = set(signed)
    whole = {checkpoint_of(note) for note in signed}
    return [note for note in notes if note not in known and checkpoint_of(note) not in whole]
