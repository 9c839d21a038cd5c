"""What the tests of the fetcher share."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from factcheck.fetching import Page, fetch
from fetching.sites import PUBLIC, TLS, Answering, Network, Site, site

Fetching = Callable[..., Page]


@pytest.fixture(autouse=True)
def trust_the_tests_authority(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(TLS / "authority.pem"))


@pytest.fixture
def stand_up() -> Iterator[Callable[..., tuple[Site, Network]]]:
    """Start a site and return it with the network that leads to it."""
    with ExitStack() as running:

        def start(answering: Answering, *, secure: bool = False) -> tuple[Site, Network]:
            started = running.enter_context(site(answering, secure=secure))
            network = Network(started.port)
            network.add("example.com", PUBLIC)
            return started, network

        yield start


@pytest.fixture
def fetch_from(stand_up: Callable[..., tuple[Site, Network]]) -> Fetching:
    """Fetch an address from a site that answers as given."""

    def fetch_it(answering: Answering, url: str = "http://example.com/") -> Page:
        _, network = stand_up(answering, secure=url.startswith("https"))
        return fetch(url, resolver=network.resolver, connector=network.connector)

    return fetch_it
