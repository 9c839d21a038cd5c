"""One strict reading of an address."""

import pytest

from factcheck.fetching import AddressRefused, read_address
from factcheck.fetching.addresses import is_public
from factcheck.fetching.guard import follow
from factcheck.fetching.limits import URL_CHARACTERS


@pytest.mark.parametrize(
    ("url", "read"),
    [
        ("http://example.org", "http://example.org/"),
        ("HTTPS://EXAMPLE.ORG./a", "https://example.org/a"),
        ("https://example.org:443/", "https://example.org/"),
        ("http://example.org:443/", "http://example.org:443/"),
        ("https://example.org?q=1#part", "https://example.org/?q=1"),
        ("https://example.org/a%20b/../c?d=é&e={f}", "https://example.org/a%20b/../c?d=%C3%A9&e=%7Bf%7D"),
        (
            "https://Пример.example/новини",
            "https://xn--e1afmkfd.example/%D0%BD%D0%BE%D0%B2%D0%B8%D0%BD%D0%B8",
        ),
        ("https://straße.example/", "https://xn--strae-oqa.example/"),
        ("http://[2606:2800:021f::1]/", "http://[2606:2800:21f::1]/"),
        ("http://[2606:2800:21f::1]:443/x", "http://[2606:2800:21f::1]:443/x"),
        ("http://93.184.215.14/x", "http://93.184.215.14/x"),
        ("http://1.2.example/", "http://1.2.example/"),
    ],
)
def test_a_public_address_is_read_into_plain_ascii(url: str, read: str) -> None:
    assert read_address(url).url == read


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("", "full address"),
        ("example.org/a", "full address"),
        ("mailto:ana@example.org", "full address"),
        ("ftp://example.org/", "http:// or https://"),
        ("https://", "names no host"),
        ("https:///path", "names no host"),
        ("https://example.org/a b", "blanks"),
        (" https://example.org/", "blanks"),
        ("https://example.org/\x00", "blanks"),
        ("https://example.org/\u2028", "blanks"),
        ("https://example.org/\ud800", "blanks"),
        ("https://example.org\\a", "blanks"),
        ("https://ana@example.org/", "user name"),
        ("https://example.org:/", "ports 80 and 443"),
        ("https://example.org:8080/", "ports 80 and 443"),
        ("https://example.org:0443/", "ports 80 and 443"),
        ("https://example.org:٤٤٣/", "ports 80 and 443"),
        ("https://example.org:443:443/", "ports 80 and 443"),
        ("https://[::1/", "cannot be read"),
        ("https://[1.2.3.4]/", "IPv6 address cannot be read"),
        ("https://[fe80::1%eth0]/", "zone"),
        ("https://1.2.3/", "four plain decimal numbers"),
        ("https://1.2.3.04/", "four plain decimal numbers"),
        ("https://example.0x1/", "four plain decimal numbers"),
        ("https://10.0.0.1/", "private or reserved"),
        ("https://ex%61mple.org/", "percent-encoded"),
        ("https://-example.org/", "not a valid name"),
        ("https://a..example.org/", "not a valid name"),
        ("https://foo_bar.example.org/", "not a valid name"),
        ("https://" + "a" * 64 + ".org/", "not a valid name"),
        ("https://" + "a." * 130 + "org/", "too long"),
        ("https://" + ".".join(["пример"] * 20) + "/", "no name may have"),
        ("https://１２７.example/", "no name may have"),
        ("https://www.home/", "internal network"),
        ("https://intranet/", "internal network"),
        ("https://metadata.goog/", "internal network"),
        ("https://printer/", "without a dot"),
        ("https://example.org/" + "a" * URL_CHARACTERS, "at most 8,192"),
        ("https://example.org/" + "é" * 4000, "at most 8,192"),
    ],
)
def test_a_doubtful_address_is_refused_with_its_reason(url: str, reason: str) -> None:
    with pytest.raises(AddressRefused, match=reason) as refusal:
        read_address(url)

    assert refusal.value.status == 422


@pytest.mark.parametrize(
    "own", ["desk.example", "DESK.example.", "desk.example:8443", " desk.example ", "xn--desk.example"]
)
def test_the_desk_does_not_fetch_from_itself(own: str) -> None:
    host = "xn--desk.example" if own.startswith("xn--") else "desk.example"

    with pytest.raises(AddressRefused, match="this service itself"):
        read_address(f"https://{host}/", own_hosts=[own])


@pytest.mark.parametrize("own", ["2606:2800::1", "[2606:2800::1]", "[2606:2800::1]:8443"])
def test_the_desk_does_not_fetch_from_its_own_ip_address(own: str) -> None:
    with pytest.raises(AddressRefused, match="this service itself"):
        read_address("https://[2606:2800::1]/", own_hosts=[own])


@pytest.mark.parametrize(
    ("location", "onward"),
    [
        ("/b", "https://example.org/b"),
        ("b", "https://example.org/dir/b"),
        ("?page=2", "https://example.org/dir/a?page=2"),
        ("//other.example/c", "https://other.example/c"),
        ("https://other.example/c", "https://other.example/c"),
        ("../стаття", "https://example.org/%D1%81%D1%82%D0%B0%D1%82%D1%82%D1%8F"),
        ("", "https://example.org/dir/a"),
    ],
)
def test_a_redirect_is_read_from_where_it_came(location: str, onward: str) -> None:
    assert follow(read_address("https://example.org/dir/a"), location).url == onward


@pytest.mark.parametrize(
    "location",
    [
        "http://example.org/",
        "https:other.example",
        "javascript:alert(1)",
        "/\tb",
        "//[::1]/",
        "/\\127.0.0.1/",
    ],
)
def test_a_redirect_obeys_the_same_rules(location: str) -> None:
    with pytest.raises(AddressRefused):
        follow(read_address("https://example.org/"), location)


def test_a_redirect_to_the_desk_itself_is_refused() -> None:
    with pytest.raises(AddressRefused, match="this service itself"):
        follow(read_address("https://example.org/"), "https://desk.example/", own_hosts=["desk.example"])


BESIDE_A_BLOCK = """
    8.8.8.8 1.1.1.1 100.63.255.255 100.128.0.1 172.32.0.1 198.20.0.1 223.255.255.255
    2606:2800:21f::1 2001:200::1 2a00:1450::1 3ffd::1
"""
NOT_PUBLIC = """
    100.127.255.255 198.19.255.255 239.255.255.250 168.63.129.16 192.52.193.1
    2001:1ff::1 2001:20::1 2002::1 3ffe::1 3fff:fff::1 4000::1 1fff::1 :: 64:ff9b::1
    2606:2800::5efe:10.0.0.1 2606:2800::200:5efe:a00:1 2606::1%eth0
    example.org 1.2.3 0x7f.1 01.2.3.4 ١.1.1.1
"""


@pytest.mark.parametrize("address", BESIDE_A_BLOCK.split())
def test_an_address_beside_a_special_block_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("address", [*NOT_PUBLIC.split(), ""])
def test_an_address_in_a_special_block_or_none_at_all_is_not_public(address: str) -> None:
    assert not is_public(address)
