"""Finds the IP addresses of a host, once for each request, and lets none pass that is not public."""

import socket
from collections.abc import Callable, Iterable, Sequence

from factcheck.fetching.deadline import Deadline
from factcheck.fetching.errors import RemoteFailed
from factcheck.fetching.guard import Target, refuse_own, refuse_private

Resolver = Callable[[str], Sequence[str]]


def system_resolver(host: str) -> list[str]:
    """Return the IP addresses of a name, as the operating system orders them (RFC 6724)."""
    # The final dot keeps the machine's own search domains out of it.
    answers = socket.getaddrinfo(f"{host}.", None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(answer[4][0]) for answer in answers))


def public_addresses(
    target: Target, *, resolver: Resolver, deadline: Deadline, own_hosts: Iterable[str] = ()
) -> list[str]:
    """Return the addresses to connect to, all of them public, or raise `AddressRefused` or `RemoteFailed`."""
    if target.is_literal:
        return [target.host]
    try:
        addresses = list(deadline.wait_for(lambda: resolver(target.host)))
    except (OSError, UnicodeError) as error:
        raise RemoteFailed(f"No site was found under the name {target.host}.") from error
    if not addresses:
        raise RemoteFailed(f"No site was found under the name {target.host}.")
    for address in addresses:
        refuse_private(address)
        refuse_own(address, own_hosts=own_hosts)
    return addresses
