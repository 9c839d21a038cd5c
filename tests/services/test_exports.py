"""An export in a folder: whole files, a manifest, and checksums that fit."""

import json
from hashlib import sha256
from pathlib import Path

import pytest

from factcheck.config import Config
from factcheck.db import Database
from factcheck.errors import InvalidInput
from factcheck.models.terms import Publication, Status
from factcheck.services import exports
from factories import make_claim


@pytest.fixture
def config(database_url: str) -> Config:
    return Config(database_url=database_url, desk_name="A desk").completed()


def test_a_snapshot_is_its_files_with_a_manifest_and_checksums(
    database: Database, config: Config, tmp_path: Path
) -> None:
    with database.transaction():
        make_claim(status=Status.DONE, publication=Publication.LIVE)

    manifest = exports.write(tmp_path / "out", config, database, ["json", "jsonl", "csv"])

    written = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert written == ["SHA256SUMS", "manifest.json", "verdicts.csv", "verdicts.json", "verdicts.jsonl"]
    assert manifest.count == 1
    for file in manifest.files:
        content = (tmp_path / "out" / file.name).read_bytes()
        assert (file.size, file.sha256) == (len(content), sha256(content).hexdigest())
        assert f"{file.sha256}  {file.name}\n" in (tmp_path / "out" / "SHA256SUMS").read_text()
    kept = json.loads((tmp_path / "out" / "manifest.json").read_text())
    assert (kept["schema"], kept["count"], kept["signature"]) == ("factcheck/verdicts@1", 1, None)


def test_only_the_formats_asked_for_are_written(database: Database, config: Config, tmp_path: Path) -> None:
    manifest = exports.write(tmp_path, config, database, ["csv"])

    assert [file.format for file in manifest.files] == ["csv"]
    assert not (tmp_path / "verdicts.json").exists()


def test_an_unknown_format_writes_nothing(database: Database, config: Config, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="There is no format xml"):
        exports.write(tmp_path / "out", config, database, ["json", "xml"])

    assert not (tmp_path / "out").exists()
