"""Says which IP addresses are public: a deny list for IPv4, an allow list for IPv6.

The lists are our own, since `ipaddress` lets shared, translated and cloud metadata addresses through.
"""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Final

# IANA's IPv4 special-purpose registry (RFC 6890) and two cloud addresses.
IPV4_DENIED: Final = tuple(
    IPv4Network(block)
    for block in (
        "0.0.0.0/8",  # RFC 791: this network.
        "10.0.0.0/8",  # RFC 1918: private.
        "100.64.0.0/10",  # RFC 6598: shared by carriers; 100.100.100.200 is a cloud's metadata.
        "127.0.0.0/8",  # RFC 1122: loopback.
        "168.63.129.16/32",  # A cloud's wire server, on an address that looks public.
        "169.254.0.0/16",  # RFC 3927: link-local, and cloud metadata.
        "172.16.0.0/12",  # RFC 1918: private.
        "192.0.0.0/24",  # RFC 6890: protocol assignments.
        "192.0.2.0/24",  # RFC 5737: documentation.
        "192.31.196.0/24",  # RFC 7535: AS112.
        "192.52.193.0/24",  # RFC 7450: multicast tunnels.
        "192.88.99.0/24",  # RFC 7526: 6to4 relays.
        "192.168.0.0/16",  # RFC 1918: private.
        "192.175.48.0/24",  # RFC 7534: AS112.
        "198.18.0.0/15",  # RFC 2544: benchmarks.
        "198.51.100.0/24",  # RFC 5737: documentation.
        "203.0.113.0/24",  # RFC 5737: documentation.
        "224.0.0.0/4",  # RFC 5771: multicast.
        "240.0.0.0/4",  # RFC 1112: reserved; and broadcast.
    )
)

IPV6_ALLOWED: Final = IPv6Network("2000::/3")  # RFC 3513: what is handed out as global unicast.
IPV6_DENIED: Final = tuple(
    IPv6Network(block)
    for block in (
        "2001::/23",  # RFC 2928: protocol assignments, with Teredo and ORCHID.
        "2001:db8::/32",  # RFC 3849: documentation.
        "2002::/16",  # RFC 3056: 6to4, which carries any IPv4 address.
        "2620:4f:8000::/48",  # RFC 7534: AS112.
        "3ffe::/16",  # RFC 3701: the former 6bone.
        "3fff::/20",  # RFC 9637: documentation.
    )
)

# RFC 5214, section 6.1: an interface identifier that carries any IPv4 address.
ISATAP_IDENTIFIERS: Final = frozenset({0x0000_5EFE, 0x0200_5EFE})


def is_public(address: str) -> bool:
    """Say whether the address, as text, is one that belongs to the public Internet; False if it is none."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    if isinstance(parsed, IPv4Address):
        return not any(parsed in block for block in IPV4_DENIED)
    return _is_public_ipv6(parsed)


def _is_public_ipv6(address: IPv6Address) -> bool:
    if address.scope_id is not None or address not in IPV6_ALLOWED:
        return False
    if (int(address) >> 32) & 0xFFFF_FFFF in ISATAP_IDENTIFIERS:
        return False
    return not any(address in block for block in IPV6_DENIED)
