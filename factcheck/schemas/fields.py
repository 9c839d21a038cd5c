"""Fields that forms share. They check shape alone: lengths, dates, addresses, terms."""

from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import Any

from marshmallow import EXCLUDE, Schema, ValidationError, fields

LINE = 300
WORDS = 2_000
PAGES = 50_000
URL = 2_000
LARGEST = 2**31 - 1  # What a database keeps as an integer.
NEEDED = "This is needed."


class FormInput(Schema):
    """A form: what it does not know, such as its token, is left out."""

    class Meta:
        unknown = EXCLUDE


class Text(fields.String):
    """Text without blanks around it, its line breaks as `\\n`; a required one is not empty."""

    def __init__(self, *, longest: int = LINE, needed: str = "", **given: Any) -> None:
        if not needed:
            given.setdefault("load_default", "")
        messages: dict[str, Any] = {"required": needed or NEEDED}
        super().__init__(
            required=bool(needed), validate=self.fits, error_messages=messages, allow_none=False, **given
        )
        self.longest, self.needed = longest, needed

    def _deserialize(self, value: Any, *given: Any, **more: Any) -> str:
        read: str = super()._deserialize(value, *given, **more)
        return read.replace("\r\n", "\n").replace("\r", "\n").strip()

    def fits(self, value: str) -> None:
        if self.needed and not value:
            raise ValidationError(self.needed)
        if len(value) > self.longest:
            raise ValidationError(
                f"This is too long: {len(value):,} characters, and {self.longest:,} are the most."
            )


class Term(fields.Field[Any]):
    """One term of a closed list; empty is `load_default` where there is one."""

    def __init__(self, terms: type[StrEnum], *, needed: str = "", **given: Any) -> None:
        if not needed:
            given.setdefault("load_default", None)
        super().__init__(required=bool(needed), error_messages={"required": needed or NEEDED}, **given)
        self.terms, self.needed = terms, needed

    def _deserialize(self, value: Any, *_given: Any, **_more: Any) -> Any:
        if value in (None, ""):
            if self.needed:
                raise ValidationError(self.needed)
            return self.load_default
        try:
            return self.terms(value)
        except ValueError:
            raise ValidationError("Choose one of the list.") from None


class Tick(fields.Field[bool]):
    """A box that is ticked or not; browsers send nothing for one that is not."""

    def __init__(self, **given: Any) -> None:
        given.setdefault("load_default", False)
        super().__init__(**given)

    def _deserialize(self, value: Any, *_given: Any, **_more: Any) -> bool:
        return str(value) in {"1", "on", "true", "yes"}


class Day(fields.Field[datetime | None]):
    """A day as browsers write it, taken as its last moment in UTC; empty is None."""

    def __init__(self, **given: Any) -> None:
        given.setdefault("load_default", None)
        super().__init__(**given)

    def _deserialize(self, value: Any, *_given: Any, **_more: Any) -> datetime | None:
        if not str(value).strip():
            return None
        try:
            read = date.fromisoformat(str(value).strip())
        except ValueError:
            raise ValidationError("Write the day as year-month-day, such as 2026-03-31.") from None
        return datetime.combine(read, time(23, 59, 59), tzinfo=UTC)


class Number(fields.Integer):
    """A whole number in the ten digits of ASCII, small enough for a database; empty is None unless needed."""

    def __init__(self, *, needed: str = "", **given: Any) -> None:
        if not needed:
            given.setdefault("load_default", None)
        messages: dict[str, Any] = {"required": needed or NEEDED}
        super().__init__(required=bool(needed), validate=self.fits, error_messages=messages, **given)
        self.needed = needed

    def _deserialize(self, value: Any, *given: Any, **more: Any) -> Any:
        written = str(value).strip()
        if not written and self.needed:
            raise ValidationError(self.needed)
        if not written:
            return None
        if not (written.isascii() and written.isdigit() and len(written) <= 10):
            raise ValidationError("This is not a number.")
        return super()._deserialize(written, *given, **more)

    def fits(self, value: int | None) -> None:
        if value is not None and value > LARGEST:
            raise ValidationError("This number is too large.")


def version() -> Number:
    """Return the field that carries the claim's version as the form's page saw it."""
    return Number(needed="The form does not say which version of the claim it saw; load the page again.")
