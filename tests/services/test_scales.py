"""Rating scales: the two a desk begins with, and what becomes of older versions."""

import pytest

from factcheck.errors import InvalidInput
from factcheck.models.terms import Checks
from factcheck.services import scales

pytestmark = pytest.mark.usefixtures("work")

# The design's, by hand.
ACCURACY = [
    ("True", 5),
    ("Mostly true", 4),
    ("Half true", 3),
    ("Mostly false", 2),
    ("False", 1),
    ("Unproven", None),
    ("Misleading", None),
    ("Missing context", None),
    ("Satire", None),
]
ATTRIBUTION = [("Correctly attributed", 3), ("Misquoted", 2), ("Misattributed", 1), ("Unproven", None)]


@pytest.mark.parametrize(
    ("checks", "label", "best", "steps"),
    [
        (Checks.CONTENT, "accuracy@1", 5, ACCURACY),
        (Checks.ATTRIBUTION, "attribution@1", 3, ATTRIBUTION),
    ],
)
def test_a_desk_begins_with_the_scales_of_the_design(
    checks: Checks, label: str, best: int, steps: list[tuple[str, int | None]]
) -> None:
    scales.add_first_scales()

    [scale] = scales.in_use(checks)

    assert (scale.label, scale.best, scale.worst) == (label, best, 1)
    assert [(rating.label, rating.value) for rating in scale.ratings] == steps
    assert [rating.needs_no_evidence for rating in scale.ratings].count(True) == 1
    assert all(rating.meaning for rating in scale.ratings)


def test_the_first_scales_are_added_once() -> None:
    scales.add_first_scales()
    scales.add_first_scales()

    assert [scale.label for scale in scales.in_use()] == ["accuracy@1", "attribution@1"]


def test_a_new_version_retires_the_one_before() -> None:
    scales.add_first_scales()
    old = scales.rating_by_key("true", checks=Checks.CONTENT)

    scales.add(
        "accuracy",
        name="Accuracy",
        checks=Checks.CONTENT,
        steps=(("true", "So", 1, "It is so."), ("false", "Not so", 0, "It is not.")),
    )

    assert [scale.label for scale in scales.in_use(Checks.CONTENT)] == ["accuracy@2"]
    assert scales.rating_by_key("true", checks=Checks.CONTENT).label == "So"
    with pytest.raises(InvalidInput):
        scales.rating(old.id, checks=Checks.CONTENT)


def test_a_rating_is_of_a_scale_that_fits() -> None:
    scales.add_first_scales()
    false = scales.rating_by_key("false", checks=Checks.CONTENT)

    assert scales.rating(false.id, checks=Checks.CONTENT) is false
    for refused in (
        lambda: scales.rating(false.id, checks=Checks.ATTRIBUTION),
        lambda: scales.rating(-1, checks=Checks.CONTENT),
        lambda: scales.rating_by_key("misquoted", checks=Checks.CONTENT),
    ):
        with pytest.raises(InvalidInput, match="Choose a rating"):
            refused()
