"""The only door to the network: guarded fetching of pages, and the extraction of articles from them.

It is meant to be called before a write transaction begins.
"""

from factcheck.fetching.dialling import Connector, system_connector
from factcheck.fetching.errors import (
    AddressRefused,
    PageUnsuitable,
    ReadersBusy,
    RemoteFailed,
    RemoteTooSlow,
)
from factcheck.fetching.extraction import Extracted, extract, read_file, read_page
from factcheck.fetching.guard import Target, read_address
from factcheck.fetching.pages import Page, fetch
from factcheck.fetching.resolving import Resolver, system_resolver

__all__ = [
    "AddressRefused",
    "Connector",
    "Extracted",
    "Page",
    "PageUnsuitable",
    "ReadersBusy",
    "RemoteFailed",
    "RemoteTooSlow",
    "Resolver",
    "Target",
    "extract",
    "fetch",
    "read_address",
    "read_file",
    "read_page",
    "system_connector",
    "system_resolver",
]
