"""The process that parses a page: run as `python -m`, it reads one from standard input and may be killed.

The parent never imports this module: a page that crashes the parser takes only this process along.
"""

import json
import math
import os
import re
import resource
import sys
from typing import Any, BinaryIO, Final

from lxml.etree import strip_tags
from lxml.html import HtmlElement
from trafilatura import bare_extraction, extract_metadata, load_html

from factcheck.fetching.limits import FIELD_CHARACTERS, MIB, PARSE_CPU_SECONDS, PARSE_MEMORY_BYTES
from factcheck.fetching.paragraphs import collapsed, plain_text

# A date is taken where the page states it, never guessed from its text, where dates are of what it tells.
DATE_SEARCH: Final = {"original_date": True, "extensive_search": False}
AS_WRITTEN: Final = frozenset({"pre", "script", "style"})
FORMATTING: Final = ("b", "big", "em", "i", "mark", "small", "strong", "sub", "sup", "u")
INLINE: Final = ("a", "abbr", "bdi", "bdo", "cite", "span", "time")
SHORT_CHARACTERS: Final = 1000
OPEN_FILES: Final = 64

_controls = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufdd0-\ufdef\ufffe\uffff]")
_surrogates = re.compile(r"[\ud800-\udfff]")
_document = re.compile(r"<(?:html|body|head)\b", re.IGNORECASE)
_language = re.compile(r"[A-Za-z]{2,3}(?![A-Za-z])")
_date = re.compile(r"\d{4}-\d\d-\d\d")


def main() -> None:
    """Answer the one request on standard input on standard output, both as JSON."""
    request = json.loads(sys.stdin.buffer.readline())
    html = sys.stdin.buffer.read().decode("utf-8")
    limit_resources()
    answer(parse(html, url=request["url"]), sys.stdout.buffer)


def limit_resources() -> None:
    """Limit what this process may use from now on; the system kills it when its CPU time is over."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = math.ceil(used.ru_utime + used.ru_stime) + PARSE_CPU_SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (PARSE_MEMORY_BYTES, PARSE_MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN_FILES, OPEN_FILES))
    os.nice(5)  # People's requests go before a page that is being read.


def parse(html: str, *, url: str | None) -> dict[str, str | None] | None:
    """Return the article's text and what the page says about it, or None if there is no article in it."""
    tree = load_html(_as_document(_controls.sub("", html)))
    if tree is None:  # There is nothing in it that could be parsed.
        return None
    description = {"language": _stated_language(tree), **_described(tree, url=url)}
    text = _clean(_text(tree, url=url))
    return {"text": text, **description} if text.strip() else None


def _text(tree: HtmlElement, *, url: str | None) -> str:
    _unwrap_lines(tree)
    _write_out_quotation_marks(tree)
    _join_inline_parts(tree)
    document: Any = bare_extraction(tree, url=url, include_comments=False)
    return plain_text(document.body) if document is not None else ""


def answer(extracted: dict[str, str | None] | None, sink: BinaryIO) -> None:
    sink.write(json.dumps(extracted).encode("ascii"))
    sink.flush()


def _as_document(html: str) -> str:
    # A bare fragment, such as a file may hold, is not taken for a page by itself.
    return html if _document.search(html[:MIB]) else f"<html><body><div>{html}</div></body></html>"


def _stated_language(tree: HtmlElement) -> str | None:
    candidates = (
        tree.get("lang"),
        tree.get("{http://www.w3.org/XML/1998/namespace}lang"),
        tree.get("xml:lang"),
        *tree.xpath("//meta[@property='og:locale' or @http-equiv='content-language']/@content")[:2],
    )
    for candidate in candidates:
        primary = _language.match(candidate.strip()) if candidate else None
        if primary:
            return primary[0].lower()
    return None


def _unwrap_lines(tree: HtmlElement) -> None:
    # Line ends in the source mean nothing. Those that are left afterwards are the extractor's own.
    for element in tree.iter():
        if element.text and element.tag not in AS_WRITTEN:
            element.text = collapsed(element.text)
        if element.tail and element.getparent().tag != "pre":
            element.tail = collapsed(element.tail)


def _write_out_quotation_marks(tree: HtmlElement) -> None:
    # Browsers draw the marks of a <q>; in plain text they would be lost, and with them who said what.
    for quotation in list(tree.iter("q")):
        quotation.text = f"“{quotation.text or ''}"
        if len(quotation):
            quotation[-1].tail = f"{quotation[-1].tail or ''}”"
        else:
            quotation.text += "”"
        quotation.drop_tag()


def _join_inline_parts(tree: HtmlElement) -> None:
    # The extractor tears sentences at such elements in pages of a few words.
    strip_tags(tree, *FORMATTING)
    if len(tree.text_content()) < SHORT_CHARACTERS:
        strip_tags(tree, *INLINE)


def _described(tree: HtmlElement, *, url: str | None) -> dict[str, str | None]:
    found = extract_metadata(tree, default_url=url, date_config=dict(DATE_SEARCH))
    date = found.date or ""
    return {
        "title": _field(found.title),
        "author": _field(found.author),
        "publisher": _field(found.sitename),
        "published_at": date if _date.fullmatch(date) else None,
    }


def _field(value: str | None) -> str | None:
    words = " ".join(_clean(value or "").split())
    return words[:FIELD_CHARACTERS].strip() or None


def _clean(text: str) -> str:
    # A page's embedded JSON can spell out what no document can hold: controls and lone surrogates.
    return _surrogates.sub("\ufffd", _controls.sub("", text))


if __name__ == "__main__":
    main()
