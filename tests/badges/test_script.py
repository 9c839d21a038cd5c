"""What the embed script may never do on other people's pages; `tests/browser` proves what it does."""

import re

import pytest

from factcheck.paths import PACKAGE

SCRIPT = (PACKAGE / "static" / "embed.js").read_text()
FORBIDDEN = [
    "innerHTML",
    "outerHTML",
    "insertAdjacentHTML",
    "document.write",
    "eval(",
    "Function(",
    "srcdoc",
    "setHTML",
    "DOMParser",
    "createContextualFragment",
    "document.cookie",
    "localStorage",
    "sessionStorage",
    "indexedDB",
    "sendBeacon",
    "importScripts",
    "allow-scripts",
    "allow-same-origin",
    ".style.",
    "cssText",
    "postMessage",
]


@pytest.mark.parametrize("word", FORBIDDEN)
def test_the_script_writes_no_markup_and_keeps_nothing(word: str) -> None:
    assert word not in SCRIPT


def test_the_script_names_no_address_of_its_own() -> None:
    assert re.findall(r"https?://[^\s\"'`/]", SCRIPT) == []


def test_the_script_sends_no_cookie() -> None:
    assert SCRIPT.count("fetch(") == 1
    assert 'credentials: "omit"' in SCRIPT
    assert 'crossorigin: "anonymous"' in SCRIPT
