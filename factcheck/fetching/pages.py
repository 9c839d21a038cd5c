"""Fetches one page from the Internet, every step of the way under guard and within one deadline."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from factcheck.fetching.bodies import read_body
from factcheck.fetching.deadline import Deadline
from factcheck.fetching.dialling import Connector, dial, system_connector
from factcheck.fetching.errors import RemoteFailed
from factcheck.fetching.guard import Target, follow, read_address
from factcheck.fetching.limits import REDIRECTS, TOTAL_SECONDS
from factcheck.fetching.media import read_content_type
from factcheck.fetching.resolving import Resolver, public_addresses, system_resolver

if TYPE_CHECKING:
    from urllib3.response import BaseHTTPResponse


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it was fetched."""

    url: str  # As asked for.
    final_url: str  # After redirects, in ASCII, without a fragment.
    content_type: str  # The media type alone.
    charset: str | None  # As the header declares it, in Python's name; None if it does not or is unknown.
    body: bytes  # Inflated.
    fetched_at: datetime  # UTC.
    sha256: str  # Of the body, in hexadecimal.


@dataclass(frozen=True, slots=True)
class _Errand:
    """What stays the same over all redirects of one fetch."""

    own_hosts: Sequence[str]
    resolver: Resolver
    connector: Connector
    deadline: Deadline


def fetch(
    url: str,
    *,
    own_hosts: Sequence[str] = (),
    resolver: Resolver = system_resolver,
    connector: Connector = system_connector,
) -> Page:
    """Fetch an article's page, or raise one of the errors of `errors.py`; it takes at most `TOTAL_SECONDS`.

    `own_hosts` are the names and IP addresses under which this service can be reached itself.
    """
    errand = _Errand(own_hosts, resolver, connector, Deadline(TOTAL_SECONDS))
    target = read_address(url, own_hosts=own_hosts)
    for _ in range(REDIRECTS + 1):
        outcome = _ask(target, errand)
        if isinstance(outcome, Page):
            return replace(outcome, url=url)
        target = follow(target, outcome, own_hosts=own_hosts)
    raise RemoteFailed(f"The site redirects more than {REDIRECTS} times.")


def _ask(target: Target, errand: _Errand) -> Page | str:
    """Return the page, or the location to which the site redirects."""
    from factcheck.fetching.requesting import (  # noqa: PLC0415  # It loads urllib3, which few commands need.
        asking,
        redirection,
        refuse_failure,
    )

    addresses = public_addresses(
        target, resolver=errand.resolver, deadline=errand.deadline, own_hosts=errand.own_hosts
    )
    opened = dial(addresses, target.port, connector=errand.connector, deadline=errand.deadline)
    with asking(target, opened, deadline=errand.deadline) as answer:
        location = redirection(answer)
        if location is not None:
            return location
        refuse_failure(answer)
        return _page(target, answer, deadline=errand.deadline)


def _page(target: Target, answer: "BaseHTTPResponse", *, deadline: Deadline) -> Page:
    content = read_content_type(answer.headers.get("content-type", ""))
    body = read_body(answer, deadline=deadline)
    return Page(
        url=target.url,
        final_url=target.url,
        content_type=content.media_type,
        charset=content.charset,
        body=body,
        fetched_at=datetime.now(UTC),
        sha256=hashlib.sha256(body).hexdigest(),
    )
