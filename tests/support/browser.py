"""A real browser for the tests marked `browser`: the Chromium of this machine, driven by Playwright."""

import os
import shutil
from typing import Any

import pytest

from support.machine import lacks

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """How Playwright starts the browser; it never downloads one of its own."""
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        lacks("browser", "there is no Chromium on this machine")
    return {
        "executable_path": program,
        "chromium_sandbox": os.geteuid() != 0,  # Its sandbox refuses root.
        "args": ARGUMENTS,
    }


@pytest.fixture(scope="session")
def base_url() -> str | None:
    """The address that a page's relative links start from: none, unless a test's folder says so."""
    return None
