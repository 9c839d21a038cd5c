"""Articles out of pages and files, through the parser's own process."""

import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from factcheck.fetching import Extracted, Page, PageUnsuitable, ReadersBusy, extract, read_file, read_page
from factcheck.fetching import extraction as extraction_module
from factcheck.fetching.limits import FILE_BYTES, INFLATED_BYTES, TEXT_CHARACTERS

PAGE = """<!DOCTYPE html>
<html lang="en-GB">
<head>
  <title>Lanternbrook opens its bridge | The Lanternbrook Post</title>
  <meta property="og:title" content="Lanternbrook opens its bridge">
  <meta property="og:site_name" content="The Lanternbrook Post">
  <meta name="author" content="Ada Inkwell">
  <meta property="article:published_time" content="2024-03-02T10:00:00Z">
</head>
<body>
  <nav><a href="/">Home</a> <a href="/weather">Weather</a></nav>
  <article>
    <h1>Lanternbrook opens its bridge</h1>
    <p>The council of <b>Lanternbrook</b> opened the new
       footbridge over the river on Saturday, after two years of work.</p>
    <p>“It cost 1.2 million crowns,” the mayor, Odo Fenn, said. Critics say that it cost
       <a href="/more">twice as much</a>, and that nobody asked for it.</p>
    <h2>What comes next</h2>
    <p>Fenn added that <q>a second bridge is planned</q> for next year.</p>
    <ul><li>The river is 40 metres wide.</li><li>The town has 9,000 people.</li></ul>
    <script>window.alert("not an article")</script>
  </article>
  <footer>Copyright The Lanternbrook Post</footer>
</body>
</html>
"""
TEXT = """Lanternbrook opens its bridge

The council of Lanternbrook opened the new footbridge over the river on Saturday, after two years of work.

“It cost 1.2 million crowns,” the mayor, Odo Fenn, said. Critics say that it cost twice as much, and that \
nobody asked for it.

What comes next

Fenn added that “a second bridge is planned” for next year.

The river is 40 metres wide.

The town has 9,000 people."""


def test_an_article_is_found_in_its_page() -> None:
    found = extract(PAGE, url="https://lanternbrook.example/bridge")

    assert found == Extracted(
        text=TEXT,
        title="Lanternbrook opens its bridge",
        author="Ada Inkwell",
        publisher="The Lanternbrook Post",
        published_at="2024-03-02",
        language="en",
    )


def test_several_threads_extract_the_same_at_the_same_time() -> None:
    with ThreadPoolExecutor(2) as threads:
        first, second = threads.map(extract, [PAGE, PAGE.encode()])

    assert first == second


def test_a_page_without_an_article_is_refused() -> None:
    with pytest.raises(PageUnsuitable, match="No article was found") as refusal:
        extract("<html><body><nav></nav></body></html>")

    assert refusal.value.status == 422


@pytest.mark.parametrize(
    "html",
    [
        "<html><body>" + "<!--" * 250_000 + "</body></html>",
        "<html><body>" + "<div>" * 200_000 + "text",
        "<html><body><p>" + "<b><i>" * 50_000 + "text",
        "<html><body>" + "<table><tr><td>" * 20_000,
        "<" * 1_000_000,
        "<html><body><p>\ud800\x00\ufffe",
    ],
    ids=["comments", "deep", "unclosed", "tables", "angles", "characters"],
)
def test_a_hostile_page_is_read_or_refused_but_never_hangs_or_crashes_the_caller(html: str) -> None:
    try:
        found = extract(html)
    except PageUnsuitable:
        return
    assert found.text.encode("utf-8")


def test_a_parse_that_takes_too_long_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    _instead_of_the_parser(monkeypatch, "import time; time.sleep(60)")
    monkeypatch.setattr(extraction_module, "PARSE_WALL_SECONDS", 0.2)

    with pytest.raises(PageUnsuitable, match="too tangled") as refusal:
        extract(PAGE)

    assert isinstance(refusal.value.__cause__, subprocess.TimeoutExpired)


@pytest.mark.parametrize("program", ["import os; os.abort()", "raise SystemExit(3)", "print('no JSON')"])
def test_a_parser_that_dies_takes_nobody_along(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    _instead_of_the_parser(monkeypatch, program)

    with pytest.raises(PageUnsuitable, match="too tangled"):
        extract(PAGE)


@pytest.mark.parametrize(
    ("program", "killed"),
    [
        ("while True: pass", True),
        ("bytearray(600 * 1024 * 1024)", False),
        ("open('/dev/null'); fork()", False),
    ],
    ids=["time", "memory", "other"],
)
def test_the_parser_is_held_to_its_limits(program: str, killed: bool) -> None:
    limited = f"from factcheck.fetching.parsing import limit_resources; limit_resources()\n{program}"

    finished = subprocess.run(
        [sys.executable, "-c", limited],
        env={"PYTHONPATH": str(extraction_module.PACKAGES)},
        capture_output=True,
        check=False,
    )

    assert (finished.returncode < 0) is killed
    assert finished.returncode != 0


def test_a_page_waits_for_its_turn_but_not_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extraction_module, "_places", threading.BoundedSemaphore(1))
    monkeypatch.setattr(extraction_module, "PARSE_WALL_SECONDS", 0.1)

    with extraction_module._place(), pytest.raises(ReadersBusy) as refusal:
        extract(PAGE)

    assert refusal.value.status == 503
    with extraction_module._place():
        pass


