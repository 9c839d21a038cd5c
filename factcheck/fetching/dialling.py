"""Opens the connection to one of the addresses that were checked, and to nothing else."""

import socket
from collections.abc import Callable, Sequence
from itertools import chain, zip_longest

from factcheck.fetching.deadline import Deadline
from factcheck.fetching.errors import RemoteFailed, RemoteTooSlow
from factcheck.fetching.limits import ADDRESSES_TRIED, CONNECT_SECONDS

Connector = Callable[[str, int, float], socket.socket]


def system_connector(address: str, port: int, timeout: float) -> socket.socket:
    """Connect to the IP address within `timeout` seconds; no proxy is used, whatever the environment says."""
    return socket.create_connection((address, port), timeout)


def dial(addresses: Sequence[str], port: int, *, connector: Connector, deadline: Deadline) -> socket.socket:
    """Return a connection to the first address that answers, or raise `RemoteFailed` or `RemoteTooSlow`."""
    failure: OSError | None = None
    for address in _alternating(addresses)[:ADDRESSES_TRIED]:
        try:
            return connector(address, port, min(CONNECT_SECONDS, deadline.remaining()))
        except OSError as error:
            failure = error
    if isinstance(failure, TimeoutError):
        raise RemoteTooSlow("The site does not answer.") from failure
    raise RemoteFailed("The site refuses the connection or cannot be reached.") from failure


def _alternating(addresses: Sequence[str]) -> list[str]:
    # Many addresses of a family that this machine cannot reach must not use up all tries (RFC 8305, 4).
    first_is_ipv6 = ":" in addresses[0]
    alike = [address for address in addresses if (":" in address) == first_is_ipv6]
    others = [address for address in addresses if (":" in address) != first_is_ipv6]
    return [address for address in chain.from_iterable(zip_longest(alike, others)) if address]
