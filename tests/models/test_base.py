"""What all tables share."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from factcheck.models import Base, Claimant, LoginSession, Reviewer
from factcheck.models.base import ALPHABET, UtcDateTime, new_public_id
from factcheck.models.reviewer import ABSOLUTE, IDLE
from factcheck.models.terms import Role, SaidBy

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)


def test_a_public_id_is_twelve_lower_case_letters_and_digits_of_base_32() -> None:
    made = {new_public_id() for _ in range(500)}

    assert len(made) == 500
    assert {len(one) for one in made} == {12}
    assert (
        {letter for one in made for letter in one} <= set("abcdefghijklmnopqrstuvwxyz234567") == set(ALPHABET)
    )


def test_a_time_comes_back_in_utc_from_both_databases(work: Session) -> None:
    in_seoul = NOON.astimezone(timezone(timedelta(hours=9)))
    work.add(Claimant(kind=SaidBy.PERSON, name="Ada Orlen", created_at=in_seoul))
    work.flush()
    work.expire_all()

    stored = work.scalars(select(Claimant)).one().created_at

    assert stored == NOON
    assert stored.utcoffset() == timedelta(0)


def test_a_time_without_its_offset_is_refused() -> None:
    with pytest.raises(ValueError, match="offset"):
        UtcDateTime().process_bind_param(datetime(2026, 1, 5, 12), sqlite.dialect())  # noqa: DTZ001 – the point.


@pytest.mark.parametrize("dialect", [sqlite.dialect(), postgresql.dialect()])
def test_no_time_stays_no_time(dialect: object) -> None:
    kind = UtcDateTime()

    assert kind.process_bind_param(None, dialect) is None  # type: ignore[arg-type]
    assert kind.process_result_value(None, dialect) is None  # type: ignore[arg-type]


def test_a_choice_is_stored_as_its_value(work: Session) -> None:
    work.add(Claimant(kind=SaidBy.ORGANISATION, name="The harbour", created_at=NOON))
    work.flush()

    stored = work.connection().exec_driver_sql("SELECT kind FROM claimant").scalar()

    assert stored == "organisation"


def test_every_constraint_has_a_name() -> None:
    unnamed = [
        (table.name, constraint)
        for table in Base.metadata.tables.values()
        for constraint in table.constraints
        if constraint.name is None
    ]

    assert unnamed == []


def test_every_relationship_is_loaded_on_purpose() -> None:
    lazy = [
        f"{mapper.class_.__name__}.{relation.key}"
        for mapper in Base.registry.mappers
        for relation in mapper.relationships
        if relation.lazy != "raise"
    ]

    assert lazy == []


# Sign-ins.


def sign_in(**columns: datetime | None) -> LoginSession:
    given: dict[str, datetime | None] = {"created_at": NOON, "seen_at": NOON, "ended_at": None}
    return LoginSession(**(given | columns), reviewer=Reviewer(role=Role.REVIEWER, disabled_at=None))


def test_a_sign_in_counts_until_it_was_idle_for_half_an_hour() -> None:
    assert sign_in().is_open(NOON + IDLE - timedelta(seconds=1))
    assert not sign_in().is_open(NOON + IDLE)


def test_a_sign_in_counts_for_twelve_hours_at_most() -> None:
    late = NOON + ABSOLUTE

    assert sign_in(seen_at=late).is_open(late - timedelta(seconds=1))
    assert not sign_in(seen_at=late).is_open(late)


def test_a_sign_in_that_ended_does_not_count() -> None:
    assert not sign_in(ended_at=NOON).is_open(NOON)


def test_a_disabled_person_is_not_signed_in() -> None:
    found = sign_in()
    found.reviewer.disabled_at = NOON

    assert not found.is_open(NOON)


@pytest.mark.parametrize(
    ("role", "reviews", "edits", "administers"),
    [
        (Role.REVIEWER, True, False, False),
        (Role.EDITOR, True, True, False),
        (Role.ADMIN, False, False, True),
    ],
)
def test_a_role_is_what_a_person_may_do(role: Role, reviews: bool, edits: bool, administers: bool) -> None:
    person = Reviewer(role=role)

    assert (person.reviews, person.is_editor, person.is_admin) == (reviews, edits, administers)
