"""The files of the keys that sign the history: the one in force, the one that waits, and the former ones.

`signing.key.next` waits until the history announced it; a former key is kept as `signing.key.` and a time.
"""

import os
from datetime import datetime
from pathlib import Path

from factcheck.ledger.checkpoints import BadKey, PublicKey, SigningKey


def waiting(path: Path) -> Path:
    """Return where the key stands that is to follow."""
    return path.with_name(f"{path.name}.next")


def next_key(path: Path, *, name: str) -> SigningKey:
    """Return the key that waits to follow the one in `path`, making it where none does; raises `BadKey`."""
    ready = waiting(path)
    if not ready.is_file():
        unfinished = ready.with_name(f"{ready.name}.unfinished")
        unfinished.unlink(missing_ok=True)
        SigningKey.make(unfinished, name=name)
        unfinished.replace(ready)
        sync_folder(path)
    return SigningKey.load(ready, name=name)


def take_over(path: Path, *, at: datetime) -> Path:
    """Put the waiting key in the place of the one in force; return where that one is kept.

    At every moment both are in files with names: the old one gets its second name before it loses the first.
    """
    kept = next((file for file in kept_files(path) if file.samefile(path)), None)
    if kept is None:
        kept = path.with_name(f"{path.name}.{at:%Y%m%dT%H%M%S%fZ}")
        kept.hardlink_to(path)
        sync_folder(path)
    waiting(path).replace(path)
    sync_folder(path)
    return kept


def kept_files(path: Path) -> list[Path]:
    """Return the files of former keys, oldest first."""
    return sorted(path.parent.glob(f"{path.name}.[0-9]*T[0-9]*Z"))


def former_keys(path: Path, *, name: str) -> list[PublicKey]:
    """Return the public halves of the former keys that are still kept."""
    found = []
    for file in kept_files(path):
        try:
            found.append(SigningKey.load(file, name=name).public)
        except (BadKey, OSError):
            continue  # Whoever guards them may have taken them elsewhere.
    return found


def sync_folder(path: Path) -> None:
    """Make sure that the names in a file's folder survive a power cut."""
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
