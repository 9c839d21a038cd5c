"""`factcheck export`."""

import csv
import json
import re
from dataclasses import replace
from hashlib import sha256
from io import StringIO
from pathlib import Path

import pytest

from cli.conftest import Run
from factcheck import clock
from factcheck.app import create_app
from factcheck.config import Config
from factcheck.db import Database
from factcheck.models.terms import Publication, Status
from factcheck.services import scales
from factcheck.services.exports import FORMATS
from factories import make_claim
from support.publishing import PublishingDesk


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


def test_an_earlier_moment_is_what_it_is_over_http(run: Run, desk: Database, config: Config) -> None:
    app = create_app(replace(config, secret_key="a key for tests only").completed())
    with app.database.transaction():
        scales.add_first_scales()
    publishing = PublishingDesk(app)
    claim, then = publishing.publish(), clock.stamp(clock.now())
    publishing.change(claim)
    publishing.publish()

    for name in FORMATS:
        for moment in (then, "2020-01-01"):
            said = run("export", "--format", name, "--as-of", moment).stdout_bytes
            asked = app.test_client().get(f"/export/verdicts.{name}", query_string={"as_of": moment}).data
            assert without_time(said) == without_time(asked)
    run("export", "--as-of", then, "--out", "then")
    document = json.loads(Path("then/verdicts.json").read_text())
    assert (document["as_of"], document["count"]) == (then, 1)
    assert document["verdicts"][0]["verdict"]["version"] == 1
    app.database.close()


def without_time(export: bytes) -> bytes:
    return re.sub(rb'"generated_at":"[^"]+"', b"", export)


@pytest.mark.usefixtures("desk")
def test_a_time_that_is_none_is_refused_in_a_sentence(run: Run) -> None:
    answer = run("export", "--as-of", "yesterday")

    assert (answer.exit_code, answer.stdout) == (2, "")
    assert "'yesterday' is no time: write a day, 2026-03-01, or a moment" in answer.stderr
    assert answer.stderr.count("\n") == 1


@pytest.mark.usefixtures("desk")
def test_standard_output_takes_one_format(run: Run) -> None:
    answer = run("export", "--format", "csv", "--format", "json")

    assert (answer.exit_code, answer.stdout) == (2, "")
