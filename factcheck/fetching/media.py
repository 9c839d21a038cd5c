"""Reads what kind of content came and in which character encoding, and turns bytes into text."""

import codecs
import re
from dataclasses import dataclass
from typing import Final

from factcheck.fetching.errors import PageUnsuitable

HTML: Final = "text/html"
XHTML: Final = "application/xhtml+xml"
PLAIN: Final = "text/plain"
READABLE: Final = frozenset({HTML, XHTML, PLAIN})

FALLBACK: Final = "cp1252"  # What browsers take where nothing is declared and it is not UTF-8.
BYTE_ORDER_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# The WHATWG Encoding Standard, section 4.2, in Python's names. Anything else is never decoded:
# codecs such as utf-7, punycode or unicode-escape turn harmless bytes into something else.
ENCODINGS: Final = frozenset(
    {"utf-8", "utf-16", "utf-16-le", "utf-16-be", "cp866", "koi8-r", "koi8-u", "mac-roman", "mac-cyrillic"}
    | {f"iso8859-{part}" for part in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)}
    | {"cp874", *(f"cp{page}" for page in range(1250, 1259))}
    | {"gb18030", "big5", "big5hkscs", "euc_jp", "iso2022_jp", "cp932", "cp949"}
)
# What these names mean on the web, where each is taken for its larger successor.
SUCCESSORS: Final = {
    "ascii": FALLBACK,
    "iso8859-1": FALLBACK,
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}

DECLARATION_BYTES: Final = 1024  # Where HTML must declare its encoding (HTML Standard, section 4.2.5.4).
_charset = re.compile(r""";\s{0,20}charset\s{0,20}=\s{0,20}["']?([A-Za-z0-9._:+-]{1,40})""", re.IGNORECASE)
_declared = re.compile(
    rb"""<(?:meta|\?xml)\b[^>]{0,400}?\b(?:charset|encoding)\s{0,20}=\s{0,20}["']?([A-Za-z0-9._:+-]{1,40})""",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class ContentType:
    """A media type in lower case and the encoding declared with it, if it is one we know."""

    media_type: str
    charset: str | None


def read_content_type(header: str) -> ContentType:
    """Read a Content-Type header (RFC 9110, section 8.3), or raise `PageUnsuitable` if it is no article's."""
    media_type = header.partition(";")[0].strip().lower()
    if media_type not in READABLE:
        raise PageUnsuitable(f"That address gives {_named(media_type)}, not a page of text.")
    declared = _charset.search(header)
    return ContentType(media_type, known_charset(declared[1]) if declared else None)


def known_charset(label: str) -> str | None:
    """Return Python's name of an encoding that web pages use, or None."""
    try:
        name = codecs.lookup(label).name
    except (LookupError, UnicodeError, ValueError):
        return None
    name = SUCCESSORS.get(name, name)
    return name if name in ENCODINGS else None


def decode_html(body: bytes, *, charset: str | None = None) -> str:
    """Decode a page as browsers do: by its mark, its header, its own word, as UTF-8, as windows-1252."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(encoding, errors="replace")
    declared = _known(charset) or _declared_in(body)
    if declared:
        return body.decode(declared, errors="replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return body.decode(FALLBACK, errors="replace")


def decode_plain(body: bytes, *, charset: str | None = None) -> str:
    """Decode a text exactly, newlines untouched, or raise `PageUnsuitable`; UTF-8 unless declared."""
    if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise PageUnsuitable("The text is UTF-16; please save it as UTF-8.")
    try:
        return body.removeprefix(codecs.BOM_UTF8).decode(_known(charset) or "utf-8")
    except UnicodeDecodeError as error:
        where = f"byte {error.start + 1:,}"
        raise PageUnsuitable(f"The text is not valid UTF-8 ({where} does not fit).") from error


def _known(charset: str | None) -> str | None:
    return known_charset(charset) if charset else None


def _declared_in(body: bytes) -> str | None:
    declared = _declared.search(body[:DECLARATION_BYTES])
    name = known_charset(declared[1].decode("ascii")) if declared else None
    # A page that could say so in ASCII is not UTF-16, whatever it says.
    return "utf-8" if name and name.startswith("utf-16") else name


def _named(media_type: str) -> str:
    return media_type if re.fullmatch(r"[a-z0-9.+/-]{3,60}", media_type) else "something unnamed"
