"""The checkpoints kept outside that a history is compared with: those asked for, and the mirror's.

Of the mirror all count that are of the log as it goes on: a second note of one size shows two different logs.
"""

from dataclasses import dataclass
from pathlib import Path

from factcheck.config import Config
from factcheck.ledger.checkpoints import BadCheckpoint, Checkpoint, PublicKey, notes_in, read_checkpoint
from factcheck.ledger.keys import KeyChain
from factcheck.ledger.verify_export import Unreadable
from factcheck.services import checkpoints, desks, mirrors, signing, startup


def text_of(file: Path) -> str:
    """Read a file, or raise `Unreadable`."""
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise Unreadable(f"{file} cannot be read.") from None


@dataclass(frozen=True)
class Outside:
    """The notes in the file that was asked for and in the mirror file, as they stood before the check."""

    against: Path | None
    asked: list[str]
    sink: Path | None
    mirrored: list[str]

    @classmethod
    def of(cls, config: Config, against: Path | None) -> "Outside":
        """Read both files, or raise `Unreadable`."""
        sink = desks.sink_of(config)
        try:
            mirrored = mirrors.notes_in(sink) if sink is not None else []
        except OSError:
            raise Unreadable(f"{sink} cannot be read.") from None
        asked = notes_in(text_of(against)) if against is not None else []
        if against is not None and not asked:
            raise Unreadable(f"{against} is empty.")
        return cls(against, asked, sink, mirrored)


@dataclass(frozen=True)
class Kept:
    """The checkpoints kept outside that can be compared with, and what is wrong with the others, in words."""

    good: list[Checkpoint]
    bad: list[str]

    @classmethod
    def of(cls, outside: Outside, keys: list[PublicKey], *, since: int) -> "Kept":
        """Read them within a unit of work."""
        chain, kept = signing.chain(keys), cls([], [])
        for note in outside.asked:
            kept.take(note, outside.against, chain)
        if any(found.size < since for found in kept.good):
            kept.bad.append(too_early(outside.against, min(found.size for found in kept.good)))
        if outside.sink is not None:
            kept.take_mirror(outside.mirrored, outside.sink, chain, since=since)
        return kept

    def take(self, note: str, file: Path | None, chain: KeyChain) -> None:
        try:
            self.good.append(chain.open_kept(note))
        except BadCheckpoint as bad:
            self.bad.append(f"{file} cannot be compared with: a checkpoint in it {bad}.")

    def take_mirror(self, notes: list[str], sink: Path, chain: KeyChain, *, since: int) -> None:
        """Take in what the mirror says of the log as it goes on; the walk looks at the stored ones."""
        alike = checkpoints.notes()
        standing = [note for _, note in startup.standing(notes)]
        if alike and not standing:
            self.bad.append(f"{sink} holds no checkpoint, and this desk signed some: nothing was compared.")
        for note in standing:
            if note in alike:
                self.good.append(read_checkpoint(note))
            elif not startup.is_torn(note):
                self.take(note, sink, chain)
        largest = max(map(mirrors.size_of, standing), default=since)
        if largest < since:
            self.bad.append(too_early(sink, largest))


def too_early(file: Path | None, size: int) -> str:
    return f"{file} has a checkpoint of {size} events: leave --since out."
