"""Content types and character encodings."""

import pytest

from factcheck.fetching import PageUnsuitable
from factcheck.fetching.media import decode_html, decode_plain, known_charset, read_content_type


@pytest.mark.parametrize(
    ("header", "charset"),
    [
        ("text/html", None),
        ("text/html; charset=utf-8", "utf-8"),
        ('text/html; a=b; Charset = "KOI8-R"', "koi8-r"),
        ("text/html;charset=latin1", "cp1252"),
        ("text/html;charset=utf-7", None),
        ("text/html;charset=", None),
    ],
)
def test_a_content_type_is_read_with_its_charset(header: str, charset: str | None) -> None:
    assert read_content_type(header).charset == charset


@pytest.mark.parametrize("label", ["utf-7", "punycode", "unicode_escape", "hex", "nonsense", "", "a\x00b"])
def test_an_encoding_that_no_page_uses_is_not_known(label: str) -> None:
    assert known_charset(label) is None


@pytest.mark.parametrize(
    "label", ["windows-1251", "Shift_JIS", "gb2312", "GBK", "euc-kr", "iso-8859-8", "macintosh"]
)
def test_the_encodings_of_the_web_are_known(label: str) -> None:
    name = known_charset(label)

    assert name
    assert b"a".decode(name) == "a"


@pytest.mark.parametrize(
    ("body", "charset", "text"),
    [
        ("é".encode(), None, "é"),
        (b"\xe9", None, "é"),
        (b"\xef\xbb\xbf\xc3\xa9", "cp1251", "é"),
        ("é".encode("utf-16"), None, "é"),
        (b"\xfe\xff\x00\xe9", "utf-8", "é"),
        (b"\xe9", "cp1251", "й"),
        (b"\xe9", "utf-8", "\ufffd"),
        (b"+AGE-", "utf-7", "+AGE-"),
        (b"<meta charset=windows-1251>\xe9", None, "<meta charset=windows-1251>й"),
        (b"<meta charset=utf-16>\xc3\xa9", None, "<meta charset=utf-16>é"),
        (b"<meta charset=nonsense>\xc3\xa9", None, "<meta charset=nonsense>é"),
        (b'<?xml version="1.0" encoding="koi8-r"?>\xca', None, '<?xml version="1.0" encoding="koi8-r"?>й'),
    ],
)
def test_a_page_is_decoded_as_browsers_do(body: bytes, charset: str | None, text: str) -> None:
    assert decode_html(body, charset=charset) == text


def test_a_text_in_a_declared_encoding_must_fit_it() -> None:
    assert decode_plain(b"\xe9", charset="cp1252") == "é"
    with pytest.raises(PageUnsuitable, match="byte 2"):
        decode_plain(b"a\x81", charset="cp1252")
