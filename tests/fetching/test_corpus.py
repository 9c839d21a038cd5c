"""Every address of the hostile corpus, against sites on loopback that stand at public addresses."""

from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path

import pytest

from factcheck.errors import FactcheckError
from factcheck.fetching import fetch
from factcheck.fetching.limits import URL_CHARACTERS
from fetching.sites import Network, Site, redirecting

CORPUS = Path(__file__).parents[1] / "corpora" / "ssrf.txt"
OWN_HOSTS = ("factcheck.example",)

# An oracle of its own: the only addresses of the corpus that anybody may connect to.
PUBLIC = {"93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "1.1.1.1"}


@dataclass(frozen=True)
class Row:
    """One address with the answers of its resolver and where its site redirects."""

    is_allowed: bool
    kind: str
    url: str
    answers: dict[str, list[str]]
    redirect: str | None


def rows() -> list[Row]:
    lines = CORPUS.read_text(encoding="utf-8").splitlines()
    return [read_row(line) for line in lines if line and not line.startswith("#")]


def read_row(line: str) -> Row:
    expect, kind, url, answers, redirect = [*line.split("\t"), "", ""][:5]
    url = url.replace(r"\r\n", "\r\n").replace(
        "LONG8193", "a" * (URL_CHARACTERS + 1 - len("http://example.com/"))
    )
    name, _, addresses = answers.partition("=")
    return Row(expect == "ALLOW", kind, url, {name: addresses.split("|")} if name else {}, redirect or None)


ROWS = rows()


def test_the_corpus_is_whole() -> None:
    assert len(ROWS) == 138
    assert len({row.kind for row in ROWS}) == 55
    assert sum(row.is_allowed for row in ROWS) == 7


@pytest.mark.parametrize("row", ROWS, ids=[f"{row.kind}-{row.url[:60]}" for row in ROWS])
def test_a_forbidden_address_is_never_connected_to_and_an_allowed_one_is_fetched(
    row: Row, stand_up: Callable[..., tuple[Site, Network]]
) -> None:
    path = "/" + row.url.rpartition("/")[2]
    locations = {path: row.redirect} if row.redirect else {}
    _, network = stand_up(redirecting(locations), secure=row.url.startswith("https"))
    network.names = {name: [answer.split(",") for answer in answers] for name, answers in row.answers.items()}

    outcome = attempt(row.url, network)

    assert (outcome == 200) is row.is_allowed
    assert outcome in {200, 422} or row.url.endswith("/loop")
    assert bool(network.dialled) is (row.is_allowed or row.kind == "redirect")
    assert {ip_address(address) for address, _ in network.dialled} <= {ip_address(known) for known in PUBLIC}
    assert {port for _, port in network.dialled} <= {80, 443}


def attempt(url: str, network: Network) -> int:
    try:
        fetch(url, own_hosts=OWN_HOSTS, resolver=network.resolver, connector=network.connector)
    except FactcheckError as refusal:
        return refusal.status
    return 200
