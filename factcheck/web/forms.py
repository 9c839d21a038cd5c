"""Reading forms, and keeping what was typed where one is refused."""

from dataclasses import dataclass, field
from typing import Any

from flask import request
from marshmallow import Schema, ValidationError, fields
from werkzeug.datastructures import MultiDict

from factcheck.errors import FactcheckError, NotFound, Stale

Errors = dict[str, list[str]]
UNTYPED = frozenset(
    {"csrf_token", "version", "password", "new_password", "next", "confirm", "back", "article"}
)


@dataclass(frozen=True)
class Form:
    """One form of a page: blank, or refused with what was typed, what was wrong, and the status to answer."""

    name: str = ""
    kept: MultiDict[str, str] | None = None
    errors: Errors = field(default_factory=dict)
    sentence: str = ""
    status: int = 422
    seen: int | None = None  # Where the claim had changed in between: the version that this form saw.

    def value(self, name: str, default: Any = "") -> Any:
        """Return what was typed into a field, or what stands there by default."""
        return default if self.kept is None else self.kept.get(name, "")

    def ticked(self, name: str, default: bool = False, value: str = "1") -> bool:
        """Whether a box was ticked, or is by default."""
        return default if self.kept is None else value in self.kept.getlist(name)

    def wrong(self, name: str) -> list[str]:
        """Return what was wrong with a field, in sentences."""
        return self.errors.get(name, [])

    @property
    def typed(self) -> list[tuple[str, str]]:
        """Return each field that was filled in, in the form's order."""
        pairs = self.kept.items(multi=True) if self.kept is not None else ()
        return [(name, value) for name, value in pairs if name not in UNTYPED and value.strip()]


class FormRefused(Exception):
    """A form whose shape is wrong; carries the form to show again."""

    def __init__(self, form: Form) -> None:
        super().__init__(form.sentence)
        self.form = form


def load(schema: Schema, name: str = "") -> dict[str, Any]:
    """Return the posted form's fields as the schema reads them, or raise `FormRefused`."""
    try:
        loaded: dict[str, Any] = schema.load(given(schema))
    except ValidationError as invalid:
        raise FormRefused(Form(name, request.form, sentences(invalid))) from None
    return loaded


def asked(schema: Schema) -> dict[str, Any]:
    """Return what an address asks for; one that asks for nonsense is not found."""
    try:
        loaded: dict[str, Any] = schema.load(request.args)
    except ValidationError:
        raise NotFound("There is no such page.") from None
    return loaded


def given(schema: Schema) -> dict[str, Any]:
    """Return the posted fields, those that may come several times as lists."""
    several = {name for name, known in schema.fields.items() if isinstance(known, fields.List)}
    return {
        name: request.form.getlist(name) if name in several else value for name, value in request.form.items()
    }


def sentences(invalid: ValidationError) -> Errors:
    """Return each field's messages as a flat list."""
    messages: dict[str, Any] = invalid.normalized_messages()  # type: ignore[no-untyped-call] # Theirs.
    return {name: flat(found) for name, found in messages.items()}


def flat(found: Any) -> list[str]:
    if isinstance(found, dict):
        return [sentence for inner in found.values() for sentence in flat(inner)]
    return [str(sentence) for sentence in found]


def refused(error: FactcheckError, name: str = "") -> Form:
    """Return the posted form as one that a rule refused."""
    seen = error.seen if isinstance(error, Stale) else None
    return Form(name, request.form, {}, str(error), error.status, seen)
