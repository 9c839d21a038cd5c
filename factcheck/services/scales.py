"""Rating scales: those a desk begins with, and those it may use now."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from factcheck import db
from factcheck.errors import InvalidInput
from factcheck.models import Rating, RatingScale
from factcheck.models.terms import Checks

# key, label, value, meaning; None stands for a rating outside the range.
Steps = tuple[tuple[str, str, int | None, str], ...]

ACCURACY: Steps = (
    ("true", "True", 5, "What was claimed is so, and nothing that matters is left out."),
    ("mostly_true", "Mostly true", 4, "What was claimed is so in the main; a detail is not."),
    ("half_true", "Half true", 3, "Some of what was claimed is so, and as much is not."),
    ("mostly_false", "Mostly false", 2, "Something in the claim is so, but what it says in the main is not."),
    ("false", "False", 1, "What was claimed is not so."),
    ("unproven", "Unproven", None, "What we could find neither shows nor refutes the claim."),
    ("misleading", "Misleading", None, "The words may be so, but they lead to a wrong conclusion."),
    ("missing_context", "Missing context", None, "Something is left out without which the claim misleads."),
    ("satire", "Satire", None, "It was never meant to be taken as fact."),
)
ATTRIBUTION: Steps = (
    (
        "correctly_attributed",
        "Correctly attributed",
        3,
        "It was said, by the person named, and in this sense.",
    ),
    ("misquoted", "Misquoted", 2, "Something like it was said; the words or the sense differ."),
    ("misattributed", "Misattributed", 1, "It was not said by the person named."),
    ("unproven", "Unproven", None, "We could not establish whether it was said."),
)


def add_first_scales() -> None:
    """Add the two scales a desk begins with, unless they are there."""
    known = set(db.session.scalars(select(RatingScale.key)))
    if "accuracy" not in known:
        add("accuracy", name="Accuracy", checks=Checks.CONTENT, steps=ACCURACY)
    if "attribution" not in known:
        add("attribution", name="Attribution", checks=Checks.ATTRIBUTION, steps=ATTRIBUTION)


def add(key: str, *, name: str, checks: Checks, steps: Steps) -> RatingScale:
    """Add a scale, or the next version of one; the version before it is retired."""
    older = db.session.scalars(
        select(RatingScale).where(RatingScale.key == key).order_by(RatingScale.version)
    ).all()
    for scale in older:
        scale.retired = True
    values = [value for _, _, value, _ in steps if value is not None]
    scale = RatingScale(
        key=key,
        version=len(older) + 1,
        name=name,
        checks=checks,
        best=max(values),
        worst=min(values),
        retired=False,
    )
    scale.ratings = [
        Rating(key=step, label=label, value=value, meaning=meaning, place=place)
        for place, (step, label, value, meaning) in enumerate(steps)
    ]
    db.session.add(scale)
    db.session.flush()
    return scale


def in_use(checks: Checks | None = None) -> Sequence[RatingScale]:
    """Return the scales that verdicts may use now, with their ratings; for one kind of check, or all."""
    wanted = select(RatingScale).where(~RatingScale.retired).options(selectinload(RatingScale.ratings))
    if checks is not None:
        wanted = wanted.where(RatingScale.checks == checks)
    return db.session.scalars(wanted.order_by(RatingScale.id)).all()


def rating(rating_id: int, *, checks: Checks) -> Rating:
    """Return a rating that a verdict on these checks may carry, or raise `InvalidInput`."""
    found = db.session.scalar(
        select(Rating).where(Rating.id == rating_id).options(selectinload(Rating.scale))
    )
    if found is None or found.scale.retired or found.scale.checks is not checks:
        raise InvalidInput("Choose a rating from the scale that fits what is being checked.")
    return found


def rating_by_key(key: str, *, checks: Checks) -> Rating:
    """Return the current rating of that key for these checks, or raise `InvalidInput`."""
    for scale in in_use(checks):
        for step in scale.ratings:
            if step.key == key:
                return rating(step.id, checks=checks)
    raise InvalidInput("Choose a rating from the scale that fits what is being checked.")
