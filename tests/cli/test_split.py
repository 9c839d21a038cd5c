"""`factcheck split`."""

import json
import re
from pathlib import Path

from cli.conftest import Run
from factcheck.paths import resource

SEED = resource("seeds") / "articles" / "seed.txt"
KEYS = [
    *("file", "start", "end", "quote", "text", "speaker", "speaker_start", "speaker_end", "attribution"),
    *("content_start", "content_end", "anonymous", "type", "checkable", "checkworthiness", "rules", "parts"),
]
PART_KEYS = ["start", "end", "quote", "text", "speaker", "type", "checkable"]


def text_file(folder: Path, text: str, name: str = "article.txt") -> Path:
    path = folder / name
    path.write_bytes(text.encode())
    return path


def test_the_real_article_has_fifteen_claims_on_fifteen_lines(run: Run) -> None:
    answer = run("split", "--jsonl", SEED)

    lines = [json.loads(line) for line in answer.stdout.splitlines()]
    assert answer.exit_code == 0
    assert len(lines) == 15


def test_a_line_has_its_keys_in_their_order(run: Run) -> None:
    lines = [json.loads(line) for line in run("split", "--jsonl", SEED).stdout.splitlines()]

    assert [list(line) for line in lines] == [KEYS] * 15
    assert {tuple(part) for line in lines for part in line["parts"]} == {tuple(PART_KEYS)}
    assert {line["file"] for line in lines} == {str(SEED)}


def test_a_quote_is_what_stands_at_its_place_in_the_file(run: Run, place: Path) -> None:
    text = "The town \U0001f3d9 grew in 1932.\r\n\r\nThe bridge opened a year later.\r\n"
    path = text_file(place, text)

    lines = [json.loads(line) for line in run("split", "--jsonl", path).stdout.splitlines()]

    assert [text[line["start"] : line["end"]] for line in lines] == [line["quote"] for line in lines]
    assert len(lines) == 2


def test_a_dash_reads_standard_input(run: Run) -> None:
    answer = run("split", "--jsonl", "-", input=b"The bridge opened in 1932.")

    assert [json.loads(line)["file"] for line in answer.stdout.splitlines()] == ["-"]


def test_files_are_told_apart_by_the_names_they_were_given_by(run: Run, place: Path) -> None:
    text_file(place, "The bridge opened in 1932.", "one.txt")
    text_file(place, "The bridge was closed in 1988.", "two.txt")

    answer = run("split", "--jsonl", "one.txt", "two.txt")

    assert [json.loads(line)["file"] for line in answer.stdout.splitlines()] == ["one.txt", "two.txt"]


def test_the_text_of_a_file_is_printed_as_it_is(run: Run, place: Path) -> None:
    path = text_file(place, "One.\r\n\r\nTwo.")

    assert run("split", "--text", path).stdout_bytes == b"One.\r\n\r\nTwo."


def test_offsets_of_a_page_count_in_the_text_that_is_printed(run: Run, place: Path) -> None:
    page = "<html><body><article><h1>A bridge</h1>" + "<p>The bridge opened in 1932.</p>" * 3
    path = text_file(place, page + "</article></body></html>", "page.html")

    text = run("split", "--text", path).stdout
    lines = [json.loads(line) for line in run("split", "--jsonl", path).stdout.splitlines()]

    assert lines
    assert all(text[line["start"] : line["end"]] == line["quote"] for line in lines)


def test_only_one_text_can_be_printed(run: Run, place: Path) -> None:
    path = text_file(place, "One.")

    answer = run("split", "--text", path, path)

    assert answer.exit_code == 2
    assert "--text prints one file" in answer.stderr


def test_people_get_a_table(run: Run, place: Path) -> None:
    answer = run("split", text_file(place, "The mayor said that the bridge opened in 1932."))

    assert re.search(r":\s*1 claim *\n", answer.stdout)
    assert "who says it" in answer.stdout


def test_an_explanation_gives_speaker_type_and_rules(run: Run) -> None:
    answer = run("split", "--explain", SEED)

    assert answer.exit_code == 0
    assert answer.stdout.count("    rules  ") == 15
    assert "senior officials (not named)" in answer.stdout


def test_another_language_says_on_standard_error_that_rules_alone_were_at_work(run: Run, place: Path) -> None:
    path = text_file(place, "Die Brücke wurde 1932 eröffnet und ist seit dem Krieg nicht mehr befahrbar.")

    answer = run("split", "--jsonl", path)

    assert len(answer.stdout.splitlines()) == 1
    assert answer.stderr.startswith(f"{path}: ")


def test_the_language_can_be_given(run: Run, place: Path) -> None:
    answer = run("split", "--explain", "--language", "fr", text_file(place, "The bridge opened in 1932."))

    assert "(fr, splitter" in answer.stdout


def test_a_file_that_is_no_text_is_refused(run: Run, place: Path) -> None:
    path = place / "picture.txt"
    path.write_bytes(b"\x89PNG\xff")

    answer = run("split", path)

    assert (answer.exit_code, answer.stdout) == (1, "")
    assert answer.stderr == f"Error: {path} is not UTF-8 text: byte 0 does not fit.\n"


def test_text_cannot_steer_the_terminal(run: Run, place: Path) -> None:
    path = text_file(
        place, "The mayor said that the bridge\x1b[31m opened [bold]in[/bold] 1932\u202e for good.\n\nIt did."
    )

    answer = run("split", path)

    assert not set("\x1b\x07\u202e") & set(answer.stdout)
    assert "[bold]in[/bold]" in answer.stdout
