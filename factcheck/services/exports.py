"""The published verdicts as data: JSON, JSON Lines and CSV, as streams and as files with their checksums."""

import os
from base64 import b64encode
from collections.abc import Callable, Collection, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import orjson

from factcheck import clock
from factcheck.config import Config
from factcheck.db import Database
from factcheck.errors import InvalidInput
from factcheck.services import snapshots, spreadsheets
from factcheck.services.checkpoints import SIGNER, Signer
from factcheck.services.records import Record
from factcheck.services.snapshots import Snapshot

SCHEMA = "factcheck/verdicts@1"
SORTED = orjson.OPT_SORT_KEYS


def json_document(
    config: Config, database: Database, *, history: bool = True, of: Snapshot | None = None
) -> Iterator[bytes]:
    """Yield the JSON document; `signature` stands last, so that nothing before it waits."""
    of = of or snapshots.newest(database)
    head = {
        "schema": SCHEMA,
        "generated_at": clock.stamp(clock.now()),
        "as_of": of.as_of,
        "desk": {"name": config.desk_name, "url": f"{config.public_url}/", "license": config.license},
        "checkpoint": of.checkpoint,
        "count": of.count,
        **({"keys": of.keys} if of.keys else {}),
    }
    signing = Signing(head, database)
    yield orjson.dumps(head)[:-1] + b',"verdicts":['
    before = b"\n"
    for record in snapshots.every_record(config, database, of, history=history):
        signing.add(record)
        yield before + orjson.dumps(record)
        before = b",\n"
    signature = signing.end() if of.checkpoint else None
    yield b'\n],"signature":' + orjson.dumps(signature) + b"}\n"


class Signing:
    """The signature of a document while it streams: Ed25519 over SHA-256 of its canonical form.

    `generated_at`, `signature` and each record's own `url` are left out. The key `verdicts` sorts last, so
    the records can follow one by one.
    """

    def __init__(self, head: dict[str, Any], database: Database) -> None:
        signer: Signer | None = database.info.get(SIGNER)
        self.key = signer.key if signer is not None else None
        covered = {name: value for name, value in head.items() if name != "generated_at"}
        self.digest = sha256(orjson.dumps(covered, option=SORTED)[:-1] + b',"verdicts":[')
        self.before = b""

    def add(self, record: Record) -> None:
        """Take the next record in."""
        covered = {name: value for name, value in record.items() if name != "url"}
        self.digest.update(self.before + orjson.dumps(covered, option=SORTED))
        self.before = b","

    def end(self) -> str | None:
        """Return the signature in base64, or None where nobody signs."""
        self.digest.update(b"]}")
        return b64encode(self.key.sign(self.digest.digest())).decode() if self.key else None


def json_lines(
    config: Config, database: Database, *, history: bool = True, of: Snapshot | None = None
) -> Iterator[bytes]:
    """Yield the same records, one on each line."""
    for record in snapshots.every_record(config, database, of or snapshots.newest(database), history=history):
        yield orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE)


def csv_rows(config: Config, database: Database, *, of: Snapshot | None = None) -> Iterator[bytes]:
    """Yield the table line by line, as RFC 4180 and UTF-8; the first names the columns."""
    yield spreadsheets.line(list(spreadsheets.COLUMNS))
    shown = of or snapshots.newest(database)
    for record in snapshots.every_record(config, database, shown, history=False):
        yield spreadsheets.line(spreadsheets.cells(record))


# Files.

FORMATS: dict[str, Callable[..., Iterator[bytes]]] = {
    "json": json_document,
    "jsonl": json_lines,
    "csv": csv_rows,
}


@dataclass(frozen=True)
class WrittenFile:
    """One file of a snapshot; `sha256` in hex, `size` in bytes."""

    name: str
    format: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What a snapshot holds; `pos` and `at` are those of the newest public event that it shows."""

    schema: str
    generated_at: str
    pos: int
    at: str
    count: int
    files: tuple[WrittenFile, ...]
    checkpoint: str | None = None
    signature: str | None = None


def write(
    folder: Path,
    config: Config,
    database: Database,
    formats: Collection[str],
    *,
    as_of: datetime | None = None,
) -> Manifest:
    """Write one snapshot in these formats, then its manifest and `SHA256SUMS`.

    Raises `InvalidInput` for a format there is none of. A file appears whole or not at all.
    """
    unknown = sorted(set(formats) - set(FORMATS))
    if unknown:
        raise InvalidInput(f"There is no format {', '.join(unknown)}; there are {', '.join(FORMATS)}.")
    folder.mkdir(parents=True, exist_ok=True)
    of = snapshots.newest(database, as_of=as_of)
    files = tuple(write_format(folder, name, config, database, of) for name in FORMATS if name in formats)
    manifest = signed(
        Manifest(SCHEMA, clock.stamp(clock.now()), of.pos, of.at, of.count, files, of.checkpoint), database
    )
    sums = "".join(f"{file.sha256}  {file.name}\n" for file in files)
    write_file(folder / "SHA256SUMS", iter([sums.encode()]))
    options = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
    write_file(folder / "manifest.json", iter([orjson.dumps(asdict(manifest), option=options)]))
    return manifest


def signed(manifest: Manifest, database: Database) -> Manifest:
    """Return the manifest with its signature: over SHA-256 of its canonical form without it."""
    signer: Signer | None = database.info.get(SIGNER)
    if signer is None:
        return manifest
    covered = {name: value for name, value in asdict(manifest).items() if name != "signature"}
    signature = signer.key.sign(sha256(orjson.dumps(covered, option=SORTED)).digest())
    return replace(manifest, signature=b64encode(signature).decode())


def write_format(folder: Path, format: str, config: Config, database: Database, of: Snapshot) -> WrittenFile:
    name = f"verdicts.{format}"
    size, digest = write_file(folder / name, FORMATS[format](config, database, of=of))
    return WrittenFile(name, format, size, digest)


def write_file(path: Path, chunks: Iterator[bytes]) -> tuple[int, str]:
    """Write a file beside its place and move it there once it is safe on disk; return size and SHA-256."""
    digest, unfinished = sha256(), path.with_name(f".{path.name}.unfinished")
    with unfinished.open("wb") as file:
        for chunk in chunks:
            digest.update(chunk)
            file.write(chunk)
        size = file.tell()
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
    return size, digest.hexdigest()
