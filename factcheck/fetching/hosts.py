"""Reads the host of an address: a public name or an IP address in its one plain form."""

import re
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from typing import Final
from unicodedata import normalize

from factcheck.fetching.errors import AddressRefused
from factcheck.fetching.limits import HOST_CHARACTERS

# Names that never belong to the public Internet: RFC 6761, 6762, 7686, 8375, 9476, the reserved
# .internal, and what routers, offices and clusters commonly use.
INTERNAL_SUFFIXES: Final = frozenset(
    {"alt", "arpa", "internal", "invalid", "local", "localhost", "onion", "test"}
    | {"corp", "domain", "home", "intranet", "lan", "localdomain", "mail", "private", "svc", "workgroup"}
)

# Names under which clouds hand out credentials, beside those that end in .internal.
METADATA_NAMES: Final = frozenset(
    {"metadata.goog", "metadata.azure.com", "metadata.tencentyun.com", "metadata.packet.net"}
    | {"metadata.platformequinix.com", "instance-data.amazonaws.com"}
)

_label = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_number = re.compile(r"[0-9]+|0x[0-9a-f]*")


def read_host(host: str) -> str:
    """Return the host in lower-case ASCII, an IP address without brackets, or raise `AddressRefused`."""
    if not host:
        raise AddressRefused("The address names no host.")
    if host.startswith("["):
        return _read_ipv6(host[1:-1])
    if "%" in host:
        raise AddressRefused("The host of an address may not be percent-encoded.")
    name = _to_ascii(host).removesuffix(".")
    if _number.fullmatch(name.rpartition(".")[2]):
        return _read_ipv4(name)
    _check_name(name)
    return name


def is_address(host: str) -> bool:
    """Say whether a host that `read_host` returned is an IP address."""
    return ":" in host or host.rpartition(".")[2].isdigit()


def _read_ipv6(literal: str) -> str:
    try:
        address = IPv6Address(literal)
    except AddressValueError:
        raise AddressRefused("The IPv6 address cannot be read.") from None
    if address.scope_id is not None:
        raise AddressRefused("An IPv6 address with a zone is not fetched.")
    return address.compressed


def _read_ipv4(literal: str) -> str:
    # A name whose last label is a number is always meant as an IPv4 address (WHATWG URL, section 3.5).
    # `IPv4Address` takes four decimal numbers without leading zeros and nothing else.
    try:
        return str(IPv4Address(literal))
    except AddressValueError:
        raise AddressRefused("An IPv4 address must be written as four plain decimal numbers.") from None


def _to_ascii(host: str) -> str:
    if len(host) > HOST_CHARACTERS:
        raise AddressRefused("The host name of that address is too long.")
    if host.isascii():
        return host.lower()
    import idna  # noqa: PLC0415  # Its tables take time to load and few addresses need them.

    try:
        # IDNA 2008 refuses circled and full-width letters and digits, which UTS 46 would map to plain ones.
        return idna.encode(normalize("NFC", host.lower()), strict=True).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        raise AddressRefused("The host name of that address contains characters no name may have.") from None


def _check_name(name: str) -> None:
    labels = name.split(".")
    if len(name) > HOST_CHARACTERS or not all(_label.fullmatch(label) for label in labels):
        raise AddressRefused("The host name of that address is not a valid name.")
    if labels[-1] in INTERNAL_SUFFIXES or name in METADATA_NAMES:
        raise AddressRefused("That host name belongs to an internal network.")
    if len(labels) == 1:
        raise AddressRefused("A host name without a dot is not on the public Internet.")
