"""The mirror file: every checkpoint again, outside the database, one signed note after the other.

A write that was cut short leaves a torn note at the end. What is added later begins on a line of its own, so
that no other note is lost with it. What is believed of the file is for `services/startup.py` to say.
"""

import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from factcheck.ledger.checkpoints import (
    DASH,
    BadCheckpoint,
    Checkpoint,
    PublicKey,
    is_signed,
    read_checkpoint,
)

NOTE = re.compile(rf"^[^\n]+\n[0-9]{{1,16}}\n[A-Za-z0-9+/=]+\n(?:\n{DASH}[^\n]+)+$", re.MULTILINE)
ENDS = b"\n\n"


def notes_in(file: Path) -> list[str]:
    """Return the notes of a mirror file in its order, signed or not; raises `OSError`.

    A file that is not there has none yet.
    """
    try:
        return notes_of(file.read_bytes())
    except FileNotFoundError:
        return []


def notes_of(written: bytes) -> list[str]:
    """Return the notes in what was read of a mirror file, in its order."""
    text = written.decode(errors="replace").replace("\r\n", "\n").replace("\r", "\n")
    return [f"{found[0]}\n" for found in NOTE.finditer(text) if checkpoint_of(found[0]) is not None]


def checkpoint_of(note: str) -> Checkpoint | None:
    """Return what a note says, signed or not; None where it says nothing."""
    try:
        return read_checkpoint(note)
    except BadCheckpoint:
        return None


def size_of(note: str) -> int:
    """Return the size of the log that a note of a mirror file is about."""
    return int(note.split("\n", 2)[1])


@dataclass(frozen=True)
class Part:
    """The first `end` bytes of a file: `last` is the note they end in, `largest` the size of the largest."""

    file: tuple[int, int] = (0, 0)
    end: int = 0
    last: bytes = b""
    largest: int = 0


class Mirror:
    """A mirror file that a process reads once, and from then on only from the last note that it knows."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._known = Part()

    def newest(self) -> str | None:
        """Return the note at the end, signed or not, if none before it is of a larger log; raises `OSError`.

        None where one is, and where the file ends in something else or is not there.
        """
        try:
            with self.file.open("rb") as mirror:
                read = read_on(mirror, self._known)
        except FileNotFoundError:
            return None
        if read is None:
            return None
        self._known = read
        [note] = notes_of(read.last)
        return note if size_of(note) == read.largest else None


def read_on(mirror: BinaryIO, known: Part) -> Part | None:
    """Return the whole of a file by what was known of its beginning; None where it does not end in a note."""
    about = os.fstat(mirror.fileno())
    file = (about.st_dev, about.st_ino)
    begin = known.end - len(known.last)
    mirror.seek(begin)
    read = mirror.read()
    if known.end and (file != known.file or not read.startswith(known.last)):
        return read_on(mirror, Part())  # It is another file, or was written anew.
    notes = notes_of(read)
    last = f"{notes[-1]}\n".encode() if notes else b""
    if not notes or not read.endswith(last):
        return None
    return Part(file, begin + len(read), last, max(known.largest, *map(size_of, notes)))


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
