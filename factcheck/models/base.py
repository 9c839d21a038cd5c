"""What all tables share: named constraints, UTC times, enums stored as their values, public ids."""

import secrets
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import DateTime, Enum, MetaData, String
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

# RFC 4648 base 32, lower case: no digit that looks like a letter.
ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """A moment, aware and in UTC on both databases."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A time without its offset cannot be stored.")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """The base of every table."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {datetime: UtcDateTime(), str: String()}  # noqa: RUF012 – SQLAlchemy's own name.


def choice(terms: type[StrEnum]) -> Enum:
    """Return a column type that stores a StrEnum as its value, in plain text."""
    return Enum(terms, native_enum=False, create_constraint=False, length=40, values_callable=values)


def values(terms: Any) -> list[str]:
    return [term.value for term in terms]


def new_public_id() -> str:
    """Make a random public id: 12 characters, 60 bits."""
    return random_code(12)


def random_code(length: int) -> str:
    """Make a random code of so many base-32 characters."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))
