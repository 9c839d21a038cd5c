"""What readers, embedders and programs may ask for in an address."""

from datetime import UTC, datetime
from typing import Any

from marshmallow import EXCLUDE, Schema, ValidationError, fields, validate

from factcheck import clock

LONGEST_QUERY = 500
POSITION = validate.Range(min=1, max=2**53)


class Input(Schema):
    """The base of questions in an address: what nobody asked about is left out."""

    class Meta:
        unknown = EXCLUDE


class Place(fields.Field[tuple[datetime, str]]):
    """Where a page of a list begins: the time and the id of the last claim on the page before it."""

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> str:
        return f"{clock.stamp(value[0])}~{value[1]}"

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> tuple[datetime, str]:
        written, _, public_id = str(value).partition("~")
        try:
            return clock.moment(written), public_id
        except ValueError:
            raise ValidationError("This is no place in the list.") from None


class Moment(fields.Field[datetime]):
    """A moment as RFC 3339 writes it; without an offset it is UTC, and a day alone means its end."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> datetime:
        try:
            written = str(value)
            read = datetime.fromisoformat(written)
            if len(written) <= len("2026-01-01"):
                read = read.replace(hour=23, minute=59, second=59, microsecond=999_999)
            return (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, OverflowError):
            raise ValidationError("This is no time.") from None


class AsOfInput(Input):
    """The moment that is asked about."""

    as_of = Moment(load_default=None)


class SearchInput(Input):
    """What a reader looks for among the claims."""

    q = fields.String(load_default="", validate=validate.Length(max=LONGEST_QUERY))
    rating = fields.String(load_default="", validate=validate.Length(max=60))
    claimant = fields.String(load_default="", validate=validate.Length(max=60))
    type = fields.String(load_default="", validate=validate.Length(max=60))
    article = fields.String(load_default="", validate=validate.Length(max=60))
    after = Place(load_default=None)


class PlaceInput(Input):
    """Where a page of claims begins."""

    after = Place(load_default=None)


class PositionInput(Input):
    """Before which position of the history a page begins."""

    before = fields.Integer(load_default=None, validate=POSITION)


class PlainNumber(fields.Integer):
    """A number in ASCII digits alone: one log has one address."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> int:
        if not (value.isascii() and value.isdigit()):
            raise self.make_error("invalid", input=value)
        return super()._deserialize(value, attr, data, **kwargs)


class SizesInput(Input):
    """Which log is to be shown to begin which larger one."""

    since = PlainNumber(load_default=None, validate=POSITION)
    size = PlainNumber(load_default=None, validate=POSITION)


class VersionsInput(Input):
    """Which two versions of a verdict are to stand beside each other."""

    a = fields.Integer(load_default=None, validate=POSITION)
    b = fields.Integer(load_default=None, validate=POSITION)


class BadgeInput(Input):
    """How a badge is to look; a wrong wish is no reason to leave a hole in somebody's page."""

    style = fields.String(load_default="flat")
    lang = fields.String(load_default=None)
    v = fields.String(load_default="")


class OEmbedInput(Input):
    """What an oEmbed consumer asks; sizes in pixels."""

    url = fields.String(required=True, validate=validate.Length(max=2000))
    maxwidth = fields.Integer(load_default=None, validate=validate.Range(min=1, max=10_000))
    maxheight = fields.Integer(load_default=None, validate=validate.Range(min=1, max=10_000))
    format = fields.String(load_default="json")
    lang = fields.String(load_default=None)
