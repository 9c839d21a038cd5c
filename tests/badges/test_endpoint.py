"""The JSON that shields.io reads."""

import re

import pytest

from badges.samples import make_state
from factcheck.badges import shield

# https://shields.io/badges/endpoint-badge
ALLOWED = {
    "schemaVersion", "label", "message", "color", "labelColor", "isError", "namedLogo", "logoSvg",
    "logoColor", "logoSize", "style", "cacheSeconds",
}  # fmt: skip


def test_a_live_badge_has_exactly_the_shape_of_an_endpoint() -> None:
    assert shield(make_state(corrections=1)) == {
        "schemaVersion": 1,
        "label": "Example Desk",
        "message": "Mostly true · 2 April 2024 · corrected (1)",
        "color": "4c7022",
        "cacheSeconds": 300,
    }


@pytest.mark.parametrize("publication", ["live", "retracted", "withheld", None])
@pytest.mark.parametrize("lang", [None, "he", "xx"])
def test_every_badge_keeps_to_the_shape(publication: str | None, lang: str | None) -> None:
    answer = shield(make_state(publication=publication), lang=lang)

    assert answer.keys() <= ALLOWED
    assert answer["label"]
    assert answer["message"]
    assert re.fullmatch("[0-9a-f]{6}", answer["color"])
    assert answer.get("isError", False) is (publication in {"retracted", "withheld"})