def test_the_parser_sees_none_of_the_desks_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FACTCHECK_SECRET_KEY", "canary")
    monkeypatch.setenv("PYTHONPATH", "/elsewhere")
    _instead_of_the_parser(monkeypatch, "import json, os; print(json.dumps({'text': repr(os.environ)}))")

    environment = extract(PAGE).text

    assert "canary" not in environment
    assert "/elsewhere" in environment


def test_an_installed_package_is_found_without_help(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PYTHONPATH", raising=False)
    monkeypatch.setattr(extraction_module, "PACKAGES", extraction_module.PACKAGES / "site-packages")
    _instead_of_the_parser(monkeypatch, "import json, os; print(json.dumps({'text': repr(os.environ)}))")

    assert "site-packages" not in extract(PAGE).text


def test_importing_the_room_loads_neither_the_parser_nor_the_client() -> None:
    program = "import sys, factcheck.fetching; print({'trafilatura', 'lxml', 'urllib3'} & set(sys.modules))"

    assert subprocess.check_output([sys.executable, "-c", program]) == b"set()\n"


@pytest.mark.parametrize("name", ["page.html", "PAGE.HTM", "some.folder/page.html"])
def test_a_page_is_read_from_a_file(name: str) -> None:
    assert read_file(name, PAGE.encode()).text == TEXT


def test_a_text_file_is_kept_exactly_as_it_is() -> None:
    text = "Title\r\n\r\nFirst\u00a0line \r second\n\n\tcafe\u0301 \u202eабв\u202c 👩\u200d🚀\u2028\f"

    assert read_file("a.TXT", b"\xef\xbb\xbf" + text.encode()) == Extracted(text=text)


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"", "no text"),
        ("a.txt", b"\xef\xbb\xbf \n\t", "no text"),
        ("a.txt", b"caf\xe9", "not valid UTF-8 .byte 4"),
        ("a.txt", b"a\xed\xa0\x80b", "not valid UTF-8"),
        ("a.txt", b"a\x00b", "binary file"),
        ("a.txt", b"\x89PNG", "not valid UTF-8"),
        ("a.txt", b"%PDF\x07", "binary file"),
        ("a.txt", "text".encode("utf-16"), "UTF-16"),
        ("a.html", b"<p>a\x00b", "binary file"),
        ("a.pdf", b"text", "Only .txt and .html"),
        ("txt", b"text", "Only .txt and .html"),
        ("", b"text", "Only .txt and .html"),
        ("a.txt", b"a" * (FILE_BYTES + 1), "larger than 10 MiB"),
        ("a.txt", b"a" * (TEXT_CHARACTERS + 1), "at most 1,048,576 characters"),
    ],
)
def test_a_file_that_is_no_article_is_refused_with_its_reason(name: str, data: bytes, reason: str) -> None:
    with pytest.raises(PageUnsuitable, match=reason) as refusal:
        read_file(name, data)

    assert refusal.value.status == 422


def test_a_page_in_utf_16_is_read_by_its_mark() -> None:
    assert read_file("a.html", PAGE.encode("utf-16")).text == TEXT


def test_a_page_that_decodes_to_too_much_is_refused() -> None:
    with pytest.raises(PageUnsuitable, match="too large"):
        extract("a" * (INFLATED_BYTES + 1))


def test_a_fetched_page_is_read_by_its_type_and_charset() -> None:
    page = _page(PAGE.replace("river", "río").encode("cp1252"), content_type="text/html", charset="cp1252")

    assert read_page(page).text == TEXT.replace("river", "río")


def test_a_fetched_text_is_kept_as_it_is() -> None:
    page = _page(b"Gr\xfc\xdfe\r\naus der Stadt", content_type="text/plain", charset="cp1252")

    assert read_page(page) == Extracted(text="Grüße\r\naus der Stadt")


def _page(body: bytes, *, content_type: str, charset: str) -> Page:
    return Page(
        url="https://lanternbrook.example/",
        final_url="https://lanternbrook.example/bridge",
        content_type=content_type,
        charset=charset,
        body=body,
        fetched_at=datetime.now(UTC),
        sha256="",
    )


def _instead_of_the_parser(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    monkeypatch.setattr(extraction_module, "COMMAND", (sys.executable, "-c", program))
