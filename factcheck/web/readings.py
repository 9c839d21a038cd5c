"""Getting an article's text from what somebody gave: pasted words, a file, or an address.

Nothing here touches the database.
"""

from pathlib import Path
from typing import Any

from werkzeug.datastructures import FileStorage

from factcheck import fetching
from factcheck.errors import FactcheckError, InvalidInput
from factcheck.fetching import Extracted
from factcheck.fetching.limits import FILE_BYTES, MIB
from factcheck.services import articles, sources
from factcheck.services.articles import Reading
from factcheck.web.this_app import config

KNOWN = ("title", "publisher", "author", "published_at")


class TooLarge(FactcheckError):
    """An article or a file beyond what the desk reads."""

    status = 413


def read(given: dict[str, Any], file: FileStorage | None) -> Reading:
    """Return the article split into claims; what was typed wins over what was found in the page.

    Raises `InvalidInput`, `TooLarge`, `RemoteFailed` or `RemoteTooSlow`.
    """
    pasted = given["text"].replace("\r\n", "\n")
    if pasted.strip() and file:
        raise InvalidInput("Give the text or a file, not both.")
    if file:
        return split(from_file(file), given, url=sources.checked_address(given["url"]))
    if pasted.strip():
        return split(Extracted(text=pasted), given, url=sources.checked_address(given["url"]))
    if given["url"]:
        return from_address(given)
    raise InvalidInput("The article is empty: paste its text, or choose a file or an address.")


def from_file(file: FileStorage) -> Extracted:
    """Return the article in an uploaded file."""
    file.stream.seek(0)  # A unit of work may begin again when the database was busy.
    content = file.stream.read(FILE_BYTES + 1)
    if len(content) > FILE_BYTES:
        raise TooLarge(f"The file is larger than {FILE_BYTES // MIB} MiB, the most the desk reads.")
    if Path(file.filename or "").suffix.lower() == ".txt":
        refuse_long(content.decode(errors="ignore"))
    return fetching.read_file(file.filename or "", content)


def from_address(given: dict[str, Any]) -> Reading:
    """Fetch a page and return the article in it."""
    page = fetching.fetch(given["url"], own_hosts=[config().host])
    return split(fetching.read_page(page), given, url=page.final_url)


def split(found: Extracted, given: dict[str, Any], *, url: str | None) -> Reading:
    refuse_long(found.text)
    known = {name: given[name] or getattr(found, name) or "" for name in KNOWN}
    return articles.read(found.text, url=url, language=found.language, **known)


def refuse_long(text: str) -> None:
    """Raise `TooLarge` for a text longer than the desk splits."""
    if len(text) > articles.LONGEST:
        raise TooLarge(
            f"The article is too long: {len(text):,} characters, and {articles.LONGEST:,} are the most."
        )
