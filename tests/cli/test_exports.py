"""`factcheck export`."""

import csv
import json
from hashlib import sha256
from io import StringIO
from pathlib import Path

import pytest

from cli.conftest import Run
from factcheck.db import Database
from factcheck.models.terms import Publication, Status
from factories import make_claim


def test_the_default_is_the_json_document(run: Run, desk: Database) -> None:
    with desk.transaction():
        claim = make_claim(status=Status.DONE, publication=Publication.LIVE).public_id

    document = json.loads(run("export").stdout)

    assert (document["schema"], document["count"]) == ("factcheck/verdicts@1", 1)
    assert [record["claim_id"] for record in document["verdicts"]] == [claim]


def test_lines_and_tables_have_the_same_records(run: Run, desk: Database) -> None:
    with desk.transaction():
        claim = make_claim(status=Status.DONE, publication=Publication.LIVE).public_id

    lines = run("export", "--format", "jsonl").stdout.splitlines()
    rows = list(csv.DictReader(StringIO(run("export", "--format", "csv").stdout)))

    assert [json.loads(line)["claim_id"] for line in lines] == [claim]
    assert [row["claim_id"] for row in rows] == [claim]


def test_a_folder_gets_all_formats_a_manifest_and_checksums(run: Run, desk: Database, place: Path) -> None:
    answer = run("export", "--out", "out")

    out = place / "out"
    manifest = json.loads((out / "manifest.json").read_text())
    assert answer.exit_code == 0
    assert [file["name"] for file in manifest["files"]] == [
        "verdicts.json",
        "verdicts.jsonl",
        "verdicts.csv",
    ]
    assert all(
        file["sha256"] == sha256((out / file["name"]).read_bytes()).hexdigest() for file in manifest["files"]
    )


@pytest.mark.usefixtures("desk")
def test_a_folder_gets_the_formats_asked_for(run: Run, place: Path) -> None:
    run("export", "--format", "csv", "--out", "out")

    assert {path.name for path in (place / "out").iterdir()} == {
        "manifest.json",
        "SHA256SUMS",
        "verdicts.csv",
    }


@pytest.mark.usefixtures("desk")
def test_standard_output_takes_one_format(run: Run) -> None:
    answer = run("export", "--format", "csv", "--format", "json")

    assert (answer.exit_code, answer.stdout) == (2, "")
