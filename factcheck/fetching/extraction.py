"""Gets an article's text out of a page or a file; pages are parsed in a process of their own.

That process has limits of CPU time, memory and patience, so that no page can hang or crash the desk.
"""

import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from factcheck.fetching.errors import PageUnsuitable, ReadersBusy
from factcheck.fetching.limits import (
    FILE_BYTES,
    INFLATED_BYTES,
    MIB,
    PARSE_WALL_SECONDS,
    PARSES_AT_ONCE,
    TEXT_CHARACTERS,
)
from factcheck.fetching.media import BYTE_ORDER_MARKS, PLAIN, decode_html, decode_plain
from factcheck.fetching.pages import Page

PACKAGES: Final = Path(__file__).resolve().parents[2]
PARSER: Final = "factcheck.fetching.parsing"

# `-P` and `-s` keep the current folder and the user's own packages out of the process.
COMMAND: Final = (sys.executable, "-P", "-s", "-m", PARSER)

_places = threading.BoundedSemaphore(PARSES_AT_ONCE)
_binary = re.compile(r"[\x00-\x08\x0e-\x1f]")
_surrogates = re.compile(r"[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Extracted:
    """An article's text, paragraphs and headings apart by blank lines, and what is said about it."""

    text: str
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published_at: str | None = None  # An ISO 8601 date.
    language: str | None = None  # The primary subtag of RFC 5646, such as "en"; as the page states it.


def extract(html: bytes | str, *, url: str | None = None, charset: str | None = None) -> Extracted:
    """Return the article in a page, or raise `PageUnsuitable`; the same page always gives the same text.

    `charset` is what a header declared, in Python's name.
    """
    page = html if isinstance(html, str) else decode_html(html, charset=charset)
    if len(page) > INFLATED_BYTES:
        raise PageUnsuitable("The page is too large to be read.")
    fields = _parse(_surrogates.sub("\ufffd", page), url=url)
    if fields is None:
        raise PageUnsuitable("No article was found in that page.")
    return Extracted(**{**fields, "text": _fitting(fields["text"])})


def read_page(page: Page) -> Extracted:
    """Return the article in a page that was fetched, or raise `PageUnsuitable`."""
    if page.content_type == PLAIN:
        return _plain(page.body, charset=page.charset)
    return extract(page.body, url=page.final_url, charset=page.charset)


def read_file(name: str, data: bytes) -> Extracted:
    """Return the article in a .txt, .html or .htm file, or raise `PageUnsuitable`.

    A text file is UTF-8; its text is kept as it is, newlines included.
    """
    if len(data) > FILE_BYTES:
        raise PageUnsuitable(f"The file is larger than {FILE_BYTES // MIB} MiB.")
    match Path(name).suffix.lower():
        case ".txt":
            return _plain(data)
        case ".html" | ".htm":
            _refuse_binary_html(data)
            return extract(data)
    raise PageUnsuitable("Only .txt and .html files can be read.")


def _plain(data: bytes, *, charset: str | None = None) -> Extracted:
    text = decode_plain(data, charset=charset)
    if _binary.search(text):
        raise PageUnsuitable("That is a binary file, not a text.")
    if not text.strip():
        raise PageUnsuitable("There is no text in it.")
    return Extracted(text=_fitting(text))


def _refuse_binary_html(data: bytes) -> None:
    is_marked = data.startswith(tuple(mark for mark, _ in BYTE_ORDER_MARKS))
    if b"\0" in data and not is_marked:
        raise PageUnsuitable("That is a binary file, not a page.")


def _fitting(text: str) -> str:
    if len(text) > TEXT_CHARACTERS:
        raise PageUnsuitable(f"An article may have at most {TEXT_CHARACTERS:,} characters.")
    return text


def _parse(html: str, *, url: str | None) -> dict[str, Any] | None:
    request = json.dumps({"url": url}).encode("ascii") + b"\n" + html.encode("utf-8")
    with _place():
        answer = _answer_of_parser(request)
    try:
        fields: dict[str, Any] | None = json.loads(answer)
    except ValueError as error:
        raise _tangled() from error
    return fields


@contextmanager
def _place() -> Iterator[None]:
    if not _places.acquire(timeout=PARSE_WALL_SECONDS):
        raise ReadersBusy
    try:
        yield
    finally:
        _places.release()


def _answer_of_parser(request: bytes) -> bytes:
    try:
        return subprocess.run(  # noqa: S603  # The command is a constant; the page comes by standard input.
            COMMAND,
            input=request,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            timeout=PARSE_WALL_SECONDS,
            check=True,
        ).stdout
    except (subprocess.SubprocessError, OSError) as error:
        raise _tangled() from error


def _tangled() -> PageUnsuitable:
    return PageUnsuitable("The page is too large or too tangled to be read.")


def _environment() -> dict[str, str]:
    """Return what the parser needs to find its packages and to be deterministic, and nothing secret."""
    environment = {"PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1", "TZ": "UTC"}
    paths = [os.environ.get("PYTHONPATH", "")]
    # In a checkout the package may not be installed; an installed one is found without help.
    if PACKAGES.name not in {"site-packages", "dist-packages"}:
        paths.insert(0, str(PACKAGES))
    environment["PYTHONPATH"] = os.pathsep.join(filter(None, paths))
    return environment
