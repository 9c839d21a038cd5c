"""Reads an address once and strictly, and decides whether this service may go there.

Nothing else takes an address apart, so there is no second opinion to play off against this one.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urljoin

from factcheck.fetching.addresses import is_public
from factcheck.fetching.errors import AddressRefused
from factcheck.fetching.hosts import is_address, read_host
from factcheck.fetching.limits import URL_CHARACTERS

DEFAULT_PORTS: Final = {"http": 80, "https": 443}
PORTS: Final = {"80": 80, "443": 443}

# RFC 3986, section 3, narrowed: an authority is required, and its parts are read below.
_address = re.compile(r"(?P<scheme>[A-Za-z]+)://(?P<authority>[^/?#]*)(?P<resource>[^#]*)(?:#.*)?")
_authority = re.compile(r"(?P<host>\[[^\[\]]*\]|[^:\[\]]*)(?::(?P<port>.*))?")
_scheme = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_forbidden = re.compile(r"[\x00-\x20\x7f-\xa0\\<>\"\s\ud800-\udfff]")

# RFC 3986, section 2: what stays as it is in a path or query; all else is percent-encoded.
_KEPT: Final = "/?:@!$&'()*+,;=%[]-._~"


@dataclass(frozen=True, slots=True)
class Target:
    """An address that may be asked for: every part is plain ASCII and checked."""

    scheme: str
    host: str  # A name in lower case or an IP address without brackets.
    port: int
    resource: str  # Path and query, as sent.

    @property
    def url(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == DEFAULT_PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{host}{port}{self.resource}"

    @property
    def is_literal(self) -> bool:
        """Say whether the host is an IP address, so that there is nothing to look up."""
        return is_address(self.host)


def read_address(url: str, *, own_hosts: Iterable[str] = ()) -> Target:
    """Take the address apart, or raise `AddressRefused` with the reason.

    `own_hosts` are the names under which this service itself can be reached, with or without a port.
    """
    parts = _address.fullmatch(_checked(url))
    if parts is None:
        raise AddressRefused("A full address is needed, such as https://example.org/article.")
    scheme = parts["scheme"].lower()
    if scheme not in DEFAULT_PORTS:
        raise AddressRefused("Only addresses that begin with http:// or https:// can be fetched.")
    host, port = _read_authority(parts["authority"], scheme=scheme)
    refuse_own(host, own_hosts=own_hosts)
    return Target(scheme=scheme, host=host, port=port, resource=_read_resource(parts["resource"]))


def follow(target: Target, location: str, *, own_hosts: Iterable[str] = ()) -> Target:
    """Read where a redirect from `target` leads, by the same rules, or raise `AddressRefused`."""
    _checked(location)
    if location.startswith("//"):
        location = f"{target.scheme}:{location}"
    elif not _scheme.match(location):
        location = urljoin(target.url, location)
    onward = read_address(location, own_hosts=own_hosts)
    if target.scheme == "https" and onward.scheme == "http":
        raise AddressRefused("The page redirects from https to http, which is not followed.")
    return onward


def refuse_own(host: str, *, own_hosts: Iterable[str]) -> None:
    """Raise `AddressRefused` if the host, a name or an IP address, is this service itself."""
    if host in {_bare(own) for own in own_hosts}:
        raise AddressRefused("That is the address of this service itself.")


def refuse_private(address: str) -> None:
    """Raise `AddressRefused` unless the IP address is public."""
    if not is_public(address):
        raise AddressRefused("That address leads into a private or reserved network.")


def _checked(url: str) -> str:
    if len(url) > URL_CHARACTERS:
        raise AddressRefused(f"An address may have at most {URL_CHARACTERS:,} characters.")
    if _forbidden.search(url):
        raise AddressRefused("The address contains blanks or characters that no address may contain.")
    return url


def _read_authority(authority: str, *, scheme: str) -> tuple[str, int]:
    if "@" in authority:
        raise AddressRefused("An address with a user name or password in it is not fetched.")
    parts = _authority.fullmatch(authority)
    if parts is None:
        raise AddressRefused("The host of that address cannot be read.")
    host = read_host(parts["host"])
    if is_address(host):
        refuse_private(host)
    if parts["port"] is None:
        return host, DEFAULT_PORTS[scheme]
    if parts["port"] not in PORTS:
        raise AddressRefused("Only the ports 80 and 443 are asked.")
    return host, PORTS[parts["port"]]


def _read_resource(resource: str) -> str:
    if not resource.startswith("/"):
        resource = f"/{resource}"
    encoded = quote(resource, safe=_KEPT)
    if len(encoded) > URL_CHARACTERS:
        raise AddressRefused(f"An address may have at most {URL_CHARACTERS:,} characters.")
    return encoded


def _bare(own: str) -> str:
    name, colon, port = own.strip().lower().rpartition(":")
    if colon and port.isdigit() and (":" not in name or name.endswith("]")):
        own = name
    return own.strip().lower().strip("[]").rstrip(".")
