"""What this machine may lack for some tests, and whether lacking it is a skip or a failure."""

import os
from typing import NoReturn

import pytest


def lacks(part: str, why: str) -> NoReturn:
    """Skip the test, or fail it where `FACTCHECK_REQUIRE` names the part."""
    if part in required():
        pytest.fail(f"FACTCHECK_REQUIRE names {part}, but {why}.", pytrace=False)
    pytest.skip(f"{why}.")


def required() -> set[str]:
    """Return the parts without which the tests must not pass."""
    return {part.strip() for part in os.environ.get("FACTCHECK_REQUIRE", "").split(",") if part.strip()}
