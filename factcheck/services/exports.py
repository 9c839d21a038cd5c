"""The published verdicts as data: JSON, JSON Lines and CSV, as streams and as files with their checksums."""

import os
from collections.abc import Callable, Collection, Iterator
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

import orjson

from factcheck import clock
from factcheck.config import Config
from factcheck.db import Database
from factcheck.errors import InvalidInput
from factcheck.services import snapshots, spreadsheets
from factcheck.services.snapshots import Snapshot

SCHEMA = "factcheck/verdicts@1"


def json_document(
    config: Config, database: Database, *, history: bool = True, of: Snapshot | None = None
) -> Iterator[bytes]:
    """Yield the JSON document; `signature` stands last, so that nothing before it waits."""
    of = of or snapshots.newest(database)
    head = {
        "schema": SCHEMA,
        "generated_at": clock.stamp(clock.now()),
        "as_of": None,
        "desk": {"name": config.desk_name, "url": f"{config.public_url}/", "license": config.license},
        "checkpoint": None,
        "count": of.count,
    }
    yield orjson.dumps(head)[:-1] + b',"verdicts":['
    before = b"\n"
    for record in snapshots.every_record(config, database, of, history=history):
        yield before + orjson.dumps(record)
        before = b",\n"
    yield b'\n],"signature":null}\n'


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
    checkpoint: None = None
    signature: None = None


def write(folder: Path, config: Config, database: Database, formats: Collection[str]) -> Manifest:
    """Write one snapshot in these formats, then its manifest and `SHA256SUMS`.

    Raises `InvalidInput` for a format there is none of. A file appears whole or not at all.
    """
    unknown = sorted(set(formats) - set(FORMATS))
    if unknown:
        raise InvalidInput(f"There is no format {', '.join(unknown)}; there are {', '.join(FORMATS)}.")
    folder.mkdir(parents=True, exist_ok=True)
    of = snapshots.newest(database)
    files = tuple(write_format(folder, name, config, database, of) for name in FORMATS if name in formats)
    manifest = Manifest(SCHEMA, clock.stamp(clock.now()), of.pos, of.at, of.count, files)
    sums = "".join(f"{file.sha256}  {file.name}\n" for file in files)
    write_file(folder / "SHA256SUMS", iter([sums.encode()]))
    options = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
    write_file(folder / "manifest.json", iter([orjson.dumps(asdict(manifest), option=options)]))
    return manifest


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
